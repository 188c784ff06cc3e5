"""One piece of work on a node's books by a command, also while the node serves.

Keys are opened before the write lock is taken: a sealed one takes long, a person may have to type
its passphrase, and holds of residents at kiosks would wait for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import Connection

from central_node.district import District, load_district, newest, open_none
from central_node.errors import NodeFault
from central_node.key_sweep import sweep
from central_node.publishing import Change, publish_beside
from central_node.store import Store

_log = structlog.get_logger()


@dataclass(frozen=True)
class Office:
    """The books of an opened folder, its keys, and the time of the work (epoch seconds).

    ``strays`` are the names of key files that belong to no key.
    """

    store: Store
    district: District
    now: int
    strays: tuple[str, ...] = ()

    @contextmanager
    def write(self) -> Iterator[tuple[Connection, District]]:
        """A writing transaction and the district in force; after any error nothing has changed.

        Raises StoreBusy, and FolderError where a key was announced since the office was opened.
        """
        with self.store.write() as connection:
            yield connection, newest(connection, self.district, open_none).at(self.now)

    @contextmanager
    def read(self) -> Iterator[tuple[Connection, District]]:
        """The same for looking only; nobody waits for it."""
        with self.store.read() as connection:
            yield connection, newest(connection, self.district, open_none).at(self.now)

    def publish(self, change: Change | None = None, *, fill: bool) -> int:
        """Publish what is new; the version in force then. Raises FolderError, StoreBusy."""
        return publish_beside(self.store, self.district, self.now, change, fill=fill)


@contextmanager
def open_office(folder: Path, now: int) -> Iterator[Office]:
    """Open a folder and its keys for the work of one command. Raises FolderError."""
    store = Store.open(folder)
    try:
        district = load_district(folder, store)
        with store.read() as connection:
            strays = sweep(connection, folder)
        yield Office(store, district, now, strays)
    finally:
        store.close()


@contextmanager
def open_books(folder: Path, now: int) -> Iterator[tuple[Connection, District]]:
    """A writing transaction and the district in force; what the work changed is published after it.

    ``now`` in epoch seconds. Raises FolderError and StoreBusy; after any error nothing has changed.
    What cannot be published leaves the last bundle in force, as in a node that serves: the work is
    done, and the log says what is wrong.
    """
    with open_office(folder, now) as office:
        with office.write() as opened:
            yield opened
        try:
            office.publish(fill=False)
        except NodeFault as exc:
            _log.error("publishing", fault=str(exc))


@contextmanager
def look_into_books(folder: Path, now: int) -> Iterator[tuple[Connection, District]]:
    """The same for looking only: nothing is locked, and nothing published."""
    with open_office(folder, now) as office, office.read() as opened:
        yield opened
