"""The page on which something is agreed to: what, for how much, what is left. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from kiosk.payment import Payment
from kiosk.presenters.facts import Facts
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.services.base import BRINGS, HandOver, Order
from kiosk.services.others import apart
from kiosk.speech.words import Words
from kiosk.visit import Shop, Visit
from protocol.entry import DecidedBy, EntryKind
from schemes.money import Coins, Won
from ui.contract import BalanceLine, ConfirmScreen, Price, Setting
from ui.pages import Listed, PerPage

DONE: Final = (EntryKind.TRANSFER, EntryKind.TOP_UP, EntryKind.CONVERT)
"""Kinds of which it matters more what was done than that a slip comes out."""
TITLES: Final = (
    *(EntryKind.EARN, EntryKind.DONATE, EntryKind.REVERSE, EntryKind.COLLECT),
    *DONE,
)
MANY_LINES: Final = 4  # beside so many the amount has the picture's place: it stays the largest
FREE: Final = (EntryKind.ADMIT, EntryKind.COLLECT)
"""Kinds that move no coins."""


@dataclass(frozen=True)
class ConfirmPage:
    """Makes the page in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader
    per_page: PerPage

    def page(self, visit: Visit, now: datetime) -> ConfirmScreen:
        """Return what is to be agreed to; what has no room beside the price has more pages."""
        payment = visit.payment
        if payment is None:
            raise AssertionError("a visit that confirms has a payment")
        facts = Facts(self.words, self.reader, now)
        told = facts.of(payment)
        step = self.frames.step(self.shop, visit, self.words("step.confirm"))
        frame = self.frames.frame(visit, now, self._title(payment.order))
        lines = self._lines(payment, now)
        first = ConfirmScreen(
            frame=leading(frame, step, self.frames.lead("confirm.agree")),
            item=self._item(payment.order),
            picture=payment.order.picture if len(lines) < MANY_LINES else "",
            price=self._price(payment.order),
            lines=lines,
            readback=self._readback(payment, told),
            note=self._note(payment, visit.setting, crowded=bool(told) or len(lines) > MANY_LINES),
            facts=facts.of(payment, self._most_beside(visit.setting, lines)),
        )
        return self._paged(first, visit, payment, told)

    def _most_beside(self, setting: Setting, lines: tuple[BalanceLine, ...]) -> int:
        """Return how many facts the first page has: with large type many lines need a row of them.

        They would be set smaller than what stands beside them, and they are what it costs.
        """
        most = self.per_page(setting, Listed.FACTS)
        return max(1, most - 1) if setting.larger and len(lines) >= MANY_LINES else most

    def _paged(
        self, first: ConfirmScreen, visit: Visit, payment: Payment, facts: tuple[BalanceLine, ...]
    ) -> ConfirmScreen:
        """Return the page the visit is at. Behind the first stand all facts, or those it lacks.

        So does a note that has no room there, unless it tells what the button says itself.
        """
        matters = bool(offline_of(payment)) or payment.rest_by == "card"
        if facts == first.facts and (first.note or not matters):
            return first
        size = self.per_page(visit.setting, Listed.FACTS_ALONE)
        if len(facts) > size:  # one page tells all of a reckoning, if it can
            facts = tuple(one for one in facts if one not in first.facts)
        pages = 1 + max(1, -(-len(facts) // size))
        page = min(visit.page, pages)
        paged = replace(
            first,
            page=page,
            pages=pages,
            previous=self.words("page.previous"),
            next=self.words("page.next"),
        )
        if page == 1:
            return paged
        shown = facts[(page - 2) * size : (page - 1) * size]
        note = self._what_comes(payment)
        return replace(paged, picture="", lines=(), facts=shown, note=note)

    def _title(self, wanted: Order) -> str:
        kind = f"-{wanted.kind}" if wanted.kind in TITLES else ""
        return self.words(f"confirm.title{kind}")

    def _item(self, wanted: Order) -> str:
        """Return what it is for; who sends and who gets stands in the lines."""
        if wanted.kind is EntryKind.TRANSFER:
            return self.words("confirm.send")
        return item_of(wanted, self.words, self.reader)

    def _price(self, wanted: Order) -> Price | None:
        """What coins pay; the rest of a price is told beside it."""
        if wanted.kind in FREE or wanted.total == Coins(0):
            return None
        charged = wanted.kind is EntryKind.TOP_UP  # of which other money pays all
        return self.reader.price(wanted.total, wanted.worth - (Won(0) if charged else wanted.rest))

    def _lines(self, payment: Payment, now: datetime) -> tuple[BalanceLine, ...]:
        """Now, used, left. Where nothing is used, the one line that tells what comes of it."""
        wanted = payment.order
        match wanted.kind:
            case EntryKind.TOP_UP:
                return self._charged(payment)
            case EntryKind.EARN | EntryKind.CONVERT:
                came = self._line(f"confirm.{wanted.kind}", self.reader.came(wanted.total))
                return (came, *self._coming(payment))
            case EntryKind.REVERSE:
                return (self._line("confirm.back", self.reader.came(wanted.total)),)
            case EntryKind.ADMIT:
                return self._free(wanted, now)
            case EntryKind.COLLECT:
                return ()
            case EntryKind.TRANSFER:
                return self._between(payment)
            case _:
                return self._balance(payment)

    def _free(self, wanted: Order, now: datetime) -> tuple[BalanceLine, ...]:
        """That no coins are used, where all others tell how many; and what a pass has left."""
        none = BalanceLine(self.words("confirm.use"), self.words("confirm.none"), coin=False)
        left = Facts(self.words, self.reader, now).value("visits-left", wanted)
        label = self.words("confirm.visits")
        return (none, BalanceLine(label, left, strong=True, coin=False)) if left else (none,)

    def _balance(self, payment: Payment) -> tuple[BalanceLine, ...]:
        """Now, used, left; of a price in parts the parts. What comes later is no part of it."""
        how, coins = left_of(payment), self.reader.coins
        left = BalanceLine(self.words(f"confirm.left{how}"), coins(payment.left), strong=True)
        if payment.order.rest > Won(0):
            return (*self._parts(payment), left, *self._coming(payment))
        given = "confirm.give" if payment.order.kind is EntryKind.DONATE else "confirm.use"
        return (
            BalanceLine(self.words(f"confirm.now{how}"), coins(payment.spendable)),
            BalanceLine(self.words(given), self.reader.used(payment.order.total)),
            left,
            *self._coming(payment),
        )

    def _between(self, payment: Payment) -> tuple[BalanceLine, ...]:
        """Who sends and who gets, as large as all else: two stand there, and either can agree."""
        sender, receiver = (self._tail(it) for it in apart(payment.order.lines[0].name))
        left = f"confirm.left{left_of(payment)}"
        return (
            BalanceLine(self.words("confirm.from"), sender, coin=False),
            BalanceLine(self.words("confirm.to"), receiver, coin=False),
            self._line(left, self.reader.coins(payment.left)),
        )

    def _tail(self, tail: str) -> str:
        return self.words("confirm.tail", tail=tail)

    def _charged(self, payment: Payment) -> tuple[BalanceLine, ...]:
        """The money, what comes on top by the rules, and what comes in of both."""
        wanted = payment.order
        lines = (self._paid(wanted),)
        if wanted.reward is None:
            return (*lines, self._line("confirm.top_up", self.reader.coins(wanted.total)))
        more, both = wanted.reward, self.reader.coins(wanted.total + wanted.reward)
        return (
            *lines,
            BalanceLine(self.words("confirm.bonus"), self._at_most(self.reader.came(more))),
            self._line("confirm.comes", self._at_most(both)),
        )

    def _paid(self, wanted: Order) -> BalanceLine:
        """No sign before it: with the bonus it is what comes in, and each can add that up."""
        won = self.reader.won(wanted.rest)
        return BalanceLine(self.words(f"confirm.pay-{wanted.rest_by}"), won, coin=False)

    def _at_most(self, amount: str) -> str:
        return self.words("note.at-most", amount=amount)

    def _parts(self, payment: Payment) -> tuple[BalanceLine, ...]:
        """The whole price, what coins pay of it, and the money that is still to be found."""
        wanted, won = payment.order, self.reader.won
        by = "rest-card" if payment.rest_by == "card" else "rest-desk"
        return (
            BalanceLine(self.words("confirm.whole"), won(wanted.worth), coin=False),
            BalanceLine(self.words("confirm.in-coins"), self.reader.used(wanted.total)),
            BalanceLine(self.words(f"confirm.{by}"), won(wanted.rest), coin=False),
        )

    def _coming(self, payment: Payment) -> tuple[BalanceLine, ...]:
        """What is booked later than this: earned beside it, or given back for it."""
        wanted, found = payment.order, []
        if wanted.also is not None and wanted.also.kind is EntryKind.EARN:
            found.append(("confirm.coming", self.reader.came(wanted.also.total)))
        reward = payment.reward if payment.reward is not None else wanted.reward
        if reward is not None and reward > Coins(0):
            sure = payment.decided_by is DecidedBy.HOLD and payment.reward is not None
            came = self.reader.came(reward)
            found.append(("confirm.back-later", came if sure else self._at_most(came)))
        return tuple(BalanceLine(self.words(key), amount) for key, amount in found)

    def _line(self, key: str, amount: str) -> BalanceLine:
        return BalanceLine(self.words(key), amount, strong=True)

    def _note(self, payment: Payment, setting: Setting, *, crowded: bool) -> str:
        """Return the note of the first page: beside facts large type has no room for it."""
        if setting.larger and crowded and payment.order.pays:
            return ""
        return self._what_comes(payment)

    def _what_comes(self, payment: Payment) -> str:
        """Tell what the button does; why it is so little without the network goes before that."""
        wanted = payment.order
        if offline_of(payment):
            return self.words("confirm.note-offline")
        if wanted.kind is EntryKind.TOP_UP:
            return self.words(f"confirm.note-top_up-{wanted.rest_by}")
        if wanted.rest.units and payment.rest_by == "card":
            return self.words("confirm.note-card")
        special = f"confirm.note-{wanted.kind}"
        by_kind = wanted.hand_over is not HandOver.PRINT or wanted.kind in DONE
        if by_kind and special in self.words:
            return self.words(special)
        told = {HandOver.PRINT: "", HandOver.GATE: "-gate", HandOver.SCREEN: "-screen"}
        return self.words(f"confirm.note{told[wanted.hand_over]}")

    def _readback(self, payment: Payment, facts: tuple[BalanceLine, ...]) -> str:
        """Return all of it as one sentence, with facts that large type has no room for."""
        said = self._sentence(payment)
        money = self._money(payment)
        told = ", ".join(f"{it.label} {it.amount}" for it in (*facts, *money))
        return self.words("confirm.readback-facts", facts=told, readback=said) if told else said

    def _money(self, payment: Payment) -> tuple[BalanceLine, ...]:
        """What of the lines is neither price nor balance."""
        if payment.order.kind is EntryKind.TOP_UP:
            return self._charged(payment)
        if not payment.order.pays:
            return ()
        parts = self._parts(payment) if payment.order.rest > Won(0) else ()
        return (*parts[::2], *self._coming(payment))

    def _said(self, wanted: Order) -> str:
        """Return what an order is for as the voice has it: of what is sent, from whom to whom."""
        if wanted.kind is not EntryKind.TRANSFER:
            return item_of(wanted, self.words, self.reader)
        sender, receiver = apart(wanted.lines[0].name)
        item = self._item(wanted)
        return self.words("confirm.between", item=item, sender=sender, receiver=receiver)

    def _sentence(self, payment: Payment) -> str:
        wanted = payment.order
        price, item = self._price(wanted), self._said(wanted)
        if wanted.kind in BRINGS or wanted.kind is EntryKind.REVERSE:
            coins = self.reader.coins(wanted.total)
            return self.words(f"confirm.readback-{wanted.kind}", item=item, coins=coins)
        if price is None:
            return self.words("confirm.readback-free", item=item)
        return self.words(
            f"confirm.readback{'-won' if price.won else ''}{left_of(payment)}",
            item=item,
            coins=price.coins,
            won=price.won,
            left=payment.left.units,
        )


def item_of(wanted: Order, words: Words, reader: Reader) -> str:
    """Return what an order is for: "점심 식권 1장"; of a gift or of what is sent, to whom."""
    line = wanted.lines[0]
    if wanted.kind is EntryKind.TRANSFER:
        return reader.receiver(line.name)
    if wanted.kind is EntryKind.DONATE:
        return words("confirm.gift", name=words.of_data(line.name))
    return reader.item(line.name, line.quantity, wanted.unit)


def offline_of(payment: Payment) -> str:
    """The stand-in rules know what can be spent here, not a balance: other words."""
    return "-offline" if payment.decided_by is DecidedBy.STAND_IN else ""


def left_of(payment: Payment) -> str:
    """The same for what is left: of what is sent only that is known which may be sent."""
    return "-transfer" if payment.order.kind is EntryKind.TRANSFER else offline_of(payment)
