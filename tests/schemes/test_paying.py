"""Purses, incentives and limits: never more than the price, the cap or the budget; nothing lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.acceptance import accepts
from schemes.dated import Status, Term
from schemes.incentives import Reward, SoFar, bonus, cashback, discounted
from schemes.limits import Limits, over, over_charge, over_kiosk_day
from schemes.merchant import Merchant
from schemes.money import Coins, Won
from schemes.purses import may_pay, split
from schemes.rules import (
    BonusRule,
    CashbackRule,
    MonthCap,
    Purse,
    PurseKind,
    SalesRule,
    SectorRule,
)
from schemes.scheme import Scheme
from schemes.text import Rounding
from tests.schemes.shipped import BOOKSHOP, DAY, LARGE, MARKET, SHOP, shipped

NOW = Term(Status.SET_HERE, "s", None, date(2026, 1, 1))
GENERAL = Purse("general", "G")
SOON = Purse("soon", "S", PurseKind.POLICY, ("any",), date(2026, 11, 30))
LATER = Purse("later", "L", PurseKind.POLICY, ("food",), date(2026, 12, 31))
BOOKS = Purse("books", "B", PurseKind.POLICY, ("bookshop",))
PLAIN = replace(
    shipped("ontong"),
    purses=(GENERAL, LATER, BOOKS, SOON),
    bonuses=(),
    cashbacks=(),
    month_caps=(),
    excluded_sectors=(),
    sales_limits=(),
)

amounts = st.integers(0, 2_000_000).map(Coins)
percents = st.integers(1, 100)
few = settings(max_examples=60)


def test_what_expires_first_and_is_allowed_here_pays_first() -> None:
    assert may_pay(PLAIN, SHOP, DAY) == ("soon", "later", "general")
    assert may_pay(PLAIN, BOOKSHOP, DAY) == ("soon", "books", "general")
    assert may_pay(PLAIN, SHOP, date(2026, 12, 1)) == ("later", "general")
    assert may_pay(PLAIN, SHOP, date(2027, 1, 1)) == ("general",)


def test_money_is_taken_in_that_order_down_to_the_last_of_each() -> None:
    balances = {"general": Coins(100), "later": Coins(5), "soon": Coins(10), "books": Coins(50)}
    assert split(PLAIN, balances, Coins(12), SHOP, DAY) == {"soon": Coins(10), "later": Coins(2)}
    assert split(PLAIN, balances, Coins(115), SHOP, DAY) is not None
    assert split(PLAIN, balances, Coins(116), SHOP, DAY) is None  # books buy no food
    assert split(PLAIN, balances, Coins(0), SHOP, DAY) == {}
    with pytest.raises(ValueError, match="nothing is paid"):
        split(PLAIN, balances, Coins(-1), SHOP, DAY)


@few
@given(
    balances=st.dictionaries(
        st.sampled_from(["general", "soon", "later", "books", "unknown"]),
        st.integers(-50, 1000).map(Coins),
    ),
    amount=st.integers(0, 3000).map(Coins),
    merchant=st.sampled_from([SHOP, BOOKSHOP, LARGE]),
    on=st.dates(date(2026, 11, 1), date(2027, 2, 1)),
)
def test_the_parts_are_the_price_and_no_purse_gives_what_it_lacks(
    balances: dict[str, Coins], amount: Coins, merchant: Merchant, on: date
) -> None:
    order = may_pay(PLAIN, merchant, on)
    parts = split(PLAIN, balances, amount, merchant, on)
    there = sum((max(balances.get(purse, Coins(0)), Coins(0)) for purse in order), Coins(0))
    assert (parts is None) == (there < amount)
    if parts is None:
        return
    assert sum(parts.values(), Coins(0)) == amount
    assert all(Coins(0) < part <= balances[purse] for purse, part in parts.items())
    used = [purse for purse in order if purse in parts]
    assert list(parts) == used
    for purse in used[:-1]:  # a later purse is touched only when the earlier one is empty
        assert parts[purse] == balances[purse]
    assert parts == split(PLAIN, dict(reversed(balances.items())), amount, merchant, on)


@pytest.mark.parametrize(
    ("sales", "limit_but", "sector_but", "accepted"),
    [
        (None, (), (), ("general",)),
        (100, (), (), ("general",)),
        (101, (), (), ()),
        (101, ("soon",), (), ("soon",)),
        (101, ("soon",), ("soon",), ("soon",)),
    ],
)
def test_who_is_too_large_takes_only_the_money_that_is_excepted(
    sales: int | None,
    limit_but: tuple[str, ...],
    sector_but: tuple[str, ...],
    accepted: tuple[str, ...],
) -> None:
    scheme = replace(
        PLAIN,
        purses=(GENERAL, SOON) if limit_but else (GENERAL,),
        sales_limits=(SalesRule(Won(100), NOW, limit_but),),
        excluded_sectors=(SectorRule("golf", NOW, sector_but),),
    )
    seller = Merchant("m", "food", yearly_sales=None if sales is None else Won(sales))
    assert may_pay(scheme, seller, DAY) == accepted
    green = replace(seller, sector="golf")
    assert may_pay(scheme, green, DAY) == tuple(p for p in accepted if p in sector_but)
    assert may_pay(scheme, green, date(2025, 1, 1)) == tuple(p.id for p in scheme.purses)[::-1]


def ruled(**rules: object) -> Scheme:
    return replace(PLAIN, **rules)  # type: ignore[arg-type]  # names of fields, as replace takes them


@few
@given(
    percents_=st.lists(percents, max_size=4),
    caps=st.lists(st.none() | st.integers(1, 50_000).map(Coins), min_size=4, max_size=4),
    budgets=st.lists(st.none() | st.integers(1, 90_000).map(Coins), min_size=4, max_size=4),
    month=st.none() | st.integers(1, 60_000).map(Coins),
    own=st.none() | st.integers(1, 20_000).map(Coins),
    paid=st.fixed_dictionaries({"general": amounts, "soon": amounts}),
    given_before=st.fixed_dictionaries({"r0": amounts, "r1": amounts}),
    month_before=amounts,
    rounding=st.sampled_from(Rounding),
)
def test_never_more_comes_back_than_paid_nor_than_a_cap_or_budget(
    percents_: list[int],
    caps: list[Coins | None],
    budgets: list[Coins | None],
    month: Coins | None,
    own: Coins | None,
    paid: dict[str, Coins],
    given_before: dict[str, Coins],
    month_before: Coins,
    rounding: Rounding,
) -> None:
    rules = tuple(
        CashbackRule(
            f"r{n}", percent, NOW, per_transaction=caps[n], budget=budgets[n], person_month=own
        )
        for n, percent in enumerate(percents_)
    )
    month_caps = () if month is None else (MonthCap(month, NOW),)
    scheme = ruled(cashbacks=rules, month_caps=month_caps, cashback_rounding=rounding)
    so_far = SoFar(month_before, given_before, {"r0": month_before})
    reward = cashback(scheme, SHOP, paid, DAY, so_far)
    assert reward.coins == sum((coins for _, coins in reward.parts), Coins(0))
    assert Coins(0) <= reward.coins <= paid["general"] + paid["soon"]
    if month is not None:
        assert reward.coins <= max(month - month_before, Coins(0))
    by_id = {rule.id: rule for rule in rules}
    for id_, coins in reward.parts:
        rule = by_id[id_]
        assert coins > Coins(0)
        assert rule.per_transaction is None or coins <= rule.per_transaction
        if own is not None:
            assert coins + so_far.mine.get(id_, Coins(0)) <= own
        if rule.budget is not None:
            assert coins + given_before.get(id_, Coins(0)) <= rule.budget
    assert (
        reward.coins <= cashback(scheme, SHOP, paid, DAY).coins
    )  # told before: the most it can be
    assert reward == cashback(scheme, SHOP, dict(reversed(paid.items())), DAY, so_far)


def test_rules_that_fit_the_place_add_up_and_the_others_give_nothing() -> None:
    rules = (
        CashbackRule("base", 10, NOW),
        CashbackRule("market", 3, NOW, markets=("any",)),
        CashbackRule("books", 7, NOW, sectors=("bookshop",)),
        CashbackRule("one", 1, NOW, merchants=("stall",)),
        CashbackRule("told", None, Term(Status.ANNOUNCED, "s", DAY)),
        CashbackRule("past", 50, replace(NOW, until=date(2026, 1, 2))),
    )
    scheme = ruled(cashbacks=rules)
    paid = {"general": Coins(1000)}
    assert cashback(scheme, SHOP, paid, DAY) == Reward(Coins(100), (("base", Coins(100)),))
    assert cashback(scheme, BOOKSHOP, paid, DAY).coins == Coins(170)
    at_stall = (("base", Coins(100)), ("market", Coins(30)), ("one", Coins(10)))
    assert cashback(scheme, MARKET, paid, DAY).parts == at_stall


def test_policy_money_gives_nothing_back_unless_a_rule_says_so() -> None:
    base, policy = CashbackRule("base", 10, NOW), CashbackRule("p", 5, NOW, purses=("soon",))
    paid = {"soon": Coins(1000)}
    assert cashback(ruled(cashbacks=(base,)), SHOP, paid, DAY).coins == Coins(0)
    assert cashback(ruled(cashbacks=(base, policy)), SHOP, paid, DAY).coins == Coins(50)


@pytest.mark.parametrize(("rounding", "coins"), [(Rounding.DOWN, 9), (Rounding.UP, 10)])
def test_a_part_of_a_coin_is_rounded_as_the_scheme_says(rounding: Rounding, coins: int) -> None:
    scheme = ruled(cashbacks=(CashbackRule("base", 10, NOW),), cashback_rounding=rounding)
    assert cashback(scheme, SHOP, {"general": Coins(99)}, DAY).coins == Coins(coins)


@few
@given(charged=amounts, percent=percents, per_charge=st.none() | amounts, month_before=amounts)
def test_a_bonus_obeys_the_same_caps(
    charged: Coins, percent: int, per_charge: Coins | None, month_before: Coins
) -> None:
    rule = BonusRule("b", percent, NOW, per_charge, Coins(30_000))
    scheme = ruled(bonuses=(rule,), month_caps=(MonthCap(Coins(40_000), NOW),))
    given_ = bonus(scheme, charged, DAY, SoFar(month_before, {"b": Coins(10_000)})).coins
    assert Coins(0) <= given_ <= charged
    assert given_ <= Coins(20_000)
    assert given_ <= max(Coins(40_000) - month_before, Coins(0))
    if per_charge is not None:
        assert given_ <= per_charge


@few
@given(price=st.integers(0, 10**9).map(Won), percent=st.integers(0, 50))
def test_a_sellers_discount_is_in_the_buyers_favour_by_less_than_a_won(
    price: Won, percent: int
) -> None:
    left = discounted(price, Merchant("m", discount_percent=percent))
    assert Won(0) <= left <= price
    assert left.units * 100 <= price.units * (100 - percent) < (left.units + 1) * 100


@pytest.mark.parametrize(
    ("amount", "today", "month", "reason"),
    [
        (10, 0, 0, ""),
        (11, 0, 0, "over-limit"),
        (10, 15, 15, ""),
        (10, 16, 16, "over-day-limit"),
        (1, 0, 99, ""),
        (2, 0, 99, "over-month-limit"),
        (11, 99, 99, "over-limit"),
    ],
)
def test_each_limit_is_exact_and_the_narrowest_is_named(
    amount: int, today: int, month: int, reason: str
) -> None:
    limits = Limits(Coins(10), Coins(25), Coins(100))
    assert over(limits, Coins(amount), Coins(today), Coins(month)) == reason
    assert over(Limits(), Coins(amount), Coins(today), Coins(month)) == ""
    charges = Limits(per_charge=Coins(10), charges_day=Coins(25), charges_month=Coins(100))
    assert over_charge(charges, Coins(amount), Coins(today), Coins(month)) == reason
    assert over_charge(limits, Coins(amount), Coins(today), Coins(month)) == ""


def test_what_comes_in_at_one_kiosk_in_a_day_has_an_end() -> None:
    limits = Limits(charges_kiosk_day=Coins(25))
    assert [over_kiosk_day(limits, Coins(it), Coins(15)) for it in (10, 11)] == [False, True]
    assert not over_kiosk_day(Limits(), Coins(10**9), Coins(10**9))


def test_expired_money_is_accepted_nowhere() -> None:
    assert accepts(PLAIN, SHOP, SOON, date(2026, 11, 30))
    assert not accepts(PLAIN, SHOP, SOON, date(2026, 12, 1))
