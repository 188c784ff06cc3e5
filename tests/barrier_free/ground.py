"""What the rows are judged on: the walk, its screens in every view, and the panels to draw them."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.resources import files

from kiosk.facility import load_facility
from kiosk.presenters.frame import aids_of
from kiosk.speech.polyglot import polyglot
from kiosk.speech.words import LANGUAGES, TRANSLATED, Words, load_words, to_translate, translated
from kiosk.visit import Visit, shop_of
from kiosk.walk import NOON, Stand, Walk, Walked, facilities, stand
from kiosk.walk.presses import texts
from schemes.scheme import load_scheme
from tests.barrier_free import further
from tests.barrier_free.combos import Combo, every, pairwise
from tests.barrier_free.looking import Look, see
from tests.rails.source import product_files, relative
from tests.ui.stage import Stage
from ui.contract import AidId, Screen, Setting
from ui.gallery import PANELS
from ui.pages import PerPage
from ui.panel import choices_per_page, offers_low
from ui.translations import translations

NO, YES = "", "yes"
FACTORS: Mapping[str, tuple[str, ...]] = {
    "panel": tuple(PANELS),
    "larger": (NO, YES),
    "contrast": (NO, YES),
    "low": (NO, YES),
    "voice": (NO, YES),
    "language": LANGUAGES,
}
LEAST_ON_A_PAGE = 2
A_KIND = 2  # screens of each kind in a combination that is not the usual one


@dataclass(frozen=True, order=True)
class View:
    """A panel, by its letter, and how it is drawn."""

    letter: str
    setting: Setting = field(default=Setting(), compare=False)
    name: str = "usual"

    def __str__(self) -> str:
        return f"{self.letter}-{self.name}"


USUAL = tuple(View(letter) for letter in PANELS)


def views(choose: Callable[[Mapping[str, tuple[str, ...]]], list[Combo]] = pairwise) -> list[View]:
    """Return the usual view of each panel, and the chosen combinations; none stands there twice."""
    found = {str(view): view for view in (*USUAL, *map(_view, choose(FACTORS)))}
    return list(found.values())


def all_views() -> list[View]:
    return views(every)


def facility_views() -> list[tuple[str, View]]:
    """Return two views of every facility, so that over all of them each is seen."""
    pairs = views()[len(USUAL) :]
    return [
        (name, view)
        for number, name in enumerate(facilities())
        for view in (USUAL[number % len(USUAL)], pairs[number % len(pairs)])
    ]


def _view(combo: Combo) -> View:
    letter, larger, contrast, low, voice, language = combo
    low = low if offers_low(PANELS[letter]) else NO
    setting = Setting(bool(larger), bool(contrast), bool(low), bool(voice), language)
    words = ["200" if larger else "100"] + ["contrast"] * bool(contrast) + ["low"] * bool(low)
    words += ["voice"] * bool(voice) + [language]
    return View(letter, setting, "-".join(words)) if setting != Setting() else View(letter)


@cache
def words_of(language: str) -> Words:
    if language not in TRANSLATED:
        return load_words(language)
    return translated(language, translations(language, to_translate()))


@cache
def stand_at(letter: str) -> Stand:
    """Return the service that is walked whole, as a panel of this kind shows it."""
    panel = PANELS[letter]
    aids = aids_of(low=offers_low(panel), voice=True)
    return _of_one_service(partial(choices_per_page, panel), _others(), aids)


@cache
def facility_at(letter: str, facility: str) -> Stand:
    """Return a whole facility as a panel of this kind shows it."""
    panel = PANELS[letter]
    aids = aids_of(low=offers_low(panel), voice=True)
    return stand(facility, partial(choices_per_page, panel), _others(), aids)


def _others() -> list[Words]:
    return [words_of(language) for language in TRANSLATED]


def _of_one_service(
    per_page: PerPage, others: Iterable[Words] = (), aids: tuple[AidId, ...] = tuple(AidId)
) -> Stand:
    """Return the first service of the facility that announces most, alone in its shop.

    The walk through all that can happen grows with the product of what can be asked.
    """
    places = {name: stand(name, per_page) for name in facilities()}
    name = max(places, key=lambda each: len(places[each].shop.announcements))
    return alone(name, per_page, others, aids)


def alone(name: str, per_page: PerPage, others: Iterable[Words], aids: tuple[AidId, ...]) -> Stand:
    """Return a facility with the first of its services only."""
    text = (files("assets") / "facilities" / f"{name}.toml").read_bytes()
    scheme_id = str(tomllib.loads(text.decode("utf-8"))["scheme"])
    rules = (files("assets") / "schemes" / f"{scheme_id}.toml").read_bytes()
    scheme = load_scheme(rules, scheme_id)
    place = load_facility(text, name, scheme, NOON.date())
    first = dict(list(place.services.items())[:1])
    place = replace(place, services=first)
    words = load_words("ko")
    told = polyglot((words, *others), place, scheme.unit_name, per_page, aids)
    return Stand(shop_of(place), scheme.id, words, told)


@cache
def walk() -> Walk:
    """Return the one walk: by the smallest pages, so that each page of any panel is turned to."""
    return Walk(_of_one_service(lambda *_: LEAST_ON_A_PAGE))


@cache
def usual_walk() -> Walk:
    """Return a walk in the usual setting, in a ninth of the time: for whoever wants some states."""
    return Walk(_of_one_service(lambda *_: LEAST_ON_A_PAGE), usual=True)


@cache
def states(view: View) -> tuple[tuple[str, Visit, Screen], ...]:
    """Return every state that looks different in this view."""
    presenter = stand_at(view.letter).presenter
    found: dict[tuple[str, ...], tuple[str, Visit, Screen]] = {}
    for one in walk().walked:
        setting = replace(view.setting, voice=view.setting.voice or one.visit.setting.voice)
        visit = replace(one.visit, setting=setting)
        screen = presenter.screen(visit, NOON)
        found.setdefault((type(screen).__name__, *texts(screen)), (one.name, visit, screen))
    return tuple(found.values())


def looked_at(view: View, number: int, whole: bool) -> list[tuple[str, Visit, Screen]]:
    """Return all states of a view, or some of each kind, others in each of the ``number``."""
    if whole:
        return list(states(view))
    kinds: dict[str, list[tuple[str, Visit, Screen]]] = {}
    for state in states(view):
        kinds.setdefault(type(state[2]).__name__, []).append(state)
    picked = []
    for same in kinds.values():
        step = max(len(same) // A_KIND, 1)
        picked += [same[(number + at * step) % len(same)] for at in range(min(A_KIND, len(same)))]
    return picked


@dataclass(eq=False)
class Stages:
    """One living panel of each kind, and what was seen on it."""

    by_letter: Mapping[str, Stage]
    _seen: dict[tuple[str, bool], list[Look]] = field(default_factory=dict)

    def looks(self, view: View, number: int, whole: bool) -> list[Look]:
        """Return what a view shows; it is drawn once."""
        key = (str(view), whole)
        if key not in self._seen:
            stage = self.by_letter[view.letter]
            self._seen[key] = [
                see(stage, name, screen, visit.setting)
                for name, visit, screen in looked_at(view, number, whole)
            ]
        return self._seen[key]

    def forget(self) -> None:
        """Let go of all that was seen."""
        self._seen.clear()

    def kinds(self, view: View) -> list[tuple[str, Visit, Screen]]:
        """Return one state of each kind of screen."""
        found: dict[str, tuple[str, Visit, Screen]] = {}
        for state in states(view):
            if state[1].setting == view.setting:
                found.setdefault(type(state[2]).__name__, state)
        return list(found.values())


@cache
def templates() -> dict[str, str]:
    """Return every Korean text of the terminal by its key."""
    return to_translate()


@cache
def facility_words() -> str:
    return "\n".join(
        (files("assets") / "facilities" / f"{name}.toml").read_text("utf-8")
        for name in facilities()
    )


@cache
def qml() -> dict[str, str]:
    """Return the text of every QML file that a kiosk draws."""
    found = {relative(path): path.read_text("utf-8") for path in product_files(".qml")}
    left_out = ("ui/demo/", "ui/specimens/")
    return {name: text for name, text in found.items() if not name.startswith(left_out)}


def walked() -> list[Walked]:
    """Return all states: of the walk, and of what every facility asks, agrees to and ends with."""
    return [*walk().walked, *(one for name in facilities() for one in further.walked(name))]


def further_looks(stage: Stage, view: View, facility: str) -> list[Look]:
    """Return what a facility's own visits look like in a view."""
    found = further.states(facility, facility_at(view.letter, facility), view.setting)
    return [see(stage, name, screen, visit.setting) for name, visit, screen in found]
