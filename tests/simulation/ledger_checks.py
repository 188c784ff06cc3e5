"""Invariants that one ledger can break: 4, 6, 7, 8, 12, 13, 16, 20, 22; of cards see `card_checks`.

A watch follows one ledger file: after each step it reads what is new, by its own SQL on the
documented tables, and checks it against everything before. What it reads it tells to `Truth`.
"""

import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from offline_queue.verify import verify
from protocol.entry import (
    GENESIS,
    DecidedBy,
    Entry,
    EntryKind,
    Role,
    entry_hash,
    read_entry,
)
from protocol.errors import ProtocolError
from protocol.keys import KeyRing
from tests.simulation.card_checks import CardWatch
from tests.simulation.medium import SimConnection
from tests.simulation.truth import Signed, Truth, demand
from tests.simulation.visit_checks import VisitWatch

_NEW: Final = """
    SELECT seq, id, hash, kind, time_s, cti, counter, coins, from_slice, ref, result, raw
    FROM entries WHERE seq >= ? ORDER BY seq
"""
_NEW_INTENTS: Final = "SELECT number, id FROM intents WHERE number >= ? ORDER BY number"
_NEW_RECEIPTS: Final = "SELECT seq, raw FROM receipts WHERE seq >= ? ORDER BY seq"
_ENDS: Final = frozenset(
    {EntryKind.SPEND, EntryKind.VOID, EntryKind.DONATE, EntryKind.TRANSFER, EntryKind.CONVERT}
)
_UNCHECKED: Final = {EntryKind.TOP_UP: 20}
"""Kinds that no product makes yet, and the invariant whose check they need."""


