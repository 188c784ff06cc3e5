"""Framing of a serial scanner's bytes: whole codes out of whatever arrives, or nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.serial_framing import HALF_CODE_S, MAX_CHARS, REST_S, Framer


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r"])
def test_each_usual_suffix_ends_a_code_once(end: bytes) -> None:
    assert Framer().step(0.0, b"CC1:A" + end) == ("CC1:A",)


def test_two_codes_in_one_read_are_two() -> None:
    assert Framer().step(0.0, b"ONE\r\nTWO\r\n") == ("ONE", "TWO")


def test_a_code_in_pieces_is_put_together() -> None:
    framer = Framer()
    assert framer.step(0.0, b"HA") == ()
    assert framer.step(0.1, b"LF\r") == ("HALF",)
    assert framer.dropped_bytes == 0


def test_a_slow_code_without_pauses_is_put_together() -> None:
    framer = Framer()
    codes = [framer.step(number * 0.2, b"X") for number in range(10)]
    assert codes == [()] * 10
    assert framer.step(2.0, b"\r") == ("X" * 10,)


def is_ours(text: str) -> bool:
    return text.startswith("CC1:")


def test_half_a_code_is_dropped_after_a_pause_and_does_not_spoil_the_next() -> None:
    framer = Framer(is_awaited=is_ours)
    framer.step(0.0, b"CC1:HALF")
    assert framer.step(HALF_CODE_S, b"CC1:WHOLE\rNEXT\r") == ("CC1:WHOLE", "NEXT")
    assert framer.dropped_bytes == 8


@pytest.mark.parametrize("pause_s", [HALF_CODE_S, REST_S, 60.0])
def test_the_rest_of_a_code_is_no_code_however_late_it_is_read(pause_s: float) -> None:
    framer = Framer(is_awaited=is_ours)
    framer.step(0.0, b"CC1:HA")
    assert framer.step(pause_s, b"LF\rNEXT\r") == ("NEXT",)
    assert (framer.dropped_bytes, framer.noise_bytes) == (8, 6)


def test_after_a_pause_and_silence_any_code_is_one() -> None:
    framer = Framer(is_awaited=is_ours)
    framer.step(0.0, b"CC1:HA")
    framer.step(HALF_CODE_S)
    framer.step(REST_S)
    assert framer.step(REST_S, b"NEXT\r") == ("NEXT",)


def test_half_a_code_is_dropped_while_nothing_arrives() -> None:
    framer = Framer()
    framer.step(0.0, b"HALF")
    framer.step(HALF_CODE_S)
    assert framer.dropped_bytes == 4


def test_noise_bytes_are_dropped_and_counted() -> None:
    framer = Framer()
    assert framer.step(0.0, b"\x00\xffC\x80C1\x1b:A\r") == ("CC1:A",)
    assert framer.dropped_bytes == 4


def test_a_code_of_the_longest_length_passes_and_one_more_character_does_not() -> None:
    framer = Framer()
    longest = b"X" * MAX_CHARS
    assert framer.step(0.0, longest + b"\r") == (longest.decode(),)
    assert framer.step(0.0, longest + b"X\rNEXT\r") == ("NEXT",)
    assert framer.dropped_bytes == MAX_CHARS + 1


def test_an_endless_line_takes_no_memory() -> None:
    framer = Framer()
    for _ in range(100):
        framer.step(0.0, b"X" * 4096)
    assert framer.step(0.0, b"\rNEXT\r") == ("NEXT",)
    assert framer.dropped_bytes == 100 * 4096


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=8))
def test_how_the_bytes_are_cut_changes_nothing(data: bytes, cuts: list[int]) -> None:
    whole, cut = Framer(), Framer()
    edges = [0, *sorted(cuts), len(data)]
    pieces = [data[a:b] for a, b in pairwise(edges)]
    codes = [code for piece in pieces for code in cut.step(0.0, piece)]
    assert tuple(codes) == whole.step(0.0, data)
    assert cut.dropped_bytes == whole.dropped_bytes


@given(st.binary(max_size=6000))
def test_whatever_arrives_only_printable_codes_of_bounded_length_come_out(data: bytes) -> None:
    framer = Framer()
    codes = framer.step(0.0, data + b"\r")
    assert all(0 < len(code) <= MAX_CHARS and code.isprintable() for code in codes)
    assert all(code.isascii() for code in codes)
    ends = sum(byte in b"\r\n" for byte in data) + 1
    assert sum(map(len, codes)) + framer.dropped_bytes + ends == len(data) + 1


def test_half_a_code_is_dropped_when_the_port_is_opened_again() -> None:
    framer = Framer()
    framer.step(0.0, b"HALF")
    framer.drop_half()
    assert framer.step(0.0, b"WHOLE\r") == ("WHOLE",)
    assert framer.dropped_bytes == 4
