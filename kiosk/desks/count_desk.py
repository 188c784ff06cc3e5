"""What the machine beside the kiosk counts: for whoever stands there, and for nobody else.

A count is taken while a question is open and belongs to it. One that comes outside of any question
is acknowledged too, or the machine would tell it to the next person: it is noted in the log and
kept, so that staff can see it, and credited to nobody. So is what was counted by a kiosk that died.

Each count is in the journal, flushed, before the machine is told that it was taken: a kiosk that
dies knows it again, and counts it once.
"""

import threading
from pathlib import Path
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.counter.protocol import Counted
from drivers.device import DeviceState
from kiosk.desks.lanes import Post
from kiosk.desks.state_journal import StateJournal
from kiosk.events import CounterReported, CountTold, Event
from kiosk.services.base import MachineCount

FILE: Final = "counts.jsonl"
MAX_KEPT: Final = 1000
"""Counts that are known again: a machine has one under way, and a hundred that wait."""
AWAY: Final = "counter-away"
MAX_RUN_ITEMS: Final = 5000
"""More than anybody brings; then the rest is nobody's."""

Key = tuple[str, str, int]


class CountDesk:
    """``post`` gets events, on the machine's thread. ``log`` hears what nobody is credited with."""

    def __init__(self, folder: Path, post: Post, log: FilteringBoundLogger) -> None:
        """Read what was taken before. Raises `LedgerError`: it lies beside the ledger."""
        self._post = post
        self._log = log
        self._lock = threading.Lock()
        self._journal = StateJournal(folder / FILE, MAX_KEPT)
        self._taken: dict[Key, int] = {}
        for line in self._journal.lines():
            self._known(line)
        self._asked: int | None = None  # the open question
        self._items = 0
        self._there = False

    def state_is(self, state: DeviceState) -> None:
        """The machine is there, or is not; on its thread."""
        with self._lock:
            self._there = state is DeviceState.FOUND
            asked = self._asked
        if asked is not None:
            self._post(self._report(asked))

    def start(self, number: int) -> Event | None:
        """Take what is counted from now on for question ``number``; an answer where none comes."""
        with self._lock:
            self._asked, self._items = number, 0
            there = self._there
        return None if there else CounterReported(AWAY, number)

    def stop(self, number: int) -> None:
        """The question is over, whatever comes of it."""
        with self._lock:
            if self._asked == number:
                self._asked = None

    def take(self, counted: Counted) -> None:
        """Keep a count; returns when it is safe. On the machine's thread. Raises `LedgerError`."""
        with self._lock:
            if counted.key in self._taken:
                return
            asked = self._asked if self._items + counted.items <= MAX_RUN_ITEMS else None
            line = {"key": counted.key, "items": counted.items, "asked": asked is not None}
            self._journal.write(line)
            self._taken[counted.key] = counted.items
            if asked is not None:
                self._items += counted.items
            items = self._items
        if asked is None:
            self._log.warning("count-of-nobody", items=counted.items, evidence=evidence(counted))
            return
        self._post(CountTold(asked, MachineCount(items, evidence(counted))))

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def _report(self, number: int) -> CounterReported:
        return CounterReported("" if self._there else AWAY, number)

    def _known(self, line: object) -> None:
        match line:
            case {"key": [str() as machine, str() as run, int() as sequence], "items": int(items)}:
                self._taken[machine, run, sequence] = items
            case _:
                pass  # of a newer program: it counts for nothing here


def evidence(counted: Counted) -> str:
    """Return the name of what was counted so far: machine, run, sequence, unique for ever.

    The last count of a question names all of it: a sequence number is used once. A machine's name
    that is no slug (it may end with a dash) is told by the letters and digits of it alone.
    """
    machine = "-".join(part for part in counted.machine.split("-") if part)
    return f"{machine}-{counted.run.lower()}-{counted.sequence}"
