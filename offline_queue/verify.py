"""Is this ledger whole? Reads a file, changes nothing, and says in words what it found.

Works beside a kiosk that is writing: it looks at one committed state. Time grows with the number
of entries, memory does not. Everything that the rest of this package takes from a column is
compared with the signed bytes it was read from.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlite_utils import Database

from offline_queue.beside_check import FurtherCheck, LinesCheck, problems_of_pins
from offline_queue.chain_check import ChainCheck, Findings, Link
from offline_queue.database import connect_to_read, mapped
from offline_queue.earlier_check import problems_of_earlier
from offline_queue.errors import BrokenRule, Corrupt
from offline_queue.former import ring_in
from offline_queue.pieces import Pieces
from offline_queue.records import Reading
from offline_queue.schema import read_identity, require_ledger
from offline_queue.schema_check import strange_rules
from protocol.entry import Entry
from protocol.errors import BadKey
from protocol.keys import Algorithm, KeyRing, PublicKey, key_ring

ENTRIES: Final = """
    SELECT entries.*, receipts.raw AS receipt, receipts.outcome AS outcome
    FROM entries LEFT JOIN receipts ON receipts.seq = entries.seq ORDER BY entries.seq
"""
_ROWS: Final = """
    SELECT entries.seq, id, hash, kind, time_s, cti, counter, coins, from_slice, ref, result,
        entries.raw, receipts.raw, receipts.outcome
    FROM entries LEFT JOIN receipts ON receipts.seq = entries.seq ORDER BY entries.seq
"""
_KEYS: Final = "SELECT kid, algorithm, public_key FROM receipt_keys"
_FORGOTTEN: Final = """
    SELECT count(*) FROM intents WHERE number < (SELECT settled_intents FROM head)
    AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = intents.id)
