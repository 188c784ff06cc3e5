"""The slip: everything is on it, within the margins, at the promised sizes; its code is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from drivers.decoder import decode
from drivers.errors import SlipUnprintable
from drivers.printer.job import slip_job
from drivers.printer.render import render
from drivers.slip import MAX_CHARS, MAX_ROWS, Slip, SlipFonts, render_slip
from drivers.slip_code import MAX_QR_CHARS
from drivers.slip_sign import Sign
from drivers.slip_type import style, wrap
from kiosk.desks.slip_layouts import slip_layout_of

TICKET = slip_layout_of("ticket")
MARGIN = TICKET.margin_dots
WIDTH = 576 - 2 * MARGIN
BIG, SIGN, WITHIN = 96, 48, 24  # as assets/slips/ticket.toml has them

CODE = "CC1:6BFOXN*TS0BI$ZD-PHQ7I9AD66V5B22CH9M9ESI9XBHXK-%69LQOGI.*V76GCV4*XUA2PSGH.+H$NI4L6HUC%UG"
SLIP = Slip(
    facility="행복노인종합복지관",
    title="식권",
    big="점심 1장",
    rows=(
        ("날짜", "2026년 3월 4일 (수)"),
        ("쓴 코인", "15코인 (3,000원)"),
        ("남은 코인", "20코인"),
    ),
    qr=CODE,
    help="배식대에 이 표를 보여 주세요.",
    note="오늘만 쓸 수 있습니다.",
)


def inked(slip: Slip, fonts: SlipFonts) -> NDArray[np.bool_]:
    """Where the slip is black, shape (height, 576)."""
    return ~np.array(render_slip(slip, fonts, TICKET))


def bands(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The first and last row of each run of rows that hold ink."""
    rows = np.flatnonzero(np.diff(np.concatenate([[False], ink.any(axis=1), [False]])))
    return [(int(top), int(end)) for top, end in rows.reshape(-1, 2)]


def test_the_slip_is_as_wide_as_the_paper_and_keeps_its_margins(fonts: SlipFonts) -> None:
    ink = inked(SLIP, fonts)
    assert ink.shape[1] == 576
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    assert MARGIN <= columns[0] <= MARGIN + 8
    assert columns[-1] < 576 - MARGIN
    assert rows[0] >= MARGIN - 2
    assert rows[-1] < ink.shape[0] - MARGIN


def test_what_it_is_good_for_stands_in_digits_of_twelve_millimetres(fonts: SlipFonts) -> None:
    big = style(fonts.bold, BIG, "0")
    _, top, _, bottom = big.font.getbbox("0")
    assert bottom - top == pytest.approx(96, abs=2)
    top, end = bands(inked(replace(SLIP, big="12"), fonts))[2]
    assert end - top == pytest.approx(96, abs=3)


def test_the_code_is_read_from_the_printed_paper(fonts: SlipFonts) -> None:
    paper = render(slip_job(render_slip(SLIP, fonts, TICKET)))
    assert [one.text for one in decode(np.array(paper.convert("L")))] == [CODE]


@pytest.mark.parametrize("characters", [1, 100, 500, 900, MAX_QR_CHARS])
def test_the_code_has_three_dots_a_module_and_its_quiet_zone(
    fonts: SlipFonts, characters: int
) -> None:
    text = ("CC1:" + "7WY-ZU9*R$WMCP$XS3%O5HX80UO:ISD1" * 64)[:characters]
    picture = np.array(render_slip(replace(SLIP, qr=text), fonts, TICKET).convert("L"))
    (found,) = decode(picture)
    assert found.text == text
    corners = np.array(found.corners)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    dark_run = _first_run(picture[top + 1, left:] < 128)
    module = dark_run / 7
    assert module == int(module) >= 3
    quiet = int(4 * module)
    framed = picture[top - quiet : bottom + 1 + quiet, left - quiet : right + 1 + quiet].copy()
    assert left - quiet >= 0
    framed[quiet:-quiet, quiet:-quiet] = 255
    assert (framed > 128).all()


def test_every_word_is_printed_whole(fonts: SlipFonts) -> None:
    look = style(fonts.regular, 32)
    words = "이 표는 오늘만 쓸 수 있고 다른 사람에게 줄 수 없습니다 " * 3
    lines = wrap(words, look, WIDTH)
    assert " ".join(lines).split() == words.split()
    assert all(look.width_dots(line) <= WIDTH for line in lines)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(max_size=200), st.integers(40, 600))
def test_wrapping_loses_no_character_and_overflows_no_line(
    fonts: SlipFonts, text: str, width_dots: int
) -> None:
    look = style(fonts.regular, 24)
    lines = wrap(text, look, width_dots)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(look.width_dots(line) <= width_dots or len(line) == 1 for line in lines)


