"""Handing over orders of an online mall: by order number, in front of staff, told to the mall.

What is in the parcels and whose they are stays with the mall: the kiosk learns how many there are
and where they lie.
"""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from pydantic import Field

from kiosk.services.asks import Approval, Ask, Digits, Fact, Known, Lookup, NotFound, PartnerCall
from kiosk.services.contract import SampledAsk, Samples
from kiosk.services.facts import booked_lately, fact
from kiosk.services.orders import HandOver, Line, Note, Order, TicketWords, counted
from kiosk.services.replies import (
    MAX_NAME_CHARS,
    PARTNER_AWAY,
    PARTNER_BABBLES,
    answer,
    name,
    shown,
    whole,
)
from kiosk.services.sections import AskingSection, Sentence, SlipSection, Title, Word
from kiosk.services.usual import FromFile
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


class CollectSection(AskingSection, SlipSection):
    """A ``[[service]]`` of kind ``collect``: order numbers have ``places`` digits."""

    kind: Literal["collect"]
    message: Sentence  # where the number stands
    places: int = Field(ge=6, le=12)
    parcel_name: Word  # what is handed over, as entries call it
    approval_title: Title
    approval_step: Word
    approval_message: Sentence


@dataclass(frozen=True)
class Parcels:
    """An order that is ready: its name in entries, how many parcels, and where they lie."""

    number: str
    order: str
    parcels: int
    shelf: str


class Collect(FromFile[CollectSection]):
    """The service over one mall's orders: staff hand the parcels over, and the screen says it."""

    reasons = (UNKNOWN_ORDER, ORDER_COLLECTED, PARTNER_AWAY, PARTNER_BABBLES)
    hand_over = HandOver.SCREEN

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
        found = fact(known, f"order-{number}", Parcels)
        if found is None:
            return Lookup(f"order-{number}", PartnerCall("/v1/order", {"number": number}))
        return None if known.holder is None else self._ask_staff(found, known)

    def _ask_staff(self, found: Parcels, known: Known) -> Ask | None:
        section, handed = self._section, fact(known, f"handed-{found.number}", tuple)
        if handed is None:
            return booked_lately(f"handed-{found.number}", EntryKind.COLLECT, [found.order])
        if handed[0]:
            raise NotFound(ORDER_COLLECTED)  # the mall may not have heard of it yet
        if known.approver is not None:
            return None
        return Approval(
            APPROVAL, section.approval_title, section.approval_step, section.approval_message
        )

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - an order is collected once
        """Return the handing over of all parcels of the order."""
        found = fact(known, f"order-{known.answers[NUMBER]}", Parcels)
        if found is None:
            raise NotFound(UNKNOWN_ORDER)
        line = Line(found.order, self._section.parcel_name, 1, Coins(0), Won(0))
        notes = (
            Note("order-number", found.number),
            Note("parcels", found.parcels),
            Note("shelf", found.shelf),
        )
        return replace(self._order(line, self.picture), kind=EntryKind.COLLECT, notes=notes)

    def understand(self, lookup: str, reply: object) -> Fact:
        """Read the order; one for another number than was asked for is no answer."""
        row = answer(reply, "number", "order", "parcels", "shelf")
        number = row["number"]
        if not isinstance(number, str) or f"order-{number}" != lookup or not _IS_NUMBER(number):
            raise NotFound(PARTNER_BABBLES)
        parcels = whole(row["parcels"], MAX_PARCELS, 1)
        return Parcels(number, name(row["order"]), parcels, shown(row["shelf"]))

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return a number, and the largest order that can be behind it."""
        if isinstance(ask, Digits):
            return ("20261121"[: self._section.places].ljust(self._section.places, "0"),)
        if ask.id.startswith("handed-"):
            return ((0,), (1,))
        return (Parcels(known.answers[NUMBER], "9" * MAX_NAME_CHARS, MAX_PARCELS, "99-99"),)

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - an order has no words
        """Say that an order was handed over."""
        return self._section.slip(counted(quantity, self.unit))
