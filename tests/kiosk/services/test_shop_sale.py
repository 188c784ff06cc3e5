"""A shop's sale: keyed amount, discount, cashback told before, rest by card, coins earned too."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config import ConfigError
from kiosk.facility import load_facility
from kiosk.services.base import (
    SAMPLE_BADGE,
    Approval,
    Count,
    Digits,
    HandOver,
    Known,
    Lookup,
    MachineCount,
    Note,
    NotFound,
    Order,
    Question,
    Service,
    Tallies,
    answered,
)
from protocol.entry import EntryKind
from schemes.incentives import cashback
from schemes.merchant import Merchant
from schemes.money import Coins, Won
from tests.kiosk.services.places import DAY, person
from tests.schemes.shipped import shipped

SALE = """
[[service]]
kind = "shop-sale"
id = "sale"
name = "물건값 내기"
title = "얼마인가요?"
step = "값 넣기"
message = "값을 눌러 주세요."
amount_unit = "원"
most_won = 100_000
item = "물건값"
unit = "번"
slip_title = "영수증"
slip_word = "다 냈어요"
"""
REST = "rest = true\ncoins_most = 25\n"
ASKED = 'earn_question = "빈 병이 있나요?"\nearn_step = "빈 병"\nearn_no = "아니요"\n'
BOTTLES = """
[[service.earn]]
id = "transparent-bottles"
name = "빈 병"
answer = "네"
unit = "묶음"
count_title = "병 넣기"
count_step = "넣기"
count_message = "넣어 주세요."
count_unit = "개"
"""
HANGERS = """
[[service.earn]]
id = "carbon-zero-donation"
name = "옷걸이"
answer = "옷걸이요"
unit = "번"
approval_title = "직원 확인"
approval_step = "확인"
approval_message = "보여 주세요."
"""


def shop(text: str, scheme_id: str, merchant: str = "", on: date = DAY) -> Service:
    head = f'id = "test-shop"\nname = "시험 가게"\nscheme = "{scheme_id}"\nstaff_desk = "계산대"\n'
    data = f"{head}\n[merchant]\n{merchant}\n{text}".encode()
    return load_facility(data, "test.toml", shipped(scheme_id), on).services["sale"]


MARKET = shop(SALE, "ontong", 'sector = "food"\nmarket = "jungang"')
BAKERY = shop(SALE, "cheong", 'sector = "food"\ndiscount_percent = 10')
LAUNDRY = shop(SALE + REST + ASKED + BOTTLES + HANGERS, "seocho", 'sector = "carbon-zero-shop"')


def bought(service: Service, amount: str, earn: str = "no", **more: object) -> Order:
    known = replace(Known({"amount": amount, "earn": earn}), **more)  # type: ignore[arg-type]  # fields of Known
    assert service.ask(known) is None
    return service.order(known, 1)


def test_the_amount_is_keyed_in_and_limited() -> None:
    asked = MARKET.ask(Known())
    assert isinstance(asked, Digits)
    assert (asked.most, asked.exact, asked.unit, asked.places) == (100_000, False, "원", 6)
    assert MARKET.questions() == 1
    for amount, reason in (("0", "amount-zero"), ("100001", "amount-too-large")):
        with pytest.raises(NotFound, match=reason):
            MARKET.ask(answered(Known(), "amount", amount))


def test_what_comes_back_is_told_before_anything_is_agreed_and_by_the_schemes_own_rule() -> None:
    order = bought(MARKET, "10000")
    assert (order.total, order.worth, order.rest) == (Coins(10_000), Won(10_000), Won(0))
    seller = Merchant("test-shop", "food", "jungang")
    rule = cashback(shipped("ontong"), seller, {"general": Coins(10_000)}, DAY)
    assert order.reward == rule.coins == Coins(1800)  # 10 % and, here and now, 3 and 5 more
    assert (order.kind, order.hand_over) == (EntryKind.SPEND, HandOver.PRINT)
    words = MARKET.ticket("sale", 1)
    assert (words.title, words.good_for) == ("영수증", "다 냈어요")


def test_the_sellers_own_discount_comes_off_before_the_price_and_is_told() -> None:
    order = bought(BAKERY, "9990")
    assert order.total == Coins(8991)
    assert order.notes == (Note("list-price", Won(9990)), Note("discount", Won(999)))
    assert order.reward == Coins(899)


def test_where_only_policy_money_may_pay_no_cashback_is_promised() -> None:
    large = shop(SALE, "cheong", 'sector = "food"\nyearly_sales_won = 3_000_000_001')
    assert bought(large, "10000").reward is None


@pytest.mark.parametrize(
    ("amount", "coins", "rest"), [("5000", 25, 0), ("12000", 25, 7000), ("4900", 24, 100)]
)
def test_coins_pay_their_part_and_another_tender_the_rest(
    amount: str, coins: int, rest: int
) -> None:
    order = bought(LAUNDRY, amount)
    assert (order.total, order.rest) == (Coins(coins), Won(rest))
    assert order.lines[0].worth_each == Won(int(amount))
    assert order.notes == ((Note("list-price", Won(int(amount))),) if rest else ())
    assert order.reward is None


def test_less_than_a_coin_is_too_small() -> None:
    with pytest.raises(NotFound, match="under-one-coin"):
        LAUNDRY.ask(answered(Known(), "amount", "199"))


@settings(max_examples=60)
@given(amount=st.integers(1, 100_000))
@pytest.mark.parametrize("service", [MARKET, BAKERY, LAUNDRY], ids=["market", "bakery", "laundry"])
def test_coins_and_rest_are_the_price_and_never_more(service: Service, amount: int) -> None:
    known = Known({"amount": str(amount), "earn": "no"})
    scheme = shipped("seocho" if service is LAUNDRY else "ontong")
    off = 10 if service is BAKERY else 0
    if amount * (100 - off) // 100 < scheme.rate_on(DAY).units:
        with pytest.raises(NotFound, match="under-one-coin"):
            service.ask(known)
        return
    assert service.ask(known) is None
    order = service.order(known, 1)
    assert scheme.worth(order.total, DAY) + order.rest == order.lines[0].worth_each
    assert order.lines[0].worth_each <= Won(amount)
    assert order.reward is None or order.reward <= order.total


def test_one_scan_spends_and_earns() -> None:
    asked = LAUNDRY.ask(answered(Known(), "amount", "5000"))
    assert isinstance(asked, Question)
    assert [(one.id, one.name) for one in asked.options] == [
        ("transparent-bottles", "네"),
        ("carbon-zero-donation", "옷걸이요"),
        ("no", "아니요"),
    ]
    assert LAUNDRY.questions() == 2
    facts = {"room": (0,), "count": MachineCount(31, "machine-1-run-7")}
    order = bought(LAUNDRY, "5000", "transparent-bottles", facts=facts)
    assert order.also is not None
    assert (order.also.kind, order.also.total) == (EntryKind.EARN, Coins(3))
    assert order.also.evidence == "machine-1-run-7"
    assert order.also.service == order.service == "sale"
    assert order.notes == (Note("earned", Coins(3)), Note("not-counted", 1))
    assert LAUNDRY.hands_over("transparent-bottles") is HandOver.SCREEN
    assert LAUNDRY.hands_over("sale") is HandOver.PRINT


def test_no_is_no_and_nothing_else_is_asked() -> None:
    assert bought(LAUNDRY, "5000", holder=person()).also is None


def test_the_machine_counts_before_the_code_and_the_caps_are_asked_after_it() -> None:
    known = Known({"amount": "5000", "earn": "transparent-bottles"}, {"room": (0,)})
    assert isinstance(LAUNDRY.ask(known), Count)
    facts = {"room": (0,), "count": MachineCount(10, "m-1")}
    known = replace(known, facts=facts)
    assert LAUNDRY.ask(known) is None
    asked = LAUNDRY.ask(replace(known, holder=person()))
    assert isinstance(asked, Lookup)
    assert isinstance(asked.source, Tallies)


def test_a_badge_approves_what_no_machine_counts() -> None:
    known = Known({"amount": "5000", "earn": "carbon-zero-donation"}, {"today": (0, 0)}, person())
    assert isinstance(LAUNDRY.ask(known), Approval)
    facts: Mapping[str, object] = {"today": (0, 0), "approved-today": (0,)}
    order = bought(
        LAUNDRY,
        "5000",
        "carbon-zero-donation",
        facts=facts,
        holder=person(),
        approver=SAMPLE_BADGE,
    )
    assert order.also is not None
    assert order.also.total == Coins(1)


def test_a_cap_of_the_day_keeps_nobody_from_buying_and_is_told() -> None:
    facts = {"room": (0,), "count": MachineCount(20, "m-1"), "today": (10, 10, 0)}
    order = bought(LAUNDRY, "5000", "transparent-bottles", facts=facts, holder=person())
    assert order.also is None
    assert order.notes == (Note("not-counted", 20),)


@pytest.mark.parametrize("today", [(10, 10, 0), (0, 1000, 0), (0, 0, 1)], ids=str)
def test_a_full_cap_makes_no_order_of_it_also_where_nobody_is_named(today: tuple[int, ...]) -> None:
    facts = {"room": (0,), "count": MachineCount(20, "m-1"), "today": today}
    order = bought(LAUNDRY, "5000", "transparent-bottles", facts=facts)
    assert order.also is None
    assert order.notes == (Note("not-counted", 20),)


@pytest.mark.parametrize("bottles", [0, 3])
def test_too_few_bottles_keep_nobody_from_buying(bottles: int) -> None:
    facts = {"room": (0,), "count": MachineCount(bottles, "m-1")}
    for holder in (None, person()):
        order = bought(LAUNDRY, "5000", "transparent-bottles", facts=facts, holder=holder)
        assert order.also is None
        assert order.notes == ((Note("not-counted", bottles),) if bottles else ())


def test_a_full_machine_is_told_before_bottles_are_put_in() -> None:
    known = Known({"amount": "5000", "earn": "transparent-bottles"}, {"room": (1000,)})
    with pytest.raises(NotFound, match="earn-cap-kiosk"):
        LAUNDRY.ask(known)


@pytest.mark.parametrize(
    ("text", "scheme_id", "merchant", "reason"),
    [
        (SALE, "seocho", "", "let another tender take the rest"),
        (SALE + REST.replace("25", "0"), "seocho", "", "greater than"),
        (SALE.replace("100_000", "199") + REST, "seocho", "", "less than one coin"),
        (SALE.replace("100_000", "500_001"), "ontong", "", "let another tender take the rest"),
        (SALE + REST + BOTTLES, "seocho", "", "are missing beside earn"),
        (SALE + ASKED + BOTTLES, "ontong", "", "transparent-bottles can't be earned"),
        (SALE + REST + ASKED + BOTTLES * 2, "seocho", "", "is there twice"),
    ],
)
def test_a_shop_that_could_not_sell_is_refused_by_file_key_and_reason(
    text: str, scheme_id: str, merchant: str, reason: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        shop(text, scheme_id, merchant)
    assert (caught.value.origin, caught.value.key[:9]) == ("test.toml", "service.0")
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("merchant", "key", "reason"),
    [
        ('sector = "nightlife"', "merchant.sector", "nightlife is not accepted by ontong on"),
        ('sector = "moon"', "merchant.sector", "moon is none of district,"),
        ('sector = "food"\nmarket = "moon"', "merchant.market", "moon is none of"),
    ],
    ids=["left-out", "no-such-trade", "no-such-market"],
)
def test_a_seller_that_the_currency_leaves_out_sells_nothing_by_it(
    merchant: str, key: str, reason: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        shop(SALE, "ontong", merchant)
    assert (caught.value.origin, caught.value.key) == ("test.toml", key)
    assert caught.value.reason.startswith(reason)


def test_a_seller_may_sell_until_its_trade_is_left_out() -> None:
    sold = shop(SALE, "ontong", 'sector = "golf"')  # announced: in force nowhere
    assert bought(sold, "10000").total == Coins(10_000)
