"""Finding signed messages in the bytes of a damaged file, without asking the database engine.

A row that is no longer reached through the file's pages may still lie in them. Everything worth
saving is signed, so it proves itself wherever it is found:

1. The main file has only what was committed: SQLite copies pages into it after their commit.
2. The log beside it may end in pages that never were: those of a sale that the power cut off. They
   are left alone. A transaction counts if it is whole: behind another one's commit mark each page's
   checksum continues that of the page before it, up to a commit mark (file format, section 4).
3. SQLite ends a log at the first page that is not so. Here what comes behind it counts too, and it
   tells that the head which SQLite shows is an old one (`ends_surely`).
4. In such pages each COSE_Sign1 of this protocol is taken, `[bytes, {}, bytes, 64 bytes]`. Who
   signed it and what it says is for others to verify.
"""

import re
import struct
import sys
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
_PAGE_BYTES: Final = 4096  # SQLite's own choice, which no ledger changes


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
    """The pages in a write-ahead log that belong to a whole transaction, in order."""
    whole, waiting = True, list[Buffer]()
    for frame in _frames(log):
        whole = whole and frame.follows
        waiting.append(frame.page)
        if frame.commits:
            yield from waiting if whole else ()
            whole, waiting = True, []


def ends_surely(log: Buffer) -> bool:
    """Whether nothing tells that there was more in a log than SQLite reads of it.

    In doubt it was: a commit mark of this log behind damage may be that of the very transaction
    which a power cut left half written, but also that of one which was kept.
    """
    header, sound = _header(log), True
    for frame in _frames(log):
        sound = sound and frame.follows
        if not sound and frame.commits and header.salts in (None, frame.salts):
            return False
    return True


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
class _Header:
    """How a log is laid out. ``salts`` and ``sums`` are None where that can't be read any more."""

    order: str
    page_bytes: int
    salts: bytes | None = None
    sums: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Frame:
    """A page in a log. ``follows``: its checksum continues that of the frame before it."""

    page: Buffer
    salts: bytes
    commits: bool
    follows: bool


def _header(log: Buffer) -> _Header:
    """What the log's header says; for a damaged one what every log of ours is like."""
    usual = _Header("<" if sys.byteorder == "little" else ">", _PAGE_BYTES)
    if len(log) < _WAL_HEADER_BYTES:
        return usual
    magic, _, page_bytes, _, _, _, *kept = struct.unpack(">8I", log[:_WAL_HEADER_BYTES])
    order = _WAL_MAGIC.get(magic)
    if order is None or not 512 <= page_bytes <= _MAX_PAGE_BYTES or page_bytes % 8:
        return usual
    summed = _checksum(order, log[: _WAL_HEADER_BYTES - 8], (0, 0))
    if summed != tuple(kept):
        return usual
    return _Header(order, page_bytes, bytes(log[16:24]), summed)


def _frames(log: Buffer) -> Iterator[_Frame]:
    """All frames that there is room for, whatever is in them."""
    header = _header(log)
    salts, sums = header.salts, header.sums
    frame_bytes = _FRAME_HEADER_BYTES + header.page_bytes
    for at in range(_WAL_HEADER_BYTES, len(log) - frame_bytes + 1, frame_bytes):
        page = log[at + _FRAME_HEADER_BYTES : at + frame_bytes]
        _, size, own_salts, *kept = struct.unpack(">2I8s2I", log[at : at + _FRAME_HEADER_BYTES])
        follows = sums is not None and own_salts == salts
        if sums is not None and follows:
            summed = _checksum(header.order, page, _checksum(header.order, log[at : at + 8], sums))
            follows = summed == tuple(kept)
        yield _Frame(page, own_salts, size > 0, follows)
        salts, sums = own_salts, (kept[0], kept[1])


def _checksum(order: str, data: Buffer, start: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of a log: two sums over pairs of words, modulo 2^32."""
    one, two = start
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
