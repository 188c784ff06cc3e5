"""Answers of scanners in a stream of codes: cut out whole, bounded, and never taken for a code."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.scanner_answers import MAX_ANSWER, MAX_ANSWERS
from drivers.scanner_family import Answers, ScannerFamily, ssi_checksum
from drivers.scanner_orders import AFTER_READ_S, TRIGGER_AGAIN_S, Orders
from drivers.serial_framing import HALF_CODE_S, MAX_CHARS, Framer

STYLES = {each: ScannerFamily(each, answers=each) for each in Answers}
PREFIXED = ScannerFamily("prefixed", prefix=b"\x02\xffP", suffix=b"\x03\x80")
ACK = b"\x04\xd0\x00\x00\xff\x2c"


def is_ours(text: str) -> bool:
    return text.startswith("CC1:")


NOISY = st.lists(
    st.sampled_from([b"\x02", b"\x03", b"\x06!", b"\x15", ACK, ACK[:3], b"\xff\xfe", b"A\xd0"])
    | st.sampled_from([b"CODE", b"\r", b"\n", b"X" * 700, b"\x05", b"\x1f\x90"])
    | st.binary(max_size=40)
).map(b"".join)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("stream", "only"),
    [
        (b"\x02\x010000#SCNMOD0\x06;\x03", Answers.FRAMED),
        (b"TRGMOD0\x06!", Answers.ECHOED),
        (ACK, Answers.SSI),
    ],
    ids=["framed", "echoed", "ssi"],
)
def test_an_answer_is_cut_out_between_two_codes(
    style: Answers, stream: bytes, only: Answers
) -> None:
    framer = Framer(STYLES[style], is_awaited=is_ours)
    codes = framer.step(0.0, b"CC1:A\r" + stream + b"CC1:B\r")
    assert codes[0] == "CC1:A"
    if style is only:
        assert (codes[1:], framer.answers(), framer.dropped_bytes) == (("CC1:B",), (stream,), 0)
        assert framer.answers() == ()


def test_a_packet_that_does_not_add_up_is_noise() -> None:
    framer = Framer(STYLES[Answers.SSI], is_awaited=is_ours)
    assert framer.step(0.0, ACK[:-1] + b"\x2dCC1:A\r") == ("CC1:A",)
    assert (framer.answers(), framer.dropped_bytes) == ((), len(ACK))


def test_a_code_in_a_packet_is_no_code_and_no_answer() -> None:
    packet = b"\x08\xf3\x00\x00\x1cABC"
    framer = Framer(STYLES[Answers.SSI])
    assert framer.step(0.0, packet + ssi_checksum(packet) + b"\r") == ()
    assert (framer.answers(), framer.dropped_bytes) == ((), 10)


def test_a_long_packet_that_begins_with_a_letter_is_known_by_its_opcode() -> None:
    packet = b"A\xa4" + bytes(0x41 - 2)
    framer = Framer(STYLES[Answers.SSI])
    assert framer.step(0.0, packet + ssi_checksum(packet) + b"CODE\r") == ("CODE",)


@pytest.mark.parametrize("half", [b"\x02\x010000", b"\x04\xd0\x00"])
@pytest.mark.parametrize("style", [Answers.FRAMED, Answers.SSI])
def test_half_an_answer_is_dropped_after_a_pause(style: Answers, half: bytes) -> None:
    framer = Framer(STYLES[style], is_awaited=is_ours)
    framer.step(0.0, half)
    assert framer.step(HALF_CODE_S, b"CC1:A\r") == ("CC1:A",)
    assert framer.answers() == ()


CODE = b"CC1:" + b"0123456789ABCDEF" * 30


@pytest.mark.parametrize(
    ("style", "stream"),
    [
        (Answers.FRAMED, b"\x02" + CODE),
        (Answers.FRAMED, CODE[:9] + b"\x02" + CODE[9:]),
        (Answers.SSI, b"\x1f\xf0" + CODE),
        (Answers.SSI, b"\x41\xe9" + CODE),
        (Answers.ECHOED, CODE[:9] + b"\x06" + CODE[9:]),
    ],
    ids=["stx-before", "stx-inside", "packet", "long-packet", "ack-inside"],
)
def test_what_a_wrong_byte_leaves_of_a_code_is_no_code(style: Answers, stream: bytes) -> None:
    framer = Framer(STYLES[style], is_awaited=is_ours)
    assert framer.step(0.0, stream + b"\rNEXT\r") == ("NEXT",)


@pytest.mark.parametrize("style", STYLES)
@given(data=NOISY, tail=st.integers(1, 480))
def test_whatever_comes_before_it_no_rest_of_a_code_is_one(
    style: Answers, data: bytes, tail: int
) -> None:
    framer = Framer(STYLES[style], is_awaited=is_ours)
    framer.step(0.0, data + b"C")
    framer.step(HALF_CODE_S)
    assert framer.step(2 * HALF_CODE_S, CODE[4:][-tail:] + b"\r") == ()


def test_an_answer_without_an_end_costs_no_memory() -> None:
    framer = Framer(STYLES[Answers.FRAMED])
    assert framer.step(0.0, b"\x02" * (MAX_ANSWER * 20) + b"\rCC1:A\r")[-1:] == ("CC1:A",)
    assert framer.dropped_bytes >= MAX_ANSWER * 20


def test_only_so_many_answers_are_kept() -> None:
    framer = Framer(STYLES[Answers.SSI])
    framer.step(0.0, ACK * 100)
    assert framer.answers() == (ACK,) * MAX_ANSWERS


@pytest.mark.parametrize("family", [*STYLES.values(), PREFIXED], ids=lambda family: family.name)
@given(data=NOISY | st.binary(max_size=3000))
def test_whatever_arrives_only_printable_codes_of_bounded_length_come_out(
    family: ScannerFamily, data: bytes
) -> None:
    framer = Framer(family, is_awaited=is_ours)
    codes = framer.step(0.0, data)
    assert all(0 < len(code) <= MAX_CHARS for code in codes)
    assert all(code.isprintable() and code.isascii() for code in codes)
    assert all(len(answer) <= MAX_ANSWER + 2 for answer in framer.answers())
    assert framer.step(HALF_CODE_S) == ()
    clean = family.prefix + b"CC1:CLEAN" + family.suffix
    assert framer.step(2 * HALF_CODE_S, clean)[-1:] == ("CC1:CLEAN",)
    assert 0 <= framer.noise_bytes <= framer.dropped_bytes <= len(data)


@pytest.mark.parametrize("family", [*STYLES.values(), PREFIXED], ids=lambda family: family.name)
@given(data=NOISY, cuts=st.lists(st.integers(0, 400), max_size=8))
def test_how_the_bytes_are_cut_changes_nothing(
    family: ScannerFamily, data: bytes, cuts: list[int]
) -> None:
    whole, cut = Framer(family), Framer(family)
    pieces = [data[a:b] for a, b in pairwise([0, *sorted(cuts), max(len(data), 400)])]
    codes = [code for piece in pieces for code in cut.step(0.0, piece)]
    assert tuple(codes) == whole.step(0.0, data)
    assert cut.answers() == whole.answers()
    assert cut.dropped_bytes == whole.dropped_bytes


def test_somebodys_code_in_another_alphabet_is_no_noise() -> None:
    framer = Framer()
    text = "서초구 https://example.kr".encode()
    for piece in (text[:5], text[5:] + b"\r"):
        framer.step(0.0, piece)
    assert (framer.dropped_bytes, framer.noise_bytes) == (9, 0)


@pytest.mark.parametrize("noise", [b"\xb8" * 9 + b"\r", b"\xb8" * 9, b"A\xff\x00\r"])
def test_bytes_that_are_no_text_are_noise_at_the_end_or_after_a_pause(noise: bytes) -> None:
    framer = Framer()
    framer.step(0.0, noise)
    framer.step(HALF_CODE_S)
    assert framer.noise_bytes == framer.dropped_bytes > 0


def test_noise_without_an_end_or_a_pause_is_counted_all_the_same() -> None:
    framer = Framer()
    for _ in range(20):
        framer.step(0.0, b"\xb8" * 400)
    assert framer.noise_bytes >= 20 * 400 - MAX_CHARS


def test_the_trigger_is_told_again_after_a_while_and_not_at_once_after_a_code() -> None:
    orders = Orders(ScannerFamily("x", trigger_on=b"ON", trigger_off=b"OFF", beep_bad=b"BEEP"))
    assert orders.due(0.0) == (b"ON",)
    assert orders.due(TRIGGER_AGAIN_S - 0.1) == ()
    assert orders.due(TRIGGER_AGAIN_S) == (b"ON",)
    orders.read_one(6.0)
    assert orders.due(6.0 + AFTER_READ_S - 0.1) == ()
    assert orders.due(6.0 + AFTER_READ_S) == (b"ON",)
    orders.refuse()
    orders.refuse()
    orders.want(False)
    assert orders.due(7.5) == (b"BEEP", b"OFF")
    assert orders.due(99.0) == ()
    orders.begin()
    assert orders.due(99.0) == (b"OFF",)
