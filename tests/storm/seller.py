"""The kiosk that lives in a child: the production code of a terminal without its window.

The visit's table, the terminal, the performer, the cashier, the hold desk, the sync and the ledger
are the real ones. Two things are not: the three lanes take turns on one thread instead of having
one each (a kill ends all threads of a process at once), and the printer is a slip of paper that
comes out or does not.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, Self

from drivers.counter.protocol import Counted
from drivers.device import DeviceState
from kiosk import events
from kiosk.desks.cashier import Cashier
from kiosk.desks.count_desk import CountDesk
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.performer import Desks, Lanes, Performer
from kiosk.desks.service_room import bare_room
from kiosk.desks.staff_desk import StaffDesk
from kiosk.district import District, load_district
from kiosk.events import Event
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import Ticket
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.profile.machine import Profile
from kiosk.speech.words import load_words
from kiosk.terminal import Clocks, Terminal
from kiosk.visit import Place, Shop
from kiosk.visit import Visit as Here
from offline_queue.clock import KioskClock
from offline_queue.errors import NodeAway
from offline_queue.file_signer import FileSigner
from offline_queue.http_transport import HttpTransport
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sync import StoreReceipts, Sync
from protocol.entry import EntryKind
from protocol.messages import HoldAnswer, HoldRequest
from tests.faults.beside import MACHINE, RUN, silent
from tests.kiosk.people import PIN_KEY, Statuses
from tests.storm.bugs import Bug, cashier_of, connect_of, ledger_of
from tests.storm.customer import Customer
from tests.storm.fate import Fate
from tests.storm.plan import Errand, Visit
from tests.storm.told import Moment, Shown, Teller
from tests.storm.turns import TurnLane, Turns
from ui.contract import Screen, Setting
from ui.panel import choices_per_page

ITEMS: Final = 10
MAX_MOVES: Final = 12
"""Touches of one visit after the code; more would mean that it goes in circles."""


class StormError(Exception):
    """Something that a storm does not count but that must not happen: it ends the storm."""


@dataclass(frozen=True)
class Machine:
    """What a child finds ready: keys, rules, words. No connection, no thread, no lock."""

    url: str
    ledger: Path
    district: District
    signer: FileSigner
    shop: Shop
    presenter: Presenter

    @classmethod
    def of(cls, profile: Profile, url: str, on: date) -> Self:
        """Read what enrolment left, as a kiosk does when it starts."""
        district, words = load_district(profile, on), load_words("ko")
        reader = Reader(words, district.scheme.unit_name)
        shop = Shop(district.facility.services)
        frames = FrameMaker(district.facility, words, reader)
        per_page = partial(choices_per_page, profile.panel.panel())
        return cls(
            url=url,
            ledger=profile.state / "ledger.db",
            district=district,
            signer=FileSigner.open(profile.state / "kiosk.key"),
            shop=shop,
            presenter=Presenter(shop, frames, words, reader, per_page),
        )

    def client(self, line: HttpTransport, clock: KioskClock) -> NodeClient:
        """This kiosk's side of the node's calls."""
        keys = self.district.receipt_keys
        return NodeClient(line, self.signer, keys, lambda: clock().time_s, os.urandom)

    def sync(
        self, line: HttpTransport, reader: LedgerReader, store: StoreReceipts, clock: KioskClock
    ) -> Sync:
        """A sync of this kiosk's ledger with the node."""
        client, keys = self.client(line, clock), self.district.receipt_keys
        return Sync(client, reader, keys, store, os.urandom, rising_s=time.monotonic)


@dataclass
class _Line:
    """Asks for holds; the answer may be lost on its way back."""

    client: NodeClient
    answered: bool = True

    def hold(self, request: HoldRequest) -> HoldAnswer:
        answer = self.client.hold(request)
        if not self.answered:
            raise NodeAway("the answer was lost on its way")
        return answer


@dataclass
class _Paper:
    """The printer's desk; ``prints``: whether the ticket comes out."""

    prints: bool = True

    def check(self, number: int) -> Event:
        return events.PrinterReported("", number)

    def print(self, ticket: Ticket) -> Event:
        return events.Printed(ticket) if self.prints else events.PrintFailed(ticket, "print-failed")


