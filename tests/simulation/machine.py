"""A kiosk's hardware: disk, clock, printer, key and line. It outlives the program on it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.profile.machine import load_profile
from offline_queue.key_store import PinKey
from protocol.keys import MemorySigner, key_ring
from tests.simulation.card_checks import CardWatch
from tests.simulation.devices import Devices
from tests.simulation.ledger_checks import LedgerWatch
from tests.simulation.line import Line
from tests.simulation.medium import Disk
from tests.simulation.pins import CountingKey
from tests.simulation.places import place_of
from tests.simulation.printer import SimPrinter
from tests.simulation.process import Process
from tests.simulation.timeline import Life
from tests.simulation.visit_checks import VisitWatch

if TYPE_CHECKING:
    from tests.simulation.world import World

RESTART_S: Final = (2, 60)


class Machine:
    """One machine; ``kiosk`` is the number that it was enrolled under, also for a clone."""

    def __init__(
        self, world: "World", name: str, kiosk: int, signer: MemorySigner, line: Line, disk: Path
    ) -> None:
        """``disk``: its folder, where the papers of its enrolment lie."""
        self.world = world
        self.name = name
        self.kiosk = kiosk
        self.signer = signer
        self.line = line
        self.folder = disk
        self.profile = load_profile(disk / "machine.toml")
        self.disk = Disk(disk / "ledger")
        self.printer = SimPrinter(world.chance)
        self.devices = Devices.beside(f"pet-{name}", world.chance)
        self.offset_ms = world.chance.between(-2000, 2000)  # of its own clock
        self.process: Process | None = None
        self.fork_proof: bytes | None = None
        self.dirty = False  # its ledger may have grown in this step
        self.retired = False
        self.is_clone = False
        self.pin_key = CountingKey(PinKey(signer.public_key.kid * 4), self._compared)
        self.watch = self._fresh_watch()
        self.left: list[LedgerWatch] = []  # of ledgers that this machine has no more
        self._service = Life()

    def own_ms(self) -> int:
        """What this machine's clock shows, milliseconds since 1970."""
        return self.world.timeline.now_ms + self.offset_ms

    @property
    def on(self) -> bool:
        """Whether the program runs."""
        return self.process is not None

    def start(self) -> None:
        """Switch on, or start the program again."""
        if self.process is None and not self.retired:
            self.process = Process(self)
            self.line.spend = self.printer.spend = self.process.spend
            self.devices.work_for(self.process)
            self.process.start()

    def switch_off(self) -> None:
        """In order, when nothing is under way; else a little later."""
        if self.process is None:
            return
        if self.process.stop():
            self.process = None
        else:
            self.world.timeline.after(20_000, "switch off", self.switch_off, self.process.life)

    def restart(self) -> None:
        """The program ends itself and is started anew."""
        self._end()
        self.start()

    def crash(self) -> None:
        """The program dies here; by and by it is started again."""
        self._end()
        delay_ms = 1000 * self.world.chance.between(*RESTART_S)
        self.world.timeline.after(delay_ms, "start after a crash", self.start, self._service)

    def found_fork(self, proof: bytes) -> None:
        """The node has proved a fork; the proof lies beside the ledger."""
        self.world.fork_told(self)
        self.world.truth.met["kiosk stopped by a fork"] += 1
        self.fork_proof = proof

    def put_back(self, copy: Path | None) -> None:
        """The ledger file is replaced by an older copy, or is gone."""
        self._end()
        self.left.append(self.watch)
        self.disk.put_back(copy)
        self.watch = self._fresh_watch()
        self.fork_proof = None

    def retire(self) -> None:
        """It sells no more."""
        self._end()
        self.retired = True

    def touch(self) -> None:
        """A job runs: its ledger may grow in this step."""
        self.dirty = True
        if self not in self.world.touched:
            self.world.touched.append(self)

    def look(self) -> None:
        """Have the ledger watched if it may have grown."""
        if self.dirty and self.process is not None:
            self.dirty = False
            self._look()

    def _look(self) -> None:
        if self.process is not None and self.process.cashier.is_open:
            with self.disk.reading() as connection:
                self.watch.catch_up(connection)

    def _end(self) -> None:
        if self.process is None:
            return
        old = self.disk.crash_image()
        self.process.die()
        shutil.rmtree(old)
        self.process = None

    def _fresh_watch(self) -> LedgerWatch:
        truth, kiosk = self.world.truth, self.kiosk
        scheme, place = self.world.premises.district.scheme, place_of(self.profile.facility.id)
        cards = CardWatch(truth, kiosk, scheme)
        visits = VisitWatch(truth, kiosk, scheme, place, self.devices.counter.between)
        return LedgerWatch(truth, kiosk, key_ring(self.signer.public_key), cards, visits)

    def _compared(self, cti: bytes) -> None:
        self.watch.cards.compare(cti)
