"""What a file says of top-ups and could not be charged, or leaves something open, is refused."""

from dataclasses import replace

import pytest

from schemes.money import Coins
from tests.kiosk.services.charges import (
    AMOUNTS,
    CARD,
    CASH,
    KEYED,
    SERVICE,
    load,
    refusal,
    refused,
    rules,
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CARD + AMOUNTS.replace("10_000", "10_100"), "amount.0.won: 10100 won is no whole number"),
        (CARD + AMOUNTS.replace("10_000", "100"), "amount.0.won: 100 won is no whole number"),
        (
            CARD + AMOUNTS.replace("10_000", "100_200"),
            "amount.0.won: 100200 won, 501 coins are over-limit",
        ),
        (CARD + KEYED.replace("1_000", "500"), "keyed.step_won: 500 won is no whole number"),
        (
            CARD + KEYED.replace("80_000", "101_000"),
            "keyed.most_won: 101000 won, 505 coins are over-limit",
        ),
        (CARD + CASH + AMOUNTS + KEYED, "charge asks 3 questions, not 2"),
        (CARD + AMOUNTS.replace("50_000", "90_000"), "90000 won, 450 coins are over-day-limit"),
    ],
    ids=[
        *("no whole coins", "none", "above a charge", "odd steps", "keyed above", "too many"),
        "above a day",
    ],
)
def test_what_could_not_be_charged_is_refused_with_the_file(text: str, reason: str) -> None:
    assert reason in refused(SERVICE + text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (AMOUNTS, "card or cash"),
        (CARD, "amount or keyed"),
        (CARD + AMOUNTS.replace("50_000", "10_000"), "two are of as many won"),
        (CARD + AMOUNTS + KEYED.replace('answer = "다른 금액"', ""), "keyed.answer"),
        (CARD + KEYED.replace("5_000", "200_000"), "least_won: is more than most_won"),
        (CARD + KEYED.replace("5_000", "5_500"), "no multiples of step_won"),
    ],
    ids=["no way", "no amount", "twice", "no button", "no room", "uneven"],
)
def test_a_table_that_leaves_something_open_is_refused(text: str, reason: str) -> None:
    assert reason in refused(SERVICE + text)


def test_an_amount_above_what_a_kiosk_may_charge_in_a_day_is_refused() -> None:
    narrow = replace(rules(), limits=replace(rules().limits, charges_kiosk_day=Coins(249)))
    assert "50000 won, 250 coins are charge-kiosk-limit" in refused(
        SERVICE + CARD + AMOUNTS, narrow
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("badge_day_won = 100_000\n", "", "badge_day_won", "required"),
        ("100_000", "0", "badge_day_won", "greater than or equal to 1"),
        ("100_000", "1_000_001", "badge_day_won", "less than or equal to 1000000"),
        ("100_000", "9_999", "", "cash.badge_day_won: is less than 10000"),
        ("{won}을", "돈을", "approval_title", "{won} once"),
    ],
    ids=["left out", "nothing", "without an end", "less than any amount", "staff read no amount"],
)
def test_cash_has_an_end_that_some_amount_fits_under(
    old: str, new: str, key: str, reason: str
) -> None:
    why = refusal(SERVICE + CASH.replace(old, new) + AMOUNTS)
    assert why.key == (f"service.0.cash.{key}" if key else "service.0")
    assert reason in why.reason


def test_words_of_questions_are_needed_where_they_are_asked() -> None:
    assert "way_question" in refused(SERVICE.replace("way_step", "#") + CARD + CASH + AMOUNTS)
    bare = SERVICE.replace("\nquestion", "\n#").replace("\nstep", "\n#")
    assert "question and step" in refused(bare + CARD + AMOUNTS)
    assert load(bare + CARD + KEYED).questions() == 1
