"""What a damaged ledger file still gives: everything that its undamaged bytes hold."""

import hashlib
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from offline_queue.errors import DiskFailing, DiskFull
from offline_queue.kept import Kept
from offline_queue.recover_file import BLOCK_BYTES, Salvaged, salvage
from offline_queue.recover_found import Found, Source, Sums, Taken
from protocol.entry import OrderLine, sign_entry
from protocol.keys import Algorithm, MemorySigner
from tests.offline_queue.making import (
    KIOSK,
    NODE_KEYS,
    NOON_S,
    STRANGER,
    as_earlier,
    buy,
    code,
    confirm,
    id_of,
    intent,
    open_ledger,
    payer,
    receipt_for,
    sold_earlier,
    spend,
    void,
)
from tests.protocol import samples

SOLD = 120
DAMAGE = random.Random(3)  # noqa: S311 - where to damage a file, no secret


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    with Found.create(tmp_path / "found.db", KIOSK.public_key, NODE_KEYS) as found:
        yield found


def sell(path: Path, count: int = SOLD, confirmed: int = 40) -> bytes:
    """A ledger that was closed in peace; its name."""
    with open_ledger(path) as ledger:
        sold = [buy(ledger, number) for number in range(1, count)]
        ledger.store_receipts(confirm(ledger, *sold[:confirmed]))
        ledger.begin_intent(intent(800))
        return ledger.name


def look(path: Path, found: Found) -> Salvaged:
    before = {it: it.read_bytes() for it in path.parent.glob(f"{path.name}*")}
    seen = salvage(path, path.parent, Source.LEDGER, found)
    assert {it: it.read_bytes() for it in path.parent.glob(f"{path.name}*")} == before
    assert not list(path.parent.glob("damaged*"))
    return seen


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def test_a_healthy_file_gives_everything(path: Path, found: Found) -> None:
    name = sell(path)
    seen = look(path, found)
    assert (seen.damaged, seen.errors, seen.unread_blocks) == (0, 0, 0)
    assert (seen.there, seen.whole) == (True, True)
    assert seen.identity is not None
    assert (seen.identity.name, seen.identity.public_key) == (name, KIOSK.public_key)
    assert seen.head is not None
    outline = found.outline(name, seen.head.size)
    assert outline.whole
    assert (outline.size, outline.head) == (SOLD, seen.head.hash)
    assert found.by_source(Source.LEDGER) == found.only_in(Source.LEDGER) == SOLD
    assert found.open_intents() == [id_of(800)]
    with open_ledger(path) as ledger:
        kept = list(found.kept(name, SOLD))
        unsent = ledger.unsent(500, 10**7, again=True)
        assert [(it.raw, it.evidence) for it in kept] == [(it.raw, it.evidence) for it in unsent]
    assert sum(it.receipt is not None for it in kept) == 40


def test_a_missing_file_gives_nothing(path: Path, found: Found) -> None:
    nothing = Salvaged(
        there=False,
        whole=False,
        identity=None,
        head=None,
        unread_blocks=0,
        damaged=0,
        errors=0,
        log_sure=True,
    )
    assert look(path, found) == nothing
    assert found.ledgers() == ()


@pytest.mark.parametrize(
    "data", [b"", b"no database at all", bytes(9000), DAMAGE.randbytes(9001)], ids=len
)
def test_a_file_of_something_else_gives_nothing(path: Path, found: Found, data: bytes) -> None:
    path.write_bytes(data)
    seen = look(path, found)
    assert (seen.identity, seen.head) == (None, None)
    assert found.ledgers() == ()


def test_a_wrong_row_in_a_whole_database_is_seen(path: Path, found: Found) -> None:
    sell(path, 5, 0)
    connection = sqlite3.connect(path)
    connection.executescript("DROP TRIGGER entries_never_change; UPDATE entries SET coins = 1;")
    connection.close()
    assert not look(path, found).whole


def test_what_is_only_in_the_log_is_found(path: Path, found: Found) -> None:
    with open_ledger(path) as ledger:
        for number in range(1, 20):
            buy(ledger, number)
        assert path.with_name("ledger.db-wal").stat().st_size > 0
        seen = look(path, found)
        assert seen.head is not None
        assert seen.head.size == 20
        assert found.outline(ledger.name).size == 20


