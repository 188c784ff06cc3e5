"""What services want of the world, each on the lane that owns the thing it needs.

A lane for each that may be slow, so that none keeps another waiting, and none of them the ledger: a
gate, a partner, a payment at the card terminal, and what is settled of such payments. What this
machine does not have says so at once: nothing is charged for it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Protocol

from kiosk import effects
from kiosk.desks.count_desk import AWAY, CountDesk
from kiosk.desks.gate_desk import GateDesk
from kiosk.desks.lanes import Lane, LaneFull, Post
from kiosk.desks.records import CARD, DESK, TERMINAL_AWAY
from kiosk.desks.tender_desk import TenderDesk
from kiosk.effects import LookUp, ServiceEffect
from kiosk.events import (
    CounterReported,
    Event,
    Found,
    LedgerFailed,
    NoOffer,
    NotFound,
    Recorded,
    TenderRefused,
)
from kiosk.payment import CheckedCode, Payment
from kiosk.services.asks import NotFound as LeadsNowhere
from kiosk.services.base import BY_CASH, Account, Fact, Lookup, Order, PassesLeft, Service
from offline_queue.errors import LedgerError

NO_NODE: Final = "node-away"
NO_OFFER: Final = "offer-away"


class Partners(Protocol):
    """A `PartnerDesk`, as much of it as is asked here."""

    def look_up(self, service: Service, lookup: Lookup) -> Fact:
        """Return what the service makes of its partner's answer; `asks.NotFound`."""


class Accounts(Protocol):
    """An `AccountDesk`."""

    def look(self, code: CheckedCode) -> Account | str:
        """Return the account of a code, or the reason why there is none."""


class PassLooks(Protocol):
    """A `PassDesk`."""

    def look(self, code: CheckedCode, service: str, own: PassesLeft) -> PassesLeft | str:
        """Return what is left, by the node or as ``own`` has it, or why nothing is told."""


class Offers(Protocol):
    """An `OfferWatch`."""

    def show(self, number: int, order: Order) -> None:
        """Offer a code for this order until it is withdrawn."""

    def withdraw(self, number: int) -> None:
        """The code counts no more."""


@dataclass(frozen=True)
class SideLanes:
    """The lanes of services. ``returns`` settles payments of the card terminal."""

    gate: Lane
    partner: Lane
    tender: Lane
    returns: Lane


