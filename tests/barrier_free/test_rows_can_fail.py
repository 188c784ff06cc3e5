"""Each row catches what it is there for: one broken thing a row, found by that row's own check."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible

from kiosk import effects, events
from kiosk.visit import Place, Visit
from kiosk.walk import NOON, Taken, Walk, Walked
from tests.barrier_free import on_screens, on_voice, on_walk, on_words
from tests.barrier_free.ground import usual_walk as walk
from tests.barrier_free.ground import words_of
from tests.barrier_free.looking import Look, Shade
from tests.barrier_free.rows import ROWS, fixed_places
from tests.rails.source import ROOT
from tests.ui.looking import Button, Words
from tests.ui.looking import Look as Seen
from ui.contract import (
    Choice,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    Frame,
    Setting,
    SorryScreen,
)
from ui.gallery import PORTRAIT, screens

pytestmark = pytest.mark.timeout(300)  # some of them walk
MM = PORTRAIT.px_per_mm
EXAMPLES = screens(Setting())
LOW_ENOUGH_PX = 1500.0
HERE = QRectF(100, LOW_ENOUGH_PX, 30 * MM, 20 * MM)


def button(name: str = "choose:a", area: QRectF = HERE, spoken: str = "words") -> Button:
    return Button(name, area, True, spoken, QAccessible.Role.Button, "words")


def words(
    text: str = "words", ink_mm: float = 14.0, ink: QRectF = HERE, cut: bool = False
) -> Words:
    return Words(text, ink, ink_mm, cut, QRectF(0, 0, 1080, 1920))


def look(*buttons: Button, texts: tuple[Words, ...] = (), example: str = "choose") -> Look:
    seen = Seen(PORTRAIT, texts, buttons, (), 0.0)
    return Look(example, Setting(), EXAMPLES[example], seen)


def shade(**changed: object) -> Look:
    good = Shade("text", "words", 16.0)
    return replace(look(), shades=(replace(good, **changed),))  # type: ignore[arg-type] # a test's own values


def taken(event: events.Event, after: Visit, *wanted: effects.Effect) -> Walk:
    """Return the walk with one step alone, without walking again."""
    whole = copy(walk())
    whole.walked, whole.taken = [], [Taken(CONFIRMED, "a move", event, after, wanted)]
    return whole


def only(*shown: Walked) -> Walk:
    whole = copy(walk())
    whole.walked = list(shown)
    return whole


def at(place: Place) -> Walked:
    return next(it for it in walk().walked if it.visit.place is place)


CONFIRMED = Visit(place=Place.CONFIRMING)
LOUD = Visit(place=Place.LANGUAGE, setting=Setting(voice=True), voice_volume=5, voice_speed=5)
FAR = QRectF(100, 100, 30 * MM, 20 * MM)


def _paid_from_anywhere() -> list[str]:
    payment = next(it.visit.payment for it in walk().walked if it.visit.payment)
    begun = replace(CONFIRMED, place=Place.SHOWING)
    whole = taken(events.Led(), CONFIRMED, effects.Commit(payment))
    whole.taken = [replace(whole.taken[0], before=begun)]
    return on_walk.read_back(whole)


def _phone_only() -> list[str]:
    code = next(it.visit.code for it in walk().walked if it.visit.code and not it.visit.code.proof)
    return on_walk.cards_too(taken(events.Led(), replace(CONFIRMED, code=code)))


def _kept(left: Visit) -> Walk:
    return taken(events.StartedOver(), left)


BROKEN: dict[int, Callable[[], list[str]]] = {
    1: lambda: on_screens.target_size(look(button(area=QRectF(0, 0, 11 * MM, 30 * MM)))),
    2: lambda: on_screens.target_area(look(button(area=QRectF(0, 0, 12 * MM, 12 * MM)))),
    3: lambda: on_screens.target_gaps(look(button(), button("b", HERE.translated(34 * MM, 0)))),
    4: lambda: on_screens.ink(look(texts=(words(ink_mm=7.0),))),
    5: lambda: on_screens.whole(titled(ink_mm=15.0)),
    6: lambda: on_screens.reach(replace(look(button(area=FAR)), setting=Setting(low=True))),
    7: lambda: on_screens.sight(look(texts=(words(ink=HERE.translated(0, -1700)),))),
    8: lambda: on_screens.no_scrolling(replace(look(), scrollers=("QQuickListView",))),
    9: lambda: on_screens.contrast(shade(ratio=4.0)),
    10: lambda: on_screens.aids_there(look(button("aid:larger"), example="out-of-order")),
    11: lambda: on_screens.not_colour_alone(shade(hues=(0, 120))),
    12: lambda: on_screens.icons_with_words(replace(look(button()), bare=("choose:a",))),
    13: lambda: on_words.nothing_forever({"A.qml": "loops: Animation.Infinite"}),
    14: lambda: on_screens.names(look(button(spoken="other"))),
    15: lambda: on_voice.says_where([_unsaid()], words_of("ko")),
    16: lambda: on_voice.can_be_replayed(only(_voice_without_replay())),
    17: lambda: on_voice.keeps_private([_open_secret()], words_of("ko")),
    18: lambda: on_voice.spoken_to(
        LOUD, replace(LOUD, place=Place.START), walk().stand, words_of("ko")
    ),
    19: lambda: on_voice.results_spoken([_said_nowhere()], words_of("ko")),
    23: lambda: on_walk.extended(walk(), at(Place.THANKS)),
    24: lambda: on_walk.wiped(_kept(Visit(setting=Setting(larger=True))).taken),
    26: lambda: fixed_places([look(button("back")), look(button("back", FAR))]),
    27: lambda: on_screens.few(replace(look(), screen=_many_choices())),
    28: _paid_from_anywhere,
    29: lambda: on_words.plain(["발권이 완료되었습니다"]),
    30: lambda: on_words.no_popups({"A.qml": "Popup { }"}),
    31: lambda: on_screens.where_to_hold(replace(_aimed(), preview=QRectF(0, 0, 39 * MM, 90 * MM))),
    32: _phone_only,
    33: lambda: on_words.reasons_whole({"reason.x.what": "words"}),
}


def titled(ink_mm: float) -> Look:
    """A screen whose title has this height."""
    told = words(EXAMPLES["choose"].frame.title, ink_mm)
    return replace(look(), seen=Seen(PORTRAIT, (told,), (), (), HERE.top()))


def _next_to_a_loud_one(left: Visit) -> list[str]:
    return on_voice.spoken_to(LOUD, left, walk().stand, words_of("ko"))


def _aimed() -> Look:
    """A screen that asks for a code as it should be: words, a picture, the camera's picture."""
    screen = EXAMPLES["code"]
    assert isinstance(screen, CodeScreen)
    told = tuple(words(text) for text in (screen.guide, screen.hint))
    seen = Seen(PORTRAIT, told, (), (HERE,), 0.0)
    return replace(look(example="code"), seen=seen, preview=QRectF(0, 0, 90 * MM, 90 * MM))


