"""What pieces of a ledger make up, against a plain model and case by case."""

import hashlib
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from offline_queue.recover_chain import Link, Outline, outline
from protocol.entry import GENESIS


def hash_of(seq: int, branch: str = "") -> bytes:
    return hashlib.sha256(f"{seq}{branch}".encode()).digest() if seq >= 0 else GENESIS


def link(seq: int, branch: str = "", after: str | None = None) -> Link:
    """The entry at ``seq`` of a branch, following that of ``after``."""
    return Link(seq, hash_of(seq, branch), hash_of(seq - 1, branch if after is None else after))


def chain(*seqs: int) -> list[Link]:
    return [link(seq) for seq in seqs]


def fit(links: Sequence[Link], reach: int = 0) -> Outline:
    return outline(sorted(links, key=lambda it: (it.seq, it.hash)), reach)


def test_nothing_found_is_nothing_known() -> None:
    assert outline([]) == Outline(0, GENESIS, 0, 0, (), ())
    assert outline([], 3) == Outline(0, GENESIS, 0, 3, ((0, 2),), ())
    assert outline([]).whole
    assert not outline([], 3).whole


def test_entries_that_follow_one_another_are_the_chain() -> None:
    assert fit(chain(0, 1, 2)) == Outline(3, hash_of(2), 3, 3, (), ())
    assert fit(chain(0, 1, 2)).whole


def test_what_somebody_counted_and_nobody_has_is_missing() -> None:
    assert fit(chain(0, 1), 5) == Outline(2, hash_of(1), 2, 5, ((2, 4),), ())
    assert fit(chain(0, 1), 2).whole
    assert fit(chain(0, 1), 1).reach == 2


def test_the_chain_ends_before_a_gap_and_what_lies_beyond_is_found() -> None:
    assert fit(chain(0, 1, 4, 5, 9), 11) == Outline(
        2, hash_of(1), 5, 11, ((2, 3), (6, 8), (10, 10)), ()
    )


def test_without_its_beginning_there_is_no_chain() -> None:
    assert fit(chain(1, 2)) == Outline(0, GENESIS, 2, 3, ((0, 0),), ())


def test_two_entries_at_one_place_are_a_fork_and_end_the_chain() -> None:
    both = [*chain(0, 1, 2, 3), link(2, "b", after="")]
    assert fit(both) == Outline(2, hash_of(1), 4, 4, (), (2,))
    assert not fit(both).whole


def test_two_branches_are_told_place_by_place() -> None:
    branch = [link(2, "b", after=""), link(3, "b")]
    assert fit([*chain(0, 1, 2, 3), *branch]).forks == (2, 3)


def test_an_entry_that_follows_another_than_the_one_found_puts_that_one_in_doubt() -> None:
    assert fit([*chain(0, 1, 2), link(3, "b")]) == Outline(2, hash_of(1), 4, 4, (), (2,))


def test_behind_a_gap_nothing_is_doubted_for_what_is_not_known() -> None:
    assert fit([*chain(0), link(5, "b"), link(6, "b")]).forks == ()
    assert fit([*chain(0), link(5, "b"), link(6, "c")]).forks == (5,)


def test_a_first_entry_that_names_one_before_it_is_in_doubt_itself() -> None:
    strange = Link(0, hash_of(0), hash_of(7))
    assert fit([strange, link(1)]) == Outline(0, GENESIS, 2, 2, (), (0,))


def test_a_second_fork_does_not_bring_the_chain_back() -> None:
    found = fit([*chain(0, 1, 2, 3, 4), link(1, "b", after=""), link(3, "b", after="")])
    assert (found.size, found.head, found.forks) == (1, hash_of(0), (1, 3))


@given(
    known=st.sets(st.integers(0, 12)),
    others=st.sets(st.integers(0, 12)),
    reach=st.integers(0, 15),
)
def test_any_pieces_are_outlined_as_a_plain_model_does(
    known: set[int], others: set[int], reach: int
) -> None:
    """``others`` are places of a branch that follows the chain nowhere."""
    links = [*chain(*known), *(link(seq, "b") for seq in others if seq)]
    places = {it.seq for it in links}
    end = max([reach, *(seq + 1 for seq in places)])
    forks = set()
    for it in links:
        there = {other.hash for other in links if other.seq == it.seq}
        before = {other.hash for other in links if other.seq == it.seq - 1}
        forks |= {it.seq} if len(there) > 1 else set()
        forks |= {it.seq - 1} if before and it.previous not in before else set()
    size = next((seq for seq in range(end) if seq not in places or seq in forks), end)
    found = fit(links, reach)
    assert found.forks == tuple(sorted(forks))
    assert found.size == size
    assert found.head == hash_of(size - 1)
    gone = [seq for first, last in found.missing for seq in range(first, last + 1)]
    assert gone == [seq for seq in range(end) if seq not in places]
    assert (found.found, found.reach) == (len(places), end)
