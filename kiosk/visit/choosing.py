"""Choosing and showing a code: the moves from nobody at the machine to a known order."""

from dataclasses import replace

from kiosk import events
from kiosk.payment import CheckedCode
from kiosk.visit.leaving import Step, fresh, sorry
from kiosk.visit.settling import prepare
from kiosk.visit.state import Place, Shop, Visit, order, question


def choose_service(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Begin with the first question of a service."""
    if event.id not in shop.services:
        return visit, ()
    return _begin(shop, visit, event.id)


def choose_option(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Take an answer; the last one leads on to the code, or past it when it was shown already."""
    asked = question(shop, visit)
    if asked is None or event.id not in {option.id for option in asked.options}:
        return visit, ()
    visit = replace(visit, answers={**visit.answers, asked.id: event.id}, page=1)
    return _go_on(shop, visit)


def _begin(shop: Shop, visit: Visit, service: str) -> Step:
    return _go_on(shop, replace(visit, service=service, answers={}, page=1))


def _go_on(shop: Shop, visit: Visit) -> Step:
    """Ask the next question; without one, ask for the code, or go past it when it was shown."""
    if question(shop, visit) is not None:
        return replace(visit, place=Place.ASKING), ()
    return prepare(visit) if visit.code else (replace(visit, place=Place.SHOWING), ())


def turn_page(shop: Shop, visit: Visit, event: events.TurnedPage) -> Step:
    """Look at other choices. A page that is past the last shows the last."""
    asked = question(shop, visit)
    most = len(asked.options) if asked else 1
    page = visit.page + 1 if event.forward else visit.page - 1
    return replace(visit, page=min(max(page, 1), most)), ()


def ask_before(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Take back the last answer."""
    if not visit.answers:
        return replace(visit, place=Place.START, service=""), ()
    *kept, _last = visit.answers.items()
    return replace(visit, place=Place.ASKING, answers=dict(kept), quantity=1), ()


def more(shop: Shop, visit: Visit, _event: object) -> Step:
    """One more, up to what the service sells at once."""
    most = order(shop, visit).max_quantity
    return replace(visit, quantity=min(visit.quantity + 1, most)), ()


def fewer(_shop: Shop, visit: Visit, _event: object) -> Step:
    """One fewer, down to one."""
    return replace(visit, quantity=max(visit.quantity - 1, 1)), ()


def code_seen(shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """A paid ticket that was never handed out comes first; then the code serves its visit.

    Who has just paid and still holds the phone there begins nothing by it.
    """
    if visit.place is Place.START and visit.paid_by == event.code.resident.cti:
        return visit, ()
    if event.code.unfulfilled:
        waiting = replace(event.code.unfulfilled[0], again=True)
        return replace(visit, place=Place.REPRINT, code=event.code, ticket=waiting), ()
    if event.code.used:
        return sorry(visit, "already-used", visit.place), ()
    visit = replace(visit, code=event.code, touched=visit.place is not Place.START)
    if visit.place is Place.SHOWING:
        return prepare(visit)
    if visit.place is Place.START and len(shop.services) == 1:
        return _begin(shop, visit, next(iter(shop.services)))
    return visit, ()


def not_now(shop: Shop, visit: Visit, _event: object) -> Step:
    """The person has the ticket, or wants it later: go on where the code came in."""
    if visit.code is None:
        return fresh(visit), ()
    kept = replace(visit, place=_place_before(shop, visit), ticket=None, code=None)
    return code_seen(shop, kept, events.CodeSeen(replace(visit.code, unfulfilled=())))


def _place_before(shop: Shop, visit: Visit) -> Place:
    if not visit.service:
        return Place.START
    return Place.SHOWING if question(shop, visit) is None else Place.ASKING


def code_refused(_shop: Shop, visit: Visit, event: events.CodeRefused) -> Step:
    """Say what is wrong with it; showing another goes on where the person was."""
    return sorry(visit, event.reason, visit.place), ()


def code_after_sorry(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    """Another code is as good as touching the button first."""
    back, _ = retry(shop, visit, event)
    return _code(shop, back, event)


def code_after_thanks(
    shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused
) -> Step:
    """The next person's code begins the next visit; the owner's own means nothing now."""
    if isinstance(event, events.CodeSeen) and _same_person(visit, event.code):
        return visit, ()
    return _code(shop, fresh(visit), event)


def _code(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    if visit.place is Place.OUT_OF_ORDER:
        return visit, ()
    if isinstance(event, events.CodeSeen):
        return code_seen(shop, visit, event)
    return code_refused(shop, visit, event)


def _same_person(visit: Visit, code: CheckedCode) -> bool:
    return visit.code is not None and visit.code.resident.cti == code.resident.cti


def retry(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Go back to where the refusal happened, without the code that was refused."""
    if visit.refusal is None or visit.refusal.retry is Place.START:
        return fresh(visit), ()
    return replace(visit, place=visit.refusal.retry, refusal=None, code=None), ()
