"""What a parking system replies, as values: which cars, and what one of them has to pay."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.services.asks import At, NotFound
from kiosk.services.contract import MAX_OPTIONS
from kiosk.services.orders import Note
from kiosk.services.parking_fee import Fee, Stay
from kiosk.services.replies import PARTNER_BABBLES, answer, moment, name, rows, shown, table, won
from schemes.money import Won

MAX_RIGHTS = 8
PLATE_END: Final = 4  # digits that are typed, and shown
HIDDEN: Final = "*"


@dataclass(frozen=True)
class FoundCar:
    """A car inside with such a plate. ``shown``: the plate as far as a screen may tell it."""

    stay: str
    shown: str
    kind: str
    entered_s: int


@dataclass(frozen=True)
class Quote:
    """What a stay has to pay, by the parking system; good ``until_s``."""

    id: str
    stay: Stay
    won: Won
    until_s: int


def read_cars(reply: object) -> tuple[FoundCar, ...]:
    """Read the answer to /v1/cars; `NotFound` for any other shape."""
    cars = tuple(map(_car, rows(answer(reply, "cars")["cars"], MAX_OPTIONS)))
    if len({car.stay for car in cars}) < len(cars):
        raise NotFound(PARTNER_BABBLES)  # nobody could choose the second one
    return cars


def _car(value: object) -> FoundCar:
    row = table(value, "stay", "shown", "kind", "entered")
    return FoundCar(
        name(row["stay"]), masked(shown(row["shown"])), name(row["kind"]), moment(row["entered"])
    )


def masked(plate: str) -> str:
    """Return a plate whose digits before the last four are hidden but the first of several.

    The parking system masks it, too: this is for one that forgets to. Whoever stands there typed
    the last four digits, and may know no more of cars that are not theirs.
    """
    front = [at for at, char in enumerate(plate) if char.isdigit() or char == HIDDEN][:-PLATE_END]
    hidden = set(front[1:] if len(front) > 1 else front)
    return "".join(HIDDEN if at in hidden else char for at, char in enumerate(plate))


def read_quote(reply: object) -> Quote:
    """Read the answer to /v1/quote; `NotFound` for any other shape."""
    keys = ("stay", "kind", "entered", "at", "until", "rights", "paid", "paid_until", "won")
    row = answer(reply, *keys)
    entered_s, at_s, until_s = (moment(row[key]) for key in ("entered", "at", "until"))
    if not entered_s <= at_s <= until_s:
        raise NotFound(PARTNER_BABBLES)
    paid_until = row["paid_until"]
    stay = Stay(
        entered_s,
        at_s,
        name(row["kind"]),
        frozenset(name(right) for right in rows(row["rights"], MAX_RIGHTS)),
        won(row["paid"]),
        None if paid_until is None else moment(paid_until),
    )
    return Quote(name(row["stay"]), stay, won(row["won"]), until_s)


def stayed(car: FoundCar, quote: Quote) -> tuple[Note, ...]:
    """Return what a driver wants to see beside a fee: whose it is, when they came, how long."""
    stay = quote.stay
    return Note("plate", car.shown), Note("entered", At(stay.entered_s)), Note("stay", stay.minutes)


def costs(reckoned: Fee, quote: Quote, names: Mapping[str, str]) -> tuple[Note, ...]:
    """Tell why it is so much: what was taken off, by ``names``, and what was paid before."""
    notes = []
    if reckoned.full != quote.won:
        notes.append(Note("list-price", reckoned.full))
    notes += [Note("discount", names[id_]) for id_ in reckoned.applied]
    if reckoned.applied:
        notes.append(Note("taken-off", reckoned.full - reckoned.won))
    if quote.stay.paid > Won(0):
        notes.append(Note("paid-before", quote.stay.paid))
    return tuple(notes)
