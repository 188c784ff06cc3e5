"""The shape of a ``[[service]]`` of kind ``admission`` in a facility file."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from kiosk.config import Printed
from kiosk.services.contract import MAX_OPTIONS
from kiosk.services.pricing import PriceWon
from kiosk.services.sections import ChoiceSection, Phrase, SlipSection, Unit, Word, told_twice
from kiosk.services.shelf_sections import (
    GoodSection,
    PricedSection,
    PriceFor,
    ShelfSection,
    Stock,
)
from protocol.entry_parts import MAX_SLUG_CHARS
from schemes.passes import MAX_VALID_DAYS, MAX_VISITS, PassItem

VISIT = "visit"  # the answer and the order line of one visit by pass


class GroupSection(ChoiceSection):
    """``[[service.entry.group]]``: a group of seats, at the entry's price if it names none."""

    price_won: PriceWon | None = None
    price_for: PriceFor = ()
    seats: Stock | None = None


class EntrySection(GoodSection):
    """``[[service.entry]]``: one admission today, through the turnstile or by a printed ticket."""

    hand_over: Literal["gate", "print"]
    when: Printed = Field(default="", max_length=20)  # as printed on the ticket
    seats: Stock | None = None
    group: tuple[GroupSection, ...] = Field(default=(), max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _groups_are_told_apart(self) -> Self:
        told_twice(self.group, "group")
        return self

    @model_validator(mode="after")
    def _what_begins_is_not_sold_after_it(self) -> Self:
        if self.when and self.order_until is None:
            raise ValueError("order_until: is missing, and when says that it begins today")
        return self


class PassSection(PricedSection):
    """``[[service.pass]]``: so many visits in so many days from the sale, for one price."""

    offer: Printed = Field(default="", max_length=12)  # the choice to buy it; without, its name
    visits: int = Field(ge=2, le=MAX_VISITS)
    valid_days: int = Field(ge=1, le=MAX_VALID_DAYS)  # as `valid` says; the day of the sale counts


class PassesSection(SlipSection):
    """``[service.passes]``: the words of all passes, and how one goes in with them."""

    visit: Word  # the choice to go in by pass
    picture: str = ""
    unit: Unit  # counts a pass
    valid_label: Word
    valid: Phrase  # for how long, as on its card
    until: Printed = Field(default="{day}", max_length=12)  # the last day, as printed: {day}


class AdmissionSection(ShelfSection):
    """A ``[[service]]`` of kind ``admission``; ``unit`` counts who goes in, not one by one."""

    model_config = ConfigDict(validate_by_alias=True)

    kind: Literal["admission"]
    group_question: Printed = Field(default="", max_length=40)
    group_step: Printed = Field(default="", max_length=12)
    when_label: Printed = Field(default="", max_length=12)
    group_label: Printed = Field(default="", max_length=12)
    entry: tuple[EntrySection, ...] = Field(default=(), max_length=MAX_OPTIONS)
    pass_: tuple[PassSection, ...] = Field(default=(), max_length=MAX_OPTIONS, alias="pass")
    passes: PassesSection | None = None

    @model_validator(mode="after")
    def _choices_fit_a_screen(self) -> Self:
        offered: tuple[EntrySection | PassSection, ...] = (*self.entry, *self.pass_)
        told_twice(offered, "entry or pass")
        if any(one.id == VISIT for one in offered):
            raise ValueError(f"{VISIT} is what a visit by pass is called: no entry or pass may be")
        longest = next((it.id for it in self.pass_ if not _fits_line(self.id, it)), None)
        if longest is not None:
            raise ValueError(f"{self.id} and {longest}: too long together for the line of a pass")
        if self.pass_ and self.passes is None:  # these alone let in by what was sold before
            raise ValueError("passes: is missing, and there is a pass")
        choices = len(offered) + (self.passes is not None)
        if not 1 <= choices <= MAX_OPTIONS:
            raise ValueError(f"{choices} choices with the visit by pass, 1 to {MAX_OPTIONS} fit")
        return self

    @model_validator(mode="after")
    def _counts_those_who_go_in_together(self) -> Self:
        if not self.unit and any(one.hand_over == "print" for one in self.entry):
            raise ValueError("unit: is missing, and a ticket may be for several")
        return self

    @model_validator(mode="after")
    def _says_what_it_asks(self) -> Self:
        if any(len(one.group) > 1 for one in self.entry) and not (
            self.group_question and self.group_step
        ):
            raise ValueError("group_question and group_step: are missing, and there are groups")
        if any(one.group for one in self.entry) and not self.group_label:
            raise ValueError("group_label: is missing, and there are groups")
        if any(one.when for one in self.entry) and not self.when_label:
            raise ValueError("when_label: is missing, and an entry says when")
        return self


def _fits_line(service: str, one: PassSection) -> bool:
    item = PassItem(one.id, one.visits, last_day=0)
    return len(f"{service}:{item}") <= MAX_SLUG_CHARS
