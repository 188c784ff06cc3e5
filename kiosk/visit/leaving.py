"""How a visit ends or can't go on: refusals, voids, silence. Small pure functions."""

from dataclasses import replace

from kiosk import effects
from kiosk.effects import Effect
from kiosk.payment import CheckedCode
from kiosk.refusals import NOTED
from kiosk.visit.state import CoinsFate, Place, Refusal, Shop, Visit

IDLE_WARN_S = 100.0  # three times a young user's pause, and well over the 60 s of criterion 23
IDLE_END_S = 120.0  # the warning stands for 20 s
STAFF_WARN_S = 40.0  # who leaves staff mode open leaves it to the next resident
STAFF_END_S = 60.0
HOLDERS_PLACES = (Place.STAFF_NEW_PIN, Place.STAFF_NEW_PIN_AGAIN)  # a card's holder types there
GOODBYE_S = 60.0  # thanks and sorry stay at least this long (criterion 13)
PRINTER_WAIT_S = 15.0  # a printer that has not told its state by then is taken as away
DECIDE_WAIT_S = 20.0  # the node has 0.8 s; the rest is the medium's, as with recording
RECORD_WAIT_S = 20.0  # ten times what a healthy medium may take; then the fate is not known
PRINT_WAIT_S = 60.0  # twice the driver's own limits
CODE_WAIT_S = 30.0  # a code shown first and not used by then belongs to somebody who left
PAID_WAIT_S = 10.0  # as long as a phone may still be in view after its owner has paid

Step = tuple[Visit, tuple[Effect, ...]]

WAITS_FOR_A_PERSON = (
    Place.START,
    Place.LANGUAGE,
    Place.ASKING,
    Place.SHOWING,
    Place.PIN,
    Place.CARER,
    Place.CONFIRMING,
    Place.REPRINT,
    Place.STAFF,
    Place.STAFF_CARD,
    Place.STAFF_SHOWN,
    Place.STAFF_NEW_PIN,
    Place.STAFF_NEW_PIN_AGAIN,
    Place.STAFF_CLOCK,
    Place.STAFF_OWED,
    Place.STAFF_STATE,
)


def fresh(visit: Visit) -> Visit:
    """Nobody at the machine: all that belonged to the person is gone, also how it was drawn."""
    kept = Visit(
        printer_problem=visit.printer_problem,
        checks=visit.checks,
        voice_problem=visit.voice_problem,
    )
    return at_rest(kept)


def anew(visit: Visit) -> Visit:
    """The same person begins again: only how they see and hear the machine stays."""
    return replace(
        fresh(visit),
        setting=visit.setting,
        voice_speed=visit.voice_speed,
        voice_volume=visit.voice_volume,
    )


def stopped(visit: Visit, refusal: Refusal) -> Visit:
    """Sell no more, and say so to whoever stands there, in their language and size."""
    return replace(anew(visit), place=Place.OUT_OF_ORDER, refusal=refusal)


def at_rest(visit: Visit) -> Visit:
    """Open or out of order, as the printer has it: what is sold here is printed."""
    place = Place.OUT_OF_ORDER if visit.printer_problem else Place.START
    return replace(visit, place=place)


def voided(visit: Visit, reason: str) -> tuple[Effect, ...]:
    """Return the void that an unfinished payment needs, if it has an intent."""
    if visit.payment is None or not visit.payment.intent:
        return ()
    return (effects.Void(visit.payment, reason),)


def sorry(visit: Visit, reason: str, retry: Place, coins: CoinsFate = CoinsFate.SAFE) -> Visit:
    """Say why it can't go on; the payment, if any, is over."""
    return replace(visit, place=Place.SORRY, refusal=Refusal(reason, coins, retry), payment=None)


def refused(visit: Visit, reason: str, retry: Place, code: CheckedCode | None = None) -> Step:
    """Say why a code is no good, and have it noted where that helps to find fraud.

    ``code`` only where it is genuine.
    """
    return sorry(visit, reason, retry), noted(reason, code)


def noted(reason: str, code: CheckedCode | None) -> tuple[Effect, ...]:
    """Return the entry that a refused code leaves, if it is of help against fraud."""
    return (effects.NoteRefusal(reason, code),) if reason in NOTED else ()


def start_over(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew; nothing was asked of the node yet."""
    return fresh(visit), ()


def goodbye(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew; the phone of the one who paid may still be in view."""
    paid_by = visit.code.resident.cti if visit.code else b""
    return replace(fresh(visit), paid_by=paid_by), ()


def leave_payment(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew and give back what is held."""
    return fresh(visit), voided(visit, "left")


def tick(visit: Visit, now_s: float) -> Step:
    """Let time pass: warn a silent person, end a visit nobody is at, give up on the printer."""
    silent_s = now_s - visit.touched_at_s
    if now_s - visit.entered_at_s >= TOO_LONG_S.get(visit.place, float("inf")):
        return _waited_too_long(visit), ()
    if visit.place in (Place.THANKS, Place.SORRY) and silent_s >= GOODBYE_S:
        return fresh(visit), ()
    if visit.paid_by and silent_s >= PAID_WAIT_S:
        visit = replace(visit, paid_by=b"")
    if _code_forgotten(visit, silent_s):
        return fresh(visit), ()
    if visit.place not in WAITS_FOR_A_PERSON or _untouched(visit):
        return visit, ()
    by_staff = visit.staff is not None and visit.place not in HOLDERS_PLACES
    warn_s, end_s = (STAFF_WARN_S, STAFF_END_S) if by_staff else (IDLE_WARN_S, IDLE_END_S)
    if silent_s >= end_s:
        return fresh(visit), voided(visit, "walked-away")
    return replace(visit, warned=silent_s >= warn_s), ()


def _waited_too_long(visit: Visit) -> Visit:
    """End a wait that should have ended by itself; each job behind it has its own, lower limit."""
    if visit.place is Place.RECORDING:
        return stopped(visit, Refusal("ledger", CoinsFate.UNKNOWN, Place.OUT_OF_ORDER))
    if visit.place is Place.FULFILLING:
        return sorry(visit, "print-unknown", Place.START, CoinsFate.USED)
    if visit.place is Place.DECIDING:  # a late answer gives back what it holds
        return sorry(visit, "declined", Place.START)
    if visit.place in (Place.PIN_CHECK, Place.STAFF_WAIT):
        return sorry(replace(visit, staff=None), "not-now", Place.START)
    fate = CoinsFate.USED if visit.ticket else CoinsFate.SAFE
    return sorry(visit, "printer-unreachable", Place.START, fate)


TOO_LONG_S = {
    Place.PIN_CHECK: RECORD_WAIT_S,
    Place.STAFF_WAIT: RECORD_WAIT_S,
    Place.DECIDING: DECIDE_WAIT_S,
    Place.PREPARING: PRINTER_WAIT_S,
    Place.RECORDING: RECORD_WAIT_S,
    Place.FULFILLING: PRINT_WAIT_S,
}


def _code_forgotten(visit: Visit, silent_s: float) -> bool:
    """Whether a code that came before any answer was left behind by its owner.

    So is a card that was taken back at the first screen: nothing is left there to ask about.
    """
    first = visit.place in (Place.START, Place.ASKING) and not visit.touched
    taken_back = visit.place is Place.START and visit.code is None and bool(visit.carers)
    left = taken_back or (first and visit.code is not None)
    return left and silent_s >= CODE_WAIT_S


def _untouched(visit: Visit) -> bool:
    return replace(visit, touched=False, warned=False) == fresh(visit)
