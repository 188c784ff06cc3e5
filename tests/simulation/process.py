"""A kiosk's program: the real cashier, desks, performer, terminal and sync, without threads.

The wiring is that of the kiosk's back room and composition root; what differs is that lanes take
turns by the timeline, and that the sync's thread is an event that comes again. A process ends by
`stop` (the machine is switched off in order) or by `die` (a crash); the next one is begun on the
same disk by the same code.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PIL import Image

from kiosk.cashier import Cashier
from kiosk.events import Event, LedgerFailed
from kiosk.hold_desk import HoldDesk
from kiosk.lanes import Job, LaneFull
from kiosk.node_watch import NodeWatch
from kiosk.performer import Desks, Lanes, Performer
from kiosk.print_desk import PrintDesk
from kiosk.terminal import Clocks, Terminal
from kiosk.till import Till
from kiosk.touches import meaning
from kiosk.visit import FOR_GOOD, Place, Visit
from offline_queue.clock import KioskClock
from offline_queue.errors import LedgerError
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sync import Sync
from offline_queue.sync_status import Disagreement
from tests.simulation.lanes import SimLane
from tests.simulation.medium import PowerGone
from tests.simulation.timeline import Life
from tests.simulation.truth import Violated
from ui.contract import Action, Screen, Setting

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

_NO_PICTURE: Final = Image.new("1", (8, 8), 1)
LAST_WORDS_MS: Final = 30_000  # as the composition root: then the program starts anew
REOPEN_MS: Final = 5_000
"""How often a sync without a ledger looks again, as the sync's thread does."""

IDLE_S: Final = (300, 900)
"""A sync that has nothing to send is called so seldom here; the product's own is every 30 s. A
thread may always be late, and a district of 440 kiosks would do little else."""

AWAY_S: Final = (3, 240)
"""The same for a sync whose node does not answer."""

AT_REST_S: Final = (120, 600)
BUSY_S: Final = (1, 8)
"""How often the screen's clock ticks: twice a second in the product."""


