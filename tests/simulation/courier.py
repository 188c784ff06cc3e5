"""The sync without its thread: an event that comes again. What the kiosk's courier does, it does.

What differs is how often: a sync that has nothing to send, or that nobody answers, is called more
seldom than in the product. A thread may always be late, and a district of 440 kiosks that asks each
half minute would do little else.
"""

from typing import TYPE_CHECKING, Final

from kiosk.events import Event, LedgerFailed
from kiosk.ledger.till import Till
from offline_queue.errors import LedgerError
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sync import Sync
from offline_queue.sync_status import Disagreement
from tests.simulation.papers import SimPapers

if TYPE_CHECKING:
    from tests.simulation.process import Process

REOPEN_MS: Final = 5_000
"""How often a sync without a ledger looks again, as the sync's thread does."""

IDLE_S: Final = (900, 2700)
AWAY_S: Final = (3, 900)
WAKES_MS: Final = 20


class SimCourier:
    """One process's sync; everything happens in turns on the timeline."""

    def __init__(
        self, process: "Process", till: Till, client: NodeClient, papers: SimPapers
    ) -> None:
        self._process = process
        self._world = process.machine.world
        self._till = till
        self._client = client
        self._papers = papers
        self._reader: LedgerReader | None = None
        self._sync: Sync | None = None
        self._due_ms: int | None = None
        self._free_at_ms = 0
        self._exchanges = 0

    def wake(self) -> None:
        """Something was recorded, or the line is back."""
        self._come(self._world.timeline.now_ms + self._world.chance.between(0, WAKES_MS))

    def close(self) -> None:
        """Give the reader's connection back."""
        if self._reader is not None:
            self._reader.close()
        self._sync = self._reader = None

    def _come(self, when_ms: int) -> None:
        when_ms = max(when_ms, self._free_at_ms)
        if self._due_ms is None or when_ms < self._due_ms:
            self._due_ms = when_ms
            life = self._process.life
            self._world.timeline.at(when_ms, "sync", lambda: self._turn(when_ms), life)

    def _turn(self, due_ms: int) -> None:
        if due_ms != self._due_ms:
            return
        self._due_ms = None
        wait_ms = REOPEN_MS

        def step() -> Event | None:
            nonlocal wait_ms
            wait_ms = self._step()
            return None

        self._free_at_ms = self._world.timeline.now_ms + self._process.run("sync", step)
        if self._process.life.alive:
            self._come(self._world.timeline.now_ms + wait_ms)

    def _step(self) -> int:
        """One step as the sync's thread makes it; milliseconds until the next."""
        try:
            if self._sync is None:
                return 0 if self._open() else REOPEN_MS
            sync = self._sync
            due_s = sync.step(self._process.rising_s())
            self._learn(sync)
            self._look_around(sync)
        except LedgerError:
            self.close()
            return REOPEN_MS
        if sync.status.failure is not None:
            return 1000 * self._world.chance.between(*AWAY_S)
        waits = due_s > self._process.rising_s()
        return 1000 * self._world.chance.between(*IDLE_S) if waits else 0

    def _open(self) -> bool:
        """Once the ledger is open, which is a step of its own: then it can be looked at first."""
        if self._till.is_open():
            reader = self._reader = LedgerReader.open(self._till.path)
            self._sync = Sync(
                self._client,
                reader,
                self._papers.keys,
                self._till.store_receipts,
                self._world.chance.bytes,
                rising_s=self._process.working_s,
            )
        return self._sync is not None

    def _look_around(self, sync: Sync) -> None:
        """Beat, and fetch the papers that are due, after the entries. Raises `LedgerError`."""
        if self._reader is not None:
            near = self._process.watch.near
            self._papers.look(self._client, self._reader, sync, near=near)

    def _learn(self, sync: Sync) -> None:
        status, process = sync.status, self._process
        if status.exchanges != self._exchanges:
            self._exchanges = status.exchanges
            (process.watch.answered if status.reachable else process.watch.silent)()
        forked = status.disagreement is Disagreement.FORK and status.fork_proof is not None
        if forked and process.machine.fork_proof is None:
            process.machine.found_fork(status.fork_proof or b"")
            process.tell(LedgerFailed("fork"))