class Seller:
    """One child's terminal, from the opening of the ledger to whatever ends it."""

    def __init__(self, machine: Machine, errand: Errand, teller: Teller, bug: Bug) -> None:
        self._machine, self._errand, self._teller, self._bug = machine, errand, teller, bug
        self._fate = Fate(errand.cut, teller.where)
        self._clock = KioskClock(_own_ms, machine.district.enrolled_at_s)
        self._watch = NodeWatch()
        self._line = _Line(machine.client(HttpTransport(machine.url), self._clock))
        self._paper = _Paper()
        self._turns = Turns()
        self._screen: Screen | None = None
        self._counts = CountDesk(machine.ledger.parent, self._post, silent())
        self._counts.state_is(DeviceState.FOUND)
        district = machine.district
        plain = cashier_of(bug)(
            self._open_ledger, district, self._clock, os.urandom, Statuses(), PIN_KEY
        )
        self._cashier: Cashier = self._fate.watched(plain)
        self._performer = self._make_performer()
        clocks = Clocks(time.monotonic, lambda: datetime.now().astimezone())
        perform = self._performer.perform
        self._terminal = Terminal(
            machine.shop, machine.presenter, clocks, perform, self._show, self._heard
        )

    def sell(self, texts: list[str]) -> None:
        """Serve the errand's visits with the codes in ``texts``; come back if nothing ended it."""
        if self._cashier.open() is not None:
            raise StormError("the ledger can't be opened")
        self._teller.opened()
        with self._syncing() as sync:
            for visit, text in zip(self._errand.visits, texts, strict=True):
                sync()
                self._serve(visit, text)
            sync()

    def _open_ledger(self) -> Ledger:
        """As the back room opens it."""
        connect = self._fate.connecting(connect_of(self._bug))
        machine = self._machine
        ledger = ledger_of(self._bug).open(
            machine.ledger, machine.signer, self._clock, os.urandom, connect=connect
        )
        self._clock.raise_floor(ledger.floor_s())
        return ledger

    def _make_performer(self) -> Performer:
        lane = TurnLane(self._turns, self._post)
        holds: Any = self._fate.watched(HoldDesk(self._line, self._watch))
        printer: Any = self._fate.watched(self._paper)
        staff = StaffDesk(self._cashier.books, self._clock, self._watch, dict)
        return Performer(
            lanes=Lanes(lane, lane, lane),
            desks=Desks(self._cashier, holds, printer, staff),
            watch=self._watch,
            scheme=self._machine.district.scheme.id,
            post=self._post,
            recorded=lambda: None,
            staff=lambda: None,
            room=replace(bare_room(lane, self._post), counter=self._counts),
        )

    def _post(self, event: Event) -> None:
        self._turns.add(lambda: self._terminal.handle(event))

    def _heard(self, before: Here, event: Event, after: Here) -> None:
        """Called when the visit has moved, right before the screen that says so is drawn."""
        if isinstance(event, events.LedgerFailed):
            raise StormError(f"the ledger failed: {event.reason}")
        if self._bug is Bug.SHOWN_EARLY:
            if isinstance(event, events.Led) and after.place is Place.RECORDING and after.payment:
                self._teller.shown(Shown(after.payment.id, after.payment.order.total.units))
        elif isinstance(event, events.Recorded):
            self._teller.shown(Shown(event.ticket.id, coins_of(event.ticket)))

    def _serve(self, visit: Visit, text: str) -> None:
        (self._watch.answered if visit.near else self._watch.silent)()
        self._line.answered, self._paper.prints = visit.answered, visit.prints
        self._teller.where.begin_visit()
        customer = Customer(visit, self._terminal, self._touch, self._bring)
        if not customer.order():
            return
        self._performer.read_code(text, self._clock())
        self._turns.run()
        for _ in range(MAX_MOVES):
            if self._terminal.visit.place is Place.START:
                return
            if not customer.go_on(self._screen):
                raise StormError(f"nobody can go on from {self._terminal.visit.place}")
        raise StormError(f"a visit does not end: {self._terminal.visit.place}")

    def _bring(self, sequence: int) -> None:
        """The machine beside tells a count, and is told that it is safe."""
        counter: CountDesk = self._fate.watched(self._counts)
        counter.take(Counted(MACHINE, RUN, sequence, ITEMS))
        self._turns.run()

    def _show(self, screen: Screen, _setting: Setting) -> None:
        self._screen = screen

    def _touch(self, event: Event) -> None:
        self._terminal.handle(event)
        self._turns.run()

    @contextmanager
    def _syncing(self) -> Iterator[Callable[[], None]]:
        if not self._errand.syncs:
            yield lambda: None
            return
        machine, where = self._machine, self._teller.where
        with HttpTransport(machine.url) as line, LedgerReader.open(machine.ledger) as reader:
            sync = machine.sync(line, reader, self._cashier.store_receipts, self._clock)

            def step() -> None:
                where.note(Moment.SYNCING)
                sync.step(time.monotonic())
                where.note(Moment.BETWEEN)
                require_agreement(sync)

            yield step


def coins_of(ticket: Ticket) -> int:
    """The coins of the very entry that the ticket is for."""
    return (ticket.earned if ticket.kind is EntryKind.EARN else ticket.used).units


def require_agreement(sync: Sync) -> None:
    """The line may fail in a storm; the ledger and what the node knows of it may not."""
    status = sync.status
    if status.disagreement or status.refused or status.failure not in (None, NodeAway.reason):
        raise StormError(f"sync: {status.disagreement} {status.refused} {status.failure}")


def _own_ms() -> int:
    return time.time_ns() // 1_000_000