def test_the_log_alone_gives_what_it_holds(path: Path, found: Found) -> None:
    with open_ledger(path) as ledger:
        for number in range(1, 20):
            buy(ledger, number)
        path.rename(path.with_name("gone.db"))
        seen = look(path, found)
        assert (seen.identity, seen.head) == (None, None)
        assert found.outline(ledger.name).size == 20
        path.with_name("gone.db").rename(path)


@pytest.mark.parametrize("page", range(1, 40))
def test_a_page_of_noise_costs_only_what_stood_in_it(path: Path, tmp_path: Path, page: int) -> None:
    name = sell(path)
    noise = DAMAGE.randbytes(BLOCK_BYTES)
    pages = path.stat().st_size // BLOCK_BYTES
    if page >= pages:
        pytest.skip("the file has fewer pages")
    whole = path.read_bytes()
    stood_there = whole[page * BLOCK_BYTES : (page + 1) * BLOCK_BYTES]
    with open_ledger(path) as ledger:
        sold = ledger.unsent(500, 10**7, again=True)
    lost = {it.seq for it in sold if it.raw in stood_there}
    overwrite(path, page * BLOCK_BYTES, noise)
    with Found.create(tmp_path / "found.db", KIOSK.public_key, NODE_KEYS) as found:
        assert not look(path, found).whole
        outline = found.outline(name, SOLD)
    gone = {seq for first, last in outline.missing for seq in range(first, last + 1)}
    assert gone == lost


def test_without_its_first_page_the_rows_are_found_all_the_same(path: Path, found: Found) -> None:
    name = sell(path)
    party = replace(payer(900), evidence_hash=hashlib.sha256(samples.CODE_BYTES).digest())
    with open_ledger(path) as ledger:
        ledger.append(replace(spend(900), parties=(party,)), (samples.CODE_BYTES,))
    overwrite(path, 0, bytes(BLOCK_BYTES))
    seen = look(path, found)
    assert (seen.identity, seen.head) == (None, None)
    assert found.outline(name).size == SOLD + 1
    assert found.unanswered() == Sums(SOLD - 39, (SOLD - 40) * 15)
    *_, last = found.kept(name, SOLD + 1)
    assert last.evidence == (samples.CODE_BYTES,)


def test_a_changed_entry_is_damaged_and_not_taken(path: Path, found: Found) -> None:
    name = sell(path, 20, 0)
    data = path.read_bytes()
    with open_ledger(path) as ledger:
        raw = ledger.unsent(20, 10**6)[7].raw
    at = data.index(raw) + len(raw) - 3
    overwrite(path, at, bytes([data[at] ^ 1]))
    seen = look(path, found)
    assert seen.damaged > 0
    assert found.outline(name, 20).missing == ((7, 7),)


def test_an_entry_too_large_for_a_page_is_read_by_its_row(path: Path, found: Found) -> None:
    with open_ledger(path) as ledger:
        lines = tuple(OrderLine(f"item-{at}", "점심" * 30, 1, 3000) for at in range(32))
        large = ledger.append(replace(spend(1), lines=lines), (code(1)[2],))
        assert len(large.raw) > 4061  # SQLite puts such a row into several pages
        buy(ledger, 2)
    look(path, found)
    assert found.has_id(large.id)
    assert found.outline(large.entry.ledger).size == 3


def test_what_a_ledger_remembers_of_earlier_ones_is_found_too(
    path: Path, tmp_path: Path, found: Found
) -> None:
    known = sold_earlier(tmp_path / "old.db", 1, 2, confirmed=1)
    with open_ledger(path) as ledger:
        ledger.remember(known)
        mine = ledger.name
    look(path, found)
    assert set(found.ledgers()) == {mine, known[0].it.entry.ledger}
    assert list(found.others(mine)) == known
    assert found.unanswered() == Sums(2, 15)


class _Failing:
    """Reads as the system does, but for some blocks."""

    def __init__(self, bad: set[int]) -> None:
        self.bad = bad

    def __call__(self, read: Callable[[int, int, int], bytes]) -> Callable[[int, int, int], bytes]:
        def pread(handle: int, count: int, at: int) -> bytes:
            if at // BLOCK_BYTES in self.bad:
                raise OSError(5, "Input/output error")
            return read(handle, count, at)

        return pread


