"""Moves that are of the machine and not of the order: its printer, its code readers, its help."""

from dataclasses import replace

from kiosk import effects, events
from kiosk.visit.leaving import Step, at_rest, with_printer
from kiosk.visit.state import Shop, Visit


def printer_elsewhere(shop: Shop, visit: Visit, event: events.PrinterReported) -> Step:
    """Nobody is disturbed: it is judged before the next charge."""
    return with_printer(shop, visit, event.problem), ()


def printer_at_rest(shop: Shop, visit: Visit, event: events.PrinterReported) -> Step:
    """Open and close with the printer, unless somebody is here or the ledger stopped us.

    Where something can be done without paper it is no reason.
    """
    seen = with_printer(shop, visit, event.problem)
    return (seen if visit.refusal or visit.code else at_rest(seen)), ()


def readers_elsewhere(_shop: Shop, visit: Visit, event: events.ReadersReported) -> Step:
    """Nothing that was chosen is lost: a screen that asks for a code says so, and waits."""
    return replace(visit, readers_problem=event.problem, hint=""), ()


def readers_at_rest(_shop: Shop, visit: Visit, event: events.ReadersReported) -> Step:
    """Open and close with what reads codes, unless somebody is here or the ledger stopped us."""
    seen = replace(visit, readers_problem=event.problem, hint="")
    return (seen if visit.refusal or visit.code else at_rest(seen)), ()


def hint_given(_shop: Shop, visit: Visit, event: events.HintGiven) -> Step:
    """Say what would help, where a code is asked for and none was read."""
    return replace(visit, hint=event.hint), ()


def call_staff(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Tell the staff, and the person where they are."""
    return replace(visit, staff_called=True, call_is_old=False), (effects.TellStaff(),)
