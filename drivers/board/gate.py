"""One opening of a gate: its contact closed for a moment, watched, and open again. Pure.

Theory of operation. The contact is closed, and from that moment it has its time, no more: when that
is over the contact is opened, whatever was heard or not heard until then. A board that can answer
is asked all the while; what is asked while the contact should be closed tells whether the gate
opened, and what is asked afterwards whether the contact let go. An answer that may be one to an
earlier question, of a board that is late, says nothing. The outcome:

    heard while it was held    | then                                    | outcome
    ---------------------------+-----------------------------------------+--------------------------
    closed, at least once      | open, closed still, torn, or nothing    | Opened, confirmed
    open, never closed         | whatever                                | GateFailed: try again
    nothing                    | whatever                                | GateUnknown
    torn before the first byte |                                         | GateFailed
    torn later, never closed   |                                         | GateUnknown
    (can't answer)             | its time is over                        | Opened, not confirmed
    (can't answer), torn       |                                         | GateUnknown

A contact that is closed although it was told to open is `STUCK`: somebody has to go there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from drivers.board.ear import Contact
from drivers.errors import GateError, GateFailed, GateUnknown

LET_GO_S: Final = 1.5  # relays need 10 ms; a slow board's answer 0.5 s, and it is asked again


@dataclass(frozen=True)
class Opened:
    """The contact had its time. ``confirmed``: the board said that it was closed."""

    confirmed: bool


GateOutcome = Opened | GateError


class Phase(StrEnum):
    """Where one opening is."""

    HELD = "held"  # the contact should be closed
    LETTING_GO = "letting-go"  # it was told to open
    DONE = "done"


class Pulse:
    """One opening. ``step`` it often; see the table above. ``answers``: the board can be asked.

    It begins by the call of ``begun``, when the command to close has gone out.
    """

    def __init__(self, hold_s: float, answers: bool) -> None:
        self._hold_s = hold_s
        self._answers = answers
        self._until_s: float | None = None
        self._heard: set[Contact] = set()
        self._last: Contact | None = None
        self.phase = Phase.HELD

    @property
    def is_begun(self) -> bool:
        """Whether the command to close has gone out."""
        return self._until_s is not None

    def begun(self, now_s: float) -> None:
        """The command to close goes out now: its time runs."""
        self._until_s = now_s + self._hold_s

    def hear(self, contact: Contact, asked_in: Phase) -> None:
        """The board answered a question that it was asked in that phase."""
        if asked_in is Phase.HELD:
            self._heard.add(contact)
        elif self.phase is Phase.LETTING_GO:
            self._last = contact

    def step(self, now_s: float) -> bool:
        """Go on; True at the one moment when the command to open has to go out."""
        if self._until_s is None:
            return False
        if self.phase is Phase.HELD and now_s >= self._until_s:
            self.phase = Phase.LETTING_GO if self._answers else Phase.DONE
            self._until_s = now_s + LET_GO_S
            return True
        over = self._last is Contact.OPEN or now_s >= self._until_s
        if self.phase is Phase.LETTING_GO and over:
            self.phase = Phase.DONE
        return False

    @property
    def is_confirmed(self) -> bool:
        """Whether all is known that can be while the contact is held; then nothing is asked."""
        return self.phase is Phase.HELD and Contact.CLOSED in self._heard

    @property
    def is_stuck(self) -> bool:
        """Whether the contact was last heard to be closed although it was told to open."""
        return self._last is Contact.CLOSED

    @property
    def is_silent(self) -> bool:
        """Whether a board that can answer has not said what became of the contact."""
        return self._answers and self._last is None

    def outcome(self) -> GateOutcome:
        """What is to be said of it, also of one that a torn cable ended."""
        if not self.is_begun:
            return GateFailed("the command to open the gate was not sent")
        if Contact.CLOSED in self._heard:
            return Opened(confirmed=True)
        if Contact.OPEN in self._heard:
            return GateFailed("the gate's contact did not close")
        if self.phase is Phase.DONE and not self._answers:
            return Opened(confirmed=False)
        return GateUnknown("nobody can say whether the gate's contact closed")
