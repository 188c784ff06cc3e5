"""A facility in small where money is charged, and rules that limit it and give a bonus."""

from dataclasses import replace
from datetime import date

from kiosk.config import ConfigError
from kiosk.facility import load_facility
from kiosk.services.base import Service
from schemes.dated import Status, Term
from schemes.money import Coins
from schemes.rules import BonusRule
from schemes.scheme import Scheme
from tests.kiosk.services.places import DAY, HEAD, scheme

SERVICE = """
[[service]]
kind = "top-up"
id = "charge"
name = "채우기"
way_question = "무엇으로요?"
way_step = "방법"
question = "얼마를요?"
step = "금액"
item = "채움"
slip_title = "영수증"
slip_help = "가지고 계세요."
"""
CARD = """
[service.card]
name = "카드"
away = "쉽니다"
"""
CASH = """
[service.cash]
name = "현금"
approval_title = "{won}을 주세요"
approval_step = "현금"
approval_message = "배지를 보여 주세요."
badge_day_won = 100_000
"""
AMOUNTS = """
[[service.amount]]
won = 10_000
name = "만 원"
[[service.amount]]
won = 50_000
name = "5만 원"
"""
KEYED = """
[service.keyed]
title = "얼마를 채울까요?"
step = "금액"
message = "천 원씩, 5천 원부터입니다."
amount_unit = "원"
least_won = 5_000
most_won = 80_000
step_won = 1_000
answer = "다른 금액"
"""
DAY_LIMIT, MONTH_LIMIT = Coins(400), Coins(1_000)  # 80,000 and 200,000 won
BONUS = BonusRule("more", 10, Term(Status.SET_HERE, "set here", from_=DAY), person_month=Coins(20))


def rules(*, bonus: bool = True, per_charge: int = 500) -> Scheme:
    limits = replace(
        scheme().limits,
        per_charge=Coins(per_charge),
        charges_day=DAY_LIMIT,
        charges_month=MONTH_LIMIT,
    )
    return replace(scheme(), limits=limits, bonuses=(BONUS,) if bonus else ())


def load(text: str, of: Scheme | None = None, on: date = DAY) -> Service:
    given = of or rules()
    data = f"{HEAD.replace('SCHEME', given.id)}{text}".encode()
    return load_facility(data, "test.toml", given, on).services["charge"]


def refusal(text: str, of: Scheme | None = None) -> ConfigError:
    try:
        load(text, of)
    except ConfigError as exc:
        return exc
    raise AssertionError("it was taken")


def refused(text: str, of: Scheme | None = None) -> str:
    return refusal(text, of).reason
