"""The node's database: one SQLite file in WAL mode, every commit on the disk before it counts.

Durability, in order: (1) a writing transaction takes the write lock at its start, so what it reads
cannot change under it; (2) rows and receipts are written in it; (3) `synchronous=FULL` makes the
commit return only when the log is on the disk; (4) only then does an answer leave the node. A crash
before (3) leaves nothing; after it, the same request finds its receipt and gets it again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from central_node import schema_steps
from central_node.errors import FolderError, StoreBusy
from central_node.keyfiles import create_private
from central_node.queue_lock import QueueLock

DATABASE_FILE = "node.db"
BUSY_TIMEOUT_S = 10.0  # for other programs on the file; our own threads wait in their queue
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or else REPLACE would delete rows past the triggers
)
_VERSION = text("PRAGMA user_version")
_PRIMARY_CODE = 0xFF  # the rest of SQLite's extended code says more than is needed here
_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)


class Store:
    """Transactions on the node's database. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")
        self._turn = QueueLock()

    @classmethod
    def create(cls, folder: Path) -> "Store":
        """Make the database in a folder that has none. Raises FolderError."""
        path = folder / DATABASE_FILE
        create_private(path, b"")
        store = cls(_engine(path, BUSY_TIMEOUT_S))
        with store.write() as connection:
            schema_steps.create(connection)
            _set_version(connection)
        return store

    @classmethod
    def open(cls, folder: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> "Store":
        """Open the database of a seeded folder; an older one is brought up to date.

        Raises FolderError, also for a newer one, which stays as it is.
        """
        path = folder / DATABASE_FILE
        if not path.is_file():
            raise FolderError(f"{folder} holds no node: run 'central-node seed' first.")
        store = cls(_engine(path, busy_timeout_s))
        try:
            store._bring_up_to_date(path)
        except BaseException:  # whatever it is: let go of the file, and let it go on
            store.close()
            raise
        return store

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction; committed and on the disk when the block ends.

        Raises StoreBusy when the lock is not to be had or the disk does not take it.
        """
        with _surroundings(), self._turn, self._writing.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view for reading; waits for no writer. Raises StoreBusy."""
        with _surroundings(), self._engine.begin() as connection:
            yield connection

    def _bring_up_to_date(self, path: Path) -> None:
        found = self._version(path)
        if not schema_steps.OLDEST_VERSION <= found <= schema_steps.SCHEMA_VERSION:
            raise FolderError(
                f"{path} has schema {found}, this node {schema_steps.SCHEMA_VERSION}."
            )
        if found == schema_steps.SCHEMA_VERSION:
            return
        with self.write() as connection:
            found = connection.execute(_VERSION).scalar_one()  # another program may have been first
            schema_steps.upgrade(connection, found)
            _set_version(connection)

    def _version(self, path: Path) -> int:
        try:
            with self.read() as connection:
                return int(connection.execute(_VERSION).scalar_one())
        except DatabaseError as exc:
            raise FolderError(f"{path} is no database that can be read: {exc.orig}.") from exc

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _engine(path: Path, busy_timeout_s: float) -> Engine:
    url = URL.create("sqlite", database=str(path))
    # An error's text goes to the log, and what was to be written is nobody's business there.
    engine = create_engine(url, connect_args={"timeout": busy_timeout_s}, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


@contextmanager
def _surroundings() -> Iterator[None]:
    """Tell what the machine does to us from what we did wrong ourselves."""
    try:
        yield
    except OperationalError as exc:
        code = getattr(exc.orig, "sqlite_errorcode", sqlite3.SQLITE_OK)
        if code & _PRIMARY_CODE not in _PASSING:
            raise
        raise StoreBusy(f"the database is not to be had now: {exc.orig}") from exc


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin late and without the write lock
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _set_version(connection: Connection) -> None:
    connection.execute(text(f"PRAGMA user_version = {schema_steps.SCHEMA_VERSION}"))
