"""What services bring to a visit: look-ups, counts, gates, shown codes, other tenders' answers.

``kiosk.events`` hands it all on.
"""

from dataclasses import dataclass

from kiosk.payment import Payment
from kiosk.services.asks import Fact, MachineCount


@dataclass(frozen=True)
class Granted:
    """An order that takes no coins has its id and may be agreed to."""

    payment: Payment


@dataclass(frozen=True)
class Found:
    """What was looked up by question ``check``: ``fact`` for ``lookup``, at effective ``at_s``."""

    check: int
    lookup: str
    fact: Fact
    at_s: int


@dataclass(frozen=True)
class NotFound:
    """It leads no further; ``reason`` names why."""

    check: int
    reason: str


@dataclass(frozen=True)
class CountTold:
    """The machine has counted so far; ``count`` is all of this run, as it would be recorded."""

    check: int
    count: MachineCount


@dataclass(frozen=True)
class CounterReported:
    """The counting machine's state: ``problem`` is its named reason, empty when it counts."""

    problem: str
    check: int = 0


@dataclass(frozen=True)
class GateReported:
    """The gate's state: ``problem`` is its named reason, empty when it can be opened."""

    problem: str
    check: int


@dataclass(frozen=True)
class Offered:
    """The machine's own code: ``text`` of its QR, good until effective ``until_s``."""

    check: int
    text: str
    until_s: int


@dataclass(frozen=True)
class NoOffer:
    """None can be shown now; ``reason`` names why. A code can be shown here all the same."""

    check: int
    reason: str


@dataclass(frozen=True)
class TenderTold:
    """What the card terminal is doing: a step's name, for the screen."""

    payment: Payment
    step: str


@dataclass(frozen=True)
class TenderTaken:
    """The rest is paid: ``payment`` has its tender."""

    payment: Payment


@dataclass(frozen=True)
class TenderRefused:
    """Nobody was charged, or (``card-unknown``) nobody knows yet; ``reason`` names why.

    ``card-given-back``: somebody was, and the terminal has said that it is undone.
    """

    payment: Payment
    reason: str


ServiceEvent = (
    Granted
    | Found
    | NotFound
    | CountTold
    | CounterReported
    | GateReported
    | Offered
    | NoOffer
    | TenderTold
    | TenderTaken
    | TenderRefused
)
