"""A machine beside the kiosk counts what a person puts in. Pure.

It counts from the first moment of its place to the last, also while staff have the visit. What it
has counted lies in it for good: no button loses it without having said so.
"""

from dataclasses import replace
from typing import Final

from kiosk import effects, events
from kiosk.visit.asking import COUNT_LOST, OVER, go_on
from kiosk.visit.knowing import before_last_answer, counted, found, next_ask, still_begun, where
from kiosk.visit.leaving import Step, sorry
from kiosk.visit.state import Place, Shop, Visit

NOTHING: Final = "nothing-counted"
AT_STAKE: Final = (
    Place.COUNTING,
    Place.ASKING,
    Place.KEYING,
    Place.RECEIVING,
    Place.FINDING,
    Place.SHOWING,
    Place.APPROVING,
    Place.PIN,
    Place.CARER,
    Place.CONFIRMING,
    Place.TENDERING,
    Place.SORRY,
    Place.REPRINT,
    Place.HANDED_PIN,
    Place.HANDED,
)
"""Where what was counted may be in no entry yet, and a person could leave."""
TELLS_OF_CASH: Final = (Place.CONFIRMING, Place.SORRY, Place.HANDED_PIN, Place.HANDED)
CASH_LEFT: Final = "cash-left"
"""What the quiet line says to who starts over while staff have their cash."""
KEEPS_DOUBT: Final = (events.Touched, events.WantedReplay, events.AskedForAid)
"""What may come between the two presses of a button that loses what was counted."""


def told(_shop: Shop, visit: Visit, event: events.CountTold) -> Step:
    """Show what was counted so far; who puts things in is there."""
    if not visit.counting or event.check != visit.counting:
        return visit, ()
    return replace(visit, count=event.count), ()


def reported(_shop: Shop, visit: Visit, event: events.CounterReported) -> Step:
    """A machine that can't count says so; what it has counted already is not lost by that."""
    if not event.problem or event.check not in (0, visit.counting):
        return visit, ()
    if counted(visit):
        return replace(visit, told=event.problem), ()
    before = before_last_answer(visit)
    if before is None:
        return sorry(visit, event.problem, Place.START), ()
    return sorry(before, event.problem, Place.ASKING, keeps=True), ()


def ended(shop: Shop, visit: Visit, _event: object) -> Step:
    """That was all: take the count."""
    asked = next_ask(shop, visit)
    if asked is None or visit.count is None or visit.count.items < 1:
        return replace(visit, told=NOTHING), ()
    return go_on(shop, replace(found(visit, asked.id, visit.count, None), count=None))


def doubts(visit: Visit, event: events.Event) -> bool:
    """Whether this button would lose what was counted, or leave cash, and has not said so yet."""
    leaves = isinstance(event, events.StartedOver) and (at_stake(visit) or _cash_untold(visit))
    return leaves and visit.doubted != OVER and not visit.giving_up


def at_stake(visit: Visit) -> bool:
    """Whether leaving here loses what was counted: a sale of this visit has it in its entry."""
    if counted(visit) == 0:
        return False
    owed_before = still_begun(visit)
    if visit.ticket is not None and not owed_before:
        return False
    return visit.place in AT_STAKE or (visit.place is Place.THANKS and owed_before)


def doubting(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Say so; the same button again is meant."""
    return replace(visit, doubted=OVER, told=COUNT_LOST if counted(visit) else CASH_LEFT), ()


def _cash_untold(visit: Visit) -> bool:
    """Whether staff have taken cash, and the page itself does not say that they give it back."""
    says_so = visit.place not in AT_STAKE or visit.place in TELLS_OF_CASH
    return visit.cash is not None and not says_so


def follow(before: Visit, after: Visit) -> Step:
    """Stop the machine wherever a visit leads away from it."""
    goes_on = after.counting == before.counting and where(after) is Place.COUNTING
    if not before.counting or goes_on:
        return after, ()
    stopped = after.counting == before.counting
    left = replace(after, counting=0, count=None) if stopped else after
    return left, (effects.StopCount(before.counting),)
