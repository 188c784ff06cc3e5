"""The kiosk's disk below the real SQLite connection: where a program can be made to die or fail.

Process crashes only: what was written stays written, so `synchronous` may be OFF here. What a power
cut does to unsynced pages is another suite's part (tests/faults). A crash leaves the two files as
they are at that moment, which `Disk.crash_image` copies before anything closes them: closing would
tidy up what a real crash leaves.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path
from typing import Any, Final

from offline_queue.database import BUSY_TIMEOUT_MS

LEDGER_FILE: Final = "ledger.db"
_FILES: Final = (LEDGER_FILE, f"{LEDGER_FILE}-wal")
_SYNCED: Final = "PRAGMA synchronous = FULL"
_UNSYNCED: Final = "PRAGMA synchronous = OFF"


class PowerGone(BaseException):
    """The program ends here. No code of the product catches it for good."""


class Blow(Enum):
    """What happens at a chosen statement: the program dies or the statement fails, done or not."""

    DIES_BEFORE = "dies-before"
    DIES_AFTER = "dies-after"
    FAILS_BEFORE = "fails-before"
    FAILS_AFTER = "fails-after"


def _can_fall(blow: Blow, sql: str) -> bool:
    """A program can die anywhere. What fails has done nothing, but for a commit; an end of reading
    touches no medium."""
    verb = sql.split(maxsplit=1)[0]
    if blow is Blow.FAILS_AFTER:
        return verb == "COMMIT"
    return blow is not Blow.FAILS_BEFORE or verb not in ("ROLLBACK", "SAVEPOINT", "RELEASE")


class Disk:
    """One machine's state folder, and the blow that is to come."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.images = 0
        self.folder = folder / "0"
        self.folder.mkdir(parents=True)
        self.live: SimConnection | None = None  # the newest connection to write
        self._blow: Blow | None = None
        self._left = 0

    @property
    def ledger(self) -> Path:
        """The ledger file."""
        return self.folder / LEDGER_FILE

    def connect(self, path: Path) -> "SimConnection":
        """As `connect_to_write`, with this disk below; a `database.Connect`."""
        if not path.exists():
            path.touch(mode=0o600)
        connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, factory=SimConnection
        )
        connection.disk = self
        self.live = connection
        return connection

    @contextmanager
    def reading(self) -> Iterator["SimConnection"]:
        """A connection to `peek` by: the live one, or another if the program has let go of its own
        over an error, with the file as it is."""
        if self.live is not None:
            yield self.live
            return
        with closing(sqlite3.connect(self.ledger, factory=SimConnection)) as connection:
            connection.disk = self
            yield connection

    def arm(self, blow: Blow, statements: int) -> None:
        """Strike at the ``statements``-th statement from now."""
        self._blow, self._left = blow, statements

    def disarm(self) -> None:
        """Strike no more."""
        self._blow = None

    def strike(self, sql: str, *, done: bool) -> None:
        """Called around each statement."""
        blow = self._blow
        if blow is None:
            return
        self._left -= not done
        after = blow in (Blow.DIES_AFTER, Blow.FAILS_AFTER)
        if self._left > 0 or after is not done or not _can_fall(blow, sql):
            return
        self._blow = None
        if blow in (Blow.DIES_BEFORE, Blow.DIES_AFTER):
            raise PowerGone
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    def crash_image(self) -> Path:
        """Copy the files as they are into the folder of the next start; returns the old folder."""
        old = self.folder
        self._next_folder()
        self._copy(old, self.folder)
        return old

    def keep_copy(self, name: str) -> Path:
        """A copy of the ledger as it is now, beside the live one."""
        copy = self.home / name
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        self._copy(self.folder, copy)
        return copy

    def put_back(self, copy: Path | None) -> None:
        """Replace the ledger by a copy, or by nothing. The program must not run."""
        old = self.folder
        self._next_folder()
        if copy is not None:
            self._copy(copy, self.folder)
        shutil.rmtree(old)

    def _next_folder(self) -> None:
        self.images += 1
        self.folder = self.home / str(self.images)
        self.folder.mkdir()

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        for name in _FILES:
            if (source / name).exists():
                shutil.copyfile(source / name, target / name)


class SimConnection(sqlite3.Connection):
    """A real connection whose statements the disk may strike."""

    disk: Disk

    def close(self) -> None:
        """As the base; nobody looks through it any more."""
        if self.disk.live is self:
            self.disk.live = None
        super().close()

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:  # noqa: ANN401 - as the base has it
        """As the base; see `Disk.strike`."""
        self.disk.strike(sql, done=False)
        cursor = super().execute(_UNSYNCED if sql == _SYNCED else sql, parameters)
        self.disk.strike(sql, done=True)
        return cursor

    def peek(self, sql: str, parameters: Any = ()) -> list[Any]:  # noqa: ANN401 - as the base has it
        """Read for a check, past the disk's blows."""
        return super().execute(sql, parameters).fetchall()
