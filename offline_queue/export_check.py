"""Is this export whole, and who vouches for it? Needs the file and public keys, no ledger.

Time grows with the file, memory does not. A file is somebody else's bytes: whatever is in it is a
problem told in words, and only a file that is no export at all is an error.

What is believed, and why:

1. The district's root key comes from outside. It signed trust lists, in the file or from outside.
   They name the keys that may sign receipts, or might when those were given: a district changes its
   keys by routine. Receipts by keys that the newest list names no more are counted and told.
2. A receipt binds ledger, place and hash of an entry. The node gives one only to an entry signed
   by a kiosk that it enrolled: so the newest good receipt vouches for the kiosk's key and, as each
   entry holds the hash of the one before, for the whole chain up to there.
3. Entries after it are signed by the same key. That they are all there no file can show.

Without a root the receipts are compared with the keys in the file itself, which proves nothing
about the district; the report then says so.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offline_queue.chain_check import ChainCheck, Findings, Link
from offline_queue.database import mapped
from offline_queue.errors import NewerSchema, NotALedger
from offline_queue.export_format import (
    Frame,
    Header,
    Item,
    OtherVersion,
    Trailer,
    frames,
    read_record,
)
from offline_queue.records import USES_CODE
from protocol import cose
from protocol.bundle import AcceptedList, KeyRole, TrustList, follow_trust_chain
from protocol.cose import MessageType
from protocol.entry import Entry, EntryKind
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, PublicKey, key_ring

OTHER_KIND: Final = "other"
"""All kinds of entry that this program does not know are summed under this name."""


@dataclass(frozen=True)
class Trusted:
    """What is known from outside the file: root and kiosk key, and trust lists of that root."""

    root: PublicKey | None = None
    kiosk: PublicKey | None = None
    trust_lists: tuple[TrustList, ...] = ()


NOTHING_TRUSTED: Final = Trusted()


@dataclass(frozen=True)
class ExportReport:
    """What was found. The first five as in `verify.Report`.

    ``ledger``, ``kiosk_key``, ``root`` in hex; times in epoch seconds, 0 where there is none.
    ``vouched``: the node's receipts vouch for so many entries from the first on; ``by_former``: so
    many good receipts are by keys that the newest trust list names no more; ``coins``: what the
    entries say, by kind, before the node's bookings. ``evidence``: pieces in the file;
    ``evidence_missing``: entries whose evidence is neither there nor erased.
    """

    entries: int
    head: str
    chain_ok: bool
    unsent: int
    problems: tuple[str, ...]
    ledger: str
    kiosk_key: str
    exported_s: int
    first_s: int
    last_s: int
    coins: dict[str, int]
    vouched: int
    by_former: int
    evidence: int
    evidence_missing: int
    established: tuple[str, ...]
    not_established: tuple[str, ...]


def verify_export(path: Path, trusted: Trusted = NOTHING_TRUSTED) -> ExportReport:
    """Check the export at ``path`` from its first byte to its last.

    Raises `NotALedger` for a file that does not begin as an export, `NewerSchema` for one of a
    newer program, `LedgerError` for a file that can't be read.
    """
    with mapped(path), path.open("rb") as file:
        records = frames(file)
        header = _first(path, records)
        check = _Check(header, trusted)
        check.run(records)
    return check.report()


def is_export(path: Path) -> bool:
    """Whether the file begins as an export that this program knows. Raises `LedgerError`."""
    try:
        with mapped(path), path.open("rb") as file:
            _first(path, frames(file))
    except (NotALedger, NewerSchema):
        return False
    return True


def _first(path: Path, records: Iterator[Frame]) -> Header:
    """The header, which decides whether there is anything to judge."""
    try:
        frame = next(records, None)
        record = None if frame is None else read_record(frame.payload)
    except OtherVersion as exc:
        raise NewerSchema(path, str(exc)) from exc
    except ProtocolError as exc:
        raise NotALedger(path, f"this is no export of a ledger ({exc.reason})") from exc
    if not isinstance(record, Header):
        raise NotALedger(path, "this is no export of a ledger (it has no header)")
    return record


class _Check:
    """One pass over an export, collecting problems."""

    def __init__(self, header: Header, trusted: Trusted) -> None:
        self._header = header
        self._trusted = trusted
        self._found = Findings()
        lists = self._lists()
        self._trust_list = max(lists, key=lambda it: it.version, default=None)
        keys = self._node_keys(lists)
        self._receipts_judged = bool(keys)
        self._chain = ChainCheck(header.ledger, key_ring(header.kiosk), keys, self._found)
        self._count = self._vouched = self._pieces = self._missing = self._first_s = 0
        self._by_former = 0
        self._coins: dict[str, int] = {}
        self._ended = False
        if trusted.kiosk not in (None, header.kiosk):
            self._found.chain_broken(
                f"it is the ledger of kiosk key {header.kiosk.raw.hex()}, not of the one given"
            )

    def run(self, records: Iterator[Frame]) -> None:
        """Judge all records after the header."""
        try:
            for frame in records:
                if self._ended:
                    self._found.problem(f"byte {frame.at}: something follows the trailer")
                    return
                self._take(frame)
        except ProtocolError as exc:
            self._found.chain_broken(f"{exc}: the file can't be read further ({exc.reason})")
        if not self._ended:
            self._found.chain_broken("the file is cut: its trailer is missing")
        self._compare("header", self._header.entries, self._header.head)

    def report(self) -> ExportReport:
        """What was found."""
        header, chain = self._header, self._chain
        established, not_established = self._known()
        return ExportReport(
            entries=self._count,
            head=chain.hash.hex() if self._count else "",
            chain_ok=self._found.chain_ok,
            unsent=self._count - chain.receipts,
            problems=self._found.told(),
            ledger=header.ledger.hex(),
            kiosk_key=header.kiosk.raw.hex(),
            exported_s=header.exported_s,
            first_s=self._first_s,
            last_s=chain.time_s,
            coins=dict(sorted(self._coins.items())),
            vouched=self._vouched,
            by_former=self._by_former,
            evidence=self._pieces,
            evidence_missing=self._missing,
            established=tuple(established),
            not_established=tuple(not_established),
        )

    def _take(self, frame: Frame) -> None:
        try:
            record = read_record(frame.payload)
        except ProtocolError as exc:
            self._found.chain_broken(f"byte {frame.at}: a record that can't be read ({exc.reason})")
            return
        match record:
            case Header():
                self._found.chain_broken(f"byte {frame.at}: a second header")
            case Item():
                self._item(record)
            case Trailer():
                self._ended = True
                self._compare("trailer", record.entries, record.head)
                if record.digest != frame.digest_before:
                    self._found.problem("trailer: other bytes were written than stand before it")

    def _compare(self, where: str, entries: int, head: bytes) -> None:
        if entries != self._count:
            self._found.chain_broken(f"{where}: {entries} entries, the file has {self._count}")
        elif head != self._chain.hash:
            self._found.chain_broken(f"{where}: it names another last entry than the file has")

    def _item(self, item: Item) -> None:
        link = self._chain.entry(item.entry)
        self._count += 1
        if item.receipt is not None:
            self._receipt(link, item.receipt)
        if link.signed is not None:
            entry = link.signed.entry
            self._first_s = self._first_s or entry.time
            self._sum(entry)
            self._evidence(entry, item.evidence)

    def _receipt(self, link: Link, raw: bytes) -> None:
        if not self._receipts_judged:
            self._chain.receipts += 1
            return
        if self._chain.receipt(link, raw) is None or self._trust_list is None:
            return
        signer = cose.claimed_key(cose.parse(raw, MessageType.RECEIPT), self._chain.node_keys)
        self._by_former += signer.kid not in self._trust_list.ring(KeyRole.RECEIPT)
        if self._found.chain_ok:
            self._vouched = link.seq + 1

    def _sum(self, entry: Entry) -> None:
        if entry.amounts:
            kind = entry.kind.value if isinstance(entry.kind, EntryKind) else OTHER_KIND
            self._coins[kind] = self._coins.get(kind, 0) + sum(entry.amounts.values())

    def _evidence(self, entry: Entry, evidence: Sequence[bytes]) -> None:
        here = f"entry {entry.seq}"
        named = {party.evidence_hash for party in entry.parties}
        shown = {hashlib.sha256(piece).digest() for piece in evidence}
        self._pieces += len(evidence)
        if evidence and not self._header.with_evidence:
            self._found.problem(f"{here}: it has evidence; the header says that there is none")
        if not shown <= named or len(shown) != len(evidence):
            self._found.problem(f"{here}: its evidence is not the one it names")
        wanted = self._header.with_evidence and entry.seq >= self._header.erased
        if wanted and entry.kind in USES_CODE and not named <= shown:
            self._missing += 1

    def _lists(self) -> list[TrustList]:
        """All lists that count for anything: those given, and those of the root in the file."""
        root = self._trusted.root
        if root is None:
            return []
        lists = list(self._trusted.trust_lists)
        chain: tuple[AcceptedList, ...] = ()
        for raw in self._header.trust_lists:
            with suppress(ProtocolError):  # of another district, or damaged: it counts for nothing
                chain = follow_trust_chain((*(one.raw for one in chain), raw), root)
        lists += [one.trust_list for one in chain]
        if not lists:
            self._found.problem("no trust list of this root is in the file: no receipt was checked")
        return lists

    def _node_keys(self, lists: Sequence[TrustList]) -> KeyRing:
        if self._trusted.root is None:
            return key_ring(*self._header.receipt_keys)
        return {kid: key for one in lists for kid, key in one.ring(KeyRole.RECEIPT).items()}

    def _known(self) -> tuple[list[str], list[str]]:
        """What is shown by keys from outside the file, and what is not."""
        known, unknown = [], []
        left = self._count - self._vouched
        if self._trust_list is not None:
            version = self._trust_list.version
            known.append(f"the node's keys: the root signed them in trust list {version}")
        elif self._trusted.root is None:
            unknown.append("who the node is: receipts were checked with keys out of the file")
        if self._vouched:
            known.append(f"that the node took the first {self._vouched} entries from this kiosk")
        if self._trusted.kiosk is not None and self._found.chain_ok:
            known.append("that every entry is by the kiosk key that was given")
        elif not self._vouched:
            unknown.append("whose kiosk this is: its key stands in the file alone")
        if self._by_former:
            unknown.append(
                f"whether a key was withdrawn for being stolen: {self._by_former} receipts are by"
                " former keys of the node"
            )
        if self._vouched and left:
            unknown.append(f"that the node knows the last {left} entries: they have no receipt")
        unknown.append("that nothing came after the last entry: only the node can tell")
        return known, unknown
