"""Bugs to plant, so that one can see the storm find them. Each is one that somebody could write."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kiosk.desks.cashier import Cashier
from kiosk.events import CodeSeen, Event
from offline_queue.chain import extend
from offline_queue.clock import Moment
from offline_queue.database import BUSY_TIMEOUT_MS, Connect, connect_to_write
from offline_queue.ledger import Ledger
from offline_queue.records import Draft, Recorded
from protocol.entry import EntryKind


class Bug(StrEnum):
    """What is planted; ``none`` is the product as it is."""

    NONE = "none"
    SHOWN_EARLY = "shown-early"  # the screen says "used" when the person agrees
    COMMITTED_LATER = "committed-later"  # a commit waits for the next transaction, to save time
    AGREED_APART = "agreed-apart"  # what was agreed to at once is written in two transactions
    BACK_AGAIN = "back-again"  # what goes back is sent once more under a new id
    CODE_FORGOTTEN = "code-forgotten"  # nobody looks whether a code has paid before


class _LateConnection(sqlite3.Connection):
    """Commits a transaction only when the next one begins."""

    _late = False

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as the base has it
        if self._late and sql.startswith("BEGIN"):
            self._late = False
            super().execute("COMMIT")
        if sql == "COMMIT":
            self._late = True
            return super().execute("SELECT 1")
        return super().execute(sql, parameters)


def _connect_late(path: Path) -> sqlite3.Connection:
    connect_to_write(path).close()  # makes the file as it should be
    return sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, factory=_LateConnection
    )


class _ForgetfulLedger(Ledger):
    def _extend(
        self, draft: Draft, evidence: Sequence[bytes], _verifier: bytes | None = None
    ) -> Recorded:
        """Nothing is refused."""
        return extend(self._session.connection, self._author, draft, self._clock(), evidence)


class _ApartLedger(Ledger):
    def append_together(
        self, pieces: Sequence[tuple[Draft, Sequence[bytes]]]
    ) -> tuple[Recorded, ...]:
        """One after the other."""
        return tuple(self.append(*piece) for piece in pieces)


class _RepeatingLedger(_ForgetfulLedger):
    def append(self, draft: Draft, evidence: Sequence[bytes] = ()) -> Recorded:
        """A reversal is written twice."""
        if draft.kind is EntryKind.REVERSE:
            super().append(replace(draft, id=draft.id[::-1]), evidence)
        return super().append(draft, evidence)


class _ForgetfulCashier(Cashier):
    def read_code(
        self, text: str | bytes, scanned: Moment, challenge: bytes | None = None
    ) -> Event:
        event = super().read_code(text, scanned, challenge)
        if not isinstance(event, CodeSeen):
            return event
        return CodeSeen(replace(event.code, used=False, unfulfilled=()))


_LEDGERS: Final = {
    Bug.CODE_FORGOTTEN: _ForgetfulLedger,
    Bug.AGREED_APART: _ApartLedger,
    Bug.BACK_AGAIN: _RepeatingLedger,
}


def connect_of(bug: Bug) -> Connect:
    """How the ledger's file is connected to."""
    return _connect_late if bug is Bug.COMMITTED_LATER else connect_to_write


def ledger_of(bug: Bug) -> type[Ledger]:
    """The ledger."""
    return _LEDGERS.get(bug, Ledger)


def cashier_of(bug: Bug) -> type[Cashier]:
    """The cashier."""
    return _ForgetfulCashier if bug is Bug.CODE_FORGOTTEN else Cashier
