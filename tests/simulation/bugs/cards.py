"""Bugs of the kiosk about paper cards and closed credentials; as those in `bugs.kiosk`."""

import sqlite3
from typing import Any, Final
from unittest.mock import patch

from kiosk.desks.pin_desk import PinDesk, _holder
from kiosk.events import Event, PinRight, PinWrong
from kiosk.payment import CheckedCode
from offline_queue import ledger
from offline_queue.ledger import Ledger
from offline_queue.pins import PinResult
from offline_queue.reader import Questions
from offline_queue.records import Draft
from offline_queue.standing import StandingQuestions
from tests.simulation.bugs.kiosk import Patches

_FORGETFUL_DAY: Final = """
    SELECT coalesce(sum(coins), 0) AS coins FROM entries
    WHERE cti = ? AND kind = 'spend' AND time_s >= ? AND seq >= ?
"""


def compared_before_the_try() -> Patches:
    """A PIN is compared first, and only then it is written that it was tried."""

    def check(self: PinDesk, number: int, code: CheckedCode, pin: str) -> Event:
        books, cti = self._books, code.resident.cti
        known, typed = books.ledger.pin_of(cti), self._verifier(cti, pin)
        parties, evidence = (_holder(code),), (code.resident.evidence,)
        tried = books.ledger.try_pin(self._draft(PinResult.TRY, parties), evidence)
        if known != typed:
            return PinWrong(number, 1)
        books.ledger.append(self._draft(PinResult.RIGHT, parties, tried.id), evidence)
        return PinRight(number)

    return (patch.object(PinDesk, "_check", check),)


def day_forgotten_at_restart() -> Patches:
    """A card's day counts only what was sold since the program started."""
    original, begun = Ledger.__init__, dict[int, int]()

    def init(self: Ledger, *arguments: Any) -> None:  # noqa: ANN401 - handed on
        original(self, *arguments)
        begun[id(self)] = self.counts().entries

    def spent_since(self: Questions, cti: bytes, from_s: int) -> int:
        (row,) = self._session.query(_FORGETFUL_DAY, (cti, from_s, begun.get(id(self), 0)))
        return int(row["coins"])

    return (
        patch.object(Ledger, "__init__", init),
        patch.object(Questions, "spent_since", spent_since),
    )


def closed_spends_again() -> Patches:
    """That a credential was closed is written, and nobody looks at it."""

    def is_closed(_self: StandingQuestions, _cti: bytes) -> bool:
        return False

    def require_open(_connection: sqlite3.Connection, _draft: Draft) -> None:
        return

    return (
        patch.object(StandingQuestions, "is_closed", is_closed),
        patch.object(ledger, "require_open", require_open),
    )
