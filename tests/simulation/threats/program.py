"""One run of the kiosk's program on a stall: its real desks, terminal, sync and heart.

Jobs of all lanes and events of the screen are one queue on one thread, in the order they come.
"""

from collections import deque
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from PIL import Image

from drivers.slip import Slip
from kiosk.days import local_day
from kiosk.desks.cashier import Cashier
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.lanes import Job
from kiosk.desks.performer import Desks, Lanes, Performer
from kiosk.desks.print_desk import PrintDesk
from kiosk.desks.staff_desk import StaffDesk
from kiosk.district import District, load_district
from kiosk.events import Event, LedgerFailed
from kiosk.key_opening import key_path
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import FORK_FILE, Opening, keep_proof
from kiosk.ledger.till import Till
from kiosk.node.heartbeat import Heart
from kiosk.node.node_keys import NodeKeys
from kiosk.node.node_watch import NodeWatch
from kiosk.node.retirement import RETIRED, is_retired
from kiosk.papers.paper_desk import PaperDesk
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import LEDGER_FILE
from kiosk.terminal import Clocks, Terminal
from offline_queue.backlog import Backlog
from offline_queue.clock import KioskClock
from offline_queue.key_store import KeyStore
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sync import Sync
from offline_queue.sync_status import Disagreement
from tests.simulation.premises import furnish
from ui.contract import Screen, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation.threats.stall import Stall

ResultT = TypeVar("ResultT")
_NO_PICTURE: Final = Image.new("1", (8, 8), 1)
_MOST_STEPS: Final = 6  # of a sync that has a few entries to send


class Turns:
    """What is to be done, one after the other; as a lane it posts what its jobs return."""

    def __init__(self) -> None:
        self.post: Callable[[Event], None] = lambda _: None
        self._waiting: deque[Callable[[], None]] = deque()
        self._busy = False

    def do(self, what: Callable[[], None]) -> None:
        """Do it after all that waits, and that at once unless it is being done."""
        self._waiting.append(what)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                self._waiting.popleft()()
        finally:
            self._busy = False

    def submit(self, job: Job, wait_s: float = 0.0) -> None:
        """See `Lane`."""
        self.do(lambda: self._run(job))

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        """See `Lane`."""
        return work()

    def _run(self, job: Job) -> None:
        event = job()
        if event is not None:
            self.post(event)


