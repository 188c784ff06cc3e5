"""What the tests of exports are made of: a district with a root, a ledger, and bad hands."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from offline_queue.export import export
from offline_queue.export_check import Trusted
from offline_queue.export_format import Header, Item, Trailer, frames, read_record, write_record
from offline_queue.receipts import check_receipt
from protocol import cbor
from protocol.bundle import KeyRole, TrustList, sign_trust_list
from protocol.keys import Algorithm, MemorySigner, PublicKey
from tests.offline_queue.making import (
    NODE,
    NODE_KEYS,
    NOON_S,
    HandTime,
    buy,
    fulfil,
    open_ledger,
    receipt_for,
)

ROOT = MemorySigner.from_secret(Algorithm.ED25519, b"root" * 8)
OTHER_ROOT = MemorySigner.from_secret(Algorithm.ED25519, b"rout" * 8)
ROOTED = Trusted(root=ROOT.public_key)
EXPORTED_S = NOON_S + 1000


def trust_list(
    *keys: PublicKey, version: int = 1, root: MemorySigner = ROOT, role: KeyRole = KeyRole.RECEIPT
) -> bytes:
    named = tuple((role, key) for key in keys or (NODE.public_key,))
    return sign_trust_list(root, TrustList(version, NOON_S, named))


def make_ledger(path: Path, sales: int = 4, confirmed: int = 5) -> Path:
    """An `open`, ``sales`` spends (3 minutes apart) and a `fulfil`; the first have receipts."""
    clock = HandTime()
    with open_ledger(path, clock) as ledger:
        for number in range(1, sales + 1):
            buy(ledger, number)
            clock.time_s += 180
        ledger.append(fulfil(900, of=1))
        items = ledger.unsent(confirmed, 10**6)
        raws = [receipt_for(ledger.name, it.seq, it.hash) for it in items]
        ledger.store_receipts([check_receipt(raw, NODE_KEYS) for raw in raws])
    return path


def write_export(
    ledger: Path,
    target: Path,
    *,
    with_evidence: bool = False,
    trust_lists: Sequence[bytes] | None = None,
) -> Path:
    lists = (trust_list(),) if trust_lists is None else trust_lists
    pieces = export(ledger, exported_s=EXPORTED_S, with_evidence=with_evidence, trust_lists=lists)
    target.write_bytes(b"".join(pieces))
    return target


def payloads(path: Path) -> list[bytes]:
    """The records of a file, without their frames."""
    with path.open("rb") as file:
        return [frame.payload for frame in frames(file)]


def header_of(path: Path) -> Header:
    header = read_record(payloads(path)[0])
    assert isinstance(header, Header)
    return header


def items_of(path: Path) -> list[Item]:
    return [it for it in map(read_record, payloads(path)) if isinstance(it, Item)]


def written_anew(path: Path, items: Sequence[Item], header: Header | None = None) -> Path:
    """The file as a knowing hand would leave it: count, head and digest fit the new items."""
    head = hashlib.sha256(items[-1].entry).digest() if items else bytes(32)
    first = replace(header or header_of(path), entries=len(items), head=head)
    body = write_record(first) + b"".join(map(write_record, items))
    trailer = Trailer(len(items), head, hashlib.sha256(body).digest())
    path.write_bytes(body + write_record(trailer))
    return path


def assembled(path: Path, records: Sequence[bytes]) -> Path:
    """The file with these records, each in its frame, whatever is in them."""
    path.write_bytes(b"".join(map(cbor.encode, records)))
    return path
