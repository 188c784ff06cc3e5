"""Each visit is told in its own language, data and all; the next one begins in Korean."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk import events
from kiosk.payment import Ticket
from kiosk.speech.languages_on_board import every_language
from kiosk.speech.polyglot import Polyglot, polyglot
from kiosk.speech.words import LANGUAGES
from kiosk.visit import Visit
from tests.kiosk.shops import LOCKER, MEALS, facility
from tests.kiosk.test_visit import Walk, at_confirm, owed
from ui.contract import (
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    Screen,
    StartScreen,
)
from ui.translations import read_qm, translations

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
GLOSSARY = """
[words.en]
"시험관" = "Test Hall"
"안내 데스크" = "the front desk"
"식사권" = "Meals"
"어떤 식사를 드릴까요?" = "Which meal?"
"식사 고르기" = "Choose a meal"
"점심 식권" = "Lunch"
"코인" = "coins"
[one.en]
"코인" = "coin"
[words.ja]
"점심 식권" = "昼食券"
"장" = "枚"
"코인" = "コイン"
"""
TOLD: Polyglot = polyglot(
    every_language(), facility(MEALS + LOCKER + GLOSSARY), "코인", lambda *_: 6
)


def shown(visit: Visit, language: str) -> Screen:
    return TOLD.screen(replace(visit, setting=replace(visit.setting, language=language)), NOON)


def test_every_language_has_its_presenter() -> None:
    assert list(TOLD.presenters) == list(LANGUAGES)
    assert all(TOLD.presenter(name).words.language == name for name in LANGUAGES)


def test_the_start_is_told_with_the_facility_s_own_words() -> None:
    screen = shown(Visit(), "en")
    assert isinstance(screen, StartScreen)
    assert (screen.frame.facility, screen.frame.clock) == ("Test Hall", "11:42 am")
    assert screen.services[0].name == "Meals"
    assert screen.services[1].name == "사물함", "nobody translated it"


def test_a_question_its_step_and_its_answers_are_translated() -> None:
    screen = shown(Walk()(events.Chose("meals")), "en")
    assert isinstance(screen, ChooseScreen)
    assert screen.frame.title == "Which meal?"
    assert screen.frame.step is not None
    assert screen.frame.step.name == "Choose a meal"
    price = screen.choices[0].price
    assert price is not None
    assert (screen.choices[0].name, price.coins, price.won) == ("Lunch", "15 coins", "(3,000 won)")


@pytest.mark.parametrize(
    ("language", "item", "coins"),
    [
        ("ko", "점심 식권 1장", "15코인"),
        ("en", "Lunch × 1", "15 coins"),
        ("ja", "昼食券 1枚", "15コイン"),
        ("zh", "점심 식권 1장", "15코인"),
    ],
)
def test_what_is_read_back_is_in_one_language(language: str, item: str, coins: str) -> None:
    screen = shown(at_confirm().visit, language)
    assert isinstance(screen, ConfirmScreen)
    assert screen.price is not None
    assert (screen.item, screen.price.coins) == (item, coins)
    assert screen.readback.startswith(item)


def test_the_number_needs_no_word_in_english() -> None:
    screen = shown(Walk()(events.Chose("meals"), events.Chose("lunch")), "en")
    assert isinstance(screen, CodeScreen)
    assert screen.quantity is not None
    assert (screen.item, screen.quantity.words) == ("Lunch", "1")


@pytest.mark.parametrize(
    ("language", "bought"),
    [("ko", "11월 21일 오전 11:42에 사신 표"), ("en", "Bought on Nov 21 at 11:42 am")],
)
def test_months_have_names_where_a_language_names_them(language: str, bought: str) -> None:
    ticket: Ticket = replace(owed(), time_s=int(NOON.timestamp()))
    reader = TOLD.presenter(language).reader
    at = datetime.fromtimestamp(ticket.time_s, tz=UTC)
    words = TOLD.presenter(language).words
    said = words("reprint.bought", day=reader.day(at), clock=reader.clock(at))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == bought


def test_a_language_that_nobody_speaks_is_told_in_korean() -> None:
    changed = replace(Visit().setting, contrast=True)  # something to take back in both
    unknown = replace(changed, language="fr")
    assert TOLD.screen(Visit(setting=unknown), NOON) == TOLD.screen(Visit(setting=changed), NOON)


def test_a_damaged_language_costs_that_language_only() -> None:
    def read(language: str, keys: Iterable[str]) -> dict[str, str]:
        return read_qm(b"damaged", keys) if language == "zh" else translations(language, keys)

    languages = every_language(read)
    assert [each.language for each in languages] == ["ko", "en", "ja"]
    told = polyglot(languages, facility(), "코인", lambda *_: 6)
    visit = replace(Visit(), setting=replace(Visit().setting, language="zh"))
    assert told.screen(visit, NOON).frame.title == TOLD.screen(Visit(), NOON).frame.title
