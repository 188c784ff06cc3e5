"""A visit: one person at the machine, from the first touch to the goodbye. Pure.

Theory of operation. A visit is in one *place*. ``TABLE`` says for each place which events mean
something there; everything else is ignored, so a late answer or a hasty finger can do no harm.
A transition takes the shop, the visit, the event and the moment, and returns the next visit with
the effects it wants done. No clock, thread, socket or database is touched here.

    START -> ASKING, KEYING, FINDING, COUNTING, RECEIVING -> SHOWING      (what a service wants)
          -> FINDING, COUNTING, APPROVING, ASKING -> PREPARING     (what hangs on the person)
          -> DECIDING -> CONFIRMING [-> TENDERING] -> RECORDING -> FULFILLING -> THANKS, SORRY
    or    -> TOLD, where nothing is bought; THANKS -> DECIDING -> RECORDING gives a rest away

    a card: -> PIN <-> PIN_CHECK -> on from where it was shown
            or CARER, where the PIN can't be tried and somebody else may vouch for it
    a badge: START -> PIN <-> PIN_CHECK -> STAFF <-> the work of staff
    a badge that was called: any place that waits for the resident
            -> HANDED_PIN <-> HANDED_CHECK -> HANDED -> back there, PREPARING (print) or START
    a language: START <-> LANGUAGE

1. A service says what it wants to know next (`asking.go_on`), until it can name an order. Before a
   code it leaves out what hangs on the person; then the same goes on. All is kept in the order it
   was learned (`knowing`): going back over an answer forgets what hung on it, and so does another
   person's code. An answer to an older question counts for nothing.
2. PREPARING asks what hands the order over *before* anything is asked of the node: no paper, no
   charge; a gate that can't open is not paid for. What the screen hands over asks nobody.
3. DECIDING has the node's hold, the stand-in rules' word, or an id for an order without coins. It
   can't be left: its answer comes within a bounded time, and only then is known what a void has to
   name.
4. CONFIRMING waits for nothing but the person. Leaving it voids the payment; a changed order is
   a new payment. TENDERING takes the rest of a price by card, after the person has agreed: what it
   took is in the entry, or goes back.
5. RECORDING ends with a committed entry. Only then do words say that coins were used. A small rest
   is given away from THANKS by a button that names it; the sale before is over, whatever comes.
6. What was paid and not confirmed by printer or gate stays in the ledger and meets its owner again
   at REPRINT: by the same person's code, whenever it comes, and nobody else's. Whether it was
   handed over is recorded by the device's own lane, whatever has become of the visit.
7. A ledger that fails stops the selling. It is tried again by and by; on opening it recovers.
8. A person who is silent is asked 20 seconds before the visit ends and wipes itself, and nothing
   ends unasked but thanks. A touch anywhere gives the whole time again, without a limit. Who
   listens has twice the time; who waits for staff has what staff need, but the next person not.
9. A card is anybody's who holds it. It serves nothing, not even its owner's unprinted ticket, until
   its PIN was right or a carer's code stood beside it: the proof is part of the code from then on,
   and goes with it. What was typed is wiped by every move to another place.
    So does another person's code at RECEIVING: that of whom something is for. It is no visit's
    own: it pays nothing, needs no PIN, and its owner can be neither payer nor carer of the visit.
10. A badge serves no visit and pays nothing. Where a service wants an approval it is that. Else it
   begins staff mode, where nobody is being served; in a visit that has called for staff it takes
   the visit over: the place, the payment and all that was chosen wait as they are, and whatever
   comes of the badge they are given back or ended. What is held is voided by ending, once; what is
   paid is never undone, and may be handed over.
11. A page may lie over a place (`Aside`): it takes the touches that are meant for it, and goes when
   the place moves on. Announcements (`News`) are lent the first screen while nobody is there.
12. What reads codes may be lost at any moment: where a code is asked for the screen says so and
   waits, and nothing that was chosen is lost. With no reader nobody begins; with no printer nobody
   begins what ends on paper.
13. How the panel is drawn and speaks, and in which language, belongs to the visit and ends with it.
14. What stands beside a place starts and ends with it, whatever leads there or away: a machine that
   counts, the machine's own code. What was counted lies in the machine, so no button loses it
   without having said so first.
"""

from collections.abc import Callable
from typing import Any

from kiosk import events
from kiosk.visit import (
    aids,
    approving,
    asking,
    choosing,
    counting,
    handover,
    keying,
    keypad,
    languages,
    leaving,
    leftovers,
    machine_moves,
    news,
    offering,
    proving,
    receiving,
    settling,
    staff_mode,
    tendering,
)
from kiosk.visit.leaving import Step
from kiosk.visit.state import Place, Shop, Visit

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
CODES = (events.CodeSeen, events.CodeRefused)
SIGNS = (*CODES, events.CountTold)  # of a person, where they mean something

