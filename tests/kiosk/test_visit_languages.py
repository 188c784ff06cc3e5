"""Languages: one button on the first screen, and forgotten when the visit ends."""

from datetime import UTC, datetime

import pytest

from kiosk import events
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import LANGUAGES, load_words
from kiosk.visit import Place, Visit
from kiosk.visit.silence import LOOK_END_S, LOOK_WARN_S
from tests.kiosk.people import Node, badge
from tests.kiosk.shops import MEALS, facility, shop
from tests.kiosk.test_visit import SHOP, Walk, code
from tests.kiosk.test_visit_silence import at_thanks
from ui.contract import ChooseScreen, StartScreen

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
WORDS, PLACE = load_words("ko"), facility()
READER = Reader(WORDS, "코인")
FRAMES = FrameMaker(PLACE, WORDS, READER)


def at_languages(walk: Walk | None = None) -> Walk:
    walk = walk or Walk()
    assert walk(events.WantedLanguages()).place is Place.LANGUAGE
    return walk


def page(visit: Visit, per_page: int = 6) -> ChooseScreen:
    presenter = Presenter(SHOP, FRAMES, WORDS, READER, lambda *_: per_page)
    screen = presenter.screen(visit, NOON)
    assert isinstance(screen, ChooseScreen)
    return screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_was_chosen_stays_for_the_visit(language: str) -> None:
    walk = at_languages()
    visit = walk(events.Chose(language))
    assert (visit.place, visit.setting.language) == (Place.START, language)
    assert walk(events.Chose("meals")).setting.language == language
    assert walk(events.WentBack()).setting.language == language
    assert walk(events.StartedOver()).setting.language == "ko"


def test_a_language_nobody_speaks_here_is_none() -> None:
    assert at_languages()(events.Chose("tlh")) == at_languages().visit


def test_back_leaves_the_language_as_it_was() -> None:
    walk = at_languages()
    walk(events.Chose("en"), events.WantedLanguages())
    visit = walk(events.WentBack())
    assert (visit.place, visit.setting.language) == (Place.START, "en")


def test_only_the_first_screen_leads_to_the_languages() -> None:
    walk = Walk()
    walk(events.Chose("meals"))
    assert walk(events.WantedLanguages()).place is Place.ASKING


def test_who_chooses_a_language_and_leaves_is_forgotten_with_it() -> None:
    walk = at_languages()
    walk(events.Chose("ja"))
    walk.now_s = LOOK_WARN_S
    assert walk(events.Ticked()).warned
    walk.now_s = LOOK_END_S
    assert walk(events.Ticked()) == Visit()


def test_who_leaves_the_page_of_languages_is_warned_and_forgotten_too() -> None:
    walk = at_languages()
    walk.now_s = LOOK_WARN_S
    assert walk(events.Ticked()).warned
    walk.now_s = LOOK_END_S
    assert walk(events.Ticked()) == Visit()


def test_a_code_means_there_what_it_means_at_the_first_screen() -> None:
    assert at_languages(Walk(shop(MEALS)))(events.CodeSeen(code())).place is Place.ASKING
    refused = at_languages()(events.CodeRefused("too-old"))
    assert refused.refusal is not None
    assert refused.refusal.retry is Place.START
    assert at_languages()(events.CodeSeen(badge(Node()).seen())).place is Place.PIN


def test_the_phone_that_has_just_paid_turns_the_page_for_nobody() -> None:
    walk = at_thanks()
    walk(events.Led())
    assert walk.visit.just_served
    before = at_languages(walk).visit
    assert walk(events.CodeSeen(code())) == before


def test_a_code_that_was_shown_before_is_kept() -> None:
    walk = Walk()
    walk(events.CodeSeen(code()))
    visit = at_languages(walk)(events.Chose("en"))
    assert visit.code is not None
    assert walk(events.Chose("locker")).place is Place.PREPARING


def test_each_language_is_named_in_itself() -> None:
    screen = page(at_languages().visit)
    names = [(choice.id, choice.name) for choice in screen.choices]
    assert names == [("ko", "한국어"), ("en", "English"), ("zh", "中文"), ("ja", "日本語")]
    back, start_over, _ = screen.frame.bar
    assert (back.enabled, start_over.enabled) == (True, True)


def test_in_large_type_the_languages_turn_over() -> None:
    walk = at_languages()
    assert [choice.id for choice in page(walk.visit, per_page=3).choices] == ["ko", "en", "zh"]
    walk(*[events.TurnedPage(forward=True)] * 9)
    second = page(walk.visit, per_page=3)
    assert ([choice.id for choice in second.choices], second.page, second.pages) == (["ja"], 2, 2)
    walk(*[events.TurnedPage(forward=False)] * 9)
    assert page(walk.visit, per_page=3).page == 1


def test_the_first_screen_names_the_other_languages_in_themselves() -> None:
    screen = Presenter(SHOP, FRAMES, WORDS, READER, lambda *_: 6).screen(Visit(), NOON)
    assert isinstance(screen, StartScreen)
    assert (screen.language, screen.language_short) == ("English 中文 日本語", "EN 中 日")


@pytest.mark.parametrize("event", [events.WentBack(), events.Chose("en")])
def test_whoever_leaves_the_page_finds_the_first_screen_closed_that_closed_meanwhile(
    event: events.Event,
) -> None:
    walk = at_languages()
    walk(events.ReadersReported(events.READERS_LOST))
    assert walk(event).place is Place.OUT_OF_ORDER
    assert walk(events.ReadersReported("")).place is Place.START
