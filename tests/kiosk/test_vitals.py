"""What the service manager hears of a start, with a watchdog and without one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from PySide6.QtCore import QCoreApplication, QObject

from kiosk.events import READERS_LOST
from kiosk.life.service_manager import Pulse, ServiceManager
from kiosk.life.vitals import CLOSING_S, STARTING_S, Vitals, in_words
from kiosk.visit import Place, Visit
from tests.kiosk.managers import Manager

WAIT_S = 20.0  # only ever waited for in full when the test fails
MORE = f"EXTEND_TIMEOUT_USEC={int(STARTING_S * 1e6)}"


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Manager]:
    manager = Manager.at(tmp_path)
    yield manager
    manager.close()


class Start:
    """A kiosk that starts; ``open_ledger`` is what its ledger's lane was asked to do."""

    def __init__(self, systemd: Manager, watchdog_s: float) -> None:
        self._jobs: list[Callable[[], None]] = []
        service = ServiceManager(systemd.address, watchdog_s)
        pulse = Pulse(service, self._ask, lambda: True)
        self._parent = QObject()
        self.vitals = Vitals(service, pulse, structlog.get_logger(), self._parent)
        self.vitals.start(self._ask)

    def open_ledger(self) -> list[object]:
        """Run what was asked; return what a lane would post of it."""
        jobs, self._jobs = self._jobs, []
        return [job() for job in jobs]

    def _ask(self, job: Callable[[], None]) -> bool:
        self._jobs.append(job)
        return True


def beat(start: Start) -> None:
    start.vitals._timer.timeout.emit()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("watchdog_s", [0.0, 30.0], ids=["no-watchdog", "watchdog"])
def test_a_long_opening_is_given_time_for_as_long_as_it_takes(
    systemd: Manager, watchdog_s: float
) -> None:
    start = Start(systemd, watchdog_s)
    systemd.wait_for(MORE, WAIT_S)
    assert start.vitals._timer.isActive()
    assert start.vitals._timer.interval() <= STARTING_S * 1000 / 2
    beat(start)
    systemd.wait_for(MORE, WAIT_S)
    start.vitals.drawn()
    assert {*start.open_ledger()} == {None}, "else the lane would post it as an event"
    QCoreApplication.processEvents()
    systemd.wait_for("READY=1", WAIT_S)
    assert start.vitals._timer.isActive() == bool(watchdog_s)
    start.vitals.close()
    systemd.wait_for("STOPPING=1", WAIT_S)
    systemd.wait_for(f"EXTEND_TIMEOUT_USEC={int(CLOSING_S * 1e6)}", WAIT_S)


def test_what_keeps_it_from_serving_is_said_by_its_name() -> None:
    closed = Visit(place=Place.OUT_OF_ORDER)
    assert in_words(Visit()) == "open"
    assert (
        in_words(replace(closed, readers_problem=READERS_LOST)) == f"out of order: {READERS_LOST}"
    )
    unreachable = replace(closed, printer_problem="printer-unreachable")
    assert in_words(unreachable) == "out of order: printer-unreachable"
