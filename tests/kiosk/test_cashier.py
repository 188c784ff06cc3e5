"""The cashier over a real ledger: what it refuses, what it writes, what it says when it can't."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from kiosk import events
from kiosk.desks.cashier import Cashier
from kiosk.desks.records import Begun
from kiosk.facility import Facility
from kiosk.payment import CheckedCode, Payment
from kiosk.services.base import Known, Order
from offline_queue.clock import Moment
from offline_queue.errors import LedgerError, OutcomeUnknown
from offline_queue.ledger import Ledger
from protocol.bundle import RosterRow
from protocol.entry import ClockState, DecidedBy
from protocol.keys import Algorithm, KeyRing, MemorySigner
from schemes.money import Coins
from schemes.scheme import Scheme
from tests.kiosk.people import KIOSK, NOON_S, PIN_KEY, Node, Resident, Statuses
from tests.kiosk.shops import facility, scheme


@dataclass
class District:
    """As much of a district as a cashier asks for."""

    scheme: Scheme
    credential_keys: KeyRing
    kiosk: int = KIOSK
    bundle_version: int = 1
    enrolled_at_s: int = NOON_S - 3600
    bundle_expires_s: int = NOON_S + 1_000_000
    purse: str = "general"
    roster: dict[bytes, RosterRow] = field(default_factory=dict)
    facility: Facility = field(default_factory=facility)


class Till:
    """A cashier with a clock that a test sets."""

    def __init__(self, path: Path, node: Node) -> None:
        self.now = Moment(NOON_S, ClockState.TRUSTED)
        count = itertools.count(1)
        signer = MemorySigner.generate(Algorithm.ESP256)

        def random(size: int) -> bytes:
            return next(count).to_bytes(size, "big")

        self.path = path
        self.district: Any = District(scheme(), node.keys)
        self.statuses = Statuses()
        self._random = random
        self._signer = signer
        self.cashier = self.cashier_of(self.open_ledger)
        assert self.cashier.open() is None

    def open_ledger(self) -> Ledger:
        return Ledger.open(self.path, self._signer, lambda: self.now, self._random)

    def cashier_of(self, open_ledger: Callable[[], Ledger]) -> Cashier:
        return Cashier(
            open_ledger, self.district, lambda: self.now, self._random, self.statuses, PIN_KEY
        )

    def seen(self, resident: Resident, counter: int = 1) -> CheckedCode:
        event = self.cashier.read_code(resident.text(self.now.time_s, counter), self.now)
        assert isinstance(event, events.CodeSeen)
        return event.code

    def stand_in(self, resident: Resident, counter: int = 1, quantity: int = 1) -> events.Event:
        code = self.seen(resident, counter)
        begun = self.cashier.begin(lunch(quantity), code, node_near=False)
        assert isinstance(begun, Begun)
        return self.cashier.stand_in(begun.payment)

    def sell(self, resident: Resident, counter: int = 1) -> events.Event:
        allowed = self.stand_in(resident, counter)
        assert isinstance(allowed, events.StoodIn)
        return self.cashier.commit(allowed.payment)


def lunch(quantity: int = 1) -> Order:
    return facility().services["meals"].order(Known({"meal": "lunch"}), quantity)


@pytest.fixture
def node() -> Node:
    return Node()


@pytest.fixture
def till(tmp_path: Path, node: Node) -> Iterator[Till]:
    till = Till(tmp_path / "ledger.db", node)
    yield till
    till.cashier.close()


def test_a_fresh_code_is_seen_and_an_old_one_refused(till: Till, node: Node) -> None:
    resident = Resident(node)
    assert not till.seen(resident).used
    old = till.cashier.read_code(resident.text(NOON_S - 600), till.now)
    assert old == events.CodeRefused("too-old")


def test_with_our_own_clock_unknown_the_phone_is_not_blamed(till: Till, node: Node) -> None:
    lost = Moment(NOON_S - 100_000, ClockState.UNKNOWN)
    event = till.cashier.read_code(Resident(node).text(NOON_S), lost)
    assert event == events.CodeRefused("stand-in-clock-unknown")


def test_the_slice_bounds_what_is_sold_alone(till: Till, node: Node) -> None:
    resident = Resident(node, slice_coins=30)
    for counter in (1, 2):
        assert isinstance(till.sell(resident, counter), events.Recorded)
    refused = till.stand_in(resident, counter=3)
    assert isinstance(refused, events.Declined)
    assert refused.reason == "stand-in-over-slice"


def test_a_hold_that_draws_on_coins_spent_here_alone_is_not_taken(till: Till, node: Node) -> None:
    """The node does not know yet what was sold while it was away."""
    resident = Resident(node, slice_coins=17)
    assert isinstance(till.sell(resident), events.Recorded)
    begun = till.cashier.begin(lunch(), till.seen(resident, 2), node_near=True)
    assert isinstance(begun, Begun)
    held = held_by_node(begun.payment, from_slice=15)
    refused = till.cashier.accept(events.Held(held))
    assert refused == events.Declined(held, "not-enough")
    from_free = replace(held, from_slice=Coins(0))
    assert till.cashier.accept(events.Held(from_free)) == events.Held(from_free)


def held_by_node(payment: Payment, from_slice: int) -> Payment:
    return replace(
        payment,
        decided_by=DecidedBy.HOLD,
        spendable=Coins(35),
        from_slice=Coins(from_slice),
    )


def test_a_code_serves_one_sale(till: Till, node: Node) -> None:
    resident = Resident(node)
    allowed = till.stand_in(resident)
    assert isinstance(allowed, events.StoodIn)
    assert isinstance(till.cashier.commit(allowed.payment), events.Recorded)
    again = replace(allowed.payment, id=b"another id 16 by")
    refused = till.cashier.commit(again)
    assert refused == events.NotRecorded(again, "already-used")
    assert till.seen(resident).used


def test_a_sale_without_fulfilment_is_owed_to_its_payer_alone(till: Till, node: Node) -> None:
    payer, other = Resident(node), Resident(node, cti=b"somebody")
    recorded = till.sell(payer)
    assert isinstance(recorded, events.Recorded)
    (owed,) = till.seen(payer, 2).unfulfilled
    assert (owed.id, owed.used, owed.lines[0].name) == (
        recorded.ticket.id,
        Coins(15),
        "점심 식권",
    )
    assert till.seen(other).unfulfilled == ()
    till.cashier.fulfilled(recorded.ticket, done=False)
    assert till.seen(payer, 3).unfulfilled
    till.cashier.fulfilled(recorded.ticket, done=True)
    assert till.seen(payer, 4).unfulfilled == ()


def test_a_ledger_that_is_gone_is_told_and_can_come_back(till: Till, node: Node) -> None:
    resident = Resident(node)
    till.cashier.close()
    assert till.cashier.read_code(resident.text(), till.now) == events.LedgerFailed("cannot-open")
    assert till.cashier.reopen() == events.LedgerBack()
    assert isinstance(till.sell(resident), events.Recorded)


def test_reopening_voids_what_a_failure_left_open(till: Till, node: Node) -> None:
    begun = till.cashier.begin(lunch(), till.seen(Resident(node)), node_near=True)
    assert isinstance(begun, Begun)
    entries = till.cashier.counts().entries
    assert till.cashier.reopen() == events.LedgerBack()
    assert till.cashier.counts().entries == entries + 1


def test_with_the_clock_unknown_nothing_is_sold_alone(till: Till, node: Node) -> None:
    code = till.seen(Resident(node))
    begun = till.cashier.begin(lunch(), code, node_near=False)
    assert isinstance(begun, Begun)
    till.now = Moment(NOON_S, ClockState.UNKNOWN)
    refused = till.cashier.stand_in(begun.payment)
    assert refused == events.Declined(begun.payment, "stand-in-clock-unknown")


def test_expired_rules_allow_nothing(till: Till, node: Node) -> None:
    code = till.seen(Resident(node))
    begun = till.cashier.begin(lunch(), code, node_near=False)
    assert isinstance(begun, Begun)
    till.now = Moment(NOON_S + 1_000_000, ClockState.TRUSTED)
    refused = till.cashier.stand_in(begun.payment)
    assert refused == events.Declined(begun.payment, "stand-in-away-too-long")


def test_a_week_without_the_node_ends_selling_alone(till: Till, node: Node) -> None:
    resident = Resident(node)
    till.now = Moment(NOON_S + 169 * 3600 - 3600, ClockState.TRUSTED)
    code = till.cashier.read_code(resident.text(till.now.time_s), till.now)
    assert code == events.CodeRefused("credential-expired")


class Broken:
    """A ledger whose every append fails in one way."""

    def __init__(self, ledger: Ledger, error: type[LedgerError]) -> None:
        self._ledger, self._error = ledger, error

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a ledger has
        return getattr(self._ledger, name)

    def append(self, *_: object) -> None:
        self.append_together()

    def append_together(self, *_: object) -> None:
        raise self._error(self._ledger.path, "as asked")


@pytest.mark.parametrize("error", [LedgerError, *LedgerError.__subclasses__()])
def test_only_an_unknown_outcome_leaves_open_whether_coins_were_used(
    till: Till, node: Node, error: type[LedgerError]
) -> None:
    allowed = till.stand_in(Resident(node))
    assert isinstance(allowed, events.StoodIn)
    till.cashier.close()
    broken: Any = Broken(till.open_ledger(), error)
    cashier = till.cashier_of(lambda: broken)
    assert cashier.open() is None
    event = cashier.commit(allowed.payment)
    cashier.close()
    surely_not = b"" if error is OutcomeUnknown else allowed.payment.id
    assert event == events.LedgerFailed(error.reason, unwritten=surely_not)