def test_long_words_and_rows_stay_within_the_margins(fonts: SlipFonts) -> None:
    long = replace(
        SLIP,
        facility="아주아주아주아주긴이름의노인종합복지관본관",
        big="특별한 저녁 식사 12장",
        rows=(("매우 긴 이름표 하나", "매우매우매우긴값이라서두줄이됩니다"),) * MAX_ROWS,
        help="가" * MAX_CHARS,
    )
    ink = inked(long, fonts)
    assert not ink[:, :MARGIN].any()
    assert not ink[:, 576 - MARGIN :].any()
    assert slip_job(render_slip(long, fonts, TICKET))


def test_a_slip_without_note_and_rows_leaves_no_hole(fonts: SlipFonts) -> None:
    full = render_slip(SLIP, fonts, TICKET).height
    bare = render_slip(replace(SLIP, note="", rows=()), fonts, TICKET).height
    assert bare < full - 3 * 32


CONFIRMED = replace(SLIP, state="확인되었습니다")
RECORDED = replace(SLIP, state="기계에 적어 두었습니다", sign=Sign.CLOCK)


def sign_of(slip: Slip, fonts: SlipFonts) -> NDArray[np.bool_]:
    """The ink of the sign alone: what stands left of the words of the state."""
    plain, signed = inked(replace(slip, state=""), fonts), inked(slip, fonts)
    added = signed.shape[0] - plain.shape[0]
    differs = np.flatnonzero((signed[: plain.shape[0]] != plain).any(axis=1))
    top = int(differs[0])
    square = signed[top : top + added, MARGIN : MARGIN + SIGN]
    rows = np.flatnonzero(square.any(axis=1))
    return square[rows[0] : rows[-1] + 1]


def test_how_sure_a_sale_is_has_a_shape_of_six_millimetres_that_needs_no_colour(
    fonts: SlipFonts,
) -> None:
    check, clock = sign_of(CONFIRMED, fonts), sign_of(RECORDED, fonts)
    assert check.shape == clock.shape == (SIGN, SIGN)
    assert check.mean() > 0.6  # full, but for the check
    assert clock.mean() < 0.5  # open
    assert not check[0, 0]  # a circle has no corners
    assert clock[0, 0]
    assert not check[SIGN // 2 :, :].all()
    middle = SIGN // 2
    assert clock[middle, middle - 1]  # where the hands of a clock meet


def test_a_state_stands_between_what_was_bought_and_the_code(fonts: SlipFonts) -> None:
    plain = inked(SLIP, fonts)
    for slip in (CONFIRMED, RECORDED):
        signed = inked(slip, fonts)
        assert signed.shape[0] == plain.shape[0] + SIGN + WITHIN
        code_and_help = 300 + 90
        assert (signed[-code_and_help:] == plain[-code_and_help:]).all()


def test_a_long_state_wraps_beside_its_sign(fonts: SlipFonts) -> None:
    ink = inked(replace(RECORDED, state="기계에 적어 두었습니다 " * 5), fonts)
    assert not ink[:, :MARGIN].any()
    assert not ink[:, 576 - MARGIN :].any()


def test_the_code_is_read_beside_a_sign(fonts: SlipFonts) -> None:
    for slip in (CONFIRMED, RECORDED):
        paper = render(slip_job(render_slip(slip, fonts, TICKET)))
        assert [one.text for one in decode(np.array(paper.convert("L")))] == [CODE]


@pytest.mark.parametrize(
    "slip",
    [
        replace(SLIP, state="가" * (MAX_CHARS + 1)),
        replace(SLIP, qr="X" * (MAX_QR_CHARS + 1)),
        replace(SLIP, qr=""),
        replace(SLIP, qr="가" * 1200),
        replace(SLIP, title="가" * (MAX_CHARS + 1)),
        replace(SLIP, rows=(("가", "나"),) * (MAX_ROWS + 1)),
        replace(SLIP, rows=(("가", "나" * (MAX_CHARS + 1)),)),
    ],
)
def test_what_does_not_fit_is_refused(fonts: SlipFonts, slip: Slip) -> None:
    with pytest.raises(SlipUnprintable):
        render_slip(slip, fonts, TICKET)


@pytest.mark.parametrize("odd", ["\x1e", "\u200f", "\u3000", "\x00", "\ud800"], ids=ascii)
def test_characters_without_a_shape_are_spaces(fonts: SlipFonts, odd: str) -> None:
    words = replace(SLIP, help=f"이 표를{odd}보여", rows=((f"날{odd}짜", odd),))
    plain = replace(SLIP, help="이 표를 보여", rows=(("날 짜", " "),))
    assert (inked(words, fonts) == inked(plain, fonts)).all()


def test_a_missing_font_is_named(fonts: SlipFonts) -> None:
    gone = Path("/no/such/font.otf")
    with pytest.raises(SlipUnprintable, match="/no/such/font"):
        render_slip(SLIP, replace(fonts, bold=gone), TICKET)


def _first_run(dark: NDArray[np.bool_]) -> int:
    return int(np.argmin(dark)) if not dark.all() else dark.size
