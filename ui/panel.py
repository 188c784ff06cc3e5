"""How large everything is: the millimetres of the look as pixels of the configured panel. Pure.

A person over 65 reads millimetres, not pixels, so all sizes start as millimetres of the two tables
below (100 % and 200 %) and become pixels once, here. The panel's density comes from its profile;
a screen driver reports a made-up one. Type sizes are the height of inked Hangul.

In low mode nothing that is touched lies above the reach of a seated person: the aids move to the
top of the reachable zone, above it stands information only.
"""

from dataclasses import dataclass

from ui.contract import Panel, Setting

INK_OF_PIXEL_SIZE = 0.864  # height of inked Hangul in Pretendard GOV Regular at pixel size 1
REACH_TOP_MM = 1220.0  # a seated person reaches up to here from the floor
REACH_BOTTOM_MM = 400.0
SIGHT_TOP_MM = 1400.0  # information stands no higher


class PanelError(Exception):
    """The profile's panel can't hold what a person over 65 can read and touch."""


@dataclass(frozen=True)
class Metrics:
    """Places and sizes in whole pixels of the panel; type sizes are font pixel sizes."""

    width: int
    height: int
    larger: bool
    low: bool
    margin: int
    gap: int
    gap_wide: int
    edge: int
    edge_chosen: int
    depth: int
    radius: int
    ring: int
    note: int
    label: int
    body: int
    lead_words: int
    title: int
    amount: int
    balance: int
    facility_y: int
    header_height: int
    aids_y: int
    aid_height: int
    step_y: int
    segments_y: int
    segment_height: int
    title_y: int
    content_below_title: int
    low_content_y: int
    content_bottom: int
    content_bottom_bare: int
    lead_x: int
    lead_y: int
    lead_width: int
    lead_height: int
    band_y: int
    bar_y: int
    bar_height: int
    columns: int
    rows: int
    row_least: int


@dataclass(frozen=True)
class _Table:
    """One column of the look's table, in millimetres. Steps are below the top of the step line."""

    note: float
    label: float
    body: float
    lead_words: float
    title: float
    amount: float
    amount_low: float
    balance: float
    header: float
    aid: float
    bar_button: float
    band: float
    lead_height: float
    lead_width: float
    columns: int
    rows: int
    rows_low: int
    row_least: float
    row_least_low: float
    step_below_header: float
    step_low: float
    segments_below_step: float
    title_below_step: float
    content_below_title: float
    content_below_aids: float


_USUAL = _Table(
    note=9,
    label=9,
    body=12,
    lead_words=14,
    title=16,
    amount=24,
    amount_low=24,
    balance=14,
    header=59,
    aid=28,
    bar_button=22,
    band=40,
    lead_height=30,
    lead_width=119,
    columns=2,
    rows=3,
    rows_low=3,
    row_least=60,
    row_least_low=60,
    step_below_header=7,
    step_low=26,
    segments_below_step=15,
    title_below_step=23,
    content_below_title=8,
    content_below_aids=8,
)
_LARGER = _Table(
    note=18,
    label=18,
    body=24,
    lead_words=24,
    title=24,
    amount=32,
    amount_low=24,
    balance=20,
    header=63,
    aid=50,
    bar_button=30,
    band=48,
    lead_height=38,
    lead_width=145,
    columns=1,
    rows=3,
    rows_low=2,
    row_least=60,
    row_least_low=76,
    step_below_header=5,
    step_low=8,
    segments_below_step=25,
    title_below_step=30,
    content_below_title=3,
    content_below_aids=6,
)

_MARGIN_MM = 12.0
_GAP_MM = 5.0
_GAP_WIDE_MM = 8.0
_LEAD_ABOVE_BAND_MM = 6.0
_CONTENT_ABOVE_LEAD_MM = 8.0
_BAR_IN_BAND_MM = 8.0
_FACILITY_TOP_MM = 9.0
_TITLE_LINES = {False: 1, True: 2}  # at 200 % a title usually needs two
_LINE = 1.34  # height of a line over the height of its ink
_LEAST_INFO_MM = 150.0  # facility, step, a title of two lines and a picture that still teaches


