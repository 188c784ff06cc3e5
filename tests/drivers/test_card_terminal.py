"""What every card terminal has to promise: one suite over the fake and the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.contract import (
    ID_BYTES,
    MAX_WON,
    Approved,
    Cancelled,
    Declined,
    DeclineReason,
    KeptReason,
    NeverHeard,
    NotCancelled,
    TerminalStatus,
)
from drivers.card_terminal.engine import Person, Scene
from drivers.errors import TenderFailed, TenderUnknown, TerminalLost
from tests.drivers.card_terminals import FakeRig, InBackground, Rig, SerialRig

ID = bytes(range(ID_BYTES))
OTHER = ID[::-1]


@pytest.fixture(params=["fake", "pty"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    if request.param == "fake":
        yield FakeRig()
        return
    with closing(SerialRig(tmp_path)) as serial:
        yield serial


def test_somebody_who_pays_is_charged_once_and_it_can_be_asked_for(rig: Rig) -> None:
    said = rig.terminal.approve(ID, 12_300)
    assert isinstance(said, Approved)
    assert (said.won, said.number) == (12_300, "00000001")
    assert rig.terminal.ask(ID) == said
    assert rig.terminal.approve(ID, 12_300) == said
    assert rig.book().charges == (ID,)


def test_whoever_pays_can_be_told_how_far_it_is(rig: Rig) -> None:
    rig.turn(Scene(card_after_s=1.0, bank_s=1.0))  # neither over before a busy machine looks
    steps: list[str] = []
    assert isinstance(rig.terminal.approve(ID, 500, steps.append), Approved)
    assert steps == ["card", "bank"]


def test_two_payments_are_two(rig: Rig) -> None:
    assert isinstance(rig.terminal.approve(ID, 1), Approved)
    assert isinstance(rig.terminal.approve(OTHER, MAX_WON), Approved)
    assert rig.book().charges == (ID, OTHER)


def test_a_bank_that_says_no_charges_nobody(rig: Rig) -> None:
    rig.turn(Scene(Person.IS_DECLINED))
    assert rig.terminal.approve(ID, 500) == Declined(DeclineReason.BANK)
    assert rig.terminal.ask(ID) == Declined(DeclineReason.BANK)


def test_somebody_who_walks_away_is_not_charged(rig: Rig) -> None:
    rig.turn(Scene(Person.WAITS, card_wait_s=0.5))
    assert rig.terminal.approve(ID, 500) == Declined(DeclineReason.NO_CARD)


def test_what_was_never_heard_of_is_never_charged_later(rig: Rig) -> None:
    assert rig.terminal.ask(ID) == NeverHeard()
    assert rig.terminal.approve(ID, 500) == Declined(DeclineReason.WITHDRAWN)
    assert rig.terminal.ask(ID) == NeverHeard()
    assert rig.book().charges == ()


def test_whoever_waits_for_a_card_can_be_cancelled_from_another_thread(rig: Rig) -> None:
    rig.turn(Scene(Person.WAITS))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    assert rig.terminal.cancel(ID) == Cancelled()
    assert paying.result() == Declined(DeclineReason.WITHDRAWN)
    assert rig.terminal.status() is TerminalStatus.READY


def test_what_was_approved_is_given_back(rig: Rig) -> None:
    rig.terminal.approve(ID, 500)
    assert rig.terminal.cancel(ID) == Cancelled()
    assert rig.terminal.ask(ID) == Declined(DeclineReason.WITHDRAWN)


def test_what_the_bank_does_not_take_back_stands(rig: Rig) -> None:
    rig.turn(Scene(takes_back=False))
    said = rig.terminal.approve(ID, 500)
    assert rig.terminal.cancel(ID) == NotCancelled(KeptReason.BANK)
    assert rig.terminal.ask(ID) == said


def test_a_cable_torn_in_a_payment_makes_it_unknown_and_asking_tells_the_truth(rig: Rig) -> None:
    rig.turn(Scene(Person.WAITS))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    rig.unplug()
    assert isinstance(paying.result(), TenderUnknown)
    rig.turn(Scene(Person.PAYS))
    rig.plug_in()
    assert isinstance(rig.terminal.ask(ID), Approved)
    assert rig.book().charges == (ID,)


def test_without_a_cable_nothing_is_paid_and_nothing_is_guessed(rig: Rig) -> None:
    rig.unplug()
    with pytest.raises(TenderFailed):
        rig.terminal.approve(ID, 500)
    with pytest.raises(TenderUnknown):
        rig.terminal.ask(ID)
    with pytest.raises(TenderUnknown):
        rig.terminal.cancel(ID)
    with pytest.raises(TerminalLost):
        rig.terminal.status()
    assert rig.book().get(ID) is None


def test_a_terminal_that_loses_its_power_in_a_payment_charges_nobody(rig: Rig) -> None:
    rig.turn(Scene(Person.WAITS))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    rig.power_cut()
    assert paying.result() == Declined(DeclineReason.INTERRUPTED)
    assert rig.terminal.ask(ID) == Declined(DeclineReason.INTERRUPTED)


def test_one_that_loses_its_power_at_the_bank_asks_the_bank_what_became_of_it(rig: Rig) -> None:
    rig.turn(Scene(bank_s=600.0, cut_approved=True, settle_s=1.0))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.AT_BANK)
    rig.power_cut()
    said = paying.result()
    assert isinstance(said, Approved)
    assert rig.terminal.ask(ID) == said
    assert rig.book().charges == (ID,)


@pytest.mark.parametrize(
    ("scene", "status"),
    [
        (Scene(bank_away=True), TerminalStatus.BANK_AWAY),
        (Scene(out_of_order=True), TerminalStatus.OUT_OF_ORDER),
    ],
    ids=["bank-away", "out-of-order"],
)
def test_a_terminal_that_can_take_no_payment_is_not_asked_for_one(
    scene: Scene, status: TerminalStatus, rig: Rig
) -> None:
    rig.turn(scene)
    assert rig.terminal.status() is status
    with pytest.raises(TenderFailed, match="can take no payment"):
        rig.terminal.approve(ID, 500)
    assert rig.book().get(ID) is None


def test_what_is_no_amount_is_not_asked_for_and_what_is_no_id_is_a_bug(rig: Rig) -> None:
    for won in (-1, 0, MAX_WON + 1, 2**32):
        with pytest.raises(TenderFailed, match="can't be paid at once"):
            rig.terminal.approve(ID, won)
    for call in (rig.terminal.ask, rig.terminal.cancel):
        with pytest.raises(ValueError, match="16 bytes"):
            call(ID + b"!")
    assert rig.book().get(ID) is None


def test_closed_it_is_not_there(rig: Rig) -> None:
    rig.terminal.close()
    rig.terminal.close()
    assert rig.terminal.closed
    with pytest.raises(TenderFailed):
        rig.terminal.approve(ID, 500)


@pytest.mark.parametrize(
    "away",
    [
        lambda rig: rig.turn(Scene(bank_away=True)),
        lambda rig: rig.turn(Scene(out_of_order=True)),
        lambda rig: rig.unplug(),
        lambda rig: rig.terminal.close(),
    ],
    ids=["bank-away", "out-of-order", "torn", "closed"],
)
def test_of_an_id_that_was_charged_nobody_is_told_that_nothing_was_paid(
    away: Callable[[Rig], None], rig: Rig
) -> None:
    assert isinstance(rig.terminal.approve(ID, 500), Approved)
    away(rig)
    with pytest.raises(TenderUnknown, match="before"):
        rig.terminal.approve(ID, 500)
    with pytest.raises(TenderUnknown, match="before"):
        rig.terminal.approve(ID, 0)
    with pytest.raises(TenderFailed):  # of a new one it is as sure as ever
        rig.terminal.approve(OTHER, 500)


def test_a_loop_that_tries_again_never_makes_nothing_of_a_charge(rig: Rig) -> None:
    rig.turn(Scene(bank_s=1.5))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.AT_BANK)
    rig.unplug()
    assert isinstance(paying.result(), TenderUnknown)
    with pytest.raises(TenderUnknown):
        rig.terminal.approve(ID, 500)
    rig.plug_in()
    assert isinstance(rig.terminal.approve(ID, 500), Approved)
    assert rig.book().charges == (ID,)
