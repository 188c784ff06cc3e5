"""What is told of an order beside its price, in the order in which it matters. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.payment import Payment
from kiosk.presenters.money import Reader
from kiosk.services.base import At, Note, Order
from kiosk.speech.words import Words
from protocol.entry import DecidedBy, EntryKind
from schemes.money import Coins, Won
from ui.contract import BalanceLine

MATTERS: Final = (
    *("rest-card", "rest-desk", "reward", "reward-at-most", "earned", "not-counted", "visits-left"),
    *("leave-by", "discount", "free-ticket", "list-price", "paid-before", "waiting", "fee", "slot"),
    *("seat", "stay", "entered", "valid-until", "cancel-until", "recipient", "field"),
)
"""What matters most first; a key that is not here comes last, in its service's order."""
STRONG: Final = ("rest-card", "rest-desk")  # money that is still to be found
DAYS: Final = ("valid-until",)  # moments of which the day is told, not the hour
COUNTED: Final = ("visits-left", "not-counted", "waiting", "parcels")
"""Whole numbers, each with words of its own: `note.counted.<key>`."""


@dataclass(frozen=True)
class Facts:
    """Tells the notes of an order, and what its payment adds, in one language."""

    words: Words
    reader: Reader
    now: datetime

    def of(self, payment: Payment) -> tuple[BalanceLine, ...]:
        """Return all of them, what matters most first; each label once."""
        found: dict[str, BalanceLine] = {}
        for note in sorted(self._all(payment), key=_rank):
            line = self._line(note)
            if line is not None:
                found.setdefault(f"{line.label} {line.amount}", line)
        return tuple(found.values())

    def value(self, key: str, order: Order) -> str:
        """Return how the note of ``key`` reads; empty where the order has none."""
        return next((self._read(it) for it in order.notes if it.key == key), "")

    def _all(self, payment: Payment) -> Iterator[Note]:
        wanted = payment.order
        alone = _lines(wanted)
        told = [it for it in wanted.notes if it.key not in alone and not it.key.startswith("rest")]
        yield from (it for it in told if not it.key.startswith("reward"))
        if wanted.rest > Won(0):
            yield Note("rest-card" if payment.rest_by == "card" else "rest-desk", wanted.rest)
        reward = payment.reward if payment.reward is not None else wanted.reward
        if reward is not None and reward > Coins(0):
            sure = payment.decided_by is DecidedBy.HOLD and payment.reward is not None
            yield Note("reward" if sure else "reward-at-most", reward)
        if wanted.also is not None and wanted.also.kind is EntryKind.EARN:
            yield Note("earned", wanted.also.total)

    def _line(self, note: Note) -> BalanceLine | None:
        label = f"note.{note.key}"
        if label not in self.words:  # a service newer than these words: what it can't tell is left
            return None
        return BalanceLine(
            self.words(label), self._read(note), strong=note.key in STRONG, coin=False
        )

    def _read(self, note: Note) -> str:
        value = note.value
        if note.key == "reward-at-most" and isinstance(value, Coins):
            return self.words("note.at-most", amount=self.reader.coins(value))
        match value:
            case Coins():
                return self.reader.coins(value)
            case Won():
                return self.reader.won(value)
            case At():
                return self._moment(note.key, value)
            case int():
                return self._number(note.key, value)
            case _:
                return self.words.of_data(value)

    def _moment(self, key: str, at: At) -> str:
        moment = datetime.fromtimestamp(at.time_s, tz=self.now.tzinfo)
        told = self.reader.date(moment, self.now) if key in DAYS else self.reader.clock(moment)
        until = f"note.until.{key}"
        return self.words(until, moment=told) if until in self.words else told

    def _number(self, key: str, number: int) -> str:
        if key == "stay":
            return self.reader.span(number)
        return self.words(f"note.counted.{key}", number=number) if key in COUNTED else str(number)


def _lines(order: Order) -> tuple[str, ...]:
    """Return the notes that stand elsewhere on the page for this kind of order."""
    if order.kind is EntryKind.EARN:
        return ("earned",)
    if order.kind is EntryKind.ADMIT:
        return ("visits-left",)
    return ("recipient",) if order.kind is EntryKind.DONATE else ()


def _rank(note: Note) -> int:
    return MATTERS.index(note.key) if note.key in MATTERS else len(MATTERS)
