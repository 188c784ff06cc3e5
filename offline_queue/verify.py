"""Is this ledger whole? Reads a file, changes nothing, and says in words what it found.

Works beside a kiosk that is writing: it looks at one committed state. Time grows with the number
of entries, memory does not. Everything that the rest of this package takes from a column is
compared with the signed bytes it was read from.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from offline_queue.database import connect_to_read, mapped
from offline_queue.errors import Corrupt
from offline_queue.records import Reading
from offline_queue.schema import read_identity, require_ledger
from protocol.entry import GENESIS, ClockState, EntryKind, SignedEntry, entry_hash, read_entry
from protocol.errors import BadKey, ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey, key_ring
from protocol.receipt import read_receipt

MAX_PROBLEMS: Final = 100
"""A damaged ledger has as many problems as entries; the first ones tell what happened."""

ENTRIES: Final = """
    SELECT entries.*, receipts.raw AS receipt, receipts.outcome AS outcome
    FROM entries LEFT JOIN receipts ON receipts.seq = entries.seq ORDER BY entries.seq
"""
_STRAY: Final = """
    SELECT (SELECT count(*) FROM receipts WHERE seq NOT IN (SELECT seq FROM entries))
         + (SELECT count(*) FROM evidence WHERE seq NOT IN (SELECT seq FROM entries)) AS stray,
    (SELECT count(*) FROM intents WHERE number < (SELECT settled_intents FROM head)
     AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = intents.id)) AS forgotten
