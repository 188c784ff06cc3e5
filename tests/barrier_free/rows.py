"""The 33 criteria by number: what each asks for, how it is looked at, and by which checks."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.speech.words import Words
from kiosk.visit import Visit
from kiosk.walk import Stand
from tests.barrier_free import (
    ground,
    on_pictures,
    on_screens,
    on_stage,
    on_voice,
    on_walk,
    on_words,
)
from tests.barrier_free.looking import Look
from tests.ui.stage import Stage
from ui.contract import Screen, Setting

OnScreen = Callable[[Look], list[str]]
OnWalk = Callable[[], list[str]]
OnStage = Callable[[Stage, Screen, Setting], list[str]]
OnVisit = Callable[[Stage, Stand, Visit], list[str]]


@dataclass(frozen=True)
class Row:
    """One criterion. ``by`` are the letters of docs/barrier-free.md.

    ``screens`` judge each screen, ``whole`` the walk, the words or the files, ``stages`` one screen
    of each kind under a finger or keys. ``manual``: a heading of docs/manual-checks.md, where a
    program can't judge all of it.
    """

    number: int
    criterion: str
    by: str
    screens: tuple[OnScreen, ...] = ()
    whole: tuple[OnWalk, ...] = ()
    stages: tuple[OnStage, ...] = ()
    visits: tuple[OnVisit, ...] = ()  # the same, while the visit's clock goes on
    voice: bool = False  # the stages are tried in voice mode
    manual: str = ""


def _ko() -> Words:
    return ground.words_of("ko")


ROWS: tuple[Row, ...] = (
    Row(1, "touch targets of 16 mm, the leading one 20", "T", (on_screens.target_size,)),
    Row(2, "at least 150 mm² to press", "T", (on_screens.target_area,)),
    Row(3, "5 mm between targets, in large type at least 2.5", "T", (on_screens.target_gaps,)),
    Row(
        4,
        "Hangul never under 7.25 mm of ink, what is chosen in the body's size",
        "T",
        (on_screens.ink,),
    ),
    Row(
        5,
        "type as in the look's table, at 200 % too; nothing is cut off or overlaps",
        "T",
        (on_screens.whole,),
    ),
    Row(6, "in reach of a seated person: 400 to 1,220 mm", "T", (on_screens.reach,)),
    Row(7, "nothing to read above 1,400 mm", "T", (on_screens.sight,)),
    Row(
        8,
        "no hidden scrolling",
        "T",
        (on_screens.no_scrolling,),
        (lambda: on_words.no_scrolls(ground.qml()),),
    ),
    Row(9, "contrast 4.5, in high contrast 7, shapes 3", "C", (on_screens.contrast,)),
    Row(
        10,
        "each aid one tap away, everywhere",
        "J T",
        (on_screens.aids_there,),
        (lambda: on_walk.aids_work(ground.walk()),),
    ),
    Row(
        11,
        "never colour alone",
        "G C",
        (on_screens.not_colour_alone,),
        stages=(on_pictures.told_apart_in_grey,),
        manual="Colours without colour",
    ),
    Row(12, "every icon has a word", "T", (on_screens.icons_with_words,)),
    Row(
        13,
        "nothing flashes or changes by itself for 60 s",
        "V G",
        (),
        (
            lambda: on_walk.still(ground.walk()),
            lambda: on_walk.news_rest(ground.walk()),
            lambda: on_words.nothing_forever(ground.qml()),
        ),
        visits=(on_pictures.stays_still,),
    ),
    Row(14, "an accessible name with the label, and a role", "A", (on_screens.names,)),
    Row(
        15,
        "each screen says where one is, the step and the choices",
        "S",
        (),
        (lambda: on_voice.says_where(ground.walked(), _ko()),),
    ),
    Row(
        16,
        "everything is said; replay and stop",
        "S J",
        (),
        (
            lambda: on_voice.says_all(ground.walked(), _ko()),
            lambda: on_voice.can_be_replayed(ground.walk()),
        ),
    ),
    Row(
        17,
        "balance, names and digits of a PIN are not for the hall",
        "S",
        (),
        (
            lambda: on_voice.keeps_private(ground.walked(), _ko()),
            lambda: on_voice.no_digit_spoken(ground.walked(), _ko()),
        ),
    ),
    Row(
        18,
        "volume returns; headset in, speaker silent",
        "S J",
        (),
        (
            lambda: on_walk.volume_returns(ground.walk().taken),
            lambda: on_voice.manner_returns(ground.walk().taken, ground.walk().stand, _ko()),
            lambda: on_voice.ear_only(ground.walked(), _ko()),
        ),
        manual="The voice",
    ),
    Row(
        19,
        "errors and results are said; each sound has its twin on the screen",
        "S",
        (),
        (lambda: on_voice.results_spoken(ground.walked(), _ko()),),
    ),
    Row(
        20,
        "arrows reach exactly the controls that are seen; ring 1 mm and 3:1",
        "F",
        stages=(on_stage.focus,),
    ),
    Row(
        21,
        "in voice mode choosing is not doing",
        "F S",
        stages=(on_stage.choosing_is_not_doing,),
        voice=True,
    ),
    Row(22, "presses within 0.5 s count once", "V", stages=(on_stage.counts_once,)),
    Row(
        23,
        "no time limit; warned 20 s ahead; ten times more time by a touch",
        "V",
        (),
        (lambda: on_walk.patient(ground.walk()),),
    ),
    Row(
        24,
        "the end of a visit wipes its data and sets size, contrast and voice back",
        "J",
        (),
        (lambda: on_walk.wiped(ground.walk().taken),),
    ),
    Row(25, "acts on release; sliding off takes it back", "T", stages=(on_stage.acts_on_release,)),
    Row(26, "back, start over and call staff on every screen", "T", (on_screens.bar_there,)),
    Row(
        27,
        "one question a screen, six choices, five steps, 'n / m' shown",
        "J T",
        (on_screens.few,),
        (lambda: on_walk.few_questions(ground.walk()),),
    ),
    Row(28, "read back before coins go", "J", (), (lambda: on_walk.read_back(ground.walk()),)),
    Row(
        29,
        "plain Korean, labels of 12 characters",
        "lint",
        (),
        (
            lambda: on_words.plain([*ground.templates().values(), ground.facility_words()]),
            lambda: on_walk.short_labels(ground.walk()),
        ),
        manual="Plain words",
    ),
    Row(
        30,
        "no pop-ups",
        "J T",
        (lambda look: [f"{it} pops up" for it in look.popups],),
        (lambda: on_words.no_popups(ground.qml()),),
    ),
    Row(
        31,
        "where to hold phone or card: picture, words, the camera's picture of 40 mm",
        "T G",
        (on_screens.where_to_hold,),
        manual="Where to hold phone or card",
    ),
    Row(
        32,
        "a card comes wherever a phone comes",
        "J",
        (),
        (lambda: on_walk.cards_too(ground.walk()),),
    ),
    Row(
        33,
        "errors: what happened, coins, what to do",
        "lint T",
        (on_screens.errors_whole,),
        (lambda: on_words.reasons_whole(ground.templates()),),
    ),
)


def row(number: int) -> Row:
    return next(it for it in ROWS if it.number == number)


def fixed_places(looks: list[Look]) -> list[str]:
    """Row 26 over all screens of one view: bar and leading button never move by a pixel."""
    found = []
    first: dict[str, tuple[str, object]] = {}
    for look in looks:
        for button in look.seen.buttons:
            if button.name in (*on_screens.BAR, "lead"):
                name, area = first.setdefault(button.name, (look.name, button.area))
                if area != button.area:
                    found.append(f"{look.name}: {button.name} is not where {name} has it")
    return found
