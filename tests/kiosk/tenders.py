"""A tender desk over a real ledger, a card terminal beside it, and what became of charges."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
import structlog

from drivers.card_terminal.book import Book, EntryState
from drivers.card_terminal.contract import CardTerminal
from drivers.card_terminal.fake import FakeCardTerminal
from drivers.card_terminal.serial_terminal import SerialCardTerminal
from drivers.device import DeviceState
from kiosk import events
from kiosk.desks.tender_book import TenderBook
from kiosk.desks.tender_desk import IsSold, TenderDesk
from kiosk.payment import Payment
from protocol.entry import Tender
from schemes.money import Won
from tests.kiosk.desks import Desks, lunch
from tests.kiosk.test_claims import shown, stood_in

REST = Won(500)
PATIENT_S = 20.0


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


def states(book: Book, count: int = 9) -> list[EntryState]:
    ids = (b"tender--" + number.to_bytes(8) for number in range(1, count))
    return [entry.state for it in ids if (entry := book.get(it)) is not None]


def taken(event: events.Event) -> Payment:
    assert isinstance(event, events.TenderTaken), event
    return event.payment


def ready(link: Path) -> SerialCardTerminal:
    """A driver that has found its terminal."""
    found: Queue[DeviceState] = Queue()
    terminal = SerialCardTerminal(str(link), found.put)
    terminal.start()
    while found.get(timeout=PATIENT_S) is not DeviceState.FOUND:
        pass
    return terminal