ANYWHERE: dict[type, Handler] = {
    events.AskedForAid: aids.aid,
    events.HeadsetIn: aids.headset_in,
    events.VoiceReported: aids.voice_reported,
    events.CalledStaff: machine_moves.call_staff,
    events.PrinterReported: machine_moves.printer_elsewhere,
    events.ReadersReported: machine_moves.readers_elsewhere,
    events.LedgerFailed: settling.ledger_failed,
    events.StaffKnows: staff_mode.knows,
    events.CountTold: counting.told,
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
    (Place.ASKING, events.Chose): asking.choose_option,
    (Place.ASKING, events.CodeSeen): choosing.code_seen,
    (Place.ASKING, events.CodeRefused): choosing.code_refused,
    (Place.ASKING, events.TurnedPage): asking.turn_page,
    (Place.ASKING, events.WentBack): asking.ask_before,
    (Place.ASKING, events.StartedOver): leaving.start_over,
    (Place.KEYING, events.Typed): keying.typed,
    (Place.KEYING, events.Erased): keypad.erased,
    (Place.KEYING, events.Led): keying.entered,
    (Place.KEYING, events.CodeSeen): choosing.code_seen,
    (Place.KEYING, events.CodeRefused): choosing.code_refused,
    (Place.KEYING, events.WentBack): asking.ask_before,
    (Place.KEYING, events.StartedOver): leaving.start_over,
    (Place.RECEIVING, events.CodeSeen): receiving.code,
    (Place.RECEIVING, events.CodeRefused): receiving.code,
    (Place.RECEIVING, events.HintGiven): machine_moves.hint_given,
    (Place.RECEIVING, events.WentBack): asking.ask_before,
    (Place.RECEIVING, events.StartedOver): leaving.start_over,
    (Place.FINDING, events.Found): asking.looked_up,
    (Place.FINDING, events.NotFound): asking.not_found,
    (Place.FINDING, events.WentBack): asking.ask_before,
    (Place.FINDING, events.StartedOver): leaving.start_over,
    (Place.COUNTING, events.CounterReported): counting.reported,
    (Place.COUNTING, events.Led): counting.ended,
    (Place.COUNTING, events.WentBack): asking.ask_before,
    (Place.COUNTING, events.StartedOver): leaving.start_over,
    (Place.SHOWING, events.CodeSeen): choosing.code_seen,
    (Place.SHOWING, events.CodeRefused): choosing.code_refused,
    (Place.SHOWING, events.HintGiven): machine_moves.hint_given,
    (Place.SHOWING, events.Offered): offering.offered,
    (Place.SHOWING, events.NoOffer): offering.no_offer,
    (Place.SHOWING, events.WantedMore): asking.more,
    (Place.SHOWING, events.WantedFewer): asking.fewer,
    (Place.SHOWING, events.Led): asking.continue_with_code,
    (Place.SHOWING, events.WentBack): asking.ask_before,
    (Place.SHOWING, events.StartedOver): leaving.start_over,
    (Place.APPROVING, events.CodeSeen): approving.code,
    (Place.APPROVING, events.CodeRefused): approving.code,
    (Place.APPROVING, events.HintGiven): machine_moves.hint_given,
    (Place.APPROVING, events.WentBack): asking.ask_before,
    (Place.APPROVING, events.StartedOver): leaving.start_over,
    (Place.PIN, events.Typed): keypad.typed,
    (Place.PIN, events.Erased): keypad.erased,
    (Place.PIN, events.Led): keypad.pin_entered,
    (Place.PIN, events.WentBack): choosing.leave_pin,
    (Place.PIN, events.StartedOver): leaving.start_over,
    (Place.PIN, events.CodeSeen): proving.code_beside_card,
    (Place.PIN, events.CodeRefused): proving.refused_beside_card,
    (Place.CARER, events.WentBack): choosing.leave_pin,
    (Place.CARER, events.StartedOver): leaving.start_over,
    (Place.CARER, events.CodeSeen): proving.code_beside_card,
    (Place.CARER, events.CodeRefused): proving.refused_beside_card,
    (Place.CARER, events.HintGiven): machine_moves.hint_given,
    (Place.PIN_CHECK, events.PinRight): proving.pin_right,
    (Place.PIN_CHECK, events.PinWrong): keypad.pin_wrong,
    (Place.PIN_CHECK, events.PinRefused): keypad.pin_refused,
    (Place.PREPARING, events.PrinterReported): settling.printer_known,
    (Place.PREPARING, events.GateReported): settling.gate_known,
    (Place.DECIDING, events.Held): settling.allowed,
    (Place.DECIDING, events.Granted): settling.allowed,
    (Place.DECIDING, events.StoodIn): settling.allowed,
    (Place.DECIDING, events.Declined): settling.declined,
    (Place.DECIDING, events.NoAnswer): settling.no_answer,
    (Place.CONFIRMING, events.Led): settling.agree,
    (Place.CONFIRMING, events.TurnedPage): asking.turn_told,
    (Place.CONFIRMING, events.WentBack): settling.change_order,
    (Place.CONFIRMING, events.StartedOver): leaving.leave_payment,
    (Place.TENDERING, events.TenderTold): tendering.told,
    (Place.TENDERING, events.TenderTaken): tendering.taken,
    (Place.TENDERING, events.TenderRefused): tendering.refused,
    (Place.TENDERING, events.WentBack): tendering.back,
    (Place.TENDERING, events.StartedOver): tendering.over,
    (Place.RECORDING, events.Recorded): settling.recorded,
    (Place.RECORDING, events.NotRecorded): settling.not_recorded,
    (Place.FULFILLING, events.Printed): staff_mode.printed,
    (Place.FULFILLING, events.PrintFailed): settling.print_failed,
    (Place.THANKS, events.Chose): leftovers.give,
    (Place.THANKS, events.Led): choosing.after_thanks,
    (Place.THANKS, events.StartedOver): leaving.goodbye,
    (Place.THANKS, events.CodeSeen): choosing.code_after_thanks,
    (Place.THANKS, events.CodeRefused): choosing.code_after_thanks,
    (Place.TOLD, events.Led): leaving.goodbye,
    (Place.TOLD, events.StartedOver): leaving.goodbye,
    (Place.TOLD, events.TurnedPage): asking.turn_told,
    (Place.TOLD, events.CodeSeen): choosing.code_after_thanks,
    (Place.TOLD, events.CodeRefused): choosing.code_after_thanks,
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
