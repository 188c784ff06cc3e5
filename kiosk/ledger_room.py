"""The ledger's file as the back room opens it: its clock's floor, its copy, what is known of it."""

import os
import time
from collections.abc import Callable
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.district import District
from kiosk.ledger.copy_thread import CopyThread
from kiosk.ledger.copy_watch import CopyWatch
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import Opening
from kiosk.node.node_side import NodeSide
from kiosk.outside import Outside
from kiosk.profile.machine import LEDGER_FILE, Profile
from offline_queue.clock import KioskClock
from offline_queue.copy_keeper import CopyKeeper
from offline_queue.ledger import Ledger
from protocol.keys import Signer

HANGS: Final = "copy-hangs"


class LedgerRoom:
    """``opening`` opens the ledger, on its lane. ``tell`` hears how the copy's medium is."""

    def __init__(
        self,
        profile: Profile,
        district: District,
        signer: Signer,
        clock: KioskClock,
        node: NodeSide,
        outside: Outside,
        tell: Callable[[str, str], None],
        log: FilteringBoundLogger,
    ) -> None:
        self.path = profile.state / LEDGER_FILE
        self.knows_floor = False  # until the ledger has said what time it can't be before
        self._signer = signer
        self._clock = clock
        self._log = log
        self._record = LedgerRecord(profile.state, district.kid, log)
        self._copy = self._make_copy(profile, outside, tell)
        self.opening = Opening(
            self.path,
            signer.public_key,
            node.keys,
            self._open,
            node.short_line,
            self._record,
            self._copy,
            log,
        )

    def recorded(self) -> None:
        """The ledger may have grown: the copy follows."""
        if self._copy is not None:
            self._copy.wake()
            if self._copy.hangs():
                self._record.copy_is(level=False)

    def close(self, written: Callable[[], object]) -> None:
        """Let the copy have what is still written, and wait no longer than is good.

        ``written`` waits until the ledger's lane has written it.
        """
        if self._copy is not None:
            written()
            if not self._copy.close():
                self._record.copy_is(level=False)
                self._log.warning(HANGS)

    def _open(self) -> Ledger:
        ledger = Ledger.open(self.path, self._signer, self._clock, os.urandom)
        self._clock.raise_floor(ledger.floor_s())
        self.knows_floor = True
        return ledger

    def _make_copy(
        self, profile: Profile, outside: Outside, tell: Callable[[str, str], None]
    ) -> CopyThread | None:
        if profile.ledger is None:
            return None
        place, primary = profile.ledger.place(), self.path
        watch = CopyWatch(self._record, outside.post, tell, self._log)
        return CopyThread(
            place, lambda: CopyKeeper(primary, place), time.monotonic, watch.stepped, watch.bug
        )
