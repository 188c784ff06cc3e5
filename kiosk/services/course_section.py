"""The shape of a ``[[service]]`` of kind ``courses`` in a facility file."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kiosk.config import Printed
from kiosk.services.contract import MAX_OPTIONS
from kiosk.services.pricing import PriceWon
from kiosk.services.sections import (
    AskingSection,
    ChoiceSection,
    Phrase,
    SlipSection,
    Unit,
    Word,
    told_twice,
)

MAX_RESERVATION_DIGITS = 8

# With "-r" and a reservation's number it makes the name of an order line, which has 23 characters.
CourseId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=12)]


class CourseSection(ChoiceSection):
    """``[[service.course]]``: ``coins_won`` is how much of the price coins may pay at most.

    ``seats_here``: seats that this kiosk alone sells in a month, also without the partner.
    """

    id: CourseId
    price_won: PriceWon
    coins_won: PriceWon | None = None
    when: Phrase  # as printed on the slip
    seats_here: int = Field(default=0, ge=0, le=1000)

    @model_validator(mode="after")
    def _coins_pay_a_part(self) -> Self:
        if self.coins_won is not None and self.coins_won > self.price_won:
            raise ValueError("coins_won: is more than the price")
        return self


class CoursesSection(AskingSection, SlipSection):
    """A ``[[service]]`` of kind ``courses``: ``few`` seats and less are told by another word."""

    kind: Literal["courses"]
    unit: Unit  # counts who takes part
    seats_word: Word  # beside a course: there are seats
    few_word: Word  # there are few
    waiting_word: Word  # it is full, and there is a waiting list
    full_word: Word  # it is full
    here_word: Printed = Field(default="", max_length=12)  # the system is away: seats of its own
    away_word: Printed = Field(default="", max_length=12)  # it is away: nobody here knows
    few: int = Field(default=3, ge=1, le=100)
    when_label: Word
    waiting_label: Word
    waiting_value: Phrase  # on the slip of who waits
    course: tuple[CourseSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _courses_are_told_apart(self) -> Self:
        told_twice(self.course, "course")
        return self
