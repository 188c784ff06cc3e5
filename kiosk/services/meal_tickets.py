"""Meal tickets of a welfare centre's restaurant: which meal, how many, printed tickets."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Printed, Section, Slug
from kiosk.services.base import (
    MAX_OPTIONS,
    Ask,
    Known,
    Line,
    Option,
    Order,
    Question,
    Terms,
    TicketWords,
    Usual,
)
from schemes.money import Coins, Won
from schemes.scheme import Scheme

MEAL = "meal"


class MealSection(Section):
    """One meal of the menu."""

    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    price_won: int = Field(gt=0, le=1_000_000)
    served: Printed = Field(max_length=20)  # when it is served, as printed on the ticket
    picture: str = ""


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
    unit: Printed = Field(min_length=1, max_length=4)  # counts a ticket
    slip_title: Printed = Field(min_length=1, max_length=20)
    slip_help: Printed = Field(max_length=60)  # what to do with the ticket
    served_label: Printed = Field(min_length=1, max_length=12)
    max_quantity: int = Field(default=4, ge=1, le=20)
    meal: tuple[MealSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _meals_are_told_apart(self) -> Self:
        ids = [meal.id for meal in self.meal]
        twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
        if twice is not None:
            raise ValueError(f"the meal {twice} is there twice")
        return self


class UnpayableMeal(ValueError):
    """A meal's price is no whole number of coins, and no other tender can pay the rest here."""


class MealTickets(Usual):
    """The service over one facility's menu, priced by the scheme's rate of one day."""

    def __init__(self, section: MealTicketsSection, terms: Terms) -> None:
        self._section = section
        self._meals = {meal.id: meal for meal in section.meal}
        self._prices = _prices(section.meal, terms.scheme, terms.on)

    @property
    def id(self) -> str:
        """Its id in the facility file and in orders."""
        return self._section.id

    @property
    def name(self) -> str:
        """What the start screen calls it."""
        return self._section.name

    @property
    def picture(self) -> str:
        """File stem of its picture."""
        return self._section.picture

    @property
    def unit(self) -> str:
        """What counts a ticket."""
        return self._section.unit

    def questions(self) -> int:
        """Return 1: which meal. How many is set beside the code, so it is no step of its own."""
        return 1

    def ask(self, known: Known) -> Ask | None:
        """Ask which meal until a meal of the menu was chosen."""
        if known.answers.get(MEAL) in self._meals:
            return None
        options = tuple(self._option(meal) for meal in self._section.meal)
        return Question(MEAL, self._section.question, self._section.step, options)

    def order(self, known: Known, quantity: int) -> Order:
        """Return ``quantity`` tickets for the chosen meal."""
        meal = self._meals[known.answers[MEAL]]
        line = Line(meal.id, meal.name, quantity, self._prices[meal.id], Won(meal.price_won))
        section = self._section
        return Order(section.id, (line,), section.unit, meal.picture, section.max_quantity)

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Say the number of meals and when they are served; a meal since removed still prints."""
        meal = self._meals.get(item)
        rows = ((self._section.served_label, meal.served),) if meal else ()
        good_for = f"{quantity}{self._section.unit}"
        return TicketWords(self._section.slip_title, good_for, rows, self._section.slip_help)

    def _option(self, meal: MealSection) -> Option:
        return Option(meal.id, meal.name, meal.picture, self._prices[meal.id], Won(meal.price_won))


def _prices(meals: Sequence[MealSection], scheme: Scheme, on: date) -> dict[str, Coins]:
    """Price each meal; UnpayableMeal names the first that coins alone can't pay."""
    prices: dict[str, Coins] = {}
    for meal in meals:
        price = scheme.price(Won(meal.price_won), on)
        if price.remainder != Won(0):
            raise UnpayableMeal(
                f"{meal.id}: {meal.price_won} won is no whole number of coins on {on}, "
                "and no other tender can pay the rest"
            )
        prices[meal.id] = price.coins
    return prices
