"""Effective time: what a kiosk may believe about the time when its own clock may be wrong.

The *floor* is the latest of the node's signed time and the last trusted entry: true time can't
be below it. Four cases, decided by `judge` and by nothing else:

- own clock at or above the floor: **trusted**, the own clock counts;
- a little below it (clocks of two machines are never equal): **floor**, the floor counts;
- far below it: **unknown** (a dead battery, or somebody set it back), the floor counts;
- more than 72 hours above it, at the first look after a start: **unknown**, the floor counts.
  Later in a run this can't be asked: a kiosk that sells for a week without the node is normal.

An unknown clock never moves effective time, so a clock in the far future can't drag the ledger
along. The fourth state of the protocol, ``staff-set``, comes from a person and not from here.

A floor that stood still would let residents' codes seem to come from the future after a minute. So
within a run it goes on, by a clock that only measures how much time has passed since it was learnt.
Effective time never falls: when the own clock is set back, it waits until that has caught up.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from protocol.entry import ClockState

BEHIND_LIMIT_S: Final = 300
"""How far the own clock may lag and still be called the same time: the protocol's freshness of
5 minutes. Without it a node that is one second ahead would make every kiosk's clock unknown."""

AHEAD_LIMIT_S: Final = 72 * 3600
"""How long a kiosk may have been switched off before its clock needs the node or staff."""

FLOOR_REST_S: Final = 5
"""How long the floor rests before it goes on. A clock that lags behind the node's by less has
passed it by then and is trusted again: two machines never agree to the second."""


@dataclass(frozen=True)
class Moment:
    """One look at the time: effective epoch seconds, how sure, and milliseconds for ids."""

    time_s: int
    state: ClockState
    ms: int = 0

    @property
    def epoch_ms(self) -> int:
        """Milliseconds since 1970, for ids that sort by time."""
        return self.time_s * 1000 + self.ms


def judge(own_s: int, floor_s: int, trusted: bool) -> Moment:
    """Effective time from the own clock and the floor, both epoch seconds.

    ``trusted``: an earlier look in this run has found the clock good.
    """
    if own_s < floor_s - BEHIND_LIMIT_S:
        return Moment(floor_s, ClockState.UNKNOWN)
    if own_s < floor_s:
        return Moment(floor_s, ClockState.FLOOR)
    if not trusted and own_s > floor_s + AHEAD_LIMIT_S:
        return Moment(floor_s, ClockState.UNKNOWN)
    return Moment(own_s, ClockState.TRUSTED)


def settle(moment: Moment, floor_s: int, last_s: int) -> Moment:
    """The time that an entry gets: never before the floor nor before the entry before it.

    ``floor_s`` and ``last_s`` are what the ledger itself knows, epoch seconds; so the rule holds
    even if the clock handed in was told nothing.
    """
    trusted = moment.state is ClockState.TRUSTED
    judged = judge(moment.time_s, floor_s, trusted=True) if trusted else moment
    return _lift(judged, max(floor_s, last_s), moment.ms)


def _lift(judged: Moment, least_s: int, ms: int) -> Moment:
    if judged.time_s >= least_s:
        return Moment(judged.time_s, judged.state, ms)
    trusted = judged.state is ClockState.TRUSTED
    return Moment(least_s, ClockState.FLOOR if trusted else judged.state, ms)


class KioskClock:
    """The clock that the whole terminal shares: call it for a `Moment`. Safe from any thread.

    ``own_ms`` reads this machine's clock in milliseconds since 1970; ``monotonic`` gives seconds
    that only ever go on, from any start. Raise the floor with what the ledger knows at start
    (`Ledger.floor_s`) and with each signed answer of the node.
    """

    def __init__(
        self,
        own_ms: Callable[[], int],
        floor_s: int = 0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._own_ms = own_ms
        self._monotonic = monotonic
        self._trusted = False
        self._latest_s = 0
        self._lock = threading.Lock()
        self._learn(floor_s)

    def __call__(self) -> Moment:
        """The effective time now; never earlier than an answer before."""
        with self._lock:
            own_s, ms = divmod(self._own_ms(), 1000)
            floor_s = self._floor_s()
            judged = judge(own_s, floor_s, self._trusted)
            self._trusted = self._trusted or judged.state is not ClockState.UNKNOWN
            moment = _lift(judged, self._latest_s, ms)
            self._latest_s = moment.time_s
            return moment

    def raise_floor(self, floor_s: int) -> None:
        """Learn that it is at least ``floor_s``; an earlier time says nothing new."""
        with self._lock:
            if floor_s > self._floor_s():
                self._learn(floor_s)

    def _learn(self, time_s: int) -> None:
        self._learnt_s, self._learnt_at_s = time_s, self._monotonic()

    def _floor_s(self) -> int:
        """What was learnt, and the time that has passed since."""
        gone_s = int(self._monotonic() - self._learnt_at_s)
        return self._learnt_s + max(gone_s - FLOOR_REST_S, 0)
