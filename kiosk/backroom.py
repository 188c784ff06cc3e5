"""All that works behind the screen: the lanes with their desks, the sync, the devices.

No Qt in here, so the same back room serves the kiosk, the tests and tools without a window. What
it has to tell comes through ``post``; it never calls the screen.
"""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import tzinfo
from importlib import resources
from pathlib import Path
from typing import NamedTuple, TypeVar

from structlog.typing import FilteringBoundLogger

from drivers.printer.escpos import EscposPrinter, open_printer
from drivers.slip import SlipFonts
from kiosk.desks.cashier import Cashier
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.lanes import LaneFull, ThreadLane
from kiosk.desks.performer import Desks, Lanes, Performer
from kiosk.desks.print_desk import PrintDesk
from kiosk.desks.slip_layouts import paper_dots, slip_drawer
from kiosk.desks.staff_desk import StaffDesk
from kiosk.district import District
from kiosk.events import Event, LedgerFailed
from kiosk.hardware.everything import HELPS, Hardware, check_hardware
from kiosk.journal import Journal
from kiosk.key_opening import open_enrolled, pin_key_for
from kiosk.ledger.till import Till
from kiosk.ledger_room import LedgerRoom
from kiosk.life.own_machine import WATCHES
from kiosk.life.thread_bugs import ThreadBugs
from kiosk.node.node_side import NodeSide
from kiosk.only_one import only_one
from kiosk.outside import Outside, Strip
from kiosk.papers.status_shelf import StatusShelf
from kiosk.presenters.money import Reader
from kiosk.presenters.slip import SlipWriter
from kiosk.profile.machine import Profile, own_ms
from kiosk.side_room import SideRoom
from kiosk.speech.words import Words
from offline_queue.clock import KioskClock, Moment
from offline_queue.http_transport import HttpTransport
from protocol.keys import PublicKey

ResultT = TypeVar("ResultT")


def fonts() -> SlipFonts:
    """Return the shipped fonts for slips."""
    folder = Path(str(resources.files("assets") / "fonts"))
    return SlipFonts(folder / "PretendardGOV-Regular.otf", folder / "PretendardGOV-Bold.otf")


class _OwnLanes(NamedTuple):
    """The lanes as this room opened them, to be closed by it."""

    ledger: ThreadLane
    holds: ThreadLane
    printer: ThreadLane


