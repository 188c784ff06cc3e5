"""The printer's bytes both ways: status bits, commands cut from a stream, paper drawn; fuzzed."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from drivers.errors import SlipUnprintable
from drivers.printer.contract import Paper, PrinterStatus
from drivers.printer.escpos import open_printer
from drivers.printer.fake import FakePrinter
from drivers.printer.job import ASK_IN_ORDER, RASTER_ROWS, slip_job
from drivers.printer.render import MAX_PAPER_DOTS, render
from drivers.printer.replies import CLEARED, Reply, ReplyKind, ReplyParser, read_status
from drivers.printer.simulator import PrinterSimulator
from drivers.printer.stream import (
    MAX_RASTER_BYTES,
    AskInOrder,
    CommandReader,
    Cut,
    Feed,
    Other,
    Raster,
    Text,
)
from tests.drivers.printers import picture

QUIET = 0x12  # the bits that are always set


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ((0x12, 0x12, 0x12, 0x12), PrinterStatus()),
        ((0x1A, 0x12, 0x12, 0x12), PrinterStatus(online=False)),
        ((0x1A, 0x16, 0x12, 0x12), PrinterStatus(online=False, cover_open=True)),
        ((0x1A, 0x32, 0x12, 0x72), PrinterStatus(online=False, paper=Paper.OUT)),
        ((0x1A, 0x32, 0x12, 0x12), PrinterStatus(online=False, paper=Paper.OUT)),
        ((0x12, 0x12, 0x12, 0x1E), PrinterStatus(paper=Paper.NEAR_END)),
        ((0x12, 0x12, 0x12, 0x1A), PrinterStatus(paper=Paper.NEAR_END)),
        ((0x12, 0x12, 0x12, 0x7E), PrinterStatus(paper=Paper.OUT)),
        ((0x12, 0x12, 0x12, 0x32), PrinterStatus(paper=Paper.OUT)),
        ((0x1A, 0x52, 0x1A, 0x12), PrinterStatus(online=False, cutter_error=True)),
        ((0x1A, 0x52, 0x32, 0x12), PrinterStatus(online=False, broken=True)),
        ((0x1A, 0x52, 0x52, 0x12), PrinterStatus(online=False, too_hot=True)),
    ],
)
def test_status_bits_mean_what_the_reference_says(
    answers: tuple[int, int, int, int], status: PrinterStatus
) -> None:
    assert read_status(*answers) == status


@given(*[st.integers(0, 255)] * 4)
def test_any_four_answers_make_a_status_that_only_promises_what_it_may(
    printer: int, offline: int, error: int, paper: int
) -> None:
    status = read_status(printer, offline, error, paper)
    calm = not (printer & 8 or offline & 0x24 or error & 0x68 or paper & 0x60)
    assert status.can_print is calm


def test_answers_of_each_kind_are_told_apart_in_one_read() -> None:
    replies = ReplyParser().feed(b"\x16" + b"\x03" + CLEARED + b"\x00" + b"\x11\x13\xff")
    assert replies == (
        Reply(ReplyKind.REAL_TIME, 0x16),
        Reply(ReplyKind.IN_ORDER, 0x03),
        Reply(ReplyKind.CLEARED, 0),
        Reply(ReplyKind.IN_ORDER, 0x00),
    )


BLOCK_FIRST = st.sampled_from([one for one in range(256) if one & 0x93 == 0x10])
BLOCK_REST = st.lists(
    st.sampled_from([one for one in range(256) if one & 0x90 == 0]), min_size=3, max_size=3
)
OTHER_ANSWERS = st.sampled_from([b"", b"\x16", b"\x11", b"\x13", CLEARED])


@given(BLOCK_FIRST, BLOCK_REST, st.integers(1, 4), OTHER_ANSWERS)
def test_automatic_status_is_never_an_answer_in_order(
    first: int, rest: list[int], at: int, between: bytes
) -> None:
    block = bytes([first, *rest])
    parser = ReplyParser()
    replies = parser.feed(block[:at] + between + block[at:])
    assert ReplyKind.IN_ORDER not in {reply.kind for reply in replies}
    assert not parser.in_block
    assert parser.feed(b"\x03") == (Reply(ReplyKind.IN_ORDER, 3),)


def test_a_block_whose_rest_was_lost_costs_answers_until_it_is_ended() -> None:
    parser = ReplyParser()
    assert parser.feed(b"\x38\x00\x00") == ()
    assert parser.in_block
    parser.end_block()
    assert parser.feed(b"\x00") == (Reply(ReplyKind.IN_ORDER, 0),)


@given(st.binary(max_size=60), st.integers(1, 7))
def test_how_answers_are_cut_changes_nothing(data: bytes, size: int) -> None:
    whole, cut = ReplyParser(), ReplyParser()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    flush = b"\xff\xff\xff"
    replies = [reply for piece in [*pieces, flush] for reply in cut.feed(piece)]
    assert tuple(replies) == whole.feed(data + flush)


def test_a_job_resets_prints_in_bands_cuts_and_asks_in_order() -> None:
    commands = CommandReader().feed(slip_job(picture(300)))
    kinds = [Other, Other, Raster, Raster, Raster, Cut, AskInOrder]
    assert [type(one) for one in commands] == kinds
    assert [one.raw for one in commands[:2]] == [b"\x1b@", b"\x1da\x00"]
    heights = [one.height for one in commands if isinstance(one, Raster)]
    assert heights == [RASTER_ROWS, RASTER_ROWS, 300 - 2 * RASTER_ROWS]
    assert slip_job(picture()).endswith(ASK_IN_ORDER)


@given(st.binary(min_size=72 * 4, max_size=72 * 4))
def test_no_picture_holds_a_real_time_command(rows: bytes) -> None:
    laced = bytearray(rows)
    laced[10:12], laced[71:73], laced[100:102] = b"\x10\x04", b"\x10\x14", b"\x10\x05"
    black = Image.frombytes("1", (576, 4), bytes(255 - byte for byte in laced))
    job = slip_job(black)
    assert not [one for one in (b"\x10\x04", b"\x10\x05", b"\x10\x14") if one in job]
    before, after = np.array(black), np.array(render(job))
    assert not (after & ~before).any()  # dots only turn black
    assert (before & ~after).sum() <= rows.count(b"\x10") + 3


def test_commands_are_cut_with_their_arguments() -> None:
    reader = CommandReader()
    commands = reader.feed(
        b"\x1b@" b"\x1ba\x01" b"HI" b"\n" b"\x1bd\x02" b"\x1bJ\x09" b"\x1d!\x11" b"\x1b3\x41"
        b"\x1d(L\x02\x00AB" b"\x1dk\x04ABC\x00" b"\x1dk\x49\x03ABC" b"\x1bD\x08\x10\x00"
        b"\x1b*\x21\x01\x00ABC" b"\x10\x04\x01" b"\x10\x14\x01\x00\x05" b"\x1dV\x00" b"\x1dVB\x07"
        b"\x1dr\x01"
    )  # fmt: skip
    marks = [one for one in commands if not isinstance(one, Other)]
    assert marks == [
        Text(b"HI"),
        Feed(b"\n", 30),
        Feed(b"\x1bd\x02", 60),
        Feed(b"\x1bJ\x09", 9),
        Cut(b"\x1dV\x00", 0),
        Cut(b"\x1dVB\x07", 7),
        AskInOrder(b"\x1dr\x01"),
    ]
    assert reader.pending == 0


BYTES = st.one_of(
    st.binary(max_size=300),
    st.lists(
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [b"\x1dv0\x00", b"\x1dV", b"\x1b*\x21", b"\x1d(k", b"\x1dk\x04", b"\x1b"]
            ),
            st.builds(
                lambda w, h: b"\x1dv0\x03" + bytes([w, 0, h, 0]) + bytes(w * h),
                st.integers(0, 90),
                st.integers(0, 40),
            ),
        ),
        max_size=20,
    ).map(b"".join),
)


@given(BYTES, st.integers(1, 50))
def test_how_commands_are_cut_changes_nothing_and_no_byte_is_lost(data: bytes, size: int) -> None:
    whole, cut = CommandReader(), CommandReader()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    commands = [command for piece in pieces for command in cut.feed(piece)]
    expected = whole.feed(data)
    assert b"".join(one.raw for one in commands) == b"".join(one.raw for one in expected)
    marks = [one for one in commands if not isinstance(one, Text | Other)]
    assert marks == [one for one in expected if not isinstance(one, Text | Other)]
    assert cut.pending == whole.pending


def test_a_picture_that_claims_to_be_huge_is_skipped_and_not_kept() -> None:
    reader = CommandReader()
    assert reader.feed(b"\x1dv0\x00\xff\xff\xff\xff")[0].raw == b"\x1dv0\x00\xff\xff\xff\xff"
    for _ in range(10):
        assert reader.feed(bytes(MAX_RASTER_BYTES)) == []
        assert reader.pending == 0


@settings(deadline=None)
@given(BYTES)
def test_any_bytes_draw_bounded_paper_of_the_right_width(data: bytes) -> None:
    paper = render(data)
    assert paper.mode == "1"
    assert paper.width == 576
    assert 1 <= paper.height <= MAX_PAPER_DOTS


def test_endless_feeding_draws_no_more_than_two_metres() -> None:
    assert render(b"\x1bd\xff" * 1000).height == MAX_PAPER_DOTS


def test_text_is_drawn_and_moves_the_paper() -> None:
    paper = render(b"HELLO\n\n")
    assert paper.height == 60
    assert 0 in set(np.array(paper)[:30].astype(int).ravel())
    assert np.array(paper)[30:].all()


def test_doubled_dots_are_drawn_double() -> None:
    paper = np.array(render(b"\x1dv0\x03\x01\x00\x01\x00\x80"))
    assert paper.shape == (2, 576)
    assert (~paper).sum() == 4
    assert not paper[:2, :2].any()


def test_a_cut_is_dashed_only_where_more_paper_follows() -> None:
    dots = b"\x1dv0\x00\x01\x00\x01\x00\x00"
    full, partial = dots + b"\x1dVA\x00", dots + b"\x1dVB\x00"
    assert np.array(render(full)).all()
    assert np.array(render(partial)).all()
    assert (~np.array(render(full + dots))[1]).sum() == 576 // 2
    bridged = np.array(render(partial + dots))[1]
    assert (~bridged).sum() == 576 // 2 - 2 * 8
    assert bridged[272:304].all()


def test_importing_the_library_leaves_no_folder_and_no_log_handler(tmp_path: Path) -> None:
    program = (
        "import logging; import drivers.printer.library;"
        "assert not logging.root.handlers, logging.root.handlers"
    )
    root = Path(__file__).parents[2]
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": str(root), "PATH": ""}
    subprocess.run([sys.executable, "-W", "error", "-c", program], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []
    assert logging.getLogger("escpos").level == logging.NOTSET


@pytest.mark.parametrize("width", [384, 385])
def test_narrow_paper_takes_narrow_slips_only(width: int) -> None:
    image = Image.new("1", (width, 64), 0)
    with (
        PrinterSimulator() as simulator,
        open_printer(simulator.address, 384) as real,
        FakePrinter(384) as fake,
    ):
        for printer in (real, fake):
            if width > 384:
                with pytest.raises(SlipUnprintable, match="385 x 64"):
                    printer.print_slip(image)
            else:
                printer.print_slip(image)
        assert [render(ticket, 384).size for ticket in simulator.tickets] == [
            (384, 64) for _ in fake.printed
        ]
