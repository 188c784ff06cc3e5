"""Every reason that can be told to a person, by who tells it. Taken from the types that name them.

One reason for each that has words of its own: those that share words look alike.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from drivers.errors import PrinterFault
from kiosk.desks.hold_desk import KNOWN_REASONS
from kiosk.speech.words import Words
from kiosk.troubles import TROUBLES
from offline_queue.errors import CredentialClosed
from protocol.errors import ProtocolError
from schemes.stand_in import StandInRefusal

OF_CODES = ("kind-not-served", "revoked", CredentialClosed.reason)
OF_PRINTS = ("print-unknown", "print-failed", "slip-unprintable")
OF_PINS = ("pin-blocked", "pin-not-set", "not-now")
OF_GATES = ("gate-unreachable", "gate-stuck", "gate-failed")
OF_CARDS = ("card-declined", "card-unknown", "card-terminal-away", "card-given-back")
OF_CLAIMS = ("revoked", "count-used", "not-a-badge", "cancel-at-desk", "declined")
OF_COMMITS = ("quote-expired", "count-used", "not-a-badge")
OF_CLOCKS = ("clock-no-time", "clock-too-early", "clock-too-late", "clock-far", "clock-known")


@dataclass(frozen=True)
class Reasons:
    """What each teller may tell, in an order that stays."""

    codes: tuple[str, ...]
    node: tuple[str, ...]
    stand_in: tuple[str, ...]
    printer: tuple[str, ...]
    prints: tuple[str, ...]
    pins: tuple[str, ...]
    staff: tuple[str, ...]
    ledger: tuple[str, ...]
    gates: tuple[str, ...]
    cards: tuple[str, ...]
    claims: tuple[str, ...]
    commits: tuple[str, ...]
    of: Callable[[Iterable[str]], tuple[str, ...]]  # those that have words of their own


def reasons(words: Words) -> Reasons:
    """Return all, one for each that ``words`` tells in words of its own."""
    printer = (*(f"printer-{fault}" for fault in PrinterFault), "printer-unreachable")
    return Reasons(
        codes=_told(words, (*_subclasses(ProtocolError), *OF_CODES)),
        node=_told(words, (*sorted(KNOWN_REASONS), "declined")),
        stand_in=_told(words, (f"stand-in-{refusal}" for refusal in StandInRefusal)),
        printer=_told(words, printer),
        prints=_told(words, OF_PRINTS),
        pins=OF_PINS,
        staff=(*OF_CLOCKS, "not-now"),
        ledger=tuple(TROUBLES),  # each has a number of its own to read out
        gates=_told(words, OF_GATES),
        cards=_told(words, OF_CARDS),
        claims=_told(words, OF_CLAIMS),
        commits=_told(words, OF_COMMITS),
        of=partial(_told, words),
    )


def own_words(words: Words, reason: str) -> str:
    """Return the key whose words ``reason`` is told in."""
    alias = f"same-words.{reason}"
    return words(alias) if alias in words else reason


def _told(words: Words, names: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(own_words(words, name), name)
    return tuple(first.values())


def _subclasses(kind: type[ProtocolError]) -> Iterator[str]:
    for child in sorted(kind.__subclasses__(), key=lambda each: each.__name__):
        if "reason" in vars(child):
            yield child.reason
        yield from _subclasses(child)
