"""The table of faults: what a kiosk does, how calls on the disk fail, and one trial of both.

In a trial one call fails, or it and all later ones of its kind. Whatever the ledger told, before or
after the disk was whole again, must be so even if the power goes in the next moment, when what a
failed sync should have written is gone; and asking again until it is done makes it exactly once.
"""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from offline_queue.database import connect_to_write
from offline_queue.errors import CannotOpen, DiskFailing, DiskFull, LedgerError, OutcomeUnknown
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.verify import verify
from tests.faults.disk import Disk, Effect, Fault, Kind
from tests.faults.medium import How
from tests.faults.recorder import plugged
from tests.faults.sales import LEDGER, Connect, Shop, fast_folder, tell_what_is_there
from tests.faults.survival import PINS_KEPT, Told, judge, lay_out, rows, select
from tests.offline_queue.making import code, spend, void
from tests.offline_queue.version_1 import write_version_1

NEVER: Final = 1_000_000
"""More calls than any scene makes."""

BEFORE: Final = 900
"""Number of a visit before the fault."""


@dataclass(frozen=True)
class Way:
    """How calls of ``kinds`` fail, and what the ledger says then."""

    kinds: frozenset[Kind]
    code: int
    effect: Effect
    error: type[LedgerError]


def _way(kind: Kind, code: int, effect: Effect, error: type[LedgerError] = DiskFailing) -> Way:
    return Way(frozenset({kind}), code, effect, error)


WAYS: Final = {
    "write: no room": _way(Kind.WRITE, sqlite3.SQLITE_FULL, Effect.NOTHING, DiskFull),
    "write: half done": _way(Kind.WRITE, sqlite3.SQLITE_IOERR_WRITE, Effect.HALF),
    "write: done": _way(Kind.WRITE, sqlite3.SQLITE_IOERR_WRITE, Effect.ALL),
    "sync: not done": _way(Kind.SYNC, sqlite3.SQLITE_IOERR_FSYNC, Effect.NOTHING),
    "sync: done": _way(Kind.SYNC, sqlite3.SQLITE_IOERR_FSYNC, Effect.ALL),
    "sync: forgotten": _way(Kind.SYNC, sqlite3.SQLITE_IOERR_FSYNC, Effect.FORGOTTEN),
    "sync: reverted": _way(Kind.SYNC, sqlite3.SQLITE_IOERR_FSYNC, Effect.REVERTED),
    "truncate: not done": _way(Kind.TRUNCATE, sqlite3.SQLITE_IOERR_TRUNCATE, Effect.NOTHING),
    "truncate: done": _way(Kind.TRUNCATE, sqlite3.SQLITE_IOERR_TRUNCATE, Effect.ALL),
    "open: not done": _way(Kind.OPEN, sqlite3.SQLITE_CANTOPEN, Effect.NOTHING, CannotOpen),
    "open: done": _way(Kind.OPEN, sqlite3.SQLITE_CANTOPEN, Effect.ALL, CannotOpen),
    "delete: not done": _way(Kind.DELETE, sqlite3.SQLITE_IOERR_DELETE, Effect.NOTHING),
    "delete: done": _way(Kind.DELETE, sqlite3.SQLITE_IOERR_DELETE, Effect.ALL),
    "read": _way(Kind.READ, sqlite3.SQLITE_IOERR_READ, Effect.NOTHING),
    "size": _way(Kind.SIZE, sqlite3.SQLITE_IOERR_FSTAT, Effect.NOTHING),
    "lock": _way(Kind.LOCK, sqlite3.SQLITE_IOERR_LOCK, Effect.NOTHING),
    "shared memory": _way(Kind.SHARED, sqlite3.SQLITE_IOERR_SHMMAP, Effect.NOTHING),
    "all": Way(frozenset(Kind), sqlite3.SQLITE_IOERR, Effect.NOTHING, DiskFailing),
}


