"""What of an earlier ledger goes to the node next (see `earlier` and `backlog`).

A damaged row may hold anything: what is no bytes is read so that it has not the hash kept beside
it, and is passed over like other bytes that changed.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from offline_queue.records import Unsent
from protocol.messages import MAX_LOST_RANGES, MAX_LOST_SEQS, LostRange, lost_seqs

_TO_SEND: Final = """
    SELECT number, seq, coalesce(CAST(hash AS BLOB), x''), coalesce(CAST(raw AS BLOB), x'')
    FROM earlier
    WHERE ledger = ?1 AND typeof(seq) = 'integer' AND (seq, hash) > (?2, ?3)
    AND (seq >= ?4 OR NOT EXISTS
        (SELECT 1 FROM earlier_receipts WHERE earlier_receipts.number = earlier.number))
    ORDER BY seq, hash LIMIT ?5
"""
_EVIDENCE: Final = """
    SELECT CAST(bytes AS BLOB) FROM earlier_evidence
    WHERE number = ? AND typeof(bytes) IN ('blob', 'text') ORDER BY hash
"""
_KNOWN: Final = """
    SELECT DISTINCT seq FROM earlier
    WHERE ledger = ? AND seq BETWEEN ? AND ? AND typeof(seq) = 'integer' ORDER BY seq
"""

_Row = tuple[int, int, bytes, bytes]
_From = tuple[int, bytes, int, int]
"""Behind which place and hash; how much the node knows; how many rows at once."""


@dataclass(frozen=True)
class Batch:
    """Entries of one earlier ledger for the node, and the places before them that are lost.

    ``damaged``: places passed over, up to the last item's, as their bytes are not what was kept.
    """

    items: tuple[Unsent, ...]
    lost: tuple[LostRange, ...]
    damaged: tuple[int, ...] = ()


def next_batch(
    connection: sqlite3.Connection,
    ledger: bytes,
    begin: _From,
    max_bytes: int,
    refused: Collection[int],
) -> Batch:
    """As `Earlier.to_send` tells."""
    items, damaged = _next_whole(connection, _behind(connection, ledger, begin), max_bytes)
    _, _, size, _ = begin
    while items:
        last = items[-1].seq
        passed = tuple(seq for seq in damaged if seq <= last)
        gone = {*passed}.difference(it.seq for it in items).union(refused)
        lost = tuple(_gaps(connection, ledger, size, last, gone))
        if len(lost) <= MAX_LOST_RANGES and lost_seqs(lost) <= MAX_LOST_SEQS:
            return Batch(items, lost, passed)
        items = items[: len(items) // 2]
    return Batch((), (), damaged)


def _behind(connection: sqlite3.Connection, ledger: bytes, begin: _From) -> Iterator[list[_Row]]:
    """What is to be sent from ``begin`` on."""
    seq, hash_, size, limit = begin
    while rows := connection.execute(_TO_SEND, (ledger, seq, hash_, size, limit)).fetchall():
        yield rows
        _, seq, hash_, _ = rows[-1]


def _next_whole(
    connection: sqlite3.Connection, found: Iterator[list[_Row]], max_bytes: int
) -> tuple[tuple[Unsent, ...], tuple[int, ...]]:
    """The next entries whose bytes are what was kept, and the places of those that are not."""
    damaged: list[int] = []

    def whole(rows: list[_Row]) -> Iterator[Unsent]:
        for item in _with_evidence(connection, rows):
            if item.intact:
                yield item
            else:
                damaged.append(item.seq)

    for rows in found:
        if items := tuple(_within(max_bytes, whole(rows))):
            return items, tuple(damaged)
    return (), tuple(damaged)


def _within(max_bytes: int, items: Iterator[Unsent]) -> Iterator[Unsent]:
    left_bytes = max_bytes
    for at, item in enumerate(items):
        left_bytes -= item.size_bytes
        if at and left_bytes < 0:
            return
        yield item


def _with_evidence(connection: sqlite3.Connection, rows: Sequence[_Row]) -> Iterator[Unsent]:
    for number, seq, hash_, raw in rows:
        pieces = tuple(row[0] for row in connection.execute(_EVIDENCE, (number,)))
        yield Unsent(seq, hash_, raw, pieces)


def _gaps(
    connection: sqlite3.Connection, ledger: bytes, first: int, last: int, lost: Collection[int]
) -> Iterator[LostRange]:
    """Places from ``first`` to ``last`` with no entry that could be booked, as ranges."""
    expected = first
    for (seq,) in connection.execute(_KNOWN, (ledger, first, last)):
        if seq in lost:
            continue
        if seq > expected:
            yield expected, seq - 1
        expected = seq + 1
    if expected <= last:  # the last ones may be lost and are sent all the same
        yield expected, last
