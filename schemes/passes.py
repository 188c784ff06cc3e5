"""Passes of so many visits: what a sale's line says of one, and what is left of several. Pure.

The line of a sale names the pass with its visits and its last day, "ten.10.20270219": what the
person agreed to is in the signed entry, and stays so when the facility's file changes. Node and
kiosk count by the same functions. Days are numbers of the scheme's days since 1970.

A visit takes of the pass that ends first among those that are good on its day. Visits only ever
wait for no later one, so this way as many of them are paid for as can be.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MAX_VISITS: Final = 100
MAX_VALID_DAYS: Final = 366
EARLY_DAYS: Final = 1
"""Two kiosks' clocks need not agree: a visit may be so much before the sale that pays for it."""

_ITEM: Final = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([1-9][0-9]{0,2})\.([0-9]{8})")
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True)
class PassItem:
    """What the line of a sale says: the pass's own id, its visits and its last day."""

    id: str
    visits: int
    last_day: int

    def __str__(self) -> str:
        """Return it as it stands in an order's line."""
        return f"{self.id}.{self.visits}.{day_at(self.last_day):%Y%m%d}"


@dataclass(frozen=True)
class Bought:
    """A pass with the day of its sale."""

    day: int
    visits: int
    last_day: int


@dataclass(frozen=True)
class Visited:
    """A visit, or one that is held."""

    day: int


@dataclass(frozen=True)
class Left:
    """A pass that is good today, and what is left of it: 0 where it is used up."""

    visits: int
    last_day: int


def read_pass(item: str) -> PassItem | None:
    """Return what ``item`` (without the service's id) says; None where it is no pass."""
    found = _ITEM.fullmatch(item)
    if found is None or int(found[2]) > MAX_VISITS:
        return None
    try:
        last = date.fromisoformat(found[3])
    except ValueError:
        return None
    return PassItem(found[1], int(found[2]), day_number(last))


def day_number(day: date) -> int:
    """Return the days since 1970."""
    return (day - _EPOCH).days


def day_at(number: int) -> date:
    """Return the day of a number that a date made."""
    return _EPOCH + timedelta(days=number)


def left_of(bought: Iterable[Bought], visits: Iterable[Visited], today: int) -> tuple[Left, ...]:
    """Return the passes that are good today, by their last day, with what is left of each."""
    passes = sorted(bought, key=_ends_first)
    left, _ = _matched(passes, visits)
    found = zip(passes, left, strict=True)
    return tuple(Left(visits, one.last_day) for one, visits in found if _is_good(one, today))


def fits(bought: Iterable[Bought], visits: Iterable[Visited], one_more: Visited) -> bool:
    """Return whether a pass pays for one more visit without taking it from another."""
    passes, before = sorted(bought, key=_ends_first), tuple(visits)
    _, unpaid = _matched(passes, before)
    _, then = _matched(passes, (*before, one_more))
    return then == unpaid


def payers(bought: Iterable[Bought], visits: Iterable[Visited]) -> tuple[int | None, ...]:
    """Return for each visit the place of the pass that pays for it; None where none does."""
    passes, days = list(bought), [one.day for one in visits]
    order = sorted(range(len(passes)), key=lambda at: _ends_first(passes[at]))
    left, paid = [one.visits for one in passes], dict[int, int]()
    for number in sorted(range(len(days)), key=lambda number: days[number]):
        good = (at for at in order if left[at] and _is_good(passes[at], days[number]))
        pays = next(good, None)
        if pays is not None:
            left[pays] -= 1
            paid[number] = pays
    return tuple(paid.get(number) for number in range(len(days)))


def _matched(passes: list[Bought], visits: Iterable[Visited]) -> tuple[list[int], int]:
    """Return what is left of each pass, and how many visits none of them pays for."""
    paid = Counter(payers(passes, visits))
    return [one.visits - paid[at] for at, one in enumerate(passes)], paid[None]


def _ends_first(one: Bought) -> tuple[int, int]:
    return one.last_day, one.day


def _is_good(one: Bought, day: int) -> bool:
    return one.day - EARLY_DAYS <= day <= one.last_day
