"""What a visit knows for its service: how it is learned, in which order, what going back forgets.

The *trail* names everything that was learned since the service was chosen, oldest first: answers,
what was found, the approval, and the moment from which a code was known. Going back over it forgets
what hung on it, so that nobody's order is made of another one's answers.
"""

from collections.abc import Set
from dataclasses import replace
from typing import Final

from kiosk.payment import CheckedCode
from kiosk.services.base import (
    Ask,
    Count,
    Digits,
    Fact,
    Holder,
    Known,
    Lookup,
    MachineCount,
    NotFound,
    Order,
    OtherCode,
    Question,
    Shown,
)
from kiosk.visit.state import HANDED_PLACES, Place, Shop, Visit

CODE: Final = "(code)"
"""In the trail: from here on somebody's code was known. No slug, so no ask has this id."""
PLACE_OF: Final[dict[type, Place]] = {
    Question: Place.ASKING,
    Digits: Place.KEYING,
    Lookup: Place.FINDING,
    OtherCode: Place.RECEIVING,
    Count: Place.COUNTING,
}
"""Where each of these is asked; the others come after a code."""


def known(visit: Visit) -> Known:
    """Return all that the visit's service may know of it."""
    mine = visit.code if visit.code is not None and visit.code.proved else None
    by = None if visit.approval is None else visit.approval.resident.cti
    holder = None if mine is None else _holder(mine)
    return Known(visit.answers, visit.facts, holder, by, visit.known_at_s)


def _holder(code: CheckedCode) -> Holder:
    credential = code.resident.credential
    classes = tuple(credential.price_classes)
    return Holder(credential.kind, credential.limit_tag, classes, credential.issued, code.tail)


def _unnamed(visit: Visit) -> Known:
    """The same before anybody's code: what is shown beside the wish for one hangs on nobody.

    So nothing that was learned since a code was known is part of it: a service that is told of a
    person's day without the person can make no order of that.
    """
    before = _forgetting(visit, _since_code(visit))
    return Known(before.answers, before.facts, None, None, before.known_at_s)


def _here(shop: Shop, visit: Visit) -> Known:
    """Return what is known for what is on the screen: where a code is asked for, before anybody's.

    A service may want to know other things where a code came first: then it is by that.
    """
    if where(visit) is not Place.SHOWING:
        return known(visit)
    before = place_before(shop, visit) is Place.SHOWING
    return _unnamed(visit) if before or visit.code is None else known(visit)


def where(visit: Visit) -> Place:
    """Return where the person is, also while staff have the visit."""
    if visit.handover is not None and visit.place in HANDED_PLACES:
        return visit.handover.place
    return visit.place


def ask(shop: Shop, visit: Visit) -> Ask | None:
    """Return what has to be known next by all that is known; NotFound as the service has it."""
    return shop.services[visit.service].ask(known(visit))


def next_ask(shop: Shop, visit: Visit) -> Ask | None:
    """Return what is asked where the person is; None when the order is known, or no service is."""
    if not visit.service:
        return None
    try:
        return shop.services[visit.service].ask(_here(shop, visit))
    except NotFound:
        return None


def question(shop: Shop, visit: Visit) -> Question | None:
    """Return the question that is to be asked now, if it is one."""
    asked = next_ask(shop, visit)
    return asked if isinstance(asked, Question) else None


def digits(shop: Shop, visit: Visit) -> Digits | None:
    """Return the digits that are to be keyed in now, if it is digits."""
    asked = next_ask(shop, visit)
    return asked if isinstance(asked, Digits) else None


def order(shop: Shop, visit: Visit) -> Order:
    """Return the order as answered so far; nothing may be missing.

    Where a code is asked for it hangs on nobody, even if one was shown before.
    """
    return shop.services[visit.service].order(_here(shop, visit), visit.quantity)


def priced(shop: Shop, visit: Visit) -> Order | None:
    """Return the same, or None while something is missing or nothing can be had."""
    if not visit.service:
        return None
    here = _here(shop, visit)
    service = shop.services[visit.service]
    try:
        return service.order(here, visit.quantity) if service.ask(here) is None else None
    except NotFound:
        return None


def place_before(shop: Shop, visit: Visit) -> Place:
    """Return where a person was who showed a code: what was asked, or that it may be shown."""
    if not visit.service:
        return Place.START
    try:
        asked = shop.services[visit.service].ask(_unnamed(visit))
    except NotFound:
        return Place.FINDING
    return Place.SHOWING if asked is None else PLACE_OF.get(type(asked), Place.SHOWING)


def begun(visit: Visit, service: str) -> Visit:
    """Return the visit with ``service`` chosen and nothing learned for it."""
    return replace(
        visit,
        service=service,
        answers={},
        facts={},
        known_at_s=None,
        approval=None,
        cash=None,
        other=None,
        unoffered=False,
        trail=(CODE,) if service and visit.code else (),
        quantity=1,
        page=1,
    )


def answered(visit: Visit, id_: str, answer: str) -> Visit:
    """Return the visit with what a person answered."""
    answers = {**visit.answers, id_: answer}
    return replace(visit, answers=answers, trail=_led_on(visit, id_), page=1, typed="")


def found(visit: Visit, id_: str, fact: Fact, at_s: int | None) -> Visit:
    """Return the visit with what the world told at ``at_s``; None where it was not looked up."""
    facts = {**visit.facts, id_: fact}
    at_s = visit.known_at_s if at_s is None else at_s
    return replace(visit, facts=facts, known_at_s=at_s, trail=_led_on(visit, id_))


