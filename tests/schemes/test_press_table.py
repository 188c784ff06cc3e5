"""Every figure of the press table is in the shipped data, dated, and prices only while it holds."""

from collections.abc import Callable
from datetime import date

import pytest

from schemes.acceptance import accepts
from schemes.dated import PRICING, Status
from schemes.earning import age_rule, earn, field_of, items_of, of_age
from schemes.incentives import SoFar, bonus, cashback
from schemes.limits import over_transfer
from schemes.merchant import Merchant
from schemes.money import Coins, Won
from schemes.purses import may_pay
from schemes.rules import EarningField, Evidence, Fact
from schemes.scheme import Scheme
from tests.schemes.shipped import BOOKSHOP, DAY, LARGE, MARKET, SHOP, shipped

SEOCHO, CHEONGJU, DAEJEON = "seocho", "cheong", "ontong"
TEN_THOUSAND = Coins(10_000)
GOLF = Merchant("green", "golf")
UNIVERSITY = Merchant("school", "university")
GOOD_PRICE = Merchant("bowl", "good-price")


def back(scheme: Scheme, merchant: Merchant, on: date, paid: Coins = TEN_THOUSAND) -> int:
    """Won that come back of a payment."""
    return cashback(scheme, merchant, {"general": paid}, on).coins.units


def fact(id_: str) -> Callable[[Scheme], object]:
    """Figure and status of a fact."""

    def found(scheme: Scheme) -> object:
        (one,) = [one for one in scheme.facts if one.id == id_]
        return one.figure, one.term.status.value

    return found


def earned(field: str, items: int = 1) -> Callable[[Scheme], object]:
    return lambda scheme: earn(scheme, field, items, DAY).coins.units


def status(field: str) -> Callable[[Scheme], object]:
    return lambda scheme: _field(scheme, field).term.status.value


def _field(scheme: Scheme, id_: str) -> EarningField:
    found = field_of(scheme, id_)
    assert found is not None
    return found


def rule_status(id_: str) -> Callable[[Scheme], object]:
    def found(scheme: Scheme) -> object:
        (rule,) = [rule for rule in scheme.cashbacks if rule.id == id_]
        return rule.percent, rule.term.status.value, (rule.term.on or date.min).isoformat()[:7]

    return found


