"""Is an entry that is signed already this ledger's next one? Decides, and touches nothing.

The same checks that `verify` makes of a whole file, made of one entry before it is put into one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from offline_queue.chain import Head
from offline_queue.earlier import Remembered
from offline_queue.errors import BadEntry, OtherEntry, PeerFault
from offline_queue.kept import Kept
from offline_queue.pins import is_setting
from offline_queue.receipts import check_receipt
from offline_queue.records import CheckedReceipt, Recorded
from protocol.cose import MessageType, verify1
from protocol.entry import EntryKind, read_entry
from protocol.errors import ProtocolError
from protocol.keys import KeyRing


@dataclass(frozen=True)
class Checked:
    """An entry that the ledger's key signed, its evidence by hash, and its receipt if believed.

    ``verifier``: of the PIN that it sets, if it sets one and that was kept.
    """

    it: Recorded
    evidence: Mapping[bytes, bytes]
    receipt: CheckedReceipt | None
    verifier: bytes | None = None


def check(item: Kept, ledger: bytes, keys: KeyRing, node_keys: KeyRing) -> Checked:
    """The entry alone: signed by a key of ``keys``, for ``ledger``, with evidence that it names.

    A receipt that no key of ``node_keys`` made, or that is for another entry, is left out: the
    entry then counts as unsent and gets its receipt again. So is a verifier beside an entry that
    sets no PIN. Raises `BadEntry`.
    """
    try:
        it = Recorded.of(read_entry(item.raw, keys))
    except ProtocolError as exc:
        raise BadEntry(None, f"not signed by this ledger's key ({exc.reason})") from exc
    if it.entry.ledger != ledger:
        raise BadEntry(it.seq, "it was signed for another ledger")
    named = {party.evidence_hash for party in it.entry.parties}
    pieces = {hashlib.sha256(piece).digest(): piece for piece in item.evidence}
    if not pieces.keys() <= named:
        raise BadEntry(it.seq, "evidence lies beside it that it does not name")
    verifier = item.verifier if is_setting(it.entry) else None
    return Checked(it, pieces, _receipt_of(it, item.receipt, node_keys), verifier)


def require_next(head: Head, it: Recorded) -> None:
    """The links of the chain between the newest entry and the one to follow. Raises `BadEntry`."""
    if it.seq != head.size:
        raise BadEntry(it.seq, f"entry {head.size} should come next")
    if it.entry.previous != head.hash:
        raise BadEntry(it.seq, "it does not follow the entry before it")
    if it.entry.time < head.time_s:
        raise BadEntry(it.seq, "its time is before that of the entry before it")
    if (it.entry.kind is EntryKind.OPEN) is not (it.seq == 0):
        raise BadEntry(it.seq, "a ledger has one `open` entry, its first")


def require_same(seq: int, kept: bytes, offered: bytes, keys: KeyRing) -> None:
    """Two entries for one place must be the same bytes.

    Raises `OtherEntry` when both are signed by a key of ``keys`` and say different things: the
    proof of a fork. Anything less is `BadEntry`: bytes that were damaged, or the same entry under
    another signature, which anyone can make of an ECDSA signature.
    """
    if kept == offered:
        return
    try:
        first = verify1(kept, MessageType.ENTRY, keys)
        second = verify1(offered, MessageType.ENTRY, keys)
    except ProtocolError as exc:
        raise BadEntry(seq, f"one of two is not signed by this key ({exc.reason})") from exc
    if first.payload == second.payload:
        raise BadEntry(seq, "the same entry with another signature")
    raise OtherEntry(seq, kept, offered)


def check_earlier(item: Kept, keys: KeyRing, node_keys: KeyRing) -> Remembered | None:
    """An entry of a ledger before this one, signed by a key of ``keys``; None for any other bytes.

    Its receipt may be for another entry at its place: then the node has that one. One for another
    place is left out: the entry then counts as unsent and gets its own.
    """
    try:
        it = Recorded.of(read_entry(item.raw, keys))
    except ProtocolError:
        return None
    named = {party.evidence_hash for party in it.entry.parties}
    pieces = {hashlib.sha256(piece).digest(): piece for piece in item.evidence}
    evidence = {hash_: pieces[hash_] for hash_ in pieces.keys() & named}
    receipt = believed(item.receipt, node_keys)
    if receipt is not None:
        said = receipt.receipt
        if (said.ledger, said.seq) != (it.entry.ledger, it.seq):
            receipt = None
    return Remembered(it, evidence, receipt)


def believed(raw: bytes | None, keys: KeyRing) -> CheckedReceipt | None:
    """The receipt, if a key of the ring signed it; one that is not believed is none."""
    if raw is None:
        return None
    try:
        return check_receipt(raw, keys)
    except PeerFault:
        return None


def _receipt_of(it: Recorded, raw: bytes | None, node_keys: KeyRing) -> CheckedReceipt | None:
    found = believed(raw, node_keys)
    if found is None:
        return None
    said = found.receipt
    fits = (said.ledger, said.seq, said.entry_hash) == (it.entry.ledger, it.seq, it.hash)
    return found if fits else None
