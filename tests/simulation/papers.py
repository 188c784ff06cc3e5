"""What a machine's program believes and tells while it runs: the real papers and the real heart.

The wiring is that of the kiosk's node side; the courier lets them look after each of its steps.
What lies in the state folder must be what the node has truly signed, whoever sat on the line.
"""

from collections.abc import Callable, MutableMapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import structlog
from structlog.typing import FilteringBoundLogger

from kiosk.days import local_day
from kiosk.district import BUNDLE_FILE, District, load_district
from kiosk.ledger.till import Till
from kiosk.node.courier import PAPERS_WAIT_S
from kiosk.node.heartbeat import Heart
from kiosk.node.node_keys import NodeKeys
from kiosk.node.retirement import is_retired
from kiosk.papers.paper_desk import PaperDesk
from kiosk.papers.status_keeper import STATUS_FILE
from kiosk.papers.status_shelf import StatusShelf
from offline_queue.clock import KioskClock
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sync import Sync
from tests.simulation.truth import Truth, demand

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

DEVICES: Final = {"camera": "found", "printer": "found"}


class SimPapers:
    """The papers of one run of the program. ``coming`` are rules to be adopted at rest."""

    def __init__(self, machine: "Machine") -> None:
        self.machine = machine
        now_s = machine.world.timeline.now_s
        self.district = load_district(machine.profile, local_day(now_s))
        self.keys = NodeKeys(self.district.receipt_keys)
        self.shelf = StatusShelf()
        self.coming: District | None = None
        self.told_retired = is_retired(machine.profile.state, self.district.kid)
        self._looked_at_s = float("-inf")
        self._log = counting_log(machine.world.truth)

    def open(self, clock: KioskClock, till: Till, recorded: Callable[[], None]) -> None:
        """Read what lies here, and let the heart begin."""
        profile, log = self.machine.profile, self._log
        self._desk = PaperDesk(
            profile, self.district, self.keys, self.shelf, clock, self._renewed, log
        )
        self._desk.load()
        self._heart = Heart(
            profile, self._desk, clock, till, lambda: DEVICES, recorded, self._retired, log
        )

    def look(self, client: NodeClient, reader: LedgerReader, sync: Sync, *, near: bool) -> None:
        """What the courier does after each step: beat, then fetch what is due."""
        process = self.machine.process
        if process is None:
            return
        before = (self._desk.district.bundle_version, self.shelf.issued_s)
        now_s = process.working_s()
        self._heart.look(client, reader, now_s, near=near)
        if sync.streaming and now_s - self._looked_at_s < PAPERS_WAIT_S:
            return
        self._looked_at_s = now_s
        self._desk.look(
            self.machine.line,
            now_s,
            near=near,
            failure=sync.status.failure,
            rising_s=process.working_s,
        )
        after = (self._desk.district.bundle_version, self.shelf.issued_s)
        if after != before:
            self._check(before, after)

    def _check(self, before: tuple[int, int | None], after: tuple[int, int | None]) -> None:
        """22: what is believed is the node's, and never an older one than before."""
        truth, state = self.machine.world.truth, self.machine.profile.state
        here = f"kiosk {self.machine.kiosk}"
        fresh = after[0] >= before[0] and (after[1] or 0) >= (before[1] or 0)
        demand(fresh, 22, f"{here}: papers of {after} take the place of {before}")
        for name in (BUNDLE_FILE, STATUS_FILE):
            if (state / name).exists():
                hash_ = sha256((state / name).read_bytes()).digest()
                demand(hash_ in truth.papers, 22, f"{here}: {name} is none that the node signed")
        truth.met["kiosk took newer papers"] += 1

    def _renewed(self, district: District) -> None:
        self.coming = district

    def _retired(self) -> None:
        retired = self.machine.kiosk in self.machine.world.truth.retired
        demand(retired, 22, f"kiosk {self.machine.kiosk} believes that it is retired")
        self.told_retired = True
        self.machine.world.truth.met["kiosk told that it is retired"] += 1


def counting_log(truth: Truth) -> FilteringBoundLogger:
    """A log that counts what is told and keeps nothing."""

    def count(
        _logger: object, _name: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        why = event.get("why") or event.get("reason")
        truth.met[f"log {event['event']} {why}" if why else f"log {event['event']}"] += 1
        raise structlog.DropEvent

    log: FilteringBoundLogger = structlog.wrap_logger(
        structlog.ReturnLogger(),
        processors=[count],
        wrapper_class=structlog.make_filtering_bound_logger(0),
    )
    return log
