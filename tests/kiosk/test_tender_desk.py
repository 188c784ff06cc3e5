"""The rest by card: charged at most once, and nobody is charged who was told otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import structlog

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.fake import FakeCardTerminal
from kiosk import events
from kiosk.desks.state_journal import StateJournal
from kiosk.desks.tender_book import OpenTender, TenderBook
from kiosk.desks.tender_desk import TenderDesk
from offline_queue.errors import DiskFull
from protocol.entry import Tender
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node
from tests.kiosk.tenders import PATIENT_S, REST, World, states, taken
from tests.kiosk.test_claims import written


@pytest.fixture
def fake() -> FakeCardTerminal:
    return FakeCardTerminal()


@pytest.fixture
def world(tmp_path: Path, fake: FakeCardTerminal) -> Iterator[World]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield World(desks, tmp_path / "state", fake)
    desks.cashier.close()


def test_a_rest_that_is_taken_is_charged_once_and_ends_with_its_sale(
    world: World, fake: FakeCardTerminal
) -> None:
    fake.turn(Scene(card_after_s=0.5, bank_s=0.5))
    desk, payment = world.start(), world.payment()
    paid = taken(desk.take(payment))
    assert paid.tender == Tender("card", REST.units)
    steps = [events.TenderTold(payment, step) for step in ("card", "bank")]
    assert world.told == steps
    written(world.desks, paid)
    desk.sold(paid.id)
    assert world.book.open == ()
    assert world.start().settle()
    assert (states(fake.book), len(fake.book.charges)) == ([EntryState.APPROVED], 1)


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (Scene(Person.IS_DECLINED), "card-declined"),
        (Scene(Person.WAITS, card_wait_s=1.0), "card-declined"),
        (Scene(bank_away=True), "card-terminal-away"),
    ],
    ids=["declined", "nobody", "bank-away"],
)
def test_who_is_not_charged_is_told_so_and_nothing_stays_open(
    world: World, fake: FakeCardTerminal, scene: Scene, reason: str
) -> None:
    fake.turn(scene)
    desk, payment = world.start(), world.payment()
    assert desk.take(payment) == events.TenderRefused(payment, reason)
    assert world.book.open == ()
    assert fake.book.charges == ()


def test_a_terminal_that_is_away_takes_nothing_and_the_desk_does(
    world: World, fake: FakeCardTerminal
) -> None:
    desk, payment = world.start(), world.payment()
    assert desk.rest_by() == "card"
    fake.unplug()
    assert desk.rest_by() == "desk"
    assert desk.take(payment) == events.TenderRefused(payment, "card-terminal-away")
    assert world.book.open == ()


def test_while_somebody_pays_nothing_else_is_asked_of_the_terminal(
    world: World, fake: FakeCardTerminal
) -> None:
    """Or giving up would wait behind it; and the next person is sent to the desk meanwhile."""
    desk = world.start()
    desk.leave(taken(desk.take(world.payment())))
    fake.turn(Scene(Person.WAITS))
    payment = replace(world.payment(), id=b"another-payment!")
    paying = Thread(target=lambda: desk.take(payment))
    paying.start()
    assert fake.wait_for_book(lambda book: EntryState.TAKEN in states(book), PATIENT_S)
    assert desk.busy
    assert desk.rest_by() == "desk"
    assert not desk.settle()
    assert states(fake.book) == [EntryState.APPROVED, EntryState.TAKEN]
    desk.give_up(payment)
    paying.join(PATIENT_S)
    assert not desk.busy
    assert desk.settle()
    assert EntryState.APPROVED not in states(fake.book)


def test_a_bug_in_the_terminals_driver_leaves_the_payment_to_be_settled(
    world: World, fake: FakeCardTerminal
) -> None:
    class Broken:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the terminal has it
            return getattr(fake, name)

        def approve(self, id_: bytes, won: int, _on_step: object) -> object:
            fake.approve(id_, won)
            raise ZeroDivisionError

    terminal: Any = Broken()
    desk = world.start(terminal)
    with pytest.raises(ZeroDivisionError):
        desk.take(world.payment())
    assert not desk.busy
    assert desk.settle()
    assert states(fake.book) == [EntryState.CANCELLED]


@pytest.mark.parametrize("when", ["before", "while-it-is-written", "of-another"])
def test_who_leaves_before_the_payment_is_in_the_book_is_asked_for_no_card(
    world: World, fake: FakeCardTerminal, when: str
) -> None:
    desk, payment = world.start(), world.payment()

    class Book:
        """Slow: the person has left by the time it is written."""

        def __init__(self, real: TenderBook) -> None:
            self._real = real

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the book has it
            return getattr(self._real, name)

        def begin(self, tender: OpenTender) -> None:
            desk.give_up(payment)
            self._real.begin(tender)

    slow: Any = Book(world.book)
    if when == "while-it-is-written":
        desk = TenderDesk(
            fake, slow, world._id, world.is_sold, world.told.append, structlog.get_logger()
        )
    elif when == "before":
        desk.give_up(payment)
    else:
        desk.give_up(replace(payment, id=b"another-payment!"))
        taken(desk.take(payment))
        desk.give_up(payment)  # too late, and the next try of it is a new one
        taken(desk.take(payment))
        return
    assert desk.take(payment) == events.TenderRefused(payment, "card-declined")
    assert (states(fake.book), world.book.open, world.told) == ([], (), [])
    assert not desk.busy


def test_a_full_disk_asks_for_no_money(
    world: World, fake: FakeCardTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, payment = world.start(), world.payment()

    def full(*_: object) -> None:
        raise DiskFull(world.folder, "no room")

    monkeypatch.setattr(StateJournal, "write", full)
    assert desk.take(payment) == events.LedgerFailed("disk-full", unwritten=payment.id)
    assert states(fake.book) == []
