"""Bugs of the kiosk about what is earned, given back and agreed to at once; as in `bugs.kiosk`."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, Final
from unittest.mock import patch

from kiosk.desks.count_desk import CountDesk
from kiosk.desks.tender_book import TenderBook
from offline_queue import ledger
from offline_queue.ledger import Ledger
from offline_queue.reader import Questions
from offline_queue.records import Draft, Recorded
from offline_queue.tallies import Counted
from protocol.entry import EntryKind
from tests.simulation.bugs.kiosk import Patches

_ANOTHER: Final = 0x5A  # makes another id of one


def given_back_again() -> Patches:
    """What goes back is sent once more under a new id, as if nobody knew of the first."""
    original = Ledger.append

    def append(self: Ledger, draft: Draft, evidence: Sequence[bytes] = ()) -> Recorded:
        done = original(self, draft, evidence)
        if draft.kind is EntryKind.REVERSE:
            other = bytes((*draft.id[:-1], draft.id[-1] ^ _ANOTHER))
            original(self, replace(draft, id=other), evidence)
        return done

    return (
        patch.object(Ledger, "append", append),
        patch.object(ledger, "require_reversible", _let_pass),
    )


def counted_again() -> Patches:
    """Which counts were taken is forgotten over a restart, and nobody else remembers."""

    def counts_named(_self: Questions, _evidence: str) -> int:
        return 0

    return (
        patch.object(CountDesk, "_known", _forget),
        patch.object(Questions, "counts_named", counts_named),
        patch.object(ledger, "require_own_count", _let_pass),
    )


def charges_forgotten() -> Patches:
    """What a card terminal was asked for is forgotten over a restart."""
    return (patch.object(TenderBook, "_known", _forget),)


def agreed_apart() -> Patches:
    """What was agreed to at once is written in one transaction after the other."""
    original: Callable[..., tuple[Recorded, ...]] = Ledger.append_together

    def together(
        self: Ledger, pieces: Sequence[tuple[Draft, Sequence[bytes]]]
    ) -> tuple[Recorded, ...]:
        return tuple(chain.from_iterable(original(self, [piece]) for piece in pieces))

    return (patch.object(Ledger, "append_together", together),)


def tallies_forgotten() -> Patches:
    """Caps and rights of a day count only what was done since the program started."""
    original, begun = Ledger.__init__, dict[int, int]()
    asked = Questions.tally

    def init(self: Ledger, *arguments: Any) -> None:  # noqa: ANN401 - handed on
        original(self, *arguments)
        begun[id(self)] = self.floor_s()

    def tally(self: Questions, counted: Counted) -> Any:  # noqa: ANN401 - as the base has it
        since_s = max(counted.since_s, begun.get(id(self), 0) + 1)
        return asked(self, replace(counted, since_s=since_s))

    return (
        patch.object(Ledger, "__init__", init),
        patch.object(Questions, "tally", tally),
    )


def _forget(_self: object, _line: object) -> None:
    """Nothing is remembered of it."""


def _let_pass(_connection: sqlite3.Connection, _draft: Draft, *_others: object) -> None:
    """Nothing is refused."""
