"""Where a visit stands, for staff who were called to it. Pure.

Item, coins and ticket: nothing of who the resident is, or of what they have.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.payment import Ticket
from kiosk.presenters.frame import FrameMaker
from kiosk.services.base import Order
from kiosk.speech.words import Words
from kiosk.visit import CoinsFate, Place, Shop, Visit, priced
from kiosk.visit.handover import choices, coins, owes_ticket
from protocol.entry import EntryKind
from ui.contract import BalanceLine, Choice, StaffScreen


@dataclass(frozen=True)
class HandoverPage:
    """Makes the page in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words

    def page(self, visit: Visit, now: datetime) -> StaffScreen:
        """Return what was chosen, what became of coins and ticket, and what staff can do."""
        return StaffScreen(
            self.frames.frame(visit, now, self.words("staff.title-handed")),
            tuple(self._choice(name) for name in choices(visit)),
            (
                self._line("item", self._item(visit)),
                replace(
                    self._line("coins", self.words(f"staff.coins.{_coins(visit)}")), strong=True
                ),
                self._line("ticket", self.words(f"staff.ticket.{_ticket(visit)}")),
            ),
        )

    def _item(self, visit: Visit) -> str:
        if visit.ticket is not None:
            return self._of_ticket(visit.ticket)
        if visit.payment is not None:
            return self._of_order(visit.payment.order)
        wanted = priced(self.shop, visit)
        if wanted is not None:
            return self._of_order(wanted)
        return self.words("staff.item-none")

    def _of_order(self, wanted: Order) -> str:
        line = wanted.lines[0]
        if wanted.kind is EntryKind.TRANSFER:
            return self.frames.reader.receiver(line.name)
        return self.frames.reader.item(line.name, line.quantity, wanted.unit)

    def _of_ticket(self, ticket: Ticket) -> str:
        return self.frames.reader.ticket(ticket, self.shop.services.get(ticket.service))

    def _choice(self, name: str) -> Choice:
        words, picture = self.words(f"staff.choice.{name}"), self.words(f"staff.picture.{name}")
        return Choice(name, words, picture)

    def _line(self, key: str, value: str) -> BalanceLine:
        return BalanceLine(self.words(f"staff.line.{key}"), value)


def _coins(visit: Visit) -> str:
    fate = coins(visit)
    return "cash" if fate is CoinsFate.SAFE and visit.cash is not None else fate


def _ticket(visit: Visit) -> str:
    if owes_ticket(visit):
        return "owed"
    came_out = visit.handover is not None and visit.handover.place is Place.THANKS
    return "out" if came_out else "none"
