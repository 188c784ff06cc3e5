"""A course system in software: seats, reservations that run out, waiting lists."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.partners.simulate.server import Answerer, Asked, Lie, PartnerServer, Refuse
from protocol.keys import PublicKey, Signer

RESERVED_S: Final = 600  # so long somebody may take to pay
KEPT_S: Final = 3600  # so long the seat is kept after that: the sale may be told late


@dataclass(frozen=True)
class Course:
    """One course: ``waiting`` places on its list, None where it has none."""

    id: str
    won: int
    seats: int
    waiting: int | None = None
    enrolled: int = 0
    listed: int = 0


@dataclass(frozen=True)
class Reservation:
    """A seat, or a place on the list, that is kept until epoch second ``kept_s``."""

    course: str
    listed: bool
    kept_s: int
    whose: str = ""


class CourseSystem(PartnerServer):
    """The course system of one house. ``now`` tells epoch seconds.

    `Lie.FIGURES` names another price in a reservation than in the list.
    """

    def __init__(
        self,
        courses: Iterable[Course] = (),
        now: Callable[[], int] = lambda: int(time.time()),
        signer: Signer | None = None,
        kiosks: tuple[PublicKey, ...] | None = None,
        port: int = 0,
    ) -> None:
        self.now = now
        self._courses = {course.id: course for course in courses}
        self._reserved: dict[str, Reservation] = {}
        self._number = 0
        super().__init__(signer, kiosks, port)

    @property
    def answers(self) -> Mapping[str, Answerer]:
        """Which courses there are, and a reservation."""
        return {"/v1/courses": self._list, "/v1/reserve": self._reserve}

    def course(self, id_: str) -> Course:
        """Return a course as it stands."""
        with self.lock:
            return self._courses[id_]

    def sold(self, sale: Asked) -> None:
        """Enrol somebody: by a reservation, or on a seat that the kiosk had for itself."""
        item = sale.get("item")
        id_, _, number = item.rpartition("-") if isinstance(item, str) else ("", "", "")
        reserved = self._reserved.pop(number, None)
        course = self._courses.get(str(item)) or self._courses.get(id_)
        if course is None:
            raise Refuse("unknown-course")
        change = -1 if sale.get("kind") == "reverse" else 1
        if course.id == id_ and number.startswith("w"):
            self._courses[course.id] = replace(course, listed=course.listed + change)
            return
        late = course.id == id_ and reserved is None and change > 0
        if late and self._left(course) <= 0:
            raise Refuse("course-full")  # its reservation ran out, and the seat was given away
        self._courses[course.id] = replace(course, enrolled=course.enrolled + change)

    def _list(self, asked: Asked) -> object:  # noqa: ARG002 - every partner's answer takes the question
        return {
            "open": [
                {
                    "course": course.id,
                    "won": course.won,
                    "seats": max(0, self._left(course)),
                    "waiting": self._waiting(course),
                }
                for course in self._courses.values()
            ]
        }

    def _reserve(self, asked: Asked) -> object:
        id_ = asked.get("course")
        course = self._courses.get(id_) if isinstance(id_, str) else None
        if course is None:
            raise Refuse("unknown-course")
        listed = asked.get("list") == "waiting"
        whose = str(asked.get("for", ""))
        self._give_up(Reservation(course.id, listed, 0, whose))
        left = self._waiting(course) if listed else self._left(course)
        if left is None or left <= 0:
            raise Refuse("course-full")
        self._number += 1
        until_s = self.now() + RESERVED_S
        number = f"{'w' if listed else 'r'}{self._number}"
        self._reserved[number] = Reservation(course.id, listed, until_s + KEPT_S, whose)
        return {
            "reservation": number,
            "course": course.id,
            "won": course.won * 2 if self.lie is Lie.FIGURES else course.won,
            "until": until_s,
            "place": course.listed + self._held(course.id, listed=True) if listed else 0,
        }

    def _give_up(self, asked: Reservation) -> None:
        """Who reserves the same once more has left the first alone."""
        same = (asked.course, asked.listed, asked.whose)
        self._reserved = {
            number: one
            for number, one in self._reserved.items()
            if not asked.whose or (one.course, one.listed, one.whose) != same
        }

    def _left(self, course: Course) -> int:
        return course.seats - course.enrolled - self._held(course.id, listed=False)

    def _waiting(self, course: Course) -> int | None:
        if course.waiting is None:
            return None
        return max(0, course.waiting - course.listed - self._held(course.id, listed=True))

    def _held(self, course: str, *, listed: bool) -> int:
        """Count the reservations that are still kept, and forget those that are not."""
        now_s = self.now()
        self._reserved = {it: one for it, one in self._reserved.items() if one.kept_s >= now_s}
        return sum(one.course == course and one.listed is listed for one in self._reserved.values())
