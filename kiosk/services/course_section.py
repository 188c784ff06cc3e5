"""The shape of a ``[[service]]`` of kind ``courses`` in a facility file."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kiosk.config import Printed, Section
from kiosk.services.base import MAX_OPTIONS
from kiosk.services.pricing import PriceWon

MAX_RESERVATION_DIGITS = 8

# With "-r" and a reservation's number it makes the name of an order line, which has 23 characters.
CourseId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=12)]
ServiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=23)]
Word = Annotated[Printed, Field(min_length=1, max_length=12)]


class CourseSection(Section):
    """``[[service.course]]``: ``coins_won`` is how much of the price coins may pay at most.

    ``seats_here``: seats that this kiosk alone sells in a month, also without the partner.
    """

    id: CourseId
    name: Word
    picture: str = ""
    price_won: PriceWon
    coins_won: PriceWon | None = None
    when: Printed = Field(min_length=1, max_length=20)  # as printed on the slip
    seats_here: int = Field(default=0, ge=0, le=1000)

    @model_validator(mode="after")
    def _coins_pay_a_part(self) -> Self:
        if self.coins_won is not None and self.coins_won > self.price_won:
            raise ValueError("coins_won: is more than the price")
        return self


class CoursesSection(Section):
    """A ``[[service]]`` of kind ``courses``: ``few`` seats and less are told by another word."""

    kind: Literal["courses"]
    id: ServiceId
    name: Word
    picture: str = ""
    question: Printed = Field(min_length=1, max_length=40)
    step: Word
    unit: Printed = Field(min_length=1, max_length=4)  # counts who takes part
    seats_word: Word  # beside a course: there are seats
    few_word: Word  # there are few
    waiting_word: Word  # it is full, and there is a waiting list
    full_word: Word  # it is full
    few: int = Field(default=3, ge=1, le=100)
    slip_title: Printed = Field(min_length=1, max_length=20)
    slip_help: Printed = Field(max_length=60)
    when_label: Word
    waiting_label: Word
    waiting_value: Printed = Field(min_length=1, max_length=20)  # on the slip of who waits
    course: tuple[CourseSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _courses_are_told_apart(self) -> Self:
        ids = [course.id for course in self.course]
        twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
        if twice is not None:
            raise ValueError(f"the course {twice} is there twice")
        return self