def measure(panel: Panel, setting: Setting) -> Metrics:
    """Return all places and sizes for ``panel`` (pixels, inches, mm) in this ``setting``.

    Raises PanelError if the rows of choices, the leading button or the reach do not fit.
    """
    table = _LARGER if setting.larger else _USUAL
    height_mm = panel.height_px / panel.px_per_mm
    zone_mm = max(height_mm - (REACH_TOP_MM - panel.lower_edge_mm), _LEAST_INFO_MM)
    _refuse_unfit(panel, table, setting, zone_mm)
    scale = _Scale(panel.px_per_mm)
    band_mm = height_mm - table.band
    lead_mm = band_mm - _LEAD_ABOVE_BAND_MM - table.lead_height
    step_mm = table.step_low if setting.low else table.header + table.step_below_header
    return Metrics(
        width=panel.width_px,
        height=panel.height_px,
        larger=setting.larger,
        low=setting.low,
        margin=scale.px(_MARGIN_MM),
        gap=scale.px(_GAP_MM),
        gap_wide=scale.px(_GAP_WIDE_MM),
        edge=scale.px(0.5),
        edge_chosen=scale.px(1),
        depth=scale.px(1),
        radius=scale.px(3),
        ring=scale.px(1.25),
        note=scale.font(table.note),
        label=scale.font(table.label),
        body=scale.font(table.body),
        lead_words=scale.font(table.lead_words),
        title=scale.font(table.title),
        amount=scale.font(table.amount_low if setting.low else table.amount),
        balance=scale.font(table.balance),
        facility_y=scale.px(_FACILITY_TOP_MM),
        header_height=scale.px(zone_mm if setting.low else table.header),
        aids_y=scale.px(zone_mm + _GAP_MM if setting.low else table.header - _GAP_MM - table.aid),
        aid_height=scale.px(table.aid),
        step_y=scale.px(step_mm),
        segments_y=scale.px(step_mm + table.segments_below_step),
        segment_height=scale.px(2.5),
        title_y=scale.px(step_mm + table.title_below_step),
        content_below_title=scale.px(table.content_below_title),
        low_content_y=scale.px(zone_mm + _GAP_MM + table.aid + table.content_below_aids),
        content_bottom=scale.px(lead_mm - _CONTENT_ABOVE_LEAD_MM),
        content_bottom_bare=scale.px(band_mm - _CONTENT_ABOVE_LEAD_MM),
        lead_x=panel.width_px - scale.px(_MARGIN_MM) - scale.px(table.lead_width),
        lead_y=scale.px(lead_mm),
        lead_width=scale.px(table.lead_width),
        lead_height=scale.px(table.lead_height),
        band_y=scale.px(band_mm),
        bar_y=scale.px(band_mm + _BAR_IN_BAND_MM),
        bar_height=scale.px(table.bar_button),
        columns=table.columns,
        rows=table.rows_low if setting.low else table.rows,
        row_least=scale.px(table.row_least_low if setting.low else table.row_least),
    )


def choices_per_page(setting: Setting) -> int:
    """Return how many choices a page holds in this setting; never more than six."""
    table = _LARGER if setting.larger else _USUAL
    return table.columns * (table.rows_low if setting.low else table.rows)


@dataclass(frozen=True)
class _Scale:
    """Millimetres to whole pixels."""

    px_per_mm: float

    def px(self, size_mm: float) -> int:
        return round(size_mm * self.px_per_mm)

    def font(self, ink_mm: float) -> int:
        """Return the font pixel size whose Hangul has ``ink_mm`` of ink."""
        return round(ink_mm * self.px_per_mm / INK_OF_PIXEL_SIZE)


def _refuse_unfit(panel: Panel, table: _Table, setting: Setting, zone_mm: float) -> None:
    """Raise PanelError where the table can't be drawn on this panel."""
    width_mm = panel.width_px / panel.px_per_mm
    height_mm = panel.height_px / panel.px_per_mm
    if width_mm > height_mm:
        raise PanelError("a panel wider than high has no layout yet: turn it upright")
    if width_mm < 2 * _MARGIN_MM + 2 * _USUAL.lead_width + _GAP_MM - 0.5:
        raise PanelError(f"the panel is {width_mm:.0f} mm wide: 267 mm are needed")
    if panel.lower_edge_mm + height_mm > SIGHT_TOP_MM:
        raise PanelError(f"the panel ends above {SIGHT_TOP_MM:.0f} mm: hang it lower")
    bar_bottom_mm = panel.lower_edge_mm + table.band - _BAR_IN_BAND_MM - table.bar_button
    if bar_bottom_mm < REACH_BOTTOM_MM:
        raise PanelError(f"the bar is below {REACH_BOTTOM_MM:.0f} mm: hang the panel higher")
    room_mm = _content_bottom_mm(table, height_mm) - _content_top_mm(table, setting, zone_mm)
    rows, least_mm = table.rows, table.row_least
    if setting.low:
        rows, least_mm = table.rows_low, table.row_least_low
    if room_mm < rows * least_mm + (rows - 1) * _GAP_MM:
        raise PanelError(f"{rows} rows of choices need more than the {room_mm:.0f} mm there are")


def _content_bottom_mm(table: _Table, height_mm: float) -> float:
    below_mm = table.band + _LEAD_ABOVE_BAND_MM + table.lead_height + _CONTENT_ABOVE_LEAD_MM
    return height_mm - below_mm


def _content_top_mm(table: _Table, setting: Setting, zone_mm: float) -> float:
    if setting.low:
        return zone_mm + _GAP_MM + table.aid + table.content_below_aids
    title_mm = _TITLE_LINES[setting.larger] * table.title * _LINE
    top_mm = table.header + table.step_below_header + table.title_below_step
    return top_mm + title_mm + table.content_below_title
