"""What the world answers to what services want: look-ups, counts, gates, cards, claims.

Facts, digits and counts are the services' own samples.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk import effects, events
from kiosk.payment import Payment
from kiosk.services.base import (
    AccountCall,
    Count,
    Digits,
    Fact,
    Lookup,
    MachineCount,
    NodeCall,
    PartnerCall,
    Source,
)
from kiosk.visit import Shop, Visit, next_ask
from kiosk.visit.knowing import known
from kiosk.visit.settling import QUOTE_EXPIRED
from kiosk.walk.cast import NOON_S
from kiosk.walk.reasons import Reasons
from protocol.entry import Tender
from schemes.money import Coins

CLAIM: Final = b"walk-claim-numbr"
OFFER: Final = "CC1:WALKED"
STEPS: Final = ("card", "bank")
"""What a card terminal tells of itself."""
Told = Iterator[events.Event]


def samples(shop: Shop, visit: Visit) -> tuple[Fact | str, ...]:
    """Return what may answer what the visit asks now, by its service; empty for other asks."""
    asked = next_ask(shop, visit)
    if not isinstance(asked, Lookup | Digits | Count):
        return ()
    return shop.services[visit.service].samples(asked, known(visit))


class ServiceWorld:
    """Answers the effects of services for one shop."""

    def __init__(self, shop: Shop, reasons: Reasons) -> None:
        self._shop = shop
        self._reasons = reasons
        self.answers: Mapping[type, Callable[[Any, Visit], Told]] = {
            effects.Claim: self._claim,
            effects.LookUp: self._looked_up,
            effects.StartCount: self._counts,
            effects.StopCount: _nothing,
            effects.CheckGate: self._gate,
            effects.TakeTender: self._card,
            effects.GiveUpTender: _nothing,  # the answer to what is given up still comes
            effects.ReturnTender: _nothing,
            effects.OfferCode: self._offer,
            effects.WithdrawOffer: _nothing,
        }

    def _claim(self, asked: effects.Claim, _visit: Visit) -> Told:
        order = asked.order
        payment = Payment(CLAIM, order, asked.code, False, (1, 1), rest_by=order.rest_by)
        payment = replace(payment, reward=order.reward)
        granted = replace(payment, spendable=Coins(200), approval=asked.approval)
        yield events.Granted(granted)
        for reason in (*self._reasons.claims, QUOTE_EXPIRED):
            yield events.Declined(payment, reason)

    def _looked_up(self, asked: effects.LookUp, visit: Visit) -> Told:
        for fact in samples(self._shop, visit):
            yield events.Found(asked.number, asked.lookup.id, fact, NOON_S)
        for reason in (*self._reasons.of(asked.service.reasons), *_away(asked.lookup.source)):
            yield events.NotFound(asked.number, reason)

    def _counts(self, asked: effects.StartCount, visit: Visit) -> Told:
        for fact in samples(self._shop, visit):
            if isinstance(fact, MachineCount):
                yield events.CountTold(asked.number, fact)
        yield events.CounterReported("counter-away", asked.number)

    def _gate(self, asked: effects.CheckGate, _visit: Visit) -> Told:
        for problem in ("", *self._reasons.gates):
            yield events.GateReported(problem, asked.number)

    def _card(self, asked: effects.TakeTender, _visit: Visit) -> Told:
        payment = asked.payment
        for step in STEPS:
            yield events.TenderTold(payment, step)
        yield events.TenderTaken(replace(payment, tender=Tender("card", payment.order.rest.units)))
        for reason in self._reasons.cards:
            yield events.TenderRefused(payment, reason)

    def _offer(self, asked: effects.OfferCode, _visit: Visit) -> Told:
        yield events.Offered(asked.number, OFFER, NOON_S + 120)
        yield events.NoOffer(asked.number, "offer-away")


def _away(source: Source) -> tuple[str, ...]:
    if isinstance(source, PartnerCall):
        return ("partner-away", "partner-babbles")
    return ("node-away",) if isinstance(source, AccountCall | NodeCall) else ()


def _nothing(_asked: effects.Effect, _visit: Visit) -> Told:
    return iter(())
