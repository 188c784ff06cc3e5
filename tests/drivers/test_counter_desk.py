"""What the kiosk makes of a machine's lines, on a clock of the test's: taken once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.counter.desk import MAX_REMEMBERED, SILENT_S, WHO_S, CounterDesk
from drivers.counter.protocol import Counted, count_line, refused_line, taken_line, who_line
from drivers.counter.simulator import REPEAT_S, SimulatedMachine
from drivers.errors import CounterLost, DeviceBabbles
from tests.drivers.counters import Ledger


def test_at_rest_the_machine_is_asked_and_its_silence_is_noticed_within_five_seconds() -> None:
    desk = CounterDesk(lambda _: True)
    desk.plugged_in(100.0)
    assert desk.step(100.0, b"") == who_line()
    assert desk.step(100.0 + WHO_S / 2, b"") == b""
    assert desk.step(100.0 + WHO_S, b"") == who_line()
    with pytest.raises(CounterLost):
        desk.step(100.0 + SILENT_S, b"")


def test_numbers_that_were_left_out_are_counted() -> None:
    desk = CounterDesk(lambda _: True)
    desk.plugged_in(0.0)
    for run, sequence in (("0" * 8, 4), ("0" * 8, 5), ("0" * 8, 9), ("1" * 8, 1)):
        desk.step(0.0, count_line(Counted("pet-1", run, sequence, 1)))
    assert desk.faults.missing == 3


def test_many_machines_and_counts_take_bounded_room_and_old_ones_are_their_taker_s() -> None:
    ledger = Ledger()
    desk = CounterDesk(_safely(ledger))
    desk.plugged_in(0.0)
    for number in range(2 * MAX_REMEMBERED):
        desk.step(0.0, count_line(Counted(f"m{number}", "0" * 8, 1, 1)))
    first = Counted("m0", "0" * 8, 1, 1)
    assert desk.step(0.0, count_line(first)) == taken_line(first)
    assert ledger.asked.qsize() == ledger.items + 1  # its taker knows it by its key
    liar = Counted("m511", "0" * 8, 1, 2)
    assert desk.step(0.0, count_line(liar)) == refused_line(liar)


@given(st.lists(st.binary(max_size=80), max_size=20))
def test_whatever_arrives_is_answered_or_named(pieces: list[bytes]) -> None:
    desk = CounterDesk(lambda _: True)
    desk.plugged_in(0.0)
    for number, piece in enumerate(pieces):
        try:
            desk.step(number * 0.01, piece)
        except DeviceBabbles:
            desk.plugged_in(number * 0.01)


EVENTS = st.sampled_from(["put", "lose", "keep", "kiosk", "fail", "wait"])


@settings(deadline=None)
@given(st.lists(st.tuples(EVENTS, st.integers(1, 9)), max_size=25))
def test_whatever_happens_between_them_everything_put_in_is_taken_once(
    events: list[tuple[str, int]],
) -> None:
    now_s, ledger = 0.0, Ledger()
    machine = SimulatedMachine(clock=lambda: now_s)
    desk, owed = CounterDesk(_safely(ledger)), 0
    desk.plugged_in(now_s)
    for event, number in [*events, *[("wait", 9)] * 40]:
        match event:
            case "put":
                owed += machine.put_in(number).items
            case "lose":
                machine.lose_answers = number
            case "keep":
                machine.reboot(keeps=True)
            case "kiosk":
                desk = CounterDesk(_safely(ledger))
                desk.plugged_in(now_s)
            case "fail":
                ledger.fails = number
        now_s += REPEAT_S * number / 4
        try:
            machine.feed(desk.step(now_s, machine.take()))
        except CounterLost:
            desk.plugged_in(now_s)  # as the thread does
    assert ledger.items == owed
    assert sum(each.items for each in machine.taken) == owed


def _safely(ledger: Ledger) -> Callable[[Counted], bool]:
    def take(counted: Counted) -> bool:
        try:
            ledger.take(counted)
        except OSError:
            return False
        return True

    return take
