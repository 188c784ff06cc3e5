"""What a service makes of the answers: a priced order, and what is handed over for it."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.services.asks import At
from protocol.entry import EntryKind
from protocol.pass_call import VisitRight
from schemes.money import Coins, Won


class HandOver(StrEnum):
    """How a person gets what the entry is about."""

    PRINT = "print"  # a slip: it is owed until the printer confirms it
    GATE = "gate"  # a gate or turnstile opens: owed until the contact was closed
    SCREEN = "screen"  # the screen says it, and nothing is owed


BY_CARD, BY_CASH = "card", "cash"
"""Tenders that a person can choose: the terminal for bank cards, or money that staff take."""

PAYS = frozenset({EntryKind.SPEND, EntryKind.DONATE, EntryKind.TRANSFER})
"""Kinds by which coins leave the person whose code was shown."""
BRINGS = frozenset({EntryKind.EARN, EntryKind.TOP_UP, EntryKind.CONVERT})
"""Kinds by which coins come to that person, to be used once the node has booked them."""
NEEDS_DECISION = PAYS | {EntryKind.CONVERT}
"""Kinds that are decided: by the node with a hold, or by the stand-in rules."""
HELD_ONLY = frozenset({EntryKind.TRANSFER, EntryKind.CONVERT})
"""Of these the ones that the node alone decides: without its hold they are refused."""


@dataclass(frozen=True)
class Line:
    """One priced line of an order: ``quantity`` things at ``each`` coins (``worth_each`` won)."""

    item: str
    name: str
    quantity: int
    each: Coins
    worth_each: Won


@dataclass(frozen=True)
class Note:
    """A row beside the price: ``key`` names its label (`note.<key>` in the words).

    A text is the facility's own and is told as the glossary has it.
    """

    key: str
    value: Coins | Won | At | int | str


@dataclass(frozen=True)
class Order:
    """What will be agreed to. ``unit`` counts the thing in words: one sheet, one person.

    ``kind`` is what it becomes in the ledger. ``rest``: of the price, what another tender pays.
    ``notes`` are told before anything is agreed. ``reward``: what the rules give back for it, at
    most. ``ref``: the entry that it reverses, or the pass that it uses. ``also``: a second order of
    the same agreement. ``evidence``: of the machine that counted. ``until_s``: a quote's end, epoch
    seconds, after which nothing is written. ``right``: a visit that the node is to hold meanwhile.
    ``rest_by``: the tender that pays the rest, and no other; empty: by card where its terminal
    works, else at the desk.
    """

    service: str
    lines: tuple[Line, ...]
    unit: str
    picture: str
    max_quantity: int
    kind: EntryKind = EntryKind.SPEND
    hand_over: HandOver = HandOver.PRINT
    rest: Won = Won(0)
    notes: tuple[Note, ...] = ()
    reward: Coins | None = None
    ref: bytes | None = None
    also: "Order | None" = None
    evidence: str = ""
    until_s: int | None = None
    right: VisitRight | None = None
    rest_by: str = ""

    @property
    def total(self) -> Coins:
        """Coins of all lines."""
        return sum((line.each * line.quantity for line in self.lines), Coins(0))

    @property
    def worth(self) -> Won:
        """The same in won."""
        return sum((line.worth_each * line.quantity for line in self.lines), Won(0))

    @property
    def quantity(self) -> int:
        """How many things in all."""
        return sum(line.quantity for line in self.lines)

    @property
    def is_decided(self) -> bool:
        """Whether the node, or the stand-in rules, are asked for it."""
        return self.kind in NEEDS_DECISION

    @property
    def pays(self) -> bool:
        """Whether its coins leave the person."""
        return self.kind in PAYS


@dataclass(frozen=True)
class TicketWords:
    """What a printed ticket says of its service; the rest of the slip is the same for all."""

    title: str
    good_for: str  # the one thing to read across a counter, e.g. the number of meals
    rows: tuple[tuple[str, str], ...]  # label, value
    help: str = ""  # what to do with it


def counted(quantity: int, unit: str) -> str:
    """Return e.g. the number of tickets with its unit; empty where nothing is counted."""
    return f"{quantity}{unit}" if unit else ""
