"""Frames of a card terminal: round trips, and whatever else arrives."""

from __future__ import annotations

from binascii import crc_hqx
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card_terminal.contract import (
    MAX_NUMBER_CHARS,
    MAX_TIME_S,
    MAX_WON,
    Approved,
    DeclineReason,
    KeptReason,
    TerminalStatus,
    is_number,
)
from drivers.card_terminal.wire import (
    FROM_KIOSK,
    FROM_TERMINAL,
    HALF_FRAME_S,
    MAX_BODY_BYTES,
    Frame,
    FrameReader,
    Kind,
    ack,
    acks,
    approved_payload,
    decline_payload,
    kept_payload,
    read_approved,
    read_decline,
    read_kept,
    read_status,
    read_won,
    status_payload,
    won_payload,
)

ID = bytes(range(16))
APPROVED = Approved(12_300, "00123456", 1_790_000_000)
DECLINED = Frame(Kind.DECLINED, 7, ID, decline_payload(DeclineReason.BANK))
PAID = Frame(Kind.APPROVED, 8, ID, approved_payload(APPROVED))
LONGEST = MAX_BODY_BYTES + 5

numbers = st.text("0123456789ABCXYZ", min_size=1, max_size=MAX_NUMBER_CHARS)
approvals = st.builds(
    Approved, won=st.integers(1, MAX_WON), number=numbers, time_s=st.integers(0, MAX_TIME_S)
)


def read(data: bytes) -> tuple[Frame, ...]:
    return FrameReader(FROM_TERMINAL).step(0.0, data)


def test_a_frame_is_as_documented() -> None:
    frame = Frame(Kind.PAY, 0x01020304, ID, won_payload(12_300)).encoded
    assert frame.hex(" ", 1) == (
        "02 00 19 50 01 02 03 04 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 00 00 30 0c 98 b5"
    )


def test_the_check_is_the_one_that_is_documented() -> None:
    assert crc_hqx(b"123456789", 0xFFFF) == 0x29B1


@given(st.integers(0, 2**32 - 1), st.binary(min_size=16, max_size=16), approvals)
def test_an_approval_comes_back_as_it_was(number: int, payment: bytes, said: Approved) -> None:
    frame = Frame(Kind.APPROVED, number, payment, approved_payload(said))
    (back,) = read(frame.encoded)
    assert back == frame
    assert read_approved(back) == said


@pytest.mark.parametrize("reason", list(DeclineReason))
def test_each_reason_to_decline_comes_back(reason: DeclineReason) -> None:
    (back,) = read(Frame(Kind.DECLINED, 0, ID, decline_payload(reason)).encoded)
    assert read_decline(back) is reason


@pytest.mark.parametrize("reason", list(KeptReason))
def test_each_reason_to_keep_comes_back(reason: KeptReason) -> None:
    (back,) = read(Frame(Kind.NOT_CANCELLED, 0, ID, kept_payload(reason)).encoded)
    assert read_kept(back) is reason


@pytest.mark.parametrize("status", list(TerminalStatus))
def test_each_status_comes_back(status: TerminalStatus) -> None:
    (back,) = read(Frame(Kind.STATUS_IS, 0, ID, status_payload(status)).encoded)
    assert read_status(back) is status


def test_the_amount_comes_back() -> None:
    assert read_won(Frame(Kind.PAY, 0, ID, won_payload(MAX_WON))) == MAX_WON


@pytest.mark.parametrize("code", [0, 99, 255])
def test_a_reason_nobody_knows_is_still_no_charge_and_a_state_still_no_promise(code: int) -> None:
    payload = bytes([code])
    assert read_decline(Frame(Kind.DECLINED, 0, ID, payload)) is DeclineReason.OTHER
    assert read_kept(Frame(Kind.NOT_CANCELLED, 0, ID, payload)) is KeptReason.OTHER
    assert read_status(Frame(Kind.STATUS_IS, 0, ID, payload)) is TerminalStatus.OUT_OF_ORDER


