"""What a kind of relay board understands and answers: its command table as plain values. Pure.

A command or an answer is written as the maker writes it. Of bytes: hexadecimal pairs, ``n`` for
the channel's number and ``n+64`` for it with a hexadecimal offset, ``tenths`` for two bytes of
tenths of a second, ``sum`` or ``crc16`` at the end for a checksum of all before it. Of text:
``text:`` and the text, with ``{n}`` for the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from drivers.errors import BadAddress

TEXT: Final = "text:"
TENTHS: Final = "tenths"
NUMBER: Final = "n"
_OFFSET: Final = re.compile(r"n\+([0-9a-f]{2})")
_PAIR: Final = re.compile(r"[0-9a-f]{2}")


class Check(StrEnum):
    """What ends a command or an answer of bytes."""

    NONE = "none"
    SUM = "sum"  # of all bytes before it, modulo 256
    CRC16 = "crc16"  # of Modbus: low byte first


def check_of(text: str) -> Check:
    """Return what ends the frames that ``text`` describes."""
    ends = {Check.SUM, Check.CRC16}
    return next((each for each in ends if text.split()[-1:] == [each]), Check.NONE)


def checksum(data: bytes, check: Check) -> bytes:
    """Return what has to follow ``data``."""
    match check:
        case Check.NONE:
            return b""
        case Check.SUM:
            return bytes((sum(data) & 0xFF,))
        case Check.CRC16:
            return _crc16(data).to_bytes(2, "little")


def _crc16(data: bytes) -> int:
    """The CRC of Modbus RTU: polynomial 0xA001 reflected, from 0xFFFF."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


@dataclass(frozen=True)
class BoardFamily:
    """One kind of board.

    ``first`` is its number of the channel that people call 1. ``close`` and ``open`` switch one
    relay's contact. ``ask`` asks for its state, "" where the board can't answer; the answer is
    ``closed`` or ``opened``, or ``bits``: a frame with the token ``bits``, a byte whose lowest bit
    is the first channel, or ``states``: a byte of 0 or 1 for every channel. ``pulse`` closes the
    contact for ``tenths`` and is ended by the board's own clock.

    ``chatter``: how many bytes of no answer a command may cause (its echo, a prompt, the states of
    other channels); what is more is noise. ``pause_ms``: between two commands. ``answer_ms``: after
    that no answer comes. ``usb``: ids as "1a86:7523", in no order.
    """

    name: str
    title: str
    baud: int
    channels: int
    first: int
    close: str
    open: str
    ask: str = ""
    closed: str = ""
    opened: str = ""
    bits: str = ""
    states: bool = False
    pulse: str = ""
    chatter: int = 0
    pause_ms: int = 20
    answer_ms: int = 500
    usb: tuple[str, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether it can be asked what a contact is."""
        return bool(self.ask)

    def frame(self, command: str, channel: int, tenths: int = 0) -> bytes:
        """Return the bytes of ``command`` (one of the texts above) for ``channel``, from 1.

        Raises BadAddress where the text means nothing, or the board has no such channel.
        """
        if not 1 <= channel <= self.channels:
            raise BadAddress(f"a board {self.name} has no channel {channel}")
        number = channel - 1 + self.first
        if command.startswith(TEXT):
            return _text(command.removeprefix(TEXT).replace("{n}", str(number)))
        check = check_of(command)
        tokens = command.split()[: None if check is Check.NONE else -1]
        data = b"".join(_token(token, number, tenths) for token in tokens)
        return data + checksum(data, check)

    def releases(self) -> tuple[bytes, ...]:
        """Return the commands that open every contact there is, in the order of the channels."""
        return tuple(self.frame(self.open, each) for each in range(1, self.channels + 1))


def _text(text: str) -> bytes:
    if not text.isascii():
        raise BadAddress(f"{text!r} is no text that a board understands")
    return text.encode("ascii")


def _token(token: str, number: int, tenths: int) -> bytes:
    if token == TENTHS:
        return tenths.to_bytes(2, "big")
    if token == NUMBER:
        return bytes((number,))
    offset = _OFFSET.fullmatch(token)
    if offset is not None:
        return bytes((number + int(offset[1], 16) & 0xFF,))
    if not _PAIR.fullmatch(token):
        raise BadAddress(f"{token!r} is no byte of a command")
    return bytes.fromhex(token)
