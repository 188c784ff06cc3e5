"""A real `kiosk run` under a service manager: what it tells from its start to its end."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.desks.performer import Desks
from kiosk.desks.print_desk import PrintDesk
from kiosk.events import Event
from kiosk.life.service_manager import ServiceManager
from kiosk.payment import Ticket
from tests.end_to_end.district import BIN, PATIENCE_S, District
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from tests.kiosk.managers import Manager
from ui.contract import ConfirmScreen

WATCHDOG_S = 2.0
SILENCE_S = 2 * WATCHDOG_S


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Manager]:
    manager = Manager.at(tmp_path)
    yield manager
    manager.close()


@contextmanager
def running(systemd: Manager, profile: Path) -> "Iterator[subprocess.Popen[bytes]]":
    limits = {"NOTIFY_SOCKET": systemd.address, "WATCHDOG_USEC": str(int(WATCHDOG_S * 1e6))}
    command = [str(BIN / "kiosk"), "run", "--profile", str(profile)]
    with subprocess.Popen(command, env=os.environ | limits, stderr=subprocess.PIPE) as kiosk:
        try:
            yield kiosk
        finally:
            kiosk.kill()  # or leaving this block would wait for it for ever


def test_it_tells_that_it_serves_that_it_lives_and_that_it_stops(
    place: Place, systemd: Manager
) -> None:
    with running(systemd, place.profile) as kiosk:
        systemd.wait_for("READY=1", PATIENCE_S)
        assert f"MAINPID={kiosk.pid}" in systemd.news
        assert (place.profile.with_suffix("") / "ledger.db").exists()
        systemd.wait_for("STATUS=open", PATIENCE_S)
        for _ in range(3):
            systemd.wait_for("WATCHDOG=1", SILENCE_S)
        kiosk.send_signal(signal.SIGTERM)
        systemd.wait_for("STOPPING=1", PATIENCE_S)
        assert kiosk.wait(PATIENCE_S) == 0


def test_a_process_that_stands_still_falls_silent_and_tells_where_it_hung(
    place: Place, systemd: Manager
) -> None:
    with running(systemd, place.profile) as kiosk:
        systemd.wait_for("WATCHDOG=1", PATIENCE_S)
        kiosk.send_signal(signal.SIGSTOP)
        systemd.drain()
        with pytest.raises(TimeoutError):
            systemd.wait_for("WATCHDOG=1", SILENCE_S)
        kiosk.send_signal(signal.SIGABRT)  # as systemd does
        kiosk.send_signal(signal.SIGCONT)
        assert kiosk.wait(PATIENCE_S) == -signal.SIGABRT
        assert kiosk.stderr is not None
        assert b"most recent call first" in kiosk.stderr.read()


def test_a_kiosk_that_only_says_why_it_is_none_is_not_taken_for_one_that_hangs(
    district: District, systemd: Manager
) -> None:
    profile = district.profile("kiosk", district.url, "tcp://127.0.0.1:9")
    with running(systemd, profile) as kiosk:
        systemd.wait_for("STATUS=out of order: S1 setup", PATIENCE_S)
        assert "READY=1" in systemd.news
        kiosk.send_signal(signal.SIGTERM)
        assert kiosk.wait(PATIENCE_S) == 2


def test_a_screen_that_hangs_alone_falls_silent(place: Place, systemd: Manager) -> None:
    manager = ServiceManager(systemd.address, WATCHDOG_S)
    with RunningKiosk(place.profile, place.line, manager=manager) as kiosk:
        kiosk.until(lambda: "WATCHDOG=1" in heard(systemd))
        with pytest.raises(TimeoutError):  # nothing lets Qt's thread work meanwhile
            systemd.wait_for("WATCHDOG=1", SILENCE_S)
        kiosk.until(lambda: "WATCHDOG=1" in heard(systemd))


class HungPrinter:
    """Takes a ticket and never comes back before it is let go."""

    def __init__(self, desk: PrintDesk) -> None:
        self._desk = desk
        self.hung = threading.Event()
        self.go_on = threading.Event()

    def check(self, number: int) -> Event:
        return self._desk.check(number)

    def print(self, ticket: Ticket) -> Event:
        self.hung.set()
        assert self.go_on.wait(4 * PATIENCE_S)
        return self._desk.print(ticket)


def hung_printer(found: list[HungPrinter]) -> Callable[[Desks], Desks]:
    def around(desks: Desks) -> Desks:
        found.append(HungPrinter(desks.printer))
        printer: Any = found[0]
        return replace(desks, printer=printer)

    return around


def test_a_printer_that_hangs_restarts_nothing_and_is_given_its_time_at_the_end(
    place: Place, systemd: Manager
) -> None:
    found: list[HungPrinter] = []
    manager = ServiceManager(systemd.address, WATCHDOG_S)
    around = hung_printer(found)
    with RunningKiosk(place.profile, place.line, around, manager) as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.until(found[0].hung.is_set)
        systemd.drain()
        for _ in range(3):
            kiosk.until(lambda: "WATCHDOG=1" in heard(systemd))
        found[0].go_on.set()
    news = heard(systemd)
    assert "STOPPING=1" in news
    assert "EXTEND_TIMEOUT_USEC=300000000" in news


def heard(systemd: Manager) -> list[str]:
    """Return what has come since; waits for nothing."""
    news: list[str] = []
    try:
        while True:
            news += systemd.hear(0.0)
    except (TimeoutError, BlockingIOError):
        return news
