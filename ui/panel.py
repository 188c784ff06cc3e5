"""How large everything is: the millimetres of the look as pixels of the configured panel. Pure.

A person over 65 reads millimetres, not pixels, so all sizes start as millimetres of a table in
``ui.metrics_tables`` and become pixels once, in ``ui.plan``. The panel's density comes from its
profile; a screen driver reports a made-up one. Type sizes are the height of inked Hangul.

In the low mode of a portrait panel nothing that is touched lies above the reach of a seated
person: the aids move to the top of the reachable zone, above it stands information only. All of a
landscape panel is within reach, so it has no low mode.
"""

from ui.contract import Panel, Setting
from ui.fonts import PRETENDARD, face_of
from ui.metrics import Metrics
from ui.metrics_tables import L100, L200, P100, P200, Table
from ui.pages import Listed
from ui.plan import GAP_MM, REACH_TOP_MM, Pixels, Plan

__all__ = [
    "INK_OF_PIXEL_SIZE",
    "REACH_BOTTOM_MM",
    "REACH_TOP_MM",
    "SIGHT_TOP_MM",
    "Metrics",
    "PanelError",
    "all_settings",
    "choices_per_page",
    "measure",
    "offers_low",
]

INK_OF_PIXEL_SIZE = PRETENDARD.ink  # of inked Hangul
REACH_BOTTOM_MM = 400.0
SIGHT_TOP_MM = 1400.0  # information stands no higher
FACTS, FACTS_LYING = (5, 2), (3, 1)  # beside a price, upright and lying; the second with large type
NOTE_LYING, NOTE_LOW, NAME_AND_NOTE = 1, 2, 5  # lines beside facts on a page behind their first
MOST, TALL = 6, 2  # choices on a page; of large ones with three lines, one below the other
MOVES, MOVES_FEW = 4, 2  # of an account on a page

_LEAST_LONG = 1.3  # the longer side over the shorter: below it a panel is about square
_ENGLISH_LARGER = 0.78  # of the pixel size: long words, and its capitals are still 11.5 mm high
_TOLERANCE_MM = 0.5  # panels are sold by rounded inches


class PanelError(Exception):
    """The profile's panel can't hold what a person over 65 can read and touch."""


def offers_low(panel: Panel) -> bool:
    """Return whether low mode changes anything: all of a landscape panel is within reach."""
    return not _is_wide(panel)


def all_settings(panel: Panel) -> tuple[Setting, ...]:
    """Return every combination of the aids that change what ``panel`` shows."""
    both = (False, True)
    lows = both if offers_low(panel) else (False,)
    return tuple(
        Setting(larger, contrast, low) for larger in both for contrast in both for low in lows
    )


def choices_per_page(panel: Panel, setting: Setting, listed: Listed = Listed.CHOICES, /) -> int:
    """Return how many choices a page of ``panel`` holds in this setting, never more than six.

    Or how many facts, or movements. Or how many lines: of another language than Korean some take
    two, unless there is much width.
    """
    plan = _plan(panel, setting)
    if listed is Listed.CHOICES:
        return plan.table.columns * plan.rows
    if listed is Listed.TALL:
        upright = setting.larger and not plan.table.wide
        return min(plan.table.columns * plan.rows, TALL if upright else MOST)
    if listed is Listed.FACTS:
        return (FACTS_LYING if plan.table.wide else FACTS)[setting.larger]
    if listed is Listed.FACTS_ALONE:
        beside = NOTE_LYING if plan.table.wide else NOTE_LOW if plan.low else NAME_AND_NOTE
        return max(1, plan.lines - beside)
    if listed is Listed.MOVES:
        small = setting.larger and (plan.table.wide or plan.low)
        return MOVES_FEW if small else MOVES
    if setting.language == "ko" or (plan.table.wide and setting.larger):
        return plan.lines
    return plan.lines * 3 // 4


def measure(panel: Panel, setting: Setting) -> Metrics:
    """Return all places and sizes for ``panel`` (pixels, inches, mm) in this ``setting``.

    Raises PanelError if the rows of choices, the leading button or the reach do not fit.
    """
    plan = _plan(panel, setting)
    _refuse_odd_shape(panel)
    _refuse_unreachable(plan)
    _refuse_cramped(plan)
    english = setting.larger and setting.language == "en"
    return Pixels(plan, face_of(setting.language), _ENGLISH_LARGER if english else 1).metrics()


def _is_wide(panel: Panel) -> bool:
    return panel.width_px > panel.height_px


def _plan(panel: Panel, setting: Setting) -> Plan:
    return Plan(_table(panel, setting), panel, low=setting.low and offers_low(panel))


def _table(panel: Panel, setting: Setting) -> Table:
    if _is_wide(panel):
        return L200 if setting.larger else L100
    return P200 if setting.larger else P100


def _refuse_odd_shape(panel: Panel) -> None:
    short, long = sorted((panel.width_px, panel.height_px))
    if long < _LEAST_LONG * short:
        raise PanelError("the panel is about square: it has to be upright or lying")


def _refuse_unreachable(plan: Plan) -> None:
    """Raise PanelError where eyes or hands don't reach what the panel shows."""
    table, lower_edge_mm = plan.table, plan.panel.lower_edge_mm
    top_mm = lower_edge_mm + plan.height
    if table.wide and top_mm > REACH_TOP_MM:
        raise PanelError(f"the lying panel ends above {REACH_TOP_MM:.0f} mm: hang it lower")
    if top_mm > SIGHT_TOP_MM:
        raise PanelError(f"the panel ends above {SIGHT_TOP_MM:.0f} mm: hang it lower")
    bar_bottom_mm = lower_edge_mm + table.band - table.bar_in_band - table.bar_button
    if bar_bottom_mm < REACH_BOTTOM_MM:
        raise PanelError(f"the bar is below {REACH_BOTTOM_MM:.0f} mm: hang the panel higher")


def _refuse_cramped(plan: Plan) -> None:
    """Raise PanelError where leading button or rows of choices don't fit."""
    width_mm, needed_mm = plan.panel.width_px / plan.panel.px_per_mm, _width_needed_mm(plan.table)
    if width_mm < needed_mm - _TOLERANCE_MM:
        raise PanelError(f"the panel is {width_mm:.0f} mm wide: {needed_mm:.0f} mm are needed")
    room_mm = plan.content_bottom - plan.content
    if room_mm < plan.rows * plan.row_least + (plan.rows - 1) * GAP_MM:
        raise PanelError(
            f"{plan.rows} rows of choices need more than the {room_mm:.0f} mm there are"
        )


def _width_needed_mm(table: Table) -> float:
    """Return the width that aids, titles and the row of the leading button were set for."""
    if table.wide:
        return 2 * table.margin + table.bar_least + table.lead_gap + table.lead_width
    return 2 * table.margin + 2 * P100.lead_width + GAP_MM
