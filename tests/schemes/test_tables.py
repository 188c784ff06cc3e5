"""Tables of a scheme file that cannot be meant are refused with file, key and reason."""

from datetime import date, datetime
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.dated import Status, Term
from schemes.errors import SchemeError
from schemes.money import Coins
from schemes.rules import PurseKind
from schemes.scheme import Scheme, load_scheme
from tests.schemes.test_scheme import TEXT

HELD = 'status = "set-here"\nfrom = 2026-01-01\nsource = "s"\n'
TOLD = 'status = "announced"\non = 2026-01-01\nsource = "s"\n'
SECTOR = '[[sector]]\nid = "food"\nname = "Food"\n'
POLICY = '[[purse]]\nid = "policy"\nname = "P"\nkind = "policy"\n'
BACK = '[[cashback]]\nid = "base"\npercent = 10\n'
EARN = '[[earning]]\nid = "toys"\nname = "Toys"\nunit = "x"\nrate_coins = 2\nevidence = "badge"\n'
AGE = "[[earning.age]]\nyears = 60\nprice_class = 6\n"
CLASS = '[[price_class]]\nid = 6\nname = "Sixty"\n'
FACT = '[[fact]]\nid = "members"\ntext = "t"\n'


def scheme(more: str) -> Scheme:
    return load_scheme((TEXT + more).encode(), "test.toml")


@pytest.mark.parametrize(
    ("more", "key", "reason"),
    [
        (BACK.replace("10", "101") + HELD, "cashback.0.percent", "less than or equal to 100"),
        (BACK.replace("10", "0") + HELD, "cashback.0.percent", "greater than"),
        (BACK.replace("percent = 10\n", "") + HELD, "cashback.0", "needs its figure: percent"),
        (BACK + "budget_coins = 0\n" + HELD, "cashback.0.budget_coins", "greater than"),
        (BACK + "person_month_coins = 0\n" + HELD, "cashback.0.person_month", "greater than"),
        (BACK + "per_transaction_coins = 0\n" + HELD, "cashback.0.per_transaction", "greater than"),
        (BACK + 'sectors = ["golf"]\n' + HELD, "cashback.0.sectors", "golf is none of any"),
        (BACK + 'markets = ["old"]\n' + HELD, "cashback.0.markets", "old is none of any"),
        (BACK + 'purses = ["gold"]\n' + HELD, "cashback.0.purses", "gold is none of general"),
        (BACK + HELD + BACK + HELD, "cashback.1", "same id: base"),
        (BACK + HELD + BACK.replace("cashback", "bonus") + HELD, "cashback.0.id", "same id base"),
        ((BACK + HELD).replace("cashback", "bonus") * 2, "bonus.1", "same id: base"),
        (BACK + 'status = "true"\nsource = "s"\n', "cashback.0.status", "'in-force', 'set-here'"),
        (BACK + 'status = "set-here"\nsource = "s"\n', "cashback.0", "needs its first day: from"),
        (BACK + 'status = "announced"\nsource = "s"\n', "cashback.0", "day of its report: on"),
        (BACK + HELD + "until = 2025-12-31\n", "cashback.0", "ends before it begins"),
        (BACK + HELD.replace('"s"', '""'), "cashback.0.source", "at least 1"),
        (BACK + HELD.replace("2026-01-01", '"soon"'), "cashback.0.from", "date"),
        (f"[[month_cap]]\ncoins = 0\n{HELD}", "month_cap.0.coins", "greater than"),
        (f"[[month_cap]]\ncoins = 5\n{HELD}" * 2, "month_cap", "two rules hold at once"),
        (
            f'[[excluded_sector]]\nsector = "food"\n{HELD}',
            "excluded_sector.0.sector",
            "food is none",
        ),
        (
            f'{SECTOR}[[excluded_sector]]\nsector = "food"\nbut = ["gold"]\n{HELD}',
            "excluded_sector.0.but",
            "gold is none of general",
        ),
        (
            SECTOR + f'[[excluded_sector]]\nsector = "food"\n{HELD}' * 2,
            "excluded_sector",
            "two rules hold at once",
        ),
        (f"[[sales_limit]]\nabove_won = 0\n{HELD}", "sales_limit.0.above_won", "greater than"),
        (f"[[sales_limit]]\nabove_won = 9\n{HELD}" * 2, "sales_limit", "two rules hold at once"),
        (SECTOR * 2, "sector.1", "same id: food"),
        (SECTOR.replace("sector", "market") * 2, "market.1", "same id: food"),
        (POLICY, "purse.1.uses", "without uses"),
        (POLICY + 'uses = ["golf"]\n', "purse.1.uses", "golf is none of any"),
        (POLICY + 'uses = ["any"]\nuntil = 2026\n', "purse.1.until", "date"),
        (EARN + HELD + EARN + HELD, "earning.1", "same id: toys"),
        (EARN.replace("= 2", "= 0") + HELD, "earning.0.rate_coins", "greater than"),
        (EARN + "per = 0\n" + HELD, "earning.0.per", "greater than"),
        (EARN + "person_day_coins = 0\n" + HELD, "earning.0.person_day_coins", "greater than"),
        (EARN + "kiosk_day_coins = 1\n" + HELD, "earning.0", "nothing could ever be earned"),
        (EARN.replace("badge", "hope") + HELD, "earning.0.evidence", "'badge' or 'machine'"),
        (
            EARN.replace("badge", "machine") + "approver_day_coins = 9\n" + HELD,
            "earning.0",
            "nobody approves what a machine counts",
        ),
        (EARN + HELD + AGE.replace("60", "121") + HELD, "earning.0.age.0.years", "less than"),
        (EARN + HELD + AGE.replace("60", "-1") + HELD, "earning.0.age.0.years", "greater than"),
        (
            EARN + HELD + AGE.replace("price_class = 6\n", "") + HELD,
            "earning.0.age.0",
            "name the price_class",
        ),
        (CLASS + EARN + HELD + (AGE + HELD) * 2, "earning.0.age", "two rules hold at once"),
        (
            EARN + HELD + AGE + HELD,
            "earning.0.age.0.price_class",
            "no [[price_class]] has the id 6",
        ),
        (CLASS * 2, "price_class.1", "same id: 6"),
        (CLASS.replace("6", "256"), "price_class.0.id", "less than or equal to 255"),
        ((FACT + TOLD) * 2, "fact.1", "same id: members"),
        (FACT + HELD + "surprise = 1\n", "fact.0.surprise", "not permitted"),
    ],
)
def test_tables_that_do_not_go_together_are_refused(more: str, key: str, reason: str) -> None:
    with pytest.raises(SchemeError) as caught:
        scheme(more)
    assert caught.value.origin == "test.toml"
    assert caught.value.key.startswith(key)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("purse", "key"),
    [
        ('kind = "policy"\nuses = ["any"]\n', "purse.0.kind"),
        ("until = 2030-01-01\n", "purse.0"),
        ('uses = ["district"]\n', "purse.0"),
    ],
)
def test_what_is_earned_or_charged_needs_a_purse_that_pays_everywhere(purse: str, key: str) -> None:
    text = TEXT.replace('name = "General"\n', 'name = "General"\n' + purse)
    with pytest.raises(SchemeError) as caught:
        load_scheme(text.encode(), "test.toml")
    assert caught.value.key == key


