"""A counting machine and the kiosk: one suite over a cable in memory and a pseudo-terminal.

Whatever is lost between the two, what was put in is taken once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest

from drivers.counter.machine import CountingMachine, open_counter_port, who_is_there
from drivers.counter.protocol import (
    MAX_ITEMS,
    Counted,
    count_line,
)
from drivers.counter.simulator import REPEAT_S, SimulatedMachine
from drivers.device import DeviceState
from drivers.errors import CounterLost
from drivers.far_end import MemoryCable, PtyCable
from drivers.serial_port import ByteSource
from tests.drivers.counters import Ledger

WAIT_S = 15.0  # only ever waited for in full when the test fails
RECOVERY_S = 5.0


@dataclass
class Place:
    """A machine, its cable, and a kiosk that takes its counts."""

    open: Callable[[str, int], ByteSource]
    path: str
    tear: Callable[[], None]
    mend: Callable[[], None]
    machine: SimulatedMachine
    ledger: Ledger = field(default_factory=Ledger)
    states: Queue[DeviceState] = field(default_factory=Queue)

    def kiosk(self) -> CountingMachine:
        take, tell = self.ledger.take, self.states.put
        return CountingMachine(self.path, take, tell, open_port=self.open)

    def expect(self, state: DeviceState, within_s: float = WAIT_S) -> None:
        assert self.states.get(timeout=within_s) is state


@pytest.fixture(params=["memory", "pty"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    machine = SimulatedMachine()
    if request.param == "memory":
        cable = MemoryCable(machine, CounterLost)
        yield Place(cable.open, "memory", cable.tear, cable.mend, machine)
        return
    with PtyCable(machine, tmp_path / "counter") as pty:
        yield Place(open_counter_port, str(pty.link), pty.tear, pty.mend, machine)


def test_what_is_put_in_is_taken_once_and_acknowledged_after(place: Place) -> None:
    with place.kiosk() as kiosk:
        place.expect(DeviceState.FOUND)
        assert kiosk.machine == "pet-1"
        put = [place.machine.put_in(items) for items in (3, 1, MAX_ITEMS)]
        assert place.machine.wait_answered(3, WAIT_S)
    assert place.machine.taken == put == list(place.ledger.taken.values())


def test_what_could_not_be_made_safe_is_not_acknowledged_and_told_again(
    place: Place, told: Queue[BaseException | None]
) -> None:
    place.ledger.fails = 1
    with place.kiosk():
        place.expect(DeviceState.FOUND)
        place.machine.put_in(3)
        assert isinstance(told.get(timeout=WAIT_S), OSError)
        assert not place.machine.taken
        assert place.machine.wait_answered(1, WAIT_S)
    assert place.ledger.items == 3


def test_where_nobody_takes_counts_the_machine_keeps_them(place: Place) -> None:
    place.machine.put_in(3)
    with CountingMachine(place.path, None, place.states.put, open_port=place.open):
        place.expect(DeviceState.FOUND)
        assert not place.machine.wait_answered(1, 2 * REPEAT_S)
    with place.kiosk():
        assert place.machine.wait_answered(1, WAIT_S)
    assert place.ledger.items == 3


def test_a_lost_acknowledgement_brings_the_count_again_and_it_counts_once(place: Place) -> None:
    place.machine.lose_answers = 2
    with place.kiosk() as kiosk:
        place.expect(DeviceState.FOUND)
        place.machine.put_in(3)
        assert place.machine.wait_answered(1, WAIT_S)
        assert kiosk.faults.repeated == 2
    assert place.ledger.asked.qsize() == 1
    assert place.ledger.items == 3


def test_a_kiosk_that_was_started_anew_takes_no_count_twice(place: Place) -> None:
    place.machine.lose_answers = 1_000
    with place.kiosk():
        place.expect(DeviceState.FOUND)
        place.machine.put_in(3)
        place.ledger.asked.get(timeout=WAIT_S)
    place.machine.lose_answers = 0
    with place.kiosk():
        assert place.machine.wait_answered(1, WAIT_S)
    assert place.ledger.items == 3


def test_a_torn_cable_is_told_and_what_was_put_in_meanwhile_comes_after(place: Place) -> None:
    with place.kiosk() as kiosk:
        place.expect(DeviceState.FOUND)
        place.tear()
        place.expect(DeviceState.LOST)
        place.machine.put_in(3)
        place.mend()
        place.expect(DeviceState.FOUND, RECOVERY_S)
        assert place.machine.wait_answered(1, WAIT_S)
        assert kiosk.state is DeviceState.FOUND
    assert place.ledger.items == 3


def test_a_machine_that_reboots_begins_anew_and_nothing_is_taken_twice(place: Place) -> None:
    with place.kiosk():
        place.expect(DeviceState.FOUND)
        place.machine.put_in(3)
        assert place.machine.wait_answered(1, WAIT_S)
        place.machine.reboot(keeps=False)
        again = place.machine.put_in(5)
        assert again.sequence == 1
        assert place.machine.wait_answered(2, WAIT_S)
    assert place.ledger.items == 8


def test_an_absurd_count_is_refused_and_the_machine_goes_on(place: Place) -> None:
    with place.kiosk() as kiosk:
        place.expect(DeviceState.FOUND)
        for items in (MAX_ITEMS + 1, 0, 2):
            place.machine.put_in(items)
        assert place.machine.wait_answered(3, WAIT_S)
        assert kiosk.faults.refused == 2
    assert [each.items for each in place.machine.refused] == [MAX_ITEMS + 1, 0]
    assert place.ledger.items == 2


def test_a_replay_counts_nothing_and_one_with_other_items_is_refused(place: Place) -> None:
    with place.kiosk() as kiosk:
        place.expect(DeviceState.FOUND)
        put = place.machine.put_in(3)
        assert place.machine.wait_answered(1, WAIT_S)
        more = Counted(put.machine, put.run, put.sequence, 100)
        place.machine.say(count_line(put) + count_line(more))
        place.machine.put_in(1)
        assert place.machine.wait_answered(2, WAIT_S)
        assert (kiosk.faults.repeated, kiosk.faults.refused) == (1, 1)
    assert place.ledger.items == 4


def test_garbage_costs_no_count_and_too_much_of_it_is_named(place: Place) -> None:
    with place.kiosk() as kiosk:
        place.expect(DeviceState.FOUND)
        place.machine.say(b"\x00\xff COUNT pet-1 oops\r\n")
        place.machine.put_in(3)
        assert place.machine.wait_answered(1, WAIT_S)
        assert kiosk.faults.noise_bytes > 0
        place.machine.say(b"\xe7" * 2000)
        place.expect(DeviceState.BABBLES)
        place.expect(DeviceState.FOUND)
    assert place.ledger.items == 3


def test_a_machine_that_falls_silent_is_lost_and_found(place: Place) -> None:
    with place.kiosk():
        place.expect(DeviceState.FOUND)
        place.machine.silent = True
        place.expect(DeviceState.LOST)
        place.machine.silent = False
        place.expect(DeviceState.FOUND, RECOVERY_S)


def test_closing_joins_the_thread_also_while_nobody_answers(place: Place) -> None:
    place.machine.silent = True
    kiosk = place.kiosk().start()
    kiosk.close()
    kiosk.close()
    assert kiosk.closed
    assert not [one for one in threading.enumerate() if one.name == "counter"]


def test_the_doctor_asks_who_is_there_and_takes_nothing(place: Place) -> None:
    place.machine.put_in(3)
    assert who_is_there(place.path, 9600, place.open) == "pet-1"
    assert not place.machine.taken
    place.machine.silent = True
    with pytest.raises(CounterLost, match="says nothing"):
        who_is_there(place.path, 9600, place.open)


def test_who_takes_nothing_leaves_every_count_with_the_machine(place: Place) -> None:
    tell = place.states.put
    with CountingMachine(place.path, None, tell, open_port=place.open) as kiosk:
        place.machine.put_in(3)
        place.expect(DeviceState.FOUND)
        assert kiosk.faults.refused == 0
    assert place.machine.taken == place.machine.refused == []
    with place.kiosk():
        place.expect(DeviceState.FOUND)
        assert place.machine.wait_answered(1, WAIT_S)
    assert place.ledger.items == 3
