"""Millimetres of the look become pixels; a panel that can't hold them is refused."""

from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.bridge import KioskBridge
from ui.contract import Panel, Setting
from ui.fonts import FACES
from ui.gallery import LANDSCAPE, PANEL, PANELS
from ui.panel import (
    INK_OF_PIXEL_SIZE,
    REACH_BOTTOM_MM,
    REACH_TOP_MM,
    PanelError,
    all_settings,
    choices_per_page,
    measure,
    offers_low,
)

PX = PANEL.px_per_mm


def _ink_mm(pixel_size: int) -> float:
    return pixel_size * INK_OF_PIXEL_SIZE / PX


@pytest.mark.parametrize(
    ("setting", "sizes_mm"),
    [
        (Setting(), (9, 9, 12, 14, 16, 24, 14)),
        (Setting(larger=True), (18, 18, 24, 24, 24, 32, 20)),
        (Setting(larger=True, low=True), (18, 18, 24, 24, 24, 24, 20)),
    ],
)
def test_type_has_the_ink_of_the_table(setting: Setting, sizes_mm: tuple[float, ...]) -> None:
    m = measure(PANEL, setting)
    sizes = (m.note, m.label, m.body, m.lead_words, m.title, m.amount, m.balance)
    assert [_ink_mm(size) for size in sizes] == pytest.approx(sizes_mm, abs=0.12)


def test_places_are_those_of_the_table() -> None:
    m = measure(PANEL, Setting())
    assert m.header_height == round(59 * PX)
    assert m.aid_height == ceil(28 * PX)
    assert m.bar_height == ceil(22 * PX)
    assert m.height - m.band_y == pytest.approx(40 * PX, abs=1)
    assert (m.lead_width, m.lead_height) == (round(119 * PX), ceil(30 * PX))
    assert m.lead_x + m.lead_width + m.margin == m.width
    assert m.band_y - (m.lead_y + m.lead_height) == pytest.approx(6 * PX, abs=1)
    assert m.lead_y - m.content_bottom == pytest.approx(8 * PX, abs=1)


def test_low_mode_keeps_the_pixels_of_leading_button_and_bar() -> None:
    for larger in (False, True):
        usual, low = (measure(PANEL, Setting(larger=larger, low=each)) for each in (False, True))
        kept = ("lead_x", "lead_y", "lead_width", "lead_height", "band_y", "bar_y", "bar_height")
        assert all(getattr(usual, each) == getattr(low, each) for each in kept)
        assert low.aids_y > usual.aids_y


def test_the_aids_of_low_mode_are_within_reach_wherever_the_panel_hangs() -> None:
    for lower_edge_mm in (700, 800, 850, 900):
        panel = replace(PANEL, lower_edge_mm=lower_edge_mm)
        m = measure(panel, Setting(low=True))
        assert lower_edge_mm + (m.height - m.aids_y) / PX <= 1220


@pytest.mark.parametrize(
    ("panel", "why"),
    [
        (Panel(1080, 1920, 15.6, 900), "267 mm"),
        (Panel(1366, 768, 15.6, 1030), "ends above 1220"),
        (Panel(1366, 768, 15.6, 380), "hang the panel higher"),
        (Panel(1366, 768, 13.3, 800), "345 mm"),
        (Panel(1280, 800, 15.6, 800), "345 mm"),
        (Panel(2560, 1080, 19, 800), "rows of choices"),
        (Panel(1280, 1024, 19, 800), "about square"),
        (Panel(1080, 1920, 21.5, 1000), "hang it lower"),
        (Panel(1080, 1920, 21.5, 300), "hang the panel higher"),
        (Panel(1200, 1600, 21.5, 700), "rows of choices"),
    ],
)
def test_an_unfit_panel_is_refused_with_its_reason(panel: Panel, why: str) -> None:
    with pytest.raises(PanelError, match=why):
        KioskBridge(panel)


