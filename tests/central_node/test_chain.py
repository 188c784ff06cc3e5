"""Where an entry belongs: the table of chain.py, row by row, without a database."""

import hashlib

import pytest

from central_node.chain import Chain
from central_node.errors import InvariantBroken
from central_node.readings import Reading
from protocol.entry import GENESIS
from protocol.messages import LostRange, Refusal

NAME = b"ledger-1"
GAP, OTHER = Refusal("gap"), Refusal("other-history")


def entry(seq: int, previous: bytes, salt: str = "") -> Reading:
    """What a kiosk might have signed for a place."""
    raw = f"{seq} {previous.hex()} {salt}".encode()
    return Reading(raw, hashlib.sha256(raw).digest(), NAME, seq, previous)


def ledger(count: int) -> list[Reading]:
    """A chain of that many entries."""
    entries = [entry(0, GENESIS)]
    while len(entries) < count:
        entries.append(entry(len(entries), entries[-1].hash))
    return entries


def holding(entries: list[Reading], *places: int, lost: tuple[LostRange, ...] = ()) -> Chain:
    """A chain that has taken these places of a ledger, in this order."""
    chain = Chain(NAME, lost=lost or ((0, 99),))
    for place in places:
        assert chain.place(entries[place]) == place
    chain.lost = lost
    return chain


def test_what_comes_next_is_taken_and_what_is_there_is_answered_again() -> None:
    entries = ledger(3)
    chain = Chain(NAME)
    assert [chain.place(one) for one in (*entries, entries[1])] == [0, 1, 2, 1]
    assert (chain.size, chain.head, chain.taken) == (3, entries[2].hash, entries)
    assert (chain.forks, chain.new_holes) == ({}, {})


@pytest.mark.parametrize(
    "lost", [(), ((1, 2),), ((2, 3),), ((1, 1), (3, 3)), ((0, 0), (4, 9))], ids=str
)
def test_a_gap_that_is_not_told_whole_is_refused(lost: tuple[LostRange, ...]) -> None:
    entries = ledger(5)
    chain = holding(entries, 0, lost=lost)
    assert chain.place(entries[4]) == GAP
    assert (chain.size, chain.new_holes) == (1, {})


@pytest.mark.parametrize(
    "lost", [((1, 3),), ((0, 9),), ((1, 1), (2, 3)), ((0, 2), (3, 3), (7, 8))], ids=str
)
def test_a_gap_that_is_told_whole_becomes_holes(lost: tuple[LostRange, ...]) -> None:
    entries = ledger(6)
    chain = holding(entries, 0, lost=lost)
    assert [chain.place(entries[4]), chain.place(entries[5])] == [4, 5]
    assert (chain.size, chain.head) == (6, entries[5].hash)
    assert chain.new_holes == {1: None, 2: None, 3: entries[3].hash}


def test_what_is_told_as_lost_and_comes_all_the_same_is_just_the_next() -> None:
    entries = ledger(3)
    chain = holding(entries, 0, lost=((0, 9),))
    assert [chain.place(one) for one in entries[1:]] == [1, 2]
    assert chain.new_holes == {}


@pytest.mark.parametrize("order", [(3, 2, 1), (1, 2, 3), (2, 1, 3), (2, 3, 1)])
def test_holes_are_mended_in_any_order(order: tuple[int, ...]) -> None:
    entries = ledger(5)
    chain = holding(entries, 0, 4)
    assert [chain.place(entries[at]) for at in order] == list(order)
    assert (chain.holes, chain.size, chain.head) == ({}, 5, entries[4].hash)


def test_a_first_entry_that_was_lost_must_begin_the_chain() -> None:
    entries = ledger(3)
    chain = holding(entries, 2)
    assert chain.place(entry(0, entries[1].hash)) == OTHER
    assert [chain.place(entries[0]), chain.place(entries[1])] == [0, 1]


def test_an_entry_that_its_successor_does_not_name_proves_a_fork() -> None:
    entries = ledger(5)
    chain = holding(entries, 0, 4)
    other = entry(3, entries[2].hash, "other")
    assert chain.place(other) == 4  # whose receipt names another chain than this one
    assert chain.forks == {3: other.raw}
    assert chain.place(entries[3]) == 3


def test_an_entry_whose_predecessor_is_another_is_refused_and_mends_nothing() -> None:
    entries = ledger(5)
    chain = holding(entries, 0, 4)
    assert chain.place(entry(1, bytes(32))) == OTHER
    stray = entry(2, bytes(32), "unnamed, and nobody before it: nothing speaks against it")
    assert chain.place(stray) == 2
    assert chain.place(entries[3]) == OTHER  # its place is named, its predecessor is not there
    assert chain.place(entries[1]) == 2  # the stray names another: signed both, so a fork
    assert (sorted(chain.holes), chain.forks) == ([1, 3], {1: entries[1].raw})


def test_another_entry_at_a_mended_place_proves_a_fork() -> None:
    entries = ledger(4)
    chain = holding(entries, 0, 3, 2)
    other = entry(2, entries[1].hash, "other")
    assert chain.place(other) == 2
    assert chain.forks == {2: other.raw}


def test_a_place_that_was_not_looked_up_is_our_bug() -> None:
    entries = ledger(3)
    chain = Chain(NAME, size=3, head=entries[2].hash)
    with pytest.raises(InvariantBroken, match="place 1"):
        chain.place(entries[1])


def test_another_ledgers_entry_has_no_place() -> None:
    assert Chain(b"ledger-2").place(ledger(1)[0]) == Refusal("wrong-ledger")
