"""What of a visit decides how it can go on: two visits of one shape are walked on only once.

Names, amounts, moments and reasons are left out; that something is there, and of what kind, stays.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from enum import Enum
from operator import attrgetter

from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import MachineCount, Order
from kiosk.visit import Place, Shop, priced
from kiosk.visit.state import Aside, Refusal, StaffMode, Visit
from kiosk.walk.presses import names_of, texts
from protocol.resident_code import ResidentCode
from ui.contract import KeypadScreen, Screen, Setting

SKIPPED: Mapping[type, Collection[str]] = {
    Visit: (
        *(
            "printer_problem",
            "paper_problem",
            "readers_problem",
            "hint",
            "page",
            "quantity",
            "touched",
            "voice_speed",
            "voice_volume",
        ),
        *("checks", "just_served", "tries_left", "told", "touched_at_s", "entered_at_s"),
        *("known_at_s", "counting", "offering", "trail", "tender_step"),
    ),
    Refusal: ("reason",),
    StaffMode: ("facts", "said"),
    Setting: ("larger", "contrast", "low", "language"),
    ResidentCode: ("presentation", "evidence"),
    Payment: (
        *("id", "versions", "spendable", "from_slice", "code", "amounts", "reward", "approval"),
        *("also_id", "ref", "payee"),
    ),
    CheckedCode: ("scanned_at_s", "name"),
    Ticket: (
        *("id", "number", "service", "lines", "used", "time_s", "entry", "left", "kind", "rest"),
        *("rest_by", "reward", "earned"),
    ),
    Order: (
        *("service", "lines", "unit", "picture", "max_quantity", "notes", "until_s", "evidence"),
        *("rest", "reward", "also", "ref"),
    ),
    MachineCount: ("evidence",),
}
"""What is only told, and leads nowhere else."""
DRESS = ("warned", "staff_called", "setting", "aside", "voice_problem")
"""What may stand around any state: walked on from with codes and presses only."""
TO_AN_ORDER = (Place.FINDING, Place.SHOWING, Place.PREPARING)
"""Where what is found says which order it will be."""
_TOLD_APART = {"touched_at_s", "entered_at_s", "checks", "counting", "offering"}
_rest_of = attrgetter(
    *(name for name in names_of(Visit) if name not in {*_TOLD_APART, "facts", "answers"})
)
"""All of a visit but moments, numbers of questions, and what no hash is for."""
BARE = (False, False, Aside.NONE, False)


def identity(visit: Visit) -> Hashable:
    """Return all of a visit but its moments and the number of its questions."""
    facts = tuple((id_, repr(fact)) for id_, fact in visit.facts.items())  # of any type
    return (facts, tuple(visit.answers.items()), _rest_of(visit))


def appearance(visit: Visit, screen: Screen) -> Hashable:
    """Return what a person tells a screen by; the clock is left out.

    Which aids are on is a matter of the setting, and every screen can be drawn in each. Of digits
    on a keypad counts whether there are any, and whether that is all. A warning, a call and the
    voice look the same around all screens of a place: they count once for each.
    """
    bare = replace(screen, frame=replace(screen.frame, aids=(), notice=""))
    if visit.aside is not Aside.NONE:
        return (visit.aside, texts(bare))
    if visit.warned or dressed(visit) != BARE:
        return (visit.place, visit.warned, dressed(visit))
    cells: tuple[str, ...] = getattr(screen, "cells", ())
    if isinstance(bare, KeypadScreen):
        bare = replace(bare, cells=(), entered="")
    return (visit.place, any(cells), all(cells), screen.frame.notice, texts(bare))


def core(visit: Visit) -> Hashable:
    """Return the shape of a visit without what may stand around any."""
    if visit.handover is not None:  # what lies below was walked on without staff
        return (visit.place, visit.handover.place, visit.typed[-1:])
    return _shape(visit, DRESS)


def order_shape(shop: Shop, visit: Visit) -> Hashable:
    """Return the shape of what would be agreed to: facts of one kind can lead to two orders."""
    wanted = priced(shop, visit) if visit.place in TO_AN_ORDER else None
    return None if wanted is None else _shape(wanted)


def dressed(visit: Visit) -> Hashable:
    """Return what stands around it; a warning goes away by itself and is left out."""
    return (visit.staff_called, visit.setting.voice, visit.aside, bool(visit.voice_problem))


def walkable(visit: Visit) -> bool:
    """Return whether just one thing stands around it: nothing new comes of a mixture."""
    return visit.staff_called + visit.setting.voice + bool(visit.voice_problem) == 1


def _shape(value: object, left_out: Collection[str] = ()) -> Hashable:
    if names := names_of(type(value)):
        skipped = {*SKIPPED.get(type(value), ()), *left_out}
        parts = (_part(name, getattr(value, name)) for name in names if name not in skipped)
        return (type(value).__name__, *parts)
    if value is None or isinstance(value, bool | Enum | str | bytes):
        return value
    if isinstance(value, Mapping):
        return tuple(value)
    if isinstance(value, float):
        return None
    return bool(value)


def _part(name: str, value: object) -> Hashable:
    """Of digits counts whether there are any, and the last."""
    if name == "typed":
        return str(value)[-1:]
    if name in ("typed_before", "clock"):
        return bool(value)
    if name in ("shown", "badge", "approval") and isinstance(value, CheckedCode):
        return value.kind, value.pin
    return _shape(value)
