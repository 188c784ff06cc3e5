"""What a service wants to know, asked one after the other until its order is known. Pure.

Asked of the person: a choice, digits. Of the world: look-ups, a machine's count. Of the staff: a
badge. Each of these leads on here, and whatever is known then says what comes next.
"""

from dataclasses import replace
from typing import Final

from kiosk import effects, events
from kiosk.services.base import (
    Approval,
    Count,
    Digits,
    Lookup,
    NotFound,
    OtherCode,
    Question,
    Tell,
)
from kiosk.visit.knowing import (
    PLACE_OF,
    answered,
    answered_since_code,
    ask,
    before_last_answer,
    begun,
    counted,
    for_another_order,
    found,
    order,
    place_before,
    question,
    to_look_again,
    unapproved,
)
from kiosk.visit.leaving import Step, cash_back, gone_back, sorry
from kiosk.visit.settling import prepare
from kiosk.visit.state import Place, Shop, Visit

BACK, OVER = "back", "over"
MOST_TOLD: Final = 9  # pages of what is told: the node tells twenty movements
COUNT_LOST: Final = "count-lost"
"""What the quiet line says before a button that would lose what was counted."""


def begin(shop: Shop, visit: Visit, service: str) -> Step:
    """Begin with what a service asks first, unless it ends on paper that is not there."""
    problem = closed_by(shop, visit, service)
    if problem:
        return sorry(begun(visit, ""), problem, Place.START, keeps=True), ()
    return go_on(shop, begun(visit, service))


def closed_by(shop: Shop, visit: Visit, service: str) -> str:
    """Return what keeps a service from being begun now; empty while nothing does."""
    return visit.paper_problem if service in shop.needs_paper else ""


def go_on(shop: Shop, visit: Visit) -> Step:
    """Ask what is missing; with nothing missing ask for the code, or go past it if it is known."""
    try:
        asked = ask(shop, visit)
    except NotFound as told:
        return _for_others(_no_further(shop, visit, told.reason), told.who), ()
    number = visit.checks + 1
    match asked:
        case Question() | Digits() | OtherCode():
            return replace(visit, place=PLACE_OF[type(asked)]), ()
        case Lookup():
            service = shop.services[visit.service]
            wanted = effects.LookUp(number, service, asked, visit.code, visit.approval)
            return replace(visit, place=Place.FINDING, checks=number), (wanted,)
        case Count():
            here = replace(visit, place=Place.COUNTING, checks=number, counting=number, count=None)
            return here, (effects.StartCount(number),)
        case Approval():
            return replace(visit, place=Place.APPROVING), ()
        case Tell():
            return replace(visit, place=Place.TOLD, page=1), ()
    return prepare(shop, visit) if visit.code else (replace(visit, place=Place.SHOWING), ())


def _no_further(shop: Shop, visit: Visit, reason: str) -> Visit:
    """Say why. The way on is another answer to the last question, or the first screen."""
    before = before_last_answer(for_another_order(visit))
    if before is None:
        return sorry(visit, reason, Place.START)
    return sorry(before, reason, _place_of(shop, before), keeps=True)


def _for_others(visit: Visit, who: tuple[str, ...]) -> Visit:
    """Say also whom it is for, where a service told that."""
    if visit.refusal is None or not who:
        return visit
    return replace(visit, refusal=replace(visit.refusal, who=who))


def _place_of(shop: Shop, visit: Visit) -> Place:
    try:
        return PLACE_OF.get(type(ask(shop, visit)), Place.START)
    except NotFound:
        return Place.START


def choose_option(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Take an answer; the last one leads on to the code, or past it when it was shown already."""
    asked = question(shop, visit)
    open_ = {it.id for it in asked.options if not it.closed} if asked else set()
    if asked is None or event.id not in open_:
        return visit, ()
    return go_on(shop, answered(visit, asked.id, event.id))


def turn_page(shop: Shop, visit: Visit, event: events.TurnedPage) -> Step:
    """Look at other choices. A page that is past the last shows the last."""
    asked = question(shop, visit)
    most = len(asked.options) if asked else 1
    page = visit.page + 1 if event.forward else visit.page - 1
    return replace(visit, page=min(max(page, 1), most)), ()


def turn_told(_shop: Shop, visit: Visit, event: events.TurnedPage) -> Step:
    """Look at more of what is told or agreed to; the presenter shows the last for any past it."""
    page = visit.page + 1 if event.forward else visit.page - 1
    return replace(visit, page=min(max(page, 1), MOST_TOLD)), ()


def looked_up(shop: Shop, visit: Visit, event: events.Found) -> Step:
    """Take what was found. The answer to an older question is none."""
    if event.check != visit.checks:
        return visit, ()
    return go_on(shop, found(visit, event.lookup, event.fact, event.at_s))


def not_found(shop: Shop, visit: Visit, event: events.NotFound) -> Step:
    """It leads no further."""
    if event.check != visit.checks:
        return visit, ()
    if counted(visit):  # what was counted is not lost by an answer that did not come
        kept = cash_back(for_another_order(visit))
        return sorry(kept, event.reason, Place.FINDING, keeps=True), ()
    return _no_further(shop, visit, event.reason), ()


def ask_before(shop: Shop, visit: Visit, _event: object) -> Step:
    """Take back the last answer; from what is asked after a code, go back to the order."""
    if visit.place is not Place.SHOWING and _came_by_order(shop, visit):
        if _would_lose(visit, visit):
            return _doubting(visit), ()
        return replace(gone_back(for_another_order(visit)), place=Place.SHOWING), ()
    before = before_last_answer(visit)
    left = begun(visit, "") if before is None else before
    if _would_lose(visit, left):
        return _doubting(visit), ()
    return go_on(shop, left) if left.service else (replace(left, place=Place.START), ())


def _came_by_order(shop: Shop, visit: Visit) -> bool:
    """Whether the order was shown before this was asked."""
    before = place_before(shop, visit) is Place.SHOWING
    return visit.code is not None and before and not answered_since_code(visit)


def _would_lose(before: Visit, after: Visit) -> bool:
    """Whether a machine has counted what would count no more; said once, then it is meant."""
    loses = counted(before) > counted(replace(after, count=None))
    return loses and before.doubted != BACK


def _doubting(visit: Visit) -> Visit:
    return replace(visit, doubted=BACK, told=COUNT_LOST)


def continue_with_code(shop: Shop, visit: Visit, _event: object) -> Step:
    """The code was read before: go on, by what is true now."""
    return go_on(shop, to_look_again(cash_back(visit))) if visit.code else (visit, ())


def more(shop: Shop, visit: Visit, _event: object) -> Step:
    """One more, up to what the service sells at once."""
    most = order(shop, visit).max_quantity
    return _many(visit, min(visit.quantity + 1, most)), ()


def fewer(_shop: Shop, visit: Visit, _event: object) -> Step:
    """One fewer, down to one."""
    return _many(visit, max(visit.quantity - 1, 1)), ()


def _many(visit: Visit, quantity: int) -> Visit:
    return replace(visit if quantity == visit.quantity else unapproved(visit), quantity=quantity)
