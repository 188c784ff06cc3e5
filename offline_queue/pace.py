"""How much to send at once: what the line carries in a few seconds, learnt from each exchange.

A batch that is too small wastes round trips, one that is too big does not arrive before its
deadline, is sent again whole, and never gets through. So:

1. After a failure one entry goes: a knock, to learn whether anybody is there.
2. The first batch after that is small.
3. A full batch that took less than half of `TARGET_S` doubles the next one. One that took longer
   than `TARGET_S` makes the next one as small as the line asks for. A batch that was not full says
   nothing about what the line could carry.
4. Each batch has a deadline that a line of `SLOWEST_BYTES_PER_S` keeps, and a line that has been
   measured keeps with ease.

Pure: sizes and seconds in, limits out.
"""

from dataclasses import dataclass, replace
from typing import Final

BATCH_ENTRIES: Final = 200
"""Of the 256 that a request may hold; a full batch is about 130 kB."""

BATCH_BYTES: Final = 160 * 1024
"""Far more in one piece makes nothing faster, and an exchange that is cut repeats all of it."""

FIRST_BYTES: Final = 8 * 1024
"""About a dozen entries: under two seconds at the 5 kB/s of a bad mobile line."""

LEAST_BYTES: Final = 1024
"""A reader always gives one entry, however big; a smaller limit would mean nothing."""

GENTLE_ENTRIES: Final = 16
"""In one batch while somebody is at the machine: a few milliseconds of work for this program, in
which neither the screen nor the ledger waits."""

GENTLE_REST_S: Final = 0.2
"""Between two such batches."""

TARGET_S: Final = 5.0
"""One exchange: short enough that a kiosk stops soon and a cut line loses little."""

BASE_S: Final = 4.0
"""For an empty request. Short, so that a connection that died with the line is given up soon."""

SLOWEST_BYTES_PER_S: Final = 1024
"""A line below a kilobyte a second carries no sale; it is as good as away."""

SLACK: Final = 4
"""How much slower than measured a line may become before an exchange is given up."""


@dataclass(frozen=True)
class Pace:
    """What the next batch may weigh. ``rate`` is bytes a second, 0 while nothing was measured."""

    max_bytes: int = FIRST_BYTES
    rate: float = 0.0
    knocking: bool = False

    @property
    def max_entries(self) -> int:
        """How many entries the next batch may have."""
        return 1 if self.knocking else BATCH_ENTRIES

    def is_filled(self, entries: int, size_bytes: int) -> bool:
        """Whether a batch is about as much as it may be, so that more lies behind it."""
        if self.knocking or not entries:
            return False
        return entries >= self.max_entries or size_bytes * 2 > self.max_bytes

    def deadline_s(self, size_bytes: int) -> float:
        """How long an exchange of ``size_bytes`` may take in all."""
        rate = max(self.rate / SLACK, SLOWEST_BYTES_PER_S)
        return BASE_S + size_bytes / rate

    def answered(self, size_bytes: int, took_s: float) -> "Pace":
        """The pace after a batch of ``size_bytes`` that was answered within ``took_s`` seconds."""
        if self.knocking:
            return Pace()
        full = size_bytes * 2 > self.max_bytes
        if took_s > TARGET_S:
            fits = size_bytes * TARGET_S / took_s
            return replace(self, max_bytes=_bounded(fits), rate=size_bytes / took_s)
        if not full:
            return self
        rate = size_bytes / max(took_s, 0.001)  # two looks at a coarse clock may be the same
        grown = self.max_bytes * 2 if took_s < TARGET_S / 2 else self.max_bytes
        return replace(self, max_bytes=_bounded(grown), rate=rate)

    def failed(self) -> "Pace":
        """The pace after no believable answer: one entry, and all is to be learnt anew."""
        return Pace(knocking=True)


def _bounded(size_bytes: float) -> int:
    return int(min(max(size_bytes, LEAST_BYTES), BATCH_BYTES))
