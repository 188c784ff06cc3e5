"""A machine as stories need it: its folder, perhaps a stick, and its line to the node."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
import structlog
from structlog.testing import LogCapture
from structlog.typing import FilteringBoundLogger

from kiosk.events import Event
from kiosk.ledger.copy_thread import CopyThread
from kiosk.ledger.copy_watch import CopyWatch
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import Opening
from offline_queue.clock import Moment
from offline_queue.copy_keeper import CopyKeeper
from offline_queue.errors import NodeAway
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.records import Draft
from offline_queue.second_medium import CopyState, Place
from offline_queue.sync import Sync
from offline_queue.verify import verify
from protocol.entry import ClockState, EntryKind
from tests.central_node.test_forks import Wire
from tests.central_node.world import PURSE, Phone, World, lines, make_world, stood_in

ENOUGH_STEPS = 20


@dataclass
class Cut(Wire):
    """The same wire, which may be cut."""

    cut: bool = False

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        if self.cut:
            raise NodeAway("cut")
        return super().post(call, body, timeout_s)


@dataclass
class Machine:
    """A machine of the first kiosk: its state folder, perhaps a stick, and its line to the node."""

    world: World
    folder: Path
    seed: int = 1
    stick: Path | None = None
    cut: bool = False
    log: LogCapture = field(default_factory=LogCapture)
    told: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.random = Random(self.seed)  # noqa: S311 - a test's dice
        self.path = self.folder / "ledger.db"
        if self.stick is not None:
            self.stick.mkdir()

    @property
    def place(self) -> Place:
        assert self.stick is not None
        return Place(self.stick / "copy.db", same_disk=True)

    @contextmanager
    def running(self, *, agreed: int | None = None) -> Iterator[Ledger]:
        """Open the ledger as a start of the kiosk does.

        ``agreed``: entries that it held in this run when the node knew no more.
        """
        record = self.record()
        copy = self._copy_thread(record) if self.stick is not None else None
        signer, keys = self.world.kiosks[0].signer, self.world.node.district.receipt_keys
        open_, line, log = self._open, self._line, self._logger()
        opening = Opening(self.path, signer.public_key, keys, open_, line, record, copy, log)
        if agreed is not None:
            opening.agreed(agreed)
        with ExitStack() as last_first:
            if copy is not None:
                last_first.callback(copy.close)
            ledger = last_first.enter_context(opening())
            if copy is not None:
                last_first.callback(copy.close)  # before the ledger, which then puts its log back
            yield ledger

    def sell(self, phone: Phone, *, agreed: int | None = None) -> None:
        """Start, sell a lunch of 15 coins by the stand-in rules, and stop."""
        with self.running(agreed=agreed) as ledger:
            self.sell_on(ledger, phone)

    def sell_on(self, ledger: Ledger, phone: Phone) -> None:
        code = phone.code(self.world.now)
        draft = Draft(
            EntryKind.SPEND,
            self.world.id(),
            1,
            1,
            parties=(code.payer,),
            lines=lines(15),
            amounts={PURSE: 15},
            decided=stood_in(15),
        )
        ledger.append(draft, (code.evidence,))

    @contextmanager
    def syncing(self) -> Iterator[Sync]:
        """Start, and let the sync work."""
        keys = self.world.node.district.receipt_keys
        with self.running() as ledger, LedgerReader.open(self.path) as reader:
            dice = self.random.randbytes
            with self._line() as client:
                sync = Sync(client, reader, keys, ledger.store_receipts, dice, rising_s=lambda: 0.0)
                for _ in range(ENOUGH_STEPS):
                    sync.step(0.0)
                yield sync

    def catch_up(self) -> None:
        """Let the stick have everything."""
        keeper, watch = CopyKeeper(self.path, self.place), self._watch(self.record())
        while keeper.step(0.0) == 0.0:
            pass
        watch.stepped(keeper)
        assert keeper.status.state is CopyState.LEVEL
        keeper.close()

    def record(self) -> LedgerRecord:
        """What the machine remembers, as a process reads it when it starts."""
        return LedgerRecord(self.folder, self.world.kiosks[0].signer.public_key.kid, self._logger())

    def entries(self) -> int:
        report = verify(self.path)
        assert (report.chain_ok, report.problems) == (True, ())
        return report.entries

    def keep_image(self, to: Path) -> None:
        shutil.copytree(self.folder, to)

    def put_ledger_back(self, image: Path) -> None:
        self.lose_ledger()
        shutil.copy(image / "ledger.db", self.path)

    def lose_ledger(self) -> None:
        for path in self.folder.glob("ledger.db*"):
            path.unlink()

    def restored(self) -> list[tuple[str, int]]:
        return [
            (line["source"], line["entries"])
            for line in self.log.entries
            if line["event"] == "ledger-restored"
        ]

    def _open(self) -> Ledger:
        moment = Moment(self.world.now, ClockState.TRUSTED)
        signer = self.world.kiosks[0].signer
        return Ledger.open(self.path, signer, lambda: moment, self.random.randbytes)

    @contextmanager
    def _line(self) -> Iterator[NodeClient]:
        keys, signer = self.world.node.district.receipt_keys, self.world.kiosks[0].signer
        wire = Cut(self.world, self.cut)
        yield NodeClient(wire, signer, keys, lambda: self.world.now, self.random.randbytes)

    def _copy_thread(self, record: LedgerRecord) -> CopyThread:
        place, stepped = self.place, self._watch(record).stepped
        return CopyThread(place, lambda: CopyKeeper(self.path, place), _no_time, stepped, _fail)

    def _watch(self, record: LedgerRecord) -> CopyWatch:
        return CopyWatch(record, self.told.append, lambda *_: None, self._logger())

    def _logger(self) -> FilteringBoundLogger:
        kind = structlog.make_filtering_bound_logger(0)
        made: FilteringBoundLogger = structlog.wrap_logger(
            None, processors=[self.log], wrapper_class=kind
        )
        return made


@pytest.fixture
def world() -> Iterator[World]:
    with make_world(opened=False) as world:
        yield world


def _no_time() -> float:
    return 0.0


def _fail(error: BaseException) -> None:
    raise error


def sold_three(machine: Machine, image: Path) -> None:
    """One sale that the image holds, two that it lacks; all of them with the node."""
    phones = machine.world.phones
    machine.sell(phones["rich"])
    with machine.syncing():
        pass
    machine.keep_image(image)
    machine.sell(phones["rich"])
    machine.sell(phones["rich"])
