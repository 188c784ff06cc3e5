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

from central_node import schema
from central_node.errors import FolderError, StoreBusy
from central_node.keyfiles import create_private

DATABASE_FILE = "node.db"
_BUSY_TIMEOUT_S = 10  # a full batch holds the lock for about 0.1 s; ten waiting ones are normal


class Store:
    """Transactions on the node's database. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")

    @classmethod
    def create(cls, folder: Path) -> "Store":
        """Make the database in a folder that has none. Raises FolderError."""
        path = folder / DATABASE_FILE
        create_private(path, b"")
        store = cls(_engine(path))
        with store.write() as connection:
            schema.create(connection)
            connection.execute(text(f"PRAGMA user_version = {schema.SCHEMA_VERSION}"))
        return store

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """Open the database of a seeded folder. Raises FolderError."""
        path = folder / DATABASE_FILE
        if not path.is_file():
            raise FolderError(f"{folder} holds no node: run 'central-node seed' first.")
        store = cls(_engine(path))
        found = _version(store, path)
        if found != schema.SCHEMA_VERSION:
            store.close()
            raise FolderError(f"{path} has schema {found}, this node {schema.SCHEMA_VERSION}.")
        return store

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction; committed and on the disk when the block ends.

        Raises StoreBusy when the lock is not to be had or the disk does not take it.
        """
        try:
            with self._writing.begin() as connection:
                yield connection
        except OperationalError as exc:
            raise StoreBusy(f"the database cannot be written: {exc.orig}") from exc

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view for reading; waits for no writer. Raises StoreBusy."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as exc:
            raise StoreBusy(f"the database cannot be read: {exc.orig}") from exc

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_TIMEOUT_S}
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin late and without the write lock
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _version(store: Store, path: Path) -> int:
    try:
        with store.read() as connection:
            return int(connection.execute(text("PRAGMA user_version")).scalar_one())
    except DatabaseError as exc:
        store.close()
        raise FolderError(f"{path} is no database that can be read: {exc.orig}.") from exc
