"""Frames between kiosk and card terminal: bytes in, whole and true frames out. Pure.

    0x02  length (2)  kind (1)  number (4)  id (16)  payload  CRC-16 (2)

Numbers are big-endian. The length counts from kind to payload. The CRC (CCITT, from 0xFFFF) covers
length to payload. docs/card-terminal.md says who sends what when.
"""

from __future__ import annotations

import struct
from binascii import crc_hqx
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from drivers.card_terminal.contract import (
    ID_BYTES,
    MAX_NUMBER_CHARS,
    MAX_TIME_S,
    MAX_WON,
    Approved,
    DeclineReason,
    KeptReason,
    TerminalStatus,
    is_number,
)

STX: Final = 0x02
NO_ID: Final = bytes(ID_BYTES)
HALF_FRAME_S: Final = 0.3  # a frame takes 50 ms at 9600 baud, and comes without pauses

_HEAD: Final = struct.Struct(">BH")
_BODY: Final = struct.Struct(f">BI{ID_BYTES}s")
_CRC: Final = struct.Struct(">H")
_WON: Final = struct.Struct(">I")
_APPROVED: Final = struct.Struct(">IQ")
MAX_BODY_BYTES: Final = _BODY.size + _APPROVED.size + MAX_NUMBER_CHARS


class Kind(IntEnum):
    """What a frame is; capitals are the kiosk's, small letters the terminal's."""

    STATUS = ord("S")
    PAY = ord("P")
    ASK = ord("Q")
    CANCEL = ord("C")
    STATUS_IS = ord("s")
    WORKING = ord("w")
    APPROVED = ord("a")
    DECLINED = ord("d")
    NEVER_HEARD = ord("n")
    CANCELLED = ord("c")
    NOT_CANCELLED = ord("k")
    ACK = 0x06
    NAK = 0x15


REQUESTS: Final = frozenset({Kind.STATUS, Kind.PAY, Kind.ASK, Kind.CANCEL})
OUTCOMES: Final = frozenset(
    {Kind.APPROVED, Kind.DECLINED, Kind.NEVER_HEARD, Kind.CANCELLED, Kind.NOT_CANCELLED}
)  # these are acknowledged; of the others the next one is as good
FROM_TERMINAL: Final = OUTCOMES | {Kind.STATUS_IS, Kind.WORKING, Kind.ACK, Kind.NAK}
FROM_KIOSK: Final = REQUESTS | {Kind.ACK, Kind.NAK}

_PAYLOAD_BYTES: Final = {
    Kind.PAY: _WON.size,
    Kind.STATUS_IS: 1,
    Kind.WORKING: 1,
    Kind.DECLINED: 1,
    Kind.NOT_CANCELLED: 1,
    Kind.ACK: 1,
}


class Step(IntEnum):
    """How far a payment is, in `Kind.WORKING`."""

    CARD = 1  # a card is waited for
    BANK = 2  # the bank is asked


