"""A kiosk that begins a new ledger says what was before it; a restored node blames nobody."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import insert

from central_node import schema
from central_node.errors import Refused
from central_node.ledgers import MAX_KIOSK_LEDGERS
from central_node.node import Node
from central_node.openings import KnownLedger, names_latest
from protocol.entry import GENESIS, EntryKind, Opening, entry_hash
from protocol.problems import ProblemType
from protocol.receipt import Receipt
from tests.central_node.world import NOW, KioskSim, World, stood_in

SILENT = Opening()


def begin(kiosk: KioskSim, opening: Opening) -> str:
    """Begin another ledger and send its opening; the flag, or the outcome."""
    kiosk.ledger, kiosk.raws, kiosk.evidence = kiosk.world.random(8), [], []
    kiosk.write(replace(kiosk.draft(EntryKind.OPEN), opening=opening))
    receipt = kiosk.last()
    assert receipt.bearer is None
    assert kiosk.world.audit() == ()
    return receipt.flag or receipt.outcome


def naming(kiosk: KioskSim) -> Opening:
    """An opening that names the ledger that the kiosk has now, and all of it as acknowledged."""
    return Opening(kiosk.ledger, len(kiosk.raws) - 1, entry_hash(kiosk.raws[-1]))


def test_an_opening_that_names_the_ledger_before_it_is_noted(world: World) -> None:
    kiosk = world.kiosks[0]
    for _ in range(3):
        assert begin(kiosk, naming(kiosk)) == "noted"


def test_an_opening_that_is_silent_on_the_ledger_before_it_is_flagged(world: World) -> None:
    kiosk = world.kiosks[0]
    assert begin(kiosk, SILENT) == "ledger-before-not-named"
    assert [one.flag for one in world.look().flags] == ["ledger-before-not-named"]
    kiosk.spend(world.phones["some"].code(NOW), 5, stood_in(5))
    assert kiosk.last().outcome == "booked"  # the lunch was eaten all the same


def test_an_opening_that_names_an_older_ledger_is_flagged(world: World) -> None:
    """Two machines that begin anew after the same ledger: one of them is a copy."""
    kiosk = world.kiosks[0]
    old = naming(kiosk)
    assert begin(kiosk, old) == "noted"
    assert begin(kiosk, old) == "ledger-before-not-named"


def test_another_kiosks_ledger_is_not_the_one_before(world: World) -> None:
    one, two = world.kiosks
    assert begin(one, naming(two)) == "noted"  # nobody else's name can be told from an unknown one
    assert begin(one, Opening(two.ledger)) == "ledger-before-not-named"


def test_the_ledger_before_may_arrive_after_the_one_that_names_it(world: World) -> None:
    kiosk = world.kiosks[1]
    first = replace(kiosk, raws=list(kiosk.raws), evidence=list(kiosk.evidence))
    second = replace(kiosk, ledger=world.random(8), raws=[], evidence=[])
    second.write(replace(second.draft(EntryKind.OPEN), opening=naming(first)))
    third = replace(kiosk, ledger=world.random(8), raws=[], evidence=[])
    third.write(replace(third.draft(EntryKind.OPEN), opening=naming(second)))
    assert third.last().outcome == "noted"
    assert second.last().outcome == "noted"
    assert begin(third, naming(third)) == "noted"


@pytest.mark.parametrize(
    ("opening", "others", "named"),
    [
        (SILENT, [], True),
        (Opening(b"z"), [], True),
        (Opening(b"a"), [KnownLedger(b"a", None)], True),
        (SILENT, [KnownLedger(b"a", None)], False),
        (Opening(b"a"), [KnownLedger(b"a", None), KnownLedger(b"b", b"a")], False),
        (Opening(b"b"), [KnownLedger(b"b", b"a"), KnownLedger(b"a", None)], True),
        (Opening(b"z"), [KnownLedger(b"a", None)], False),
        (Opening(b"a"), [KnownLedger(b"a", None), KnownLedger(b"c", b"new")], True),
        (SILENT, [KnownLedger(b"d", b"c"), KnownLedger(b"c", b"new")], True),
        (SILENT, [KnownLedger(b"a", None), KnownLedger(b"c", b"new")], False),
        (SILENT, [KnownLedger(b"a", b"b"), KnownLedger(b"b", b"a")], True),  # a ring: nobody's end
        (SILENT, [KnownLedger(b"c", b"new"), KnownLedger(b"d", b"new")], True),
        (SILENT, [KnownLedger(b"c", b"new"), KnownLedger(b"new", b"c")], True),  # a ring through it
        (Opening(b"z", 3, bytes(32)), [KnownLedger(b"a", None)], True),
        (Opening(b"a", 3, bytes(32)), [KnownLedger(b"a", None), KnownLedger(b"b", b"a")], False),
    ],
)
def test_the_latest_ledger_is_the_one_that_no_other_names(
    opening: Opening, others: list[KnownLedger], named: bool
) -> None:
    assert names_latest(b"new", opening, others) is named


class Counted(bytes):
    """A name that counts how often it is looked at."""

    looks = 0

    def __hash__(self) -> int:
        Counted.looks += 1
        return super().__hash__()

    __eq__ = bytes.__eq__


def test_ledgers_that_arrived_in_reverse_are_looked_at_a_few_times_each() -> None:
    names = [Counted(number.to_bytes(8)) for number in range(MAX_KIOSK_LEDGERS)]
    others = [KnownLedger(name, before) for before, name in pairwise(names)][::-1]
    Counted.looks = 0
    assert names_latest(names[0], SILENT, others)
    assert Counted.looks < 20 * MAX_KIOSK_LEDGERS


def test_a_kiosk_has_only_so_many_ledgers_and_keeps_those_that_it_has(world: World) -> None:
    one, two = world.kiosks
    first = replace(one, raws=list(one.raws), evidence=list(one.evidence))
    with world.books.write() as connection:
        row = {"kid": first.signer.public_key.kid, "kiosk": first.number, "size": 0}
        names = [number.to_bytes(8) for number in range(MAX_KIOSK_LEDGERS - 2)]
        rows = [{**row, "name": name, "head": GENESIS} for name in names]
        connection.execute(insert(schema.ledger), rows)
    assert begin(one, naming(one)) == "ledger-before-not-named"
    before = world.dump()
    for _ in range(2):
        with pytest.raises(Refused, match="too-many-ledgers") as caught:
            begin(one, naming(one))
        assert caught.value.problem is ProblemType.TOO_LARGE
    assert world.dump() == before
    first.void(world.id())
    assert first.last().outcome == "voided"
    assert begin(two, naming(two)) == "noted"


@pytest.fixture
def backup(world: World, tmp_path: Path) -> Iterator[Path]:
    """A copy of the node's folder as it was when the test began."""
    world.close()
    yield Path(shutil.copytree(world.folder, tmp_path / "backup"))
    world.close()
    world.node = Node.open(world.folder)


