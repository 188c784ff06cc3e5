"""What other threads ask of the ledger goes over its lane, and comes back as its own errors."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kiosk.desks.lanes import LaneFull
from kiosk.ledger.till import Till
from offline_queue.clock import KioskClock
from offline_queue.earlier import Answered
from offline_queue.erase import Erased
from offline_queue.errors import Locked
from offline_queue.records import CheckedReceipt
from protocol.receipt import Outcome, Receipt
from tests.protocol import samples

ResultT = TypeVar("ResultT")
STEP = Erased(256, 200, done=False)


class Cashier:
    """As much of a cashier as is asked for here."""

    def __init__(self) -> None:
        self.stored: list[Answered] = []

    def erase_evidence(self) -> Erased:
        return STEP

    def store_earlier(self, answers: Sequence[Answered]) -> None:
        self.stored += answers


class Lane:
    """Runs work at once, or fails as a lane that hangs does."""

    def __init__(self, fault: Exception | None = None) -> None:
        self._fault = fault

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        assert timeout_s > 0
        if self._fault is not None:
            raise self._fault
        return work()


def till(lane: Any, cashier: Any = None) -> Till:  # noqa: ANN401 - as much of them as is called
    cashier = cashier or Cashier()
    return Till(lane, cashier, Path("ledger.db"), KioskClock(lambda: 0), lambda: None)


def test_a_step_of_erasing_runs_on_the_ledgers_own_lane() -> None:
    assert till(Lane()).erase_evidence() == STEP


@pytest.mark.parametrize("fault", [TimeoutError(), LaneFull("ledger")])
def test_a_lane_that_hangs_is_a_ledger_that_is_locked(fault: Exception) -> None:
    with pytest.raises(Locked):
        till(Lane(fault)).erase_evidence()
    with pytest.raises(Locked):
        till(Lane(fault)).store_earlier([])


def test_receipts_for_earlier_ledgers_are_kept_on_the_ledgers_own_lane() -> None:
    cashier, answer = Cashier(), Answered(bytes(32), confirmed())
    till(Lane(), cashier).store_earlier([answer])
    assert cashier.stored == [answer]


def confirmed() -> CheckedReceipt:
    receipt = Receipt(bytes(8), 0, bytes(32), Outcome.NOTED, None, 1, None)
    return CheckedReceipt(receipt, b"raw", samples.NODE.public_key)
