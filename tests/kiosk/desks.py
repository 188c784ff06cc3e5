"""The desks of a ledger's lane over a real ledger, with a clock that a test sets."""

import itertools
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk import events
from kiosk.desks.cashier import Cashier
from kiosk.desks.records import Begun
from kiosk.desks.staff_desk import StaffDesk
from kiosk.facility import Facility
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import CheckedCode, Proof
from kiosk.services.base import Known, Order
from offline_queue.clock import Moment
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from protocol.bundle import RosterRow
from protocol.entry import ClockState, Entry, read_entry
from protocol.keys import Algorithm, KeyRing, MemorySigner, key_ring
from schemes.scheme import Scheme
from tests.kiosk.people import KIOSK, NOON_S, PIN_KEY, Card, Node, Statuses, badge
from tests.kiosk.shops import facility, scheme

PIN, BADGE_PIN = "4711", "271828"


@dataclass
class District:
    """As much of a district as the desks ask for."""

    scheme: Scheme
    credential_keys: KeyRing
    kiosk: int = KIOSK
    bundle_version: int = 1
    enrolled_at_s: int = NOON_S - 3600
    bundle_expires_s: int = NOON_S + 1_000_000
    purse: str = "general"
    roster: dict[bytes, RosterRow] = field(default_factory=dict)
    facility: Facility = field(default_factory=facility)


class Desks:
    """One kiosk's desks; ``now`` is its clock, which staff may set."""

    def __init__(self, path: Path, node: Node) -> None:
        self.now = Moment(NOON_S, ClockState.TRUSTED)
        self.path, self.node = path, node
        self.district = District(scheme(), node.keys)
        self.statuses, self.watch = Statuses(), NodeWatch()
        self._signer = MemorySigner.generate(Algorithm.ESP256)
        self._count = itertools.count(1)
        rules: Any = self.district
        self.cashier = Cashier(
            self.open_ledger, rules, lambda: self.now, self._random, self.statuses, PIN_KEY
        )
        self.staff = StaffDesk(
            self.cashier.books, self, self.watch, lambda: {"camera": "found", "copy": "lost"}
        )
        assert self.cashier.open() is None

    def open_ledger(self) -> Ledger:
        return Ledger.open(self.path, self._signer, lambda: self.now, self._random)

    def set_by_staff(self, time_s: int) -> bool:
        if self.now.state is ClockState.TRUSTED:
            return False
        self._before, self.now = self.now, Moment(time_s, ClockState.STAFF_SET)
        return True

    def forget_staff(self) -> None:
        self.now = self._before

    def seen(self, text: str) -> CheckedCode:
        event = self.cashier.read_code(text, self.now)
        assert isinstance(event, events.CodeSeen), event
        return event.code

    def refused(self, text: str) -> str:
        event = self.cashier.read_code(text, self.now)
        assert isinstance(event, events.CodeRefused), event
        return event.reason

    def badge(self) -> CheckedCode:
        """A badge whose PIN is set, by itself: the first one."""
        code = self.seen(badge(self.node).text())
        assert self.cashier.pins.set(1, code, code, BADGE_PIN) == events.StaffDone(1)
        return code

    def with_pin(self, card: Card, pin: str = PIN) -> CheckedCode:
        """A card whose PIN is set, shown again."""
        event = self.cashier.pins.set(1, self.seen(card.text()), self.badge(), pin)
        assert event == events.StaffDone(1)
        return self.seen(card.text())

    def stand_in(self, code: CheckedCode, quantity: int = 1) -> events.Event:
        begun = self.cashier.begin(lunch(quantity), code, node_near=False)
        assert isinstance(begun, Begun)
        return self.cashier.stand_in(begun.payment)

    def sell(self, code: CheckedCode) -> events.Event:
        allowed = self.stand_in(code)
        assert isinstance(allowed, events.StoodIn), allowed
        return self.cashier.commit(allowed.payment)

    def entries(self) -> list[Entry]:
        """Everything that was written, read by another connection."""
        with LedgerReader.open(self.path) as reader:
            found = reader.unsent(1000, 10_000_000)
            ring = key_ring(reader.public_key)
        return [read_entry(one.raw, ring).entry for one in found]

    def kinds(self) -> list[tuple[str, str | None]]:
        return [(str(it.kind), it.result) for it in self.entries()]

    def _random(self, size: int) -> bytes:
        return next(self._count).to_bytes(size, "big")


def lunch(quantity: int = 1) -> Order:
    return facility().services["meals"].order(Known({"meal": "lunch"}), quantity)


def proved(code: CheckedCode) -> CheckedCode:
    """The same after its PIN."""
    return replace(code, proof=Proof())
