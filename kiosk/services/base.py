"""What a service is: the questions it asks, the order it makes of the answers, its fulfilment.

A new service is one module with this interface, its screens, and one line in ``REGISTRY``.
Services are pure: they hold a facility's data and return values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from schemes.money import Coins, Won

Answers = Mapping[str, str]  # question id -> option id

MAX_OPTIONS = 6  # more than six choices on a screen are too many for most people (criterion 27)
MAX_STEPS = 5  # and so are more than five steps
STEPS_AFTER_QUESTIONS = 3  # code, confirm, ticket
MAX_QUESTIONS = MAX_STEPS - STEPS_AFTER_QUESTIONS


@dataclass(frozen=True)
class Option:
    """One answer that can be touched. ``price`` is absent where an answer costs nothing."""

    id: str
    name: str
    picture: str = ""
    price: Coins | None = None
    worth: Won | None = None


@dataclass(frozen=True)
class Question:
    """One question; ``title`` is asked on the screen, ``step`` names it in the step bar."""

    id: str
    title: str
    step: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Line:
    """One priced line of an order: ``quantity`` things at ``each`` coins (``worth_each`` won)."""

    item: str
    name: str
    quantity: int
    each: Coins
    worth_each: Won


@dataclass(frozen=True)
class Order:
    """What will be paid for. ``unit`` counts the thing in words: one sheet, one person."""

    service: str
    lines: tuple[Line, ...]
    unit: str
    picture: str
    max_quantity: int

    @property
    def total(self) -> Coins:
        """Coins of all lines."""
        return sum((line.each * line.quantity for line in self.lines), Coins(0))

    @property
    def worth(self) -> Won:
        """The same in won."""
        return sum((line.worth_each * line.quantity for line in self.lines), Won(0))

    @property
    def quantity(self) -> int:
        """How many things in all."""
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True)
class TicketWords:
    """What a printed ticket says of its service; the rest of the slip is the same for all."""

    title: str
    good_for: str  # the one thing to read across a counter, e.g. the number of meals
    rows: tuple[tuple[str, str], ...]  # label, value
    help: str = ""  # what to do with it


class Service(Protocol):
    """One thing that can be bought here."""

    @property
    def id(self) -> str:
        """Its id in the facility file and in orders."""

    @property
    def name(self) -> str:
        """What the start screen calls it."""

    @property
    def picture(self) -> str:
        """File stem of its picture."""

    @property
    def unit(self) -> str:
        """What counts the thing that is sold, as in an order."""

    def questions(self) -> int:
        """Return how many questions it asks in all; the step bar counts with it."""

    def next_question(self, answers: Answers) -> Question | None:
        """Return the first question not answered validly, or None when the order is known."""

    def order(self, answers: Answers, quantity: int) -> Order:
        """Return the priced order; every question must have been answered."""

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Return what the ticket for ``quantity`` of ``item`` says, also long after the sale."""