@given(
    diagonal_inch=st.floats(min_value=21.5, max_value=32),
    lower_edge_mm=st.floats(min_value=400, max_value=900),
    setting=st.sampled_from(all_settings(PANEL)),
)
def test_whatever_is_accepted_has_room_for_its_rows(
    diagonal_inch: float, lower_edge_mm: float, setting: Setting
) -> None:
    panel = Panel(2160, 3840, diagonal_inch, lower_edge_mm)
    try:
        m = measure(panel, setting)
    except PanelError:
        return
    top = m.low_content_y if setting.low else m.title_y + 1.34 * m.title
    assert (m.content_bottom - top) / m.rows >= 0.95 * m.row_least
    assert m.content_bottom < m.lead_y < m.band_y < m.bar_y < m.height


def test_a_page_holds_at_most_six_choices() -> None:
    held = {setting: choices_per_page(PANEL, setting) for setting in all_settings(PANEL)}
    assert set(held.values()) == {6, 3, 2}
    assert held[Setting(larger=True, low=True)] == 2
    assert [choices_per_page(LANDSCAPE, Setting(larger=each)) for each in (False, True)] == [6, 4]


@pytest.mark.parametrize(
    ("larger", "sizes_mm"),
    [
        (False, (7.25, 9, 9, 12, 14, 20, 11)),
        (True, (14.5, 18, 18, 18, 18, 24, 14.5)),
    ],
)
def test_a_landscape_panel_has_the_sizes_of_its_table(
    *, larger: bool, sizes_mm: tuple[float, ...]
) -> None:
    m = measure(LANDSCAPE, Setting(larger=larger))
    sizes = (m.note, m.label, m.body, m.lead_words, m.title, m.amount, m.balance)
    ink_mm = [size * INK_OF_PIXEL_SIZE / LANDSCAPE.px_per_mm for size in sizes]
    assert ink_mm == pytest.approx(sizes_mm, abs=0.12)


@pytest.mark.parametrize(
    ("larger", "header", "aid", "bar", "band", "lead"),
    [(False, 25, 16, 20, 31, (149, 20)), (True, 33, 24, 26, 35, (94, 26))],
)
def test_the_places_of_a_landscape_panel_are_those_of_its_table(
    *, larger: bool, header: float, aid: float, bar: float, band: float, lead: tuple[float, float]
) -> None:
    m, px = measure(LANDSCAPE, Setting(larger=larger)), LANDSCAPE.px_per_mm
    assert (m.header_height, m.aid_height) == (round(header * px), ceil(aid * px))
    assert m.bar_height == ceil(bar * px)
    assert m.height - m.band_y == pytest.approx(band * px, abs=1)
    assert (m.lead_width, m.lead_height) == (round(lead[0] * px), ceil(lead[1] * px))
    assert m.lead_y == m.bar_y
    assert m.margin + m.bar_width + m.gap_least <= m.lead_x
    assert m.lead_x + m.lead_width == m.width - m.margin


def test_a_landscape_panel_lies_within_reach_and_has_no_low_mode() -> None:
    assert [offers_low(panel) for panel in PANELS.values()] == [True, False]
    assert not any(setting.low for setting in all_settings(LANDSCAPE))
    assert measure(LANDSCAPE, Setting(low=True)) == measure(LANDSCAPE, Setting())
    m, px = measure(LANDSCAPE, Setting()), LANDSCAPE.px_per_mm
    assert LANDSCAPE.lower_edge_mm + m.height / px <= REACH_TOP_MM
    assert LANDSCAPE.lower_edge_mm + (m.height - m.bar_y - m.bar_height) / px >= REACH_BOTTOM_MM


def test_english_is_set_smaller_at_200_percent_only() -> None:
    for panel in PANELS.values():
        korean, english = (
            measure(panel, Setting(larger=True, language=each)) for each in ("ko", "en")
        )
        assert english.body == pytest.approx(0.78 * korean.body, abs=1)
        assert english.lead_height == korean.lead_height
        assert measure(panel, Setting(language="en")) == measure(panel, Setting())


def test_each_language_has_ink_of_the_same_height() -> None:
    for language, face in FACES.items():
        m = measure(PANEL, Setting(language=language))
        assert m.body * face.ink / PX == pytest.approx(12, abs=0.12)
        assert m.family == face.family
        assert m.line_height * face.line / face.ink == pytest.approx(1.34)
