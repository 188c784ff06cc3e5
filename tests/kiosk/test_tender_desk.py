"""The rest by card: charged at most once, and never kept without a sale, wherever the kiosk dies.

A kiosk that dies is a desk that is dropped in the middle, with the file that it leaves; the next
start is a new desk over the same file and the same terminal.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from drivers.card_terminal.book import Book, EntryState
from drivers.card_terminal.contract import CardTerminal
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.fake import FakeCardTerminal
from drivers.card_terminal.serial_terminal import SerialCardTerminal
from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.device import DeviceState
from drivers.errors import TenderUnknown
from kiosk import events
from kiosk.desks.state_journal import StateJournal
from kiosk.desks.tender_book import OpenTender, TenderBook
from kiosk.desks.tender_desk import IsSold, TenderDesk
from kiosk.payment import Payment
from offline_queue.errors import DiskFull, Locked
from protocol.entry import Tender
from schemes.money import Won
from tests.kiosk.desks import Desks, lunch
from tests.kiosk.people import Node
from tests.kiosk.test_claims import shown, stood_in, written

REST = Won(500)
PATIENT_S = 20.0


class Killed(BaseException):
    """The process ends here: nothing that comes later is done."""


@dataclass
class World:
    """One kiosk's ledger and folder, and the terminal beside it, which both outlive the kiosk."""

    desks: Desks
    folder: Path
    terminal: CardTerminal
    told: list[events.Event] = field(default_factory=list)
    left: list[bool] = field(default_factory=list)
    count: int = 0

    def start(
        self, terminal: CardTerminal | None = None, is_sold: IsSold | None = None
    ) -> TenderDesk:
        self.book = TenderBook(self.folder)
        return TenderDesk(
            terminal or self.terminal,
            self.book,
            self._id,
            is_sold or self.is_sold,
            self.told.append,
            structlog.get_logger(),
            self.left.append,
        )

    def payment(self) -> Payment:
        order = replace(lunch(), rest=REST)
        return stood_in(self.desks, order, shown(self.desks), rest_by="card")

    def is_sold(self, sale: bytes) -> bool:
        found = self.desks.cashier.books.ledger.find(sale)
        return found is not None and found.entry.tender == Tender("card", REST.units)

    def _id(self) -> bytes:
        self.count += 1
        return b"tender--" + self.count.to_bytes(8)


class GivenUpAtTheEnd:
    """Its person presses "start over" in the very moment of the approval."""

    def __init__(self, fake: FakeCardTerminal) -> None:
        self._fake = fake
        self.leave: Callable[[], None] = print

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the terminal has it
        return getattr(self._fake, name)

    def approve(self, id_: bytes, won: int, _on_step: object) -> object:
        outcome = self._fake.approve(id_, won)
        self.leave()
        return outcome


@pytest.fixture
def fake() -> FakeCardTerminal:
    return FakeCardTerminal()


@pytest.fixture
def world(tmp_path: Path, fake: FakeCardTerminal) -> Iterator[World]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield World(desks, tmp_path / "state", fake)
    desks.cashier.close()


def states(book: Book, count: int = 9) -> list[EntryState]:
    ids = (b"tender--" + number.to_bytes(8) for number in range(1, count))
    return [entry.state for it in ids if (entry := book.get(it)) is not None]


def taken(event: events.Event) -> Payment:
    assert isinstance(event, events.TenderTaken), event
    return event.payment


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


