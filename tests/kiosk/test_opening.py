"""What a file says of times and prices is told: when it can be had, what it costs at least."""

from dataclasses import replace
from datetime import datetime
from importlib import resources

import pytest

from kiosk.services.hours import HoursSection, Opening, opening_of
from kiosk.visit import CoinsFate, Place, Refusal, Visit
from kiosk.walk import NOON
from kiosk.walk.stands import Stand, stand, stand_of
from tests.barrier_free.further import visits
from ui.contract import ChooseScreen, SorryScreen
from ui.pages import Listed, PerPage

FACILITY = "yangjae-senior-centre"
TEXT = (resources.files("assets") / "facilities" / f"{FACILITY}.toml").read_text("utf-8")
EVENING = NOON.replace(hour=20)
WEEKDAYS = 'days = ["mon", "wed"]'


def per_page(_setting: object, _listed: Listed = Listed.CHOICES, /) -> int:
    return 6


def place(hours: str = "") -> Stand:
    text = TEXT.replace('id = "dinner"\n', f'id = "dinner"\n{hours}\n', 1)
    size: PerPage = per_page
    return stand_of(text.encode(), FACILITY, size)


def todo(stand: Stand, service: str, now: datetime) -> str:
    refusal = Refusal("closed-now", CoinsFate.SAFE, Place.START)
    visit = Visit(place=Place.SORRY, service=service, refusal=refusal)
    screen = stand.presenter.screen(visit, now)
    assert isinstance(screen, SorryScreen)
    return screen.todo


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("", "오늘은 오후 4:30까지 받았습니다."),
        (
            'hours = { opens = "09:00", closes = "18:00" }',
            "오전 9:00부터 오후 4:30까지 받습니다.",
        ),
        (
            f'hours = {{ opens = "09:00", closes = "15:00", {WEEKDAYS} }}',
            "월 · 수요일 오전 9:00부터 오후 3:00까지 받습니다.",
        ),
    ],
    ids=["last-orders", "hours", "days"],
)
def test_who_comes_too_late_is_told_when_to_come(hours: str, told: str) -> None:
    assert todo(place(hours), "dinner", EVENING) == told


@pytest.mark.parametrize("service", ["meals", "dinner"])
def test_where_no_file_says_when_staff_are_asked(service: str) -> None:
    assert todo(place(), service, NOON) == "언제 받는지 직원에게 물어보세요."


def test_a_thing_without_last_orders_can_be_had_as_long_as_it_is_open() -> None:
    hours = HoursSection(opens="09:00", closes="18:00")
    assert opening_of(hours, [(930,), ()]) == Opening(540, 1080)
    assert opening_of(hours, [(930,), (990, 1000)]) == Opening(540, 990)
    assert opening_of(None, [(930,), ()]) is None


def test_what_costs_more_at_some_places_is_told_from_its_least_price() -> None:
    hall = stand("seocho-culture-centre", per_page)
    visit = next(it for it in visits("seocho-culture-centre") if it.place is Place.ASKING)
    shows = replace(visit, answers={})
    screen = hall.presenter.screen(shows, NOON)
    assert isinstance(screen, ChooseScreen)
    told = {it.name: it.price.coins for it in screen.choices if it.price is not None}
    assert told == {"가을 음악회": "15코인부터", "어린이 인형극": "10코인"}