def _unsaid() -> Walked:
    """A screen whose choice is a name that the voice has no place for."""
    screen = EXAMPLES["start"]
    return Walked("start", Visit(), Unspoken(screen.frame), ())  # type: ignore[arg-type] # a screen of another kind


def _voice_without_replay() -> Walked:
    one = walk().walked[0]
    visit = replace(one.visit, setting=Setting(voice=True))
    screen = walk().stand.presenter.screen(visit, NOON)
    assert screen.frame.replay
    silent = replace(screen, frame=replace(screen.frame, replay=""))
    return replace(one, visit=visit, screen=silent)


def _open_secret() -> Walked:
    """What is left, told where everybody may hear it."""
    one = next(it for it in walk().walked if isinstance(it.screen, ConfirmScreen))
    assert isinstance(one.screen, ConfirmScreen)
    line = one.screen.lines[-1]
    return replace(one, screen=replace(one.screen, note=f"{line.label} {line.amount}"))


def _said_nowhere() -> Walked:
    """A refusal without a word."""
    one = next(it for it in walk().walked if isinstance(it.screen, SorryScreen))
    assert isinstance(one.screen, SorryScreen)
    frame = replace(one.screen.frame, title="", lead=None)
    wordless = replace(one.screen, frame=frame, what="", coins="", todo="", certainty_words="")
    return replace(one, screen=wordless)


def _many_choices() -> ChooseScreen:
    screen = EXAMPLES["choose"]
    assert isinstance(screen, ChooseScreen)
    return replace(screen, choices=screen.choices[:1] * 7)


@pytest.mark.parametrize("number", sorted(BROKEN))
def test_what_is_broken_is_caught_by_its_row(number: int) -> None:
    assert BROKEN[number]() != []


WHOLE: dict[int, Callable[[], list[str]]] = {
    1: lambda: on_screens.target_size(look(button(area=QRectF(0, 0, 16 * MM, 30 * MM)))),
    2: lambda: on_screens.target_area(look(button(area=QRectF(0, 0, 12 * MM, 13 * MM)))),
    3: lambda: on_screens.target_gaps(look(button(), button("b", HERE.translated(35 * MM, 0)))),
    4: lambda: on_screens.ink(look(texts=(words(ink_mm=7.3),))),
    5: lambda: on_screens.whole(titled(ink_mm=16.0)),
    9: lambda: on_screens.contrast(shade(ratio=4.6)),
    11: lambda: on_screens.not_colour_alone(shade(hues=(0, -1))),
    12: lambda: on_screens.icons_with_words(look(button())),
    18: lambda: _next_to_a_loud_one(Visit()),
    26: lambda: fixed_places([look(button("back")), look(button("back"))]),
    29: lambda: on_words.plain(["표가 나왔습니다"]),
    31: lambda: on_screens.where_to_hold(_aimed()),
}


@pytest.mark.parametrize("number", sorted(WHOLE))
def test_its_unbroken_twin_passes(number: int) -> None:
    assert WHOLE[number]() == []


def test_a_headset_that_is_out_is_caught() -> None:
    assert on_voice.ears(("hall", "ear")) != []
    assert on_voice.ears(()) != []


def test_an_announcement_that_never_turns_is_caught() -> None:
    whole = copy(walk())
    shop = whole.stand.shop
    whole.stand = replace(whole.stand, shop=replace(shop, announcements=shop.announcements[:1]))
    assert on_walk.news_rest(whole) == ["announcements never turn"]


def test_every_row_has_something_broken() -> None:
    on_a_living_screen = {row.number for row in ROWS if row.stages}
    assert set(BROKEN) | on_a_living_screen == {row.number for row in ROWS}


def test_what_only_people_can_judge_is_told_in_the_manual_checks() -> None:
    text = (ROOT / "docs" / "manual-checks.md").read_text("utf-8")
    headings = {line.lstrip("# ") for line in text.splitlines() if line.startswith("#")}
    assert {it.manual for it in ROWS if it.manual} - headings == set()


@dataclass(frozen=True)
class Unspoken:
    """A screen whose choices the voice does not come by: they are no field of it."""

    frame: Frame
    name: str = "unspoken"

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("x", "a name that is nowhere else"),)
