"""The shape of a ``[[service]]`` of kind ``meal-tickets`` in a facility file."""

from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Printed, Section, Slug
from kiosk.services.base import MAX_OPTIONS
from kiosk.services.hours import EndTime, HoursSection
from kiosk.services.pricing import PriceClass, PriceClasses, PriceForSection
from kiosk.services.shelf import told_twice

MAX_STOCK = 100_000  # a day: more than any kitchen cooks


class SlotSection(Section):
    """``[[service.meal.slot]]``: when a meal is eaten. ``seats``: a day's, this kiosk's."""

    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    seats: int | None = Field(default=None, ge=1, le=MAX_STOCK)
    order_until: EndTime | None = None


class MealSection(Section):
    """One meal of the menu. ``stock`` is a day's, and this kiosk's alone."""

    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    price_won: int = Field(gt=0, le=1_000_000)
    served: Printed = Field(default="", max_length=20)  # when, as printed on the ticket
    picture: str = ""
    stock: int | None = Field(default=None, ge=1, le=MAX_STOCK)
    order_until: EndTime | None = None
    only_for: tuple[PriceClass, ...] = Field(default=(), max_length=16)
    price_for: tuple[PriceForSection, ...] = Field(default=(), max_length=8)
    slot: tuple[SlotSection, ...] = Field(default=(), max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _says_when_it_is_served(self) -> Self:
        if bool(self.served) == bool(self.slot):
            raise ValueError("is served at a time or in slots: one of them has to be there")
        told_twice(self.slot, "slot")
        return self


class FreeSection(Section):
    """``[service.free]``: one ticket a day costs nobody of ``classes`` anything.

    ``several`` is said instead of ``note`` to whoever chose more: the order is of one.
    """

    classes: PriceClasses
    meals: tuple[Slug, ...] = Field(min_length=1, max_length=MAX_OPTIONS)
    note: Printed = Field(min_length=1, max_length=20)  # says that it is free
    several: Printed = Field(min_length=1, max_length=20)
    taken: Printed = Field(min_length=1, max_length=20)  # why it costs coins: it was taken


class MealTicketsSection(Section):
    """A ``[[service]]`` of kind ``meal-tickets`` in a facility file.

    Words have limits, since a slip refuses what it can't print, and by then coins are used.
    """

    kind: Literal["meal-tickets"]
    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    picture: str = ""
    question: Printed = Field(min_length=1, max_length=40)  # asked on the screen
    step: Printed = Field(min_length=1, max_length=12)  # its name in the step bar
    slot_question: Printed = Field(default="", max_length=40)
    slot_step: Printed = Field(default="", max_length=12)
    unit: Printed = Field(min_length=1, max_length=4)  # counts a ticket
    slip_title: Printed = Field(min_length=1, max_length=20)
    slip_help: Printed = Field(max_length=60)  # what to do with the ticket
    served_label: Printed = Field(min_length=1, max_length=12)
    sold_out: Printed = Field(default="", max_length=12)  # beside a meal of which none is left
    too_late: Printed = Field(default="", max_length=12)  # beside one that can't be ordered by now
    max_quantity: int = Field(default=4, ge=1, le=20)
    hours: HoursSection | None = None
    free: FreeSection | None = None
    meal: tuple[MealSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _meals_are_told_apart(self) -> Self:
        told_twice(self.meal, "meal")
        unknown = set(self.free.meals if self.free else ()) - {meal.id for meal in self.meal}
        if unknown:
            raise ValueError(f"free.meals: {min(unknown)} is no meal of this menu")
        asks_slots = any(len(meal.slot) > 1 for meal in self.meal)
        if asks_slots and not (self.slot_question and self.slot_step):
            raise ValueError("slot_question and slot_step: are missing, and a meal has slots")
        return self
