"""Things of which there are so many a day, in parts: meals in time slots, shows in groups of seats.

A shelf is pure: how many are gone is handed in, as this kiosk's ledger tells it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.services.asks import (
    Answers,
    Ask,
    Holder,
    Known,
    Lookup,
    NotFound,
    Option,
    Question,
    Tallies,
    Tally,
)
from kiosk.services.hours import HoursSection, check_ends, minute_of_day
from kiosk.services.pricing import PriceList, who_may
from kiosk.services.sections import told_twice  # for who looked for it here
from protocol.entry import EntryKind
from protocol.entry_parts import MAX_SLUG_CHARS
from schemes.scheme import Scheme

__all__ = ["told_twice"]

COUNTS, COUNTS_NOW = "counts", "counts-now"  # looked up before the code, and again after it
SOLD_OUT, CLOSED_NOW, NOT_ENTITLED = "sold-out", "closed-now", "not-entitled"

_SOLD = (EntryKind.SPEND, EntryKind.ADMIT)
_ALL_GONE = 10**9  # more than a file may say there are


@dataclass(frozen=True)
class Part:
    """One slot or group. ``seats`` a day, orders before minute ``until``; None: as many, as long.

    A thing that comes in one way only has one part without an id.
    """

    price: PriceList
    id: str = ""
    name: str = ""
    picture: str = ""
    seats: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Good:
    """One thing of the shelf; ``only_for``: price classes that may have it, empty for everybody.

    ``note`` is its second word as a choice, as long as it can be had.
    """

    id: str
    name: str
    picture: str
    parts: tuple[Part, ...]
    stock: int | None = None
    until: int | None = None
    only_for: frozenset[int] = frozenset()
    note: str = ""

    def item(self, part: Part) -> str:
        """Return the name of this in an order line."""
        return f"{self.id}-{part.id}" if part.id else self.id


@dataclass(frozen=True)
class Pick:
    """What was chosen."""

    good: Good
    part: Part

    @property
    def item(self) -> str:
        """Its name in an order line."""
        return self.good.item(self.part)


@dataclass(frozen=True)
class Seen:
    """How many of each item are gone today, and the minute of the day; nothing, None: not asked."""

    gone: Mapping[str, int] = field(default_factory=dict)
    minute: int | None = None


@dataclass(frozen=True)
class Asked:
    """Who asks, and the ids of the two questions: which thing, which part of it."""

    service: str
    good: str
    part: str


class ItemTwice(ValueError):
    """Two things would have one name in an order line."""


class NameTooLong(ValueError):
    """No order line can name this: its entry would not be valid."""


class WordMissing(ValueError):
    """The file says that there is an end of something, and not what the screen says then."""


class Shelf:
    """All goods of a service, what closes them, and what has to be counted for that."""

    def __init__(
        self,
        goods: Sequence[Good],
        asked: Asked,
        scheme: Scheme,
        hours: HoursSection | None = None,
        sold_out: str = "",
        too_late: str = "",
    ) -> None:
        """Take the goods in order; ItemTwice, NameTooLong, WordMissing, NeverSold on bad ones."""
        self.goods = {good.id: good for good in goods}
        self.items = {good.item(part): Pick(good, part) for good in goods for part in good.parts}
        if len(self.items) < sum(len(good.parts) for good in goods):
            raise ItemTwice("two things would have one name in orders: change an id")
        for item, pick in self.items.items():
            check_ends(item, ends_of(pick), hours)
            if len(f"{asked.service}:{item}") > MAX_SLUG_CHARS:
                raise NameTooLong(f"{asked.service}:{item}: at most {MAX_SLUG_CHARS} letters")
        self._asked, self._scheme, self._hours = asked, scheme, hours
        self._counted = tuple(item for item, pick in self.items.items() if _is_counted(pick))
        self._timed = any(ends_of(pick) for pick in self.items.values())
        self._words = {SOLD_OUT: sold_out, CLOSED_NOW: too_late}
        if self._counted and not sold_out:
            raise WordMissing("sold_out: is missing, and there is a stock or there are seats")
        if self._timed and not too_late:
            raise WordMissing("too_late: is missing, and there is an order_until")

    @property
    def is_watched(self) -> bool:
        """Whether anything has to be looked up before something may be sold."""
        return bool(self._counted) or self._timed or self._hours is not None

    @property
    def asks_parts(self) -> bool:
        """Whether any good is asked for in two steps."""
        return any(len(good.parts) > 1 for good in self.goods.values())

    def lookup(self, known: Known) -> Lookup | None:
        """Return what has to be counted now: once before the code is shown, and afresh after it."""
        id_ = COUNTS if known.holder is None else COUNTS_NOW
        if not self.is_watched or {id_, COUNTS_NOW} & known.facts.keys():
            return None
        return Lookup(id_, Tallies(tuple(Tally(_SOLD, item) for item in self._counted)))

    def ask(self, known: Known, which: Question, part: Question, *beside: Option) -> Ask | None:
        """Count what is gone, ask ``which`` and which ``part``; None once that can be sold.

        The questions come without options. Other things offered with ``which`` stand ``beside``.
        """
        lookup = self.lookup(known)
        if lookup is not None:
            return lookup
        seen, holder = self.seen(known), known.holder
        pick = self.pick(known.answers)
        if pick is not None:
            self.check(pick, seen, holder)
            return None
        good = self.goods.get(known.answers.get(which.id, ""))
        if good is None:
            return replace(which, options=self.options(seen, holder, *beside))
        return replace(part, options=self.part_options(good, seen, holder))

    def samples(self) -> tuple[tuple[int, ...], ...]:
        """Return counts of every sort: nothing is gone, the first is, all are."""
        none = (0,) * len(self._counted)
        first = (_ALL_GONE, *none[1:]) if none else none
        return tuple(dict.fromkeys((none, first, (_ALL_GONE,) * len(none))))

    def seen(self, known: Known) -> Seen:
        """Return the newest counts; NotFound(closed-now) outside the opening hours."""
        counts = known.facts.get(COUNTS_NOW, known.facts.get(COUNTS))
        if not isinstance(counts, tuple) or known.at_s is None:
            return Seen()
        if self._hours is not None and not self._hours.open_at(known.at_s, self._scheme):
            raise NotFound(CLOSED_NOW)
        gone = dict(zip(self._counted, counts, strict=True))
        return Seen(gone, minute_of_day(known.at_s, self._scheme))

    def pick(self, answers: Answers) -> Pick | None:
        """Return what was chosen, or None as long as it was not chosen whole."""
        good = self.goods.get(answers.get(self._asked.good, ""))
        if good is None:
            return None
        if len(good.parts) == 1:
            return Pick(good, good.parts[0])
        part = next((p for p in good.parts if p.id == answers.get(self._asked.part)), None)
        return None if part is None else Pick(good, part)

    def picked(self, answers: Answers) -> Pick:
        """Return what was chosen; our own bug where nothing is."""
        pick = self.pick(answers)
        if pick is None:
            raise AssertionError("ordered before it was chosen")
        return pick

    def options(self, seen: Seen, holder: Holder | None, *beside: Option) -> tuple[Option, ...]:
        """Return every good as a choice, and what is offered ``beside`` them.

        Whoever showed their code first sees their own price. What nobody can have now is closed
        and says why; NotFound when that is all of it.
        """
        reasons = [_reasons(good, seen) for good in self.goods.values()]
        if not beside and all(map(all, reasons)):
            raise NotFound(_worst([reason for one in reasons for reason in one]))
        goods = zip(self.goods.values(), reasons, strict=True)
        return (*(self._option(good, why, holder) for good, why in goods), *beside)

    def part_options(self, good: Good, seen: Seen, holder: Holder | None) -> tuple[Option, ...]:
        """Return the parts of a good as choices, closed ones as well; NotFound when all are."""
        reasons = _reasons(good, seen)
        if all(reasons):
            raise NotFound(_worst(reasons))
        return tuple(self._part_option(Pick(good, part), seen, holder) for part in good.parts)

    def check(self, pick: Pick, seen: Seen, holder: Holder | None) -> None:
        """Raise NotFound where this can't be sold now, or not to ``holder``."""
        reason = _why_not(pick, seen)
        if reason:
            raise NotFound(reason)
        check_entitled(pick.good.only_for, holder, self._scheme)

    def _option(self, good: Good, reasons: Sequence[str], holder: Holder | None) -> Option:
        closed = all(reasons)
        note = self._words[_worst(reasons)] if closed else good.note
        option = Option(good.id, good.name, good.picture, note=note, closed=closed)
        parts = zip(good.parts, reasons, strict=True)  # what nobody can have now costs nothing
        prices = {part.price.of(holder) for part, why in parts if closed or not why}
        price = min(prices, key=lambda it: it.won)
        return replace(option, price=price.coins, worth=price.won, least=len(prices) > 1)

    def _part_option(self, pick: Pick, seen: Seen, holder: Holder | None) -> Option:
        reason = _why_not(pick, seen)
        part, price = pick.part, pick.part.price.of(holder)
        note = self._words[reason] if reason else ""
        picture = part.picture or pick.good.picture
        return Option(
            part.id, part.name, picture, price.coins, price.won, note, closed=bool(reason)
        )


