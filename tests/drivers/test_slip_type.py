"""Type on a slip: a word is set smaller before it is broken, and broken where it reads best."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from drivers.slip import SlipFonts
from drivers.slip_layout import Weight
from drivers.slip_sheet import Sheet
from drivers.slip_sign import Sign
from drivers.slip_type import SMALLEST_DOTS, SMALLEST_SHARE, Style, fitting, wrap

HOURS = "11:30~13:30"
ANY_FONT = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def bold(fonts: SlipFonts) -> Style:
    return fonts.style(Weight.BOLD, 56)


def drawn_lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All lines that sheets draw from now on."""
    lines: list[str] = []
    draw = Style.draw

    def noting(look: Style, on: ImageDraw.ImageDraw, x: int, top: int, text: str) -> None:
        lines.append(text)
        draw(look, on, x, top, text)

    monkeypatch.setattr(Style, "draw", noting)
    return lines


def height_of(sheet: Sheet) -> int:
    picture: Image.Image = sheet.cut(0)
    return picture.height


def test_what_fits_keeps_its_size(bold: Style) -> None:
    assert fitting([HOURS, "20코인"], bold, bold.width_dots(HOURS)) is bold


def test_a_word_that_is_too_long_makes_all_of_its_kind_a_little_smaller(bold: Style) -> None:
    width_dots = bold.width_dots(HOURS) - 1
    look = fitting(["20코인", HOURS], bold, width_dots)
    assert 0.9 * bold.ink_dots < look.ink_dots < bold.ink_dots
    assert wrap(HOURS, look, width_dots) == (HOURS,)


def test_one_that_would_get_too_small_breaks_behind_its_tilde_at_full_size(bold: Style) -> None:
    width_dots = bold.width_dots("11:30~")
    assert wrap(HOURS, fitting([HOURS], bold, width_dots), width_dots) == ("11:30~", "13:30")
    assert fitting([HOURS], bold, width_dots) is bold


def test_the_parts_between_tildes_are_kept_whole_too(bold: Style) -> None:
    width_dots = bold.width_dots("11:30~") - 1
    look = fitting([HOURS], bold, width_dots)
    assert look.ink_dots < bold.ink_dots
    assert wrap(HOURS, look, width_dots) == ("11:30~", "13:30")


def test_a_word_that_no_size_keeps_whole_does_not_make_others_small(bold: Style) -> None:
    assert fitting(["아주" * 40, "20코인"], bold, 300) is bold


def test_nothing_is_set_smaller_than_everybody_can_read(fonts: SlipFonts) -> None:
    small = fonts.style(Weight.REGULAR, SMALLEST_DOTS + 2)
    assert fitting(["비빔밥"], small, small.width_dots("비빔밥") * 7 // 10) is small


@ANY_FONT
@given(st.from_regex(r"[0-9가-힣:~(),]{1,16}", fullmatch=True), st.integers(60, 600))
def test_a_smaller_size_breaks_no_word_that_it_was_chosen_for(
    fonts: SlipFonts, word: str, width_dots: int
) -> None:
    asked = fonts.style(Weight.BOLD, 56)
    look = fitting([word], asked, width_dots)
    assert look.ink_dots >= asked.ink_dots * SMALLEST_SHARE - 1
    parts = [part for part in re.split("(?<=~)", word) if part]
    if look is not asked:
        whole = [part for part in parts if look.width_dots(part) <= width_dots]
        assert whole
        lines = wrap(word, look, width_dots)
        assert all(any(part in line for line in lines) for part in whole)


@pytest.mark.parametrize("stacked", [True, False], ids=["stacked", "beside"])
def test_hours_stand_in_one_line_of_a_narrow_table(
    fonts: SlipFonts, monkeypatch: pytest.MonkeyPatch, stacked: bool
) -> None:
    lines = drawn_lines(monkeypatch)
    sheet = Sheet(384, 24)
    label = fonts.style(Weight.REGULAR, 32)
    value = fonts.style(Weight.BOLD, 56 if stacked else 32)
    (sheet.stack if stacked else sheet.table)((("식사 시간", HOURS),), label, value, 0)
    assert lines == ["식사 시간", HOURS]


def test_a_state_beside_its_sign_breaks_only_between_words(
    fonts: SlipFonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = drawn_lines(monkeypatch)
    sheet = Sheet(384, 24)
    look = fonts.style(Weight.BOLD, 48)
    sheet.state(Sign.CHECK, 72, "구청이 확인했습니다", look, 0)
    assert lines == ["구청이", "확인했습니다"]
    assert height_of(sheet) < 24 + 2 * look.line_dots