@dataclass
class Kiosk:
    """A shop that starts, sells and stops."""

    shop: Shop
    ledger: Ledger | None = None
    reader: LedgerReader | None = None

    def start(self) -> Ledger:
        """Open the ledger unless it is."""
        if self.ledger is None:
            self.ledger = self.shop.start()
        return self.ledger

    def stop(self) -> None:
        """Close what is open."""
        for it in (self.reader, self.ledger):
            if it is not None:
                it.close()
        self.ledger = self.reader = None


Act = Callable[[Kiosk], object]


def sell_one(kiosk: Kiosk) -> None:
    kiosk.shop.append(kiosk.start(), spend(2), code(2)[2])


def stop_and_start(kiosk: Kiosk) -> None:
    kiosk.stop()
    kiosk.start()


def nothing(_: Path) -> None:
    pass


def older(folder: Path) -> None:
    write_version_1(folder / LEDGER)


def killed(folder: Path) -> None:
    """A log that was never copied back, and an intent that was left open."""
    kiosk = Kiosk(Shop(Disk(folder), connect_to_write))
    in_use(kiosk)
    left = {it.name: it.read_bytes() for it in folder.iterdir() if not it.name.endswith("-shm")}
    kiosk.stop()
    for name, content in left.items():
        (folder / name).write_bytes(content)


def idle(_: Kiosk) -> None:
    pass


def in_use(kiosk: Kiosk) -> None:
    """A ledger with an intent that was left open and entries without receipts."""
    ledger = kiosk.start()
    kiosk.shop.visit(ledger, BEFORE + 4)
    kiosk.shop.visit(ledger, BEFORE + 3)


def in_use_and_read(kiosk: Kiosk) -> None:
    """Another connection keeps SQLite's index of the log alive, as the sync's does."""
    in_use(kiosk)
    kiosk.reader = LedgerReader.open(kiosk.shop.path)


@dataclass(frozen=True)
class Scene:
    """What is there before the act, in the folder and of the kiosk, and the act."""

    act: Act
    files: Callable[[Path], None] = nothing
    before: Callable[[Kiosk], None] = in_use
    connect: Connect = connect_to_write


def connect_without_log(path: Path) -> sqlite3.Connection:
    """The log is copied back after each commit, and begun anew."""
    connection = connect_to_write(path)
    connection.execute("PRAGMA wal_autocheckpoint = 1")
    return connection


SCENES: Final = {
    "first start": Scene(Kiosk.start, before=idle),
    "start on an older version": Scene(Kiosk.start, older, idle),
    "start after a kill": Scene(Kiosk.start, killed, idle),
    "append": Scene(sell_one),
    "append, beside a reader": Scene(sell_one, before=in_use_and_read),
    "append for an intent": Scene(lambda it: it.shop.append(it.start(), void(BEFORE + 3))),
    "append, log put back": Scene(sell_one, connect=connect_without_log),
    "intent": Scene(lambda it: it.shop.ask(it.start(), 4)),
    "PIN set": Scene(lambda it: it.shop.set_pin(it.start(), 5, secret=5)),
    "PIN tried": Scene(lambda it: it.shop.try_pin(it.start(), 6)),
    "recover": Scene(lambda it: it.shop.recover(it.start())),
    "receipts": Scene(lambda it: it.shop.confirm(it.start())),
    "erase": Scene(lambda it: it.shop.erase(it.start())),
    "close and start": Scene(stop_and_start),
}


