"""A scheme file becomes frozen rules, or one error that names file, key and reason."""

import datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.errors import SchemeError
from schemes.money import Coins, Won
from schemes.scheme import Scheme, load_scheme
from schemes.stand_in import PROTOCOL_DEFAULTS, StandInRules
from schemes.text import MAX_SCHEME_BYTES

TEXT = """
id = "test-coin"
version = 3
name = "Test"
[unit]
name = "coin"
[[rate]]
won = 70
from = 2024-01-01
source = "s"
[[rate]]
won = 200
from = 2023-01-01
source = "s"
[rounding]
price = "down"
[[purse]]
id = "general"
name = "General"
[limits]
per_transaction_coins = 500
"""
EARLY, LATE = datetime.date(2023, 12, 31), datetime.date(2024, 1, 1)


def scheme(text: str = TEXT) -> Scheme:
    return load_scheme(text.encode(), "test.toml")


def shipped_schemes() -> list[tuple[str, bytes]]:
    folder = files("assets").joinpath("schemes")
    return [(f.name, f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".toml")]


def test_every_shipped_scheme_loads_and_says_where_its_rates_come_from() -> None:
    assert shipped_schemes()
    for name, data in shipped_schemes():
        loaded = load_scheme(data, name)
        assert all(len(rate.source) > 20 for rate in (*loaded.rates, *loaded.reported_rates))


def test_a_lunch_of_3000_won_is_15_coins_by_the_shipped_rate_and_reports_never_price() -> None:
    loaded = load_scheme(dict(shipped_schemes())["seocho.toml"], "seocho.toml")
    for day in (datetime.date(2023, 3, 15), datetime.date(2026, 11, 21)):
        price = loaded.price(Won(3000), day)
        assert (price.coins, price.remainder) == (Coins(15), Won(0))
        assert loaded.worth(Coins(15), day) == Won(3000)
    assert {r.unit_won for r in loaded.reported_rates} == {Won(100)}
    assert loaded.stand_in == PROTOCOL_DEFAULTS
    assert loaded.unit_name == "코인"
    assert [p.id for p in loaded.purses] == ["general"]


def test_the_rate_is_the_latest_in_force_on_the_day_whatever_the_order_in_the_file() -> None:
    assert scheme().rate_on(EARLY) == Won(200)
    assert scheme().rate_on(LATE) == Won(70)
    with pytest.raises(SchemeError, match="test-coin: rate: no rate is in force on 2022-12-31"):
        scheme().rate_on(datetime.date(2022, 12, 31))


def test_left_out_stand_in_rules_have_the_protocols_defaults() -> None:
    assert scheme().stand_in == StandInRules(
        per_transaction=Coins(40),
        phone_slice=Coins(100),
        unsent=Coins(50_000),
        away_s=604_800,
        card_slice=Coins(100),
        card_day=Coins(20),
        status_age_s=604_800,
    )


def test_shown_codes_are_kept_for_half_a_year_where_the_district_says_nothing_else() -> None:
    assert scheme().evidence_kept_s == 180 * 86_400
    assert scheme(TEXT + "[evidence]\nkept_days = 365\n").evidence_kept_s == 365 * 86_400


def test_a_district_limits_what_is_charged_or_says_nothing() -> None:
    more = "per_charge_coins = 7\ncharges_day_coins = 8\ncharges_month_coins = 9\n"
    more += "charges_kiosk_day_coins = 10\n"
    set_, unset = scheme(TEXT + more).limits, scheme().limits
    assert (set_.per_charge, set_.charges_day, set_.charges_month) == (Coins(7), Coins(8), Coins(9))
    assert (set_.charges_kiosk_day, unset.charges_kiosk_day) == (Coins(10), None)
    assert (unset.per_charge, unset.charges_day, unset.charges_month) == (None, None, None)


def test_a_district_sets_the_rules_for_cards_and_for_the_age_of_the_status_list() -> None:
    more = "[stand_in]\ncard_slice_coins = 60\ncard_day_coins = 12\nstatus_age_h = 48\n"
    found = scheme(TEXT + more).stand_in
    assert (found.card_slice, found.card_day, found.status_age_s) == (Coins(60), Coins(12), 172_800)


