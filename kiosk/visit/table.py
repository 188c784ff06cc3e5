"""A visit: one person at the machine, from the first touch to the goodbye. Pure.

Theory of operation. A visit is in one *place*. ``TABLE`` says for each place which events mean
something there; everything else is ignored, so a late answer or a hasty finger can do no harm.
A transition takes the shop, the visit, the event and the moment, and returns the next visit with
the effects it wants done. No clock, thread, socket or database is touched here.

    START -> ASKING -> SHOWING -> PREPARING -> DECIDING -> CONFIRMING -> RECORDING -> FULFILLING
      ^        (a code may come in any of the first three)                                  |
      +---------------------------- THANKS, SORRY <----------------------------------------+

    a card: -> PIN <-> PIN_CHECK -> on from where it was shown
            or CARER, where the PIN can't be tried and somebody else may vouch for it
    a badge: START -> PIN <-> PIN_CHECK -> STAFF <-> the work of staff
    a badge that was called: any place that waits for the resident
            -> HANDED_PIN <-> HANDED_CHECK -> HANDED -> back there, PREPARING (print) or START
    a language: START <-> LANGUAGE

1. PREPARING asks the printer *before* anything is asked of the node: no paper, no charge.
2. DECIDING has either the node's hold or the stand-in rules' word. It can't be left: its answer
   comes within a bounded time, and only then is known what a void has to name.
3. CONFIRMING waits for nothing but the person. Leaving it voids the payment; a changed order is
   a new payment.
4. RECORDING ends with a committed entry. Only then do words say that coins were used.
5. A ticket that was paid and not confirmed by the printer stays in the ledger and meets its owner
   again at REPRINT: by the same person's code, whenever it comes, and nobody else's. Whether it
   was handed over is recorded by the printer's own lane, whatever has become of the visit.
6. A ledger that fails stops the selling. It is tried again by and by; on opening it recovers.
7. A person who is silent is asked 20 seconds before the visit ends and wipes itself, and nothing
   ends unasked but thanks. A touch anywhere gives the whole time again, without a limit. Who
   listens has twice the time; who waits for staff has what staff need, but the next person not.
8. A card is anybody's who holds it. It serves nothing, not even its owner's unprinted ticket, until
   its PIN was right or a carer's code stood beside it: the proof is part of the code from then on,
   and goes with it. What was typed is wiped by every move to another place.
9. A badge serves no visit and pays nothing. It begins staff mode, where nobody is being served. In
   a visit that has called for staff it takes the visit over: the place, the payment and all that
   was chosen wait as they are, and whatever comes of the badge they are given back or ended. What
   is held is voided by ending, once; what is paid is never undone, and its ticket may be printed.
10. A page may lie over a place (`Aside`): it takes the touches that are meant for it, and goes when
   the place moves on. Announcements (`News`) are lent the first screen while nobody is there.
11. What reads codes may be lost at any moment: where a code is asked for the screen says so and
   waits, and nothing that was chosen is lost. With no reader, or no printer, nobody begins.
12. How the panel is drawn and speaks, and in which language, belongs to the visit and ends with it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk import events
from kiosk.effects import StaffCame
from kiosk.visit import (
    aids,
    choosing,
    handover,
    keypad,
    languages,
    leaving,
    machine_moves,
    news,
    proving,
    settling,
    silence,
    staff_mode,
)
from kiosk.visit.leaving import Step
from kiosk.visit.state import Aside, Place, Shop, Visit

# Each row's handler takes its own event; that the key names it is beyond the types: hence Any.
Handler = Callable[[Shop, Visit, Any], Step]

BY_A_PERSON = (
    events.Chose,
    events.Led,
    events.WantedMore,
    events.WantedFewer,
    events.TurnedPage,
    events.Typed,
    events.Erased,
    events.WentBack,
    events.StartedOver,
    events.CalledStaff,
    events.AskedForAid,
    events.Touched,
    events.WantedLanguages,
    events.WantedReplay,
    events.WantedPause,
)
CODES = (events.CodeSeen, events.CodeRefused)  # a touch only where they mean something

ANYWHERE: dict[type, Handler] = {
    events.AskedForAid: aids.aid,
    events.HeadsetIn: aids.headset_in,
    events.VoiceReported: aids.voice_reported,
    events.CalledStaff: machine_moves.call_staff,
    events.PrinterReported: machine_moves.printer_elsewhere,
    events.ReadersReported: machine_moves.readers_elsewhere,
    events.LedgerFailed: settling.ledger_failed,
    events.StaffKnows: staff_mode.knows,
}

TABLE: dict[tuple[Place, type], Handler] = {
    (Place.START, events.Chose): choosing.choose_service,
    (Place.START, events.CodeSeen): choosing.first_code,
    (Place.START, events.CodeRefused): choosing.code_refused,
    (Place.START, events.StartedOver): leaving.start_over,
    (Place.START, events.PrinterReported): machine_moves.printer_at_rest,
    (Place.START, events.ReadersReported): machine_moves.readers_at_rest,
    (Place.START, events.WantedLanguages): languages.open_page,
    (Place.START, events.Touched): news.touch,
    (Place.START, events.TurnedPage): news.turn,
    (Place.START, events.WantedPause): news.pause,
    (Place.LANGUAGE, events.Chose): languages.choose,
    (Place.LANGUAGE, events.TurnedPage): languages.turn_page,
    (Place.LANGUAGE, events.CodeSeen): languages.shown,
    (Place.LANGUAGE, events.CodeRefused): languages.shown,
    (Place.LANGUAGE, events.WentBack): languages.back,
    (Place.LANGUAGE, events.StartedOver): leaving.start_over,
    (Place.ASKING, events.Chose): choosing.choose_option,
    (Place.ASKING, events.CodeSeen): choosing.code_seen,
    (Place.ASKING, events.CodeRefused): choosing.code_refused,
    (Place.ASKING, events.TurnedPage): choosing.turn_page,
    (Place.ASKING, events.WentBack): choosing.ask_before,
    (Place.ASKING, events.StartedOver): leaving.start_over,
    (Place.SHOWING, events.CodeSeen): choosing.code_seen,
    (Place.SHOWING, events.CodeRefused): choosing.code_refused,
    (Place.SHOWING, events.HintGiven): machine_moves.hint_given,
    (Place.SHOWING, events.WantedMore): choosing.more,
    (Place.SHOWING, events.WantedFewer): choosing.fewer,
    (Place.SHOWING, events.Led): settling.continue_with_code,
    (Place.SHOWING, events.WentBack): choosing.ask_before,
    (Place.SHOWING, events.StartedOver): leaving.start_over,
    (Place.PIN, events.Typed): keypad.typed,
    (Place.PIN, events.Erased): keypad.erased,
    (Place.PIN, events.Led): keypad.pin_entered,
    (Place.PIN, events.WentBack): keypad.leave_pin,
    (Place.PIN, events.StartedOver): leaving.start_over,
    (Place.PIN, events.CodeSeen): proving.code_beside_card,
    (Place.PIN, events.CodeRefused): proving.refused_beside_card,
    (Place.CARER, events.WentBack): keypad.leave_pin,
    (Place.CARER, events.StartedOver): leaving.start_over,
    (Place.CARER, events.CodeSeen): proving.code_beside_card,
    (Place.CARER, events.CodeRefused): proving.refused_beside_card,
    (Place.CARER, events.HintGiven): machine_moves.hint_given,
    (Place.PIN_CHECK, events.PinRight): proving.pin_right,
    (Place.PIN_CHECK, events.PinWrong): keypad.pin_wrong,
    (Place.PIN_CHECK, events.PinRefused): keypad.pin_refused,
    (Place.PREPARING, events.PrinterReported): settling.printer_known,
    (Place.DECIDING, events.Held): settling.allowed,
    (Place.DECIDING, events.StoodIn): settling.allowed,
    (Place.DECIDING, events.Declined): settling.declined,
    (Place.DECIDING, events.NoAnswer): settling.no_answer,
    (Place.CONFIRMING, events.Led): settling.agree,
    (Place.CONFIRMING, events.WentBack): settling.change_order,
    (Place.CONFIRMING, events.StartedOver): leaving.leave_payment,
    (Place.RECORDING, events.Recorded): settling.recorded,
    (Place.RECORDING, events.NotRecorded): settling.not_recorded,
    (Place.FULFILLING, events.Printed): staff_mode.printed,
    (Place.FULFILLING, events.PrintFailed): settling.print_failed,
    (Place.THANKS, events.Led): leaving.goodbye,
    (Place.THANKS, events.StartedOver): leaving.goodbye,
    (Place.THANKS, events.CodeSeen): choosing.code_after_thanks,
    (Place.THANKS, events.CodeRefused): choosing.code_after_thanks,
    (Place.SORRY, events.Led): choosing.retry,
    (Place.SORRY, events.WentBack): choosing.retry,
    (Place.SORRY, events.StartedOver): leaving.start_over,
    (Place.SORRY, events.CodeSeen): choosing.code_after_sorry,
    (Place.SORRY, events.CodeRefused): choosing.code_after_sorry,
    (Place.REPRINT, events.Led): settling.prepare_again,
    (Place.REPRINT, events.WentBack): choosing.not_now,
    (Place.REPRINT, events.StartedOver): leaving.start_over,
    (Place.OUT_OF_ORDER, events.PrinterReported): machine_moves.printer_at_rest,
    (Place.OUT_OF_ORDER, events.ReadersReported): machine_moves.readers_at_rest,
    (Place.OUT_OF_ORDER, events.LedgerFailed): settling.still_failed,
    (Place.OUT_OF_ORDER, events.LedgerBack): settling.ledger_back,
    (Place.OUT_OF_ORDER, events.CodeSeen): choosing.badge_seen,
    (Place.HANDED_PIN, events.Typed): keypad.typed,
    (Place.HANDED_PIN, events.Erased): keypad.erased,
    (Place.HANDED_PIN, events.Led): keypad.pin_entered,
    (Place.HANDED_PIN, events.WentBack): handover.back,
    (Place.HANDED_PIN, events.StartedOver): handover.leave,
    (Place.HANDED_CHECK, events.PinRight): handover.pin_right,
    (Place.HANDED_CHECK, events.PinWrong): handover.pin_wrong,
    (Place.HANDED_CHECK, events.PinRefused): handover.pin_refused,
    (Place.HANDED, events.Chose): handover.choose,
    (Place.HANDED, events.WentBack): handover.back,
    (Place.HANDED, events.StartedOver): handover.leave,
    (Place.STAFF, events.Chose): staff_mode.choose,
    (Place.STAFF, events.Led): staff_mode.leave,
    (Place.STAFF, events.WentBack): staff_mode.leave,
    (Place.STAFF, events.StartedOver): staff_mode.leave,
    (Place.STAFF_CARD, events.CodeSeen): staff_mode.shown,
    (Place.STAFF_CARD, events.CodeRefused): staff_mode.refused_here,
    (Place.STAFF_CARD, events.HintGiven): machine_moves.hint_given,
    (Place.STAFF_CARD, events.WentBack): staff_mode.to_menu,
    (Place.STAFF_CARD, events.StartedOver): staff_mode.leave,
    (Place.STAFF_SHOWN, events.Chose): staff_mode.choose_for_card,
    (Place.STAFF_SHOWN, events.WentBack): staff_mode.to_menu,
    (Place.STAFF_SHOWN, events.StartedOver): staff_mode.leave,
    (Place.STAFF_NEW_PIN, events.Typed): keypad.typed,
    (Place.STAFF_NEW_PIN, events.Erased): keypad.erased,
    (Place.STAFF_NEW_PIN, events.Led): staff_mode.new_pin,
    (Place.STAFF_NEW_PIN, events.WentBack): staff_mode.back_to_card,
    (Place.STAFF_NEW_PIN, events.StartedOver): staff_mode.leave,
    (Place.STAFF_NEW_PIN_AGAIN, events.Typed): keypad.typed,
    (Place.STAFF_NEW_PIN_AGAIN, events.Erased): keypad.erased,
    (Place.STAFF_NEW_PIN_AGAIN, events.Led): staff_mode.new_pin_again,
    (Place.STAFF_NEW_PIN_AGAIN, events.WentBack): staff_mode.back_to_new_pin,
    (Place.STAFF_NEW_PIN_AGAIN, events.StartedOver): staff_mode.leave,
    (Place.STAFF_CLOCK, events.Typed): keypad.typed,
    (Place.STAFF_CLOCK, events.Erased): keypad.erased,
    (Place.STAFF_CLOCK, events.Led): staff_mode.clock_entered,
    (Place.STAFF_CLOCK, events.WentBack): staff_mode.to_menu,
    (Place.STAFF_CLOCK, events.StartedOver): staff_mode.leave,
    (Place.STAFF_OWED, events.Chose): staff_mode.choose_owed,
    (Place.STAFF_OWED, events.TurnedPage): staff_mode.turn_page,
    (Place.STAFF_OWED, events.WentBack): staff_mode.to_menu,
    (Place.STAFF_OWED, events.StartedOver): staff_mode.leave,
    (Place.STAFF_STATE, events.TurnedPage): staff_mode.turn_page,
    (Place.STAFF_STATE, events.WentBack): staff_mode.to_menu,
    (Place.STAFF_STATE, events.StartedOver): staff_mode.leave,
    (Place.STAFF_WAIT, events.StaffDone): staff_mode.done,
    (Place.STAFF_WAIT, events.StaffRefused): staff_mode.not_done,
}


def advance(shop: Shop, visit: Visit, event: events.Event, now_s: float) -> Step:
    """Return the next visit and what it wants done. ``now_s`` is any clock that only rises."""
    after, wanted = _moved(shop, visit, event, now_s)
    ended = visit.staff_called and not after.staff_called and visit.place is not Place.HANDED
    return after, ((*wanted, StaffCame()) if ended else wanted)


def _moved(shop: Shop, visit: Visit, event: events.Event, now_s: float) -> Step:
    if isinstance(event, events.Ticked):
        after, wanted = silence.tick(shop, visit, now_s)
        ended = after.place is not visit.place or after.entered_at_s < visit.entered_at_s
        return (_entered(after, now_s) if ended else after), wanted
    by_person = isinstance(event, BY_A_PERSON) or aids.wakes_voice(visit, event)
    if by_person:
        visit = replace(visit, touched=True, warned=False, told="")
    after, wanted = _handler(visit, event)(shop, visit, event)
    showed = isinstance(event, CODES) and after != visit
    if after.place is not visit.place:
        after = _entered(after, now_s)
    elif by_person or showed:
        after = replace(after, touched_at_s=now_s, warned=False)
    after = news.left(after, event, by_person=by_person)
    return (replace(after, aside=Aside.NONE) if showed else after), wanted


def _handler(visit: Visit, event: events.Event) -> Handler:
    """Return what an event means here: first to the page that lies over the place, if one does."""
    kind = type(event)
    if visit.aside is not Aside.NONE and kind in aids.ON_PAGE:
        return aids.ON_PAGE[kind]
    if handover.begins(visit, event):
        return handover.badge_shown
    return TABLE.get((visit.place, kind)) or ANYWHERE.get(kind, settling.stray)


def _entered(visit: Visit, now_s: float) -> Visit:
    """At another place: a new pause begins, and nothing that was typed comes along.

    A new PIN is kept for as long as it is typed again, and no longer. A page that lay over the
    place before is closed.
    """
    kept = visit.typed_before if visit.place is Place.STAFF_NEW_PIN_AGAIN else ""
    wiped = replace(visit, typed="", typed_before=kept, hint="", aside=Aside.NONE)
    return replace(wiped, touched_at_s=now_s, entered_at_s=now_s, warned=False)
