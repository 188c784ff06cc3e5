"""The shape of a ``[[service]]`` of kind ``admission`` in a facility file."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from kiosk.config import Printed, Section, Slug
from kiosk.services.base import MAX_OPTIONS
from kiosk.services.hours import EndTime, HoursSection
from kiosk.services.meal_sections import MAX_STOCK
from kiosk.services.pricing import PriceClass, PriceForSection, PriceWon
from kiosk.services.shelf import told_twice
from protocol.entry_parts import MAX_SLUG_CHARS
from schemes.passes import MAX_VALID_DAYS, MAX_VISITS, PassItem

VISIT = "visit"  # the answer and the order line of one visit by pass


class GroupSection(Section):
    """``[[service.entry.group]]``: a group of seats, at the entry's price if it names none."""

    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    picture: str = ""
    price_won: PriceWon | None = None
    price_for: tuple[PriceForSection, ...] = Field(default=(), max_length=8)
    seats: int | None = Field(default=None, ge=1, le=MAX_STOCK)


class EntrySection(Section):
    """``[[service.entry]]``: one admission today, through the turnstile or by a printed ticket."""

    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    picture: str = ""
    price_won: PriceWon
    hand_over: Literal["gate", "print"]
    when: Printed = Field(default="", max_length=20)  # as printed on the ticket
    seats: int | None = Field(default=None, ge=1, le=MAX_STOCK)
    order_until: EndTime | None = None
    only_for: tuple[PriceClass, ...] = Field(default=(), max_length=16)
    price_for: tuple[PriceForSection, ...] = Field(default=(), max_length=8)
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


class PassSection(Section):
    """``[[service.pass]]``: so many visits in so many days from the sale, for one price."""

    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    offer: Printed = Field(default="", max_length=12)  # the choice to buy it; without, its name
    picture: str = ""
    price_won: PriceWon
    visits: int = Field(ge=2, le=MAX_VISITS)
    valid_days: int = Field(default=90, ge=1, le=MAX_VALID_DAYS)  # the day of the sale counts
    only_for: tuple[PriceClass, ...] = Field(default=(), max_length=16)
    price_for: tuple[PriceForSection, ...] = Field(default=(), max_length=8)


class PassesSection(Section):
    """``[service.passes]``: the words of all passes, and how one goes in with them."""

    visit: Printed = Field(min_length=1, max_length=12)  # the choice to go in by pass
    picture: str = ""
    unit: Printed = Field(min_length=1, max_length=4)  # counts a pass
    slip_title: Printed = Field(min_length=1, max_length=20)
    slip_help: Printed = Field(max_length=60)
    valid_label: Printed = Field(min_length=1, max_length=12)
    valid: Printed = Field(min_length=1, max_length=20)  # for how long, as on its card
    until: Printed = Field(default="{day}", max_length=12)  # the last day, as printed: {day}


class AdmissionSection(Section):
    """A ``[[service]]`` of kind ``admission`` in a facility file."""

    model_config = ConfigDict(validate_by_alias=True)

    kind: Literal["admission"]
    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    picture: str = ""
    question: Printed = Field(min_length=1, max_length=40)  # asked on the screen
    step: Printed = Field(min_length=1, max_length=12)  # its name in the step bar
    group_question: Printed = Field(default="", max_length=40)
    group_step: Printed = Field(default="", max_length=12)
    unit: Printed = Field(default="", max_length=4)  # counts who goes in; not one by one
    slip_title: Printed = Field(min_length=1, max_length=20)
    slip_help: Printed = Field(max_length=60)  # what to do with the ticket
    when_label: Printed = Field(default="", max_length=12)
    group_label: Printed = Field(default="", max_length=12)
    sold_out: Printed = Field(default="", max_length=12)  # beside what no seat is left for
    too_late: Printed = Field(default="", max_length=12)  # beside what can't be had by now
    max_quantity: int = Field(default=4, ge=1, le=20)
    hours: HoursSection | None = None
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
        if bool(self.pass_) != (self.passes is not None):
            raise ValueError("pass and passes: both are there, or none is")
        choices = len(self.entry) + len(self.pass_) + bool(self.pass_)
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
