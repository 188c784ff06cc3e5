"""The ledger while the mains are gone: closed whatever the disk says, and opened for nobody."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.desks.books import Books, PowerGone
from kiosk.events import LedgerBack, LedgerFailed
from offline_queue.errors import DiskFailing


class Ledger:
    """As much of a ledger as books open and close."""

    def __init__(self, *, failing: bool) -> None:
        self._failing = failing
        self.done: list[str] = []

    def recover(self) -> None:
        self.done.append("recover")

    def put_back_log(self) -> bool:
        self.done.append("put back")
        if self._failing:
            raise DiskFailing(Path("ledger.db"), "no answer")
        return True

    def close(self) -> None:
        self.done.append("close")


def books(ledger: Ledger) -> Books:
    whatever: Any = None

    def open_() -> Any:  # noqa: ANN401 - a ledger, as far as books know
        return ledger

    return Books(open_, whatever, whatever, bytes)


@pytest.mark.parametrize("failing", [False, True])
def test_without_power_it_is_closed_and_stays_so_until_power_is_back(failing: bool) -> None:
    ledger = Ledger(failing=failing)
    these = books(ledger)
    assert these.open() is None
    these.without_power = True
    assert these.reopen() == LedgerFailed("power")
    assert these.is_open, "what is under way is written down"
    these.put_away()
    assert ledger.done == ["recover", "put back", "close"]
    assert not these.is_open
    assert these.reopen() == LedgerFailed("power")
    with pytest.raises(PowerGone):
        these.ledger.recover()
    these.without_power = False
    assert these.reopen() == LedgerBack()
    assert these.is_open


def test_power_that_goes_twice_or_before_the_opening_is_no_harm() -> None:
    ledger = Ledger(failing=False)
    these = books(ledger)
    these.without_power = True
    these.put_away()
    these.put_away()
    assert ledger.done == []
    assert these.open() == LedgerFailed("power")


def test_it_says_while_it_is_being_opened() -> None:
    seen: list[bool] = []
    whatever: Any = None

    def open_() -> Any:  # noqa: ANN401 - a ledger, as far as books know
        seen.append(these.opening)
        return Ledger(failing=False)

    these = Books(open_, whatever, whatever, bytes)
    these.open()
    assert (seen, these.opening) == ([True], False)
