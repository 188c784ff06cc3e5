"""The event queue: what happens when. Nothing runs but by it."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.simulation.chance import Chance


@dataclass
class Life:
    """What events belong to; when it has ended they do not happen."""

    alive: bool = True


@dataclass(frozen=True, order=True)
class Event:
    """One step to come. Of one moment the smaller ``tie`` is first; the seed has drawn it."""

    when_ms: int
    tie: int
    number: int
    what: str = field(compare=False)
    do: Callable[[], None] = field(compare=False)
    life: Life = field(compare=False)


FOR_EVER = Life()
_TIES = 1 << 30


class Timeline:
    """Simulated time, in milliseconds since 1970, and the events that are still to come."""

    def __init__(self, start_ms: int, chance: Chance) -> None:
        self.now_ms = start_ms
        self._chance = chance
        self._events: list[Event] = []
        self._number = 0

    @property
    def now_s(self) -> int:
        """True time in epoch seconds."""
        return self.now_ms // 1000

    def at(self, when_ms: int, what: str, do: Callable[[], None], life: Life = FOR_EVER) -> None:
        """Let ``do`` happen then, or now if that has passed; unless ``life`` has ended."""
        self._number += 1
        tie = self._chance.between(0, _TIES)
        when_ms = max(when_ms, self.now_ms)
        heapq.heappush(self._events, Event(when_ms, tie, self._number, what, do, life))

    def after(
        self, delay_ms: int, what: str, do: Callable[[], None], life: Life = FOR_EVER
    ) -> None:
        """The same, ``delay_ms`` from now."""
        self.at(self.now_ms + delay_ms, what, do, life)

    def take(self, until_ms: int) -> Event | None:
        """The next event up to ``until_ms``, with time set to it; None if there is none."""
        while self._events and self._events[0].when_ms <= until_ms:
            event = heapq.heappop(self._events)
            if event.life.alive:
                self.now_ms = event.when_ms
                return event
        self.now_ms = until_ms
        return None

    def wall(self, offset_s: int) -> datetime:
        """What a wall clock shows that is ``offset_s`` before UTC's."""
        return datetime.fromtimestamp(self.now_s + offset_s, UTC)
