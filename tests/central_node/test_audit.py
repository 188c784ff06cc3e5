"""The database refuses to be rewritten; where somebody does it all the same, the audit finds it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from central_node.store import DATABASE_FILE
from protocol.entry import EntryKind, sign_entry
from protocol.messages import EntryItem
from tests.central_node.world import NOW, World, held, stood_in


@pytest.fixture
def books(world: World) -> Iterator[tuple[World, sqlite3.Connection]]:
    """A district with a sale, a stand-in sale, a void and a live hold; and its raw database."""
    kiosk, rich, id_ = world.kiosks[0], world.phones["rich"], world.id()
    code = rich.code(NOW)
    answer = kiosk.hold(code, 10, id_)
    kiosk.spend(code, 10, held(answer.from_slice), id_)
    kiosk.spend(rich.code(NOW), 20, stood_in(20))
    kiosk.void(world.id())
    kiosk.write(kiosk.draft(EntryKind.CLOCK))
    kiosk.send()
    kiosk.hold(world.phones["some"].code(NOW), 7)
    assert world.audit() == ()
    connection = sqlite3.connect(world.folder / DATABASE_FILE)
    yield world, connection
    connection.close()


REWRITES = [
    "UPDATE posting SET units = units + 1",
    "DELETE FROM posting",
    "UPDATE entry SET outcome = 'noted'",
    "DELETE FROM entry",
    "UPDATE credential SET resident = 2",
    "DELETE FROM credential",
    "UPDATE bundle SET version = 2",
    "DELETE FROM intent",
    "UPDATE intent SET state = 'held' WHERE state = 'booked'",
    "UPDATE intent SET amount = 1 WHERE state = 'voided'",
    "UPDATE intent SET state = 'lost' WHERE state = 'held'",
    "UPDATE account SET units = -1 WHERE kind = 'resident'",
    "UPDATE slice SET left = reserved + 1",
]
ISSUED_BY_AN_ENTRY = """
    INSERT INTO posting (account, units, entry)
    SELECT a.number, m.units, 1 FROM account a
    JOIN (SELECT -5 AS units, 'issued' AS kind UNION SELECT 5, 'takings') m ON m.kind = a.kind
"""
BOOKED_AGAIN = """
    INSERT INTO posting (account, units, entry)
    SELECT account, units, entry FROM posting WHERE entry IS NOT NULL
"""
DEBITED_ELSEWHERE = """
    UPDATE posting SET account = (SELECT number FROM account WHERE kind = 'issued')
    WHERE entry IS NOT NULL AND units < 0
"""
ONE_RECEIPT_FOR_ALL = "UPDATE entry SET receipt = (SELECT receipt FROM entry WHERE seq = 1)"
REPLACED = "INSERT OR REPLACE INTO fork (ledger, seq, raw, received) VALUES (1, 1, x'01', 0)"
DAMAGES = [
    ("UPDATE posting SET units = units + 1 WHERE number = 5", "1: postings of entry"),
    (ISSUED_BY_AN_ENTRY, "1: entry"),
    ("UPDATE account SET units = units + 1 WHERE kind = 'resident'", "1: resident"),
    (BOOKED_AGAIN, "2: 2 ids"),
    (DEBITED_ELSEWHERE, "3: entry"),
    ("UPDATE intent SET state = 'booked' WHERE state = 'voided'", "4: id"),
    ("UPDATE intent SET state = 'voided' WHERE state = 'booked'", "5: entry"),
    ("UPDATE entry SET seq = seq + 10 WHERE seq = 4", "7: ledger"),
    ("UPDATE entry SET raw = x'00' WHERE seq = 2", "7: ledger"),
    ("UPDATE ledger SET size = size + 1", "7: ledger"),
    ("UPDATE ledger SET head = zeroblob(32)", "7: ledger"),
    ("UPDATE intent SET from_free = 50 WHERE state = 'held'", "9: resident"),
    ("UPDATE intent SET amount = 1 WHERE state = 'held'", "9: the hold"),
    ("UPDATE slice SET left = left - 40 WHERE left > 40", "10: a slice"),
    ("UPDATE slice SET left = left - 1, released = 1 WHERE left > 1", "10: a slice"),
    ("UPDATE slice SET closed = 1", "10: a slice"),
    ("UPDATE kiosk SET retired = 1", "9: the hold"),
    (ONE_RECEIPT_FOR_ALL, "17: the receipt"),
    ("UPDATE entry SET outcome = 'noted' WHERE seq = 2", "17: the receipt"),
    ("UPDATE entry SET receipt = x'00' WHERE seq = 2", "18: the receipt"),
]


@pytest.mark.parametrize("statement", REWRITES)
def test_the_database_itself_refuses_to_rewrite_what_was_booked(
    books: tuple[World, sqlite3.Connection], statement: str
) -> None:
    _, connection = books
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_a_row_cannot_be_replaced_either(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.void(world.id())
    kiosk.last()
    copy = sign_entry(kiosk.signer, replace(kiosk.draft("x"), seq=1))
    kiosk.deliver([EntryItem(copy)])
    before = world.dump()["fork"]
    with pytest.raises(IntegrityError, match="no DELETE"), world.books.write() as connection:
        connection.execute(text(REPLACED))
    assert world.dump()["fork"] == before


@pytest.mark.parametrize(("damage", "found"), DAMAGES)
def test_the_audit_finds_each_kind_of_damage(
    books: tuple[World, sqlite3.Connection], damage: str, found: str
) -> None:
    world, connection = books
    for (trigger,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(damage)
    connection.commit()
    problems = world.audit()
    assert any(problem.startswith(found) for problem in problems), problems
