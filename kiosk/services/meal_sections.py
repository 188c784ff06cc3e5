"""The shape of a ``[[service]]`` of kind ``meal-tickets`` in a facility file."""

from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Printed, Section, Slug
from kiosk.services.contract import MAX_OPTIONS
from kiosk.services.hours import EndTime
from kiosk.services.pricing import PriceClasses
from kiosk.services.sections import NamedSection, Phrase, Unit, Word, told_twice
from kiosk.services.shelf_sections import MAX_STOCK, GoodSection, ShelfSection, Stock

__all__ = ["MAX_STOCK"]


class SlotSection(NamedSection):
    """``[[service.meal.slot]]``: when a meal is eaten. ``seats``: a day's, this kiosk's."""

    seats: Stock | None = None
    order_until: EndTime | None = None


class MealSection(GoodSection):
    """One meal of the menu. ``stock`` is a day's, and this kiosk's alone."""

    served: Printed = Field(default="", max_length=20)  # when, as printed on the ticket
    stock: Stock | None = None
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
    note: Phrase  # says that it is free
    several: Phrase
    taken: Phrase  # why it costs coins: it was taken


class MealTicketsSection(ShelfSection):
    """A ``[[service]]`` of kind ``meal-tickets`` in a facility file."""

    kind: Literal["meal-tickets"]
    slot_question: Printed = Field(default="", max_length=40)
    slot_step: Printed = Field(default="", max_length=12)
    unit: Unit  # counts a ticket
    served_label: Word
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