class Trial:
    """One scene in a folder of its own."""

    def __init__(self, folder: Path, scene: Scene) -> None:
        folder.mkdir()
        self.folder = folder / "disk"
        self.folder.mkdir()
        scene.files(self.folder)
        self.disk = Disk(self.folder)
        if (self.folder / LEDGER).exists():
            tell_what_is_there(self.disk)
        self.kiosk = Kiosk(Shop(self.disk, scene.connect))
        self.scene = scene

    def without_faults(self) -> list[Kind]:
        """Do the act and go on; the calls that the act made."""
        with plugged(self.disk):
            self.scene.before(self.kiosk)
            self.disk.arm(Fault(NEVER, frozenset(Kind), sqlite3.SQLITE_IOERR))
            self.scene.act(self.kiosk)
            calls = [kind for kind, _ in self.disk.seen]
            self.disk.mend()
            self._go_on()
        return calls

    def with_fault(self, fault: Fault, error: type[LedgerError]) -> None:
        """Let ``fault`` strike during the act, mend the disk, and ask until it is done.

        AssertionError when something told is not so, or another error than ``error`` was raised.
        """
        with plugged(self.disk):
            self.scene.before(self.kiosk)
            self.disk.arm(fault)
            tries = [self._try()]
            assert self.disk.struck
            if fault.lasting:
                tries.append(self._try())
            self.disk.mend()
            tries.append(self._try())
            self._go_on()
            self._cut_power()
        expected = {None, error, *([OutcomeUnknown] if fault.lasting else [])}
        assert {None if it is None else type(it) for it in tries} <= expected
        assert tries[-1] is None, "the disk is whole again"

    def entries(self) -> list[tuple[bytes, str]]:
        """Ids and kinds; the id of `open` is random and left out."""
        path = self.folder / LEDGER
        assert verify(path).problems == ()
        found = rows(path)
        return [(id_ if seq else b"", kind) for seq, (id_, _, kind) in enumerate(found)]

    def _try(self) -> LedgerError | None:
        try:
            self.scene.act(self.kiosk)
        except LedgerError as exc:
            return exc
        self._cut_power()
        return None

    def _go_on(self) -> None:
        self.kiosk.shop.append(self.kiosk.start(), spend(30), code(30)[2])
        self._cut_power()
        self.kiosk.stop()
        self._cut_power_and_start()

    def _cut_power(self) -> None:
        """Had the power gone now: every entry and intent that was told is still there."""
        path = self._left(How.DROPPED)
        told = Told.before(self.disk.calls)
        if told.begun:
            found = {id_: hash_ for id_, hash_, _ in rows(path)}
            assert told.entries.items() <= found.items()
            assert told.intents <= {row[0] for row in select(path, "SELECT id FROM intents")}
            assert not told.pins or told.pins <= set(select(path, PINS_KEPT))
        shutil.rmtree(path.parent)

    def _cut_power_and_start(self) -> None:
        """The same, in another way, with a start on what is left."""
        path = self._left(How.SECTORS)
        assert judge(path, Told.before(self.disk.calls)).sentences == ()
        shutil.rmtree(path.parent)

    def _left(self, how: How) -> Path:
        dice = random.Random(1)  # noqa: S311 - a test's dice, no secret
        files = self.disk.medium.after_power_cut(how, dice)
        return lay_out(self.folder.parent / "cut", files, dice)


@dataclass(frozen=True)
class Plain:
    """A scene when nothing fails: the calls of its act, and what is there at the end."""

    calls: Sequence[Kind]
    entries: Sequence[tuple[bytes, str]]


@cache
def plain(scene: str) -> Plain:
    """The scene when nothing fails."""
    with tempfile.TemporaryDirectory(dir=fast_folder(), prefix="faults-") as folder:
        trial = Trial(Path(folder) / "plain", SCENES[scene])
        calls = trial.without_faults()
        return Plain(calls, trial.entries())


def strike(scene: str, way: str, lasting: bool, folder: Path, first: int = 1, step: int = 1) -> int:
    """Fail the ``first`` call of its kind in the scene and each ``step``-th after it, one a trial.

    Returns how many trials it took. AssertionError as `Trial.with_fault`.
    """
    how, without = WAYS[way], plain(scene)
    calls = sum(kind in how.kinds for kind in without.calls)
    places = range(first, calls + 1, step)
    for at in places:
        trial = Trial(folder / str(at), SCENES[scene])
        trial.with_fault(Fault(at, how.kinds, how.code, how.effect, lasting), how.error)
        assert trial.entries() == without.entries, "something is there twice, or not at all"
        shutil.rmtree(trial.folder.parent)
    return len(places)
