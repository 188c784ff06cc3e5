"""What a course system replies, as values: how full the courses are, and a reservation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.services.asks import NotFound
from kiosk.services.course_section import MAX_RESERVATION_DIGITS
from kiosk.services.replies import PARTNER_BABBLES, answer, moment, name, rows, table, whole, won
from schemes.money import Won

MAX_COURSES = 60  # of a whole house: those that the kiosk doesn't sell are left out
MAX_SEATS = 10_000

_IS_RESERVATION = re.compile(rf"[rw][0-9]{{1,{MAX_RESERVATION_DIGITS}}}").fullmatch


@dataclass(frozen=True)
class Fill:
    """How full one course is. ``waiting``: places left on its list, None where it has none."""

    won: Won
    seats: int
    waiting: int | None


@dataclass(frozen=True)
class Fills:
    """How full the courses are, by id; ``away``: the partner did not say."""

    courses: Mapping[str, Fill]
    away: bool = False


@dataclass(frozen=True)
class Reservation:
    """A seat, or the ``place``-th on the list, kept for this visit until ``until_s``.

    ``number`` begins with r for a seat, with w for a place on the list.
    """

    number: str
    course: str
    won: Won
    until_s: int
    place: int = 0

    @property
    def waits(self) -> bool:
        """Whether it is a place on the list."""
        return self.number.startswith("w")


@dataclass(frozen=True)
class NoReservation:
    """The partner is away: what this kiosk sells for itself is sold all the same."""


def read_fills(reply: object) -> Fills:
    """Read the answer to /v1/courses; `NotFound` for any other shape."""
    found = (table(row, "course", "won", "seats", "waiting") for row in _rows(reply))
    return Fills({name(row["course"]): _fill(row) for row in found})


def _rows(reply: object) -> list[object]:
    return list(rows(answer(reply, "open")["open"], MAX_COURSES))


def _fill(row: Mapping[str, object]) -> Fill:
    waiting = row["waiting"]
    return Fill(
        won(row["won"]),
        whole(row["seats"], MAX_SEATS),
        None if waiting is None else whole(waiting, MAX_SEATS),
    )


def read_reservation(reply: object) -> Reservation:
    """Read the answer to /v1/reserve; `NotFound` for any other shape."""
    row = answer(reply, "reservation", "course", "won", "until", "place")
    number = name(row["reservation"])
    if not _IS_RESERVATION(number):
        raise NotFound(PARTNER_BABBLES)
    return Reservation(
        number,
        name(row["course"]),
        won(row["won"]),
        moment(row["until"]),
        whole(row["place"], MAX_SEATS),
    )
