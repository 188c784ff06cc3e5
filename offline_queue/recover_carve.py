"""Finding signed messages in the bytes of a damaged file, without asking the database engine.

A row that is no longer reached through the file's pages may still lie in them. Everything worth
saving is signed, so it proves itself wherever it is found:

1. The main file has only what was committed: SQLite copies pages into it after their commit.
2. The log beside it may end in pages that never were: those of a sale that the power cut off. They
   are left alone. A page counts if its checksum continues that of the page before it and a commit
   mark comes at it or after it, as SQLite itself reads the log (file format, section 4).
3. In such pages each COSE_Sign1 of this protocol is taken, `[bytes, {}, bytes, 64 bytes]`. Who
   signed it and what it says is for others to verify.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from protocol.cose import MAX_HEADER_BYTES, MAX_MESSAGE_BYTES, MessageType
from protocol.keys import SIGNATURE_BYTES

Buffer: TypeAlias = "bytes | memoryview"

MAX_PAYLOAD_BYTES: Final = MAX_MESSAGE_BYTES[MessageType.ENTRY]
"""An entry is the largest message in a ledger; each fits into it as a whole."""

_START: Final = re.compile(rb"\x84[\x41-\x59]")  # an array of four that begins with bytes
_SIGNATURE: Final = b"\x58" + bytes([SIGNATURE_BYTES])  # bytes with a length of one byte
_EMPTY_MAP: Final = 0xA0
_ONE_BYTE, _TWO_BYTES = 0x58, 0x59  # bytes whose length is in the next one or two

_WAL_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24
_WAL_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}  # how checksums read the words of a page
_MAX_PAGE_BYTES: Final = 65_536


def messages_in(data: Buffer) -> Iterator[bytes]:
    """Each signed message in ``data``, in order; one inside another is not looked for."""
    at = 0
    while (found := _START.search(data, at)) is not None:
        end = _end_of_message(data, found.start())
        if end is None:
            at = found.start() + 1
            continue
        yield bytes(data[found.start() : end])
        at = end


def committed_pages(log: Buffer) -> Iterator[Buffer]:
    """The pages in a write-ahead log that belong to a finished commit, in order."""
    waiting: list[Buffer] = []
    for frame in _frames(log):
        waiting.append(frame.page)
        if frame.commits:
            yield from waiting
            waiting = []


def _end_of_message(data: Buffer, start: int) -> int | None:
    """Where the COSE_Sign1 that begins at ``start`` ends; None if there is none."""
    at = _end_of_bytes(data, start + 1, MAX_HEADER_BYTES)
    if at is None or at >= len(data) or data[at] != _EMPTY_MAP:
        return None
    at = _end_of_bytes(data, at + 1, MAX_PAYLOAD_BYTES)
    if at is None or bytes(data[at : at + len(_SIGNATURE)]) != _SIGNATURE:
        return None
    end = at + len(_SIGNATURE) + SIGNATURE_BYTES
    return end if end <= len(data) else None


def _end_of_bytes(data: Buffer, at: int, most: int) -> int | None:
    """Where the CBOR byte string at ``at`` ends (RFC 8949, major type 2)."""
    head = bytes(data[at : at + 3])
    if len(head) < 3:
        return None
    if 0x40 <= head[0] < _ONE_BYTE:
        begin, length = at + 1, head[0] - 0x40
    elif head[0] == _ONE_BYTE:
        begin, length = at + 2, head[1]
    elif head[0] == _TWO_BYTES:
        begin, length = at + 3, int.from_bytes(head[1:])
    else:
        return None
    return begin + length if length <= most else None


@dataclass(frozen=True)
class _Frame:
    page: Buffer
    commits: bool


def _frames(log: Buffer) -> Iterator[_Frame]:
    """Frames as long as their checksums go on from one to the next."""
    if len(log) < _WAL_HEADER_BYTES:
        return
    magic, _, page_bytes, _, salt_1, salt_2, *kept = struct.unpack(">8I", log[:_WAL_HEADER_BYTES])
    order = _WAL_MAGIC.get(magic)
    if order is None or not 512 <= page_bytes <= _MAX_PAGE_BYTES or page_bytes % 8:
        return
    summed = _checksum(order, log[: _WAL_HEADER_BYTES - 8], (0, 0))
    if summed != tuple(kept):
        return
    frame_bytes = _FRAME_HEADER_BYTES + page_bytes
    for at in range(_WAL_HEADER_BYTES, len(log) - frame_bytes + 1, frame_bytes):
        page = log[at + _FRAME_HEADER_BYTES : at + frame_bytes]
        _, size, *salts = struct.unpack(">4I", log[at : at + 16])
        summed = _checksum(order, page, _checksum(order, log[at : at + 8], summed))
        if salts != [salt_1, salt_2] or summed != struct.unpack(">2I", log[at + 16 : at + 24]):
            return
        yield _Frame(page, commits=size > 0)


def _checksum(order: str, data: Buffer, start: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of a log: two sums over pairs of words, modulo 2^32."""
    one, two = start
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
