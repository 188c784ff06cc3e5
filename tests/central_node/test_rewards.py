"""Rewards are promised with the hold, booked with the sale, and stay in their caps."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.central_node.bazaar import BOTH, ask, buy, make_bazaar, pay, reverse, shown
from tests.central_node.world import PURSE, KioskSim, World, held, stood_in


def test_a_reward_is_promised_with_the_hold_and_booked_with_the_sale(bazaar: World) -> None:
    _, answer, receipt = buy(bazaar.kiosks[0], shown(bazaar), 30, "kitchen")
    assert (answer.reward, receipt.outcome) == (3, "booked")
    assert (bazaar.balance("rich"), bazaar.look().rewarded) == (173, 3)


def test_without_the_node_it_is_computed_when_it_is_booked(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar)
    pay(kiosk, code, {PURSE: 30}, bazaar.id(), stood_in(30), place="kitchen")
    assert bazaar.look().rewarded == 3


def test_promises_count_against_budget_and_month(bazaar: World) -> None:
    """Base 10 %, market 20 % out of a budget of 15; 20 a month for one person."""
    one, two = bazaar.kiosks
    first = bazaar.id()
    assert ask(one, shown(bazaar), 40, first, "stall").reward == 12  # 4 + 8
    assert ask(two, shown(bazaar), 40, bazaar.id(), "stall").reward == 8  # 4 + 4 to the cap
    other = ask(two, shown(bazaar, "some"), 18, bazaar.id(), "stall")
    assert other.reward == 4  # 1 + the last 3 of the budget
    one.void(first)
    one.last()
    assert ask(one, shown(bazaar), 40, bazaar.id(), "stall").reward == 12


def test_what_is_flagged_gives_nothing_back(bazaar: World) -> None:
    receipt = pay(bazaar.kiosks[0], shown(bazaar), {PURSE: 30}, bazaar.id(), place="kitchen")
    assert (receipt.flag, bazaar.look().rewarded) == ("no-hold", 0)


def test_a_reversal_takes_the_reward_back_in_proportion(bazaar: World) -> None:
    kiosk = bazaar.kiosks[0]
    id_, _, _ = buy(kiosk, shown(bazaar), 30, "kitchen")
    reverse(kiosk, id_, {PURSE: 10}, shown(bazaar))
    assert (bazaar.look().rewarded, bazaar.balance("rich")) == (2, 182)
    reverse(kiosk, id_, {PURSE: 20}, shown(bazaar))
    assert (bazaar.look().rewarded, bazaar.balance("rich")) == (0, 200)
    assert ask(kiosk, shown(bazaar), 50, bazaar.id(), "stall").reward == 15


def test_a_reward_that_was_spent_is_not_taken_from_what_is_set_aside(bazaar: World) -> None:
    one, two = bazaar.kiosks
    code, id_ = shown(bazaar), bazaar.id()
    parts = ask(one, code, 40, id_, "kitchen", purses=BOTH).parts
    pay(one, code, parts, id_, held(), place="kitchen")  # policy money gives nothing back
    bought, _, _ = buy(one, shown(bazaar, "some"), 18, "kitchen")
    assert bazaar.free("some") == 1
    buy(two, shown(bazaar, "some"), 1)
    reverse(one, bought, {PURSE: 18}, shown(bazaar, "some"))
    assert (bazaar.balance("some"), bazaar.free("some")) == (34, 17)


steps = st.tuples(st.sampled_from(["hold", "alone", "void", "back"]), st.integers(1, 40))


@settings(
    phases=[Phase.reuse, Phase.generate],
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(deeds=st.lists(steps, min_size=3, max_size=8))
def test_rewards_never_exceed_a_cap_or_a_budget(deeds: list[tuple[str, int]]) -> None:
    with make_bazaar() as world:
        kiosk, sold = world.kiosks[0], list[tuple[bytes, int]]()
        for what, coins in deeds:
            _deed(world, kiosk, what, coins, sold)
            given_ = {row[0]: row[1] for row in world.dump()["campaign"]}
            assert int(str(given_.get("market", 0))) <= 15
            assert 0 <= world.look().rewarded <= 20
        assert world.audit() == ()


def _deed(
    world: World, kiosk: KioskSim, what: str, coins: int, sold: list[tuple[bytes, int]]
) -> None:
    code, id_ = shown(world), world.id()
    if what == "alone":
        receipt = pay(kiosk, code, {PURSE: coins}, id_, stood_in(coins), place="stall")
        if receipt.bearer != "district":
            sold.append((id_, coins))
    elif what == "back" and sold:
        reverse(kiosk, sold[-1][0], {PURSE: coins}, code)
    else:
        answer = ask(kiosk, code, coins, id_, "stall")
        if answer.held and what == "hold":
            decision = held(answer.from_slice)
            pay(kiosk, code, {PURSE: coins}, id_, decision, place="stall")
            sold.append((id_, coins))
