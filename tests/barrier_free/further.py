"""The states of every facility: what each of its services asks, agrees to and ends with.

One service is walked whole, by everything that can happen (see ``ground``). What happens to a
machine, to staff and to codes is the same at all others, so of those only the ways are gone that
their own services know (by the samples that facilities are judged by), and each end is shown.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kiosk.payment import CheckedCode, Payment, Proof, Ticket, TicketLine
from kiosk.services.base import (
    BRINGS,
    HELD_ONLY,
    Approval,
    Ask,
    Count,
    Digits,
    HandOver,
    Known,
    Lookup,
    MachineCount,
    Order,
    OtherCode,
    Question,
    Tell,
    ways,
)
from kiosk.services.questions import SAMPLE_HOLDER
from kiosk.visit import CoinsFate, Place, Refusal, Visit
from kiosk.walk import NOON, Stand, Walked, stand
from kiosk.walk.cast import NOON_S
from kiosk.walk.cast import code as code_of
from kiosk.walk.presses import texts
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy
from schemes.money import Coins, Won
from ui.contract import ConfirmScreen, Screen, Setting

Shown = tuple[str, Visit, Screen]

PLACES = {
    Question: Place.ASKING,
    Digits: Place.KEYING,
    Lookup: Place.FINDING,
    Count: Place.COUNTING,
    OtherCode: Place.RECEIVING,
    Approval: Place.APPROVING,
    Tell: Place.TOLD,
}
OFFER = "HTTPS://SHOWN.CODE/" + "0123456789ABCDEF" * 8  # as long as a real one
COUNTED = 12


@cache
def visits(facility: str) -> tuple[Visit, ...]:
    """Return a facility's own visits, a few of each place of each service."""
    place = stand(facility, lambda *_: 6)
    code = _phone(place)
    found: dict[tuple[str, Place], dict[tuple[str, ...], Visit]] = {}
    for visit in (Visit(), *_all(place, code)):
        key = (visit.service, visit.place)
        screen = place.presenter.screen(visit, NOON)
        found.setdefault(key, {}).setdefault(texts(screen), visit)
    return tuple(one for alike in found.values() for one in _few(list(alike.items())))


def _few(alike: list[tuple[tuple[str, ...], Visit]]) -> list[Visit]:
    """Return those with the least and the most to read: nothing between is harder to show."""
    ordered = sorted(alike, key=lambda it: sum(map(len, it[0])))
    return [ordered[at][1] for at in sorted({0, len(ordered) - 1})]


def _all(place: Stand, code: CheckedCode) -> Iterator[Visit]:
    for service in place.shop.services.values():
        begun = Visit(service=service.id)
        for holder in (None, SAMPLE_HOLDER):
            for ask, known in ways(service, Known(holder=holder)):
                visit = _knowing(begun, known, code if holder else None)
                if ask is not None:
                    yield _asked(visit, ask)
                elif holder is None:
                    yield from _showing(visit)
                else:
                    yield from _ends(visit, service.order(known, 1), code)
        for reason in service.reasons:
            refusal = Refusal(reason, CoinsFate.SAFE, Place.START)
            yield replace(begun, place=Place.SORRY, refusal=refusal)


def _knowing(visit: Visit, known: Known, code: CheckedCode | None) -> Visit:
    approval = None if code is None or known.approver is None else code
    return replace(
        visit,
        answers=known.answers,
        facts=known.facts,
        known_at_s=known.at_s,
        code=code,
        approval=approval,
    )


def _asked(visit: Visit, ask: Ask) -> Visit:
    visit = replace(visit, place=PLACES[type(ask)])
    if isinstance(ask, Digits):
        return replace(visit, typed="3456"[: ask.places])
    if isinstance(ask, Count):
        return replace(visit, count=MachineCount(COUNTED, "sample"))
    return visit


def _showing(visit: Visit) -> Iterator[Visit]:
    showing = replace(visit, place=Place.SHOWING)
    yield from (showing, replace(showing, offer=OFFER))


def _ends(visit: Visit, order: Order, code: CheckedCode) -> Iterator[Visit]:
    for by in _deciders(order):
        payment = Payment(b"id", order, code, False, (1, 1), by, spendable=_has(order))
        rest_by = order.rest_by or ("card" if by is DecidedBy.HOLD else "desk")
        payment = replace(payment, reward=order.reward, rest_by=rest_by if order.rest.units else "")
        visit = replace(visit, payment=payment, ticket=_ticket(payment))
        for place in (Place.CONFIRMING, Place.THANKS):
            yield replace(visit, place=place)
        if order.rest > Won(0) and rest_by == "card":
            yield replace(visit, place=Place.TENDERING, tender_step="card")
        if order.hand_over is not HandOver.SCREEN:
            yield replace(visit, place=Place.FULFILLING)
            yield replace(visit, place=Place.REPRINT)
            used = Refusal("gate-failed", CoinsFate.USED, Place.START)
            yield replace(visit, place=Place.SORRY, refusal=used)


def _deciders(order: Order) -> tuple[DecidedBy | None, ...]:
    """Return who may have decided it: some things the node alone, some nobody."""
    if order.kind in HELD_ONLY:
        return (DecidedBy.HOLD,)
    return (DecidedBy.HOLD, DecidedBy.STAND_IN) if order.is_decided else (None,)


def _has(order: Order) -> Coins:
    """Return what somebody has who can pay it: some coins more, or some ten thousand won."""
    few = order.total < Coins(1_000)
    return order.total + (Coins(20) if few else Coins(73_750))


def _ticket(payment: Payment) -> Ticket:
    order = payment.order
    lines = tuple(TicketLine(it.item, it.name, it.quantity, it.worth_each) for it in order.lines)
    return Ticket(
        payment.id,
        4,
        order.service,
        lines,
        Coins(0) if order.kind in BRINGS else order.total,
        NOON_S,
        b"entry",
        kind=order.kind,
        hand_over=order.hand_over,
        rest=order.rest,
        rest_by=payment.rest_by,
        reward=payment.reward,
        earned=order.total if order.kind in BRINGS else Coins(0),
        left=payment.left,
        stood_in=payment.decided_by is DecidedBy.STAND_IN,
    )


def _phone(place: Stand) -> CheckedCode:
    return replace(code_of(CredentialKind.PHONE, b"walkphon", place.scheme), proof=Proof())


def states(facility: str, at: Stand, setting: Setting) -> list[Shown]:
    """Return what the facility's own visits look like at ``at`` in this setting."""
    found: dict[tuple[str, ...], Shown] = {}
    for visit in visits(facility):
        name = f"{facility}-{visit.service}-{visit.place}"
        for drawn, screen in _leafed(replace(visit, setting=setting), at):
            found.setdefault((type(screen).__name__, *texts(screen)), (name, drawn, screen))
    return list(found.values())


def _leafed(visit: Visit, at: Stand) -> Iterator[tuple[Visit, Screen]]:
    """Yield every page of what is agreed to; of anything else the first."""
    first = at.presenter.screen(visit, NOON)
    pages = first.pages if isinstance(first, ConfirmScreen) else 1
    for page in range(1, pages + 1):
        drawn = replace(visit, page=page)
        yield drawn, at.presenter.screen(drawn, NOON)


def walked(facility: str) -> list[Walked]:
    """Return the same as the walk tells of its own, by the first page of any panel."""
    place = stand(facility, lambda *_: 6)
    found = states(facility, place, Setting())
    return [Walked(name, visit, screen, ()) for name, visit, screen in found]
