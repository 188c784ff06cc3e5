"""What a service is: what it asks, the order it makes of the answers, its fulfilment.

A new service is one module with this interface, its screens, and one line in ``REGISTRY``.
Services are pure: they hold a facility's data and return values. They are asked again and again,
with all that is known so far, so they keep nothing of a visit.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.services.asks import Ask, Count, Digits, Fact, Known, Lookup
from kiosk.services.hours import Opening
from kiosk.services.orders import HandOver, Order, TicketWords
from kiosk.services.sections import Told
from schemes.merchant import Merchant
from schemes.money import Coins
from schemes.scheme import Scheme

MAX_OPTIONS = 6  # more than six choices on a screen are too many for most people (criterion 27)
MAX_STEPS = 5  # and so are more than five steps
STEPS_AFTER_QUESTIONS = 3  # code, confirm, ticket
MAX_QUESTIONS = MAX_STEPS - STEPS_AFTER_QUESTIONS

SampledAsk = Lookup | Digits | Count  # what a service has samples for
Samples = tuple[Fact | str, ...]  # facts, or digits as typed


@dataclass(frozen=True)
class Terms:
    """What a service is priced by: the scheme on one day, and who sells."""

    scheme: Scheme
    on: date
    merchant: Merchant


class Service(Told, Protocol):
    """One thing that can be done here."""

    @property
    def drives(self) -> bool:
        """Whether who comes through its gate sits in a car: a barrier goes up, no turnstile."""

    @property
    def opening(self) -> Opening | None:
        """When it can be had on a day, where its file says so: told to who comes too late."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason that `understand` and `ask` may give for going no further."""

    @property
    def beside(self) -> tuple[str, ...]:
        """Ids of services that the facility has to sell as well, since this one works on theirs."""

    def questions(self) -> int:
        """Return how many steps come before the code; the step bar counts with it."""

    def ask(self, known: Known) -> Ask | None:
        """Return what has to be known next, or None when nothing is missing by now.

        Asked before a code was shown it leaves out whatever hangs on the person. `NotFound` when
        what is known leads no further.
        """

    def order(self, known: Known, quantity: int) -> Order:
        """Return the priced order; `ask` must have nothing left."""

    def understand(self, lookup: str, reply: object) -> Fact:
        """Read a partner's reply, any JSON value; `NotFound` with its reason for bad ones too."""

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return what may be the answer, one of each that leads elsewhere.

        Digits as typed, else facts: facilities are judged by them at load, and walked through.
        """

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Return what the ticket for ``quantity`` of ``item`` says, also long after the sale."""

    def hands_over(self, item: str) -> HandOver:
        """Return how ``item`` is handed over, also long after the sale."""

    def owed_s(self, item: str) -> int | None:
        """Return for how long after the sale ``item`` is still handed over to its owner's code.

        None is the usual: paper without an end, a gate for half a day. Staff are bound by nothing.
        """

    def leftover(self, coins: Coins) -> Order | None:
        """Return the order that gives away all of a small rest; None where it takes none."""
