"""What a service is: what it asks, the order it makes of the answers, its fulfilment.

A new service is one module with this interface, its screens, and one line in ``REGISTRY``.
Services are pure: they hold a facility's data and return values. They are asked again and again,
with all that is known so far, so they keep nothing of a visit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.services.asks import (
    Account,
    AccountCall,
    Answers,
    Approval,
    Ask,
    At,
    Count,
    Digits,
    Fact,
    Facts,
    Holder,
    Known,
    Lookup,
    MachineCount,
    Movement,
    NotFound,
    Option,
    OwnEntries,
    PartnerCall,
    Period,
    Question,
    Source,
    Tallies,
    Tally,
    Tell,
    Whose,
)
from kiosk.services.orders import NEEDS_DECISION, HandOver, Line, Note, Order, TicketWords
from schemes.merchant import Merchant
from schemes.money import Coins
from schemes.scheme import Scheme

__all__ = [
    "MAX_OPTIONS",
    "MAX_QUESTIONS",
    "MAX_STEPS",
    "NEEDS_DECISION",
    "STEPS_AFTER_QUESTIONS",
    "Account",
    "AccountCall",
    "Answers",
    "Approval",
    "Ask",
    "At",
    "Count",
    "Digits",
    "Fact",
    "Facts",
    "HandOver",
    "Holder",
    "Known",
    "Line",
    "Lookup",
    "MachineCount",
    "Movement",
    "NotFound",
    "Note",
    "Option",
    "Order",
    "OwnEntries",
    "PartnerCall",
    "Period",
    "Question",
    "Service",
    "Source",
    "Tallies",
    "Tally",
    "Tell",
    "Terms",
    "TicketWords",
    "Usual",
    "Whose",
]

MAX_OPTIONS = 6  # more than six choices on a screen are too many for most people (criterion 27)
MAX_STEPS = 5  # and so are more than five steps
STEPS_AFTER_QUESTIONS = 3  # code, confirm, ticket
MAX_QUESTIONS = MAX_STEPS - STEPS_AFTER_QUESTIONS


@dataclass(frozen=True)
class Terms:
    """What a service is priced by: the scheme on one day, and who sells."""

    scheme: Scheme
    on: date
    merchant: Merchant


class Service(Protocol):
    """One thing that can be done here."""

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

    @property
    def drives(self) -> bool:
        """Whether who comes through its gate sits in a car: a barrier goes up, no turnstile."""

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

    def samples(self, ask: Lookup | Digits | Count, known: Known) -> tuple[Fact | str, ...]:
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


class Usual:
    """What most services do: no lookups, a slip, nothing for leftovers."""

    reasons: tuple[str, ...] = ()
    drives: bool = False

    @property
    def beside(self) -> tuple[str, ...]:
        """It works on nothing of others."""
        return ()

    def understand(self, lookup: str, reply: object) -> Fact:
        """It asks no partner."""
        raise AssertionError(f"{lookup} asks no partner: {reply!r}")

    def samples(
        self,
        ask: Lookup | Digits | Count,
        known: Known,  # noqa: ARG002 - as the contract has it
    ) -> tuple[Fact | str, ...]:
        """It looks nothing up."""
        raise AssertionError(f"{ask.id} has no samples")

    def hands_over(self, item: str) -> HandOver:  # noqa: ARG002 - as the contract has it
        """All of it is printed."""
        return HandOver.PRINT

    def owed_s(self, item: str) -> int | None:  # noqa: ARG002 - as the contract has it
        """As long as usual."""
        return None

    def leftover(self, coins: Coins) -> Order | None:  # noqa: ARG002 - as the contract has it
        """It takes no rests."""
        return None


def ways(service: Service, first: Known) -> Iterator[tuple[Ask | None, Known]]:
    """Yield every ask that can come up from ``first`` on with what is known then; None at an end.

    Lookups, digits and counts are answered by the service's own samples.
    """
    waiting = [first]
    while waiting:
        known = waiting.pop()
        try:
            ask = service.ask(known)
        except NotFound:
            continue
        yield ask, known
        waiting += _after(service, ask, known)


def _after(service: Service, ask: Ask | None, known: Known) -> Iterator[Known]:
    match ask:
        case Question():
            for option in ask.options:
                if not option.closed:
                    yield answered(known, ask.id, option.id)
        case Digits():
            for typed in service.samples(ask, known):
                yield answered(known, ask.id, str(typed))
        case Lookup() | Count():
            for fact in service.samples(ask, known):
                yield found(known, ask.id, fact, known.at_s or SAMPLE_TIME_S)
        case Approval():
            yield Known(known.answers, known.facts, known.holder, SAMPLE_BADGE, known.at_s)
        case Tell() | None:
            return


SAMPLE_TIME_S = 1_795_229_400  # 2026-11-21 11:50 in Korea
SAMPLE_BADGE = b"samplebg"


def answered(known: Known, ask: str, answer: str) -> Known:
    """Return ``known`` with an answer more."""
    answers = {**known.answers, ask: answer}
    return Known(answers, known.facts, known.holder, known.approver, known.at_s)


def found(known: Known, ask: str, fact: Fact, at_s: int) -> Known:
    """Return ``known`` with a fact more, found at ``at_s``."""
    facts = {**known.facts, ask: fact}
    return Known(known.answers, facts, known.holder, known.approver, at_s)