@dataclass(frozen=True)
class ServiceRoom:
    """``holds`` is the node's lane, ``now_s`` effective time; None is what this machine lacks."""

    lanes: SideLanes
    holds: Lane
    post: Post
    now_s: Callable[[], int]
    gate: GateDesk
    counter: CountDesk | None = None
    tenders: TenderDesk | None = None
    partners: Partners | None = None
    accounts: Accounts | None = None
    offers: Offers | None = None
    passes: PassLooks | None = None

    def perform(self, effect: ServiceEffect) -> None:
        """Start ``effect``; its answer comes as an event. Never blocks."""
        match effect:
            case effects.CheckGate(number):
                self.post(self.gate.check(number))
            case effects.StartCount(number):
                self._count(number)
            case effects.StopCount(number):
                if self.counter is not None:
                    self.counter.stop(number)
            case effects.OfferCode(number, order):
                self._offer(number, order)
            case effects.WithdrawOffer(number):
                if self.offers is not None:
                    self.offers.withdraw(number)
            case _:
                self._at_terminal(effect)

    def ask_partner(self, asked: LookUp) -> None:
        """Ask the service's partner; the lane waits two seconds at most for one answer."""
        self.lanes.partner.submit(lambda: self._partner(asked))

    def ask_account(self, asked: LookUp) -> None:
        """Ask the node for the person's account, on the lane of holds."""
        self.holds.submit(lambda: self._account(asked))

    def ask_passes(self, asked: LookUp, own: Found) -> None:
        """Ask the node what is left of the person's passes; ``own`` is what the ledger says."""
        self.holds.submit(lambda: self._passes(asked, own))

    def ask_terminal(self, asked: LookUp) -> None:
        """Ask the card terminal, on its own lane, whether it can take money."""
        desk = self.tenders
        if desk is None or desk.busy:
            self.post(self._found(asked, False))
        else:
            self.lanes.tender.submit(lambda: self._found(asked, desk.rest_by() == CARD))

    def tell_of_node(self, asked: LookUp, *, near: bool) -> None:
        """Tell what is known already of whether the node answers; nobody waits for it."""
        self.post(self._found(asked, True) if near else NotFound(asked.number, NO_NODE))

    def with_rest(self, order: Order, go_on: Callable[[str], None]) -> None:
        """Find out how the rest of a price can be paid now, and go on with that."""
        desk = self.tenders
        if not order.rest.units:
            go_on("")
        elif order.rest_by == BY_CASH:
            go_on(BY_CASH)
        elif desk is None or desk.busy:
            go_on(DESK)
        else:
            self.lanes.tender.submit(lambda: go_on(desk.rest_by()))

    def committed(self, payment: Payment, event: Event) -> None:
        """What became of a sale whose rest the terminal took. Whatever is lost here, is settled."""
        if payment.tender is None:
            return
        if isinstance(event, Recorded):
            self._later(lambda desk: _sold(desk, payment))
        elif isinstance(event, LedgerFailed) and not event.unwritten:
            self._later(lambda desk: desk.leave(payment))

    def settle(self) -> None:
        """Look at the payments that nobody waits for; never waits."""
        self._later(lambda desk: desk.settle())

    def _count(self, number: int) -> None:
        told: Event | None = CounterReported(AWAY, number)
        if self.counter is not None:
            told = self.counter.start(number)
        if told is not None:
            self.post(told)

    def _offer(self, number: int, order: Order) -> None:
        if self.offers is None:
            self.post(NoOffer(number, NO_OFFER))
        else:
            self.offers.show(number, order)

    def _at_terminal(self, effect: ServiceEffect) -> None:
        match effect:
            case effects.TakeTender(payment):
                self._take(payment)
            case effects.GiveUpTender(payment):
                self._later(lambda desk: desk.give_up(payment))
            case effects.ReturnTender(payment):
                self._later(lambda desk: desk.give_back(payment))
            case _:
                raise AssertionError(f"{type(effect).__name__} is the ledger's")

    def _take(self, payment: Payment) -> None:
        desk = self.tenders
        if desk is None:
            self.post(TenderRefused(payment, TERMINAL_AWAY))
        else:
            self.lanes.tender.submit(lambda: desk.take(payment))

    def _later(self, job: Callable[[TenderDesk], object]) -> None:
        desk = self.tenders
        if desk is None:
            return

        def run() -> None:
            job(desk)

        with suppress(LaneFull):  # it hangs at the terminal: what is open is settled later
            self.lanes.returns.submit(run)

    def _partner(self, asked: LookUp) -> Event:
        service, lookup = asked.service, asked.lookup
        try:
            if self.partners is None:
                fact = service.understand(lookup.id, None)
            else:
                fact = self.partners.look_up(service, lookup)
        except LeadsNowhere as exc:
            return NotFound(asked.number, exc.reason)
        return self._found(asked, fact)

    def _found(self, asked: LookUp, fact: Fact) -> Found:
        return Found(asked.number, asked.lookup.id, fact, self.now_s())

    def _account(self, asked: LookUp) -> Event:
        if self.accounts is None or asked.code is None:
            return NotFound(asked.number, NO_NODE)
        found = self.accounts.look(asked.code)
        if isinstance(found, str):
            return NotFound(asked.number, found)
        return self._found(asked, found)

    def _passes(self, asked: LookUp, own: Found) -> Event:
        if self.passes is None or asked.code is None or not isinstance(own.fact, PassesLeft):
            return own
        found = self.passes.look(asked.code, asked.service.id, own.fact)
        if isinstance(found, str):
            return NotFound(asked.number, found)
        return replace(own, fact=found)


def _sold(desk: TenderDesk, payment: Payment) -> None:
    try:
        desk.sold(payment.id)
    except LedgerError:
        desk.leave(payment)


def bare_room(lane: Lane, post: Post) -> ServiceRoom:
    """Return the room of a machine that has none of it: no gate, no counter, no terminal."""
    return ServiceRoom(SideLanes(lane, lane, lane, lane), lane, post, lambda: 0, GateDesk())