def shown_by_other(visit: Visit, id_: str, code: CheckedCode) -> Visit:
    """Return the visit with the code of whom something is for."""
    told = found(visit, id_, Shown(code.resident.cti, code.tail), None)
    return replace(told, other=code, page=1, typed="")


def approved(visit: Visit, id_: str, badge: CheckedCode) -> Visit:
    """Return the visit with a badge that approved."""
    return replace(visit, approval=badge, trail=_led_on(visit, id_))


def with_code(visit: Visit, code: CheckedCode) -> Visit:
    """Return the visit with this code; what was learned by another one's is forgotten."""
    visit = for_somebody_else(visit, code)
    trail = _led_on(visit, CODE) if visit.service and CODE not in visit.trail else visit.trail
    return replace(visit, code=code, trail=trail)


def for_somebody_else(visit: Visit, code: CheckedCode) -> Visit:
    """Return the visit as it is for this code, without what was learned by somebody else's."""
    same = visit.code is not None and visit.code.resident.cti == code.resident.cti
    return visit if same else without_code(visit)


def without_code(visit: Visit) -> Visit:
    """Return the visit without its code and all that was learned by it.

    What a machine has counted stays: it is in the machine, whoever's it is.
    """
    visit = replace(visit, code=None)
    return _forgetting(visit, _since_code(visit))


def for_another_order(visit: Visit) -> Visit:
    """Return the visit with its code, unless that was made for this very order."""
    return without_code(visit) if visit.code is not None and visit.code.for_offer else visit


def before_last_answer(visit: Visit) -> Visit | None:
    """Return the visit before its last answer was given; None where none was. A code is kept.

    Somebody else's code is an answer, too.
    """
    answers = [at for at, id_ in enumerate(visit.trail) if _is_answer(visit, id_)]
    if not answers:
        return None
    since = {*visit.trail[answers[-1] :]} - {CODE}
    return replace(_forgetting(visit, since), quantity=1, page=1)


def to_look_again(visit: Visit) -> Visit:
    """Return the visit without what was found since the last answer: it may be out of date."""
    answers = [at for at, id_ in enumerate(visit.trail) if _is_answer(visit, id_)]
    first = answers[-1] + 1 if answers else 0
    found_since = {id_ for id_ in visit.trail[first:] if id_ in visit.facts}
    return _forgetting(visit, {id_ for id_ in found_since if not _is_count(visit, id_)})


def unapproved(visit: Visit) -> Visit:
    """Return the visit without an approval: what was approved was something else.

    What was found since hung on the badge that approved: the next one may be another.
    """
    badges = {*visit.trail} - {*visit.answers, *visit.facts, CODE}
    since = min((visit.trail.index(id_) for id_ in badges), default=len(visit.trail))
    told = {id_ for id_ in visit.trail[since:] if id_ in visit.facts}
    kept = {id_ for id_ in told if _is_count(visit, id_) or _is_answer(visit, id_)}
    return _forgetting(visit, badges | (told - kept))


def answered_since_code(visit: Visit) -> bool:
    """Whether something was answered after the code was known."""
    since = visit.trail.index(CODE) if CODE in visit.trail else len(visit.trail)
    return any(_is_answer(visit, id_) for id_ in visit.trail[since:])


def answers_given(visit: Visit) -> int:
    """Return how many steps people have answered."""
    return sum(_is_answer(visit, id_) for id_ in visit.trail)


def still_begun(visit: Visit) -> bool:
    """Whether the ticket at hand was owed from before, so that what was begun here goes on."""
    if visit.ticket is None or visit.code is None or not visit.service:
        return False
    return visit.ticket.id in {owed.id for owed in visit.code.unfulfilled}


def counted(visit: Visit) -> int:
    """Return how many things the person has put into a machine that are in no entry yet."""
    told = visit.count.items if visit.count else 0
    return told + sum(fact.items for fact in visit.facts.values() if isinstance(fact, MachineCount))


def _since_code(visit: Visit) -> Set[str]:
    """Return what was learned since a code was known, but what a machine has counted."""
    since = visit.trail[visit.trail.index(CODE) :] if CODE in visit.trail else ()
    return {id_ for id_ in since if not _is_count(visit, id_)}


def _is_count(visit: Visit, id_: str) -> bool:
    return isinstance(visit.facts.get(id_), MachineCount)


def _is_answer(visit: Visit, id_: str) -> bool:
    return id_ in visit.answers or isinstance(visit.facts.get(id_), Shown)


def _led_on(visit: Visit, id_: str) -> tuple[str, ...]:
    return (*(before for before in visit.trail if before != id_), id_)


def _forgetting(visit: Visit, ids: Set[str]) -> Visit:
    """Return the visit without what ``ids`` name; of the trail they may name anything."""
    facts = {id_: fact for id_, fact in visit.facts.items() if id_ not in ids}
    approval = ids & {*visit.trail} - {*visit.answers, *visit.facts, CODE}
    return replace(
        visit,
        answers={id_: answer for id_, answer in visit.answers.items() if id_ not in ids},
        facts=facts,
        known_at_s=visit.known_at_s if facts else None,
        approval=None if approval else visit.approval,
        other=visit.other if any(isinstance(one, Shown) for one in facts.values()) else None,
        trail=tuple(id_ for id_ in visit.trail if id_ not in ids),
    )