def test_blocks_that_the_medium_does_not_give_are_counted_and_the_rest_is_read(
    path: Path, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = sell(path)
    pages = path.stat().st_size // BLOCK_BYTES
    monkeypatch.setattr(os, "pread", _Failing({0, pages - 1})(os.pread))
    seen = look(path, found)
    assert seen.unread_blocks == 2
    assert found.outline(name).found > SOLD // 2


def test_entries_of_another_key_and_other_messages_are_foreign(path: Path, found: Found) -> None:
    known = sold_earlier(path, 1)[0]
    entry, other = known.it.entry, MemorySigner.generate(Algorithm.ESP256)
    assert found.add_message(Source.LEDGER, sign_entry(other, entry)) is Taken.FOREIGN
    assert found.add_message(Source.LEDGER, b"\x84") is Taken.FOREIGN
    assert found.add(Source.TICKETS, Kept(b"")) is Taken.FOREIGN
    found.add_receipt(receipt_for(b"ledger-x", 0, bytes(32), STRANGER))
    assert found.node_s() == 0


def test_each_source_is_counted_and_nothing_twice(path: Path, found: Found) -> None:
    with open_ledger(path) as ledger:
        entries = [buy(ledger, 1), ledger.append(void(2)), buy(ledger, 3)]
        raws = [it.raw for it in entries]
        for source, some in ((Source.COPY, raws), (Source.NODE, raws[:1]), (Source.NODE, raws[:2])):
            for raw in some:
                assert found.add(source, Kept(raw)) is Taken.TAKEN
        assert {it: found.by_source(it) for it in Source} == {
            Source.LEDGER: 0,
            Source.COPY: 3,
            Source.NODE: 2,
            Source.TICKETS: 0,
        }
        assert (found.only_in(Source.COPY), found.only_in(Source.NODE)) == (1, 0)
        assert found.unanswered() == Sums(3, 30)
        assert found.newest_receipt(ledger.name, 9) is None
        for it in as_earlier(ledger, *entries, confirmed=2):
            if it.receipt is not None:
                found.add_receipt(it.receipt.raw)
        assert found.newest_receipt(ledger.name, 9) == (2, entries[1].hash)
        assert found.newest_receipt(ledger.name, 2) == (1, entries[0].hash)
        assert found.node_s() == found.floor_s() == NOON_S
        assert found.unanswered() == Sums(1, 15)


def test_the_ledger_with_the_newest_entry_is_last(tmp_path: Path, found: Found) -> None:
    names = []
    for number in (1, 2):
        known = sold_earlier(tmp_path / f"old{number * 'x'}.db", number)
        names.append(known[0].it.entry.ledger)
        entry = replace(known[0].it.entry, time=NOON_S - number)
        found.add(Source.TICKETS, Kept(sign_entry(KIOSK, entry)))
    assert found.ledgers() == (names[1], names[0])


@pytest.mark.parametrize(
    "damage",
    ["order_hash = 'text'", "order_hash = x'00'", "id = x'00'", "amount = -1", "time_s = NULL"],
)
def test_intents_of_another_form_are_damage(path: Path, found: Found, damage: str) -> None:
    sell(path, 3, 0)
    connection = sqlite3.connect(path)
    connection.executescript("""
        DROP TRIGGER intents_never_change; PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', ''), 'NOT NULL', '')
        WHERE name = 'intents';
    """)
    connection.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"UPDATE intents SET {damage}")
    connection.commit()
    connection.close()
    look(path, found)
    assert found.open_intents() == []


def test_reading_harms_nobody_who_has_the_file_open(path: Path, found: Found) -> None:
    with open_ledger(path) as ledger:
        buy(ledger, 1)
        look(path, found)
        buy(ledger, 2)
        assert found.outline(ledger.name).size == 2


@pytest.mark.parametrize("table", ["sqlite_schema", "FROM head", "FROM entries", "FROM intents"])
@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_READ])
def test_a_scratch_medium_that_fails_is_not_taken_for_the_end_of_a_table(
    path: Path, found: Found, monkeypatch: pytest.MonkeyPatch, table: str, code: int
) -> None:
    class Failing(sqlite3.Connection):
        def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as its own
            if table in sql:
                exc = sqlite3.OperationalError("the scratch medium fails")
                exc.sqlite_errorcode = code
                raise exc
            return super().execute(sql, *rest)

    sell(path, 5, 2)
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Failing))
    with pytest.raises((DiskFull, DiskFailing)) as caught:
        salvage(path, path.parent, Source.LEDGER, found)
    assert caught.value.path == path.parent / "damaged.db"
    assert not list(path.parent.glob("damaged*"))
