"""Newer rules and another day's prices: judged on a lane of their own, adopted between two visits.

Loading a facility judges every order that could ever be made there: up to the better part of a
second for the largest, and it comes with every newer bundle and every new day. So the screen's
thread only asks, hears and adopts. Everything here but the judging is called on that thread.

What is wanted follows from three things and no other: the rules that the kiosk sells by, newer ones
if there are any, and the day. It is found anew at each look, and an answer to any other question
than the one that stands is dropped. So it does not matter in which order things happen:

1. The day turns, or still newer rules come, or staff set the clock back, while something is judged:
   another question stands now, or none. What was judged for the old one is never sold by.
2. A visit begins while something is judged: it ends by the rules that it began with, and what was
   judged waits. If the day has turned by then, it is judged once more.
3. Newer rules can't be sold by on that day: the kiosk goes on, its own rules follow the day, and
   the newer ones are judged again on the next day or when the clock is set.
4. It is closed while something is judged: the lane ends after it, and nobody hears the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.days import scheme_day
from kiosk.desks.lanes import Lane, LaneFull
from kiosk.district import District, on_day
from kiosk.papers.stock import Stock

MAX_UNUSABLE: Final = 2  # newer rules and the kiosk's own, on one day


class OwnLane(Lane, Protocol):
    """A lane that belongs to whoever has it."""

    def close(self) -> None:
        """Finish what is queued."""


@dataclass(frozen=True, eq=False)
class Asked:
    """Whether these rules can be sold by on that day: one question, the same only as itself."""

    district: District
    day: date

    def is_about(self, district: District, day: date) -> bool:
        """Whether this asks for just that."""
        return self.district is district and self.day == day


@dataclass(frozen=True)
class Judged:
    """The answer: what is to be sold, or why it can't be."""

    asked: Asked
    found: Stock | ConfigError


class Adoption:
    """Sells by ``first`` as it is on ``day``, until something else has been `adopted`.

    ``stock`` makes what is sold of a district, and ``tell`` hands what was judged to the screen's
    thread, which gives it to `hear`; both are called on ``lane``, which is closed with this.
    """

    def __init__(
        self,
        first: Stock,
        day: date,
        lane: OwnLane,
        stock: Callable[[District], Stock],
        tell: Callable[[Judged], None],
        log: FilteringBoundLogger,
    ) -> None:
        self.district = first.district
        self._day = day
        self._lane = lane
        self._stock = stock
        self._tell = tell
        self._log = log
        self._newer: District | None = None
        self._asked: Asked | None = None
        self._found: Stock | None = None
        self._unusable: tuple[Asked, ...] = ()
        self._closed = False
        self._tell_left_out()

    def renewed(self, district: District) -> None:
        """There are newer rules: they take the place of any that wait to be adopted."""
        self._newer = district

    def look(self, now_s: int) -> None:
        """Have what is wanted judged, if it is not being judged already; waits for nothing.

        ``now_s``: effective time, epoch seconds.
        """
        if self._closed:
            return
        wanted = self._wanted(now_s)
        if self._asked is not None and wanted is not None and self._asked.is_about(*wanted):
            return
        self._asked = self._found = None
        if wanted is not None:
            self._ask(Asked(*wanted))

    def hear(self, judged: Judged) -> None:
        """Take what was judged, if it is still what is wanted."""
        if judged.asked is not self._asked:
            return
        if isinstance(judged.found, Stock):
            self._found = judged.found
            return
        self._log.warning("rules-kept", key=judged.found.key, reason=judged.found.reason)
        self._unusable = (*self._unusable, judged.asked)[-MAX_UNUSABLE:]
        self._asked = None

    def ready(self, now_s: int) -> Stock | None:
        """Return what may be adopted at this moment; ``now_s`` as for `look`."""
        self.look(now_s)
        return self._found

    def adopted(self) -> None:
        """What was `ready` is sold by from now on."""
        if self._asked is None or self._found is None:
            raise AssertionError("adopted what was not ready")
        if self._asked.district is self._newer:
            self._newer = None
        self.district, self._day = self._found.district, self._asked.day
        self._asked = self._found = None
        self._tell_left_out()

    def close(self) -> None:
        """End the lane after what it is at; what it still finds is heard by nobody."""
        self._closed = True
        self._asked = self._found = None
        self._lane.close()

    def _tell_left_out(self) -> None:
        for service, reason in self.district.facility.left_out.items():
            self._log.warning("service-left-out", service=service, reason=reason)

    def _wanted(self, now_s: int) -> tuple[District, date] | None:
        """Newer rules before the kiosk's own; None where it sells by what is wanted already."""
        for district in (self._newer, self.district):
            if district is None:
                continue
            day = scheme_day(district.scheme, now_s)
            if district is self.district and day == self._day:
                return None
            if not any(asked.is_about(district, day) for asked in self._unusable):
                return district, day
        return None

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        try:
            self._lane.submit(lambda: self._judge(asked))
        except LaneFull:
            self._asked = None  # and again at the next look

    def _judge(self, asked: Asked) -> None:
        """On the lane; what nobody waits for any more is left."""
        if asked is not self._asked:
            return
        try:
            found: Stock | ConfigError = self._stock(on_day(asked.district, asked.day))
        except ConfigError as exc:
            found = exc
        self._tell(Judged(asked, found))
