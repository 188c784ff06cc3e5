"""Files that come from others: an export of a ledger, and the pages of a damaged disk."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import cbor2

from offline_queue.errors import LedgerError
from offline_queue.export_check import Trusted, verify_export
from offline_queue.export_format import (
    Header,
    Item,
    Record,
    Trailer,
    frames,
    read_record,
    write_record,
)
from offline_queue.recover_carve import committed_pages, ends_surely, messages_in
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.entry import EntryKind, Opening, sign_entry
from protocol.errors import ProtocolError
from protocol.receipt import Outcome, Receipt, sign_receipt
from tests.fuzz.engine import Pair, Taken, Target, pair_of
from tests.protocol import samples

_TRUSTED = Trusted(root=samples.ROOT.public_key, kiosk=samples.KIOSK.public_key)


def _chain() -> tuple[bytes, ...]:
    """An opening and two spends, each holding the hash of the one before."""
    opening = replace(
        samples.entry_of(EntryKind.OPEN, opening=Opening()), seq=0, previous=bytes(32), id=bytes(16)
    )
    entries = [sign_entry(samples.KIOSK, opening)]
    for seq in (1, 2):
        spend = replace(
            samples.SPEND,
            seq=seq,
            previous=hashlib.sha256(entries[-1]).digest(),
            id=bytes([seq]) * 16,
        )
        entries.append(sign_entry(samples.KIOSK, spend))
    return tuple(entries)


CHAIN = _chain()


def _receipt(seq: int) -> bytes:
    digest = hashlib.sha256(CHAIN[seq]).digest()
    value = Receipt(samples.LEDGER, seq, digest, Outcome.BOOKED, None, samples.NOW, None)
    return sign_receipt(samples.NODE, value)


RECEIPTS = tuple(_receipt(seq) for seq in range(len(CHAIN)))


def export_of(entries: Sequence[bytes], receipts: Sequence[bytes]) -> bytes:
    """A whole export of these entries."""
    head = hashlib.sha256(entries[-1]).digest()
    header = Header(
        ledger=samples.LEDGER,
        kiosk=samples.KIOSK.public_key,
        exported_s=samples.NOW,
        entries=len(entries),
        head=head,
        erased=0,
        with_evidence=False,
        receipt_keys=(samples.NODE.public_key,),
        trust_lists=(samples.TRUST_LIST_BYTES,),
    )
    records: list[Record] = [header]
    records += [Item(entry, receipt, ()) for entry, receipt in zip(entries, receipts, strict=True)]
    body = b"".join(map(write_record, records))
    return body + write_record(Trailer(len(entries), head, hashlib.sha256(body).digest()))


EXPORT = export_of(CHAIN, RECEIPTS)


def pairs_of_entries() -> frozenset[Pair]:
    """What the kiosk of the export signed."""
    return frozenset(map(pair_of, CHAIN))


def file_targets() -> Iterator[Target]:
    """All of them."""
    records = tuple(frame.payload for frame in frames(BytesIO(EXPORT)))
    yield Target("export.frames", _frames, (ProtocolError,), (EXPORT,), 4096)
    yield Target("export.record", _record, (ProtocolError,), records, 2048)
    yield Target("export.check", _check, (LedgerError,), (EXPORT,), 4096)
    disk = b"\x00" * 64 + b"\xff\x84".join(CHAIN) + b"\x0d" * 32
    yield Target("disk.messages", _carve, (), (disk, *CHAIN), 4096)
    yield Target("disk.log", _log, (), (_written_log(), disk), 20_000)


def _frames(data: bytes) -> Taken:
    found = [frame.payload for frame in frames(BytesIO(data))]
    assert b"".join(map(cbor2.dumps, found)) == data
    return Taken()


def _record(data: bytes) -> Taken:
    again = write_record(read_record(data))
    assert cbor2.loads(again) == data
    return Taken()


def _check(data: bytes) -> Taken:
    """An export without a problem, under keys from outside, holds what the kiosk signed."""
    handle = os.memfd_create("export")
    try:
        os.write(handle, data)
        report = verify_export(Path(f"/proc/self/fd/{handle}"), _TRUSTED)
    finally:
        os.close(handle)
    if report.problems or not report.chain_ok:
        return Taken()
    records = [cbor2.loads(frame.payload) for frame in frames(BytesIO(data))]
    return Taken(tuple((MessageType.ENTRY, it[1]) for it in records if it[0] == 1))


def _written_log() -> bytes:
    """A write-ahead log as SQLite leaves it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("CREATE TABLE entries (raw BLOB)")
            database.execute("INSERT INTO entries VALUES (?)", (CHAIN[0],))
            database.commit()
            return Path(f"{path}-wal").read_bytes()


def _log(data: bytes) -> Taken:
    pages = list(committed_pages(data))
    assert sum(len(page) for page in pages) <= len(data)
    assert ends_surely(data) in (True, False)
    return Taken()


def _carve(data: bytes) -> Taken:
    for message in messages_in(data):
        assert message in data
        assert len(message) <= MAX_MESSAGE_BYTES[MessageType.ENTRY] + 256
    return Taken()
