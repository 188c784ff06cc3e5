"""Courses of a lecture house: seats by reservation, waiting lists, coins for a part of the price.

A seat is reserved at the course system before anything is agreed. Without the course system the
seats are sold that a facility file keeps for this kiosk alone.
"""

import re
from dataclasses import replace
from hashlib import sha256
from typing import Final

from kiosk.services.asks import Count, Digits
from kiosk.services.base import (
    SAMPLE_TIME_S,
    Ask,
    Fact,
    Holder,
    Known,
    Line,
    Lookup,
    Note,
    NotFound,
    Option,
    Order,
    PartnerCall,
    Period,
    Question,
    Tallies,
    Tally,
    Terms,
    TicketWords,
    Usual,
)
from kiosk.services.course_replies import (
    Fill,
    Fills,
    NoReservation,
    Reservation,
    read_fills,
    read_reservation,
)
from kiosk.services.course_section import MAX_RESERVATION_DIGITS, CourseSection, CoursesSection
from kiosk.services.replies import PARTNER_AWAY, PARTNER_BABBLES, QUOTE_DIFFERS
from kiosk.services.split import UNDER_ONE_COIN, Split, split
from protocol.entry import EntryKind
from schemes.money import Coins, Won

__all__ = ["Courses", "CoursesSection"]

COURSE: Final = "course"
FILLS: Final = "fills"  # how full the courses are, by the partner
HERE: Final = "here"  # what this kiosk has sold of its own seats
COURSE_FULL: Final = "course-full"
QUOTE_EXPIRED: Final = "quote-expired"
WHOSE_BYTES: Final = 8

_RESERVED = re.compile(rf"(.+)-([rw])[0-9]{{1,{MAX_RESERVATION_DIGITS}}}").fullmatch


class UnpayableCourse(ValueError):
    """Less than one coin of a course's price can be paid by coins."""


