"""What is told of an order beside its price, in the order in which it matters. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.payment import Payment, taken_off
from kiosk.presenters.money import Reader
from kiosk.services.base import At, Note, Order
from kiosk.speech.words import Words
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from ui.contract import BalanceLine

MATTERS: Final = (
    *("plate", "discount", "list-price", "paid-before", "free-ticket", "not-counted"),
    *("visits-left", "leave-by", "waiting", "slot", "seat", "stay", "entered"),
    *("points", "valid-until", "cancel-until", "recipient", "field"),
)
"""What matters most where not all have room; a key that is not here comes last."""
RECKONED: Final = (
    *("plate", "entered", "stay", "slot", "seat", "waiting", "list-price", "discount"),
    *("free-ticket", "paid-before", "not-counted", "visits-left"),
)
"""How rows follow each other on the page, as one reckons; others after them as they matter."""
IN_LINES: Final = ("fee", "taken-off")  # a whole price, and what a discount comes to
DAYS: Final = ("valid-until",)  # moments of which the day is told, not the hour
COUNTED: Final = ("visits-left", "not-counted", "waiting", "parcels", "points")
"""Whole numbers, each with words of its own: `note.counted.<key>`."""


@dataclass(frozen=True)
class Facts:
    """Tells the notes of an order, and what its payment adds, in one language."""

    words: Words
    reader: Reader
    now: datetime

    def of(self, payment: Payment, most: int | None = None) -> tuple[BalanceLine, ...]:
        """Return the ``most`` that matter, in the order in which one reckons; each row once."""
        found: dict[str, tuple[Note, BalanceLine]] = {}
        for note in sorted(self._all(payment.order), key=_rank):
            line = self._line(note, payment.order)
            if line is not None:
                found.setdefault(f"{line.label} {line.amount}", (note, line))
        kept = sorted(list(found.values())[:most], key=lambda one: _place(one[0]))
        return tuple(line for _, line in kept)

    def value(self, key: str, order: Order) -> str:
        """Return how the note of ``key`` reads; empty where the order has none."""
        return next((self._read(it) for it in order.notes if it.key == key), "")

    def _all(self, wanted: Order) -> Iterator[Note]:
        alone = (*_lines(wanted), *IN_LINES)
        for note in wanted.notes:
            if note.key in alone or note.key.startswith(("rest", "reward")):
                continue
            if note.key == "list-price" and note.value == wanted.worth:
                continue  # nothing was taken off: it would sound as if something had been
            yield note

    def _line(self, note: Note, wanted: Order) -> BalanceLine | None:
        label = f"note.{note.key}"
        if label not in self.words:  # a service newer than these words: what it can't tell is left
            return None
        if note.key == "discount":
            return self._discount(note, wanted)
        return BalanceLine(self.words(label), self._read(note), coin=False)

    def _discount(self, note: Note, wanted: Order) -> BalanceLine:
        """Return how much is taken off, and what for where one name tells it."""
        names = [it.value for it in wanted.notes if it.key == "discount"]
        label, off = self.words("note.discount"), taken_off(wanted)
        if isinstance(note.value, str):
            if len(names) > 1 or off == Won(0):
                return BalanceLine(label, self._read(note), coin=False)
            label = self.words.of_data(note.value)
        return BalanceLine(label, self.reader.off(off), coin=False)

    def _read(self, note: Note) -> str:
        value = note.value
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
    if order.kind is EntryKind.EARN or order.also is not None:
        return ("earned",)
    if order.kind is EntryKind.ADMIT:
        return ("visits-left",)
    return ("recipient",) if order.kind is EntryKind.DONATE else ()


def _rank(note: Note) -> int:
    return MATTERS.index(note.key) if note.key in MATTERS else len(MATTERS)


def _place(note: Note) -> int:
    return RECKONED.index(note.key) if note.key in RECKONED else len(RECKONED)
