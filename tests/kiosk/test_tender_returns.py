"""Whoever gives up, or is told that nobody knows, gets back what a card paid, or has the sale."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from structlog.testing import capture_logs

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.fake import FakeCardTerminal
from drivers.errors import TenderUnknown
from kiosk import events
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node
from tests.kiosk.tenders import PATIENT_S, GivenUpAtTheEnd, World, states, taken
from tests.kiosk.test_claims import written


@pytest.fixture
def fake() -> FakeCardTerminal:
    return FakeCardTerminal()


@pytest.fixture
def world(tmp_path: Path, fake: FakeCardTerminal) -> Iterator[World]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield World(desks, tmp_path / "state", fake)
    desks.cashier.close()


def test_of_a_torn_cable_nobody_knows_until_it_is_back_and_then_it_is_given_back(
    world: World, fake: FakeCardTerminal
) -> None:
    fake.turn(Scene(bank_s=3.0))
    desk, payment = world.start(), world.payment()
    answers: list[events.Event] = []
    paying = Thread(target=lambda: answers.append(desk.take(payment)))
    paying.start()
    assert fake.wait_for_book(lambda book: states(book) == [EntryState.AT_BANK], PATIENT_S)
    fake.unplug()
    paying.join(PATIENT_S)
    assert answers == [events.TenderRefused(payment, "card-unknown")]
    assert not desk.settle()
    assert world.left == [True]
    fake.plug_in()
    while not desk.settle():  # the bank is still being asked
        fake.status()
    assert world.left[-1] is False
    assert states(fake.book) == [EntryState.CANCELLED]
    assert world.book.open == ()


@pytest.mark.parametrize("when", ["card", "bank"])
def test_giving_up_ends_it_by_one_answer(world: World, fake: FakeCardTerminal, when: str) -> None:
    bank = Scene(bank_s=2.0)
    fake.turn(Scene(Person.WAITS) if when == "card" else bank)
    desk, payment = world.start(), world.payment()
    answers: list[events.Event] = []
    paying = Thread(target=lambda: answers.append(desk.take(payment)))
    paying.start()
    at = EntryState.TAKEN if when == "card" else EntryState.AT_BANK
    assert fake.wait_for_book(lambda book: states(book) == [at], PATIENT_S)
    desk.give_up(payment)
    paying.join(PATIENT_S)
    desk.give_back(payment)
    reason = "card-declined" if when == "card" else "card-given-back"
    assert answers == [events.TenderRefused(payment, reason)]
    assert states(fake.book) in ([EntryState.CANCELLED], [EntryState.DECLINED])
    assert world.book.open == ()


def test_of_two_tries_the_one_that_paid_the_sale_stands(
    world: World, fake: FakeCardTerminal
) -> None:
    """The first try of the same payment is still without an end."""
    payment = world.payment()

    class FirstTryUnknown:
        tries = 0

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the terminal has it
            return getattr(fake, name)

        def approve(self, id_: bytes, won: int, _on_step: object) -> object:
            self.tries += 1
            outcome = fake.approve(id_, won)
            if self.tries == 1:
                raise TenderUnknown("the line is torn")
            return outcome

    terminal: Any = FirstTryUnknown()
    desk = world.start(terminal)
    assert desk.take(payment) == events.TenderRefused(payment, "card-unknown")
    paid = taken(desk.take(payment))
    written(world.desks, paid)
    desk.sold(paid.id)
    assert desk.settle()
    assert states(fake.book) == [EntryState.CANCELLED, EntryState.APPROVED]


def test_what_is_taken_already_is_not_given_up_behind_the_sale(
    world: World, fake: FakeCardTerminal
) -> None:
    desk = world.start()
    paid = taken(desk.take(world.payment()))
    desk.give_up(paid)
    assert states(fake.book) == [EntryState.APPROVED]


def test_a_bank_that_takes_nothing_back_lets_the_sale_go_on(
    world: World, fake: FakeCardTerminal
) -> None:
    """Given up in the very moment of the approval."""
    terminal: Any = GivenUpAtTheEnd(fake)
    desk, payment = world.start(terminal), world.payment()
    fake.turn(Scene(takes_back=False))
    terminal.leave = lambda: desk.give_up(payment)
    taken(desk.take(payment))
    assert states(fake.book) == [EntryState.APPROVED]


def test_that_it_was_given_back_is_said_once_the_terminal_has_said_so(
    world: World, fake: FakeCardTerminal
) -> None:
    terminal: Any = GivenUpAtTheEnd(fake)
    desk, payment = world.start(terminal), world.payment()
    terminal.leave = lambda: desk.give_up(payment)
    assert desk.take(payment) == events.TenderRefused(payment, "card-given-back")
    assert states(fake.book) == [EntryState.CANCELLED]
    assert world.book.open == ()


def test_what_the_bank_does_not_take_back_stays_open_for_staff_and_is_logged_once(
    world: World, fake: FakeCardTerminal
) -> None:
    terminal: Any = GivenUpAtTheEnd(fake)
    desk, payment = world.start(terminal), world.payment()
    fake.turn(Scene(takes_back=False))
    terminal.leave = lambda: desk.give_up(payment)
    with capture_logs() as logged:
        desk.give_back(taken(desk.take(payment)))
        assert not desk.settle()
    assert [line["event"] for line in logged] == ["tender-not-cancelled"]
    assert world.left == [True, True]


def test_a_payment_of_which_nothing_came_is_given_back(
    world: World, fake: FakeCardTerminal
) -> None:
    desk = world.start()
    desk.give_back(taken(desk.take(world.payment())))
    assert states(fake.book) == [EntryState.CANCELLED]
    assert world.book.open == ()


def test_a_sale_that_is_written_is_never_given_back(world: World, fake: FakeCardTerminal) -> None:
    """The visit was told that nobody knows; the ledger knows."""
    desk = world.start()
    paid = taken(desk.take(world.payment()))
    written(world.desks, paid)
    desk.give_back(paid)
    assert states(fake.book) == [EntryState.APPROVED]
    assert world.book.open == ()


def test_while_the_ledger_can_not_tell_nothing_is_decided(
    world: World, fake: FakeCardTerminal
) -> None:
    desk = world.start()
    paid = taken(desk.take(world.payment()))
    written(world.desks, paid)
    world.desks.cashier.close()
    desk.leave(paid)
    assert not desk.settle()
    assert states(fake.book) == [EntryState.APPROVED]
    assert world.desks.cashier.open() is None
    assert desk.settle()
    assert states(fake.book) == [EntryState.APPROVED]
