"""Layouts of slips: those that ship, on each paper, and what is wrong with one by name."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from drivers.decoder import decode
from drivers.errors import SlipUnprintable
from drivers.printer.contract import PAPER_DOTS_OF_MM
from drivers.printer.job import slip_job
from drivers.printer.render import render
from drivers.slip import MAX_CHARS, MAX_ROWS, Slip, render_slip
from drivers.slip_layout import Layout, Rule, Space
from drivers.slip_layout import Words as WordsBlock
from drivers.slip_sign import Sign
from kiosk.backroom import fonts
from kiosk.config import ConfigError
from kiosk.desks.slip_layouts import (
    MAX_BLOCKS,
    paper_dots,
    read_layout,
    slip_drawer,
    slip_layout_of,
)
from kiosk.profile.device_sections import PrinterSection

NAMES = sorted(
    Path(each.name).stem
    for each in (resources.files("assets") / "slips").iterdir()
    if each.is_file()
)
CODE = (
    "CC1:6BFOXN*TS0BI$ZD-PHQ7I9AD66V5B22CH9M9ESI9XBHXK-%69LQOGI.*V76GCV4*XUA2PSGH.+H$NI4L6HUC%UG"
    * 5
)[:450]
SLIP = Slip(
    facility="행복노인종합복지관",
    title="식권",
    big="비빔밥 1장",
    rows=(
        ("번호", "0007"),
        ("날짜", "2026년 3월 4일 (수)"),
        ("쓴 코인", "15코인 (3,000원)"),
        ("남은 코인", "20코인"),
    ),
    qr=CODE,
    help="배식대에 이 표를 보여 주세요.",
    note="오늘만 쓸 수 있습니다.",
    state="기계에 적어 두었습니다",
    sign=Sign.CLOCK,
)
FONTS = fonts()
EACH = pytest.mark.parametrize(
    ("name", "dots"), list(product(NAMES, PAPER_DOTS_OF_MM.values())), ids=str
)


def ink_of(picture: Image.Image) -> NDArray[np.bool_]:
    return ~np.array(picture)


def test_the_layouts_that_are_promised_ship() -> None:
    assert NAMES == ["large", "ticket"]


@EACH
def test_nothing_is_cut_off_on_any_paper(name: str, dots: int) -> None:
    layout = slip_layout_of(name)
    ink = ink_of(render_slip(SLIP, FONTS, layout, dots))
    assert ink.shape[1] == dots
    assert not ink[:, : layout.margin_dots].any()
    assert not ink[:, dots - layout.margin_dots :].any()
    assert not ink[: layout.margin_dots - 2].any()
    assert not ink[-layout.margin_dots :].any()


@EACH
def test_the_code_is_read_from_the_printed_paper(name: str, dots: int) -> None:
    job = slip_job(render_slip(SLIP, FONTS, slip_layout_of(name), dots), dots)
    paper = render(job, dots)
    assert paper.width == dots
    assert [one.text for one in decode(np.array(paper.convert("L")))] == [CODE]


@EACH
@pytest.mark.parametrize("field", ["facility", "title", "help", "note", "state"])
def test_what_has_nothing_to_say_leaves_no_hole(name: str, dots: int, field: str) -> None:
    bare = Slip(**{**{each: getattr(SLIP, each) for each in SLIP.__slots__}, field: ""})
    full_dots = render_slip(SLIP, FONTS, slip_layout_of(name), dots).height
    assert render_slip(bare, FONTS, slip_layout_of(name), dots).height < full_dots


@EACH
def test_each_row_and_each_word_adds_ink(name: str, dots: int) -> None:
    layout = slip_layout_of(name)
    heights = [
        render_slip(
            Slip("A", "B", "1", SLIP.rows[:rows], CODE, "C", state="D"), FONTS, layout, dots
        ).height
        for rows in range(5)
    ]
    assert heights == sorted(set(heights))


@EACH
def test_a_note_stands_above_what_is_checked_and_costs_nothing_where_there_is_none(
    name: str, dots: int
) -> None:
    """Whoever takes the ticket has to see that it may be there twice, before all else."""
    bare = replace(SLIP, note="")
    marked, plain = (
        ink_of(render_slip(each, FONTS, slip_layout_of(name), dots)) for each in (SLIP, bare)
    )
    added = len(marked) - len(plain)
    above = int(np.flatnonzero((marked[: len(plain)] != plain).any(axis=1))[0])
    assert above < len(plain) // 2
    assert (marked[above + added :] == plain[above:]).all()


def test_large_type_is_larger_everywhere() -> None:
    plain, large = slip_layout_of("ticket"), slip_layout_of("large")
    sizes = [
        {block.field: block.dots for block in layout.blocks if isinstance(block, WordsBlock)}
        for layout in (plain, large)
    ]
    assert sizes[0].keys() == sizes[1].keys()
    assert all(sizes[1][field] >= sizes[0][field] for field in sizes[0])
    assert min(sizes[1].values()) >= 40  # 5 mm


def test_a_word_is_kept_whole_on_narrow_paper_by_type_a_little_smaller() -> None:
    layout = slip_layout_of("ticket")
    heights = [
        render_slip(Slip("", "", big, (), CODE, ""), FONTS, layout, 384).height
        for big in ("비빔밥", "12", "아주아주아주긴이름")
    ]
    assert heights[0] < heights[1] + 96  # one line, not two
    assert heights[2] > heights[1] + 2 * 96  # too long for that: it breaks, at its full size


def test_a_printer_gets_its_slips_as_its_section_says() -> None:
    narrow = PrinterSection(address="tcp://p", paper_mm=58, layout="large")
    wide = PrinterSection(address="tcp://p")
    assert slip_drawer(narrow, FONTS)(SLIP).width == paper_dots(narrow) == 384
    picture = slip_drawer(wide, FONTS)(SLIP)
    assert picture.width == paper_dots(wide) == 576
    assert picture.tobytes() == render_slip(SLIP, FONTS, slip_layout_of("ticket")).tobytes()


def test_a_slip_longer_than_a_metre_is_refused_and_not_cut_short() -> None:
    sentence = "가" * MAX_CHARS
    long = Slip(sentence, sentence, sentence, ((sentence, sentence),) * MAX_ROWS, CODE, sentence)
    with pytest.raises(SlipUnprintable, match="longer than a metre"):
        render_slip(long, FONTS, slip_layout_of("large"), 384)


def test_a_layout_without_an_end_is_refused() -> None:
    with pytest.raises(SlipUnprintable, match="no cut"):
        render_slip(SLIP, FONTS, Layout(24, (Space(8),)))


def test_a_line_goes_from_margin_to_margin_and_keeps_away_from_a_code() -> None:
    blocks = slip_layout_of("ticket").blocks
    code = next(at for at, block in enumerate(blocks) if type(block).__name__ == "Code")
    close = (Rule(4, 0), blocks[code], Rule(4, 0), blocks[-1])
    ink = ink_of(render_slip(Slip("", "", "", (), CODE, ""), FONTS, Layout(24, close)))
    full = np.flatnonzero(ink[:, 24:552].all(axis=1))
    assert [int(row) for row in full[:4]] == [24, 25, 26, 27]
    assert not ink[28 : 28 + 4 * 4].any()  # four modules of four dots
    assert [
        one.text
        for one in decode(
            np.array(
                render_slip(Slip("", "", "", (), CODE, ""), FONTS, Layout(24, close)).convert("L")
            )
        )
    ] == [CODE]


TICKET = (resources.files("assets") / "slips" / "ticket.toml").read_text(encoding="utf-8")
STATE = """[[block]]
kind = "state"
dots = 32
"""


@pytest.mark.parametrize(
    ("toml", "key", "reason"),
    [
        ("", "margin_dots", "required"),
        ("margin_dots = 24", "block", "required"),
        ("margin_dots = 24\nblock = []", "block", "at least 1"),
        (TICKET.replace("margin_dots = 24", "margin_dots = 8"), "margin_dots", "16"),
        (TICKET.replace('"facility"', '"facilty"'), "block.0.words.field", "facility"),
        (TICKET.replace('"table"', '"tables"'), "block.6", "tables"),
        (TICKET.replace("dots = 40", "dots = 12"), "block.5.words.dots", "24"),
        (TICKET.replace("dots = 40", "dots = 40.5"), "block.5.words.dots", "integer"),
        (TICKET.replace("dots = 96", 'dots = 96\nfont = "x"'), "block.3.words.font", "Extra"),
        (TICKET.replace('"title"', '"big"'), "file", "words big stands there twice"),
        (TICKET.replace('"big"', '"help"').replace('"help"', '"title"', 1), "file", "twice"),
        (TICKET.replace('kind = "cut"', 'kind = "space"'), "file", "the last block is not cut"),
        (TICKET + STATE + "sign_dots = 48\nafter_dots = 0", "file", "state stands there twice"),
        (TICKET[: TICKET.index('[[block]]\nkind = "code"')], "file", "code is missing"),
        (TICKET + '[[block]]\nkind = "space"\ndots = 1\n' * MAX_BLOCKS, "block", "at most 32"),
    ],
    ids=lambda one: one[:24] if isinstance(one, str) else str(one),
)
def test_what_is_wrong_with_a_layout_is_named(toml: str, key: str, reason: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        read_layout(toml.encode(), "slips/mine.toml")
    assert wrong.value.origin == "slips/mine.toml"
    assert wrong.value.key.startswith(key)
    assert reason in wrong.value.reason


def test_a_layout_that_does_not_ship_is_named_with_those_that_do() -> None:
    with pytest.raises(ConfigError, match="huge is none of large, ticket"):
        slip_layout_of("huge")


WORDS = st.text(max_size=MAX_CHARS)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(NAMES), st.sampled_from(sorted(PAPER_DOTS_OF_MM.values())), WORDS, WORDS)
def test_any_words_are_laid_out_within_the_margins_or_refused(
    name: str, dots: int, first: str, second: str
) -> None:
    slip = Slip(first, second, first[:20], ((second[:20], first),), CODE, second, state=first)
    layout = slip_layout_of(name)
    try:
        picture = render_slip(slip, FONTS, layout, dots)
    except SlipUnprintable:
        return
    assert slip_job(picture, dots)
    assert picture.width == dots