_STATUSES: Final = tuple(TerminalStatus)  # on the wire: 1, 2, ... in this order
_DECLINES: Final = tuple(DeclineReason)
_KEPT: Final = tuple(KeptReason)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; `number` is that of the request, also in what is said of it."""

    kind: Kind
    number: int
    payment: bytes
    payload: bytes = b""

    @property
    def encoded(self) -> bytes:
        """The frame as it goes over the wire."""
        body = _BODY.pack(self.kind, self.number, self.payment) + self.payload
        head = _HEAD.pack(STX, len(body))
        return head + body + _CRC.pack(crc_hqx(head[1:] + body, 0xFFFF))


NAK: Final = Frame(Kind.NAK, 0, NO_ID)


def ack(frame: Frame) -> Frame:
    """Return the frame that says that `frame` has come."""
    return Frame(Kind.ACK, frame.number, frame.payment, bytes([frame.kind]))


def acks(answer: Frame, frame: Frame) -> bool:
    """Whether `answer` says that `frame` has come."""
    return answer == ack(frame)


def won_payload(won: int) -> bytes:
    """Return the payload of `Kind.PAY`."""
    return _WON.pack(won)


def read_won(frame: Frame) -> int:
    """Return the amount of a `Kind.PAY`."""
    (won,) = _WON.unpack(frame.payload)
    return int(won)


def status_payload(status: TerminalStatus) -> bytes:
    """Return the payload of `Kind.STATUS_IS`."""
    return bytes([_STATUSES.index(status) + 1])


def read_status(frame: Frame) -> TerminalStatus:
    """Return what a `Kind.STATUS_IS` says; a state that nobody knows is out of order."""
    code = frame.payload[0]
    known = 1 <= code <= len(_STATUSES)
    return _STATUSES[code - 1] if known else TerminalStatus.OUT_OF_ORDER


def decline_payload(reason: DeclineReason) -> bytes:
    """Return the payload of `Kind.DECLINED`."""
    return bytes([_DECLINES.index(reason) + 1])


def read_decline(frame: Frame) -> DeclineReason:
    """Return the reason of a `Kind.DECLINED`; declined it is, also for one nobody knows."""
    code = frame.payload[0]
    return _DECLINES[code - 1] if 1 <= code <= len(_DECLINES) else DeclineReason.OTHER


def kept_payload(reason: KeptReason) -> bytes:
    """Return the payload of `Kind.NOT_CANCELLED`."""
    return bytes([_KEPT.index(reason) + 1])


def read_kept(frame: Frame) -> KeptReason:
    """Return the reason of a `Kind.NOT_CANCELLED`."""
    code = frame.payload[0]
    return _KEPT[code - 1] if 1 <= code <= len(_KEPT) else KeptReason.OTHER


def read_step(frame: Frame) -> Step | None:
    """Return how far a payment is; None for a step that this version does not know."""
    known = [step for step in Step if frame.payload == bytes([step])]
    return known[0] if known else None


def approved_payload(approved: Approved) -> bytes:
    """Return the payload of `Kind.APPROVED`."""
    return _APPROVED.pack(approved.won, approved.time_s) + approved.number.encode("ascii")


def read_approved(frame: Frame) -> Approved:
    """Return what a `Kind.APPROVED` says."""
    won, time_s = _APPROVED.unpack_from(frame.payload)
    return Approved(won, frame.payload[_APPROVED.size :].decode("ascii"), time_s)


class FrameReader:
    """Cuts bytes into frames of the kinds in `taken`; anything else is noise and is counted.

    `damaged` is true after a step that met a frame with a wrong CRC.
    """

    def __init__(self, taken: frozenset[Kind]) -> None:
        self._taken = taken
        self._buffer = bytearray()
        self._last_s = 0.0
        self.noise_bytes = 0
        self.damaged = False

    def step(self, now_s: float, data: bytes = b"") -> tuple[Frame, ...]:
        """Take `data` that arrived at `now_s` (monotonic seconds); returns the frames completed.

        Call it without data from time to time: half a frame is dropped after a pause.
        """
        self.damaged = False
        frames = []
        if now_s - self._last_s >= HALF_FRAME_S:
            frames += self._cut(rest_is_noise=True)
        if data:
            self._last_s = now_s
            self._buffer += data
            frames += self._cut(rest_is_noise=False)
        return tuple(frames)

    def _cut(self, *, rest_is_noise: bool) -> list[Frame]:
        frames = []
        while self._buffer:
            size = self._frame_bytes()
            if size > len(self._buffer) and not rest_is_noise:
                break
            frame = self._read(size)
            if frame is None:
                self._drop(1)
            else:
                frames.append(frame)
                del self._buffer[:size]
        return frames

    def _frame_bytes(self) -> int:
        """Return how many bytes the frame at the front has, as far as it can be known; 0: none."""
        if self._buffer[0] != STX:
            return 0
        if len(self._buffer) < _HEAD.size:
            return _HEAD.size
        _, length = _HEAD.unpack_from(self._buffer)
        fits = _BODY.size <= length <= MAX_BODY_BYTES
        return _HEAD.size + length + _CRC.size if fits else 0

    def _read(self, size: int) -> Frame | None:
        if not _HEAD.size < size <= len(self._buffer):
            return None
        checked = bytes(self._buffer[1 : size - _CRC.size])
        if _CRC.unpack_from(self._buffer, size - _CRC.size) != (crc_hqx(checked, 0xFFFF),):
            self.damaged = True
            return None
        return self._frame(checked[2:])

    def _frame(self, body: bytes) -> Frame | None:
        code, number, payment = _BODY.unpack_from(body)
        if code not in self._taken:
            return None
        frame = Frame(Kind(code), number, payment, body[_BODY.size :])
        return frame if _is_well_formed(frame) else None

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self.noise_bytes += size


def _is_well_formed(frame: Frame) -> bool:
    if frame.kind is not Kind.APPROVED:
        return len(frame.payload) == _PAYLOAD_BYTES.get(frame.kind, 0)
    if not is_number(frame.payload[_APPROVED.size :].decode("latin-1")):
        return False
    approved = read_approved(frame)
    return 0 < approved.won <= MAX_WON and approved.time_s <= MAX_TIME_S
