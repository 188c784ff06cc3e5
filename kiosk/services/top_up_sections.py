"""The table of a top-up: what can be charged, how it is paid, the words of its pages and slip."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from kiosk.config import Printed, Section
from kiosk.services.contract import MAX_OPTIONS
from kiosk.services.sections import (
    Sentence,
    ServiceSection,
    SlipSection,
    Title,
    Unit,
    Word,
)

MAX_WON = 9_999_999
MAX_BADGE_DAY_WON = 1_000_000
"""A badge is a code that can be copied by who sees it: so much a day is lost by that, no more."""
AMOUNT_MARK = "{won}"


class AmountSection(Section):
    """``[[service.amount]]``: so many won can be chosen; ``name`` is what the choice is called."""

    won: int = Field(ge=1, le=MAX_WON)
    name: Word
    picture: str = ""


class KeyedSection(Section):
    """``[service.keyed]``: an amount of one's own, a multiple of ``step_won``.

    ``answer`` is its button beside amounts that can be chosen.
    """

    title: Title
    step: Word
    message: Sentence  # tells the least, and in which steps
    amount_unit: Unit
    least_won: int = Field(ge=1, le=MAX_WON)
    most_won: int = Field(ge=1, le=MAX_WON)
    step_won: int = Field(default=1, ge=1, le=MAX_WON)
    answer: Printed = Field(default="", max_length=12)
    picture: str = ""

    @model_validator(mode="after")
    def _something_can_be_keyed_in(self) -> Self:
        if self.least_won > self.most_won:
            raise ValueError("least_won: is more than most_won")
        if self.least_won % self.step_won or self.most_won % self.step_won:
            raise ValueError("least_won and most_won: are no multiples of step_won")
        return self


class CardSection(Section):
    """``[service.card]``: by bank card; ``away`` is the word on it where no terminal works."""

    name: Word
    away: Word
    picture: str = ""


class CashSection(Section):
    """``[service.cash]``: staff take the money, then show their badge.

    "{won}" in ``approval_title`` stands for how much they take. ``badge_day_won``: no badge takes
    more in a day at this kiosk.
    """

    name: Word
    approval_title: Title
    approval_step: Word
    approval_message: Sentence
    badge_day_won: int = Field(ge=1, le=MAX_BADGE_DAY_WON)
    picture: str = ""

    @field_validator("approval_title")
    @classmethod
    def _staff_read_how_much(cls, title: str) -> str:
        if title.count(AMOUNT_MARK) != 1:
            raise ValueError(f"has {AMOUNT_MARK} once: staff read there how much they take")
        return title


class TopUpSection(ServiceSection, SlipSection):
    """A ``[[service]]`` of kind ``top-up`` in a facility file."""

    kind: Literal["top-up"]
    way_question: Printed = Field(default="", max_length=40)  # how; with one way not asked
    way_step: Printed = Field(default="", max_length=12)
    question: Printed = Field(default="", max_length=40)  # how much, of those that can be chosen
    step: Printed = Field(default="", max_length=12)
    item: Word  # what the order line is called
    amount: tuple[AmountSection, ...] = Field(default=(), max_length=MAX_OPTIONS)
    keyed: KeyedSection | None = None
    card: CardSection | None = None
    cash: CashSection | None = None

    @model_validator(mode="after")
    def _amounts_are_told_apart(self) -> Self:
        won = [one.won for one in self.amount]
        if len(set(won)) < len(won):
            raise ValueError("amount: two are of as many won")
        if self.amount and not (self.question and self.step):
            raise ValueError("question and step: are missing, and there are amounts to choose")
        if not self.amount and self.keyed is None:
            raise ValueError("amount or keyed: one of them says how much can be charged")
        if self.amount and self.keyed is not None and not self.keyed.answer:
            raise ValueError("keyed.answer: is missing beside amounts to choose")
        return self

    @model_validator(mode="after")
    def _it_can_be_paid(self) -> Self:
        if self.card is None and self.cash is None:
            raise ValueError("card or cash: one of them says how it is paid")
        if self.card and self.cash and not (self.way_question and self.way_step):
            raise ValueError("way_question and way_step: are missing, and there are two ways")
        return self

    @model_validator(mode="after")
    def _a_badge_can_take_something(self) -> Self:
        least = min(one.won for one in self.amount) if self.amount else 0
        if self.keyed is not None:
            least = min(least, self.keyed.least_won) if least else self.keyed.least_won
        if self.cash is not None and self.cash.badge_day_won < least:
            raise ValueError(f"cash.badge_day_won: is less than {least}, the smallest amount")
        return self
