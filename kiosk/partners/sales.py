"""The sales of this kiosk's ledger, in the order in which they were written, for its partners.

One of the ledger's readers: it sees what is committed, and writes nothing.
"""

from dataclasses import dataclass
from typing import Any, Final

from offline_queue.codes import kind_words
from offline_queue.reader import LedgerReader
from protocol.entry import Entry, EntryKind

SALES: Final = frozenset(
    {
        EntryKind.SPEND,
        EntryKind.ADMIT,
        EntryKind.COLLECT,
        EntryKind.CONVERT,
        EntryKind.REVERSE,
    }
)
"""The kinds by which a partner's thing changes hands, or goes back."""

_SALES: Final = f"""
    SELECT seq AS place, raw FROM entries
    WHERE seq >= ? AND kind IN ({kind_words(SALES)}) ORDER BY seq LIMIT ?
"""  # noqa: S608 - the only parts put in are this package's own words
_EARLIER: Final = f"""
    SELECT number AS place, raw FROM earlier
    WHERE number >= ? AND kind IN ({kind_words(SALES)}) ORDER BY number LIMIT ?
"""  # noqa: S608 - as above


@dataclass(frozen=True)
class Sale:
    """One sale at its ``place``: the seq in this ledger, or a number among the earlier ones."""

    place: int
    entry: Entry


class SalesReader(LedgerReader):
    """A `LedgerReader` that also lists sales, for the one thread that opens it."""

    def sales(self, from_seq: int, limit: int) -> tuple[Sale, ...]:
        """Return the first ``limit`` sales of this ledger from ``from_seq`` on. `LedgerError`."""
        return self._sales(_SALES, from_seq, limit)

    def earlier_sales(self, from_number: int, limit: int) -> tuple[Sale, ...]:
        """Return the same of the ledgers before this one, as they became known."""
        return self._sales(_EARLIER, from_number, limit)

    def _sales(self, sql: str, place: int, limit: int) -> tuple[Sale, ...]:
        rows: list[dict[str, Any]] = self._session.query(sql, (place, limit))
        return tuple(Sale(row["place"], self._read(row["raw"]).entry) for row in rows)
