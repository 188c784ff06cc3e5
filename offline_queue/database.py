"""One SQLite connection, used safely: opened right, owned by one thread, errors mapped once.

`Session.once` is the only way in which this package writes. What is written is looked for first,
in the same transaction; so asking again is always safe, and a commit whose outcome is unknown is
settled by looking again:

1. Connect, if there is no connection: the same code as at the first start. What the log holds by
   then is made sure before it is believed.
2. BEGIN IMMEDIATE: from here no other process can write.
3. Look for the thing. If it is there, roll back (nothing was changed) and return it.
4. Write it. If any statement fails, roll back: nothing has happened. Raise the mapped error.
5. COMMIT. In WAL mode with synchronous=FULL it returns after the log is on the medium.
6. If COMMIT reports an error, the outcome is unknown: the medium may or may not have it. Throw the
   connection away, connect as in 1, look as in 3. Found: it is done. Not found: it is not, raise
   the error. Could not look: raise OutcomeUnknown, and the caller asks again with the same id.
"""

import errno
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from offline_queue.errors import (
    BrokenRule,
    CannotOpen,
    Corrupt,
    DiskFailing,
    DiskFull,
    LedgerError,
    Locked,
    NotALedger,
    OutcomeUnknown,
    QueueError,
    ReadOnly,
    WrongThread,
)
from offline_queue.log_file import make_log_sure

BUSY_TIMEOUT_MS: Final = 2000
"""Only a technician's tool may hold the lock, and briefly; a resident waits no longer than this."""

CACHE_KIB: Final = 4096
"""Page cache of the writer: the inner pages of a ledger with a million entries fit."""

WAL_LIMIT_BYTES: Final = 16 * 1024 * 1024
"""What the log file may keep on disk after it has been copied back."""

T = TypeVar("T")
Parameter: TypeAlias = "int | str | bytes | None"
Connect: TypeAlias = Callable[[Path], sqlite3.Connection]

_BY_CODE: Final[dict[int, type[LedgerError]]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFailing,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_CANTOPEN: CannotOpen,
    sqlite3.SQLITE_CORRUPT: Corrupt,
    sqlite3.SQLITE_NOTADB: NotALedger,
}
_BY_ERRNO: Final[dict[int | None, type[LedgerError]]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EROFS: ReadOnly,
    errno.EIO: DiskFailing,
}
_NO_ROOM_FOR_SHARED_MEMORY: Final = sqlite3.SQLITE_IOERR_SHMSIZE


def to_queue_error(path: Path, exc: sqlite3.Error) -> QueueError:
    """The one place where SQLite's result codes become this package's errors."""
    code = getattr(exc, "sqlite_errorcode", None)
    if code is None:  # Python's own: a text that is none, or a connection used wrongly
        damaged = isinstance(exc, sqlite3.OperationalError)
        return Corrupt(path, str(exc)) if damaged else BrokenRule(str(exc))
    if code == _NO_ROOM_FOR_SHARED_MEMORY:
        return DiskFull(path, str(exc))
    known = _BY_CODE.get(code & 0xFF)  # the low byte is the primary result code
    return BrokenRule(str(exc)) if known is None else known(path, str(exc))


@contextmanager
def mapped(path: Path) -> Iterator[None]:
    """Let no `sqlite3.Error` and no `OSError` out, nor what a damaged file's words turn into."""
    try:
        yield
    except sqlite3.Error as exc:
        raise to_queue_error(path, exc) from exc
    except UnicodeDecodeError as exc:
        raise Corrupt(path, "SQLite names what is damaged in words that can't be read") from exc
    except OSError as exc:
        known = _BY_ERRNO.get(exc.errno, CannotOpen)
        raise known(path, exc.strerror or str(exc)) from exc


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Open for writing; a missing file is created, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
    _require_file(path)
    return _connect(path, "mode=rw")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)


def _require_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise CannotOpen(path, "this is no file")


