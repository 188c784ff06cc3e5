"""What a printer sends back, told apart. Pure: bytes in, named values out, never an error.

Answers have no frame. They are told apart by the bits that Epson's ESC/POS reference fixes:
DLE EOT 0xx1xx10, GS r 0xx0xxxx, the clear response 37 25 00, and automatic status, which nobody
asked for: 0xx1xx00 and three more 0xx0xxxx, each of which looks like an answer to GS r. So a block
of automatic status is one thing of four bytes, and dropped whole; a byte of it that was lost costs
an answer and can't make one. Anything else (XON, XOFF, line noise) is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drivers.printer.contract import Paper, PrinterStatus

REAL_TIME_QUESTIONS = (b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x03", b"\x10\x04\x04")
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4, fn 8
CLEARED = b"\x37\x25\x00"

_OFFLINE = 0x08  # DLE EOT 1
_COVER_OPEN = 0x04  # DLE EOT 2
_PAPER_STOP = 0x20  # DLE EOT 2
_CUTTER = 0x08  # DLE EOT 3
_BROKEN = 0x20  # DLE EOT 3
_TOO_HOT = 0x40  # DLE EOT 3
_NEAR_END = 0x0C  # DLE EOT 4
_END = 0x60  # DLE EOT 4

_BLOCK_BYTES = 4  # automatic status
_FLOW_CONTROL = (0x11, 0x13)


class ReplyKind(StrEnum):
    """What an answer is an answer to."""

    REAL_TIME = "real-time"
    IN_ORDER = "in-order"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; `value` is its status byte (0 for CLEARED)."""

    kind: ReplyKind
    value: int


class ReplyParser:
    """Cuts the printer's bytes into answers, however they arrive."""

    def __init__(self) -> None:
        self._started = b""  # a clear response that has not arrived whole, at most two bytes
        self._block_left = 0  # how many bytes of automatic status are still to come
        self._dropped = 0

    @property
    def in_block(self) -> bool:
        """True while a block of automatic status has not arrived whole."""
        return self._block_left > 0

    def take_dropped(self) -> int:
        """Return how many bytes since the last time were no answer to anything.

        Flow control (XON, XOFF) is not counted: it may come with every bufferful.
        """
        dropped, self._dropped = self._dropped, 0
        return dropped

    def end_block(self) -> None:
        """Wait no longer for the rest of a block: it was noise."""
        self._block_left = 0

    def feed(self, data: bytes) -> tuple[Reply, ...]:
        """Return the answers completed by `data`."""
        replies = []
        pending = self._started + data
        while pending and not _may_become_cleared(pending):
            reply, pending = self._first(pending)
            if reply is not None:
                replies.append(reply)
        self._started = pending
        return tuple(replies)

    def _first(self, pending: bytes) -> tuple[Reply | None, bytes]:
        if pending.startswith(CLEARED):
            return Reply(ReplyKind.CLEARED, 0), pending[len(CLEARED) :]
        return self._one(pending[0]), pending[1:]

    def _one(self, value: int) -> Reply | None:
        if value & 0x93 == 0x12:
            return Reply(ReplyKind.REAL_TIME, value)
        if value & 0x93 == 0x10:
            self._block_left = _BLOCK_BYTES - 1
        elif value & 0x90 == 0x00 and self._block_left:
            self._block_left -= 1
        elif value & 0x90 == 0x00:
            return Reply(ReplyKind.IN_ORDER, value)
        self._dropped += value not in _FLOW_CONTROL
        return None


def _may_become_cleared(pending: bytes) -> bool:
    return len(pending) < len(CLEARED) and CLEARED.startswith(pending)


def read_status(printer: int, offline: int, error: int, paper: int | None) -> PrinterStatus:
    """Build the status from the four bytes that answer DLE EOT 1, 2, 3 and 4.

    `paper` is None when the printer knows no paper sensors: then nothing may be promised.
    """
    return PrinterStatus(
        online=not printer & _OFFLINE,
        paper=_paper(offline, paper),
        cover_open=bool(offline & _COVER_OPEN),
        cutter_error=bool(error & _CUTTER),
        broken=bool(error & _BROKEN),
        too_hot=bool(error & _TOO_HOT),
    )


def _paper(offline: int, paper: int | None) -> Paper:
    if offline & _PAPER_STOP:
        return Paper.OUT
    if paper is None:
        return Paper.UNKNOWN
    # Two sensors each; printers that have one set one bit of the pair.
    if paper & _END:
        return Paper.OUT
    return Paper.NEAR_END if paper & _NEAR_END else Paper.OK
