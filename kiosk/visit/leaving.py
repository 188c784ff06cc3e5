"""How a visit ends or can't go on: refusals, voids, goodbyes. Small pure functions."""

from dataclasses import replace
from typing import Final

from kiosk import effects
from kiosk.effects import Effect
from kiosk.payment import CheckedCode
from kiosk.refusals import NOTED
from kiosk.visit.knowing import unapproved
from kiosk.visit.state import CoinsFate, Place, Refusal, Shop, Visit, cant_serve, own_setting

Step = tuple[Visit, tuple[Effect, ...]]
CASH_BACK: Final = "cash-back"
"""What the quiet line says to who goes back after staff took cash."""


def fresh(visit: Visit) -> Visit:
    """Nobody at the machine: all that belonged to the person is gone, also how it was drawn."""
    kept = Visit(
        printer_problem=visit.printer_problem,
        paper_problem=visit.paper_problem,
        readers_problem=visit.readers_problem,
        checks=visit.checks,
        voice_problem=visit.voice_problem,
    )
    return at_rest(kept)


def cash_back(visit: Visit) -> Visit:
    """Forget the badge by which staff said that they took cash, as that goes back to the person.

    They are asked anew for whatever is charged then. What else they saw is where it was.
    """
    return visit if visit.cash is None else unapproved(visit)


def gone_back(visit: Visit) -> Visit:
    """The same, and say so to who went back."""
    return visit if visit.cash is None else replace(cash_back(visit), told=CASH_BACK)


def with_printer(shop: Shop, visit: Visit, problem: str) -> Visit:
    """Remember how the printer is, by what it closes: all, some services, or nothing."""
    some = not shop.prints and bool(shop.needs_paper)
    return replace(
        visit,
        printer_problem=problem if shop.prints else "",
        paper_problem=problem if some else "",
    )


def untouched(visit: Visit) -> bool:
    """Whether nothing is there that anybody could have left behind."""
    return replace(visit, touched=False, warned=False, news=None) == fresh(visit)


def anew(visit: Visit) -> Visit:
    """The same person begins again: only how they see and hear the machine stays."""
    return replace(
        fresh(visit),
        setting=own_setting(visit),
        voice_speed=visit.voice_speed,
        voice_volume=visit.voice_volume,
    )


def stopped(visit: Visit, reason: str, coins: CoinsFate) -> Visit:
    """Sell no more, and say so to whoever stands there, in their language and size."""
    alone = untouched(visit)
    asked = visit.payment.id if visit.payment and coins is CoinsFate.UNKNOWN else b""
    refusal = Refusal(reason, coins, Place.OUT_OF_ORDER, _unsent(visit), alone, asked)
    refusal = replace(refusal, cash=visit.cash is not None)
    return replace(anew(visit), place=Place.OUT_OF_ORDER, refusal=refusal)


def at_rest(visit: Visit) -> Visit:
    """Open or out of order, as the printer and the code readers have it."""
    place = Place.OUT_OF_ORDER if cant_serve(visit) else Place.START
    return replace(visit, place=place)


def _unsent(visit: Visit) -> bool:
    return visit.ticket is not None and visit.ticket.stood_in


def voided(visit: Visit, reason: str) -> tuple[Effect, ...]:
    """Return the void that an unfinished payment needs, if it has an intent."""
    if visit.payment is None or not visit.payment.intent:
        return ()
    return (effects.Void(visit.payment, reason),)


def sorry(
    visit: Visit,
    reason: str,
    retry: Place,
    coins: CoinsFate = CoinsFate.SAFE,
    *,
    keeps: bool = False,
) -> Visit:
    """Say why it can't go on; the payment, if any, is over, and so is a handover to staff.

    ``keeps``: the code and what is known are good for another try.
    """
    refusal = Refusal(reason, coins, retry, _unsent(visit), keeps=keeps)
    return replace(visit, place=Place.SORRY, refusal=refusal, payment=None, handover=None)


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
    """Begin anew; the phones of who paid and of who got something may still be in view."""
    served = frozenset(it.resident.cti for it in (visit.code, visit.other) if it is not None)
    return replace(fresh(visit), just_served=served), ()


def leave_payment(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew and give back what is held."""
    return fresh(visit), voided(visit, "left")
