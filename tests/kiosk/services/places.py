"""Facilities in small, and books that answer what services look up as a kiosk's ledger does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import resources

from kiosk.config import ConfigError
from kiosk.desks.lookup_desk import LATELY_S
from kiosk.desks.own_passes import passes_of
from kiosk.facility import load_facility
from kiosk.payment import Ticket, TicketLine
from kiosk.services.asks import Period, Whose
from kiosk.services.base import (
    SAMPLE_TIME_S,
    Ask,
    Fact,
    Holder,
    Known,
    Lookup,
    NotFound,
    Order,
    OwnEntries,
    PassCall,
    PassesLeft,
    Question,
    Service,
    Tallies,
    Tally,
    answered,
    found,
)
from protocol.credential import CredentialKind
from protocol.entry import ClockState, Entry, EntryKind, OrderLine
from schemes.scheme import Scheme, load_scheme

DAY = date(2026, 11, 21)  # a Saturday
HEAD = """
id = "test-hall"
name = "시험관"
scheme = "SCHEME"
staff_desk = "안내 데스크"
"""


@cache
def scheme() -> Scheme:
    """The first of the shipped rules with a whole rate; these tests hang on 200 won a coin."""
    folder = resources.files("assets") / "schemes"
    read = (
        load_scheme(path.read_bytes(), path.name)
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".toml")
    )
    return next(one for one in read if one.rate_on(DAY).units == 200)


def load(text: str, on: date = DAY) -> Mapping[str, Service]:
    """The services of a file of ``[[service]]`` tables."""
    rules = scheme()
    data = f"{HEAD.replace('SCHEME', rules.id)}{text}".encode()
    return load_facility(data, "test.toml", rules, on).services


def refused(text: str) -> tuple[str, str]:
    """The key and the reason by which a file of ``[[service]]`` tables is refused."""
    try:
        load(text)
    except ConfigError as exc:
        return exc.key, exc.reason
    raise AssertionError("it was taken")


def at(clock: str, day: int = 21) -> int:
    """Epoch seconds of a time of day in November 2026, where the scheme's days turn."""
    hours, minutes = map(int, clock.split(":"))
    rules = scheme()
    noon = SAMPLE_TIME_S + (day - 21) * 86_400
    return rules.day_start(noon) + 3600 * hours + 60 * minutes


def person(tag: str = "tag0", *classes: int, issued_s: int = SAMPLE_TIME_S) -> Holder:
    """Somebody with a phone, by the limit tag and the price classes on it."""
    return Holder(CredentialKind.PHONE, tag.encode(), classes, issued_s)


def card(tag: str = "tag0", *classes: int, issued_s: int = SAMPLE_TIME_S) -> Holder:
    """The same, with a paper card."""
    return Holder(CredentialKind.CARD, tag.encode(), classes, issued_s)


@dataclass(frozen=True)
class Booked:
    """One entry: what was ordered, by whom, when; ``undone`` by a reversal."""

    order: Order
    holder: Holder
    at_s: int
    id: bytes
    undone: bool = False


@dataclass
class Books:
    """A ledger as services see it."""

    entries: list[Booked] = field(default_factory=list)
    told: bool = True  # by the node, which knows a person by whatever they show

    def write(self, order: Order, holder: Holder, at_s: int) -> Booked:
        """Write an order; a reversal undoes what it names."""
        if order.ref is not None:
            self.entries = [replace(e, undone=e.undone or e.id == order.ref) for e in self.entries]
        booked = Booked(order, holder, at_s, len(self.entries).to_bytes(16, "big"))
        self.entries.append(booked)
        return booked

    def find(self, service: str, lookup: Lookup, holder: Holder | None, at_s: int) -> Fact:
        """What the desk finds for a lookup."""
        match lookup.source:
            case Tallies():
                return tuple(self._count(service, one, holder, at_s) for one in lookup.source.of)
            case OwnEntries():
                return self._own(lookup.source.service, lookup.source, holder, at_s)
            case PassCall():
                return self._passes(service, lookup.source, holder, at_s)
            case _:
                raise AssertionError(f"nobody here can look up {lookup}")

    def _count(self, service: str, tally: Tally, holder: Holder | None, at_s: int) -> int:
        return sum(
            (line.each.units if tally.coins else 1) * line.quantity
            for entry in self._since(service, tally.kinds, at_s, tally.period)
            if tally.whose is Whose.ALL or _same(entry, holder)
            for line in entry.order.lines
            if tally.item in ("", line.item)
        )

    def _passes(
        self, service: str, asked: PassCall, holder: Holder | None, at_s: int
    ) -> PassesLeft:
        """What the node tells of them; ``told`` False: what this kiosk alone knows."""
        theirs = [
            entry_of(one)
            for one in reversed(self.entries)
            if one.order.service == service and not one.undone and _same(one, holder)
        ]
        return replace(passes_of(theirs, asked, scheme(), at_s), told=self.told, coming=())

    def _own(
        self, service: str, asked: OwnEntries, holder: Holder | None, at_s: int
    ) -> tuple[Ticket, ...]:
        theirs = self._since(service, asked.kinds, at_s, Period.DAY)
        return tuple(ticket_of(one) for one in reversed(theirs) if _same(one, holder))

    def _since(
        self, service: str, kinds: tuple[EntryKind, ...], at_s: int, period: Period
    ) -> list[Booked]:
        rules = scheme()
        start = rules.day_start(at_s)
        if period is not Period.DAY:
            start = rules.month_start(at_s) if period is Period.MONTH else start - LATELY_S
        return [
            one
            for one in self.entries
            if one.order.service == service
            and one.order.kind in kinds
            and one.at_s >= start
            and not one.undone
        ]


