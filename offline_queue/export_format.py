"""The bytes of an export: docs/export.md tells them to others, this module to our programs.

A CBOR sequence (RFC 8742) of byte strings. Each holds one record, a deterministic CBOR array:
first a header, then one record an entry in the order of the chain, last a trailer. The length of a
record stands before it, so a reader never holds more than one, and what is in it is read by the
same strict reader as every message.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, TypeAlias

from protocol import cbor, shape
from protocol.cbor import Value
from protocol.code import MAX_CODE_BYTES
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.entry_parts import MAX_PARTIES
from protocol.errors import (
    BadCbor,
    BadShape,
    IndefiniteLength,
    NotDeterministic,
    TooBig,
    building,
)
from protocol.keys import PublicKey, from_cose_key, to_cose_key
from protocol.receipt import HASH_BYTES, LEDGER_BYTES

NAME: Final = "cc/ledger-export"
VERSION: Final = 1

MAX_RECORD_BYTES: Final = 576 * 1024
"""A header with trust lists of 16 KiB each is the largest; an entry has about 500 bytes."""

MAX_TRUST_LISTS: Final = 32
"""As many as lead from a pinned root to the one in force; most districts have one or two."""

MAX_RECEIPT_KEYS: Final = 64
_HEADER, _ENTRY, _TRAILER = range(3)
_LEDGER, _KIOSK, _EXPORTED, _ENTRIES, _HEAD, _ERASED, _EVIDENCE, _KEYS, _LISTS = range(1, 10)
_MAX_ENTRY_BYTES: Final = MAX_MESSAGE_BYTES[MessageType.ENTRY]
_MAX_RECEIPT_BYTES: Final = MAX_MESSAGE_BYTES[MessageType.RECEIPT]
_MAX_LIST_BYTES: Final = MAX_MESSAGE_BYTES[MessageType.TRUST_LIST]
_WIDTHS: Final = {24: 1, 25: 2, 26: 4, 27: 8}  # additional information -> bytes that follow
_LEAST: Final = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}  # below it a shorter head exists
_BYTE_STRING, _INDEFINITE = 2, 31


@dataclass(frozen=True)
class Header:
    """What the file says of itself; nobody signed it, so nothing in it is believed alone.

    Evidence of the entries below ``erased`` was erased before; ``with_evidence`` says whether the
    rest was put in. ``receipt_keys`` are the node's keys that the kiosk kept, ``trust_lists`` the
    lists signed by the district's roots, as they came, oldest first.
    """

    ledger: bytes
    kiosk: PublicKey
    exported_s: int
    entries: int
    head: bytes
    erased: int
    with_evidence: bool
    receipt_keys: tuple[PublicKey, ...]
    trust_lists: tuple[bytes, ...]


@dataclass(frozen=True)
class Item:
    """One entry as it was signed, its receipt if there is one, its evidence if it was wanted."""

    entry: bytes
    receipt: bytes | None
    evidence: tuple[bytes, ...]


@dataclass(frozen=True)
class Trailer:
    """How it should have ended: ``digest`` is SHA-256 over every byte before this record."""

    entries: int
    head: bytes
    digest: bytes


Record: TypeAlias = "Header | Item | Trailer"


class OtherVersion(BadShape):
    """An export that a newer program wrote; ``version`` is what it says."""

    reason = "other-version"

    def __init__(self, version: int) -> None:
        super().__init__(f"export version {version}; this program knows {VERSION}")
        self.version = version


@dataclass(frozen=True)
class Frame:
    """One record's bytes, where they began in the file, and the digest of all before them."""

    at: int
    payload: bytes
    digest_before: bytes


def write_record(record: Record) -> bytes:
    """The record's bytes with their length before them. Raises `Misuse` for one over a limit."""
    payload = cbor.encode(_to_value(record))
    with building():
        read_record(payload)
    return cbor.encode(payload)


def read_record(payload: bytes) -> Record:
    """One record. Raises `OtherVersion` for a header of a newer program, else `ProtocolError`."""
    parts = shape.sequence(cbor.decode(payload, max_bytes=MAX_RECORD_BYTES), 4, 4)
    kind = shape.whole(parts[0], most=_TRAILER)
    if kind == _HEADER:
        return _header(parts)
    if kind == _ENTRY:
        return _item(parts)
    return _trailer(parts)