def check_entitled(only_for: Collection[int], holder: Holder | None, scheme: Scheme) -> None:
    """Raise NotFound where this is not for ``holder``; who is not known yet may go on."""
    if holder is not None and only_for and not set(only_for) & set(holder.price_classes):
        raise NotFound(NOT_ENTITLED, who_may(only_for, scheme))


def left_of(pick: Pick, seen: Seen) -> int | None:
    """Return how many can still be sold today; None: as many as anybody wants."""
    limits = []
    if pick.good.stock is not None:
        gone = sum(seen.gone.get(pick.good.item(part), 0) for part in pick.good.parts)
        limits.append(pick.good.stock - gone)
    if pick.part.seats is not None:
        limits.append(pick.part.seats - seen.gone.get(pick.item, 0))
    return max(0, min(limits)) if limits else None


def _why_not(pick: Pick, seen: Seen) -> str:
    if left_of(pick, seen) == 0:
        return SOLD_OUT
    late = seen.minute is not None and any(seen.minute >= end for end in ends_of(pick))
    return CLOSED_NOW if late else ""


def _reasons(good: Good, seen: Seen) -> list[str]:
    return [_why_not(Pick(good, part), seen) for part in good.parts]


def _worst(reasons: Sequence[str]) -> str:
    """Sold out says more than late: the day's end comes to everything."""
    return SOLD_OUT if SOLD_OUT in reasons else CLOSED_NOW


def _is_counted(pick: Pick) -> bool:
    return pick.good.stock is not None or pick.part.seats is not None


def ends_of(pick: Pick) -> list[int]:
    """Return the last orders of this, minutes of the day: none where it is sold as long as open."""
    return [end for end in (pick.good.until, pick.part.until) if end is not None]
