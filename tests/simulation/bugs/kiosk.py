"""Bugs of the kiosk and its queue: each a function that returns the patches that plant it."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final
from unittest.mock import patch

from kiosk.desks.cashier import Cashier
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.records import Begun
from kiosk.events import Event, NoAnswer
from kiosk.payment import Payment
from offline_queue import chain, ledger, node_client
from offline_queue.clock import KioskClock, Moment
from offline_queue.errors import AlreadyUsed
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader, Questions
from offline_queue.records import Draft, Recorded, Unsent
from protocol.entry import EntryKind
from protocol.envelope import Answer, unverified_answer
from protocol.keys import KeyRing

Patches = Sequence[Any]
"""Context managers; what `unittest.mock.patch` returns has no public type."""

_BY_BYTES: Final = "SELECT 1 FROM evidence WHERE hash = ?"
_FORGETFUL: Final = "SELECT coalesce(sum(from_slice), 0) FROM entries WHERE cti = ? AND seq >= ?"
_TIES: Final = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
_TIDY: Final = """
    DELETE FROM entries WHERE seq = (SELECT size - 1 FROM head) AND seq > 0
    AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.seq = entries.seq)
"""
_HEAD_BACK: Final = """
    UPDATE head SET size = (SELECT max(seq) + 1 FROM entries),
    hash = (SELECT hash FROM entries ORDER BY seq DESC LIMIT 1)
"""


def dropped_void() -> Patches:
    """A payment that comes to nothing leaves its intent open."""

    def void(_self: Cashier, _payment: Payment, _reason: str) -> Event | None:
        return None

    return (patch.object(Cashier, "void", void),)


def codes_told_apart_by_bytes() -> Patches:
    """A code is known again by its bytes, which everybody can change without breaking it."""

    def refuse(connection: sqlite3.Connection, draft: Draft) -> None:
        for party in (it for it in draft.parties if it.counter is not None):
            found = connection.execute(_BY_BYTES, (party.evidence_hash,)).fetchone()
            if found is not None:
                raise AlreadyUsed(draft.id)

    def is_used(_self: Questions, _cti: bytes, _counter: bytes) -> bool:
        return False

    return (
        patch.object(ledger, "require_unused", refuse),
        patch.object(Questions, "is_used", is_used),
    )


def sent_counts_as_confirmed() -> Patches:
    """What has left once is never sent again, receipt or not."""
    original, left = LedgerReader.unsent, dict[bytes, int]()

    def unsent(
        self: LedgerReader, limit: int, max_bytes: int, from_seq: int = 0, again: bool = False
    ) -> tuple[Unsent, ...]:
        start = from_seq if again else max(from_seq, left.get(self.name, 0))
        run = original(self, limit, max_bytes, start, again)
        if run:
            left[self.name] = max(left.get(self.name, 0), run[-1].seq + 1)
        return run

    return (patch.object(LedgerReader, "unsent", unsent),)


def new_id_after_silence() -> Patches:
    """A hold without an answer is asked for again, under another id."""
    original = HoldDesk.ask

    def ask(self: HoldDesk, begun: Begun, scheme: str) -> Event:
        event = original(self, begun, scheme)
        if not isinstance(event, NoAnswer):
            return event
        other = hashlib.sha256(event.payment.id).digest()[:16]
        return original(self, replace(begun, payment=replace(event.payment, id=other)), scheme)

    return (patch.object(HoldDesk, "ask", ask),)


def slices_forgotten_at_restart() -> Patches:
    """The stand-in rules count only what was sold since the program started."""
    original, begun = Ledger.__init__, dict[int, int]()

    def init(self: Ledger, *arguments: Any) -> None:  # noqa: ANN401 - handed on
        original(self, *arguments)
        begun[id(self)] = self.counts().entries

    def slice_used(self: Questions, cti: bytes, _besides: bytes | None = None) -> int:
        (row,) = self._session.query(
            f"SELECT ({_FORGETFUL}) AS coins", (cti, begun.get(id(self), 0))
        )
        return int(row["coins"])

    return (
        patch.object(Ledger, "__init__", init),
        patch.object(Questions, "slice_used", slice_used),
    )


def answers_not_verified() -> Patches:
    """Whoever answers is believed."""

    def read(data: bytes, _keys: KeyRing, _raw: bytes) -> Answer:
        return unverified_answer(data)[0]

    return (patch.object(node_client, "read_answer", read),)


def tidied_at_recovery() -> Patches:
    """The newest entry, if it has no receipt, is taken for a half-written one and removed."""
    return (_unguarded(_TIDY, _HEAD_BACK),)


def clock_floor_forgotten() -> Patches:
    """What time it must be at least is not remembered over a restart, nor kept by the database."""

    def settle(moment: Moment, _floor_s: int, _last_s: int) -> Moment:
        return moment

    def floor_s(_self: Questions) -> int:
        return 0

    def raise_floor(_self: KioskClock, _floor_s: int) -> None:
        return

    return (
        patch.object(chain, "settle", settle),
        patch.object(Questions, "floor_s", floor_s),
        patch.object(KioskClock, "raise_floor", raise_floor),
        _unguarded(),
    )


def _unguarded(*statements: str) -> Any:  # noqa: ANN401 - as `Patches`
    """Open ledgers without their triggers, which would refuse the bug, and do this to them."""
    original: Callable[[Cashier], Event | None] = Cashier.open

    def open_(self: Cashier) -> Event | None:
        event = original(self)
        if self.is_open:
            connection: sqlite3.Connection = self._ledger._session.connection
            ties = [name for (name,) in connection.execute(_TIES).fetchall()]
            for statement in (*(f"DROP TRIGGER {name}" for name in ties), *statements):
                connection.execute(statement)
        return event

    return patch.object(Cashier, "open", open_)


def shown_before_commit() -> Patches:
    """A sale is told as done, and then the transaction is rolled back."""
    original = Ledger.append

    def append(self: Ledger, draft: Draft, evidence: Sequence[bytes] = ()) -> Recorded:
        if draft.kind is not EntryKind.SPEND or draft.id[-1] % 4:
            return original(self, draft, evidence)
        with self._session.reading():
            return self._extend(draft, evidence)

    return (patch.object(Ledger, "append", append),)