def frames(file: BinaryIO) -> Iterator[Frame]:
    """The records of a file one after the other; at most one is in memory.

    Raises `BadCbor` or a leaf of it where the sequence can't be followed any further.
    """
    at, so_far = 0, hashlib.sha256()
    while first := file.read(1):
        head, length = _head(at, first, file)
        payload = file.read(length)
        if len(payload) < length:
            raise BadCbor(f"byte {at}: a record goes on after the end")
        yield Frame(at, payload, so_far.digest())
        so_far.update(head)
        so_far.update(payload)
        at += len(head) + length


def _head(at: int, first: bytes, file: BinaryIO) -> tuple[bytes, int]:
    """The head of a byte string that began with ``first``, and the length it tells."""
    major, info = first[0] >> 5, first[0] & 31
    if major != _BYTE_STRING:
        raise BadCbor(f"byte {at}: a record is not in a byte string")
    if info == _INDEFINITE:
        raise IndefiniteLength(f"byte {at}: a length is not told in advance")
    if info < min(_WIDTHS):
        return first, info
    if info not in _WIDTHS:
        raise BadCbor(f"byte {at}: a reserved head")
    more = file.read(_WIDTHS[info])
    if len(more) < _WIDTHS[info]:
        raise BadCbor(f"byte {at}: a length goes on after the end")
    length = int.from_bytes(more)
    if length < _LEAST[info]:
        raise NotDeterministic(f"byte {at}: {length} has a shorter form")
    if length > MAX_RECORD_BYTES:
        raise TooBig(f"byte {at}: a record of {length} bytes, at most {MAX_RECORD_BYTES}")
    return first + more, length


def _to_value(record: Record) -> Value:
    match record:
        case Header():
            return [_HEADER, NAME, VERSION, _header_fields(record)]
        case Item():
            return [_ENTRY, record.entry, record.receipt, list(record.evidence)]
        case Trailer():
            return [_TRAILER, record.entries, record.head, record.digest]


def _header_fields(header: Header) -> Value:
    return {
        _LEDGER: header.ledger,
        _KIOSK: to_cose_key(header.kiosk),
        _EXPORTED: header.exported_s,
        _ENTRIES: header.entries,
        _HEAD: header.head,
        _ERASED: header.erased,
        _EVIDENCE: header.with_evidence,
        _KEYS: [to_cose_key(key) for key in header.receipt_keys],
        _LISTS: list(header.trust_lists),
    }


def _header(parts: list[Value]) -> Header:
    if parts[1] != NAME:
        raise BadShape("not the header of an export")
    version = shape.whole(parts[2])
    if version != VERSION:
        raise OtherVersion(version)
    body = shape.fields(parts[3], required=range(_LEDGER, _LISTS + 1))
    keys = shape.sequence(body[_KEYS], MAX_RECEIPT_KEYS)
    lists = shape.sequence(body[_LISTS], MAX_TRUST_LISTS)
    return Header(
        ledger=shape.octets(body[_LEDGER], LEDGER_BYTES),
        kiosk=from_cose_key(body[_KIOSK]),
        exported_s=shape.whole(body[_EXPORTED]),
        entries=shape.whole(body[_ENTRIES]),
        head=shape.octets(body[_HEAD], HASH_BYTES),
        erased=shape.whole(body[_ERASED]),
        with_evidence=shape.flag(body[_EVIDENCE]),
        receipt_keys=tuple(from_cose_key(key) for key in keys),
        trust_lists=tuple(shape.octets(it, 1, _MAX_LIST_BYTES) for it in lists),
    )


def _item(parts: list[Value]) -> Item:
    _, entry, receipt, evidence = parts
    return Item(
        entry=shape.octets(entry, 1, _MAX_ENTRY_BYTES),
        receipt=shape.optional(lambda it: shape.octets(it, 1, _MAX_RECEIPT_BYTES), receipt),
        evidence=tuple(
            shape.octets(it, 1, MAX_CODE_BYTES) for it in shape.sequence(evidence, MAX_PARTIES)
        ),
    )


def _trailer(parts: list[Value]) -> Trailer:
    _, entries, head, digest = parts
    return Trailer(
        entries=shape.whole(entries),
        head=shape.octets(head, HASH_BYTES),
        digest=shape.octets(digest, HASH_BYTES),
    )
