"""What limits are judged by: how much there was in a period, and what was counted by machines.

Everything is counted from the lines of entries (see `lines`), of this ledger and of those before
it, each time anew. What was given back in full counts no more; a part that was given back leaves
the whole counted, so that no limit is passed by it. Each question takes an index to the rows of its
period, so its cost does not grow with the ledger.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from offline_queue.codes import kind_words
from offline_queue.standing import StandingQuestions
from protocol.entry import EntryKind

MAX_OWN: Final = 50
"""More than one person does at one kiosk in a day."""


@dataclass(frozen=True)
class Counted:
    """What is counted: lines of ``service`` since ``since_s``, epoch seconds.

    ``item``: of this one only, empty for all. ``tag``: of the person with this limit tag only.
    ``badge``: what the badge with this cti approved only.
    """

    kinds: Collection[EntryKind]
    service: str
    since_s: int
    item: str = ""
    tag: bytes | None = None
    badge: bytes | None = None


@dataclass(frozen=True)
class Sum:
    """How many things there were, and how many coins their entries moved."""

    things: int
    coins: int


_BACK: Final = """
    (SELECT sum(coins) FROM {table} AS back WHERE back.ref = sold.id AND back.kind = 'reverse')
"""
_BACK_HERE: Final = _BACK.format(table="entries")
_BACK_BEFORE: Final = _BACK.format(table="earlier")
_BACK_OF: Final = {
    "entries": f"coalesce({_BACK_HERE}, -1)",
    "earlier": f"coalesce({_BACK_HERE} + coalesce({_BACK_BEFORE}, 0), {_BACK_BEFORE}, -1)",
}
"""Coins given back of an entry; -1 where nothing was."""

# A plus before a column keeps SQLite from taking the index that begins with it.
_WHOSE: Final = {
    "all": "line.service = ?1",
    "tag": "+line.service = ?1 AND line.tag = ?4",
    "badge": "+line.service = ?1 AND line.badge = ?4",
}
_FROM: Final = """
    FROM {lines} AS line CROSS JOIN {table} AS sold ON sold.{at} = line.{at}
    WHERE {whose} AND line.time_s >= ?2 AND (?3 = '' OR line.item = ?3) AND line.kind IN ({kinds})
"""
_SUM: Final = """
    SELECT sold.coins AS coins, sum(line.quantity) AS things {source}
    AND ({back} < 0 OR {back} < sold.coins) GROUP BY sold.{at}
"""
_WHOLE: Final = """
    SELECT coalesce(sum(things), 0) AS things, coalesce(sum(coins), 0) AS coins FROM ({rows})
"""
_GIVEN: Final = "SELECT sold.raw, sold.time_s, sold.seq {source} AND {back} < 0 GROUP BY sold.{at}"
_TABLES: Final = (("lines", "entries", "seq"), ("earlier_lines", "earlier", "number"))
_NAMED: Final = """
    SELECT (SELECT count(*) FROM entries WHERE kind = 'earn' AND result = ?1)
    + (SELECT count(*) FROM earlier WHERE kind = 'earn' AND result = ?1) AS entries
"""


class TallyQuestions(StandingQuestions):
    """What can be asked about limits. Each question raises `LedgerError`."""

    def tally(self, counted: Counted) -> Sum:
        """How much there was: things by their lines, coins by whole entries."""
        sql = _united(_SUM, counted)
        (row,) = self._session.query(_WHOLE.format(rows=sql), _values(counted))
        return Sum(int(row["things"]), int(row["coins"]))

    def own_raws(self, counted: Counted, most: int = MAX_OWN) -> tuple[bytes, ...]:
        """The signed bytes of such entries of which nothing was given back, newest first."""
        sql = f"{_united(_GIVEN, counted)} ORDER BY 2 DESC, 3 DESC LIMIT {most:d}"
        return tuple(row["raw"] for row in self._session.query(sql, _values(counted)))

    def counts_named(self, evidence: str) -> int:
        """How many earnings name this count of a machine, ever."""
        (row,) = self._session.query(_NAMED, (evidence,))
        return int(row["entries"])


def _united(select: str, counted: Counted) -> str:
    whose = "tag" if counted.tag is not None else "badge" if counted.badge is not None else "all"
    kinds = kind_words(frozenset(counted.kinds))
    parts = []
    for lines, table, at in _TABLES:
        source = _FROM.format(lines=lines, table=table, at=at, whose=_WHOSE[whose], kinds=kinds)
        parts.append(select.format(source=source, back=_BACK_OF[table], at=at))
    return " UNION ALL ".join(parts)


def _values(counted: Counted) -> tuple[str | int | bytes | None, ...]:
    who = counted.tag if counted.tag is not None else counted.badge
    return (counted.service, counted.since_s, counted.item, *([] if who is None else [who]))
