"""Courses of a lecture house: seats by reservation, waiting lists, coins for a part of the price.

A seat is reserved at the course system before anything is agreed. Without the course system the
seats are sold that a facility file keeps for this kiosk alone.
"""

import re
from dataclasses import replace
from hashlib import sha256
from typing import Final

from kiosk.services.asks import (
    Ask,
    Fact,
    Holder,
    Known,
    Lookup,
    NotFound,
    Option,
    PartnerCall,
    Question,
)
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.course_replies import (
    Fill,
    Fills,
    NoReservation,
    Reservation,
    read_fills,
    read_reservation,
)
from kiosk.services.course_section import MAX_RESERVATION_DIGITS, CourseSection, CoursesSection
from kiosk.services.facts import booked_this_month, fact
from kiosk.services.orders import Line, Note, Order, TicketWords, counted
from kiosk.services.replies import PARTNER_AWAY, PARTNER_BABBLES, QUOTE_DIFFERS, QUOTE_EXPIRED
from kiosk.services.split import UNDER_ONE_COIN, Split, split
from kiosk.services.usual import FromFile
from kiosk.services.ways import SAMPLE_TIME_S
from protocol.entry import EntryKind
from schemes.money import Coins, Won

__all__ = ["Courses", "CoursesSection"]

COURSE: Final = "course"
FILLS: Final = "fills"  # how full the courses are, by the partner
HERE: Final = "here"  # what this kiosk has sold of its own seats
COURSE_FULL: Final = "course-full"
COURSE_FULL_HERE: Final = "course-full-here"  # of the seats that this kiosk alone sells
WHOSE_BYTES: Final = 8

_AWAY: Final = Fills({}, away=True)
_RESERVED = re.compile(rf"(.+)-([rw])[0-9]{{1,{MAX_RESERVATION_DIGITS}}}").fullmatch


class UnpayableCourse(ValueError):
    """Less than one coin of a course's price can be paid by coins."""


