"""Payments on a line that fails: never charged twice, never lost, never guessed.

Each test drives kiosk and terminal over a line with one fault, asks afterwards over a sound line,
and compares what was said, what is answered, and the terminal's book.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    DeclineReason,
    NeverHeard,
)
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.exchange_table import Purpose
from drivers.card_terminal.wire import Frame, Kind, won_payload
from drivers.errors import TenderFailed
from tests.drivers.terminal_world import PAYMENT, WON, Fault, Line, Way, World, assert_agrees

QUICK = Scene(card_after_s=0.5, bank_s=0.5)
SLOW = Scene(card_after_s=5.0, bank_s=5.0)  # signs of life in between
PEOPLE = [
    replace(scene, person=person, card_wait_s=15.0) for scene in (QUICK, SLOW) for person in Person
]
PEOPLE_IDS = [f"{scene}-{person}" for scene in ("quick", "slow") for person in Person]
FRAMES = range(14)  # more than such a payment has each way

people = pytest.mark.parametrize("scene", PEOPLE, ids=PEOPLE_IDS)
ways = pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())


def set_up(scene: Scene, way: Way, line: Line) -> World:
    world = World(scene)
    if way is Way.TO_TERMINAL:
        world.to_terminal = line
    else:
        world.to_kiosk = line
    return world


def expected(scene: Scene) -> type[Approved] | type[Declined]:
    return Approved if scene.person is Person.PAYS else Declined


@people
def test_a_sound_line(scene: Scene) -> None:
    world = World(scene)
    said = world.run(Purpose.APPROVE)
    assert isinstance(said, expected(scene))
    assert assert_agrees(world, said) == said


@people
@ways
@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.name.lower())
def test_one_frame_that_goes_wrong_costs_time_and_nothing_else(
    fault: Fault, way: Way, scene: Scene
) -> None:
    for number in FRAMES:
        world = set_up(scene, way, Line(faults={number: fault}))
        said = world.run(Purpose.APPROVE)
        assert_agrees(world, said)
        if fault is not Fault.LATE:
            assert isinstance(said, expected(scene)), f"frame {number}: {said!r}"


@people
@ways
@pytest.mark.parametrize("fault", [Fault.LOST, Fault.DAMAGED], ids=["lost", "damaged"])
def test_a_line_that_dies_at_each_frame_and_lets_nothing_through_any_more(
    fault: Fault, way: Way, scene: Scene
) -> None:
    for first in FRAMES:
        world = set_up(scene, way, Line(faults=dict.fromkeys(range(first, 200), fault)))
        assert_agrees(world, world.run(Purpose.APPROVE))


@people
@ways
@pytest.mark.parametrize("tells", [True, False], ids=["noticed", "silent"])
def test_a_cable_torn_at_each_byte(way: Way, tells: bool, scene: Scene) -> None:
    whole = World(scene)
    whole.run(Purpose.APPROVE)
    line = whole.to_terminal if way is Way.TO_TERMINAL else whole.to_kiosk
    for cut in range(line.arrived_bytes + 1):
        world = set_up(scene, way, Line(cut_after=cut))
        world.tells = tells
        assert_agrees(world, world.run(Purpose.APPROVE))


@people
@pytest.mark.parametrize("approved", [False, True], ids=["bank-unheard", "bank-approved"])
@pytest.mark.parametrize("takes_s", [1.0, 5.0, 40.0], ids=lambda takes_s: f"{takes_s:g}s")
def test_a_terminal_that_loses_its_power_at_each_frame_and_comes_back(
    takes_s: float, approved: bool, scene: Scene
) -> None:
    for frames in FRAMES:
        world = World(replace(scene, cut_approved=approved, settle_s=takes_s))
        world.reboot_after, world.reboot_takes_s = frames, takes_s
        assert_agrees(world, world.run(Purpose.APPROVE))


@people
@pytest.mark.parametrize("away_s", [0.0, 3.0, 90.0], ids=lambda away_s: f"{away_s:g}s")
def test_a_kiosk_that_loses_its_power_at_each_moment_asks_afterwards(
    away_s: float, scene: Scene
) -> None:
    for steps in range(120):
        world = World(scene)
        world.begin(Purpose.APPROVE)
        world.pass_time(steps * 0.1)
        world.kill_kiosk()
        world.pass_time(away_s)
        assert_agrees(world, None)


@people
def test_an_answer_to_the_payment_before_is_never_taken_for_this_one(scene: Scene) -> None:
    before = bytes(16)[:-1] + b"\x01"
    for late in FRAMES:
        world = set_up(scene, Way.TO_KIOSK, Line(faults={late: Fault.LATE}))
        said_before = world.run(Purpose.APPROVE, before, 500)
        said = world.run(Purpose.APPROVE)
        assert_agrees(world, said)
        assert_agrees(world, said_before, before, 500)


@pytest.mark.parametrize("purpose", [Purpose.ASK, Purpose.CANCEL], ids=["ask", "cancel"])
def test_a_request_that_comes_after_it_was_asked_about_or_given_up_charges_nobody(
    purpose: Purpose,
) -> None:
    world = World(QUICK)
    settled = world.run(purpose)
    assert settled in (NeverHeard(), Cancelled())
    world.to_terminal.send(world.now_s, Frame(Kind.PAY, 1, PAYMENT, won_payload(WON)))
    world.pass_time(90.0)
    assert world.book.charges == ()
    assert assert_agrees(world, None) in (NeverHeard(), Declined(DeclineReason.WITHDRAWN))


def test_a_terminal_that_is_switched_off_is_found_out_before_anything_is_asked_for() -> None:
    world = World(QUICK)
    world.to_terminal.cut_after = world.to_kiosk.cut_after = 0
    assert isinstance(world.run(Purpose.APPROVE), TenderFailed)
    world.heal()
    assert world.book.get(PAYMENT) is None
