"""Announcements at a machine that nobody is at: shown at rest, gone at the first touch. Pure.

They are lent the first screen's place: whatever means something there means the same, and a code
begins a visit. Only turning and holding still are for the announcement itself.
"""

from dataclasses import replace
from typing import Final

from kiosk import events
from kiosk.visit.leaving import Step, untouched
from kiosk.visit.state import News, Place, Shop, Visit

REST_S: Final = 60.0  # the first screen stands as long before anything changes by itself (row 13)
TURN_S: Final = 60.0  # and so does each announcement
PAUSED_S: Final = 120.0  # who holds one still and goes away holds it no longer
LET_GO_S: Final = 1.5  # a finger that was meant for a button has pressed it by then
FOR_NEWS = (events.Touched, events.TurnedPage, events.WantedPause)


def rest(shop: Shop, visit: Visit, now_s: float) -> Visit:
    """Let time pass at a first screen that nobody has touched: show one, or the next."""
    if visit.place is not Place.START or not shop.announcements:
        return replace(visit, news=None)
    quiet_s = now_s - max(visit.touched_at_s, visit.entered_at_s)
    shown = visit.news
    if shown is None:
        return replace(visit, news=News(0, now_s)) if quiet_s >= REST_S else visit
    if shown.touched and quiet_s >= LET_GO_S:
        return replace(visit, news=None)
    if shown.paused and quiet_s < PAUSED_S:
        return visit
    if min(quiet_s, now_s - shown.since_s) < TURN_S:
        return visit
    return replace(visit, news=News((shown.index + 1) % len(shop.announcements), now_s))


def touch(_shop: Shop, visit: Visit, _event: object) -> Step:
    """A finger came down: unless it presses a button now, it wants the first screen."""
    return _changed(visit, touched=True), ()


def pause(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Hold it still, or let it go on."""
    paused = visit.news is not None and not visit.news.paused
    return _changed(visit, touched=False, paused=paused), ()


def turn(shop: Shop, visit: Visit, event: events.TurnedPage) -> Step:
    """Show the next one, or the one before."""
    if visit.news is None or not shop.announcements:
        return visit, ()
    index = visit.news.index + (1 if event.forward else -1)
    turned = replace(visit.news, touched=False, index=index % len(shop.announcements))
    return replace(visit, news=turned), ()


def left(visit: Visit, event: events.Event, *, by_person: bool) -> Visit:
    """Return the visit without its announcement, where this event has begun something."""
    begun = by_person and not isinstance(event, FOR_NEWS)
    if visit.place is Place.START and untouched(visit) and not begun:
        return visit
    return replace(visit, news=None)


def _changed(visit: Visit, *, touched: bool, paused: bool | None = None) -> Visit:
    if visit.news is None:
        return visit
    held = visit.news.paused if paused is None else paused
    return replace(visit, news=replace(visit.news, touched=touched, paused=held))