def set_up_to_write(connection: sqlite3.Connection, path: Path) -> None:
    """Every commit waits for the medium; every REPLACE meets the triggers; what goes is blanked."""
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise CannotOpen(path, f"this file system allows no write-ahead log, only {mode}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}")
    connection.execute("BEGIN IMMEDIATE")  # reads the log, and keeps every other writer away
    make_log_sure(path)
    connection.execute("ROLLBACK")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open for reading only; works beside a writer of another process."""
    _require_file(path)
    return _connect(path, "mode=ro")


def connect_without_log(path: Path) -> sqlite3.Connection:
    """Read the file as if it had no log. What is found may be half of something."""
    return _connect(path, "mode=ro&immutable=1")


class Session:
    """A connection of one thread that is made again after a failure.

    ``connect`` opens it; ``prepare`` is called after each connecting, start-up or not.
    """

    def __init__(
        self, path: Path, connect: Connect, prepare: Callable[[sqlite3.Connection], None]
    ) -> None:
        self.path = path
        self._connect = connect
        self._prepare = prepare
        self._owner = threading.get_ident()
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._connected()

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def close(self) -> None:
        """Give the connection back; whatever was committed stays."""
        self._check_thread()
        self._closed = True
        self._drop()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for statements inside `once` or `reading`."""
        return self._connected()

    def execute(self, sql: str, parameters: Sequence[Parameter] = ()) -> sqlite3.Cursor:
        """Run one statement inside `once` or `reading`."""
        return self._connected().execute(sql, parameters)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one state; the file may grow meanwhile."""
        with self._reconnecting(), mapped(self.path):
            self.execute("BEGIN")
            yield self.connection
            self.execute("ROLLBACK")

    def query(self, sql: str, parameters: Sequence[Parameter] = ()) -> list[dict[str, Any]]:
        """Read rows as dictionaries."""
        with self._reconnecting(), mapped(self.path):
            cursor = self.execute(sql, parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def once(self, find: Callable[[], T | None], write: Callable[[], T]) -> T:
        """Return what ``find`` finds, or what ``write`` wrote and a commit made durable.

        The steps are told in the module's docstring. Raises `LedgerError`; after `OutcomeUnknown`
        the same call may be made again.
        """
        with self._reconnecting(), mapped(self.path):
            self.execute("BEGIN IMMEDIATE")
            found = find()
            if found is not None:
                self.execute("ROLLBACK")
                return found
            written = write()
        try:
            self.execute("COMMIT")
        except sqlite3.Error as exc:
            return self._settle(find, exc)
        return written

    def _settle(self, find: Callable[[], T | None], failure: sqlite3.Error) -> T:
        self._drop()
        try:
            with mapped(self.path):
                found = find()
        except LedgerError as exc:
            detail = f"commit failed ({failure}), and so did reading it back"
            raise OutcomeUnknown(self.path, detail) from exc
        if found is not None:
            return found
        raise to_queue_error(self.path, failure) from failure

    def _connected(self) -> sqlite3.Connection:
        self._check_thread()
        if self._closed:
            raise BrokenRule("the ledger was closed")
        if self._connection is None:
            with mapped(self.path):
                connection = self._connect(self.path)
                try:
                    self._prepare(connection)
                except BaseException:  # whatever it is: let go of the file, and let it go on
                    connection.close()
                    raise
            self._connection = connection
        return self._connection

    def _check_thread(self) -> None:
        if threading.get_ident() != self._owner:
            raise WrongThread("a ledger belongs to the thread that opened it")

    @contextmanager
    def _reconnecting(self) -> Iterator[None]:
        """After any exception leave no transaction; after trouble with the file start afresh."""
        self._check_thread()
        try:
            yield
        except BaseException as exc:  # whatever it is: leave no transaction, and let it go on
            rolled_back = self._roll_back()
            trouble = isinstance(exc, LedgerError) and not isinstance(exc, Locked)
            if trouble or not rolled_back:
                self._drop()
            raise

    def _roll_back(self) -> bool:
        """Whether no transaction is left. SQLite may have ended it by itself."""
        try:
            if self._connection is not None and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            return False
        return True

    def _drop(self) -> None:
        """Close. Rolled back before, as closing waits for cursors that somebody still holds."""
        self._roll_back()
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()
