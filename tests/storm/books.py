"""Reading the books of a storm: the ledger's after each kill, the node's at the end.

After a kill only what came since the last look is read, so that a storm of any length takes linear
time; the whole ledger is verified whenever it has doubled, and at the end.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from offline_queue.database import connect_to_read
from offline_queue.reader import LedgerReader
from offline_queue.records import Reading, Unsent
from offline_queue.verify import verify
from protocol.entry import GENESIS, Entry, EntryKind, SignedEntry, read_entry
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, PublicKey, key_ring
from tests.storm.seller import StormError
from tests.storm.tally import PAIRED, Debits, Sale

RUN_ENTRIES: Final = 500
RUN_BYTES: Final = 4 * 1024 * 1024
FIRST_VERIFY_ENTRIES: Final = 64
SELLS: Final = "shop:"
"""How the lines of the service begin that earns beside its sales."""

_DEBITS: Final = """
    SELECT entry.id, count(*), -sum(posting.units) FROM posting
    JOIN entry ON entry.number = posting.entry
    WHERE posting.units < 0 GROUP BY entry.id
"""


_PAYS: Final = {EntryKind.SPEND: 1, EntryKind.EARN: -1, EntryKind.REVERSE: -1}


def _sale(entry: Entry, before: bytes) -> Sale:
    reading, kind = Reading.of(entry), EntryKind(entry.kind)
    paired = kind is EntryKind.EARN and entry.lines[0].item.startswith(SELLS)
    visit = PAIRED if paired else entry.ref or b""
    code = (reading.cti or b"", reading.counter)
    pays = _PAYS[kind] * reading.coins
    return Sale(entry.id, reading.coins, code, visit, pays, kind.value, before)


@dataclass
class LedgerBooks:
    """What the ledger at ``path`` has been seen to hold; it may only ever grow."""

    path: Path
    key: PublicKey
    receipt_keys: KeyRing
    sales: list[Sale] = field(default_factory=list)
    voids: int = 0
    size: int = 0
    verified: int = 0
    _hash: bytes = GENESIS
    _name: bytes = b""
    _last: bytes = b""  # the id of the last entry

    def look(self) -> None:
        """Read and check what is new, and at intervals everything. Raises StormError."""
        if not self.size and not self._is_begun():
            return
        with LedgerReader.open(self.path) as reader:
            self._require(reader.counts().entries >= self.size, "entries are gone")
            if self.size:
                self._require(reader.name == self._name, "it is another ledger")
                self._require(reader.hash_at(self.size - 1) == self._hash, "the past has changed")
            self._name = reader.name
            while run := reader.unsent(RUN_ENTRIES, RUN_BYTES, self.size, again=True):
                for item in run:
                    self._take(item)
            self._require(reader.counts().entries == self.size, "the head is not the last entry")
        if self.size >= max(2 * self.verified, FIRST_VERIFY_ENTRIES):
            self.verify_all()

    def verify_all(self) -> None:
        """Verify every hash, signature, column and receipt. Raises StormError."""
        report = verify(self.path, self.receipt_keys)
        self._require(report.chain_ok and not report.problems, f"{report.problems}")
        self._require(report.entries == self.size, "it has grown by itself")
        self.verified = self.size

    def _is_begun(self) -> bool:
        """Whether the tables are there: a child may have died while it made the file."""
        if not self.path.exists():
            return False
        with closing(connect_to_read(self.path)) as connection:
            return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])

    def _take(self, item: Unsent) -> None:
        signed = self._believe(item)
        self._require((signed.entry.seq, signed.entry.previous) == (self.size, self._hash), "chain")
        if signed.entry.kind in _PAYS:
            self.sales.append(_sale(signed.entry, self._last))
        self._last = signed.entry.id
        self.voids += signed.entry.kind is EntryKind.VOID
        self.size, self._hash = self.size + 1, signed.hash

    def _believe(self, item: Unsent) -> SignedEntry:
        try:
            return read_entry(item.raw, key_ring(self.key))
        except ProtocolError as exc:
            raise StormError(f"entry {item.seq} does not verify: {exc}") from exc

    def _require(self, true: bool, words: str) -> None:
        if not true:
            raise StormError(f"the ledger with {self.size} entries: {words}")


def node_debits(folder: Path) -> Mapping[bytes, Debits]:
    """What the node in ``folder`` has booked, by the id of the entry that it was booked for."""
    uri = f"{(folder / 'node.db').absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        rows = connection.execute(_DEBITS).fetchall()
    return {id_: Debits(times, coins) for id_, times, coins in rows}
