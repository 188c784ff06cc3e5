"""Meal tickets of a welfare centre's restaurant: which meal, in which slot, how many; printed.

A file that names no stock, seats, hours or last orders has nothing looked up, and is as quick as a
vending machine. Whoever's code has a class of ``free`` gets one ticket a day for nothing.
"""

from dataclasses import replace

from kiosk.services.asks import Ask, Known, Lookup, Period, Question, Tallies, Tally, Whose
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.hours import opening_of
from kiosk.services.meal_sections import MealSection, MealTicketsSection
from kiosk.services.orders import Line, Note, Order, TicketWords, counted
from kiosk.services.pricing import FREE, most_of, price_list
from kiosk.services.rights import RENEW_CODE, check_of_this_month
from kiosk.services.shelf import (
    CLOSED_NOW,
    NOT_ENTITLED,
    SOLD_OUT,
    Asked,
    Good,
    Part,
    Pick,
    Shelf,
    ends_of,
    left_of,
)
from kiosk.services.shelf_sections import end_minute
from kiosk.services.usual import FromFile
from protocol.entry import FREE_RIGHT, EntryKind

__all__ = ["MEAL", "SLOT", "MealTickets", "MealTicketsSection"]

MEAL, SLOT = "meal", "slot"
TAKEN = "free-taken"  # looked up: the free tickets that the person had today


class MealTickets(FromFile[MealTicketsSection]):
    """The service over one facility's menu; how many is set beside the code, no step."""

    reasons = (SOLD_OUT, CLOSED_NOW, NOT_ENTITLED, RENEW_CODE)

    def __init__(self, section: MealTicketsSection, terms: Terms) -> None:
        """Take a menu; UnpayablePrice where coins can't pay a meal, ItemTwice, WordMissing."""
        super().__init__(section, terms)
        goods = [_good(f"meal.{n}", meal, terms) for n, meal in enumerate(section.meal)]
        self._shelf = Shelf(
            goods,
            Asked(section.id, MEAL, SLOT),
            terms.scheme,
            section.hours,
            section.sold_out,
            section.too_late,
        )
        self.opening = opening_of(section.hours, map(ends_of, self._shelf.items.values()))
        self._which = Question(MEAL, section.question, section.step, ())
        self._slots = Question(SLOT, section.slot_question, section.slot_step, ())
        self._served = {meal.id: meal.served for meal in section.meal}
        self._free = frozenset(section.free.classes if section.free else ())

    def questions(self) -> int:
        """Return 1 or 2: which meal, which slot."""
        return 2 if self._shelf.asks_parts else 1

    def ask(self, known: Known) -> Ask | None:
        """Count what is left, ask meal and slot; after the code count again, and free tickets."""
        asked = self._shelf.ask(known, self._which, self._slots)
        if asked is not None:
            return asked
        pick = self._shelf.picked(known.answers)
        if not self._may_be_free(pick, known):
            return None
        if TAKEN not in known.facts:
            return Lookup(TAKEN, Tallies(_FREE_TODAY))
        check_of_this_month(known, self._terms.scheme)
        return None

    def order(self, known: Known, quantity: int) -> Order:
        """Return ``quantity`` tickets, at most what is left; or the one that is free today."""
        pick = self._shelf.picked(known.answers)
        free = self._may_be_free(pick, known) and known.facts.get(TAKEN) == (0,)
        left = left_of(pick, self._shelf.seen(known))
        price = FREE if free else pick.part.price.of(known.holder)
        usual = 1 if free else self._section.max_quantity
        most = most_of(usual, left, price, self._terms)
        line = Line(pick.item, pick.good.name, min(quantity, most), price.coins, price.won)
        return replace(
            self._order(line, pick.good.picture, most),
            kind=EntryKind.ADMIT if free else EntryKind.SPEND,
            notes=self._notes(pick, known, quantity if free else 0),
            evidence=FREE_RIGHT if free else "",
        )

    def samples(self, ask: SampledAsk, known: Known) -> Samples:  # noqa: ARG002 - nothing leads elsewhere
        """Return counts of every sort; a free ticket that was taken, and one that was not."""
        return ((0,), (1,)) if ask.id == TAKEN else self._shelf.samples()

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Say the number of meals and when they are served; a meal since removed still prints."""
        section, pick = self._section, self._shelf.items.get(item)
        served = "" if pick is None else pick.part.name or self._served[pick.good.id]
        return section.slip(counted(quantity, self.unit), (section.served_label, served))

    def _may_be_free(self, pick: Pick, known: Known) -> bool:
        free, holder = self._section.free, known.holder
        if free is None or holder is None or pick.good.id not in free.meals:
            return False
        return bool(self._free & set(holder.price_classes))

    def _notes(self, pick: Pick, known: Known, free: int) -> tuple[Note, ...]:
        """Tell the slot and the price; ``free``: of how many that were chosen one is free."""
        notes = [Note("slot", pick.part.name)] if pick.part.name else []
        section = self._section.free
        if section is not None and self._may_be_free(pick, known):
            of_one = section.several if free > 1 else section.note
            notes.append(Note("free-ticket", of_one if free else section.taken))
        return (*notes, *(() if free else pick.part.price.notes(known.holder)))


_FREE_TODAY = (Tally((EntryKind.ADMIT,), whose=Whose.PERSON, period=Period.DAY),)


def _good(key: str, meal: MealSection, terms: Terms) -> Good:
    price = price_list(key, meal.price_won, meal.price_for, terms)
    parts = tuple(
        Part(price, slot.id, slot.name, seats=slot.seats, until=end_minute(slot.order_until))
        for slot in meal.slot
    )
    return Good(
        meal.id,
        meal.name,
        meal.picture,
        parts or (Part(price),),
        meal.stock,
        end_minute(meal.order_until),
        frozenset(meal.only_for),
    )
