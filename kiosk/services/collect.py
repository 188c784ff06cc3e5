"""Handing over orders of an online mall: by order number, in front of staff, told to the mall.

What is in the parcels and whose they are stays with the mall: the kiosk learns how many there are
and where they lie.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from kiosk.config import Printed, Section, Slug
from kiosk.services.asks import Count
from kiosk.services.base import (
    Approval,
    Ask,
    Digits,
    Fact,
    HandOver,
    Known,
    Line,
    Lookup,
    Note,
    NotFound,
    Order,
    PartnerCall,
    Period,
    Tallies,
    Tally,
    Terms,
    TicketWords,
    Usual,
)
from kiosk.services.orders import counted
from kiosk.services.replies import (
    MAX_NAME_CHARS,
    PARTNER_AWAY,
    PARTNER_BABBLES,
    answer,
    name,
    shown,
    whole,
)
from protocol.entry import EntryKind
from schemes.money import Coins, Won

__all__ = ["Collect", "CollectSection"]

NUMBER: Final = "number"
APPROVAL: Final = "handed"
UNKNOWN_ORDER: Final = "unknown-order"
ORDER_COLLECTED: Final = "order-collected"
MAX_PARCELS: Final = 99
NUMBER_SCENE: Final = "scene-order-number"  # a message on a phone

_IS_NUMBER = re.compile(r"[0-9]+").fullmatch
Word = Annotated[Printed, Field(min_length=1, max_length=12)]


class CollectSection(Section):
    """A ``[[service]]`` of kind ``collect``: order numbers have ``places`` digits."""

    kind: Literal["collect"]
    id: Slug
    name: Word
    picture: str = ""
    question: Printed = Field(min_length=1, max_length=40)
    step: Word
    message: Printed = Field(min_length=1, max_length=60)  # where the number stands
    places: int = Field(ge=6, le=12)
    unit: Printed = Field(default="", max_length=4)  # counts an order, if it is counted
    parcel_name: Word  # what is handed over, as entries call it
    approval_title: Printed = Field(min_length=1, max_length=40)
    approval_step: Word
    approval_message: Printed = Field(min_length=1, max_length=60)
    slip_title: Printed = Field(min_length=1, max_length=20)
    slip_help: Printed = Field(max_length=60)


@dataclass(frozen=True)
class Parcels:
    """An order that is ready: its name in entries, how many parcels, and where they lie."""

    number: str
    order: str
    parcels: int
    shelf: str


class Collect(Usual):
    """The service over one mall's orders."""

    reasons = (UNKNOWN_ORDER, ORDER_COLLECTED, PARTNER_AWAY, PARTNER_BABBLES)

    def __init__(self, section: CollectSection, terms: Terms) -> None:  # noqa: ARG002 - nothing is priced
        self._section = section

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
        """What counts an order."""
        return self._section.unit

    def questions(self) -> int:
        """Return 1: the order number."""
        return 1

    def ask(self, known: Known) -> Ask | None:
        """Ask the number, look the order up; with a code have staff approve that it is theirs."""
        section, number = self._section, known.answers.get(NUMBER, "")
        if len(number) != section.places:
            return Digits(
                NUMBER,
                section.question,
                section.step,
                section.message,
                section.places,
                picture=NUMBER_SCENE,
            )
        found = known.facts.get(f"order-{number}")
        if not isinstance(found, Parcels):
            return Lookup(f"order-{number}", PartnerCall("/v1/order", {"number": number}))
        if known.holder is None:
            return None
        handed = known.facts.get(f"handed-{number}")
        if not isinstance(handed, tuple):
            tally = Tally((EntryKind.COLLECT,), found.order, period=Period.MONTH)
            return Lookup(f"handed-{number}", Tallies((tally,)))
        if handed[0]:
            raise NotFound(ORDER_COLLECTED)  # the mall may not have heard of it yet
        if known.approver is not None:
            return None
        return Approval(
            APPROVAL, section.approval_title, section.approval_step, section.approval_message
        )

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - an order is collected once
        """Return the handing over of all parcels of the order."""
        found = known.facts[f"order-{known.answers[NUMBER]}"]
        if not isinstance(found, Parcels):
            raise NotFound(UNKNOWN_ORDER)
        section = self._section
        line = Line(found.order, section.parcel_name, 1, Coins(0), Won(0))
        notes = (
            Note("order-number", found.number),
            Note("parcels", found.parcels),
            Note("shelf", found.shelf),
        )
        return Order(
            section.id,
            (line,),
            section.unit,
            section.picture,
            max_quantity=1,
            kind=EntryKind.COLLECT,
            hand_over=HandOver.SCREEN,
            notes=notes,
        )

    def understand(self, lookup: str, reply: object) -> Fact:
        """Read the order; one for another number than was asked for is no answer."""
        row = answer(reply, "number", "order", "parcels", "shelf")
        number = row["number"]
        if not isinstance(number, str) or f"order-{number}" != lookup or not _IS_NUMBER(number):
            raise NotFound(PARTNER_BABBLES)
        parcels = whole(row["parcels"], MAX_PARCELS, 1)
        return Parcels(number, name(row["order"]), parcels, shown(row["shelf"]))

    def samples(self, ask: Lookup | Digits | Count, known: Known) -> tuple[Fact | str, ...]:
        """Return a number, and the largest order that can be behind it."""
        if isinstance(ask, Digits):
            return ("20261121"[: self._section.places].ljust(self._section.places, "0"),)
        if ask.id.startswith("handed-"):
            return ((0,), (1,))
        return (Parcels(known.answers[NUMBER], "9" * MAX_NAME_CHARS, MAX_PARCELS, "99-99"),)

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - an order has no words
        """Say that an order was handed over."""
        section = self._section
        good_for = counted(quantity, section.unit)
        return TicketWords(section.slip_title, good_for, (), section.slip_help)

    def hands_over(self, item: str) -> HandOver:  # noqa: ARG002 - staff hand over all of them
        """The screen says it: staff have handed the parcels over."""
        return HandOver.SCREEN