class Courses(Usual):
    """The service over one facility's courses, priced by the scheme's rate of one day."""

    reasons = (COURSE_FULL, QUOTE_EXPIRED, QUOTE_DIFFERS, PARTNER_AWAY, PARTNER_BABBLES)

    def __init__(self, section: CoursesSection, terms: Terms) -> None:
        """Take a file's section; UnpayableCourse where coins can't pay for a course at all."""
        self._section = section
        self._terms = terms
        self._courses = {course.id: course for course in section.course}
        self._own = [course for course in section.course if course.seats_here]
        for course in section.course:
            if self._split(course).coins == Coins(0):
                raise UnpayableCourse(f"{course.id}: {UNDER_ONE_COIN}")

    @property
    def id(self) -> str:
        """Its id in the facility file and in orders."""
        return self._section.id

    @property
    def name(self) -> str:
        """What the start screen calls it."""
        return self._section.name

    @property
    def picture(self) -> str:
        """File stem of its picture."""
        return self._section.picture

    @property
    def unit(self) -> str:
        """What counts who takes part."""
        return self._section.unit

    def questions(self) -> int:
        """Return 1: which course."""
        return 1

    def ask(self, known: Known) -> Ask | None:
        """Look how full the courses are, ask which; with a code reserve, or count own seats."""
        fills = known.facts.get(FILLS)
        if not isinstance(fills, Fills):
            return Lookup(FILLS, PartnerCall("/v1/courses"))
        if fills.away and HERE not in known.facts:
            return self._count()
        course = self._courses.get(known.answers.get(COURSE, ""))
        if course is None:
            options = tuple(self._option(one, fills, known) for one in self._section.course)
            return Question(COURSE, self._section.question, self._section.step, options)
        return None if known.holder is None else self._ask_seat(course, fills, known)

    def _ask_seat(self, course: CourseSection, fills: Fills, known: Known) -> Lookup | None:
        fact, waits = known.facts.get(f"seat-{course.id}"), self._waits(fills, course)
        if isinstance(fact, NoReservation) and waits:
            raise NotFound(PARTNER_AWAY)  # who chose to wait is not sold a seat instead
        if fills.away or isinstance(fact, NoReservation):
            return self._count_own(course, known)
        if not isinstance(fact, Reservation):
            body = {
                "course": course.id,
                "list": "waiting" if waits else "seats",
                "for": _whose(course, known),
            }
            return Lookup(f"seat-{course.id}", PartnerCall("/v1/reserve", body))
        if fact.waits != waits:
            raise NotFound(PARTNER_BABBLES)  # a seat for who asked for the list, or the reverse
        if fact.course != course.id or fact.won != Won(course.price_won):
            raise NotFound(QUOTE_DIFFERS)
        if known.at_s is not None and known.at_s > fact.until_s:
            raise NotFound(QUOTE_EXPIRED)
        return None

    def _count_own(self, course: CourseSection, known: Known) -> Lookup | None:
        if HERE not in known.facts:
            return self._count()
        if self._own_left(course, known) <= 0:
            raise NotFound(COURSE_FULL if course.seats_here else PARTNER_AWAY)
        return None

    def _count(self) -> Lookup:
        sold = (Tally((EntryKind.SPEND,), one.id, period=Period.MONTH) for one in self._own)
        return Lookup(HERE, Tallies(tuple(sold)))

    def _own_left(self, course: CourseSection, known: Known) -> int:
        """Return how many of its own seats this kiosk may still sell this month."""
        sold = known.facts.get(HERE)
        if course not in self._own or not isinstance(sold, tuple):
            return 0
        return course.seats_here - int(sold[self._own.index(course)])

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - a seat each
        """Return the seat with what coins pay of it, or the place on the list for nothing."""
        course = self._courses[known.answers[COURSE]]
        seat, fills = known.facts.get(f"seat-{course.id}"), known.facts.get(FILLS)
        if isinstance(seat, Reservation):
            waits, number = seat.waits, seat.number
            made = self._place(course, seat) if waits else self._seat(course, known, number)
            return replace(made, until_s=seat.until_s)
        if isinstance(fills, Fills) and self._waits(fills, course):
            return self._place(course)
        return self._seat(course, known)

    def _place(self, course: CourseSection, seat: Reservation | None = None) -> Order:
        """Return a place on the list; before it is reserved nobody knows which."""
        line = Line(_item(course, seat.number if seat else ""), course.name, 1, Coins(0), Won(0))
        return Order(
            self.id,
            (line,),
            self.unit,
            course.picture,
            max_quantity=1,
            kind=EntryKind.ADMIT,
            notes=(Note("waiting", seat.place),) if seat else (),
        )

    def _seat(self, course: CourseSection, known: Known, number: str = "") -> Order:
        part = self._split(course, known.holder)
        line = Line(_item(course, number), course.name, 1, part.coins, Won(course.price_won))
        whole = (Note("fee", Won(course.price_won)),) if part.rest > Won(0) else ()
        return Order(
            self.id,
            (line,),
            self.unit,
            course.picture,
            max_quantity=1,
            rest=part.rest,
            notes=(Note("slot", course.when), *whole),
        )

    def understand(self, lookup: str, reply: object) -> Fact:
        """Read how full it is, or a reservation; without a reply what this kiosk can do alone."""
        if reply is None and self._own:
            return Fills({}, away=True) if lookup == FILLS else NoReservation()
        return read_fills(reply) if lookup == FILLS else read_reservation(reply)

    def samples(self, ask: Lookup | Digits | Count, known: Known) -> tuple[Fact | str, ...]:
        """Return courses with seats and without; the partner away; own seats; reservations."""
        if ask.id == HERE:
            return (tuple(0 for _ in self._own), tuple(one.seats_here for one in self._own))
        if ask.id == FILLS:
            return (
                self._all(10, 5),
                self._filled(),
                *([Fills({}, away=True)] if self._own else []),
            )
        course = self._courses[ask.id.removeprefix("seat-")]
        until_s = (known.at_s or SAMPLE_TIME_S) + 600
        fills = known.facts[FILLS]
        waits = isinstance(fills, Fills) and self._waits(fills, course)
        number = ("w" if waits else "r") + "9" * MAX_RESERVATION_DIGITS
        kept = Reservation(number, course.id, Won(course.price_won), until_s, 3 if waits else 0)
        return (kept, *([NoReservation()] if self._own else []))

    def _filled(self) -> Fills:
        """Return all courses full: every second with a list, the others without."""
        fills = enumerate(self._courses.values())
        return Fills(
            {one.id: Fill(Won(one.price_won), 0, None if n % 2 else 5) for n, one in fills}
        )

    def _all(self, seats: int, waiting: int | None) -> Fills:
        courses = self._courses.values()
        return Fills({one.id: Fill(Won(one.price_won), seats, waiting) for one in courses})

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Say when the course is, or that somebody waits for a seat in it."""
        section, parts = self._section, _RESERVED(item)
        course = self._courses.get(parts[1] if parts else item)
        rows = ((section.when_label, course.when),) if course else ()
        if parts and parts[2] == "w":
            rows = (*rows, (section.waiting_label, section.waiting_value))
        good_for = f"{quantity}{section.unit}"
        return TicketWords(section.slip_title, good_for, rows, section.slip_help)

    def _option(self, course: CourseSection, fills: Fills, known: Known) -> Option:
        fill = fills.courses.get(course.id)
        seats = self._own_left(course, known) if fills.away else fill.seats if fill else 0
        waits, part = self._waits(fills, course), self._split(course)
        return Option(  # never a number of coins that can't be paid
            course.id,
            course.name,
            course.picture,
            None if waits else part.coins,
            None if waits else Won(course.price_won) - part.rest,
            note=self._word(course, seats, waits=waits),
            closed=seats <= 0 and not waits,
            rest=Won(0) if waits else part.rest,
        )

    def _word(self, course: CourseSection, seats: int, *, waits: bool) -> str:
        """When it is; where few or no seats are left that is what decides."""
        section = self._section
        if seats <= 0:
            return section.waiting_word if waits else section.full_word
        return section.few_word if seats <= section.few else course.when

    def _waits(self, fills: Fills, course: CourseSection) -> bool:
        """Whether all seats are gone, and the list has room."""
        fill = fills.courses.get(course.id)
        return fill is not None and fill.seats <= 0 and (fill.waiting or 0) > 0

    def _split(self, course: CourseSection, holder: Holder | None = None) -> Split:
        part = None if course.coins_won is None else Won(course.coins_won)
        return split(Won(course.price_won), self._terms, part, holder)


def _whose(course: CourseSection, known: Known) -> str:
    """Return what tells one person's reservations of one course from others', and nothing else.

    Who goes back and comes again takes the same seat, not a second one.
    """
    tag = b"" if known.holder is None else known.holder.limit_tag
    return sha256(tag + course.id.encode()).digest()[:WHOSE_BYTES].hex()


def _item(course: CourseSection, number: str) -> str:
    """Return what an entry calls a seat: with the reservation's number, where there is one."""
    return f"{course.id}-{number}" if number else course.id