"""


@dataclass(frozen=True)
class Report:
    """What `verify` found. ``head`` is the newest entry's hash in hex, empty without entries.

    ``chain_ok``: every entry is signed by this ledger's key and follows the one before it.
    ``unsent``: entries without a receipt. ``problems``: one sentence each, about anything.
    """

    entries: int
    head: str
    chain_ok: bool
    unsent: int
    problems: tuple[str, ...]


def verify(path: Path, receipt_keys: KeyRing | None = None) -> Report:
    """Check the ledger at ``path`` from its first entry to its last.

    Receipts are verified with ``receipt_keys``, or with the node's keys that the ledger kept, which
    prove less. Raises `LedgerError` for a file that is no readable ledger; damage inside one is a
    problem in the report.
    """
    with open_to_check(path) as database:
        check = _Check(path, database, receipt_keys)
        try:
            with mapped(path):
                check.run()
        except Corrupt as exc:
            check.chain_broken(f"the file is damaged: {exc.detail}")
        return check.report()


@contextmanager
def open_to_check(path: Path) -> Iterator[Database]:
    """The ledger at ``path`` as it is now, read-only, whatever is written meanwhile."""
    with mapped(path):
        connection = connect_to_read(path)
    with closing(connection):
        with mapped(path):
            require_ledger(connection, path)
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("BEGIN")
            database = Database(connection, execute_plugins=False)
        yield database


@dataclass
class _Seen:
    """What the entries so far say; ``head`` must say the same at the end."""

    size: int = 0
    hash: bytes = GENESIS
    time_s: int = 0
    trusted_s: int = 0
    receipts: int = 0
    receipted: int = 0
    node_s: int = 0


@dataclass
class _Check:
    """One pass over a ledger, collecting problems."""

    path: Path
    database: Database
    receipt_keys: KeyRing | None
    seen: _Seen = field(default_factory=_Seen)
    problems: list[str] = field(default_factory=list)
    more: int = 0
    chain_ok: bool = True

    def run(self) -> None:
        whose = read_identity(self.database.conn, self.path)
        keys = key_ring(whose.public_key)
        node_keys = self._node_keys() if self.receipt_keys is None else self.receipt_keys
        for row in self.database.query(ENTRIES):
            signed = self._entry(row, whose.name, keys)
            if signed is not None:
                self._columns(row, signed)
                self._evidence(signed)
            if row["receipt"] is not None:
                self._receipt(row, whose.name, node_keys)
            self._step(row, signed)
        self._head()
        self._rest()

    def report(self) -> Report:
        seen = self.seen
        said = self.problems + ([f"and {self.more} problems more"] if self.more else [])
        head = seen.hash.hex() if seen.size else ""
        return Report(seen.size, head, self.chain_ok, seen.size - seen.receipts, tuple(said))

    def chain_broken(self, sentence: str) -> None:
        self.chain_ok = False
        self._problem(sentence)

    def _problem(self, sentence: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(sentence)
        else:
            self.more += 1

    def _entry(self, row: dict[str, Any], ledger: bytes, keys: KeyRing) -> SignedEntry | None:
        """The entry if its bytes are ours; its place in the chain is checked either way."""
        here = f"entry {row['seq']}"
        if row["seq"] != self.seen.size:
            self.chain_broken(f"{here}: entry {self.seen.size} should stand here; it is missing")
            self.seen.size = row["seq"]
        if entry_hash(row["raw"]) != row["hash"]:
            self.chain_broken(f"{here}: its bytes do not have the hash that is kept beside them")
        try:
            signed = read_entry(row["raw"], keys)
        except ProtocolError as exc:
            self.chain_broken(f"{here}: not signed by this kiosk as it stands ({exc.reason})")
            return None
        entry = signed.entry
        if (entry.ledger, entry.seq) != (ledger, row["seq"]):
            self.chain_broken(f"{here}: it was signed for another ledger or another place")
        if entry.previous != self.seen.hash:
            self.chain_broken(f"{here}: it does not follow the entry before it")
        if entry.time < self.seen.time_s:
            self.chain_broken(f"{here}: its time is before that of the entry before it")
        if (entry.kind is EntryKind.OPEN) is not (row["seq"] == 0):
            self.chain_broken(f"{here}: a ledger has one `open` entry, its first")
        return signed

    def _columns(self, row: dict[str, Any], signed: SignedEntry) -> None:
        entry, it = signed.entry, Reading.of(signed.entry)
        code = (it.cti, it.counter, it.coins, it.from_slice)
        true = (entry.id, str(entry.kind), entry.time, *code, entry.ref, entry.result)
        names = ("id", "kind", "time_s", "cti", "counter", "coins", "from_slice", "ref", "result")
        for name, value in zip(names, true, strict=True):
            if row[name] != value:
                self._problem(f"entry {entry.seq}: column {name} is not what its bytes say")

    def _evidence(self, signed: SignedEntry) -> None:
        """Evidence may have been erased; what is there must be what the entry names."""
        named = {party.evidence_hash for party in signed.entry.parties}
        sql = "SELECT hash, bytes FROM evidence WHERE seq = ?"
        for row in self.database.query(sql, [signed.entry.seq]):
            if hashlib.sha256(row["bytes"]).digest() != row["hash"] or row["hash"] not in named:
                self._problem(f"entry {signed.entry.seq}: its evidence is not the one it names")

    def _receipt(self, row: dict[str, Any], ledger: bytes, keys: KeyRing) -> None:
        here = f"receipt of entry {row['seq']}"
        try:
            receipt = read_receipt(row["receipt"], keys)
        except ProtocolError as exc:
            self._problem(f"{here}: not signed by the node as it stands ({exc.reason})")
            return
        if (receipt.ledger, receipt.seq) != (ledger, row["seq"]):
            self._problem(f"{here}: it was signed for another entry")
        if receipt.entry_hash != entry_hash(row["raw"]):
            self._problem(f"{here}: the node confirmed other bytes than the ones kept")
        if receipt.outcome.value != row["outcome"]:
            self._problem(f"{here}: column outcome is not what its bytes say")
        self.seen.node_s = max(self.seen.node_s, receipt.time)

    def _step(self, row: dict[str, Any], signed: SignedEntry | None) -> None:
        seen = self.seen
        if row["receipt"] is not None:
            seen.receipts += 1
            if seen.receipted == row["seq"]:
                seen.receipted += 1
        if signed is not None:
            seen.time_s = max(seen.time_s, signed.entry.time)
            if signed.entry.clock is ClockState.TRUSTED:
                seen.trusted_s = signed.entry.time
        seen.size, seen.hash = row["seq"] + 1, entry_hash(row["raw"])

    def _head(self) -> None:
        (head,) = self.database.query("SELECT * FROM head")
        seen = self.seen
        if head["size"] > seen.size:
            gone = head["size"] - seen.size
            self.chain_broken(f"the last {gone} entries are missing: the head counts them")
        elif (head["size"], head["hash"]) != (seen.size, seen.hash):
            self.chain_broken("the head is not the last entry")
        for name in ("time_s", "trusted_s", "receipts", "receipted"):
            if head[name] != getattr(seen, name):
                self._problem(
                    f"head: {name} is {head[name]}, the entries say {getattr(seen, name)}"
                )
        if head["node_s"] < seen.node_s:
            self._problem("head: the node's time is before that of its receipts")
        erased = head.get("erased", 0)  # a ledger of version 1 has no such mark
        if erased > seen.receipted:
            self._problem(f"head: evidence is marked as erased up to {erased}, beyond the receipts")
        (left,) = self.database.query("SELECT count(*) AS n FROM evidence WHERE seq < ?", [erased])
        if left["n"]:
            self._problem(f"{left['n']} pieces of evidence are marked as erased and still there")

    def _rest(self) -> None:
        (row,) = self.database.query(_STRAY)
        if row["stray"]:
            self._problem(f"{row['stray']} receipts or pieces of evidence belong to no entry")
        if row["forgotten"]:
            self._problem(f"{row['forgotten']} intents were taken for settled and have no entry")

    def _node_keys(self) -> KeyRing:
        keys: list[PublicKey] = []
        for row in self.database.query("SELECT * FROM receipt_keys"):
            try:
                keys.append(PublicKey(Algorithm(row["algorithm"]), row["public_key"]))
            except (BadKey, ValueError):
                self._problem(f"the node's key {row['kid'].hex()} is no key")
        return key_ring(*keys)
