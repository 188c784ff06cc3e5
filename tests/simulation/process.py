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

from kiosk.desks.cashier import Cashier
from kiosk.desks.lanes import Job, LaneFull
from kiosk.desks.print_desk import PrintDesk
from kiosk.events import Event, LedgerFailed
from kiosk.ledger.till import Till
from kiosk.node.node_watch import NodeWatch
from kiosk.terminal import Clocks, Terminal
from kiosk.touches import meaning
from kiosk.visit import FOR_GOOD, Place, Visit
from offline_queue.clock import KioskClock
from offline_queue.errors import LedgerError
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from tests.simulation.at_rest import give_badge_a_pin, look_at_rest
from tests.simulation.courier import SimCourier
from tests.simulation.lanes import SimLane
from tests.simulation.medium import PowerGone
from tests.simulation.papers import SimPapers
from tests.simulation.pins import CountedPins
from tests.simulation.premises import furnish
from tests.simulation.side import SimSide
from tests.simulation.team import performer_of
from tests.simulation.timeline import Life
from tests.simulation.truth import Violated
from ui.contract import Action, Screen, Setting

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

_PAYING: Final = (
    Place.PREPARING,
    Place.DECIDING,
    Place.CONFIRMING,
    Place.TENDERING,
    Place.RECORDING,
)
_NO_PICTURE: Final = Image.new("1", (8, 8), 1)
LAST_WORDS_MS: Final = 30_000  # as the composition root: then the program starts anew
AT_REST_S: Final = (600, 1800)
BUSY_S: Final = (1, 8)
"""How often the screen's clock ticks: twice a second in the product."""


def _each(passes: list[Callable[[], None]]) -> None:
    for one in passes:
        one()


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
        self.papers = SimPapers(machine)
        self.premises, district = furnish(self.papers.district), self.papers.district
        self.clock = KioskClock(machine.own_ms, district.enrolled_at_s, self.rising_s)
        self.watch = NodeWatch()
        status, key = self.papers.shelf, machine.pin_key
        self.cashier = Cashier(
            self._open_ledger, district, self.clock, self._chance.bytes, status, key
        )
        self.cashier.pins = CountedPins(self.cashier.books, key)
        self.client = NodeClient(
            machine.line, machine.signer, self.papers.keys, self._now_s, self._chance.bytes
        )
        self.lanes = {name: self.lane(name) for name in ("ledger", "holds", "printer")}
        till = Till(
            self.lanes["ledger"], self.cashier, machine.disk.ledger, self.clock, lambda: None
        )
        self.courier = SimCourier(self, till, self.client, self.papers)
        self.side = SimSide(self)
        self.papers.open(self.clock, till, self.courier.wake)
        self.printing = PrintDesk(machine.printer, self.premises.slips, lambda _: _NO_PICTURE)
        self.performer = performer_of(self, district.scheme.id)
        self.terminal = Terminal(
            self.premises.shop,
            self.premises.presenter,
            Clocks(self.rising_s, self._local),
            self.performer.perform,
            self._show,
            self._heard,
        )
        self.screen: Screen | None = None
        self._ticket_id = b""
        self._tick_due_ms = 0

    def start(self) -> None:
        """As the composition root and the back room start."""
        self._screen(self.terminal.tick)
        self.lanes["ledger"].submit(self.cashier.open)
        self.lanes["ledger"].submit(lambda: give_badge_a_pin(self))
        if self.machine.fork_proof is not None:
            self.tell(LedgerFailed("fork"))
        self._tick_soon()
        self.side.start()
        self.courier.wake()

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
        return not self._posts and self.side.idle and all(lane.idle for lane in self.lanes.values())

    @property
    def nobody_pays(self) -> bool:
        """Whether no payment of the visit may still need its intent."""
        stopped = self.terminal.visit.place is Place.OUT_OF_ORDER
        return self.terminal.visit.place not in _PAYING and not stopped

    def rising_s(self) -> float:
        """Seconds since the start of this process."""
        return (self._timeline.now_ms - self._boot_ms) / 1000

    def working_s(self) -> float:
        """As `rising_s`, inside a job that has taken some time already."""
        return self.rising_s() + self._took_ms / 1000

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
        self.machine.touch()
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
            self._timeline.after(took_ms, f"{what} ends", lambda: _each(handed), self.life)
        else:
            _each(handed)
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
            self.hand_on(lambda: self.tell(event))

    def _bug(self, exc: Exception) -> None:
        """As the back room tells it; only a disk that fails may have brought it about."""
        if not isinstance(exc, LedgerError):
            raise exc
        self._world.truth.met["failing disk taken for a bug"] += 1
        self.tell(LedgerFailed("bug"))

    def tell(self, event: Event) -> None:
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
        self._world.truth.met[f"screen {screen.name}"] += 1
        if self.premises.says_used(screen):
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
            self._screen(lambda: look_at_rest(self))
            self._tick_soon()

    # What it is made of.

    def lane(self, name: str) -> SimLane:
        """A lane of this process."""
        return SimLane(name, self, self._timeline, self._chance, self.life)

    def _open_ledger(self) -> Ledger:
        disk = self.machine.disk
        ledger = Ledger.open(
            disk.ledger, self.machine.signer, self.clock, self._chance.bytes, connect=disk.connect
        )
        self.clock.raise_floor(ledger.floor_s())
        return ledger

    def recorded(self) -> None:
        """As the back room: the sync looks, and so do those who tell partners."""
        self.courier.wake()
        self.side.recorded()

    def _close(self) -> None:
        self.machine.disk.disarm()
        self.courier.close()
        self.side.close()
        self.cashier.close()

    def _now_s(self) -> int:
        return self.clock().time_s

    def _local(self) -> datetime:
        return datetime.fromtimestamp(self.machine.own_ms() / 1000, UTC)