def test_a_purse_for_one_purpose_and_an_age_that_follows_another_are_good_data() -> None:
    ended = HELD.replace("2026-01-01\n", "2025-01-01\nuntil = 2025-12-31\n")
    purse = POLICY + 'uses = ["food"]\nuntil = 2026-12-31\n'
    more = purse + SECTOR + CLASS + EARN + HELD + AGE + ended
    loaded = scheme(more + AGE.replace("60", "65") + HELD)
    assert [(one.id, one.name) for one in loaded.price_classes] == [(6, "Sixty")]
    assert [purse.id for purse in loaded.purses] == ["general", "policy"]
    assert [rule.years for rule in loaded.earning[0].ages] == [60, 65]
    assert loaded.general.id == "general"
    assert loaded.per_transaction == Coins(500)


@pytest.mark.parametrize(
    ("status", "on", "held"),
    [
        (Status.IN_FORCE, date(2026, 1, 1), True),
        (Status.IN_FORCE, date(2025, 12, 31), False),
        (Status.IN_FORCE, date(2026, 3, 31), True),
        (Status.IN_FORCE, date(2026, 4, 1), False),
        (Status.SET_HERE, date(2026, 2, 1), True),
        (Status.ANNOUNCED, date(2026, 2, 1), False),
        (Status.REPORTED, date(2026, 2, 1), False),
    ],
)
def test_a_figure_holds_on_its_days_and_only_if_it_is_in_force(
    status: Status, on: date, held: bool
) -> None:
    term = Term(status, "s", date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31))
    assert term.holds(on) is held


@pytest.mark.parametrize(
    ("day", "starts"),
    [("2026-11-21", "2026-11-01"), ("2026-11-01", "2026-11-01"), ("2024-02-29", "2024-02-01")],
)
def test_a_month_begins_with_its_first_day_at_home(day: str, starts: str) -> None:
    # Midnight in Korea is 15:00 UTC of the day before.
    midnight, first = (
        int(_utc(text).timestamp()) - 9 * 3600  # the test scheme has Korea's time
        for text in (day, starts)
    )
    for time_s in (midnight, midnight + 86_399):
        assert scheme("").month_start(time_s) == first


def _utc(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00+00:00")


@settings(max_examples=60, deadline=None)
@given(data=st.data(), scheme_id=st.sampled_from(["seocho", "cheong", "ontong"]))
def test_a_shipped_file_with_broken_lines_loads_or_is_refused_by_its_own_error(
    data: st.DataObject, scheme_id: str
) -> None:
    file = files("assets").joinpath("schemes", f"{scheme_id}.toml")
    lines = file.read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key = lines[at].partition("=")[0]
    broken = data.draw(
        st.sampled_from(
            [
                [],
                [lines[at]] * 2,
                [f"{key}= 0"],
                [f"{key}= -1"],
                [f'{key}= ""'],
                [f'{key}= "any"'],
                [f"{key}= 1999-12-31"],
                [f"{key}= []"],
                [f"{key}= 1e400"],
            ]
        )
    )
    text = "\n".join([*lines[:at], *broken, *lines[at + 1 :]])
    try:
        loaded = load_scheme(text.encode(), "broken.toml")
    except SchemeError as exc:
        told = exc.origin
    else:
        told = loaded.purses[0].kind
    assert told in ("broken.toml", PurseKind.GENERAL)