Row = tuple[str, str, Callable[[Scheme], object], object]
ROWS: list[Row] = [
    ("a coin is 200 won, 2023-03", SEOCHO, lambda s: s.rate_on(date(2023, 3, 31)), Won(200)),
    ("coins are earned: no incentive", SEOCHO, lambda s: (s.bonuses, s.cashbacks), ((), ())),
    ("told as no incentive", SEOCHO, fact("no-incentive"), (None, "in-force")),
    ("14 earning fields", SEOCHO, fact("earning-fields"), (14, "reported")),
    ("40 district facilities", SEOCHO, fact("facilities"), (40, "in-force")),
    ("400 carbon-zero shops", SEOCHO, fact("carbon-zero-shops"), (400, "in-force")),
    ("donation of coins", SEOCHO, fact("donation"), (None, "in-force")),
    ("announcements of the district", SEOCHO, fact("announcements"), (None, "in-force")),
    ("permissioned private blockchain", SEOCHO, fact("ledger"), (None, "reported")),
    ("toy donation 1 each", SEOCHO, earned("toy-donation", 3), 3),
    ("paid rental of childcare goods 1", SEOCHO, earned("childcare-rental"), 1),
    ("goods-exchange market 1 per item", SEOCHO, earned("goods-exchange", 2), 2),
    ("electronic civil forms 1 per form", SEOCHO, earned("electronic-forms", 4), 4),
    ("blood donation 10 per time", SEOCHO, earned("blood-donation"), 10),
    ("child-guard training 1", SEOCHO, earned("child-guard-training"), 1),
    ("report of suspected abuse 5", SEOCHO, earned("child-guard-report"), 5),
    ("carbon-zero donation, rate set here", SEOCHO, status("carbon-zero-donation"), "set-here"),
    (
        "transparent bottles, 10 for 1",
        SEOCHO,
        lambda s: (items_of(_field(s, "transparent-bottles"), 29), s.earning[7].rate),
        (2, Coins(1)),
    ),
    ("Nubidan patrol, rate set here", SEOCHO, status("nubidan-patrol"), "set-here"),
    ("talent donation, rate set here", SEOCHO, status("talent-donation"), "set-here"),
    ("volunteering, rate set here", SEOCHO, status("volunteering"), "set-here"),
    ("health programmes, rate set here", SEOCHO, status("health-programmes"), "set-here"),
    (
        "volunteering from 60 on",
        SEOCHO,
        lambda s: [of_age(_field(s, "volunteering"), classes, DAY) for classes in ((), (60,))],
        [False, True],
    ),
    (
        "lifting the age announced, not in force",
        SEOCHO,
        lambda s: [(a.years, a.term.status.value) for a in _field(s, "volunteering").ages],
        [(60, "in-force"), (0, "announced"), (0, "reported")],
    ),
    ("unit is the won", CHEONGJU, lambda s: s.rate_on(DAY), Won(1)),
    ("470,000 registered cards", CHEONGJU, fact("registered-cards"), (470_000, "reported")),
    (
        "bonus when charged, until the cashback came",
        CHEONGJU,
        lambda s: [
            bonus(s, TEN_THOUSAND, on).coins.units for on in (date(2024, 1, 1), date(2024, 6, 1))
        ],
        [1000, 0],
    ),
    (
        "bonus in November 2026, set here: of a charge, of a month, of all",
        CHEONGJU,
        lambda s: [
            bonus(s, Coins(charged), DAY, so_far).coins.units
            for charged, so_far in (
                (10_000, None),
                (500_000, None),
                (500_000, SoFar(mine={"charge-month": Coins(25_000)})),
                (500_000, SoFar(month=Coins(40_000))),
                (500_000, SoFar(campaigns={"charge-month": Coins(100_000_000)})),
            )
        ],
        [1000, 20_000, 5000, 5000, 0],
    ),
    (
        "cashback after use announced for the first half of 2024",
        CHEONGJU,
        rule_status("announced-2024"),
        (None, "announced", "2024-01"),
    ),
    (
        "extra by sector announced",
        CHEONGJU,
        rule_status("announced-2024-sectors"),
        (None, "announced", "2024-01"),
    ),
    (
        "cashback after use since 2024-06",
        CHEONGJU,
        lambda s: [back(s, SHOP, on) for on in (date(2024, 5, 31), date(2024, 6, 1), DAY)],
        [0, 700, 1000],
    ),
    ("extra by sector in force", CHEONGJU, lambda s: back(s, GOOD_PRICE, DAY), 1500),
    (
        "over 3 billion won a year excluded, policy money accepted",
        CHEONGJU,
        lambda s: may_pay(s, LARGE, DAY),
        ("policy",),
    ),
    (
        "exactly 3 billion won not excluded",
        CHEONGJU,
        lambda s: may_pay(s, Merchant("m", "food", yearly_sales=Won(3_000_000_000)), DAY),
        ("policy", "general"),
    ),
    ("sales checked twice a year from 2024", CHEONGJU, fact("sales-checks"), (2, "in-force")),
    ("148 special-discount merchants", CHEONGJU, fact("discount-merchants"), (148, "in-force")),
    ("credit-card points into pay", CHEONGJU, fact("card-points"), (None, "announced")),
    ("announcements of the city", CHEONGJU, fact("announcements"), (None, "reported")),
    ("online mall, orders collected", CHEONGJU, fact("online-mall"), (None, "in-force")),
    ("unit is the won", DAEJEON, lambda s: s.rate_on(DAY), Won(1)),
    ("560,000 members", DAEJEON, fact("members"), (560_000, "reported")),
    (
        "cashback 10-15 %",
        DAEJEON,
        lambda s: [
            back(s, SHOP, on) for on in (date(2020, 7, 31), date(2021, 5, 13), date(2026, 11, 30))
        ],
        [1500, 1000, 1500],
    ),
    (
        "3 % more in markets announced 2021-05",
        DAEJEON,
        rule_status("markets-announced"),
        (3, "announced", "2021-05"),
    ),
    (
        "3 % more in markets once in force",
        DAEJEON,
        lambda s: [
            back(s, MARKET, on) - back(s, SHOP, on)
            for on in (date(2021, 7, 1), date(2021, 9, 1), date(2022, 1, 16), date(2022, 1, 17))
        ],
        [0, 300, 0, 300],
    ),
    ("29 traditional markets", DAEJEON, fact("markets"), (29, "announced")),
    ("4,338 shops in markets", DAEJEON, fact("market-shops"), (4_338, "announced")),
    (
        "more in local bookshops",
        DAEJEON,
        lambda s: [back(s, BOOKSHOP, on) for on in (date(2021, 1, 11), date(2021, 3, 1))],
        [2000, 1000],
    ),
    (
        "sale campaign of a month",
        DAEJEON,
        lambda s: [back(s, SHOP, on) for on in (date(2026, 10, 31), date(2026, 11, 1))],
        [1000, 1500],
    ),
    (
        "golf and university fees to be excluded: announced, so accepted",
        DAEJEON,
        lambda s: [bool(may_pay(s, merchant, DAY)) for merchant in (GOLF, UNIVERSITY)],
        [True, True],
    ),
    ("donation", DAEJEON, fact("donation"), (None, "reported")),
    ("transfer announced", DAEJEON, fact("transfer-announced"), (None, "announced")),
    (
        "transfer limits by time, day, month",
        DAEJEON,
        lambda s: [
            over_transfer(s.limits, Coins(500_001), Coins(0), Coins(0)),
            over_transfer(s.limits, Coins(1), Coins(2_000_000), Coins(0)),
            over_transfer(s.limits, Coins(1), Coins(0), Coins(5_000_000)),
            over_transfer(s.limits, Coins(500_000), Coins(1_500_000), Coins(4_500_000)),
        ],
        ["over-limit", "over-day-limit", "over-month-limit", ""],
    ),
    ("auto top-up announced", DAEJEON, fact("auto-top-up"), (None, "announced")),
    ("mall and delivery", DAEJEON, fact("mall"), (None, "reported")),
]


