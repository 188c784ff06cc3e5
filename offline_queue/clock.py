"""Effective time: what a kiosk may believe about the time when its own clock may be wrong.

The *floor* is the latest of the node's signed time and the last trusted entry: true time can't
be below it. Four cases, decided by `judge` and by nothing else:

- own clock at or above the floor: **trusted**, the own clock counts;
- a little below it (clocks of two machines are never equal): **floor**, the floor counts;
- far below it: **unknown** (a dead battery, or somebody set it back), the floor counts;
- more than 72 hours above it: **unknown**, the floor counts. After a start it was switched off for
  too long; later in a run, where the floor goes on by itself, the own clock has jumped.

An unknown clock never moves effective time, so a clock in the far future can't drag the ledger
along. While it is unknown a person may say what time it is, at or above the floor: **staff-set**.
From there time goes on by the clock that only measures, whatever the own clock does, until the node
signs a time, or the program starts anew. Either ends it, since either is looked at afresh: a node
is better than a person, and a person's word must not outlive the person's mistake.

A floor that stood still would let residents' codes seem to come from the future after a minute. So
within a run it goes on, by a clock that only measures how much time has passed since it was learnt.
When the own clock is set back, effective time waits until that has caught up; it falls only when
what staff said is put right, by the node or by staff. The times of entries never fall (`settle`).

What each state is good for is not decided here, but for one thing: `card_day_start`.
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

    ``trusted``: somebody has found the clock good who knew a later floor than this one.
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
    even if the clock handed in was told nothing. A time that staff set far below the floor is a
    proven mistake, and unknown.
    """
    match moment.state:
        case ClockState.TRUSTED:
            judged = judge(moment.time_s, floor_s, trusted=True)
        case ClockState.STAFF_SET if moment.time_s < floor_s - BEHIND_LIMIT_S:
            judged = Moment(floor_s, ClockState.UNKNOWN)
        case ClockState.STAFF_SET | ClockState.FLOOR | ClockState.UNKNOWN:
            judged = moment
    return _lift(judged, max(floor_s, last_s), moment.ms)


def card_day_start(moment: Moment, known_s: int, day_start: Callable[[int], int]) -> int:
    """When the day began that a card's coins are summed over, epoch seconds.

    ``known_s``: the latest time that the ledger is sure of (`Ledger.last_trusted_s`). ``day_start``
    tells the start of a time's day where the kiosk stands. The day turns with a trusted time, and
    with the floor, which true time has passed: nothing that staff said is left in it. A time that
    staff set turns no day, nor an unknown one: else a card would have as many days as somebody
    sets. The start is never later than that of the entry's own day, so all that was spent on that
    day is in the sum.
    """
    sure = moment.state in (ClockState.TRUSTED, ClockState.FLOOR)
    return day_start(moment.time_s if sure else min(moment.time_s, known_s))


def _lift(judged: Moment, least_s: int, ms: int) -> Moment:
    if judged.time_s >= least_s:
        return Moment(judged.time_s, judged.state, ms)
    trusted = judged.state is ClockState.TRUSTED
    return Moment(least_s, ClockState.FLOOR if trusted else judged.state, ms)


@dataclass(frozen=True)
class _StaffSet:
    """What staff said: ``time_s``, when the measuring clock told ``at_s`` and the floor was so.

    ``latest_s``: effective time before they said anything.
    """

    time_s: int
    at_s: float
    floor_s: int
    latest_s: int


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
        self._latest_s = 0
        self._staff: _StaffSet | None = None
        self._lock = threading.Lock()
        self._learn(floor_s)

    def __call__(self) -> Moment:
        """The effective time now; earlier than an answer before only where staff were wrong."""
        with self._lock:
            return self._look()

    def raise_floor(self, floor_s: int) -> None:
        """Learn that it is at least ``floor_s``; an earlier time says nothing new.

        One later than the floor was when staff set the clock ends that: the node has signed it.
        Nothing of what they said is left then.
        """
        with self._lock:
            if self._staff is not None and floor_s > self._staff.floor_s:
                self._latest_s, self._staff = self._staff.latest_s, None
            if floor_s > self._floor_s():
                self._learn(floor_s)

    def set_by_staff(self, time_s: int) -> bool:
        """Take staff's word that it is ``time_s`` now, epoch seconds; the floor if that is later.

        Setting it again puts a mistake right: the first word counts no more. Return whether it was
        taken: where the clock is known by now, it stays as it is.
        """
        with self._lock:
            if self._look().state not in (ClockState.UNKNOWN, ClockState.STAFF_SET):
                return False
            if self._staff is not None:
                self._latest_s = self._staff.latest_s
            floor_s, at_s = self._floor_s(), self._monotonic()
            self._staff = _StaffSet(max(time_s, floor_s), at_s, floor_s, self._latest_s)
            return True

    def forget_staff(self) -> None:
        """Go on as if staff had said nothing: no entry could be written that tells of it."""
        with self._lock:
            if self._staff is not None:
                self._latest_s, self._staff = self._staff.latest_s, None

    def _look(self) -> Moment:
        own_s, ms = divmod(self._own_ms(), 1000)
        floor_s, staff = self._floor_s(), self._staff
        if staff is None:
            judged = judge(own_s, floor_s, trusted=False)
        else:
            gone_s = int(self._monotonic() - staff.at_s)
            judged = Moment(max(staff.time_s + gone_s, floor_s), ClockState.STAFF_SET)
        moment = _lift(judged, self._latest_s, ms)
        self._latest_s = moment.time_s
        return moment

    def _learn(self, time_s: int) -> None:
        self._learnt_s, self._learnt_at_s = time_s, self._monotonic()

    def _floor_s(self) -> int:
        """What was learnt, and the time that has passed since."""
        gone_s = int(self._monotonic() - self._learnt_at_s)
        return self._learnt_s + max(gone_s - FLOOR_REST_S, 0)
