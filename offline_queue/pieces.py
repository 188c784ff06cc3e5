"""Evidence read alongside the entries that it belongs to, so that neither has to be looked up."""

import sqlite3
from collections.abc import Iterator
from typing import Final

_EVIDENCE: Final = "SELECT seq, hash, bytes FROM evidence ORDER BY seq, hash"


class Pieces:
    """All evidence of a ledger in the order of its entries. ``stray``: pieces of no entry."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.stray = 0
        self._rows = connection.execute(_EVIDENCE)
        self._next = self._rows.fetchone()

    def of(self, seq: int) -> Iterator[tuple[bytes, bytes]]:
        """Hash and bytes of each piece of this entry; entries are asked for in their order.

        What is passed belongs to no entry.
        """
        while self._next is not None and self._next[0] <= seq:
            at, hash_, piece = self._next
            self._next = self._rows.fetchone()
            if at == seq:
                yield hash_, piece
            else:
                self.stray += 1

    def rest(self) -> None:
        """Pass what is left after the last entry."""
        while self._next is not None:
            self.stray += 1
            self._next = self._rows.fetchone()
