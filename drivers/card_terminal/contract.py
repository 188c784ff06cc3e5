"""What a terminal for bank cards has to promise, whoever made it.

A payment has an id of 16 bytes, made and kept by the caller **before** the terminal hears of it.
Under one id nobody is ever charged twice, however often it is asked for. What nobody can say is
said: `TenderUnknown`; the terminal itself is asked for it by that id, later, as often as needed.

No card data reaches the kiosk: of a payment it learns the amount, the time and the bank's approval
number, and nothing longer than that fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

ID_BYTES: Final = 16
MAX_WON: Final = 10_000_000  # a year's course for a family is a tenth; more is a slip of a finger
MAX_TIME_S: Final = 253_402_300_799  # the last second of the year 9999: no calendar goes further
MAX_NUMBER_CHARS: Final = 12  # approval numbers have 6 to 12; card numbers, with 13, do not fit


class TerminalStatus(StrEnum):
    """What a terminal says of itself."""

    READY = "ready"
    BUSY = "busy"  # with a payment
    BANK_AWAY = "bank-away"  # it works, its bank can't be reached
    OUT_OF_ORDER = "out-of-order"


class DeclineReason(StrEnum):
    """Why nobody was charged."""

    BANK = "bank"  # the bank said no
    NO_CARD = "no-card"  # nobody put one in; they may have walked away
    WITHDRAWN = "withdrawn"  # given up by the kiosk, before or after it was approved
    BUSY = "busy"  # with another payment
    BANK_AWAY = "bank-away"
    INTERRUPTED = "interrupted"  # the terminal lost its power in the middle
    AMOUNT = "amount"  # outside the terminal's limits
    OTHER = "other"


class KeptReason(StrEnum):
    """Why a payment could not be cancelled."""

    TOO_LATE = "too-late"  # the bank is being asked right now: ask for the outcome
    BANK = "bank"  # it is approved, and the bank does not take it back (another day, by hand)
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Approved:
    """Somebody was charged `won`, once; `time_s`: seconds since 1970 by the terminal's clock."""

    won: int
    number: str
    time_s: int


@dataclass(frozen=True, slots=True)
class Declined:
    """Nobody was charged, and nobody will be, under this id."""

    reason: DeclineReason


@dataclass(frozen=True, slots=True)
class NeverHeard:
    """The terminal knew nothing of this id, and will charge nobody under it from now on."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Nobody is charged under this id now, and nobody will be."""


@dataclass(frozen=True, slots=True)
class NotCancelled:
    """The payment stands, or its outcome is still to come: ask."""

    reason: KeptReason


OnStep = Callable[[str], None]


def no_step(_step: str) -> None:
    """Nobody wants to hear how far it is."""


class CardTerminal(Protocol):
    """A terminal for bank cards. Each call may be made by any thread and ends within minutes."""

    @property
    def closed(self) -> bool:
        """True after `close`."""

    def status(self) -> TerminalStatus:
        """Ask the terminal now; raises `TerminalLost` where it does not answer."""

    def approve(self, payment: bytes, won: int, on_step: OnStep = no_step) -> Approved | Declined:
        """Let somebody pay `won` (1 to `MAX_WON`) under the id `payment`; takes minutes.

        `on_step` hears how far it is, each step once, on any thread: "card" while one is waited
        for, "bank" while the bank is asked.

        To be called once with an id that was never used before. Then `TenderFailed` says: nothing
        happened, and nothing will under this id. `TenderUnknown`: nobody can say; `ask`, or
        `cancel`, under the same id until the terminal answers, never take another one.

        An id for which money was asked before is answered by the terminal with what became of it;
        where the terminal can't be asked, it is `TenderUnknown` and never `TenderFailed`. What
        was used before this object was made it does not know: that is in the caller's journal.
        """

    def ask(self, payment: bytes) -> Approved | Declined | NeverHeard:
        """Ask what became of a payment; waits for one that is in the middle of it.

        Raises `TenderUnknown` where the terminal does not answer.
        """

    def cancel(self, payment: bytes) -> Cancelled | NotCancelled:
        """Give up a payment: before a card was read, or after it was approved.

        Called while another thread is in `approve` of this id, it ends that one. Raises
        `TenderUnknown` where the terminal does not answer.
        """

    def close(self) -> None:
        """Let go of the terminal. Twice is harmless."""


def is_number(text: str) -> bool:
    """Whether `text` can be an approval number: 1 to 12 digits and capital letters."""
    fits = 0 < len(text) <= MAX_NUMBER_CHARS
    return fits and text.isascii() and text.isalnum() and text == text.upper()