@dataclass
class Program:
    """Started on what lies in the stall's state folder. Raises as the program's start would."""

    stall: "Stall"

    def __post_init__(self) -> None:
        stall, self.log = self.stall, structlog.get_logger()
        profile = stall.profile
        self.booted_s = stall.world.now
        self.district = load_district(profile, local_day(stall.world.now))
        self.store = store = KeyStore.open(key_path(profile), stall.passphrase)
        self.signer, self.keys = store.signer, NodeKeys(self.district.receipt_keys)
        self.clock = KioskClock(stall.own_ms, self.district.enrolled_at_s, self.rising_s)
        self.client = NodeClient(stall.line, self.signer, self.keys, self.now_s, stall.random)
        self.watch, self.status, self.turns = NodeWatch(), StatusShelf(), Turns()
        self.coming: District | None = None
        log, path = self.log, profile.state / LEDGER_FILE
        self.papers = PaperDesk(
            profile, self.district, self.keys, self.status, self.clock, self._renewed, log
        )
        self.papers.load()
        record = LedgerRecord(profile.state, self.district.kid, log)
        self.opening = Opening(
            path, self.signer.public_key, self.keys, self._open, self._line, record, None, log
        )
        self.cashier = Cashier(
            self.opening, self.district, self.clock, stall.random, self.status, store.pin_key
        )
        self.till = Till(self.turns, self.cashier, path, self.clock, lambda: None)
        self.heart = Heart(
            profile, self.papers, self.clock, self.till, dict, lambda: None, self._retired, log
        )
        self._furnish()
        self.turns.post = self.tell

    def start(self) -> None:
        """As the composition root and the back room start."""
        self.turns.submit(self.cashier.open)
        state = self.stall.profile.state
        if (state / FORK_FILE).exists():
            self.tell(LedgerFailed("fork"))
        if is_retired(state, self.district.kid):
            self.tell(LedgerFailed(RETIRED))

    def close(self) -> None:
        """End here."""
        self.cashier.close()

    def tell(self, event: Event) -> None:
        """To the screen, in its turn."""
        self.turns.do(lambda: self.terminal.handle(event))

    def rising_s(self) -> float:
        """Seconds since the start, whatever the clock says."""
        return float(self.stall.world.now - self.booted_s)

    def now_s(self) -> int:
        """Effective time."""
        return self.clock().time_s

    def look_around(self) -> None:
        """One beat of the heart, and what it tells of newer papers; they count at rest."""
        with LedgerReader.open(self.till.path) as reader:
            self.heart.look(self.client, reader, self._beat_s(), near=True)
        self.papers.look(self.stall.line, self._beat_s(), near=True, failure=None)
        if self.coming is not None and self.terminal.at_rest:
            self.cashier.adopt(self.coming)
            self.coming = None

    def send(self) -> None:
        """Bring what is unsent to the node, as far as it is there; a fork is told and kept."""
        if not self.cashier.is_open:
            return
        with LedgerReader.open(self.till.path) as reader:
            sync = Sync(
                self.client,
                reader,
                self.keys,
                self.till.store_receipts,
                self.stall.random,
                rising_s=self.rising_s,
            )
            for step in range(_MOST_STEPS):
                sync.step(self.rising_s() + 1000.0 * step)
                self._learn(sync, reader.name)
            earlier = Backlog(
                self.client,
                reader,
                self.keys,
                self.till.store_earlier,
                rising_s=self.rising_s,
                attended=lambda: False,
            )
            while self.watch.near and earlier.step():
                pass

    def _learn(self, sync: Sync, ledger: bytes) -> None:
        status = sync.status
        (self.watch.answered if status.reachable else self.watch.silent)()
        if status.reachable:
            self.opening.node_has(ledger, sync.node_size)
        if status.disagreement is Disagreement.FORK and status.fork_proof is not None:
            self.tell(LedgerFailed("fork"))
            keep_proof(self.stall.profile.state, status.fork_proof)

    def _furnish(self) -> None:
        premises = furnish(self.district)
        staff = StaffDesk(self.cashier.books, self.clock, self.watch, dict)
        printing = PrintDesk(self.stall.printer, premises.slips, self._draw)
        self.holds = HoldDesk(self.client, self.watch)
        performer = Performer(
            lanes=Lanes(self.turns, self.turns, self.turns),
            desks=Desks(self.cashier, self.holds, printing, staff),
            watch=self.watch,
            scheme=self.district.scheme.id,
            post=self.tell,
            recorded=lambda: None,
            staff=lambda: None,
        )
        self.performer = performer
        self.screen: Screen | None = None
        self.terminal = Terminal(
            premises.shop,
            premises.presenter,
            Clocks(self.rising_s, self._local),
            lambda effect: self.turns.do(lambda: performer.perform(effect)),
            self._show,
        )

    def _show(self, screen: Screen, _setting: Setting) -> None:
        self.screen = screen

    def _draw(self, slip: Slip) -> Image.Image:
        self.stall.drawn.append(slip.qr or "")
        return _NO_PICTURE

    def _open(self) -> Ledger:
        path, random = self.stall.profile.state / LEDGER_FILE, self.stall.random
        ledger = Ledger.open(path, self.signer, self.clock, random)
        self.clock.raise_floor(ledger.floor_s())
        return ledger

    @contextmanager
    def _line(self) -> "Iterator[NodeClient]":
        yield self.client

    def _renewed(self, district: District) -> None:
        self.coming = district

    def _retired(self) -> None:
        self.tell(LedgerFailed(RETIRED))

    def _beat_s(self) -> float:
        """Each look is due: a beat a minute is another test's matter."""
        self.stall.beats += 1
        return self.stall.beats * 3600.0

    def _local(self) -> datetime:
        return datetime.fromtimestamp(self.now_s(), UTC)
