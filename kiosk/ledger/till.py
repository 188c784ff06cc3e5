"""The ledger as the other threads reach it: by its lane, and counted on the way."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.desks.cashier import Cashier
from kiosk.desks.lanes import Lane, LaneFull
from kiosk.node.closing import write_closing
from offline_queue.clock import KioskClock
from offline_queue.earlier import Answered
from offline_queue.erase import Erased
from offline_queue.errors import LedgerError, Locked
from offline_queue.records import CheckedReceipt, Counts
from protocol.credential import Credential

STORE_WAIT_S: Final = 10.0  # longer than the ledger's own lock limit


class Till:
    """Hands work to the ledger's lane. ``counted`` hears that the counts may have changed."""

    def __init__(
        self,
        lane: Lane,
        cashier: Cashier,
        path: Path,
        clock: KioskClock,
        counted: Callable[[], None],
    ) -> None:
        self.path = path
        self.counts = Counts(0, 0)
        self._lane = lane
        self._cashier = cashier
        self._clock = clock
        self._counted = counted
        self._counting = False

    def is_open(self) -> bool:
        """Whether there is a ledger to be read; False also when its lane is slow or recovering."""
        try:
            return self._lane.call(lambda: self._cashier.is_open, STORE_WAIT_S)
        except (TimeoutError, LaneFull):
            return False

    def ask(self, job: Callable[[], None]) -> bool:
        """Have the ledger's own thread run ``job`` when it comes to it; False: it takes no more."""
        try:
            self._lane.submit(job)
        except LaneFull:
            return False
        return True

    @property
    def opening(self) -> bool:
        """Whether the ledger is being opened, which may take minutes: it may be restored first."""
        return self._cashier.opening

    def power_failed(self) -> bool:
        """Let nobody open the ledger from now on; False: its lane hangs."""
        return self.ask(self._cashier.power_failed)

    def put_away(self) -> bool:
        """Have the ledger closed after what is queued; False: its lane hangs."""
        return self.ask(self._cashier.books.put_away)

    def power_back(self) -> bool:
        """Let it be opened again; False: its lane hangs."""
        return self.ask(self._cashier.power_back)

    def store_receipts(self, receipts: Sequence[CheckedReceipt], node_s: int) -> None:
        """Have the ledger's own thread keep them, and wait for its commit. `LedgerError`."""
        try:
            self._lane.call(lambda: self._cashier.store_receipts(receipts, node_s), STORE_WAIT_S)
        except (TimeoutError, LaneFull) as exc:
            raise Locked(self.path, "the ledger's thread is busy") from exc
        self._clock.raise_floor(node_s)

    def store_earlier(self, answers: Sequence[Answered]) -> None:
        """Have the ledger's own thread keep receipts for earlier ledgers. `LedgerError`."""
        try:
            self._lane.call(lambda: self._cashier.store_earlier(answers), STORE_WAIT_S)
        except (TimeoutError, LaneFull) as exc:
            raise Locked(self.path, "the ledger's thread is busy") from exc

    def close_credential(self, credential: Credential, raw: bytes) -> bool:
        """Have the ledger's own thread close a credential; False: it was. `LedgerError`."""
        try:
            return self._lane.call(
                lambda: write_closing(self._cashier.books, credential, raw), STORE_WAIT_S
            )
        except (TimeoutError, LaneFull) as exc:
            raise Locked(self.path, "the ledger's thread is busy") from exc

    def erase_evidence(self) -> Erased:
        """Have the ledger's own thread erase a step of old evidence. `LedgerError`."""
        try:
            return self._lane.call(self._cashier.erase_evidence, STORE_WAIT_S)
        except (TimeoutError, LaneFull) as exc:
            raise Locked(self.path, "the ledger's thread is busy") from exc

    def count_soon(self) -> None:
        """Count the entries on the ledger's own lane; never waits."""
        if not self._counting:
            self._counting = True
            try:
                self._lane.submit(self._count)
            except LaneFull:
                self._counting = False  # counts are for looking at: the next one will do

    def _count(self) -> None:
        self._counting = False
        with suppress(LedgerError):  # whoever needs the ledger meets the same fault, and tells it
            if self._cashier.is_open:
                self.counts = self._cashier.counts()
                self._counted()