@dataclass
class LedgerWatch:
    """What is known of one ledger on one disk. ``keys`` verify its kiosk's signatures."""

    truth: Truth
    kiosk: int
    keys: KeyRing
    cards: CardWatch
    visits: VisitWatch
    name: bytes = b""
    size: int = 0
    head: bytes = GENESIS
    time_s: int = 0
    hashes: list[bytes] = field(default_factory=list)
    open_intents: set[bytes] = field(default_factory=set)
    settled: set[bytes] = field(default_factory=set)  # intents that have their entry
    intents: int = 0
    used: dict[bytes, int] = field(default_factory=dict)  # coins from a slice, by cti
    shown: set[bytes] = field(default_factory=set)  # ids whose coins a screen called used
    receipted: set[int] = field(default_factory=set)
    all_below: int = 0  # every entry below has its receipt

    def catch_up(self, connection: SimConnection) -> None:
        """Read and check what is new."""
        if not self.name:
            self.name = connection.peek("SELECT name FROM ledger")[0][0]
        self._nothing_is_gone(connection)
        for number, id_ in connection.peek(_NEW_INTENTS, (self.intents,)):
            self.intents = number + 1
            if id_ not in self.settled:
                self.open_intents.add(id_)
        node_s = connection.peek("SELECT node_s FROM head")[0][0]
        for row in connection.peek(_NEW, (self.size,)):
            self._take(row, node_s)
        self.cards.look()
        self.visits.require_whole()
        self._take_receipts(connection)

    def _nothing_is_gone(self, connection: SimConnection) -> None:
        if not self.size:
            return
        found = connection.peek("SELECT hash FROM entries WHERE seq = ?", (self.size - 1,))
        same = bool(found) and found[0][0] == self.head
        demand(same, 7, f"kiosk {self.kiosk}: entry {self.size - 1} is gone or another one")

    def _take(self, row: tuple[Any, ...], node_s: int) -> None:
        seq, id_, hash_, kind, time_s, cti, counter, coins, from_slice, ref, result, raw = row
        here = f"kiosk {self.kiosk}, entry {seq}"
        demand(seq == self.size, 7, f"{here}: entry {self.size} should be next")
        demand(entry_hash(raw) == hash_, 7, f"{here}: its hash is not that of its bytes")
        try:
            entry = read_entry(raw, self.keys).entry
        except ProtocolError as exc:
            demand(False, 7, f"{here}: refused, {exc.reason}")
            return
        demand(entry.previous == self.head, 7, f"{here}: it does not follow the one before")
        demand((entry.ledger, entry.seq) == (self.name, seq), 7, f"{here}: signed for elsewhere")
        demand(entry.time >= self.time_s, 16, f"{here}: time falls by {self.time_s - entry.time} s")
        told = (entry.id, str(entry.kind), entry.time, entry.ref, entry.result)
        demand(told == (id_, kind, time_s, ref, result), 7, f"{here}: columns tell another entry")
        demand(kind not in _UNCHECKED, _UNCHECKED.get(kind, 0), f"{here}: no check for {kind} yet")
        how = "" if kind == EntryKind.EARN else result or ""  # a count's number is met once
        self.truth.met[f"{kind} {how}".strip()] += 1
        self._terminal(here, id_, kind)
        if kind in (EntryKind.SPEND, EntryKind.DONATE):
            self._spend(here, entry, coins)
        self.visits.take(here, entry, coins, max(self.cards.sure_s, node_s))
        if kind == EntryKind.PIN:
            self.cards.pin(here, entry)
        if kind == EntryKind.CLOSE_CREDENTIAL:
            self.cards.close(here, cti)
        self.cards.tell_time(entry, node_s)
        self.size, self.head, self.time_s = seq + 1, hash_, time_s
        self.hashes.append(hash_)
        it = Signed(
            self.name,
            seq,
            id_,
            kind,
            coins,
            from_slice,
            cti,
            counter,
            self.kiosk,
            honest=True,
            ref=ref,
            badge=next((it.cti for it in entry.parties if it.role is Role.STAFF), None),
            earned=entry.lines[0].item.rpartition(":")[2] if entry.lines else "",
            time=time_s,
            counted=result or "",
        )
        gives_up = ref if kind == EntryKind.VOID else None
        self.truth.sign(hash_, replace(it, gives_up=gives_up) if gives_up else it)

    def _terminal(self, here: str, id_: bytes, kind: str) -> None:
        if kind not in _ENDS:
            return
        demand(id_ not in self.settled, 4, f"{here}: {id_.hex()} has ended before")
        self.settled.add(id_)
        self.open_intents.discard(id_)

    def _spend(self, here: str, entry: Entry, coins: int) -> None:
        payer, decided = entry.parties[0], entry.decided
        self.cards.spend(here, entry, payer, coins)
        demand(decided is not None, 22, f"{here}: decided by nobody")
        if decided is None:
            return
        self.truth.met[f"spend by {decided.by}"] += 1
        if decided.by is DecidedBy.HOLD:
            held = self.truth.holds.get(entry.id)
            true = held is not None and held.from_slice == decided.from_slice
            demand(true, 22, f"{here}: decided by a hold that the node never gave")
        used = self.used[payer.cti] = self.used.get(payer.cti, 0) + decided.from_slice
        slice_ = self.truth.limit_of(payer.cti, self.kiosk, entry.bundle_version)
        demand(used <= slice_, 8, f"{here}: {used} coins of a slice of {slice_}")

    def _take_receipts(self, connection: SimConnection) -> None:
        for seq, raw in connection.peek(_NEW_RECEIPTS, (self.all_below,)):
            if seq in self.receipted:
                continue
            self.receipted.add(seq)
            hash_ = self.hashes[seq]
            given = [self.truth.receipts.get(hash_), *self.truth.old_receipts.get(hash_, ())]
            here = f"kiosk {self.kiosk}, entry {seq}"
            demand(raw in given, 22, f"{here}: a receipt that the node never gave")
        while self.all_below in self.receipted:
            self.receipted.discard(self.all_below)
            self.all_below += 1

    def show_used(self, id_: bytes) -> None:
        """A screen says that the coins of this entry are used."""
        known = id_ in self.visits.agreed
        demand(known, 6, f"kiosk {self.kiosk}: a screen said used, and no entry is committed")
        self.shown.add(id_)

    def require_settled(self) -> None:
        """4: nobody is at the machine, so every intent has its entry."""
        left = len(self.open_intents)
        demand(not left, 4, f"kiosk {self.kiosk}: {left} intents without an entry, and nobody here")

    def check_whole(self, path: Path, receipt_keys: KeyRing) -> None:
        """The whole file from its first byte, by the product's own verifier and by ours."""
        report = verify(path, receipt_keys)
        good = report.chain_ok and not report.problems
        demand(good, 7, f"kiosk {self.kiosk}: {'; '.join(report.problems[:3])}")
        demand(report.entries == self.size, 7, f"kiosk {self.kiosk}: {report.entries} entries")
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            rows = connection.execute("SELECT id FROM entries WHERE kind <> 'void'")
            gone = self.shown - {row[0] for row in rows}
        finally:
            connection.close()
        demand(not gone, 6, f"kiosk {self.kiosk}: {len(gone)} entries shown as used are gone")