def _same(entry: Booked, holder: Holder | None) -> bool:
    return holder is not None and entry.holder.limit_tag == holder.limit_tag


def ticket_of(entry: Booked) -> Ticket:
    """The ticket of an entry, as it is read back from the ledger."""
    lines = tuple(
        TicketLine(line.item, line.name, line.quantity, line.worth_each)
        for line in entry.order.lines
    )
    return Ticket(entry.id, 1, entry.order.service, lines, entry.order.total, entry.at_s, b"")


def entry_of(one: Booked) -> Entry:
    """As much of the entry as tells of passes."""
    lines = tuple(
        OrderLine(f"{one.order.service}:{line.item}", line.name, line.quantity, 0)
        for line in one.order.lines
    )
    said = {"lines": lines, "result": one.order.evidence or None}
    head = (b"l" * 8, 0, b"p" * 32, one.id, one.order.kind, one.at_s, ClockState.TRUSTED, 1, 1)
    return Entry(*head, **said)  # type: ignore[arg-type] # fields in their order


class Visitor:
    """Goes through one service as a visit does: answers, lookups, the code, lookups again."""

    def __init__(
        self, service: Service, books: Books | None = None, at_s: int = SAMPLE_TIME_S
    ) -> None:
        self.service, self.at_s = service, at_s
        self.books = books if books is not None else Books()
        self.known = Known()

    def ask(self) -> Ask | None:
        """The next thing that a person is asked; lookups are answered by the books."""
        while True:
            ask = self.service.ask(self.known)
            if not isinstance(ask, Lookup):
                return ask
            fact = self.books.find(self.service.id, ask, self.known.holder, self.at_s)
            self.known = found(self.known, ask.id, fact, self.at_s)

    def question(self) -> Question:
        """The same, a question."""
        ask = self.ask()
        assert isinstance(ask, Question), ask
        return ask

    def choose(self, *answers: str) -> "Visitor":
        """Answer the next questions; only what is open can be chosen."""
        for answer in answers:
            asked = self.question()
            assert answer in {option.id for option in asked.options if not option.closed}
            self.known = answered(self.known, asked.id, answer)
        return self

    def show(self, holder: Holder) -> "Visitor":
        """Show a code, once all is answered that is asked before it."""
        assert self.ask() is None
        self.known = replace(self.known, holder=holder)
        return self

    def show_first(self, holder: Holder) -> "Visitor":
        """Show a code before anything was asked."""
        self.known = replace(self.known, holder=holder)
        return self

    def order(self, quantity: int = 1) -> Order:
        """The order, with nothing left to ask."""
        assert self.ask() is None
        return self.service.order(self.known, quantity)

    def pay(self, quantity: int = 1) -> Order:
        """The same, agreed and written."""
        order = self.order(quantity)
        assert self.known.holder is not None
        self.books.write(order, self.known.holder, self.at_s)
        return order


def why_not(visitor: Visitor) -> str:
    """The reason by which the visitor can't go on."""
    try:
        ask = visitor.ask()
    except NotFound as exc:
        return exc.reason
    raise AssertionError(f"goes on with {ask}")
