"""What time does to a visit: a silent person is asked, then forgotten; no wait is endless. Pure.

No choice has a time limit: whoever shows that they are still here, by a touch anywhere, has the
whole time again, as often as they like. A limit is for a machine that somebody has left, and is
told before it ends.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from kiosk import events
from kiosk.services.base import (
    AccountCall,
    HandOver,
    Lookup,
    NodeCall,
    PartnerCall,
    TerminalCall,
)
from kiosk.visit import news, tendering
from kiosk.visit.asking import go_on, not_found
from kiosk.visit.choosing import on_with_it
from kiosk.visit.counting import CASH_LEFT
from kiosk.visit.handover import NOT_NOW, given_back
from kiosk.visit.knowing import found, next_ask, place_before, still_begun
from kiosk.visit.leaving import Step, fresh, sorry, stopped, untouched, voided
from kiosk.visit.settling import asked_in_vain, came_to_nothing
from kiosk.visit.state import CoinsFate, Place, Shop, Visit

IDLE_WARN_S: Final = 100.0  # three times a young user's pause, and well over the 60 s of row 23
IDLE_END_S: Final = 120.0  # the warning stands for 20 s
CODE_WARN_S: Final = 60.0  # nothing changes by itself any sooner (row 13)
CODE_END_S: Final = 80.0  # a code shown first and not used by then belongs to somebody who left
LOOK_WARN_S: Final = 60.0  # so does a first screen that speaks or is drawn in somebody's own way
LOOK_END_S: Final = 80.0
STAFF_WARN_S: Final = 40.0  # who leaves staff mode open leaves it to the next resident
STAFF_END_S: Final = 60.0
HELP_END_S: Final = 600.0  # staff were called: they may have to come from another floor
GOODBYE_S: Final = 60.0  # thanks stay at least this long (row 13)
LEFTOVER_S: Final = 30.0  # who has gone by then must not find their rest given by the next one
LISTENING: Final = 2.0  # times as long, where a screen is heard and not seen at a glance
PRINTER_WAIT_S: Final = 15.0  # a printer that has not told its state by then is taken as away
DECIDE_WAIT_S: Final = 20.0  # the node has 0.8 s; the rest is the medium's, as with recording
RECORD_WAIT_S: Final = 20.0  # ten times what a healthy medium may take; then nobody knows the fate
PRINT_WAIT_S: Final = 60.0  # twice the driver's own limits
FIND_WAIT_S: Final = 20.0  # a partner or the node has less; the rest is the medium's
TENDER_WAIT_S: Final = 180.0  # somebody looks for a card and types its PIN at another machine
PAID_WAIT_S: Final = 10.0  # as long as a phone may still be in view after its owner has paid

HOLDERS_PLACES = (Place.STAFF_NEW_PIN, Place.STAFF_NEW_PIN_AGAIN)  # a card's holder types there
WAITS_FOR_A_PERSON = (
    Place.START,
    Place.LANGUAGE,
    Place.ASKING,
    Place.KEYING,
    Place.RECEIVING,
    Place.COUNTING,
    Place.SHOWING,
    Place.APPROVING,
    Place.PIN,
    Place.CARER,
    Place.CONFIRMING,
    Place.TOLD,
    Place.SORRY,
    Place.REPRINT,
    Place.HANDED_PIN,
    Place.HANDED,
    Place.STAFF,
    Place.STAFF_CARD,
    Place.STAFF_SHOWN,
    Place.STAFF_NEW_PIN,
    Place.STAFF_NEW_PIN_AGAIN,
    Place.STAFF_CLOCK,
    Place.STAFF_OWED,
    Place.STAFF_STATE,
)
TOO_LONG_S = {
    Place.FINDING: FIND_WAIT_S,
    Place.TENDERING: TENDER_WAIT_S,
    Place.PIN_CHECK: RECORD_WAIT_S,
    Place.STAFF_WAIT: RECORD_WAIT_S,
    Place.HANDED_CHECK: RECORD_WAIT_S,
    Place.DECIDING: DECIDE_WAIT_S,
    Place.PREPARING: PRINTER_WAIT_S,
    Place.RECORDING: RECORD_WAIT_S,
    Place.FULFILLING: PRINT_WAIT_S,
}


class Limits(NamedTuple):
    """After how many silent seconds somebody is asked, and after how many forgotten."""

    warn_s: float
    end_s: float


def tick(shop: Shop, visit: Visit, now_s: float) -> Step:
    """Let time pass: warn a silent person, end a visit nobody is at, give up on a wait."""
    silent_s = now_s - visit.touched_at_s
    if now_s - visit.entered_at_s >= TOO_LONG_S.get(visit.place, float("inf")):
        return _waited_too_long(shop, visit)
    if visit.just_served and silent_s >= PAID_WAIT_S:
        visit = replace(visit, just_served=frozenset())
    if visit.place is Place.THANKS:
        if silent_s < _goodbye_s(visit):
            there_s = LEFTOVER_S * (LISTENING if visit.setting.voice else 1.0)
            return replace(visit, rest_over=visit.rest_over or silent_s >= there_s), ()
        return on_with_it(shop, visit) if still_begun(visit) else (fresh(visit), ())
    if visit.place is Place.OUT_OF_ORDER:
        return (_left_stopped(visit) if silent_s >= limits(visit).end_s else visit), ()
    if untouched(visit):
        return news.rest(shop, visit, now_s), ()
    if visit.place not in WAITS_FOR_A_PERSON:
        return visit, ()
    warn_s, end_s = limits(visit)
    if silent_s >= end_s:
        return _left(visit)
    old = visit.staff_called and _nothing_begun(visit) and silent_s >= LOOK_END_S
    return replace(visit, warned=silent_s >= warn_s, call_is_old=old or visit.call_is_old), ()


def _left(visit: Visit) -> Step:
    """End what nobody is at; what staff left is the resident's again.

    Where staff took cash for it a page says that: they have it in hand, and may be looking.
    """
    if visit.handover:
        return given_back(visit), ()
    if visit.staff_called and _only_looked(visit):
        return _only_call_of(visit), ()
    if visit.cash is not None and visit.place is not Place.SORRY:
        return sorry(replace(fresh(visit), cash=visit.cash), CASH_LEFT, Place.START), ()
    return fresh(visit), voided(visit, "walked-away")


def limits(visit: Visit) -> Limits:
    """Return how long this visit may be silent: longer while it is listened to, or help comes."""
    in_staff_mode = visit.staff is not None and visit.place not in HOLDERS_PLACES
    by_staff = in_staff_mode or visit.handover is not None
    usual = Limits(IDLE_WARN_S, IDLE_END_S)
    if by_staff:
        usual = Limits(STAFF_WARN_S, STAFF_END_S)
    elif _only_looked(visit):
        return Limits(LOOK_WARN_S, LOOK_END_S)
    elif _only_a_code(visit):
        usual = Limits(CODE_WARN_S, CODE_END_S)
    times = LISTENING if visit.setting.voice and not by_staff else 1.0
    ahead_s, end_s = (usual.end_s - usual.warn_s) * times, usual.end_s * times
    waits = visit.staff_called or visit.place is Place.APPROVING
    if waits and not by_staff and not _only_a_code(visit):
        end_s = max(end_s, HELP_END_S)
    return Limits(end_s - ahead_s, end_s)


def _goodbye_s(visit: Visit) -> float:
    heard_s = GOODBYE_S * (LISTENING if visit.setting.voice else 1.0)
    return max(heard_s, HELP_END_S) if visit.staff_called else heard_s


def _left_stopped(visit: Visit) -> Visit:
    """Nobody reads any more why it is out of order: the next person's language is the usual one."""
    return replace(fresh(visit), place=visit.place, refusal=visit.refusal)


