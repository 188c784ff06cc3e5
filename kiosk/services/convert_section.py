"""The shape of a ``[[service]]`` of kind ``convert`` in a facility file."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from kiosk.services.contract import MAX_OPTIONS
from kiosk.services.sections import (
    AskingSection,
    ChoiceSection,
    Sentence,
    SlipSection,
    Title,
    Unit,
    Word,
    told_twice,
)

ALL: Final = "all"
"""The id of the last answer: all points that are there."""

MAX_POINTS: Final = 10_000_000
Points = Annotated[int, Field(ge=1, le=MAX_POINTS)]


class AmountSection(ChoiceSection):
    """``[[service.amount]]``: so many points, offered to whoever has them."""

    points: Points


class ConvertSection(AskingSection, SlipSection):
    """A ``[[service]]`` of kind ``convert``: ``question`` asks how much.

    Numbers of the partner's app have ``places`` digits. ``points_most`` go at once.
    """

    kind: Literal["convert"]
    number_question: Title
    number_step: Word
    number_message: Sentence  # where the number stands
    places: int = Field(ge=8, le=12)
    won_per_point: int = Field(default=1, ge=1, le=1000)
    points_most: Points
    points_name: Word  # what goes, as entries and slips call it
    points_unit: Unit
    all_name: Word
    all_picture: str = ""
    amount: tuple[AmountSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS - 1)

    @model_validator(mode="after")
    def _amounts_are_told_apart(self) -> Self:
        told_twice(self.amount, "amount")
        for one in self.amount:
            if one.id == ALL:
                raise ValueError(f"amount: {ALL} is all that is there")
            if one.points > self.points_most:
                raise ValueError(f"amount {one.id}: is more than points_most")
        return self
