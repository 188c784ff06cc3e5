"""What systemd is told: over a real socket, never with a wait or an error, and the truth."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.desks.lanes import MAX_JOBS, LaneFull, ThreadLane
from kiosk.life.service_manager import (
    LEDGER_LIMIT_S,
    MAX_NEWS_CHARS,
    OPENING_LIMIT_S,
    Pulse,
    ServiceManager,
)
from tests.kiosk.managers import Manager

WAIT_S = 10.0


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Manager]:
    of_path = request.param == "path"
    manager = Manager.at(tmp_path) if of_path else Manager(f"@kiosk-{os.getpid()}-{id(request)}")
    yield manager
    manager.close()


def told(manager: Manager) -> ServiceManager:
    return ServiceManager(manager.address, watchdog_s=2.0)


def test_each_piece_of_news_is_one_datagram_as_systemd_reads_it(systemd: Manager) -> None:
    service = told(systemd)
    service.ready()
    service.status("out of order:\nL1")
    service.alive()
    service.needs(1.5)
    service.stopping()
    assert systemd.hear(WAIT_S) == ["READY=1", f"MAINPID={os.getpid()}"]
    assert systemd.hear(WAIT_S) == ["STATUS=out of order: L1"]
    assert systemd.hear(WAIT_S) == ["WATCHDOG=1"]
    assert systemd.hear(WAIT_S) == ["EXTEND_TIMEOUT_USEC=1500000"]
    assert systemd.hear(WAIT_S) == ["STOPPING=1", "STATUS=closing"]


def test_the_same_status_is_told_once_and_a_long_one_is_cut(systemd: Manager) -> None:
    service = told(systemd)
    service.status("open")
    service.status("open")
    service.status("x" * 10_000)
    assert systemd.hear(WAIT_S) == ["STATUS=open"]
    assert systemd.hear(WAIT_S) == ["STATUS=" + "x" * MAX_NEWS_CHARS]


@pytest.mark.parametrize(
    "address",
    ["", "/nowhere/at/all", "@" + "n" * 500, "no-socket", "vsock:1:2", "\0", "/" + "x" * 200],
    ids=["none", "gone", "too-long", "relative", "vsock", "null", "long-path"],
)
def test_a_manager_that_is_not_there_costs_nothing(address: str) -> None:
    service = ServiceManager(address, watchdog_s=1.0)
    for say in (service.ready, service.alive, service.stopping):
        say()
    service.status("open")
    service.needs(1.0)


def test_a_manager_that_reads_nothing_stops_nobody(systemd: Manager) -> None:
    service = told(systemd)
    for _ in range(2000):  # more than any socket keeps
        service.alive()
    assert systemd.hear(WAIT_S) == ["WATCHDOG=1"]


def test_what_the_manager_gave_is_taken_out_of_the_environment() -> None:
    environment = {"NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "60000000", "HOME": "/"}
    service = ServiceManager.of(environment)
    assert service.watchdog_s == 60.0
    assert environment == {"HOME": "/"}


@pytest.mark.parametrize(
    "environment",
    [{}, {"WATCHDOG_USEC": "60000000"}, {"NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "soon"}],
    ids=["nothing", "nobody-to-tell", "nonsense"],
)
def test_without_a_manager_or_a_limit_nothing_beats(environment: dict[str, str]) -> None:
    assert ServiceManager.of(environment).watchdog_s == 0.0


class Bench:
    """A pulse over a real lane, with a clock that moves when told."""

    def __init__(self, systemd: Manager) -> None:
        self.now_s = 0.0
        self.opening = False
        self.lane = ThreadLane("ledger", lambda _: None, lambda _: None)
        self.hung = threading.Event()
        self.go_on = threading.Event()
        service = ServiceManager(systemd.address, watchdog_s=2.0)
        self.pulse = Pulse(service, self.ask, lambda: self.opening, lambda: self.now_s)

    def ask(self, job: object) -> bool:
        try:
            self.lane.submit(job)  # type: ignore[arg-type]  # a job that returns nothing
        except LaneFull:
            return False
        return True

    def hang(self) -> None:
        def job() -> None:
            self.hung.set()
            assert self.go_on.wait(WAIT_S)

        self.lane.submit(job)
        assert self.hung.wait(WAIT_S)

    def settle(self) -> None:
        self.go_on.set()
        settled = threading.Event()
        self.lane.submit(settled.set, WAIT_S)  # it may still be full of jobs
        assert settled.wait(WAIT_S)


@pytest.fixture
def bench(systemd: Manager) -> Iterator[Bench]:
    bench = Bench(systemd)
    yield bench
    bench.go_on.set()
    bench.lane.close()


def test_it_beats_for_as_long_as_the_lane_answers(bench: Bench, systemd: Manager) -> None:
    for _ in range(5):
        assert bench.pulse.beat()
        bench.settle()
        bench.now_s += LEDGER_LIMIT_S * 0.9
    systemd.drain()
    assert bench.pulse.beat()
    assert systemd.hear(WAIT_S) == ["WATCHDOG=1"]


def test_a_lane_that_is_slow_is_left_to_finish_and_one_that_hangs_is_not(
    bench: Bench, systemd: Manager
) -> None:
    assert bench.pulse.beat()
    bench.settle()
    bench.go_on.clear()
    bench.hang()
    assert bench.pulse.beat()
    bench.now_s += LEDGER_LIMIT_S
    assert bench.pulse.beat(), "a disk may take that long"
    systemd.drain()
    bench.now_s += 1
    assert not bench.pulse.beat()
    with pytest.raises(TimeoutError):
        systemd.hear(0.05)
    bench.settle()
    assert bench.pulse.beat(), "it came back"


def test_a_lane_that_takes_no_more_jobs_is_one_that_hangs(bench: Bench) -> None:
    bench.hang()
    for _ in range(MAX_JOBS):
        bench.ask(lambda: None)
    assert bench.pulse.beat()
    bench.now_s += LEDGER_LIMIT_S + 1
    assert not bench.pulse.beat()
    bench.settle()
    bench.pulse.beat()
    bench.settle()
    assert bench.pulse.beat()


def test_opening_may_take_longer_as_it_may_restore_but_not_for_ever(bench: Bench) -> None:
    bench.opening = True
    bench.hang()
    assert bench.pulse.beat()
    bench.now_s += OPENING_LIMIT_S
    assert bench.pulse.beat()
    bench.now_s += 1
    assert not bench.pulse.beat()
