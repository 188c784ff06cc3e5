"""One step of a visit: what an event means where it is, and what goes with every step. Pure."""

from dataclasses import replace

from kiosk import events
from kiosk.effects import StaffCame
from kiosk.visit import aids, counting, handover, news, offering, settling, silence
from kiosk.visit.leaving import Step
from kiosk.visit.state import Aside, Place, Shop, Visit
from kiosk.visit.table import ANYWHERE, BY_A_PERSON, CODES, SIGNS, TABLE, Handler


def advance(shop: Shop, visit: Visit, event: events.Event, now_s: float) -> Step:
    """Return the next visit and what it wants done. ``now_s`` is any clock that only rises."""
    after, wanted = _moved(shop, visit, event, now_s)
    after, stopped = counting.follow(visit, after)
    after, offered = offering.follow(shop, visit, after)
    ended = visit.staff_called and not after.staff_called and visit.place is not Place.HANDED
    came = (StaffCame(),) if ended else ()
    return after, (*stopped, *wanted, *offered, *came)


def _moved(shop: Shop, visit: Visit, event: events.Event, now_s: float) -> Step:
    if isinstance(event, events.Ticked):
        after, wanted = silence.tick(shop, visit, now_s)
        ended = after.place is not visit.place or after.entered_at_s < visit.entered_at_s
        return (_entered(after, now_s) if ended else after), wanted
    by_person = isinstance(event, BY_A_PERSON) or aids.wakes_voice(visit, event)
    if by_person:
        visit = replace(visit, touched=True, warned=False, told="")
    after, wanted = _handler(visit, event)(shop, visit, event)
    if by_person and after.doubted == visit.doubted and not isinstance(event, counting.KEEPS_DOUBT):
        after = replace(after, doubted="")
    showed = isinstance(event, SIGNS) and after != visit
    if after.place is not visit.place or _finds_anew(visit, after):
        after = _entered(after, now_s)
    elif by_person or showed:
        after = replace(after, touched_at_s=now_s, warned=False)
    after = news.left(after, event, by_person=by_person)
    closes = showed and isinstance(event, CODES)
    return (replace(after, aside=Aside.NONE) if closes else after), wanted


def _handler(visit: Visit, event: events.Event) -> Handler:
    """Return what an event means here: first to the page that lies over the place, if one does."""
    kind = type(event)
    if visit.aside is not Aside.NONE and kind in aids.ON_PAGE:
        return aids.ON_PAGE[kind]
    if handover.begins(visit, event):
        return handover.badge_shown
    if counting.doubts(visit, event):
        return counting.doubting
    return TABLE.get((visit.place, kind)) or ANYWHERE.get(kind, settling.stray)


def _finds_anew(before: Visit, after: Visit) -> bool:
    """Whether one look-up followed another: each has its own time."""
    return after.place is Place.FINDING and after.checks != before.checks


def _entered(visit: Visit, now_s: float) -> Visit:
    """At another place: a new pause begins, and nothing that was typed comes along.

    A new PIN is kept for as long as it is typed again, and no longer. A page that lay over the
    place before is closed.
    """
    kept = visit.typed_before if visit.place is Place.STAFF_NEW_PIN_AGAIN else ""
    wiped = replace(visit, typed="", typed_before=kept, hint="", aside=Aside.NONE)
    wiped = replace(wiped, tender_step="", giving_up="", doubted="")
    return replace(wiped, touched_at_s=now_s, entered_at_s=now_s, warned=False)
