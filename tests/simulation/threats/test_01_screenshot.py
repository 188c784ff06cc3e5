"""Row 1: a screenshot of a code, used by a thief before its owner uses it.

What remains: one sale with the node, and one at each home kiosk that is without it.
"""

import pytest

from protocol.resident_code import MAX_AGE_S, MAX_AHEAD_S
from tests.simulation.chance import Chance
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Bought
from tests.simulation.threats.town import ALONE, LUNCH, PER_TRANSACTION, Folk

HOMES = (2, 3, 4)
FIVE = {"ann": Folk(400, HOMES)}


def test_it_serves_once_with_the_node_and_once_at_each_home_without(make_town: MakeTown) -> None:
    town = make_town(5, FIVE)
    near, near_home, *away = (town.stall(number) for number in range(1, 6))
    shot = town.show(town.phone("ann"))
    for stall in away:
        stall.line.cut = True
    assert near.buy(shot) == Bought(LUNCH)
    assert near_home.buy(shot) == Bought(0, "already-used")
    assert [stall.buy(shot) for stall in away[:2]] == [Bought(LUNCH), Bought(LUNCH)]
    assert away[2].buy(shot) == Bought(0, "stand-in-not-at-home")
    assert [stall.buy(shot).coins for stall in town.stalls] == [0] * 5
    offline_homes = 2
    assert sum(stall.sold() for stall in town.stalls) == (1 + offline_homes) * LUNCH
    town.settle()
    assert [(one.flag, one.bearer) for one in town.flags()] == [("code-used-twice", "resident")] * 2
    assert town.paid("ann") <= PER_TRANSACTION + offline_homes * ALONE
    assert town.told().at_most == 0  # to the district it is nothing


@pytest.mark.parametrize("seed", range(5))
def test_whatever_a_thief_does_with_it_the_bound_holds(make_town: MakeTown, seed: int) -> None:
    town, chance = make_town(5, FIVE), Chance(seed)
    stalls = [town.stall(number) for number in range(1, 6)]
    shot, made_s = town.show(town.phone("ann")), town.now_s
    with_node, alone = 0, set()
    for _ in range(30):
        stall = chance.pick(stalls)
        stall.line.cut = chance.happens(0.6)
        if chance.happens(0.2):
            stall.power_cut()
        bought = stall.buy(shot, chance.between(1, 3))
        late = town.now_s - made_s > MAX_AGE_S
        assert not (bought.coins and late), "after its time"
        if bought.coins:
            by = stall.entries()[-2].decided
            assert by is not None
            with_node += by.by.value == "hold"
            assert not (by.by.value == "stand-in" and stall.number in alone), "twice at one kiosk"
            alone |= {stall.number} if by.by.value == "stand-in" else set()
        town.wait(chance.between(0, 15))
    assert with_node <= 1
    assert alone <= set(HOMES)
    town.settle()
    assert town.paid("ann") <= PER_TRANSACTION + len(HOMES) * ALONE
    assert town.told().at_most == 0


@pytest.mark.parametrize(
    ("ahead_s", "reason"), [(60, ""), (61, "too-early"), (-180, ""), (-181, "too-old")]
)
def test_it_counts_for_four_minutes_in_all(make_town: MakeTown, ahead_s: int, reason: str) -> None:
    town = make_town(1, {"ann": Folk(400, (1,))})
    stall, phone = town.stall(1), town.phone("ann")
    town.wait(600)
    phone.skew_s = ahead_s
    assert stall.buy(town.show(phone)).reason == reason
    assert MAX_AGE_S + MAX_AHEAD_S == 4 * 60
