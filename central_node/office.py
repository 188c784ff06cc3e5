"""One piece of work on a node's books by a command, also while the node serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from central_node.district import District, read_district
from central_node.publishing import publish
from central_node.store import Store


@contextmanager
def open_books(folder: Path, now: int) -> Iterator[tuple[Connection, District]]:
    """A writing transaction and the district in force; what the work changes is published with it.

    ``now`` in epoch seconds. Raises FolderError and StoreBusy; after any error nothing has changed.
    """
    store = Store.open(folder)
    try:
        with store.write() as connection:
            district = read_district(connection, folder).at(now)
            yield connection, district
            publish(connection, district, now)
    finally:
        store.close()
