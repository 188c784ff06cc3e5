"""Announcements: after a minute's rest, one a minute, and gone as soon as somebody is there."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources
from itertools import pairwise

import pytest

from kiosk import events
from kiosk.announcements import MAX_ANNOUNCEMENTS, Announcement
from kiosk.config import ConfigError
from kiosk.facility import load_facility
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import load_words
from kiosk.terminal import Clocks, Terminal
from kiosk.visit import News, Place, Shop, Visit
from kiosk.visit.news import LET_GO_S, PAUSED_S, REST_S, TURN_S
from tests.kiosk.people import Node, badge
from tests.kiosk.shops import DAY, MEALS, WITH_LOCKER, facility, scheme
from tests.kiosk.test_visit import SHOP, Walk, code
from ui.contract import NewsScreen, StartScreen

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
NEWS = tuple(Announcement(f"알림 {number}", "들어 보세요") for number in (1, 2, 3))
NEWSY = replace(SHOP, announcements=NEWS)
WORDS, PLACE = load_words("ko"), facility()
READER = Reader(WORDS, "코인")
FRAMES = FrameMaker(PLACE, WORDS, READER)
PAUSE, NEXT = events.WantedPause(), events.TurnedPage(forward=True)


def rested(shop: Shop = NEWSY) -> Walk:
    walk = Walk(shop)
    walk.now_s = REST_S
    walk(events.Ticked())
    return walk


def later(walk: Walk, seconds: float) -> Visit:
    walk.now_s += seconds
    return walk(events.Ticked())


def index(visit: Visit) -> int | None:
    return None if visit.news is None else visit.news.index


def test_the_first_screen_stands_for_a_minute_before_anything_changes() -> None:
    walk = Walk(NEWSY)
    assert later(walk, REST_S - 1).news is None
    assert later(walk, 1).news == News(0)
    assert walk.visit.place is Place.START


def test_nothing_changes_by_itself_within_a_minute() -> None:
    walk = Walk(NEWSY)
    seen: list[tuple[float, object]] = []
    for _ in range(int(REST_S * 10) - 1):
        shown = later(walk, 1).news
        if not seen or shown != seen[-1][1]:
            seen.append((walk.now_s, shown))
    changes = [after - before for (before, _), (after, _) in pairwise(seen)]
    assert len(changes) == 9
    assert min(changes) >= REST_S - 1  # the first screen stood before the first tick
    assert {index(replace(walk.visit, news=one)) for _, one in seen if isinstance(one, News)} == {
        0,
        1,
        2,
    }


def test_without_announcements_the_first_screen_stays() -> None:
    assert rested(SHOP).visit.news is None
    alone = rested(replace(SHOP, announcements=NEWS[:1]))
    before = alone.visit.news
    assert later(alone, TURN_S * 3).news == before


def test_the_next_button_turns_and_gives_it_a_whole_minute() -> None:
    walk = rested()
    walk.now_s += TURN_S - 1
    assert index(walk(events.Touched(), NEXT)) == 1
    assert index(later(walk, TURN_S - 1)) == 1
    assert index(later(walk, 1)) == 2
    assert index(walk(NEXT)) == 0
    assert index(walk(events.TurnedPage(forward=False))) == 2


def test_a_pause_holds_it_until_it_is_let_go_or_left() -> None:
    walk = rested()
    assert walk(events.Touched(), PAUSE).news == News(0, paused=True)
    assert later(walk, PAUSED_S - 1).news == News(0, paused=True)
    assert walk(PAUSE).news == News(0)
    assert index(later(walk, TURN_S)) == 1
    walk(PAUSE)
    assert later(walk, PAUSED_S).news == News(2)


@pytest.mark.parametrize(
    "event",
    [
        events.Led(),
        events.AskedForAid("larger"),
        events.CalledStaff(),
        events.StartedOver(),
        events.HeadsetIn(),
        events.WantedReplay(),
    ],
)
def test_any_press_brings_the_first_screen(event: events.Event) -> None:
    visit = rested()(event)
    assert (visit.place, visit.news) == (Place.START, None)


def test_a_touch_on_nothing_does_too_but_waits_for_what_the_finger_presses() -> None:
    walk = rested()
    assert walk(events.Touched()).news is not None
    assert later(walk, LET_GO_S / 2).news is not None
    assert walk(PAUSE).news is not None
    assert later(walk, LET_GO_S).news is not None
    walk(events.Touched())
    assert later(walk, LET_GO_S).news is None
    assert later(walk, REST_S - LET_GO_S - 1).news is None


@pytest.mark.parametrize(
    ("event", "place"),
    [
        (events.CodeSeen(code()), Place.START),
        (events.CodeSeen(badge(Node()).seen()), Place.PIN),
        (events.CodeRefused("too-old"), Place.SORRY),
        (events.Chose("meals"), Place.ASKING),
        (events.WantedLanguages(), Place.LANGUAGE),
        (events.PrinterReported("printer-paper-out"), Place.OUT_OF_ORDER),
        (events.LedgerFailed("disk-full"), Place.OUT_OF_ORDER),
    ],
)
def test_whatever_means_something_at_the_first_screen_means_the_same(
    event: events.Event, place: Place
) -> None:
    visit = rested()(event)
    assert (visit.place, visit.news) == (place, None)


@pytest.mark.parametrize("event", [events.PrinterReported(""), events.VoiceReported("gone")])
def test_what_the_machine_tells_of_itself_disturbs_nobody(event: events.Event) -> None:
    assert rested()(event).news == News(0)


def test_no_announcement_is_shown_to_somebody_who_is_there() -> None:
    for event in (events.AskedForAid("contrast"), events.CodeSeen(code()), events.Chose("meals")):
        walk = Walk(NEWSY)
        walk(event)
        for _ in range(3):
            assert later(walk, 19).news is None


def test_no_announcement_is_shown_while_out_of_order() -> None:
    walk = Walk(NEWSY)
    walk(events.PrinterReported("printer-paper-out"))
    assert later(walk, REST_S * 3).news is None


def test_a_pause_or_a_page_where_nothing_is_shown_is_nothing() -> None:
    walk = Walk(NEWSY)
    assert walk(PAUSE, NEXT) == walk.visit
    assert walk.visit.news is None


def presenter(shop: Shop = NEWSY) -> Presenter:
    return Presenter(shop, FRAMES, WORDS, READER, lambda *_: 6)


def screen(visit: Visit, shop: Shop = NEWSY) -> NewsScreen:
    made = presenter(shop).screen(visit, NOON)
    assert isinstance(made, NewsScreen)
    return made


def test_an_announcement_is_shown_with_its_number_and_both_buttons() -> None:
    walk = rested()
    shown = screen(walk.visit)
    assert (shown.frame.title, shown.text, shown.number) == ("알림 1", "들어 보세요", "1 / 3")
    assert (shown.pause, shown.paused, shown.next) == ("멈춤", False, "다음")
    assert shown.frame.lead is not None
    assert shown.frame.lead.words == "시작하기"
    held = screen(walk(PAUSE))
    assert (held.pause, held.paused) == ("계속", True)


def test_one_alone_has_no_number_and_newer_rules_may_announce_less() -> None:
    less = replace(SHOP, announcements=NEWS[:1])
    assert screen(Visit(news=News(2)), less).number == ""
    assert isinstance(presenter(SHOP).screen(Visit(news=News(2)), NOON), StartScreen)


def test_a_machine_that_starts_shows_its_first_screen_first_and_is_at_rest_with_news() -> None:
    now = [86_400.0]
    clocks = Clocks(lambda: now[0], lambda: NOON)
    terminal = Terminal(NEWSY, presenter(), clocks, lambda _: None, lambda *_: None)
    terminal.tick()
    assert terminal.visit.news is None
    now[0] += REST_S
    terminal.tick()
    assert terminal.visit.news == News(0)
    assert terminal.at_rest


def announced(*tables: str) -> Sequence[Announcement]:
    text = MEALS + "".join(f"[[announcement]]\n{table}\n" for table in tables)
    return load_facility(text.encode(), "test.toml", scheme(), DAY, WITH_LOCKER).announcements


def test_a_facility_announces_what_is_of_the_day() -> None:
    assert date(2026, 11, 21) == DAY
    shown = announced(
        'title = "오늘"\ntext = "있습니다"\npicture = "scene-news"',
        'title = "어제까지"\ntext = "없습니다"\nuntil = 2026-11-20',
        'title = "내일부터"\ntext = "없습니다"\nfrom = 2026-11-22',
        'title = "오늘만"\ntext = "있습니다"\nfrom = 2026-11-21\nuntil = 2026-11-21',
    )
    assert shown == (
        Announcement("오늘", "있습니다", "scene-news"),
        Announcement("오늘만", "있습니다"),
    )


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (f'title = "{"가" * 21}"\ntext = "나"', "announcement.0.title"),
        (f'title = "가"\ntext = "{"나" * 49}"', "announcement.0.text"),
        ('title = "가"\ntext = "나\\n다"', "announcement.0.text"),
        ('title = "가"\ntext = "나"\nfrom = 2026-11-22\nuntil = 2026-11-21', "announcement.0"),
        ('title = "가"\ntext = "나"\nprice = 3', "announcement.0.price"),
    ],
)
def test_an_announcement_that_can_not_be_shown_is_refused_by_its_key(table: str, key: str) -> None:
    with pytest.raises(ConfigError) as refused:
        announced(table)
    assert refused.value.key == key


def test_there_are_no_more_than_can_be_seen_in_a_quarter_of_an_hour() -> None:
    with pytest.raises(ConfigError, match="announcement"):
        announced(*['title = "가"\ntext = "나"'] * (MAX_ANNOUNCEMENTS + 1))


def test_every_picture_that_a_shipped_announcement_names_is_there() -> None:
    folder = resources.files("assets")
    files = (it for it in (folder / "facilities").iterdir() if it.name.endswith(".toml"))
    texts = [it.read_text("utf-8") for it in files]
    shipped = [one for text in texts for one in tomllib.loads(text).get("announcement", ())]
    assert shipped
    named = {one["picture"] for one in shipped if "picture" in one}
    assert {name for name in named if not (folder / "pictures" / f"{name}.svg").is_file()} == set()
