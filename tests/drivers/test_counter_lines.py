"""The lines of counting machines: as documented, and out of whatever bytes arrive."""

from __future__ import annotations

from binascii import crc_hqx
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.counter.protocol import (
    MAX_LINE_BYTES,
    Counted,
    Here,
    LineFramer,
    count_line,
    here_line,
    read_line,
    refused_line,
    taken_line,
    who_line,
)

PAGE = Path(__file__).parents[2] / "docs" / "counter.md"
THREE = Counted("pet-1", "7F3A0012", 41, 3)
EXAMPLES = {
    "who": who_line(),
    "here": here_line(Here("pet-1", "7F3A0012")),
    "count": count_line(THREE),
    "taken": taken_line(THREE),
    "refused": refused_line(THREE),
}
machines = st.from_regex(r"[a-z0-9][a-z0-9-]{0,22}", fullmatch=True)
runs = st.from_regex(r"[0-9A-F]{8}", fullmatch=True)
numbers = st.integers(1, 999_999_999)
counts = st.builds(Counted, machines, runs, numbers, st.integers(0, 999_999_999))


@pytest.mark.parametrize("line", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_vendor_s_page_shows_each_line_with_its_checksum(line: bytes) -> None:
    assert line.decode().strip() in PAGE.read_text()


@given(counts)
def test_a_count_comes_out_as_it_went_in(counted: Counted) -> None:
    line = count_line(counted).strip()
    assert len(line) <= MAX_LINE_BYTES
    assert read_line(line) == counted


@given(machines, runs)
def test_a_machine_comes_out_as_it_went_in(machine: str, run: str) -> None:
    assert read_line(here_line(Here(machine, run)).strip()) == Here(machine, run)


@given(counts, st.integers(0, 1000), st.integers(0, 7))
def test_a_line_with_a_wrong_bit_is_no_line(counted: Counted, place: int, bit: int) -> None:
    line = bytearray(count_line(counted).strip())
    line[place % len(line)] ^= 1 << bit
    assert read_line(bytes(line)) is None


@pytest.mark.parametrize(
    "words",
    [
        "COUNT pet-1 7F3A0012 041 3",
        "COUNT pet-1 7F3A0012 41 03",
        "COUNT pet-1 7F3A0012 41 -3",
        "COUNT pet-1 7F3A0012 41 \N{ARABIC-INDIC DIGIT THREE}",
        "COUNT PET 7F3A0012 41 3",
        "COUNT pet-1 7f3a0012 41 3",
        "COUNT  pet-1 7F3A0012 41 3",
        "COUNT pet-1 7F3A0012 1000000000 3",
        "HERE pet-1",
        "WHO",
        "",
    ],
)
def test_what_is_written_otherwise_is_no_line(words: str) -> None:
    data = words.encode()
    assert read_line(b"%s %04X" % (data, crc_hqx(data, 0xFFFF))) is None


@given(st.binary(max_size=600), st.lists(st.integers(0, 600), max_size=6))
def test_whatever_arrives_and_however_it_is_cut_the_lines_are_the_same_and_short(
    data: bytes, cuts: list[int]
) -> None:
    whole, cut = LineFramer(), LineFramer()
    edges = [0, *sorted(min(each, len(data)) for each in cuts), len(data)]
    lines = [line for a, b in pairwise(edges) for line in cut.step(data[a:b])]
    assert tuple(lines) == whole.step(data)
    assert all(0 < len(line) <= MAX_LINE_BYTES for line in lines)
    assert cut.noise_bytes == whole.noise_bytes


@given(st.binary(max_size=200))
def test_whatever_a_line_holds_it_is_read_or_not(line: bytes) -> None:
    assert read_line(line) is None or line.isascii()


def test_an_endless_line_takes_no_memory_and_the_next_is_read() -> None:
    framer = LineFramer()
    for _ in range(100):
        assert framer.step(b"X" * 4096) == ()
    (line,) = framer.step(b"\r\n" + count_line(THREE))
    assert read_line(line) == THREE
    assert framer.noise_bytes == 100 * 4096