@pytest.mark.parametrize(("offset_min", "begins"), [(540, 15), (0, 0), (-300, 5), (330, 18.5)])
def test_a_day_begins_at_midnight_by_the_schemes_own_calendar(
    offset_min: int, begins: float
) -> None:
    rules = scheme(TEXT + f"[calendar]\nutc_offset_min = {offset_min}\n")
    start = int(datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC).timestamp() + begins * 3600)
    assert rules.utc_offset_s == offset_min * 60
    for time_s in (start, start + 1, start + 86_399):
        assert rules.day_start(time_s) == start
    assert rules.day_start(start - 1) == start - 86_400
    assert rules.day_start(start + 86_400) == start + 86_400


def test_without_a_calendar_a_day_begins_at_midnight_in_korea() -> None:
    assert scheme().utc_offset_s == 9 * 3600


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([EARLY, LATE]))
def test_rounded_down_coins_and_remainder_are_the_price_to_the_won(
    won: int, day: datetime.date
) -> None:
    price = scheme().price(Won(won), day)
    assert scheme().worth(price.coins, day) + price.remainder == Won(won)
    assert Won(0) <= price.remainder < scheme().rate_on(day)


@given(st.integers(min_value=0, max_value=10**9))
def test_rounded_up_the_coins_cover_the_price_by_less_than_one_coin(won: int) -> None:
    rules = scheme(TEXT.replace('"down"', '"up"'))
    price = rules.price(Won(won), LATE)
    assert price.remainder == Won(0)
    assert Won(0) <= rules.worth(price.coins, LATE) - Won(won) < Won(70)


def test_a_negative_price_is_our_bug() -> None:
    with pytest.raises(ValueError, match="not negative"):
        scheme().price(Won(-1), LATE)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("version = 3", 'version = "3"', "version", "valid integer"),
        ("version = 3", "version = 3\nsurprise = 1", "surprise", "not permitted"),
        ('id = "test-coin"', 'id = "longer-than-16-ch"', "id", "at most 16"),
        ("won = 70", "won = 70.5", "rate.0.won", "valid integer"),
        ("won = 200", "won = 0", "rate.1.won", "greater than"),
        ("from = 2024-01-01", "", "rate.0.from", "required"),
        ("from = 2024-01-01", "from = 2023-01-01", "", "same day"),
        ("[[rate]]", "[[reported_rate]]", "reported_rate.0.on", "required"),
        ("[limits]", '[[purse]]\nid = "general"\nname = "x"\n[limits]', "", "same id"),
        ('price = "down"', 'price = "half"', "rounding.price", "'down' or 'up'"),
        ('id = "general"', 'id = "Gen eral"', "purse.0.id", "match"),
        ("[limits]\nper_transaction_coins = 500", "", "limits", "required"),
        ("per_transaction_coins = 500", "per_transaction_coins = -1", "limits.", "greater"),
        ("[limits]", "[evidence]\nkept_days = 29\n[limits]", "evidence.kept_days", "greater"),
        ("[limits]", "[evidence]\nkept_days = 1e9\n[limits]", "evidence.kept_days", "integer"),
        ("[limits]", "[calendar]\nutc_offset_min = 841\n[limits]", "calendar.utc", "less than"),
        ("[limits]", "[calendar]\nutc_offset_min = -721\n[limits]", "calendar.utc", "greater"),
        ("[limits]", "[stand_in]\ncard_day_coins = -1\n[limits]", "stand_in.card_day", "greater"),
        ("[limits]", "[stand_in]\nstatus_age_h = 0.5\n[limits]", "stand_in.status", "integer"),
        ('name = "Test"', "name = ", "", "not TOML"),
    ],
)
def test_an_error_names_file_key_and_reason(old: str, new: str, key: str, reason: str) -> None:
    with pytest.raises(SchemeError) as caught:
        scheme(TEXT.replace(old, new, 1))
    assert caught.value.origin == "test.toml"
    assert caught.value.key.startswith(key)
    assert reason in str(caught.value)
    assert str(caught.value).startswith("test.toml: ")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"#" * (MAX_SCHEME_BYTES + 1), b"a=" + b"[" * 5000])
def test_bytes_that_are_no_scheme_are_one_named_error(data: bytes) -> None:
    with pytest.raises(SchemeError):
        load_scheme(data, "x.toml")


@given(st.binary(max_size=200))
def test_no_bytes_leak_another_exception(data: bytes) -> None:
    with pytest.raises(SchemeError):
        load_scheme(data, "x.toml")
