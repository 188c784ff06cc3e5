"""The audit notices what was charged, given or converted twice, not at all, or for others."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from central_node.store import DATABASE_FILE
from tests.central_node.money import charge, convert, give, make_bank, shown
from tests.central_node.world import World

KINDS = ("top_up", "transfer", "convert")


@pytest.fixture
def moved() -> Iterator[World]:
    """One booked entry of each kind, and one that was not."""
    with make_bank() as world:
        kiosk = world.kiosks[0]
        charge(kiosk, shown(world, "some"), 30)
        give(kiosk, "rich", "poor", 20)
        convert(kiosk, "poor", 10)
        charge(kiosk, shown(world, "poor"), 0)
        assert world.audit() == ()
        yield world


def tamper(world: World, *statements: str) -> None:
    """Change what stands on the disk, as nothing of the node would."""
    with closing(sqlite3.connect(world.folder / DATABASE_FILE)) as disk, disk:
        for table in ("entry", "posting", "reward"):
            for verb in ("update", "delete"):
                disk.execute(f"DROP TRIGGER {table}_no_{verb}")
        for statement in statements:
            disk.execute(statement)


def numbered(kind: str) -> str:
    return f"(SELECT number FROM entry WHERE kind = '{kind}' AND outcome = 'booked')"


def misses(world: World, kind: str) -> bool:
    """Whether the audit names that entry of the kind, and no other, as one that moves wrongly."""
    with closing(sqlite3.connect(world.folder / DATABASE_FILE)) as disk:
        (number,) = disk.execute(f"SELECT {numbered(kind)}").fetchone()
    named = [it for it in world.audit() if "does not move what it says, once" in it]
    return named == [f"2: entry {number} ({kind}) does not move what it says, once."]


def test_nothing_was_found_before_the_disk_was_changed(moved: World) -> None:
    tamper(moved)
    assert moved.audit() == ()


@pytest.mark.parametrize("kind", KINDS)
def test_postings_that_are_there_twice_are_found(moved: World, kind: str) -> None:
    again = "INSERT INTO posting (account, units, entry) SELECT account, units, entry FROM posting"
    tamper(moved, f"{again} WHERE entry = {numbered(kind)}")
    assert misses(moved, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_postings_that_are_missing_are_found(moved: World, kind: str) -> None:
    tamper(moved, f"DELETE FROM posting WHERE entry = {numbered(kind)}")
    assert misses(moved, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_more_than_was_signed_is_found(moved: World, kind: str) -> None:
    """All rows of that entry agree with each other, and not with what the kiosk has signed."""
    tamper(
        moved,
        f"UPDATE entry SET coins = coins * 2 WHERE number = {numbered(kind)}",
        f"UPDATE posting SET units = units * 2 WHERE entry = {numbered(kind)}",
        f"UPDATE reward SET coins = coins * 2 WHERE entry = {numbered(kind)}",
    )
    assert misses(moved, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_somebody_elses_coins_are_found(moved: World, kind: str) -> None:
    other = (
        "(SELECT number FROM account WHERE kind = 'resident' AND owner = {} AND purse='general')"
    )
    mine = f"SELECT number FROM posting WHERE entry = {numbered(kind)} AND units > 0"
    to = other.format(1 if kind != "transfer" else 2)
    tamper(moved, f"UPDATE posting SET account = {to} WHERE number IN ({mine})")
    assert misses(moved, kind)


def posted(world: World, source: str, entry: str) -> None:
    """Coins out of an account that nobody may touch, by an entry."""
    one = "(SELECT number FROM account WHERE kind = '{}' AND purse = 'general' LIMIT 1)"
    rows = f"({one.format(source)}, -5, {entry}), ({one.format('resident')}, 5, {entry})"
    tamper(world, f"INSERT INTO posting (account, units, entry) VALUES {rows}")


def test_what_was_not_booked_moves_nothing(moved: World) -> None:
    flagged = "(SELECT number FROM entry WHERE kind = 'top_up' AND outcome = 'flagged')"
    posted(moved, "charged", flagged)
    assert any("does not move what it says, once" in it for it in moved.audit())


def test_another_entry_takes_nothing_out_of_what_came_in(moved: World) -> None:
    posted(moved, "converted", "(SELECT max(number) FROM entry WHERE kind = 'open')")
    assert any("moves coins of what came in" in it for it in moved.audit())


def test_more_than_a_rules_budget_is_found(moved: World) -> None:
    tamper(moved, "UPDATE campaign SET given = 10 WHERE rule = 'charge'")
    assert any("more than its budget" in it for it in moved.audit())