def test_a_frame_is_acknowledged_by_its_number_id_and_kind() -> None:
    assert acks(ack(PAID), PAID)
    assert not acks(ack(DECLINED), PAID)
    assert not acks(PAID, PAID)


@given(st.lists(st.integers(0, 120), max_size=8))
def test_how_the_bytes_are_cut_changes_nothing(cuts: list[int]) -> None:
    data = DECLINED.encoded + PAID.encoded
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    reader = FrameReader(FROM_TERMINAL)
    frames = [reader.step(0.0, data[a:b]) for a, b in pairwise(edges)]
    assert sum(frames, ()) == (DECLINED, PAID)
    assert reader.noise_bytes == 0


@given(st.integers(0, len(PAID.encoded) - 1), st.integers(1, 255))
def test_a_byte_that_was_changed_makes_it_no_frame(place: int, change: int) -> None:
    damaged = bytearray(PAID.encoded)
    damaged[place] ^= change
    reader = FrameReader(FROM_TERMINAL)
    frames = reader.step(0.0, bytes(damaged))
    frames += reader.step(HALF_FRAME_S, DECLINED.encoded)
    assert frames == (DECLINED,)
    assert reader.noise_bytes == len(damaged)


@given(st.binary(max_size=60))
def test_a_frame_behind_any_garbage_is_found_after_a_pause(garbage: bytes) -> None:
    reader = FrameReader(FROM_TERMINAL)
    reader.step(0.0, garbage)
    frames = reader.step(HALF_FRAME_S, PAID.encoded)
    assert frames[-1:] == (PAID,)


def test_half_a_frame_is_dropped_after_a_pause() -> None:
    reader = FrameReader(FROM_TERMINAL)
    assert reader.step(0.0, PAID.encoded[:-1]) == ()
    assert reader.step(HALF_FRAME_S) == ()
    assert reader.noise_bytes == len(PAID.encoded) - 1


def test_what_the_kiosk_says_is_no_word_of_a_terminal() -> None:
    """An echo, or two kiosks on one line."""
    question = Frame(Kind.ASK, 1, ID).encoded
    reader = FrameReader(FROM_TERMINAL)
    assert reader.step(0.0, question) == ()
    assert reader.noise_bytes == len(question)
    assert FrameReader(FROM_KIOSK).step(0.0, question) == (Frame(Kind.ASK, 1, ID),)


@pytest.mark.parametrize(
    "approved",
    [
        Approved(0, "1", 0),
        Approved(MAX_WON + 1, "1", 0),
        Approved(1, "", 0),
        Approved(1, "12 456", 0),
        Approved(1, "abc", 0),
        Approved(1, "4" * 13, 0),
        Approved(1, "1", MAX_TIME_S + 1),
    ],
    ids=["nothing", "much", "no-number", "blank", "small-letters", "card-number", "far-future"],
)
def test_an_approval_that_can_not_be_is_no_frame(approved: Approved) -> None:
    assert read(Frame(Kind.APPROVED, 0, ID, approved_payload(approved)).encoded) == ()


def test_no_card_number_is_an_approval_number() -> None:
    assert is_number("00123456")
    assert not any(is_number("4" * digits) for digits in range(13, 20))


@given(st.lists(st.binary(max_size=200), max_size=10), st.lists(st.floats(0, 1), max_size=10))
def test_whatever_arrives_is_no_error_and_is_not_kept(
    pieces: list[bytes], pauses: list[float]
) -> None:
    reader, now_s = FrameReader(FROM_TERMINAL | FROM_KIOSK), 0.0
    sizes = 0
    for number, piece in enumerate(pieces):
        now_s += pauses[number] if number < len(pauses) else 0.0
        sizes += sum(len(frame.encoded) for frame in reader.step(now_s, piece))
    sizes += sum(len(frame.encoded) for frame in reader.step(now_s + 1.0))
    assert sizes + reader.noise_bytes == len(b"".join(pieces))
    assert sizes <= len(b"".join(pieces))