"""
_COLUMNS: Final = (
    "id",
    "kind",
    "time_s",
    "cti",
    "counter",
    "coins",
    "from_slice",
    "ref",
    "result",
)


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
        check = _Check(path, database.conn, receipt_keys)
        try:
            with mapped(path):
                if check.readable():
                    check.run()
        except Corrupt as exc:
            check.found.chain_broken(f"the file is damaged: {exc.detail}")
        except BrokenRule as exc:  # nothing is asked here but what every ledger can answer
            check.found.chain_broken(f"the tables are damaged: {exc}")
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


def head_row(connection: sqlite3.Connection, path: Path) -> dict[str, Any]:
    """The columns of ``head`` by name, as the newest version has them. Raises `Corrupt`."""
    cursor = connection.execute("SELECT * FROM head")
    row = cursor.fetchone()
    if row is None:
        raise Corrupt(path, "its head is missing")
    return {"erased": 0} | {it[0]: one for it, one in zip(cursor.description, row, strict=True)}


class _Row(NamedTuple):
    """An entry as it lies in the file, with its receipt."""

    seq: int
    id: bytes
    hash: bytes
    kind: str
    time_s: int
    cti: bytes | None
    counter: bytes | None
    coins: int
    from_slice: int
    ref: bytes | None
    result: str | None
    raw: bytes
    receipt: bytes | None
    outcome: str | None


@dataclass
class _Check:
    """One pass over a ledger, collecting problems."""

    path: Path
    connection: sqlite3.Connection
    receipt_keys: KeyRing | None
    found: Findings = field(default_factory=Findings)
    chain: ChainCheck | None = None

    def readable(self) -> bool:
        """Whether SQLite finds pages, indexes and types in order, and the tables are ours.

        If not that is all that is said: a row may hold anything, and an index may deny it.
        """
        said = [row[0] for row in self.connection.execute("PRAGMA integrity_check")]
        for sentence in said if said != ["ok"] else []:
            self.found.chain_broken(f"the file is damaged: {sentence}")
        version = require_ledger(self.connection, self.path)
        strange = list(strange_rules(self.connection, version))
        for sentence in strange:
            self.found.problem(f"the file's rules: {sentence}")
        tables = any(sentence.startswith("table ") for sentence in strange)
        return said == ["ok"] and not tables

    def run(self) -> None:
        """Look at everything, entry by entry."""
        whose = read_identity(self.connection, self.path)
        node_keys = self._node_keys() if self.receipt_keys is None else self.receipt_keys
        chain = ChainCheck(whose.name, key_ring(whose.public_key), node_keys, self.found)
        self.chain = chain
        pieces, further = Pieces(self.connection), FurtherCheck(self.connection, "further_codes")
        lines = LinesCheck(self.connection, "lines")
        for row in map(_Row._make, self.connection.execute(_ROWS)):
            link = chain.entry(row.raw, row.seq)
            if link.hash != row.hash:
                self.found.chain_broken(
                    f"entry {row.seq}: its bytes do not have the hash that is kept beside them"
                )
            if link.signed is not None:
                self._columns(row, link.signed.entry)
                here = link.signed.entry, row.seq, f"entry {row.seq}"
                self._tell(further.problems(*here))
                self._tell(lines.problems(*here))
            else:
                lines.unread(row.seq)
            self._evidence(link, pieces)
            if row.receipt is not None:
                self._receipt(chain, link, row.receipt, row.outcome)
        self._head(chain)
        self._rest(chain, pieces)
        ring = ring_in(self.connection, whose.public_key)
        self._tell(further.stray())
        self._tell(lines.stray())
        self._tell(problems_of_pins(self.connection))
        self._tell(problems_of_earlier(self.connection, ring, node_keys))

    def _tell(self, problems: Iterator[str]) -> None:
        for problem in problems:
            self.found.problem(problem)

    def report(self) -> Report:
        seen = self.chain
        if seen is None:
            return Report(0, "", self.found.chain_ok, 0, self.found.told())
        head = seen.hash.hex() if seen.size else ""
        unsent = seen.size - seen.receipts
        return Report(seen.size, head, self.found.chain_ok, unsent, self.found.told())

    def _columns(self, row: _Row, entry: Entry) -> None:
        it = Reading.of(entry)
        code = (it.cti, it.counter, it.coins, it.from_slice)
        true = (entry.id, str(entry.kind), entry.time, *code, entry.ref, entry.result)
        said = (row.id, row.kind, row.time_s, *row[5:9], row.ref, row.result)
        if said == true:
            return
        for name, one, other in zip(_COLUMNS, said, true, strict=True):
            if one != other:
                self.found.problem(f"entry {row.seq}: column {name} is not what its bytes say")

    def _evidence(self, link: Link, pieces: Pieces) -> None:
        """Evidence may have been erased; what is there must be what the entry names."""
        for hash_, piece in pieces.of(link.seq):
            if link.signed is None:
                continue  # what an unreadable entry names can't be told
            named = {party.evidence_hash for party in link.signed.entry.parties}
            if hash_ not in named or hashlib.sha256(piece).digest() != hash_:
                self.found.problem(f"entry {link.seq}: its evidence is not the one it names")

    def _receipt(self, chain: ChainCheck, link: Link, raw: bytes, outcome: str | None) -> None:
        receipt = chain.receipt(link, raw)
        if receipt is not None and receipt.outcome.value != outcome:
            here = f"receipt of entry {link.seq}"
            self.found.problem(f"{here}: column outcome is not what its bytes say")

    def _head(self, seen: ChainCheck) -> None:
        head = head_row(self.connection, self.path)
        if head["size"] > seen.size:
            gone = head["size"] - seen.size
            self.found.chain_broken(f"the last {gone} entries are missing: the head counts them")
        elif (head["size"], head["hash"]) != (seen.size, seen.hash):
            self.found.chain_broken("the head is not the last entry")
        for name in ("time_s", "trusted_s", "receipts", "receipted"):
            if head[name] != getattr(seen, name):
                says = getattr(seen, name)
                self.found.problem(f"head: {name} is {head[name]}, the entries say {says}")
        if head["node_s"] < seen.node_s:
            self.found.problem("head: the node's time is before that of its receipts")
        self._erased(head["erased"], seen.receipted)

    def _erased(self, mark: int, receipted: int) -> None:
        if mark > receipted:
            beyond = f"evidence is marked as erased up to {mark}, beyond the receipts"
            self.found.problem(f"head: {beyond}")
        sql = "SELECT count(*) FROM evidence WHERE seq < ?"
        (left,) = self.connection.execute(sql, (mark,)).fetchone()
        if left:
            self.found.problem(f"{left} pieces of evidence are marked as erased and still there")

    def _rest(self, seen: ChainCheck, pieces: Pieces) -> None:
        pieces.rest()
        (receipts,) = self.connection.execute("SELECT count(*) FROM receipts").fetchone()
        (forgotten,) = self.connection.execute(_FORGOTTEN).fetchone()
        stray = pieces.stray + receipts - seen.receipts
        if stray:
            self.found.problem(f"{stray} receipts or pieces of evidence belong to no entry")
        if forgotten:
            self.found.problem(f"{forgotten} intents were taken for settled and have no entry")

    def _node_keys(self) -> KeyRing:
        keys: list[PublicKey] = []
        for kid, algorithm, raw in self.connection.execute(_KEYS):
            try:
                keys.append(PublicKey(Algorithm(algorithm), raw))
            except (BadKey, ValueError):
                self.found.problem(f"the node's key {kid.hex()} is no key")
        return key_ring(*keys)
