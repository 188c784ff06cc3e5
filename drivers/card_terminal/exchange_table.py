"""What happens in an exchange with a card terminal, seen from the kiosk: theory and one table.

Theory. The kiosk asks, the terminal answers, and each frame on the way may be lost, doubled,
damaged or late, while either side loses its power. Three rules make the outcome certain, or
certainly unknown:

1. **An id is charged at most once**, which is the terminal's promise: it writes ids down. So every
   request may be repeated, and is, with the same bytes, until it is acknowledged or answered.
2. **An answer counts only for the request it answers.** Each request has a number of its own, which
   its answers carry. An "approved" that was sent before a "cancel" was heard, and is read after it,
   says nothing about what holds now: its number is old. It is acknowledged, so that the terminal
   stops repeating it, and dropped. The line keeps the order of what is sent, so what answers the
   newest request is true after all requests before it.
3. **Silence is never an outcome.** Whoever asked for money and hears nothing asks what became of it
   (ASK). "Never heard" is a promise too: the terminal has written that down, and a request for
   money that still lies in some buffer is refused by it. Only where ASK stays without an answer is
   the end UNKNOWN, and then the caller has the id and asks again later.

Before money is asked for, the terminal is asked how it is (GREET): one that is switched off, or is
something else, is found out while "nothing happened" is still sure. One that is busy is asked all
the same: it says no to any other id than the one it is busy with, and goes on with that one.

A person may walk away, and whoever asked may give up. Then CANCEL is sent, and from there on an
approval that was under way does not count: the terminal may take it back in this moment. What it
answers to CANCEL counts; if it is "too late", it is asked for the outcome once more (LAST_ASK).

All waiting ends: a request is sent `tries` times; a terminal that has acknowledged shows every two
seconds that it is still at work, or is taken for silent; and patience as a whole has an end.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final


class Purpose(Enum):
    """What the caller wants."""

    STATUS = auto()
    APPROVE = auto()
    ASK = auto()
    CANCEL = auto()


class Stage(Enum):
    """Which request is out."""

    GREET = auto()
    PAY = auto()
    ASK = auto()
    CANCEL = auto()
    LAST_ASK = auto()


class Signal(Enum):
    """What has happened."""

    READY = auto()  # or busy
    NOT_READY = auto()
    APPROVED = auto()
    DECLINED = auto()
    NEVER_HEARD = auto()
    CANCELLED = auto()
    NOT_CANCELLED = auto()
    SILENT = auto()  # no acknowledgement, or no sign of life after it
    IMPATIENT = auto()  # it has taken too long as a whole
    WITHDRAWN = auto()  # whoever asked has given up


class End(Enum):
    """How it ends."""

    ANSWERED = auto()  # with what the terminal said
    GIVEN_UP = auto()  # nobody was charged, since the kiosk gave up
    FAILED = auto()  # nothing happened, and nothing will
    UNKNOWN = auto()
    LOST = auto()  # nothing was asked for, and there is no terminal


# What is not in here changes nothing.
TABLE: Final[dict[tuple[Purpose, Stage, Signal], Stage | End]] = {
    (Purpose.STATUS, Stage.GREET, Signal.READY): End.ANSWERED,
    (Purpose.STATUS, Stage.GREET, Signal.NOT_READY): End.ANSWERED,
    (Purpose.STATUS, Stage.GREET, Signal.SILENT): End.LOST,
    (Purpose.STATUS, Stage.GREET, Signal.IMPATIENT): End.LOST,
    # money is asked for
    (Purpose.APPROVE, Stage.GREET, Signal.READY): Stage.PAY,
    (Purpose.APPROVE, Stage.GREET, Signal.NOT_READY): End.FAILED,
    (Purpose.APPROVE, Stage.GREET, Signal.SILENT): End.FAILED,
    (Purpose.APPROVE, Stage.GREET, Signal.IMPATIENT): End.FAILED,
    (Purpose.APPROVE, Stage.GREET, Signal.WITHDRAWN): End.FAILED,
    (Purpose.APPROVE, Stage.PAY, Signal.APPROVED): End.ANSWERED,
    (Purpose.APPROVE, Stage.PAY, Signal.DECLINED): End.ANSWERED,
    (Purpose.APPROVE, Stage.PAY, Signal.SILENT): Stage.ASK,
    (Purpose.APPROVE, Stage.PAY, Signal.IMPATIENT): Stage.CANCEL,
    (Purpose.APPROVE, Stage.PAY, Signal.WITHDRAWN): Stage.CANCEL,
    (Purpose.APPROVE, Stage.ASK, Signal.APPROVED): End.ANSWERED,
    (Purpose.APPROVE, Stage.ASK, Signal.DECLINED): End.ANSWERED,
    (Purpose.APPROVE, Stage.ASK, Signal.NEVER_HEARD): End.FAILED,
    (Purpose.APPROVE, Stage.ASK, Signal.SILENT): End.UNKNOWN,
    (Purpose.APPROVE, Stage.ASK, Signal.IMPATIENT): Stage.CANCEL,
    (Purpose.APPROVE, Stage.ASK, Signal.WITHDRAWN): Stage.CANCEL,
    (Purpose.APPROVE, Stage.CANCEL, Signal.CANCELLED): End.GIVEN_UP,
    (Purpose.APPROVE, Stage.CANCEL, Signal.NOT_CANCELLED): Stage.LAST_ASK,
    (Purpose.APPROVE, Stage.CANCEL, Signal.SILENT): End.UNKNOWN,
    (Purpose.APPROVE, Stage.CANCEL, Signal.IMPATIENT): End.UNKNOWN,
    (Purpose.APPROVE, Stage.LAST_ASK, Signal.APPROVED): End.ANSWERED,
    (Purpose.APPROVE, Stage.LAST_ASK, Signal.DECLINED): End.ANSWERED,
    (Purpose.APPROVE, Stage.LAST_ASK, Signal.NEVER_HEARD): End.FAILED,
    (Purpose.APPROVE, Stage.LAST_ASK, Signal.SILENT): End.UNKNOWN,
    (Purpose.APPROVE, Stage.LAST_ASK, Signal.IMPATIENT): End.UNKNOWN,
    # what became of it?
    (Purpose.ASK, Stage.ASK, Signal.APPROVED): End.ANSWERED,
    (Purpose.ASK, Stage.ASK, Signal.DECLINED): End.ANSWERED,
    (Purpose.ASK, Stage.ASK, Signal.NEVER_HEARD): End.ANSWERED,
    (Purpose.ASK, Stage.ASK, Signal.SILENT): End.UNKNOWN,
    (Purpose.ASK, Stage.ASK, Signal.IMPATIENT): End.UNKNOWN,
    # it is given up
    (Purpose.CANCEL, Stage.CANCEL, Signal.CANCELLED): End.ANSWERED,
    (Purpose.CANCEL, Stage.CANCEL, Signal.NOT_CANCELLED): End.ANSWERED,
    (Purpose.CANCEL, Stage.CANCEL, Signal.SILENT): End.UNKNOWN,
    (Purpose.CANCEL, Stage.CANCEL, Signal.IMPATIENT): End.UNKNOWN,
}

FIRST: Final = {
    Purpose.STATUS: Stage.GREET,
    Purpose.APPROVE: Stage.GREET,
    Purpose.ASK: Stage.ASK,
    Purpose.CANCEL: Stage.CANCEL,
}
