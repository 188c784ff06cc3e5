"""The shape of a ``[[service]]`` of kind ``parking`` in a facility file, and its rules."""

import tomllib
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Slug
from kiosk.services.parking_fee import DAY_MIN, FeeRules, rules_of
from kiosk.services.pricing import OnlyFor
from kiosk.services.sections import (
    AskingSection,
    ChoiceSection,
    CoinsMost,
    NamedSection,
    Sentence,
    SlipSection,
    Title,
    Unit,
    Word,
)

PartWon = Annotated[int, Field(ge=0, le=1_000_000)]


class CarSection(ChoiceSection):
    """``[[service.car]]``: a kind of car by the parking system's name for it."""


class DiscountSection(NamedSection):
    """``[[service.discount]]``: ``cars`` have it by their kind, ``classes`` by a resident's code.

    Others by the parking system's record, under the same id. ``not_for``: kinds that never have it.
    """

    percent: int = Field(default=0, ge=0, le=100)
    free_min: int = Field(default=0, ge=0, le=DAY_MIN)
    cars: tuple[Slug, ...] = Field(default=(), max_length=8)
    classes: OnlyFor = ()
    not_for: tuple[Slug, ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def _takes_something_off(self) -> Self:
        if not self.percent and not self.free_min:
            raise ValueError("percent or free_min: one of them at least")
        return self


class ParkingSection(AskingSection, SlipSection):
    """A ``[[service]]`` of kind ``parking``: ``hand_over`` is "gate" at an exit, else a slip.

    ``question`` asks which car. ``together``: groups of discounts that may count at once; without
    it never two.
    """

    kind: Literal["parking"]
    digits_question: Title
    digits_step: Word
    digits_message: Sentence
    fee_name: Word  # what is paid, as entries and slips call it
    free_name: Word  # the same where nothing is to be paid
    hand_over: Literal["gate", "print"]
    leave_label: Word  # how long one may take to leave, on the slip
    minutes_unit: Unit
    free_min: int = Field(ge=0, le=DAY_MIN)
    base_min: int = Field(ge=1, le=DAY_MIN)
    base_won: PartWon
    step_min: int = Field(ge=1, le=DAY_MIN)
    step_won: PartWon
    day_most_won: int = Field(gt=0, le=1_000_000)
    round_won: int = Field(default=1, ge=1, le=1000)
    leave_min: int = Field(ge=1, le=240)
    coins_most: CoinsMost | None = None
    car: tuple[CarSection, ...] = Field(min_length=1, max_length=8)
    discount: tuple[DiscountSection, ...] = Field(default=(), max_length=8)
    together: tuple[tuple[Slug, ...], ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def _names_hold_together(self) -> Self:
        cars, discounts = [one.id for one in self.car], [one.id for one in self.discount]
        for kind, ids in (("car", cars), ("discount", discounts)):
            twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
            if twice is not None:
                raise ValueError(f"{kind}: {twice} is there twice")
        for key, name, known in self._named(cars, discounts):
            if name not in known:
                raise ValueError(f"{key}: there is no {name}")
        return self

    def _named(self, cars: list[str], discounts: list[str]) -> Iterator[tuple[str, str, list[str]]]:
        for one in self.discount:
            yield from ((f"discount {one.id}", car, cars) for car in (*one.cars, *one.not_for))
        for group in self.together:
            yield from (("together", id_, discounts) for id_ in group)

    def rules(self) -> FeeRules:
        """Return the fee rules; the parking system must reckon by the same."""
        return rules_of(self.model_dump())


def fee_rules_of(facility: bytes) -> FeeRules:
    """Return the rules of the car park in a facility file that is good, for who reckons alike."""
    tables = tomllib.loads(facility.decode("utf-8"))["service"]
    return rules_of(next(table for table in tables if table["kind"] == "parking"))
