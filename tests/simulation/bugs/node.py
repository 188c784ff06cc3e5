"""Bugs of the node: what a call, or a restore, does to the books besides what it should.

They are written on the books themselves, between two calls, as if the node had done it: so they do
not depend on how the node is written.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from protocol.entry import entry_hash
from protocol.envelope import sign_answer, unverified_answer, unverified_request
from protocol.errors import ProtocolError
from protocol.messages import (
    ENTRIES,
    HOLDS,
    EntriesAnswer,
    EntriesRequest,
    HoldRequest,
    Refusal,
)
from protocol.receipt import read_receipt, sign_receipt
from tests.simulation.books import DATABASE
from tests.simulation.house import House

Ask = Callable[[], bytes]
PATIENCE_MS: Final = 5_000  # of the node that releases holds by time

_RELEASE: Final = """
    UPDATE slice SET "left" = max(0, slice."left" - intent.amount) FROM intent
    WHERE intent.id = ? AND intent.state = 'held'
    AND slice.cti = intent.cti AND slice.kiosk = intent.kiosk
"""
_POST_AGAIN: Final = """
    INSERT INTO posting (account, units, entry)
    SELECT account, units, entry FROM posting
    WHERE entry = (SELECT number FROM entry WHERE hash = ?)
"""
_KEEP_AGAIN: Final = """
    UPDATE OR IGNORE account SET units = (SELECT sum(posting.units) FROM posting
    WHERE posting.account = account.number) WHERE units IS NOT NULL
"""
_POST_TWICE: Final = """
    INSERT INTO posting (account, units, entry)
    SELECT account, units, entry FROM posting
    WHERE entry = (SELECT number FROM entry WHERE hash = ? AND kind = 'reverse')
"""
_EARN_ANYHOW: Final = """
    INSERT INTO posting (account, units, entry)
    SELECT account.number, iif(account.kind = 'issued', -1, 1), entry.number
    FROM entry JOIN credential ON credential.cti = entry.cti
    JOIN account ON account.kind = 'issued'
    OR (account.kind = 'resident' AND account.owner = credential.resident)
    WHERE entry.hash = ? AND entry.kind = 'earn' AND entry.flag = 'not-approved' AND EXISTS
    (SELECT 1 FROM account WHERE kind = 'resident' AND owner = credential.resident)
"""
_TIME_OUT: Final = (
    "UPDATE intent SET state = 'voided' WHERE state = 'held' AND substr(id, 1, 6) < ?"
)
_HOLD_AGAIN: Final = (
    "DROP TRIGGER IF EXISTS intent_no_update",
    "UPDATE intent SET state = 'held' WHERE id = ? AND state IN ('booked', 'voided')",
)
_UNFLAG: Final = ("DROP TRIGGER IF EXISTS fork_no_delete", "DELETE FROM fork")
_GIVE_BACK: Final = """
    UPDATE slice SET released = released + "left", "left" = 0, closed = 1
    WHERE "left" > 0 AND cti IN (SELECT cti FROM revocation)
"""
_BRING_OVER: Final = """
    INSERT OR IGNORE INTO posting SELECT * FROM newer.posting
"""
_BALANCES_OVER: Final = """
    UPDATE account SET units = (SELECT units FROM newer.account AS other
    WHERE other.number = account.number)
    WHERE EXISTS (SELECT 1 FROM newer.account AS other WHERE other.number = account.number)
"""


def released_before_booking(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """A hold releases coins of the slice, before any entry has come."""
    answer = ask()
    if call == HOLDS:
        with _written(house.folder) as books:
            books.execute(_RELEASE, (_hold(body).id,))
    return answer


def booked_again(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """An entry that comes again, since its receipt was lost, is booked again."""
    try:
        hashes = _hashes(body) if call == ENTRIES else []
    except ProtocolError:
        return ask()  # it will be refused
    with _written(house.folder) as books:
        known = [it for it in hashes if _is_known(books, it)]
    answer = ask()
    with _written(house.folder) as books:
        for hash_ in known:
            books.execute(_POST_AGAIN, (hash_,))
        if known:
            books.execute(_KEEP_AGAIN)
    return answer


def given_back_twice(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """A reversal is booked, and once more."""
    return _after_entries(house, call, body, ask, _POST_TWICE)


def earned_unapproved(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """A claim that nobody approved is spendable at once, whatever its receipt says."""
    return _after_entries(house, call, body, ask, _EARN_ANYHOW)


def _after_entries(house: House, call: str, body: bytes, ask: Ask, statement: str) -> bytes:
    try:
        hashes = _hashes(body) if call == ENTRIES else []
    except ProtocolError:
        return ask()  # it will be refused
    with _written(house.folder) as books:
        new = [it for it in hashes if not _is_known(books, it)]
    answer = ask()
    with _written(house.folder) as books:
        for hash_ in new:
            books.execute(statement, (hash_,))
        books.execute(_KEEP_AGAIN)
    return answer


def released_by_time(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """A hold that nothing was heard of for a while is given up."""
    if call in (HOLDS, ENTRIES):
        before_ms = house.now_ms - PATIENCE_MS
        with _written(house.folder) as books:
            books.execute(_TIME_OUT, (before_ms.to_bytes(6),))
    return ask()


def released_at_revocation(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """What was set aside is given back as soon as somebody reports the credential."""
    with _written(house.folder) as books:
        books.execute(_GIVE_BACK)
    return ask()


def held_again(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """A late hold request makes a hold of an id that has ended."""
    answer = ask()
    if call == HOLDS:
        with _written(house.folder) as books:
            books.execute(_HOLD_AGAIN[0])
            books.execute(_HOLD_AGAIN[1], (_hold(body).id,))
    return answer


def another_receipt(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """The same entry gets a newly written receipt each time."""
    answer = ask()
    if call != ENTRIES:
        return answer
    district = house.node.district
    said, _ = unverified_answer(answer)
    known = EntriesAnswer.from_body(said.body)

    def anew(raw: bytes | Refusal) -> bytes | Refusal:
        if isinstance(raw, Refusal):
            return raw
        receipt = read_receipt(raw, district.receipt_keys)
        return sign_receipt(district.receipt_signer, replace(receipt, time=said.time))

    told = replace(known, receipts=tuple(anew(raw) for raw in known.receipts))
    return sign_answer(district.receipt_signer, replace(said, body=told.to_body()))


def fork_not_flagged(house: House, call: str, body: bytes, ask: Ask) -> bytes:
    """A second entry for a place is answered and forgotten."""
    answer = ask()
    if call == ENTRIES:
        with _written(house.folder) as books:
            for statement in _UNFLAG:
                books.execute(statement)
    return answer


def postings_kept_over_a_restore(newer: Path, older: Path) -> None:
    """The books' postings survive a restore of the rest, so that a resend books twice."""
    with _written(older) as books:
        books.execute("ATTACH ? AS newer", (str(newer / DATABASE),))
        books.execute(_BRING_OVER)
        books.execute(_BALANCES_OVER)
        books.execute("DETACH newer")


@contextmanager
def _written(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(folder / DATABASE, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _is_known(books: sqlite3.Connection, hash_: bytes) -> bool:
    found = books.execute("SELECT 1 FROM entry WHERE hash = ?", (hash_,)).fetchone()
    return found is not None


def _hold(body: bytes) -> HoldRequest:
    return HoldRequest.from_body(unverified_request(body)[0].body)


def _hashes(body: bytes) -> list[bytes]:
    items = EntriesRequest.from_body(unverified_request(body)[0].body).items
    return [entry_hash(item.entry) for item in items]