def _waited_too_long(shop: Shop, visit: Visit) -> Step:
    """End a wait that should have ended by itself; each job behind it has its own, lower limit."""
    if visit.place is Place.TENDERING:
        return tendering.too_long(visit)
    if visit.place is Place.RECORDING:
        sold = visit.first is not None  # only the gift of its rest is not known
        return stopped(visit, "ledger", CoinsFate.USED if sold else CoinsFate.UNKNOWN), ()
    if visit.place is Place.FULFILLING:
        by_gate = visit.ticket is not None and visit.ticket.hand_over is HandOver.GATE
        reason = "gate-unknown" if by_gate else "print-unknown"
        return sorry(visit, reason, Place.START, CoinsFate.USED), ()
    if visit.place is Place.DECIDING:  # a late answer gives back what it holds
        return came_to_nothing(visit, "declined"), ()
    if visit.place is Place.HANDED_CHECK:
        return given_back(visit, NOT_NOW), ()
    if visit.place in (Place.PIN_CHECK, Place.STAFF_WAIT):
        kept = visit.service and visit.staff is None  # what was chosen and counted is
        back = place_before(shop, visit) if kept else Place.START
        return sorry(replace(visit, staff=None), "not-now", back), ()
    if visit.place is Place.FINDING:
        return _found_nothing(shop, visit)
    return asked_in_vain(shop, visit)


def _found_nothing(shop: Shop, visit: Visit) -> Step:
    """Say who has not answered. A card terminal that has not takes no money now: that is known."""
    asked = next_ask(shop, visit)
    source = asked.source if isinstance(asked, Lookup) else None
    if isinstance(asked, Lookup) and isinstance(source, TerminalCall):
        return go_on(shop, found(visit, asked.id, False, None))
    reason = "not-now"
    if isinstance(source, PartnerCall):
        reason = "partner-away"
    elif isinstance(source, AccountCall | NodeCall):
        reason = "node-away"
    return not_found(shop, visit, events.NotFound(visit.checks, reason))


def _only_a_code(visit: Visit) -> bool:
    """Whether all that is there is a code that came before any touch: its owner may have left."""
    places = (Place.START, Place.ASKING, Place.KEYING, Place.TOLD)
    return visit.place in places and not visit.touched and visit.code is not None


def _only_looked(visit: Visit) -> bool:
    """Whether somebody at most chose how they see and hear it, or took a card back.

    The next person must not find the voice on that would read their balance to the hall, nor who
    may help with a stranger's card. A call alone is told for as long as staff may take to come.
    """
    return _nothing_begun(visit) and replace(visit, warned=False) != _only_call_of(visit)


def _nothing_begun(visit: Visit) -> bool:
    return visit.place in (Place.START, Place.LANGUAGE) and visit.code is None


def _only_call_of(visit: Visit) -> Visit:
    """Nobody at the machine, but maybe somebody who waits beside it for staff."""
    called = replace(fresh(visit), staff_called=visit.staff_called, call_is_old=visit.call_is_old)
    since = replace(called, touched_at_s=visit.touched_at_s, entered_at_s=visit.entered_at_s)
    return replace(since, touched=visit.touched)