def test_a_full_disk_asks_for_no_money(
    world: World, fake: FakeCardTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, payment = world.start(), world.payment()

    def full(*_: object) -> None:
        raise DiskFull(world.folder, "no room")

    monkeypatch.setattr(StateJournal, "write", full)
    assert desk.take(payment) == events.LedgerFailed("disk-full", unwritten=payment.id)
    assert states(fake.book) == []


CUTS = ("before-open", "after-open", "asked", "approved", "after-took", "committed", "after-sold")


def cut(world: World, fake: FakeCardTerminal, at: str) -> None:
    """Let a visit pay and commit, and the process end at this point."""

    class Dying:
        """A terminal at which the process may end: before it is asked, or with its answer."""

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the terminal has it
            return getattr(fake, name)

        def approve(self, id_: bytes, won: int, _on_step: object) -> object:
            if at == "after-open":
                raise Killed
            outcome = fake.approve(id_, won)
            if at in ("asked", "approved"):
                raise Killed
            return outcome

    terminal: Any = Dying()
    if at == "asked":
        fake.turn(Scene(Person.IS_DECLINED))
    desk, payment = world.start(terminal), world.payment()
    if at == "before-open":
        raise Killed
    paid = taken(desk.take(payment))
    if at == "after-took":
        raise Killed
    written(world.desks, paid)
    if at == "committed":
        raise Killed
    desk.sold(paid.id)
    raise Killed


@pytest.mark.parametrize("at", CUTS)
def test_wherever_the_kiosk_dies_a_charge_and_its_sale_are_both_there_or_neither(
    world: World, fake: FakeCardTerminal, at: str
) -> None:
    with pytest.raises(Killed):
        cut(world, fake, at)
    world.desks.cashier.close()
    assert world.desks.cashier.open() is None
    assert world.start().settle()
    assert world.book.open == ()
    assert TenderBook(world.folder).open == ()
    sold = at in ("committed", "after-sold")
    stands = EntryState.APPROVED in states(fake.book)
    assert stands is sold
    assert len(fake.book.charges) <= 1
    assert [kind for kind, _ in world.desks.kinds()].count("spend") == sold


@pytest.mark.parametrize("cut_at", [1, 30, -2], ids=["first-byte", "middle", "last-bytes"])
def test_half_a_line_in_the_book_is_no_payment_and_hides_none(
    world: World, fake: FakeCardTerminal, cut_at: int
) -> None:
    desk = world.start()
    taken(desk.take(world.payment()))
    path = world.folder / "tenders.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + whole.splitlines()[0][:cut_at])
    again = world.start()
    assert [tender.taken for tender in world.book.open] == [True]
    assert again.settle()
    assert states(fake.book) == [EntryState.CANCELLED]


def test_a_ledger_that_is_busy_leaves_it_for_later(world: World, fake: FakeCardTerminal) -> None:
    desk = world.start()
    paid = taken(desk.take(world.payment()))

    def busy(_sale: bytes) -> bool:
        raise Locked(world.folder, "busy")

    again = world.start(is_sold=busy)
    with capture_logs() as logged:
        assert not again.settle()
        assert not again.settle()
    assert [line["event"] for line in logged] == ["tender-open"]
    assert states(fake.book) == [EntryState.APPROVED]
    assert world.book.unsettled
    assert paid.tender is not None


def test_over_a_serial_line_a_dead_kiosks_charge_is_given_back_at_the_next_start(
    world: World, tmp_path: Path
) -> None:
    """A kiosk that dies with its driver while the bank is asked; another one has the file."""
    link, book = tmp_path / "tty", tmp_path / "book"
    with CardTerminalSimulator(link, book, Scene(bank_s=0.6)) as simulator:
        payment = world.payment()
        with closing(ready(link)) as terminal:
            desk = world.start(terminal)
            paying = Thread(target=lambda: world.told.append(desk.take(payment)))
            paying.start()
            assert simulator.wait_for_book(lambda it: states(it) == [EntryState.AT_BANK], PATIENT_S)
        paying.join(PATIENT_S)
        assert world.told[-1] == events.TenderRefused(payment, "card-unknown")
        assert simulator.wait_for_book(lambda it: states(it) == [EntryState.APPROVED], PATIENT_S)
        with closing(ready(link)) as terminal:
            assert world.start(terminal).settle()
        assert states(simulator.book) == [EntryState.CANCELLED]
        assert len(simulator.book.charges) == 1


def ready(link: Path) -> SerialCardTerminal:
    """A driver that has found its terminal."""
    found: Queue[DeviceState] = Queue()
    terminal = SerialCardTerminal(str(link), found.put)
    terminal.start()
    while found.get(timeout=PATIENT_S) is not DeviceState.FOUND:
        pass
    return terminal
