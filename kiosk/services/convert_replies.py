"""What a points system replies, as values: what is there, and what it keeps for this visit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.services.asks import NotFound
from kiosk.services.convert_section import MAX_POINTS
from kiosk.services.replies import (
    PARTNER_BABBLES,
    answer,
    moment,
    name,
    rows,
    table,
    whole,
    won,
)
from schemes.money import Won

MAX_THERE: Final = 10 * MAX_POINTS  # of one person
MAX_OPEN: Final = 6  # reservations of one number that came to nothing within the hour
MAX_RESERVATION_DIGITS: Final = 10

_IS_RESERVATION = re.compile(rf"r[0-9]{{1,{MAX_RESERVATION_DIGITS}}}").fullmatch
_ITEM = re.compile(rf"([0-9]+)-(r[0-9]{{1,{MAX_RESERVATION_DIGITS}}})").fullmatch


@dataclass(frozen=True)
class Open:
    """Points that an earlier question of this kiosk has had reserved; perhaps they were sold."""

    reservation: str
    points: int

    @property
    def item(self) -> str:
        """What an entry calls them."""
        return item_of(self.points, self.reservation)


@dataclass(frozen=True)
class There:
    """The points behind a number: those that are free, and those that this kiosk has reserved."""

    points: int
    open: tuple[Open, ...] = ()


@dataclass(frozen=True)
class Kept:
    """Points that are kept for this visit until ``until_s``, worth ``won`` to the partner."""

    reservation: str
    points: int
    won: Won
    until_s: int


def read_points(reply: object) -> There:
    """Read the answer to /v1/points; `NotFound` for any other shape."""
    row = answer(reply, "points", "open")
    kept = tuple(map(_open, rows(row["open"], MAX_OPEN)))
    if len({one.reservation for one in kept}) < len(kept):
        raise NotFound(PARTNER_BABBLES)
    return There(whole(row["points"], MAX_THERE), kept)


def read_kept(reply: object) -> Kept:
    """Read the answer to /v1/reserve; `NotFound` for any other shape."""
    row = answer(reply, "reservation", "points", "won", "until")
    one = _open(row)
    return Kept(one.reservation, one.points, won(row["won"]), moment(row["until"]))


def _open(value: object) -> Open:
    row: Mapping[str, object] = table(value, "reservation", "points")
    reservation = name(row["reservation"])
    if not _IS_RESERVATION(reservation):
        raise NotFound(PARTNER_BABBLES)
    return Open(reservation, whole(row["points"], MAX_POINTS, 1))


def item_of(points: int, reservation: str = "") -> str:
    """Return what an entry calls points: with the reservation's number, where there is one."""
    return f"{points}-{reservation}" if reservation else str(points)


def points_of(item: str) -> int | None:
    """Return how many points an entry's item is of; None for what is none."""
    parts = _ITEM(item)
    return int(parts[1]) if parts else None
