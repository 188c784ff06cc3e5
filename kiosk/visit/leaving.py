"""How a visit ends or can't go on: refusals, voids, silence. Small pure functions."""

from dataclasses import replace

from kiosk import effects
from kiosk.effects import Effect
from kiosk.visit.state import CoinsFate, Place, Refusal, Shop, Visit

IDLE_WARN_S = 100.0  # three times a young user's pause, and well over the 60 s of criterion 23
IDLE_END_S = 120.0  # the warning stands for 20 s
GOODBYE_S = 60.0  # thanks and sorry stay at least this long (criterion 13)
PRINTER_WAIT_S = 15.0  # a printer that has not told its state by then is taken as away

Step = tuple[Visit, tuple[Effect, ...]]

WAITS_FOR_A_PERSON = (
    Place.START,
    Place.ASKING,
    Place.SHOWING,
    Place.CONFIRMING,
    Place.REPRINT,
)


def fresh(visit: Visit) -> Visit:
    """Nobody at the machine: all that belonged to the person is gone."""
    return at_rest(Visit(printer_problem=visit.printer_problem))


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


def start_over(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew; nothing was asked of the node yet."""
    return fresh(visit), ()


def leave_payment(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew and give back what is held."""
    return fresh(visit), voided(visit, "left")


def tick(visit: Visit, now_s: float) -> Step:
    """Let time pass: warn a silent person, end a visit nobody is at, give up on the printer."""
    silent_s = now_s - visit.touched_at_s
    if visit.place is Place.PREPARING and silent_s >= PRINTER_WAIT_S:
        return _printer_silent(visit), ()
    if visit.place in (Place.THANKS, Place.SORRY) and silent_s >= GOODBYE_S:
        return fresh(visit), ()
    if visit.place not in WAITS_FOR_A_PERSON or _untouched(visit):
        return visit, ()
    if silent_s >= IDLE_END_S:
        return fresh(visit), voided(visit, "walked-away")
    return replace(visit, warned=silent_s >= IDLE_WARN_S), ()


def _printer_silent(visit: Visit) -> Visit:
    fate = CoinsFate.USED if visit.ticket else CoinsFate.SAFE
    return sorry(visit, "printer-unreachable", Place.START, fate)


def _untouched(visit: Visit) -> bool:
    return replace(visit, touched_at_s=0.0, warned=False) == fresh(visit)
