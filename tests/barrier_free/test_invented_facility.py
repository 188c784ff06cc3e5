"""A facility larger than the shipped one: two services of six choices each, and long names."""

from collections.abc import Iterator
from functools import partial

import pytest

from kiosk import events
from kiosk.presenters.frame import aids_of
from kiosk.visit import Place, Visit, advance
from kiosk.walk import NOON, Stand, facilities, stand, stand_of
from tests.barrier_free import further
from tests.barrier_free.ground import Stages
from tests.barrier_free.looking import Look, see
from tests.barrier_free.rows import ROWS, fixed_places
from ui.contract import AidId, Screen, Setting
from ui.gallery import PANELS
from ui.panel import all_settings, choices_per_page, offers_low

PAGES = 6  # at most: six choices, one on a page
NAMES = (
    "점심 식권",
    "돌솥비빔밥 정식",
    "들깨버섯수제비",
    "한우 소머리국밥",
    "해물순두부찌개 정식",
    "콩국수",
)
VIEWS = [
    pytest.param(letter, setting, id=f"{letter}-{number}")
    for letter, panel in PANELS.items()
    for number, setting in enumerate(all_settings(panel))
    if not setting.contrast  # colours are judged elsewhere, and places do not change by them
]


def service(id_: str, name: str) -> str:
    meals = "".join(
        f"""
[[service.meal]]
id = "{id_}-{number}"
name = "{meal}"
price_won = {2400 + 600 * number}
served = "11:30~13:30"
picture = "meal-lunch"
"""
        for number, meal in enumerate(NAMES)
    )
    return f"""
[[service]]
kind = "meal-tickets"
id = "{id_}"
name = "{name}"
picture = "service-meal"
question = "어떤 식사를 드릴까요?"
step = "식사 고르기"
unit = "장"
slip_title = "식권"
slip_help = "이 표를 식당에 보여 주세요."
served_label = "식사 시간"
max_quantity = 4
{meals}"""


FACILITY = f"""
id = "invented"
name = "느티나무어르신종합복지관"
scheme = "seocho"
staff_desk = "2층 복지 상담 창구"
{service("hall", "큰 식당 식사권")}
{service("snack", "간이식당 식사권")}
"""


def invented(letter: str) -> Stand:
    panel = PANELS[letter]
    aids: tuple[AidId, ...] = aids_of(low=offers_low(panel), voice=True)
    return stand_of(FACILITY.encode(), "invented", partial(choices_per_page, panel), (), aids)


def shown(hall: Stand, setting: Setting) -> Iterator[tuple[str, Screen]]:
    """Yield the services, and every page of what each of them offers."""
    start = Visit(setting=setting)
    yield "start", hall.presenter.screen(start, NOON)
    for name in hall.shop.services:
        visit, _ = advance(hall.shop, start, events.Chose(name), 1.0)
        assert visit.place is Place.ASKING
        for number in range(PAGES):
            screen = hall.presenter.screen(visit, NOON)
            yield f"{name}-{number}", screen
            if getattr(screen, "page", 1) == getattr(screen, "pages", 1):
                break
            visit, _ = advance(hall.shop, visit, events.TurnedPage(forward=True), 1.0)


@pytest.mark.parametrize(("letter", "setting"), VIEWS)
def test_every_row_holds_on_all_pages(stages: Stages, letter: str, setting: Setting) -> None:
    stage = stages.by_letter[letter]
    looks = [see(stage, name, screen, setting) for name, screen in shown(invented(letter), setting)]
    assert [problem for look in looks for problem in _problems(look)] == []
    assert fixed_places(looks) == []


def test_large_type_turns_pages_and_shows_all_choices() -> None:
    larger = Setting(larger=True)
    for letter in PANELS:
        screens = [screen for _, screen in shown(invented(letter), larger)]
        told = [it.name for screen in screens for it in getattr(screen, "choices", ())]
        assert sorted(told) == sorted(NAMES * 2)
        assert max(getattr(screen, "pages", 1) for screen in screens) > 1


def test_every_facility_that_ships_has_states_of_its_own() -> None:
    """What a facility's services ask and end with is judged wherever it is the first to ask it."""
    for name in facilities():
        services = {visit.service for visit in further.visits(name)} - {""}
        assert services == set(stand(name, lambda *_: 6).shop.services)


def _problems(look: Look) -> list[str]:
    return [
        f"{look.name}: row {row.number}: {problem}"
        for row in ROWS
        for check in row.screens
        for problem in check(look)
    ]
