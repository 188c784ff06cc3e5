"""Each slow thing of a service has a thread of its own, and none is the screen's."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from drivers.board.gate import Opened
from kiosk import effects, events
from kiosk.desks.gate_desk import GateDesk
from kiosk.desks.lanes import InlineLane, ThreadLane
from kiosk.desks.service_room import ServiceRoom, SideLanes
from kiosk.payment import Payment
from kiosk.services.base import Fact, Lookup, PartnerCall, Service
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node
from tests.kiosk.test_claims import shown, stood_in
from tests.kiosk.test_gate_desk import Board, World
from tests.kiosk.test_service_room import NOW_S, REST, Partners, Terminal, asked

WAIT_S = 10.0


class NoLedger(InlineLane):
    """The ledger belongs to the test's own thread: what other threads send there is let go."""

    def submit(self, job: Any, wait_s: float = 0.0) -> None:  # noqa: ANN401 - a Job
        if threading.current_thread() is threading.main_thread():
            super().submit(job, wait_s)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def test_each_slow_thing_has_a_thread_of_its_own_and_none_is_the_screens(desks: Desks) -> None:
    """Who asks is never who waits: a partner that hangs keeps no gate and no payment waiting."""
    threads: dict[str, int] = {}
    told: Queue[events.Event] = Queue()
    bugs: list[BaseException] = []
    hangs = threading.Event()

    def here(name: str) -> None:
        threads[name] = threading.get_ident()

    class SlowPartners(Partners):
        def look_up(self, service: Service, lookup: Lookup) -> Fact:
            here("partner")
            assert hangs.wait(WAIT_S)
            return super().look_up(service, lookup)

    class WatchedTerminal(Terminal):
        def take(self, payment: Payment) -> events.Event:
            here("tender")
            return super().take(payment)

        def give_back(self, _payment: Payment) -> None:
            here("returns")
            told.put(events.Ticked())

    class WatchedBoard(Board):
        def open_gate(self, on_result: Any) -> None:  # noqa: ANN401 - OnGate
            here("gate")
            super().open_gate(on_result)

    names = ("gate", "partner", "tender", "returns")
    lanes = {name: ThreadLane(name, told.put, bugs.append) for name in names}
    terminal: Any = WatchedTerminal()
    world, ledger = World(desks, None), NoLedger(told.put)
    performer = replace(
        world.performer,
        post=told.put,
        lanes=replace(world.performer.lanes, ledger=ledger),
        room=ServiceRoom(
            SideLanes(*(lanes[name] for name in names)),
            InlineLane(told.put),
            told.put,
            lambda: NOW_S,
            GateDesk(WatchedBoard(Opened(True))),
            None,
            terminal,
            SlowPartners(("a car",)),
        ),
    )
    payment = stood_in(desks, REST, shown(desks), rest_by="card")
    entry = World(desks, Board(Opened(True))).entered()
    performer.perform(asked(PartnerCall("/v1/cars")))
    performer.perform(effects.TakeTender(payment))
    performer.perform(effects.ReturnTender(payment))
    first = {type(told.get(timeout=WAIT_S)) for _ in range(2)}
    assert first == {events.TenderTaken, events.Ticked}, "the partner still thinks"
    performer.perform(effects.Print(entry))
    assert isinstance(told.get(timeout=WAIT_S), events.Printed)
    hangs.set()
    assert isinstance(told.get(timeout=WAIT_S), events.Found)
    for lane in lanes.values():
        lane.close()
    assert bugs == []
    assert set(threads) == set(names)
    assert len({*threads.values(), threading.get_ident()}) == 5
