"""What a machine counts is the person's who stands there, once, whatever dies in between."""

from pathlib import Path
from queue import Queue

import pytest
import structlog

from drivers.counter.machine import CountingMachine
from drivers.counter.protocol import Counted
from drivers.counter.simulator import SimulatedMachine
from drivers.device import DeviceState
from drivers.errors import CounterLost
from drivers.far_end import MemoryCable
from kiosk import events
from kiosk.desks.count_desk import CountDesk, evidence
from kiosk.services.base import MachineCount


def desk_at(folder: Path) -> tuple[CountDesk, list[events.Event]]:
    told: list[events.Event] = []
    desk = CountDesk(folder, told.append, structlog.get_logger())
    desk.state_is(DeviceState.FOUND)
    return desk, told


def counted(sequence: int, items: int = 3, machine: str = "pet-1") -> Counted:
    return Counted(machine, "7F3A0012", sequence, items)


def test_counts_of_a_question_are_summed_and_named_by_the_last(tmp_path: Path) -> None:
    desk, told = desk_at(tmp_path)
    assert desk.start(5) is None
    desk.take(counted(41))
    desk.take(counted(42, 2))
    assert told == [
        events.CountTold(5, MachineCount(3, "pet-1-7f3a0012-41")),
        events.CountTold(5, MachineCount(5, "pet-1-7f3a0012-42")),
    ]


def test_what_nobody_waits_for_is_the_next_persons_in_no_case(tmp_path: Path) -> None:
    desk, told = desk_at(tmp_path)
    with structlog.testing.capture_logs() as logged:
        desk.take(counted(40))
        desk.start(5)
        desk.take(counted(41))
        desk.stop(5)
        desk.take(counted(42))
    assert told == [events.CountTold(5, MachineCount(3, "pet-1-7f3a0012-41"))]
    assert [it["evidence"] for it in logged] == ["pet-1-7f3a0012-40", "pet-1-7f3a0012-42"]


def test_an_old_question_ends_no_new_one(tmp_path: Path) -> None:
    desk, told = desk_at(tmp_path)
    desk.start(5)
    desk.start(6)
    desk.stop(5)
    desk.take(counted(41))
    assert told == [events.CountTold(6, MachineCount(3, "pet-1-7f3a0012-41"))]


def test_a_count_that_is_told_again_to_another_kiosk_counts_once(tmp_path: Path) -> None:
    """The kiosk died before the machine heard that its count was taken."""
    desk, _ = desk_at(tmp_path)
    desk.start(5)
    desk.take(counted(41))  # and no more is heard of this desk
    after, told = desk_at(tmp_path)
    after.start(1)
    after.take(counted(41))
    after.take(counted(42))
    assert told == [events.CountTold(1, MachineCount(3, "pet-1-7f3a0012-42"))]


@pytest.mark.parametrize("cut", [1, 20, -1], ids=["first-byte", "middle", "last-byte"])
def test_half_a_line_costs_no_other_line(tmp_path: Path, cut: int) -> None:
    desk, _ = desk_at(tmp_path)
    desk.start(5)
    desk.take(counted(41))
    desk.close()
    path = tmp_path / "counts.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:cut])
    after, told = desk_at(tmp_path)
    after.start(1)
    after.take(counted(41))
    assert told == []
    after.take(counted(42))
    assert len(told) == 1


def test_a_machine_that_is_away_is_told_to_whoever_waits(tmp_path: Path) -> None:
    desk, told = desk_at(tmp_path)
    desk.state_is(DeviceState.LOST)
    assert told == []
    assert desk.start(5) == events.CounterReported("counter-away", 5)
    desk.state_is(DeviceState.FOUND)
    desk.state_is(DeviceState.LOST)
    assert told == [events.CounterReported("", 5), events.CounterReported("counter-away", 5)]


@pytest.mark.parametrize(
    ("machine", "named"),
    [("p" * 23, f"{'p' * 23}-7f3a0012-999999999"), ("pet-", "pet-7f3a0012-999999999")],
    ids=["longest", "dash"],
)
def test_the_evidence_is_a_slug_that_an_entry_can_hold(machine: str, named: str) -> None:
    assert evidence(counted(999_999_999, machine=machine)) == named
    assert len(named) <= 48


def test_a_machine_at_its_line_is_heard_and_answered_once_the_count_is_kept(tmp_path: Path) -> None:
    machine = SimulatedMachine("pet-1", run=0x7F3A0012)
    told: Queue[events.Event] = Queue()
    desk = CountDesk(tmp_path, told.put, structlog.get_logger())
    desk.start(5)
    cable = MemoryCable(machine, CounterLost)
    with CountingMachine("pet", desk.take, desk.state_is, open_port=cable.open):
        machine.put_in(3)
        assert machine.wait_answered(1, 10.0)
        kept = (tmp_path / "counts.jsonl").read_text()
        assert '"items": 3' in kept
        heard = [told.get(timeout=10.0), told.get(timeout=10.0)]
    counts = [it for it in heard if isinstance(it, events.CountTold)]
    assert counts == [events.CountTold(5, MachineCount(3, "pet-1-7f3a0012-1"))]
    assert [it.items for it in machine.taken] == [3]
