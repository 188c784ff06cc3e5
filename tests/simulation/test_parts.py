"""The simulator's own parts: its clock, its disk, its phones, its checks."""

import sqlite3
from pathlib import Path

import pytest

from protocol.code import to_text
from protocol.credential import Credential, CredentialKind, issue
from protocol.keys import Algorithm, key_ring
from protocol.resident_code import check
from tests.simulation.chance import Chance
from tests.simulation.climate import CALM, ROUGH, swarm
from tests.simulation.medium import Blow, Disk, PowerGone
from tests.simulation.phones import Phone, altered
from tests.simulation.timeline import Life, Timeline
from tests.simulation.truth import Signed, Truth, Violated, demand

NOW_MS = 1_790_000_000_000


def test_events_come_by_time_and_those_of_one_moment_by_the_seed() -> None:
    def order(seed: int) -> list[str]:
        timeline, seen = Timeline(NOW_MS, Chance(seed)), list[str]()
        for name in "abcdefgh":
            timeline.after(0, name, lambda name=name: seen.append(name))  # type: ignore[misc] # bound per round
        timeline.after(-5, "late", lambda: seen.append("late"))
        timeline.after(9, "last", lambda: seen.append("last"))
        while event := timeline.take(NOW_MS + 10):
            event.do()
        assert timeline.now_ms == NOW_MS + 10
        return seen

    assert order(1) == order(1) != order(2)
    assert order(1)[-1] == "last"


def test_what_belongs_to_an_ended_life_does_not_happen() -> None:
    timeline, life = Timeline(NOW_MS, Chance(1)), Life()
    timeline.after(5, "never", lambda: None, life)
    life.alive = False
    assert timeline.take(NOW_MS + 100) is None


def table(disk: Disk) -> sqlite3.Connection:
    connection = disk.connect(disk.ledger)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE one (n INTEGER)")
    return connection


@pytest.mark.parametrize(("blow", "kept"), [(Blow.DIES_BEFORE, 0), (Blow.DIES_AFTER, 1)])
def test_a_crash_leaves_what_was_committed_and_nothing_else(
    tmp_path: Path, blow: Blow, kept: int
) -> None:
    disk = Disk(tmp_path)
    connection = table(disk)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO one VALUES (1)")
    disk.arm(blow, 1)
    with pytest.raises(PowerGone):
        connection.execute("COMMIT")
    disk.crash_image()
    connection.close()
    after = disk.connect(disk.ledger)
    assert after.peek("SELECT count(*) FROM one") == [(kept,)]
    after.close()


@pytest.mark.parametrize(("blow", "kept"), [(Blow.FAILS_BEFORE, 0), (Blow.FAILS_AFTER, 1)])
def test_a_commit_fails_done_or_not(tmp_path: Path, blow: Blow, kept: int) -> None:
    disk = Disk(tmp_path)
    connection = table(disk)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO one VALUES (1)")
    disk.arm(blow, 1)
    with pytest.raises(sqlite3.OperationalError) as failed:
        connection.execute("COMMIT")
    assert failed.value.sqlite_errorcode == sqlite3.SQLITE_IOERR
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    assert connection.execute("SELECT count(*) FROM one").fetchone() == (kept,)
    connection.close()


def test_a_copy_put_back_is_the_older_state(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    connection = table(disk)
    copy = disk.keep_copy("older")
    connection.execute("INSERT INTO one VALUES (1)")
    connection.close()
    disk.put_back(copy)
    older = disk.connect(disk.ledger)
    assert older.peek("SELECT count(*) FROM one") == [(0,)]
    older.close()
    disk.put_back(None)
    assert not disk.ledger.exists()


def phone(chance: Chance) -> tuple[Phone, Credential]:
    node, holder = chance.signer(Algorithm.ED25519), chance.signer(Algorithm.ESP256)
    credential = Credential(
        pseudonym="p" * 12,
        expires=NOW_MS // 1000 + 1000,
        issued=NOW_MS // 1000,
        cti=bytes(8),
        holder=holder.public_key,
        kind=CredentialKind.PHONE,
        scheme="test-coin",
        slices={1: 10},
        limit_tag=bytes(4),
        price_classes=(),
        status_index=0,
    )
    return Phone(holder, issue(node, credential), credential, 0), credential


def test_an_altered_code_is_good_has_other_bytes_and_the_same_counter() -> None:
    chance = Chance(1)
    keys = key_ring(chance.signer(Algorithm.ED25519).public_key)
    shown, _ = phone(Chance(1))
    code = shown.code(NOW_MS)
    other = altered(code)
    assert other != code
    found = [check(to_text(it), keys, "test-coin", NOW_MS // 1000) for it in (code, other)]
    assert found[0].counter == found[1].counter


def test_a_phone_shows_one_code_for_half_a_minute_and_then_the_next_counter() -> None:
    shown, _ = phone(Chance(1))
    first = shown.code(NOW_MS)
    assert shown.code(NOW_MS + 29_000) == first
    assert shown.code(NOW_MS + 30_000) != first
    assert shown.counter == 2


def test_a_climate_is_drawn_from_the_seed_and_leaves_things_out() -> None:
    assert swarm(Chance(3)) == swarm(Chance(3)) != swarm(Chance(4))
    drawn = [swarm(Chance(seed)) for seed in range(20)]
    assert {one.crashes for one in drawn} == {0.0, ROUGH.crashes * 0.4, ROUGH.crashes}
    assert CALM.crashes == 0


def signed(ledger: bytes, seq: int) -> Signed:
    return Signed(ledger, seq, bytes(16), "void", 0, 0, None, None, 1, honest=True)


def test_two_entries_for_one_place_are_a_fork_and_one_told_twice_is_none() -> None:
    truth = Truth()
    truth.sign(b"a" * 32, signed(b"ledger", 0))
    truth.sign(b"a" * 32, signed(b"ledger", 0))
    truth.sign(b"b" * 32, signed(b"ledger", 1))
    assert truth.ledgers_forked == set()
    truth.sign(b"c" * 32, signed(b"ledger", 1))
    assert truth.ledgers_forked == {b"ledger"}
    assert truth.forked == {(b"ledger", 1): {b"b" * 32, b"c" * 32}}


def test_copies_may_cost_their_slices_and_no_more_than_the_unsent_limit() -> None:
    truth = Truth()
    truth.slices = {(b"x", 1): 30, (b"y", 1): 50, (b"x", 2): 100}
    truth.blemish(1)
    assert truth.bound(1, 1000) == 80
    assert truth.bound(1, 60) == 60
    assert truth.bound(2, 1000) == 0


def test_a_violation_names_its_invariant() -> None:
    demand(True, 7, "fine")
    with pytest.raises(Violated, match="7: broken") as caught:
        demand(False, 7, "broken")
    assert caught.value.number == 7
