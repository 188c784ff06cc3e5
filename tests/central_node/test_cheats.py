"""Residents who cheat cost the district nothing; kiosks that are lost, no more than was told.

Five tills go for days without the node. Residents show one screenshot at many of them, get new
phones and cards over the old ones, spend online elsewhere meanwhile, and try cards where they do
not belong. Then some tills are copied, rolled back or retired.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.central_node.paper import (
    exposed,
    retire_now,
)
from tests.central_node.street import (
    CHECKED,
    TILLS,
    UNSENT,
    WITH_CARERS,
    Move,
    Street,
    moves,
    street,
)
from tests.central_node.tills import Till


@CHECKED
@given(given_moves=moves(*WITH_CARERS, most=60), order=st.randoms(use_true_random=False))
def test_cheating_residents_cost_the_district_nothing_at_honest_kiosks(
    given_moves: list[Move], order: Random
) -> None:
    with (place := street()).world as world:
        for move in given_moves:
            place.act(move)
        place.settle(order)
        seen = world.look()
        assert (seen.problems, seen.duplicates, seen.loss) == ((), 0, 0)
        assert exposed(world).at_most == 0
        flags = {flag for till in place.tills for flag in till.flags}
        assert flags <= {None, "code-used-twice", "credential-ended", "carer-not-registered"}
        event(f"flags {sorted(str(flag) for flag in flags)}")


@CHECKED
@given(given_moves=moves(*WITH_CARERS, "report", "report", most=50), order=st.randoms())
def test_a_report_of_loss_costs_no_more_than_was_still_set_aside(
    given_moves: list[Move], order: Random
) -> None:
    with (place := street()).world as world:
        for move in given_moves:
            place.act(move)
        told = exposed(world)
        place.settle(order)
        seen = exposed(world)
        assert world.audit() == ()
        assert seen.lost == seen.lost_revoked <= place.losable
        assert seen.lost <= told.at_most
        assert [one.lost for one in seen.kiosks] == [0] * TILLS


@dataclass(frozen=True)
class Mishap:
    """What becomes of a till."""

    till: int
    what: str


mishaps = st.lists(
    st.builds(
        Mishap,
        till=st.integers(0, TILLS - 1),
        what=st.sampled_from(["copied", "rolled back", "rolled back", "retired"]),
    ),
    min_size=1,
    max_size=3,
)


@CHECKED
@given(
    before=moves(*WITH_CARERS, most=40),
    bad=mishaps,
    after=moves("alone", "alone", "hold", "beat", most=40),
    order=st.randoms(),
)
def test_lost_kiosks_cost_no_more_than_the_node_told_before(
    before: list[Move], bad: list[Mishap], after: list[Move], order: Random
) -> None:
    with (place := street()).world as world:
        for move in before:
            place.act(move)
        bound = _bound(place, bad)
        forks = _befall(place, bad)
        for move in after:
            if move.what == "hold" and move.till not in {one.till for one in bad}:
                place.act(move)  # the free coins go elsewhere meanwhile
                continue
            if move.what == "beat":
                place.tills[move.till].beat()  # what is closed is free again
                continue
            for till in [place.tills[move.till], *_others(place, forks, move.till)]:
                till.sell_alone(place.code(move), move.amount)
        place.settle(order)
        for _, fork in forks:
            fork.send_a_fork()
        seen = exposed(world)
        assert world.audit() == ()
        event("lost" if seen.lost else "nothing lost")
        assert seen.lost <= bound
        assert seen.lost <= seen.at_most


def _bound(place: Street, bad: Sequence[Mishap]) -> int:
    """What the node told of these kiosks, before anything befell them."""
    told = {one.number: one for one in exposed(place.world).kiosks}
    retired = {one.till for one in bad if one.what == "retired"}
    copies = sum(
        told[place.tills[one.till].sim.number].each for one in bad if one.what != "retired"
    )
    return copies + sum(
        told[place.tills[till].sim.number].each + told[place.tills[till].sim.number].held
        for till in retired
    )


def _befall(place: Street, bad: Sequence[Mishap]) -> list[tuple[int, Till]]:
    """Copies of ledgers, by till; a machine that begins one anew is one more till on the street."""
    forks: list[tuple[int, Till]] = []
    retired: set[int] = set()
    for one in bad:
        till = place.tills[one.till]
        match one.what:
            case "copied":
                forks.append((one.till, till.copy()))
            case "rolled back":
                place.tills.append(till.rolled_back())
            case _ if one.till not in retired:
                retired.add(one.till)
                retire_now(place.world, till.sim)
    return forks


def _others(place: Street, forks: Sequence[tuple[int, Till]], till: int) -> list[Till]:
    """The further machines that pass for a till."""
    number = place.tills[till].sim.number
    more = [one for one in place.tills[TILLS:] if one.sim.number == number]
    return more + [fork for at, fork in forks if at == till]


@pytest.mark.parametrize("what", ["rolled back", "retired"])
def test_a_bound_may_be_reached(what: str) -> None:
    """Nothing free, all of a slice sold unsent: it is lost to the last coin."""
    with (place := street()).world as world:
        till = place.tills[0]
        phone = world.phones["c"]
        bound = _bound(place, [Mishap(0, what)])
        assert bound == min(
            UNSENT, sum(p.credential.slices.get(1, 0) for p in world.phones.values())
        )
        other = till.rolled_back() if what == "rolled back" else None
        assert till.sell_alone(phone.code(world.now), 12)
        place.tills[4].sell_by_hold(phone.code(world.now), 12, heard=True)
        if other is not None:
            assert other.sell_alone(phone.code(world.now), 12)
            other.send()
        else:
            retire_now(world, till.sim)
            place.tills[4].sell_by_hold(phone.code(world.now), 12, heard=True)
        for one in place.tills:
            one.send()
        assert exposed(world).lost == 12
        assert exposed(world).at_most >= 12
