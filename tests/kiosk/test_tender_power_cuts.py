"""The rest by card, wherever the kiosk dies: a charge and its sale are both there, or neither.

A kiosk that dies is a desk that is dropped in the middle, with the file that it leaves; the next
start is a new desk over the same file and the same terminal.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from structlog.testing import capture_logs

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.fake import FakeCardTerminal
from drivers.card_terminal.simulator import CardTerminalSimulator
from kiosk import events
from kiosk.desks.tender_book import TenderBook
from offline_queue.errors import Locked
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node
from tests.kiosk.tenders import PATIENT_S, World, ready, states, taken
from tests.kiosk.test_claims import written


class Killed(BaseException):
    """The process ends here: nothing that comes later is done."""


CUTS = ("before-open", "after-open", "asked", "approved", "after-took", "committed", "after-sold")


@pytest.fixture
def fake() -> FakeCardTerminal:
    return FakeCardTerminal()


@pytest.fixture
def world(tmp_path: Path, fake: FakeCardTerminal) -> Iterator[World]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield World(desks, tmp_path / "state", fake)
    desks.cashier.close()


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
    with CardTerminalSimulator(link, book, Scene(bank_s=3.0)) as simulator:
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
