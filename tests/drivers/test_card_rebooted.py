"""A terminal that lost its power while the bank was asked: it does not know either, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    DeclineReason,
    KeptReason,
    NotCancelled,
    TerminalStatus,
)
from drivers.card_terminal.engine import Scene, TerminalEngine
from drivers.card_terminal.exchange_table import Purpose
from drivers.card_terminal.wire import Frame, Kind, Step
from drivers.errors import TenderUnknown
from tests.drivers.terminal_world import PAYMENT, WON, World, assert_agrees

AT_BANK = Scene(card_after_s=0.5, bank_s=600.0)
APPROVED = replace(AT_BANK, cut_approved=True)
outcomes = pytest.mark.parametrize("scene", [AT_BANK, APPROVED], ids=["unheard", "approved"])


def rebooted(scene: Scene) -> World:
    """A world whose terminal has lost its power at the bank, and whose kiosk has, too."""
    world = World(replace(scene, bank_away=False))
    world.begin(Purpose.APPROVE)
    world.pass_time(3.0)
    assert state(world) is EntryState.AT_BANK
    world.kill_kiosk()
    world.scene = scene
    world.engine = TerminalEngine(world.book, scene, wall_clock=lambda: 1_790_000_000.0)
    return world


def state(world: World) -> EntryState:
    entry = world.book.get(PAYMENT)
    if entry is None:
        raise AssertionError("the terminal has heard of it")
    return entry.state


@outcomes
def test_until_the_bank_has_said_nobody_knows_and_asking_later_tells(scene: Scene) -> None:
    world = rebooted(replace(scene, bank_away=True))
    for _ in range(3):
        assert isinstance(world.run(Purpose.ASK), TenderUnknown)
    assert state(world) is EntryState.AT_BANK
    world.scene = scene
    said = world.run(Purpose.ASK)
    assert isinstance(said, Approved if scene.cut_approved else Declined)
    assert assert_agrees(world, said) == said


@outcomes
def test_whoever_asks_meanwhile_is_told_as_soon_as_the_bank_has_said(scene: Scene) -> None:
    world = rebooted(replace(scene, settle_s=40.0))
    said = world.run(Purpose.ASK)
    assert 40.0 <= world.now_s <= 50.0
    wanted = Approved(WON, "00000001", 1_790_000_000)
    assert said == (wanted if scene.cut_approved else Declined(DeclineReason.INTERRUPTED))


def test_asked_for_it_the_terminal_says_that_it_asks_the_bank() -> None:
    world = rebooted(replace(APPROVED, settle_s=40.0))
    assert world.engine.frames() == ()  # nobody has asked since it is on
    world.engine.receive(4.0, Frame(Kind.ASK, 0, PAYMENT))
    assert world.engine.frames()[-1] == Frame(Kind.WORKING, 0, PAYMENT, bytes([Step.BANK]))


@outcomes
def test_a_kiosk_that_waits_all_the_time_is_told_the_outcome_or_that_nobody_knows(
    scene: Scene,
) -> None:
    for settle_s in (0.0, 1.0, 30.0, 400.0):
        world = World(replace(scene, settle_s=settle_s))
        exchange = world.begin(Purpose.APPROVE)
        world.pass_time(3.0)
        assert state(world) is EntryState.AT_BANK
        world.reboot_after, world.reboot_takes_s = 0, 5.0
        while exchange.result is None:
            world.step()
        said = exchange.result
        assert isinstance(said, TenderUnknown) is (settle_s > 200.0)
        assert isinstance(assert_agrees(world, said), Approved) is scene.cut_approved


def test_meanwhile_it_is_too_late_to_cancel_and_afterwards_it_is_given_back() -> None:
    world = rebooted(replace(APPROVED, settle_s=40.0))
    assert world.run(Purpose.CANCEL) == NotCancelled(KeptReason.TOO_LATE)
    assert world.run(Purpose.STATUS) is TerminalStatus.BUSY
    world.pass_time(60.0)
    assert world.run(Purpose.CANCEL) == Cancelled()
    assert world.run(Purpose.ASK) == Declined(DeclineReason.WITHDRAWN)
    assert world.book.charges == (PAYMENT,)


def test_it_may_lose_its_power_again_before_it_knows() -> None:
    world = rebooted(replace(APPROVED, settle_s=40.0))
    world.pass_time(20.0)
    world.engine = TerminalEngine(world.book, world.scene)
    world.pass_time(39.0)
    assert state(world) is EntryState.AT_BANK
    world.pass_time(2.0)
    assert state(world) is EntryState.APPROVED
