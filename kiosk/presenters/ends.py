"""How a visit ends well: what came of it, where it is, what was used, how sure it is. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.payment import Payment, Ticket
from kiosk.presenters.certainty import of_sale, words_of
from kiosk.presenters.confirming import DONE, left_of
from kiosk.presenters.facts import Facts
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.services.base import BRINGS, HandOver
from kiosk.speech.words import Words
from kiosk.visit import LEFTOVER, Shop, Visit, leftover
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from ui.contract import BalanceLine, Choice, ReprintScreen, ThanksScreen

ON_SCREEN: Final = (EntryKind.EARN, EntryKind.DONATE, EntryKind.REVERSE, EntryKind.COLLECT)
"""Kinds with words of their own where nothing is printed and nothing opens."""
STEPS: Final = {HandOver.PRINT: "step.ticket", HandOver.GATE: "step.gate"}
FEW: Final = 2  # lines with large type; the last tells what is left


def step_of_end(ticket: Ticket | None) -> str:
    """Return the key of the last step's name."""
    return STEPS.get(ticket.hand_over, "step.done") if ticket else "step.ticket"


@dataclass(frozen=True)
class EndPages:
    """Makes the pages in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader

    def thanks(self, visit: Visit, now: datetime) -> ThanksScreen:
        """Return what came of it; a rest may be given away by one touch."""
        ticket = visit.ticket
        if ticket is None:
            raise AssertionError("a visit that ends well has a ticket")
        certainty, how = of_sale(visit), self._barrier(ticket) or _how(ticket)
        step = self.frames.step(self.shop, visit, self.words(step_of_end(ticket)))
        frame = self.frames.frame(visit, now, self.words(f"thanks.title{how}"))
        lines = self._free(ticket, visit.payment, now) or self._lines(ticket, visit.payment)
        return ThanksScreen(
            frame=leading(frame, step, self.frames.lead("thanks.done")),
            message=self.words("thanks.message"),
            where=self._where(ticket, visit.payment, now),
            picture=self.words(f"thanks.picture.{how[1:] or HandOver.PRINT}"),
            certainty=certainty,
            certainty_words=words_of(self.words, visit, certainty),
            lines=self._few(ticket, visit.payment) or lines if visit.setting.larger else lines,
            more=self._more(visit),
        )

    def _few(self, ticket: Ticket, payment: Payment | None) -> tuple[BalanceLine, ...]:
        """Return what large type has room for: what is still to be paid or was used, and left."""
        charged = ticket.kind is EntryKind.TOP_UP  # what came of it matters more than what it cost
        first = () if charged else self._rest(ticket) or self._used(ticket)
        return (*first, *self._left(ticket, payment), *self._coming(ticket))[:FEW]

    def _barrier(self, ticket: Ticket) -> str:
        """Return the ending of the keys where a car drives through."""
        gate = ticket.hand_over is HandOver.GATE
        return "-barrier" if gate and drives(self.shop, ticket) else ""

    def _shut(self, ticket: Ticket) -> str:
        return "scene-gate-shut" if drives(self.shop, ticket) else "scene-turnstile-shut"

    def _where(self, ticket: Ticket, payment: Payment | None, now: datetime) -> str:
        """Return where it is, or until when to drive out."""
        key = f"thanks.where{_how(ticket)}"
        if ticket.rest > Won(0) and ticket.rest_by == "desk":
            rest = self.reader.won(ticket.rest)
            return self.words("thanks.where-rest", desk=self.frames.staff_desk, rest=rest)
        if payment is None or ticket.hand_over is not HandOver.GATE:
            return self.words(key)
        until = Facts(self.words, self.reader, now).value("leave-by", payment.order)
        return self.words("thanks.where-leave-by", until=until) if until else self.words(key)

    def _more(self, visit: Visit) -> Choice | None:
        gift = leftover(self.shop, visit)
        if gift is None:
            return None
        name = self.words("thanks.leftover", coins=self.reader.coins(gift.total))
        to_whom = self.words.of_data(gift.lines[0].name)
        return Choice(LEFTOVER, name, note=to_whom)

    def _lines(self, ticket: Ticket, payment: Payment | None) -> tuple[BalanceLine, ...]:
        """Return what was used or came, what else does or is to be paid, and what is left."""
        used = self._used(ticket)
        left = self._left(ticket, payment)
        return (*self._whole(ticket), *used, *self._rest(ticket), *left, *self._coming(ticket))

    def _free(
        self, ticket: Ticket, payment: Payment | None, now: datetime
    ) -> tuple[BalanceLine, ...]:
        """Return that nothing was used for what is free, and what its pass has left."""
        if ticket.kind is not EntryKind.ADMIT or ticket.again or payment is None:
            return ()
        none = BalanceLine(self.words("thanks.used"), self.words("confirm.none"), coin=False)
        left = Facts(self.words, self.reader, now).value("visits-left", payment.order)
        label = self.words("thanks.visits")
        return (none, BalanceLine(label, left, strong=True, coin=False)) if left else (none,)

    def _used(self, ticket: Ticket) -> tuple[BalanceLine, ...]:
        if ticket.used == Coins(0):
            return ()
        then = "-again" if ticket.again else ""
        kind = ticket.kind if ticket.kind in (*ON_SCREEN, *DONE) else "used"
        label = f"thanks.{kind}{then}"
        strong = ticket.kind in (EntryKind.EARN, EntryKind.REVERSE)
        words = self.words(label if label in self.words else f"thanks.{kind}")
        return (BalanceLine(words, self.reader.coins(ticket.used), strong=strong),)

    def _whole(self, ticket: Ticket) -> tuple[BalanceLine, ...]:
        """Return what was taken off a price, and the whole of one that was paid in parts."""
        found: tuple[BalanceLine, ...] = ()
        if ticket.taken_off > Won(0):
            off = self.reader.off(ticket.taken_off)
            found = (BalanceLine(self.words("thanks.off"), off, coin=False),)
        if ticket.rest > Won(0) and ticket.kind is not EntryKind.TOP_UP:
            worth = sum((line.each * line.quantity for line in ticket.lines), Won(0))
            whole = self.reader.won(worth)
            found = (*found, BalanceLine(self.words("thanks.whole"), whole, coin=False))
        return found

    def _rest(self, ticket: Ticket) -> tuple[BalanceLine, ...]:
        if ticket.rest == Won(0):
            return ()
        label = self.words(f"thanks.rest-{ticket.rest_by or 'desk'}")
        return (BalanceLine(label, self.reader.won(ticket.rest), coin=False),)

    def _coming(self, ticket: Ticket) -> tuple[BalanceLine, ...]:
        """Return what comes in later: it is no part of what is left now."""
        lines: tuple[BalanceLine, ...] = ()
        if ticket.earned > Coins(0):
            label = f"thanks.{ticket.kind}" if ticket.kind in BRINGS else "thanks.coming"
            lines = (BalanceLine(self.words(label), self.reader.came(ticket.earned)),)
        if ticket.reward is not None and ticket.reward > Coins(0):
            label = "thanks.reward-at-most" if ticket.stood_in else "thanks.reward"
            label = "thanks.bonus" if ticket.kind is EntryKind.TOP_UP else label
            lines = (*lines, BalanceLine(self.words(label), self.reader.came(ticket.reward)))
        return lines

    def _left(self, ticket: Ticket, payment: Payment | None) -> tuple[BalanceLine, ...]:
        if ticket.left is None or payment is None or not payment.order.pays:
            return ()
        label = self.words(f"thanks.left{left_of(payment)}")
        return (BalanceLine(label, self.reader.coins(ticket.left), strong=True),)

    def reprint(self, visit: Visit, now: datetime) -> ReprintScreen:
        """Return the page that offers once more what was paid and not taken."""
        ticket = visit.ticket
        if ticket is None:
            raise AssertionError("a ticket is offered again only where there is one")
        gate = "-gate" if ticket.hand_over is HandOver.GATE else ""
        bought = datetime.fromtimestamp(ticket.time_s, tz=now.tzinfo)
        frame = self.frames.frame(visit, now, self.words(f"reprint.title{gate}"))
        service = self.shop.services.get(ticket.service)
        return ReprintScreen(
            frame=leading(frame, lead=self.frames.lead(f"reprint.agree{gate}")),
            message=self.words(f"reprint.message{gate}"),
            item=self.reader.ticket(ticket, service),
            picture=self._shut(ticket) if gate else "scene-print-again",
            bought=self.words(
                f"reprint.bought{gate}",
                day=self.reader.day(bought),
                clock=self.reader.clock(bought),
            ),
        )


def drives(shop: Shop, ticket: Ticket) -> bool:
    """Whether who comes through the gate of a ticket sits in a car."""
    service = shop.services.get(ticket.service)
    return service is not None and service.drives


def _how(ticket: Ticket) -> str:
    """Return the ending of the keys for how it was handed over, and for what."""
    if ticket.hand_over is HandOver.PRINT:
        return f"-{ticket.kind}" if ticket.kind in DONE and not ticket.again else ""
    if ticket.hand_over is HandOver.GATE:
        return "-gate"
    return f"-{ticket.kind}" if ticket.kind in ON_SCREEN else "-screen"