class BackRoom:
    """Opens everything a profile names; a started one is closed by ``close``."""

    def __init__(
        self,
        profile: Profile,
        district: District,
        words: Words,
        zone: tzinfo,
        outside: Outside,
        around: Callable[[Desks], Desks],
    ) -> None:
        # What the profile may have wrong comes before the lock: a refused start holds nothing.
        check_hardware(profile)
        self._keys = open_enrolled(profile, district.kid)
        self._signer, pin_key = self._keys.signer, pin_key_for(profile, self._keys)
        self._printer: EscposPrinter = open_printer(
            profile.printer.address, paper_dots(profile.printer)
        )
        self._holds_line = HttpTransport(profile.node.url)
        with ExitStack() as own:
            own.enter_context(only_one(profile.state))
            self._journal = Journal(profile.state)
            self._own = own.pop_all()  # a log that can't be written keeps no lock either
        self.log: FilteringBoundLogger = self._journal.log
        self.hardware = Hardware(profile, outside, self._scanned, self.log)
        self._profile = profile
        self._district = district
        self._outside = outside
        self._clock = KioskClock(own_ms, district.enrolled_at_s)
        self._status = StatusShelf()
        self._node = NodeSide(
            profile, district, self._signer, self._clock, self._status, outside, self.log
        )
        self.watch = self._node.watch
        self._holds_client = self._node.client(self._holds_line)
        self._lanes = self._open_lanes()
        self._books = LedgerRoom(
            profile,
            district,
            self._signer,
            self._clock,
            self._node,
            outside,
            self.hardware.states.tell,
            self.log,
        )
        self._cashier = Cashier(
            self._books.opening, district, self._clock, os.urandom, self._status, pin_key
        )
        lane, counted = self._lanes.ledger, outside.counted
        self._till = Till(lane, self._cashier, self._books.path, self._clock, counted)
        self._courier = self._node.courier(
            self._till, self._books.opening, lambda: self.devices, self._recorded, self.bug
        )
        self._words, self._zone = words, zone
        self._printing = PrintDesk(
            self._printer, self._slips_of(district), slip_drawer(profile.printer, fonts())
        )
        self._side = self._side_room()
        self.performer = self._performer(around)
        self._bugs = ThreadBugs((*HELPS, *WATCHES), self._lost, self.bug)

    def start(self) -> None:
        """Open the ledger and void what a crash left, then start sync and devices."""
        self._lanes.ledger.submit(self._cashier.open)
        self._recorded()
        self._bugs.start()
        self._courier.start()
        self._side.start()
        self.hardware.start()

    def step(self) -> None:
        """Let time pass; on the screen's thread, and waits for nothing."""
        self.hardware.step()
        self._side.step(time.monotonic())

    def close(self) -> None:
        """Stop every thread; what is queued is finished, nothing is left half written.

        The printer's lane ends before the ledger's: it still has to record what came out. Devices
        are stopped first, and what may hang in them is closed after all that has to do with money.
        """
        self._bugs.close()
        with ExitStack() as last_first:
            last_first.callback(self._own.close)
            last_first.callback(self._journal.close)
            last_first.callback(self.hardware.close)
            last_first.callback(self._close_lane, self._lanes.ledger, self._cashier.close)
            last_first.callback(self._books.close, self._till.is_open)
            last_first.callback(self._till.ask, self._cashier.books.finish)
            last_first.callback(self._side.close)
            last_first.callback(self._close_lane, self._lanes.printer, self._printer.close)
            last_first.callback(self._close_lane, self._lanes.holds, self._holds_line.close)
            last_first.callback(self._courier.close)
            last_first.callback(self.hardware.stop)

    def _close_lane(self, lane: ThreadLane, last: Callable[[], None]) -> None:
        with suppress(LaneFull):  # then the lane hangs, and what is behind it can't be closed
            lane.submit(last)
        lane.close()

    def adopt(self, district: District) -> bool:
        """Work by these rules from now on; only while nobody is at the machine.

        What is already queued comes first, so the visit before ends by its own rules. The node's
        keys have been adopted before. False, and to be tried again, while a lane hangs.
        """
        slips = self._slips_of(district)
        try:
            self._lanes.ledger.submit(lambda: self._cashier.adopt(district))
            self._lanes.printer.submit(lambda: self._printing.adopt(slips))
        except LaneFull:
            return False
        versions = {"bundle": district.bundle_version, "scheme": district.scheme.version}
        self.log.info("rules-adopted", **versions)
        return True

    def at_ledger(self, work: Callable[[Cashier, Moment], ResultT], timeout_s: float) -> ResultT:
        """Do ``work`` on the ledger's lane and return what it returned; for tools, not the screen.

        What it raises is raised here; TimeoutError or LaneFull when the lane hangs.
        """
        return self._lanes.ledger.call(lambda: work(self._cashier, self._clock()), timeout_s)

    @property
    def time_s(self) -> int | None:
        """Effective time, epoch seconds; None until the ledger has said what it can't be before."""
        return self._clock().time_s if self._books.knows_floor else None

    @property
    def till(self) -> Till:
        """The ledger as other threads reach it."""
        return self._till

    def attend(self, somebody: bool) -> None:
        """Say whether somebody is at the machine: then a backlog is sent in small pieces."""
        self._courier.attended = somebody

    @property
    def devices(self) -> dict[str, str]:
        """The state of each device by name, as last told; read from any thread."""
        return self.hardware.states.now

    @property
    def public_key(self) -> PublicKey:
        """The key that this kiosk signs with."""
        return self._signer.public_key

    @property
    def strip(self) -> Strip:
        """How many entries are recorded, sent, confirmed; read from any thread."""
        counts = self._till.counts
        return Strip(counts.entries, max(self._courier.sent, counts.receipts), counts.receipts)

    def _open_lanes(self) -> _OwnLanes:
        post, bug = self._post, self.bug
        return _OwnLanes(*(ThreadLane(name, post, bug) for name in ("ledger", "holds", "printer")))

    def _slips_of(self, district: District) -> SlipWriter:
        reader = Reader(self._words, district.scheme.unit_name)
        return SlipWriter(district.facility, self._words, reader, self._zone)

    def _side_room(self) -> SideRoom:
        return SideRoom(
            self._profile,
            self._signer,
            self._clock,
            self._cashier,
            self._till,
            self._lanes.ledger,
            self._lanes.holds,
            self._holds_client,
            self._node,
            self.hardware.services,
            self._answered,
            self._post,
            self.bug,
            self.log,
        )

    def _performer(self, around: Callable[[Desks], Desks]) -> Performer:
        holds = HoldDesk(self._holds_client, self.watch, self.log)
        staff = StaffDesk(self._cashier.books, self._clock, self.watch, lambda: self.devices)
        return Performer(
            lanes=Lanes(self._lanes.ledger, self._lanes.holds, self._lanes.printer),
            desks=around(Desks(self._cashier, holds, self._printing, staff)),
            watch=self.watch,
            scheme=self._district.scheme.id,
            post=self._outside.post,
            recorded=self._recorded,
            staff=self.hardware.staff_called,
            came=self.hardware.staff_came,
            room=self._side.room,
        )

    def _post(self, event: Event) -> None:
        """To the screen; what concerns a device goes to the hardware, too."""
        self.hardware.told(event)
        self._outside.post(event)

    def _scanned(self, text: str, engine: str, decode_ms: float) -> None:
        took = {"decode_ms": round(decode_ms, 2)} if decode_ms else {}
        self.log.info("scan", engine=engine, **took)
        self._outside.scanned()
        try:
            self.performer.read_code(text, self._clock())
        except LaneFull:
            self.log.warning("scan-dropped", reason="ledger-busy")

    def _answered(self, evidence: bytes, offer: bytes) -> None:
        """An app has answered the machine's own code: as if a code had been shown here."""
        try:
            self.performer.read_code(evidence, self._clock(), offer)
        except LaneFull:
            self.log.warning("scan-dropped", reason="ledger-busy")

    def _recorded(self) -> None:
        """The ledger may have grown: count it on its own lane and let the sync look."""
        self._till.count_soon()
        self._courier.wake()
        self._side.recorded()
        self._books.recorded()

    def _lost(self, thread: str, error: BaseException) -> None:
        self.log.error("bug", thread=thread, exc_info=error)

    def bug(self, error: BaseException) -> None:
        """Tell a bug of any thread, and stop selling."""
        self.log.error("bug", exc_info=error)
        self._outside.post(LedgerFailed("bug"))
