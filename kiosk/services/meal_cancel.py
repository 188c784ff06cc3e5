"""Cancelling one's own meal ticket: the code, which ticket of today, agreed. Coins come back.

It names the service whose tickets it takes back, so that one start button does it for all meals.
Free tickets cost nothing and are not cancelled.
"""

from dataclasses import replace
from typing import Literal

from pydantic import Field

from kiosk import payment  # the module alone: it needs orders, and so this package, itself
from kiosk.config import Section, Slug
from kiosk.services.asks import Ask, At, Known, Lookup, NotFound, Option, OwnEntries, Question
from kiosk.services.contract import MAX_OPTIONS, SampledAsk, Samples, Terms
from kiosk.services.facts import fact
from kiosk.services.hours import EndTime, minute, minute_of_day
from kiosk.services.orders import HandOver, Line, Note, Order
from kiosk.services.sections import AskingSection, Unit
from kiosk.services.usual import FromFile
from protocol.entry import EntryKind
from protocol.ids import ID_BYTES
from schemes.money import Coins, Won

TICKET, OWN = "ticket", "own-tickets"
NOTHING_TO_CANCEL, TOO_LATE_TO_CANCEL = "nothing-to-cancel", "too-late-to-cancel"


class UntilSection(Section):
    """``[[service.until_of]]``: another end for one item, or for all slots of one meal."""

    item: Slug
    until: EndTime


class MealCancelSection(AskingSection):
    """A ``[[service]]`` of kind ``meal-cancel``; ``of`` is the id of the service that sold."""

    kind: Literal["meal-cancel"]
    of: Slug
    unit: Unit  # counts a ticket
    until: EndTime
    until_of: tuple[UntilSection, ...] = Field(default=(), max_length=2 * MAX_OPTIONS)


class MealCancel(FromFile[MealCancelSection]):
    """The service over one facility's tickets; its orders name the service that sold."""

    reasons = (NOTHING_TO_CANCEL, TOO_LATE_TO_CANCEL)
    asks = 0  # which ticket can only be asked once the code is known
    hand_over = HandOver.SCREEN

    def __init__(self, section: MealCancelSection, terms: Terms) -> None:
        """Take a section whose times are read on the scheme's clock."""
        super().__init__(section, terms)
        self.beside = (section.of,)

    def ask(self, known: Known) -> Ask | None:
        """Find the person's tickets after the code, and ask which, even if there is just one."""
        if known.holder is None:
            return None
        if OWN not in known.facts:
            return Lookup(OWN, OwnEntries((EntryKind.SPEND,), self._section.of))
        tickets = self._open_tickets(known)
        if known.answers.get(TICKET) in {ticket.id.hex() for ticket in tickets}:
            return None
        options = tuple(map(_option, tickets))
        return Question(TICKET, self._section.question, self._section.step, options)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - it goes as a whole
        """Return the reversal of the chosen ticket; before one is chosen, of nothing."""
        chosen = known.answers.get(TICKET)
        tickets = (one for one in _tickets(known) if one.id.hex() == chosen)
        ticket = next(tickets, None)
        line = Line(TICKET, self.name, 1, Coins(0), Won(0)) if ticket is None else _line(ticket)
        return replace(
            self._order(line, self.picture, line.quantity),
            service=self._section.of,
            kind=EntryKind.REVERSE,
            notes=self._notes(ticket, known),
            ref=None if ticket is None else ticket.id,
        )

    def samples(self, ask: SampledAsk, known: Known) -> Samples:  # noqa: ARG002 - it looks up one thing
        """Return what may be found: no ticket, one, as many as a screen holds."""
        return (), (self._sample(1),), tuple(map(self._sample, range(1, MAX_OPTIONS + 1)))

    def _open_tickets(self, known: Known) -> "tuple[payment.Ticket, ...]":
        """Return those that can be cancelled now; NotFound with the reason where none can."""
        tickets = _tickets(known)
        if not tickets:
            raise NotFound(NOTHING_TO_CANCEL)
        at_s = known.at_s or 0
        now = minute_of_day(at_s, self._terms.scheme)
        still = tuple(one for one in tickets if now < self._until(one))
        if not still:
            raise NotFound(TOO_LATE_TO_CANCEL)
        return still[:MAX_OPTIONS]

    def _until(self, ticket: "payment.Ticket") -> int:
        item = ticket.lines[0].item
        for one in self._section.until_of:
            if item == one.item or item.startswith(f"{one.item}-"):
                return minute(one.until)
        return minute(self._section.until)

    def _notes(self, ticket: "payment.Ticket | None", known: Known) -> tuple[Note, ...]:
        if ticket is None or known.at_s is None:
            return ()
        day = self._terms.scheme.day_start(known.at_s)
        return (Note("cancel-until", At(day + 60 * self._until(ticket))),)

    def _sample(self, number: int) -> "payment.Ticket":
        coins = Coins(number)
        each = self._terms.scheme.worth(coins, self._terms.on)
        line = payment.TicketLine(TICKET, self.name, 1, each)
        return payment.Ticket(
            bytes([number]) * ID_BYTES, number, self._section.of, (line,), coins, 0, b""
        )


def _tickets(known: Known) -> "tuple[payment.Ticket, ...]":
    """Return what was found and coins alone have paid, in one line: all else is the staff's."""
    return tuple(
        one
        for one in fact(known, OWN, tuple) or ()
        if len(one.lines) == 1 and one.rest == Won(0) and one.used.units % one.quantity == 0
    )


def _option(ticket: "payment.Ticket") -> Option:
    (line,) = ticket.lines
    worth = line.each * line.quantity
    return Option(ticket.id.hex(), line.name, "", ticket.used, worth, since=At(ticket.time_s))


def _line(ticket: "payment.Ticket") -> Line:
    """The line as it was sold: the coins come back that were used, whatever they are worth now."""
    (line,) = ticket.lines
    each = Coins(ticket.used.units // line.quantity)
    return Line(line.item, line.name, line.quantity, each, line.each)
