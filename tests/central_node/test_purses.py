"""Holds are split over purses, limits keep, rewards stay in their caps, a visit has one showing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from central_node.errors import FolderError
from central_node.merchants import merchant_at
from central_node.seed import seed
from protocol.entry import EntryKind
from protocol.receipt import Receipt
from schemes.merchant import Merchant
from schemes.money import Won
from tests.central_node.bazaar import FACILITIES, ask, buy, earn, make_bazaar, pay, reverse
from tests.central_node.paper import give_badge
from tests.central_node.world import (
    NOW,
    PURSE,
    Code,
    KioskSim,
    World,
    held,
    stood_in,
    write_inputs,
)

BOTH = ("policy", PURSE)
DAY_S = 24 * 3600


@pytest.fixture
def bazaar() -> Iterator[World]:
    with make_bazaar() as made:
        yield made
        assert made.audit() == ()


def shown(world: World, resident: str = "rich") -> Code:
    return world.phones[resident].code(world.now)


def policy(world: World) -> int:
    return world.look().residents[0].purses["policy"]


def test_policy_money_pays_first_where_it_may_and_the_rest_is_general(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    answer = ask(kiosk, code, 50, id_, "kitchen", purses=BOTH)
    assert (answer.held, answer.parts, answer.spendable) == (True, {"policy": 40, PURSE: 10}, 190)
    assert ask(kiosk, code, 50, id_, "kitchen", purses=BOTH) == answer
    receipt = pay(kiosk, code, answer.parts, id_, held(), place="kitchen")
    assert (receipt.outcome, policy(bazaar)) == ("booked", 0)
    assert bazaar.look().kiosks[0].takings == 50
    assert bazaar.look().to_json()["balances"] == {"rich": 191, "some": 35}


def test_what_a_hold_keeps_of_a_purse_no_other_hold_gets(bazaar: World) -> None:
    one, two = bazaar.kiosks
    first = bazaar.id()
    assert ask(one, shown(bazaar), 30, first, "kitchen", purses=BOTH).parts == {"policy": 30}
    second = ask(two, shown(bazaar), 30, bazaar.id(), "kitchen", purses=BOTH)
    assert second.parts == {"policy": 10, PURSE: 20}
    one.void(first)
    one.last()
    assert ask(two, shown(bazaar), 30, bazaar.id(), "kitchen", purses=BOTH).parts["policy"] == 30


@pytest.mark.parametrize(
    ("place", "purses", "parts"),
    [("nowhere", BOTH, {}), ("kitchen", (), {}), ("course", BOTH, None)],
    ids=["the district's own", "not asked for", "left out"],
)
def test_where_policy_money_may_not_pay_it_does_not(
    bazaar: World, place: str, purses: tuple[str, ...], parts: dict[str, int] | None
) -> None:
    answer = ask(bazaar.kiosks[0], shown(bazaar), 30, bazaar.id(), place, purses=purses)
    if parts is None:
        assert answer.reason == "not-accepted-here"
    else:
        assert (answer.held, answer.parts) == (True, parts)


def test_a_sale_split_in_another_way_than_held_is_flagged(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    ask(kiosk, code, 50, id_, "kitchen", purses=BOTH)
    receipt = pay(kiosk, code, {"policy": 30, PURSE: 20}, id_, held(), place="kitchen")
    assert (receipt.flag, receipt.bearer, policy(bazaar)) == ("other-order", "resident", 10)


def test_policy_money_where_it_may_not_pay_is_flagged(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar)
    receipt = pay(kiosk, code, {"policy": 5}, bazaar.id(), stood_in(5), place="nowhere")
    assert (receipt.flag, receipt.bearer, policy(bazaar)) == (
        "purse-not-allowed",
        "resident",
        35,
    )


def test_more_than_a_purse_has_is_the_districts_and_so_is_a_purse_that_is_none(
    bazaar: World,
) -> None:
    kiosk = bazaar.kiosks[0]
    short = pay(kiosk, shown(bazaar), {"policy": 41}, bazaar.id(), place="kitchen")
    assert (short.flag, short.bearer, policy(bazaar)) == ("not-covered", "district", 40)
    foreign = pay(kiosk, shown(bazaar), {"gold": 3}, bazaar.id(), place="kitchen")
    assert (foreign.flag, foreign.bearer, bazaar.look().loss) == ("unknown-purse", "district", 44)


def test_money_of_a_purse_goes_back_to_it(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    answer = ask(kiosk, code, 50, id_, "nowhere", purses=BOTH)
    assert answer.parts == {}
    bought = bazaar.id()
    parts = ask(kiosk, shown(bazaar), 45, bought, "kitchen", purses=BOTH).parts
    pay(kiosk, code := shown(bazaar), parts, bought, held(), place="kitchen")
    reverse(kiosk, bought, {PURSE: 45}, code)
    assert (policy(bazaar), bazaar.balance("rich")) == (40, 200)


def test_a_seller_is_what_the_bundle_says_of_its_place() -> None:
    files = {name: f'id = "{name}"\n{text}'.encode() for name, text in FACILITIES.items()}
    files["renamed"] = b'id = "hall"\n[merchant]\nsector = "food"\nyearly_sales_won = 7\n'
    files["bad"] = b"\xff"
    assert merchant_at(files, "stall") == Merchant("stall", "food", "old-market")
    assert merchant_at(files, "hall") == Merchant("hall", "food", "", Won(7))
    for unknown in ("bad", "renamed", "elsewhere"):
        assert merchant_at(files, unknown) == Merchant(unknown)
    assert merchant_at(files, None) == Merchant("")


def test_a_resident_cannot_be_seeded_with_a_purse_that_the_scheme_lacks(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("seed")
    given = write_inputs(folder)
    text = (
        given["people"].read_text("utf-8").replace("balance = 5", "balance = 5\npurses = {x = 1}")
    )
    given["people"].write_text(text, "utf-8")
    files = given["scheme"], [given["facility"]], given["people"]
    with pytest.raises(FolderError, match="poor has an unknown purse: x"):
        seed(folder / "node", *files, now=NOW, random=bytes)


# --- limits ---


def test_days_and_months_have_limits_and_live_holds_count(bazaar: World) -> None:
    one, two = bazaar.kiosks
    for coins in (60, 40):
        assert buy(one, shown(bazaar), coins)[2].flag is None
    assert ask(two, shown(bazaar), 40, bazaar.id()).held
    assert ask(two, shown(bazaar), 11, bazaar.id()).reason == "over-day-limit"
    bazaar.now += DAY_S
    earn(one, shown(bazaar), give_badge(bazaar), {"toys": 5}, 10)
    assert ask(two, shown(bazaar), 10, bazaar.id()).held


def test_a_months_limit_holds_over_its_days(bazaar: World) -> None:
    one = bazaar.kiosks[0]
    spent = []
    for _ in range(2):
        for _ in range(2):
            id_, _, receipt = buy(one, shown(bazaar), 60)
            reverse(one, id_, {PURSE: 60}, shown(bazaar))
            spent.append(receipt.flag)
        bazaar.now += DAY_S
    assert spent == [None] * 4
    assert ask(one, shown(bazaar), 11, bazaar.id()).reason == "over-month-limit"
    bazaar.now += 14 * DAY_S
    assert ask(one, shown(bazaar), 11, bazaar.id()).held


def test_what_kiosks_sold_alone_over_a_limit_is_flagged(bazaar: World) -> None:
    one, two = bazaar.kiosks
    for coins in (60, 60):
        buy(one, shown(bazaar), coins)
    two.spend(shown(bazaar), 31, stood_in(31))
    receipt = two.last()
    assert (receipt.flag, receipt.bearer) == ("over-day-limit", "resident")


# --- rewards ---


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


# --- one visit ---


def test_one_showing_earns_pays_and_gives_away_in_one_visit(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar)
    earned, spent, donated = bazaar.id(), bazaar.id(), bazaar.id()
    earn(kiosk, code, give_badge(bazaar), {"toys": 2}, 4, id_=earned)
    answer = ask(kiosk, code, 20, spent, ref=earned)
    first = pay(kiosk, code, {PURSE: 20}, spent, held(answer.from_slice), ref=earned)
    assert ask(kiosk, code, 5, donated, ref=spent).held
    second = pay(kiosk, code, {PURSE: 5}, donated, held(), ref=spent, kind=EntryKind.DONATE)
    assert [first.flag, second.flag] == [None, None]
    assert bazaar.balance("rich") == 179


def test_a_visit_is_of_one_kiosk_and_costs_one_limit(bazaar: World) -> None:
    one, two = bazaar.kiosks
    code, first = shown(bazaar), bazaar.id()
    answer = ask(one, code, 40, first)
    pay(one, code, {PURSE: 40}, first, held(answer.from_slice))
    assert ask(two, code, 5, bazaar.id(), ref=first).reason == "already-used"
    assert ask(one, code, 5, bazaar.id()).reason == "already-used"
    assert ask(one, code, 21, bazaar.id(), ref=first).reason == "over-limit"
    assert _linked(one, code, 21, first).flag == "over-limit"
    assert _linked(two, code, 5, first).flag == "code-used-twice"


def _linked(kiosk: KioskSim, code: Code, coins: int, ref: bytes) -> Receipt:
    draft = replace(kiosk.spend_draft(code, coins, stood_in(coins)), ref=ref)
    kiosk.write(draft, (code.evidence,))
    return kiosk.last()
