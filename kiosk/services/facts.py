"""What services make of facts: each reads only those of the sort that it asked for."""

from collections.abc import Iterable
from typing import Final, TypeVar

from kiosk.services.asks import Known, Lookup, Period, Tallies, Tally
from protocol.entry import EntryKind

FactT = TypeVar("FactT")
CAME_IN: Final = Tally(
    (EntryKind.TOP_UP, EntryKind.CONVERT), period=Period.DAY, coins=True, everywhere=True
)
"""Coins that this kiosk has charged and converted today, whoever's they are."""
KIOSK_LIMIT: Final = "charge-kiosk-limit"
"""Why no more come in there: above its day's limit the node books nothing."""


def fact(known: Known, id_: str, of: type[FactT]) -> FactT | None:
    """Return what was found under ``id_``; None where it is nothing of that sort."""
    found = known.facts.get(id_)
    return found if isinstance(found, of) else None


def booked_this_month(id_: str, kind: EntryKind, items: Iterable[str]) -> Lookup:
    """Return the lookup of how many of each item this kiosk has booked in the calendar month."""
    return _booked(id_, kind, items, Period.MONTH)


def booked_lately(id_: str, kind: EntryKind, items: Iterable[str]) -> Lookup:
    """Return the lookup of how many of each item this kiosk has booked, in whichever month.

    For items that name one thing: what was sold on a month's last evening is sold on the first.
    """
    return _booked(id_, kind, items, Period.LATELY)


def _booked(id_: str, kind: EntryKind, items: Iterable[str], period: Period) -> Lookup:
    return Lookup(id_, Tallies(tuple(Tally((kind,), item, period=period) for item in items)))