def restore(world: World, backup: Path) -> None:
    """Put the copy in the place of the node's folder."""
    world.close()
    shutil.rmtree(world.folder)
    shutil.copytree(backup, world.folder)
    world.node = Node.open(world.folder)


def test_a_node_restored_from_an_older_backup_books_again_exactly_once_and_flags_nobody(
    world: World, backup: Path
) -> None:
    world.node = Node.open(world.folder)
    kiosk = world.kiosks[0]
    for _ in range(4):
        kiosk.spend(world.phones["rich"].code(NOW), 10, stood_in(10))
    kiosk.send(1, 3)
    kiosk.send(3)
    assert world.balance("rich") == 160
    restore(world, backup)
    answer = kiosk.answer([])
    assert (answer.size, answer.head) == (1, entry_hash(kiosk.raws[0]))  # less, and the same prefix
    assert world.balance("rich") == 200
    again = kiosk.send(answer.size)
    assert [one.outcome for one in again if isinstance(one, Receipt)] == ["booked"] * 4
    assert kiosk.send() == [*kiosk.send(0, 1), *again]
    seen = world.look()
    assert (seen.flagged, seen.forks, seen.holes, seen.loss, seen.duplicates) == (0, 0, 0, 0, 0)
    assert (world.balance("rich"), seen.problems) == (160, ())


def test_a_node_that_lost_the_ledger_before_blames_no_opening_for_it(
    world: World, backup: Path
) -> None:
    world.node = Node.open(world.folder)
    kiosk = world.kiosks[0]
    assert begin(kiosk, naming(kiosk)) == "noted"
    restore(world, backup)
    assert begin(kiosk, naming(kiosk)) == "noted"
    assert world.look().flags == ()