class Process:
    """One run of the program on a machine."""

    def __init__(self, machine: "Machine") -> None:
        self.machine = machine
        self._world = world = machine.world
        self._timeline, self._chance = world.timeline, world.chance
        self.life = Life()
        self._handed: list[Callable[[], None]] | None = None
        self._took_ms = 0
        self._posts = 0
        self._post_at_ms = 0
        self._boot_ms = world.timeline.now_ms
        district = world.premises.district_of(machine.kiosk, machine.signer.public_key.kid)
        self.clock = KioskClock(machine.own_ms, district.enrolled_at_s, self.rising_s)
        self.watch = NodeWatch()
        self.cashier = Cashier(self._open_ledger, district, self.clock, self._chance.bytes)
        self._keys = district.receipt_keys
        self._client = NodeClient(
            machine.line, machine.signer, self._keys, self._now_s, self._chance.bytes
        )
        self.lanes = {name: self._lane(name) for name in ("ledger", "holds", "printer")}
        self._till = Till(
            self.lanes["ledger"], self.cashier, machine.disk.ledger, self.clock, lambda: None
        )
        self.performer = self._performer(district.scheme.id)
        self.terminal = Terminal(
            world.premises.shop,
            world.premises.presenter,
            Clocks(self.rising_s, self._local),
            self.performer.perform,
            self._show,
            self._heard,
        )
        self.screen: Screen | None = None
        self._ticket_id = b""
        self._tick_due_ms = 0
        self._reader: LedgerReader | None = None
        self._sync: Sync | None = None
        self._sync_due_ms: int | None = None
        self._sync_free_at_ms = 0
        self._exchanges = 0

    def start(self) -> None:
        """As the composition root and the back room start."""
        self._screen(self.terminal.tick)
        self.lanes["ledger"].submit(self.cashier.open)
        if self.machine.fork_proof is not None:
            self._post(LedgerFailed("fork"))
        self._tick_soon()
        self.wake_sync()

    def stop(self) -> bool:
        """Switch off in order; False when something is under way."""
        if not self.quiet:
            return False
        self.life.alive = False
        self._close()
        return True

    def die(self) -> None:
        """End where it is. The disk has been copied before."""
        self.life.alive = False
        self._close()

    @property
    def quiet(self) -> bool:
        """Whether no job and no event is under way."""
        return not self._posts and all(lane.idle for lane in self.lanes.values())

    @property
    def nobody_pays(self) -> bool:
        """Whether no payment of the visit may still need its intent."""
        busy = (Place.PREPARING, Place.DECIDING, Place.CONFIRMING, Place.RECORDING)
        stopped = self.terminal.visit.place is Place.OUT_OF_ORDER
        return self.terminal.visit.place not in busy and not stopped

    @property
    def sync(self) -> Sync | None:
        """The sync, once the ledger is open."""
        return self._sync

    def rising_s(self) -> float:
        """Seconds since the start of this process."""
        return (self._timeline.now_ms - self._boot_ms) / 1000

    def touch(self, action: Action, argument: str = "") -> None:
        """A person touches the screen."""
        self._screen(lambda: self.terminal.handle(meaning(action, argument)))
        self._tick_soon()

    def scan(self, text: str) -> None:
        """A code is held before the reader."""
        with suppress(LaneFull):  # as the back room does: it is dropped
            self.performer.read_code(text, self.clock())

    def spend(self, took_ms: int) -> None:
        """The job that runs takes so much longer."""
        self._took_ms += took_ms

    # Lanes: see `lanes.Worker`.

    def hand_on(self, pass_: Callable[[], None]) -> None:
        """See `Worker`."""
        if self._handed is None:
            pass_()
        else:
            self._handed.append(pass_)

    def run(self, what: str, job: Job) -> int:
        """See `Worker`. A job that another job waits for is part of that one."""
        self.machine.dirty = True
        if self._handed is not None:
            self._do(job)
            return 0
        self._handed, self._took_ms = [], 0
        try:
            self._do(job)
        except PowerGone:
            self._handed = None
            self.machine.crash()
            return 0
        handed, self._handed, took_ms = self._handed, None, self._took_ms
        if took_ms and handed:
            self._timeline.after(
                took_ms, f"{what} ends", lambda: [one() for one in handed] and None, self.life
            )
        else:
            for one in handed:
                one()
        return took_ms

    def _do(self, job: Job) -> None:
        try:
            event = job()
        except Violated:
            raise
        except Exception as exc:  # noqa: BLE001 - as a lane does: a bug is told, the thread goes on
            self._bug(exc)
            return
        if event is not None:
            self.hand_on(lambda: self._post(event))

    def _bug(self, exc: Exception) -> None:
        """As the back room tells it; only a disk that fails may have brought it about."""
        if not isinstance(exc, LedgerError):
            raise Violated(0, f"{type(exc).__name__}: {exc}") from exc
        self._post(LedgerFailed("bug"))

    def _post(self, event: Event) -> None:
        """To the screen's thread, in order."""
        self._posts += 1
        self._post_at_ms = max(self._post_at_ms + 1, self._timeline.now_ms)

        def arrive() -> None:
            self._posts -= 1
            self._screen(lambda: self.terminal.handle(event))
            self._tick_soon()

        self._timeline.at(self._post_at_ms, type(event).__name__, arrive, self.life)

    # The screen.

    def _screen(self, do: Callable[[], None]) -> None:
        try:
            do()
        except LedgerError as exc:
            raise Violated(0, f"the screen's thread met {exc}") from exc

    def _show(self, screen: Screen, _setting: Setting) -> None:
        self.screen = screen
        if self._world.premises.says_used(screen):
            self.machine.watch.show_used(self._ticket_id)

    def _heard(self, before: Visit, _event: Event, after: Visit) -> None:
        ticket = after.ticket or before.ticket
        self._ticket_id = ticket.id if ticket else self._ticket_id
        if after.refusal is not None and after.refusal.reason == "bug" != self._reason(before):
            self._timeline.after(LAST_WORDS_MS, "gives up", self.machine.restart, self.life)

    @staticmethod
    def _reason(visit: Visit) -> str:
        return visit.refusal.reason if visit.refusal else ""

    def _tick_soon(self) -> None:
        """Ticks come often while somebody is here, seldom at rest."""
        refusal = self.terminal.visit.refusal
        slow = refusal is not None and refusal.reason in FOR_GOOD
        rest = self.terminal.at_rest and (refusal is None or slow)
        span_s = AT_REST_S if rest else BUSY_S
        due_ms = self._timeline.now_ms + 1000 * self._chance.between(*span_s)
        if self._timeline.now_ms < self._tick_due_ms <= due_ms:
            return
        self._tick_due_ms = due_ms
        self._timeline.at(due_ms, "tick", lambda: self._tick(due_ms), self.life)

    def _tick(self, due_ms: int) -> None:
        if due_ms == self._tick_due_ms:
            self._screen(self.terminal.tick)
            self._tick_soon()

    # The sync.

    def wake_sync(self) -> None:
        """Something was recorded, or the line is back."""
        self._sync_at(self._timeline.now_ms + self._chance.between(0, 20))

    def _sync_at(self, when_ms: int) -> None:
        when_ms = max(when_ms, self._sync_free_at_ms)
        if self._sync_due_ms is None or when_ms < self._sync_due_ms:
            self._sync_due_ms = when_ms
            self._timeline.at(when_ms, "sync", lambda: self._sync_turn(when_ms), self.life)

    def _sync_turn(self, due_ms: int) -> None:
        if due_ms != self._sync_due_ms:
            return
        self._sync_due_ms = None
        wait_ms = REOPEN_MS

        def step() -> Event | None:
            nonlocal wait_ms
            wait_ms = self._sync_step()
            return None

        self._sync_free_at_ms = self._timeline.now_ms + self.run("sync", step)
        if self.life.alive:
            self._sync_at(self._timeline.now_ms + wait_ms)

    def _sync_step(self) -> int:
        """One step as the sync's thread makes it; milliseconds until the next."""
        try:
            if self._sync is None:
                return 0 if self._open_sync() else REOPEN_MS
            due_s = self._sync.step(self.rising_s())
        except LedgerError:
            self._close_sync()
            return REOPEN_MS
        self._after_sync(self._sync)
        wait_s = due_s - self.rising_s()
        if self._sync.status.failure is not None:
            return 1000 * self._chance.between(*AWAY_S)
        return 1000 * self._chance.between(*IDLE_S) if wait_s > 0 else 0

    def _open_sync(self) -> bool:
        """Once the ledger is open, which is a step of its own: then it can be looked at first."""
        if self._till.is_open():
            self._reader = LedgerReader.open(self.machine.disk.ledger)
            self._sync = Sync(
                self._client,
                self._reader,
                self._keys,
                self._till.store_receipts,
                self._chance.bytes,
                rising_s=self._working_s,
            )
        return self._sync is not None

    def _working_s(self) -> float:
        """As `rising_s`, inside a job that has taken some time already."""
        return self.rising_s() + self._took_ms / 1000

    def _after_sync(self, sync: Sync) -> None:
        status = sync.status
        if status.exchanges != self._exchanges:
            self._exchanges = status.exchanges
            (self.watch.answered if status.reachable else self.watch.silent)()
        forked = status.disagreement is Disagreement.FORK and status.fork_proof is not None
        if forked and self.machine.fork_proof is None:
            self.machine.found_fork(status.fork_proof or b"")
            self._post(LedgerFailed("fork"))

    # What it is made of.

    def _lane(self, name: str) -> SimLane:
        return SimLane(name, self, self._timeline, self._chance, self.life)

    def _performer(self, scheme: str) -> Performer:
        machine = self.machine
        printing = PrintDesk(machine.printer, self._world.premises.slips, lambda _: _NO_PICTURE)
        return Performer(
            lanes=Lanes(self.lanes["ledger"], self.lanes["holds"], self.lanes["printer"]),
            desks=Desks(self.cashier, HoldDesk(self._client, self.watch), printing),
            watch=self.watch,
            scheme=scheme,
            post=self._post,
            recorded=self.wake_sync,
            staff=lambda: None,
        )

    def _open_ledger(self) -> Ledger:
        disk = self.machine.disk
        ledger = Ledger.open(
            disk.ledger, self.machine.signer, self.clock, self._chance.bytes, connect=disk.connect
        )
        self.clock.raise_floor(ledger.floor_s())
        return ledger

    def _close_sync(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._sync = self._reader = None

    def _close(self) -> None:
        self.machine.disk.disarm()
        self._close_sync()
        self.cashier.close()

    def _now_s(self) -> int:
        return self.clock().time_s

    def _local(self) -> datetime:
        return datetime.fromtimestamp(self.machine.own_ms() / 1000, UTC)