class Courses(FromFile[CoursesSection]):
    """The service over one facility's courses: it asks which."""

    reasons = (
        COURSE_FULL,
        COURSE_FULL_HERE,
        QUOTE_EXPIRED,
        QUOTE_DIFFERS,
        PARTNER_AWAY,
        PARTNER_BABBLES,
    )

    def __init__(self, section: CoursesSection, terms: Terms) -> None:
        """Take a file's section; UnpayableCourse where coins can't pay for a course at all."""
        super().__init__(section, terms)
        self._courses = {course.id: course for course in section.course}
        self._own = [course for course in section.course if course.seats_here]
        for course in section.course:
            if self._split(course).coins == Coins(0):
                raise UnpayableCourse(f"{course.id}: {UNDER_ONE_COIN}")

    def ask(self, known: Known) -> Ask | None:
        """Look how full the courses are, ask which; with a code reserve, or count own seats."""
        fills = fact(known, FILLS, Fills)
        if fills is None:
            return Lookup(FILLS, PartnerCall("/v1/courses"))
        if fills.away and HERE not in known.facts:
            return self._count()
        course = self._courses.get(known.answers.get(COURSE, ""))
        if course is None:
            options = tuple(self._option(one, fills, known) for one in self._section.course)
            if fills.away and all(it.closed for it in options):
                raise NotFound(COURSE_FULL_HERE)
            return Question(COURSE, self._section.question, self._section.step, options)
        return None if known.holder is None else self._ask_seat(course, fills, known)

    def _ask_seat(self, course: CourseSection, fills: Fills, known: Known) -> Lookup | None:
        seat, waits = known.facts.get(f"seat-{course.id}"), self._waits(fills, course)
        if isinstance(seat, NoReservation) and waits:
            raise NotFound(PARTNER_AWAY)  # who chose to wait is not sold a seat instead
        if fills.away or isinstance(seat, NoReservation):
            return self._count_own(course, known)
        if not isinstance(seat, Reservation):
            body = {
                "course": course.id,
                "list": "waiting" if waits else "seats",
                "for": _whose(course, known),
            }
            return Lookup(f"seat-{course.id}", PartnerCall("/v1/reserve", body))
        if seat.waits != waits:
            raise NotFound(PARTNER_BABBLES)  # a seat for who asked for the list, or the reverse
        if seat.course != course.id or seat.won != Won(course.price_won):
            raise NotFound(QUOTE_DIFFERS)
        if known.at_s is not None and known.at_s > seat.until_s:
            raise NotFound(QUOTE_EXPIRED)
        return None

    def _count_own(self, course: CourseSection, known: Known) -> Lookup | None:
        if HERE not in known.facts:
            return self._count()
        if self._own_left(course, known) <= 0:
            raise NotFound(COURSE_FULL_HERE if course.seats_here else PARTNER_AWAY)
        return None

    def _count(self) -> Lookup:
        return booked_this_month(HERE, EntryKind.SPEND, [one.id for one in self._own])

    def _own_left(self, course: CourseSection, known: Known) -> int:
        """Return how many of its own seats this kiosk may still sell this month."""
        sold = fact(known, HERE, tuple)
        if course not in self._own or sold is None:
            return 0
        return course.seats_here - int(sold[self._own.index(course)])

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - a seat each
        """Return the seat with what coins pay of it, or the place on the list for nothing."""
        course = self._courses[known.answers[COURSE]]
        seat, fills = fact(known, f"seat-{course.id}", Reservation), fact(known, FILLS, Fills)
        if seat is not None:
            waits, number = seat.waits, seat.number
            made = self._place(course, seat) if waits else self._seat(course, known, number)
            return replace(made, until_s=seat.until_s)
        waits = fills is not None and self._waits(fills, course)
        return self._place(course) if waits else self._seat(course, known)

    def _place(self, course: CourseSection, seat: Reservation | None = None) -> Order:
        """Return a place on the list; before it is reserved nobody knows which."""
        line = Line(_item(course, seat.number if seat else ""), course.name, 1, Coins(0), Won(0))
        notes = (Note("waiting", seat.place),) if seat else ()
        return replace(self._order(line, course.picture), kind=EntryKind.ADMIT, notes=notes)

    def _seat(self, course: CourseSection, known: Known, number: str = "") -> Order:
        part, price = self._split(course, known.holder), Won(course.price_won)
        line = Line(_item(course, number), course.name, 1, part.coins, price)
        notes = (Note("slot", course.when), *part.notes(price))
        return replace(self._order(line, course.picture), rest=part.rest, notes=notes)

    def understand(self, lookup: str, reply: object) -> Fact:
        """Read how full it is, or a reservation; without a reply what this kiosk can do alone."""
        if reply is None and self._own:
            return _AWAY if lookup == FILLS else NoReservation()
        return read_fills(reply) if lookup == FILLS else read_reservation(reply)

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return courses with seats and without; the partner away; own seats; reservations."""
        if ask.id == HERE:
            return (tuple(0 for _ in self._own), tuple(one.seats_here for one in self._own))
        if ask.id == FILLS:
            return (self._all(10, 5), self._filled(), *([_AWAY] if self._own else []))
        course = self._courses[ask.id.removeprefix("seat-")]
        until_s = (known.at_s or SAMPLE_TIME_S) + 600
        fills = fact(known, FILLS, Fills)
        waits = fills is not None and self._waits(fills, course)
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
        waits = parts is not None and parts[2] == "w"
        return section.slip(
            counted(quantity, self.unit),
            (section.when_label, course.when if course else ""),
            (section.waiting_label, section.waiting_value if waits else ""),
        )

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
            note=self._word(course, seats, waits=waits, away=fills.away),
            closed=seats <= 0 and not waits,
            rest=Won(0) if waits else part.rest,
        )

    def _word(self, course: CourseSection, seats: int, *, waits: bool, away: bool) -> str:
        """When it is; where few or no seats are left, or nobody knows of others, that decides."""
        section = self._section
        if away and (alone := section.here_word if seats > 0 else section.away_word):
            return alone
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
