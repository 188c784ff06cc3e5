"""What other threads ask of the ledger goes over its lane, and comes back as its own errors."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kiosk.lanes import LaneFull
from kiosk.till import Till
from offline_queue.clock import KioskClock
from offline_queue.erase import Erased
from offline_queue.errors import Locked

ResultT = TypeVar("ResultT")
STEP = Erased(256, 200, done=False)


class Cashier:
    """As much of a cashier as erasing asks for."""

    def erase_evidence(self) -> Erased:
        return STEP


class Lane:
    """Runs work at once, or fails as a lane that hangs does."""

    def __init__(self, fault: Exception | None = None) -> None:
        self._fault = fault

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        assert timeout_s > 0
        if self._fault is not None:
            raise self._fault
        return work()


def till(lane: Any) -> Till:  # noqa: ANN401 - as much of a lane as is called
    cashier: Any = Cashier()
    return Till(lane, cashier, Path("ledger.db"), KioskClock(lambda: 0), lambda: None)


def test_a_step_of_erasing_runs_on_the_ledgers_own_lane() -> None:
    assert till(Lane()).erase_evidence() == STEP


@pytest.mark.parametrize("fault", [TimeoutError(), LaneFull("ledger")])
def test_a_lane_that_hangs_is_a_ledger_that_is_locked(fault: Exception) -> None:
    with pytest.raises(Locked):
        till(Lane(fault)).erase_evidence()