@pytest.mark.parametrize(
    ("scheme_id", "found", "expected"),
    [row[1:] for row in ROWS],
    ids=[f"{r[1]}: {r[0]}" for r in ROWS],
)
def test_a_figure_of_the_press_table(
    scheme_id: str, found: Callable[[Scheme], object], expected: object
) -> None:
    assert found(shipped(scheme_id)) == expected


@pytest.mark.parametrize("scheme_id", [SEOCHO, CHEONGJU, DAEJEON])
def test_every_figure_has_its_source_and_its_day_or_says_that_it_is_set_here(
    scheme_id: str,
) -> None:
    scheme = shipped(scheme_id)
    dated = [
        *(scheme.bonuses + scheme.cashbacks + scheme.month_caps),
        *(scheme.excluded_sectors + scheme.sales_limits + scheme.earning + scheme.facts),
    ]
    assert dated
    for one in dated:
        assert len(one.term.source) > 20, one
        assert one.term.source.startswith("Set here") == (one.term.status is Status.SET_HERE), one
        assert (one.term.on is None) == (one.term.status is Status.SET_HERE), one


@pytest.mark.parametrize("scheme_id", [SEOCHO, CHEONGJU, DAEJEON])
def test_what_is_only_announced_never_holds_whatever_the_day(scheme_id: str) -> None:
    scheme = shipped(scheme_id)
    terms = [rule.term for rule in scheme.cashbacks]
    terms += [rule.term for rule in scheme.excluded_sectors]
    terms += [fact.term for fact in scheme.facts]
    waiting = [term for term in terms if term.status not in PRICING]
    assert waiting
    assert not any(term.holds(date(year, 7, 1)) for term in waiting for year in range(2020, 2100))


def test_the_press_names_fewer_fields_than_it_counts_and_none_is_invented() -> None:
    scheme = shipped(SEOCHO)
    assert len(scheme.earning) == 13
    fields = [field for field in scheme.facts if field.id == "earning-fields"]
    assert fields[0] == Fact("earning-fields", "14 ways to earn", fields[0].term, 14)
    machines = {field.id for field in scheme.earning if field.evidence is Evidence.MACHINE}
    assert machines == {"transparent-bottles"}
    assert all(
        age_rule(field, DAY) is None for field in scheme.earning if field.id != "volunteering"
    )


@pytest.mark.parametrize(
    ("scheme_id", "merchant", "rule", "most"),
    [
        (DAEJEON, SHOP, "base", 50_000),
        (DAEJEON, MARKET, "markets", 15_000),
        (DAEJEON, BOOKSHOP, "bookshops", 7_000),
        (CHEONGJU, SHOP, "after-use", 30_000),
        (CHEONGJU, GOOD_PRICE, "good-price", 15_000),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_rule_gives_a_person_no_more_in_a_month_than_was_reported(
    scheme_id: str, merchant: Merchant, rule: str, most: int
) -> None:
    scheme = shipped(scheme_id)
    whole = dict(cashback(scheme, merchant, {"general": Coins(900_000)}, DAY).parts)
    assert whole[rule] == Coins(most)
    before = SoFar(month=Coins(most - 1), mine={rule: Coins(most - 1)})
    rest = dict(cashback(scheme, merchant, {"general": Coins(900_000)}, DAY, before).parts)
    assert rest[rule] == Coins(1)
    assert all(accepts(scheme, merchant, purse, DAY) for purse in scheme.purses[:1])
