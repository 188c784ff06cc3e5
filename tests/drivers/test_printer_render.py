"""The renderer draws what ticket software sends: text and its looks, pictures, codes."""

from __future__ import annotations

from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from drivers.decoder import decode
from drivers.printer.library import CommandWriter
from drivers.printer.pictures import MAX_SYMBOLS
from drivers.printer.render import MAX_PAPER_DOTS, render
from drivers.slip import SlipFonts
from tests.drivers.printers import picture


def ink_of(data: bytes, paper_dots: int = 576) -> NDArray[np.bool_]:
    return ~np.array(render(data, paper_dots))


def box_of(ink: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is black."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def test_a_line_of_text_stands_in_its_cells() -> None:
    left, top, right, bottom = box_of(ink_of(b"HHHHHHHHHH\n"))
    assert 0 <= left < 6
    assert 110 < right <= 120
    assert 0 <= top < bottom <= 24


@pytest.mark.parametrize(("wide", "tall"), [(1, 1), (2, 1), (1, 2), (3, 3), (8, 8)])
def test_sizes_are_whole_times_a_cell(wide: int, tall: int) -> None:
    plain = ink_of(b"Hg\n")[:24, :24]
    sized = ink_of(b"\x1d!" + bytes([(wide - 1) << 4 | (tall - 1)]) + b"Hg\n")
    assert (sized[: 24 * tall, : 24 * wide] == plain.repeat(tall, 0).repeat(wide, 1)).all()
    assert sized.shape[0] == max(24 * tall, 30)


def test_looks_at_once_are_the_looks_one_by_one() -> None:
    at_once = ink_of(b"\x1b!\xb9Hg\n")  # font B, bold, double both ways, underlined
    one_by_one = ink_of(b"\x1bM\x01\x1bE\x01\x1d!\x11\x1b-\x01Hg\n")
    assert (at_once == one_by_one).all()


def test_bold_is_bolder_and_a_reset_ends_it() -> None:
    plain, bold = ink_of(b"HHH\n"), ink_of(b"\x1bE\x01HHH\n")
    assert bold.sum() > 1.2 * plain.sum()
    assert (ink_of(b"\x1bE\x01\x1d!\x22\x1ba\x02\x1b3\x99\x1b@HHH\n") == plain).all()


def test_inverse_is_white_on_black_and_underlined_has_a_line() -> None:
    plain, inverse = ink_of(b"H\n")[:24, :12], ink_of(b"\x1dB\x01H\n")[:24, :12]
    assert (inverse == ~plain).all()
    assert ink_of(b"\x1b-\x02 \n")[22:24, :12].all()


@pytest.mark.parametrize("paper_dots", [576, 384])
def test_lines_and_pictures_stand_left_in_the_middle_and_right(paper_dots: int) -> None:
    square = b"\x1dv0\x00\x02\x00\x10\x00" + b"\xff" * 32
    lefts = {}
    for align in range(3):
        ink = ink_of(b"\x1ba" + bytes([align]) + square, paper_dots)
        assert box_of(ink)[2] - box_of(ink)[0] == 16
        lefts[align] = box_of(ink)[0]
    assert lefts == {0: 0, 1: (paper_dots - 16) // 2, 2: paper_dots - 16}
    text = box_of(ink_of(b"\x1ba\x02" + b"H" * 4 + b"\n", paper_dots))
    assert paper_dots - 48 <= text[0] < text[2] <= paper_dots


def test_sizes_of_one_line_stand_on_one_foot() -> None:
    ink = ink_of(b"\x1d!\x11H\x1d!\x00H\n")
    large, small = box_of(ink[:, :24]), box_of(ink[:, 24:])
    assert abs(large[3] - small[3]) <= 6
    assert small[1] > large[1]


def test_line_spacing_and_feeds_move_the_paper() -> None:
    assert ink_of(b"\n\n").shape[0] == 60
    assert ink_of(b"\x1b3\x50\n\n").shape[0] == 160
    assert ink_of(b"\x1b3\x50\x1b2\n").shape[0] == 30
    assert ink_of(b"\x1b3\x50H\x1bd\x02").shape[0] == 24 + 160
    assert ink_of(b"H\x1bJ\x09").shape[0] == 33


def test_a_position_in_dots_begins_there() -> None:
    assert box_of(ink_of(b"\x1b$\xc8\x00H\n"))[0] >= 200


def test_what_is_wider_than_the_paper_ends_at_its_edge() -> None:
    assert ink_of(b"H" * 500 + b"\n").shape == (30, 576)
    assert ink_of(b"H" * 500 + b"\n")[:, :576].any()


@pytest.mark.parametrize("impl", ["bitImageRaster", "bitImageColumn", "graphics"])
@pytest.mark.parametrize("size", [(576, 200), (64, 48), (33, 24)], ids=str)
def test_each_way_the_library_sends_a_picture_draws_it(impl: str, size: tuple[int, int]) -> None:
    sent = picture().crop((0, 0, *size))
    writer = CommandWriter()
    writer.image(sent, impl=impl)
    paper = np.array(render(bytes(writer.output)))
    wanted = np.ones((-(-size[1] // 24) * 24, 576), bool)
    wanted[: size[1], : size[0]] = np.array(sent)
    assert (paper == wanted[: paper.shape[0]]).all()
    assert paper.shape[0] >= size[1]


@pytest.mark.parametrize("impl", ["bitImageRaster", "graphics"])
@pytest.mark.parametrize(("wide", "tall"), [(2, 1), (1, 2), (2, 2)])
def test_low_densities_are_drawn_double(impl: str, wide: int, tall: int) -> None:
    sent = picture().crop((0, 0, 64, 48))
    writer = CommandWriter()
    writer.image(
        sent, impl=impl, high_density_horizontal=wide == 1, high_density_vertical=tall == 1
    )
    paper = np.array(render(bytes(writer.output)))
    doubled = np.array(sent).repeat(tall, 0).repeat(wide, 1)
    assert (paper[:, : 64 * wide] == doubled).all()


@pytest.mark.parametrize(("mode", "high", "wide", "tall"), [
    (0, 1, 2, 3), (1, 1, 1, 3), (32, 3, 2, 1), (33, 3, 1, 1),
])  # fmt: skip
def test_columns_are_drawn_at_each_density(mode: int, high: int, wide: int, tall: int) -> None:
    column = b"\x80" + b"\x00" * (high - 1)
    ink = ink_of(b"\x1b*" + bytes([mode, 5, 0]) + column * 5 + b"\n")
    assert box_of(ink) == (0, 0, 5 * wide, tall)


TEXTS = [b"CC1:6BFOXN*TS0BI$ZD-PHQ7I9AD66V5B22CH9", b"0123456789" * 30, "점심 1장".encode()]


@pytest.mark.parametrize("text", TEXTS, ids=["base45", "digits", "utf-8"])
@pytest.mark.parametrize("level", [48, 49, 50, 51])
@pytest.mark.parametrize("align", [0, 1, 2])
def test_a_code_that_the_printer_draws_itself_is_read(text: bytes, level: int, align: int) -> None:
    paper = render(b"\x1bJ\x20\x1ba" + bytes([align]) + native_code(text, level) + b"\x1bJ\x20")
    framed = Image.new("1", (paper.width + 64, paper.height), 1)
    framed.paste(paper, (32, 0))
    (found,) = decode(np.array(framed.convert("L")))
    assert found.text.encode() == text


@pytest.mark.parametrize("module", [1, 4, 16])
def test_a_code_has_the_modules_it_was_told_to(module: int) -> None:
    left, top, right, bottom = box_of(ink_of(native_code(b"A", 48, module)))
    assert (right - left, bottom - top) == (21 * module, 21 * module)


def test_the_librarys_own_native_code_is_read() -> None:
    writer = CommandWriter()
    writer.qr("HELLO KIOSK", native=True, size=6)
    paper = render(b"\x1bJ\x20\x1ba\x01" + bytes(writer.output) + b"\x1bJ\x20")
    assert [one.text for one in decode(np.array(paper.convert("L")))] == ["HELLO KIOSK"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x1d(k\x03\x001Q0",
        b"\x1d(k\x00\x00",
        b"\x1d(k\x04\x001E\x63\x00",
        b"\x1d(k\x03\x000Q0",
        b"\x1d(L\x02\x0002",
        b"\x1d(L\x0a\x000p0\x09\x091\x08\x00\x01\x00",
        b"\x1d(L\x0b\x000p0\x01\x011\x09\x00\x01\x00\xff\x1d(L\x02\x0002",
        b"\x1b*\x07\x01\x00\xff\n\x1b@",
    ],
    ids=repr,
)
def test_what_makes_no_sense_draws_nothing(data: bytes) -> None:
    assert not ink_of(data).any()


def test_a_page_of_characters_is_chosen_and_others_are_boxes(fonts: SlipFonts) -> None:
    def drawn(raw: bytes) -> NDArray[np.bool_]:
        return ~np.array(render(raw + b"\n", typeface=fonts.regular))

    e_acute = drawn(b"\x1bt\x10\xe9")
    assert (e_acute == drawn(b"\x1bt\x00\x82")).all()
    assert (e_acute == drawn(b"\x82")).all()
    theta, box = drawn(b"\xe9"), drawn(b"\x1bt\xff\xe9")
    assert (box == drawn(b"\x1bt\xff\xf0")).all()
    assert len({one.tobytes() for one in (e_acute, theta, box, drawn(b"e"))}) == 4


@pytest.mark.parametrize("font", [0, 1])
def test_a_wide_letter_is_made_narrower_and_not_cut(font: int) -> None:
    ink = ink_of(b"\x1bM" + bytes([font]) + b"m\n")[:, :12]
    legs = ink[box_of(ink)[3] - 2]
    assert np.diff(np.flatnonzero(np.diff(legs.astype(int), prepend=0, append=0))).size == 5


def test_the_paper_ends_after_two_metres_whatever_is_sent() -> None:
    start_s = monotonic()
    for data in (
        b"\x1b3\x00" + b"H\n" * 200_000,
        b"\x1bd\xff" * 10_000,
        native_code(b"A" * 2000, 48, 16) * 200,
        (b"\x1b$\x00\x00" + b"H") * 100_000,
    ):
        assert render(data).height <= MAX_PAPER_DOTS
    assert monotonic() - start_s < 60


def test_no_more_codes_are_drawn_than_a_ticket_could_have() -> None:
    one = ink_of(native_code(b"A", 48, 4)).shape[0]
    assert ink_of(native_code(b"A", 48, 4) * 20).shape[0] == MAX_SYMBOLS * one


SETTINGS = st.sampled_from(
    [b"\x1b!", b"\x1bE", b"\x1b-", b"\x1ba", b"\x1bM", b"\x1b3", b"\x1bt", b"\x1d!", b"\x1dB"]
)
PIECES = st.one_of(
    st.binary(max_size=20),
    st.builds(lambda head, byte: head + bytes([byte]), SETTINGS, st.integers(0, 255)),
    st.builds(
        lambda mode, raw: b"\x1b*" + bytes([mode, len(raw), 0]) + raw,
        st.sampled_from([0, 1, 2, 32, 33]),
        st.binary(max_size=60),
    ),
    st.builds(
        lambda kind, told: b"\x1d(" + kind + len(told).to_bytes(2, "little") + told,
        st.sampled_from([b"k", b"L"]),
        st.one_of(st.binary(max_size=30), st.binary(max_size=30).map(lambda raw: b"1P0" + raw)),
    ),
    st.just(b"\x1d(k\x03\x001Q0"),
    st.just(b"\n"),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=25).map(b"".join), st.sampled_from([576, 384]))
def test_any_commands_draw_bounded_paper_of_the_right_width(data: bytes, paper_dots: int) -> None:
    paper = render(data, paper_dots)
    assert (paper.mode, paper.width) == ("1", paper_dots)
    assert 1 <= paper.height <= MAX_PAPER_DOTS


def native_code(text: bytes, level: int = 49, module: int = 4) -> bytes:
    """What asks a printer to draw a QR code itself."""
    size = (len(text) + 3).to_bytes(2, "little")
    return (
        b"\x1d(k\x04\x001A2\x00"
        + (b"\x1d(k\x03\x001C" + bytes([module]))
        + (b"\x1d(k\x03\x001E" + bytes([level]))
        + (b"\x1d(k" + size + b"1P0" + text)
        + b"\x1d(k\x03\x001Q0"
    )
