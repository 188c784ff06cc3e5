"""Payments that are given up, at each moment, also on a line that fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    DeclineReason,
    KeptReason,
    NeverHeard,
    NotCancelled,
)
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.exchange import PATIENCE
from drivers.card_terminal.exchange_table import Purpose
from drivers.errors import TenderFailed, TenderUnknown
from tests.drivers.terminal_world import MAX_STEPS, Fault, Line, Said, Way, World, assert_agrees

PEOPLE = [Scene(person, card_after_s=0.5, bank_s=0.5, card_wait_s=15.0) for person in Person]
MOMENTS = range(16)  # tenths of a second: from before the first frame to after the last
FRAMES = range(9)

people = pytest.mark.parametrize("scene", PEOPLE, ids=[scene.person for scene in PEOPLE])
ways = pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())


def give_up(world: World, moment: int) -> Said:
    exchange = world.begin(Purpose.APPROVE)
    world.pass_time(moment / 10)
    exchange.withdraw(world.now_s)
    for _ in range(MAX_STEPS):
        if exchange.result is not None:
            break
        world.step()
    return exchange.result


@people
@pytest.mark.parametrize("takes_back", [True, False], ids=["bank-takes-back", "bank-keeps"])
def test_given_up_at_each_moment(takes_back: bool, scene: Scene) -> None:
    for moment in MOMENTS:
        world = World(replace(scene, takes_back=takes_back))
        said = give_up(world, moment)
        assert not isinstance(said, TenderUnknown), f"moment {moment}"
        assert_agrees(world, said)


@people
@ways
@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.name.lower())
def test_given_up_at_each_moment_with_one_frame_that_goes_wrong(
    fault: Fault, way: Way, scene: Scene
) -> None:
    for moment in MOMENTS:
        for frame in FRAMES:
            world = World(scene)
            line = Line(faults={frame: fault})
            if way is Way.TO_TERMINAL:
                world.to_terminal = line
            else:
                world.to_kiosk = line
            assert_agrees(world, give_up(world, moment))


def test_an_approval_that_crosses_the_cancel_is_not_taken_for_the_end() -> None:
    scene = Scene(card_after_s=0.5, bank_s=0.5)
    world = World(scene)
    world.to_kiosk.faults = {4: Fault.LOST}  # the approval; it is sent again a second later
    assert give_up(world, 15) == Declined(DeclineReason.WITHDRAWN)
    assert len(world.book.charges) == 1  # and it was given back
    assert assert_agrees(world, Declined(DeclineReason.WITHDRAWN)) == Declined(
        DeclineReason.WITHDRAWN
    )


def test_a_payment_before_its_card_is_ended_by_cancelling() -> None:
    world = World(Scene(Person.WAITS))
    exchange = world.begin(Purpose.APPROVE)
    world.pass_time(5.0)
    exchange.withdraw(world.now_s)
    world.pass_time(1.0)
    assert exchange.result == Declined(DeclineReason.WITHDRAWN)
    world.scene = Scene(Person.PAYS)
    world.pass_time(60.0)
    assert world.book.charges == ()


def test_while_the_bank_is_asked_it_is_too_late_and_the_outcome_is_waited_for() -> None:
    world = World(Scene(bank_s=10.0))
    assert give_up(world, 20) == Approved(12_300, "00000001", 1_790_000_000)
    assert world.run(Purpose.CANCEL) == Cancelled()
    assert world.run(Purpose.ASK) == Declined(DeclineReason.WITHDRAWN)


def test_what_the_bank_does_not_take_back_stands() -> None:
    world = World(Scene(takes_back=False))
    said = world.run(Purpose.APPROVE)
    assert world.run(Purpose.CANCEL) == NotCancelled(KeptReason.BANK)
    assert assert_agrees(world, said) == said


def test_a_payment_that_nobody_knows_of_can_be_cancelled_and_stays_so() -> None:
    world = World(Scene())
    assert world.run(Purpose.CANCEL) == Cancelled()
    assert world.run(Purpose.APPROVE) == Declined(DeclineReason.WITHDRAWN)
    assert world.run(Purpose.CANCEL) == Cancelled()
    assert world.book.charges == ()


def test_what_was_declined_or_never_heard_of_is_cancelled() -> None:
    world = World(Scene(Person.IS_DECLINED))
    assert world.run(Purpose.APPROVE) == Declined(DeclineReason.BANK)
    assert world.run(Purpose.CANCEL) == Cancelled()
    assert world.run(Purpose.ASK) == Declined(DeclineReason.BANK)
    other = bytes(16)
    assert world.run(Purpose.ASK, other) == NeverHeard()
    assert world.run(Purpose.CANCEL, other) == Cancelled()
    assert world.run(Purpose.ASK, other) == NeverHeard()


def test_cancelling_while_the_bank_is_asked_is_too_late() -> None:
    world = World(Scene(bank_s=10.0))
    world.begin(Purpose.APPROVE)
    world.pass_time(3.0)
    world.kill_kiosk()
    assert world.run(Purpose.CANCEL) == NotCancelled(KeptReason.TOO_LATE)
    assert isinstance(assert_agrees(world, None), Approved)


def test_a_terminal_that_works_on_without_end_is_given_up_and_then_unknown() -> None:
    world = World(Scene(bank_s=10_000.0))
    assert isinstance(world.run(Purpose.APPROVE), TenderUnknown)
    assert world.now_s <= PATIENCE.payment_s + PATIENCE.last_s + 5.0


def test_somebody_who_never_puts_a_card_in_is_given_up() -> None:
    world = World(Scene(Person.WAITS, card_wait_s=10_000.0))
    assert world.run(Purpose.APPROVE) == Declined(DeclineReason.WITHDRAWN)
    assert world.now_s <= PATIENCE.payment_s + 5.0


def test_given_up_before_anything_was_asked_for() -> None:
    world = World(Scene())
    world.to_terminal.faults = {0: Fault.LOST}
    assert isinstance(give_up(world, 1), TenderFailed)
    assert world.book.get(bytes(range(16))) is None
