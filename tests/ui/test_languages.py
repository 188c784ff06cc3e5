"""Real screens in every language: nothing is cut off or covered, in both sizes, on both panels."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files

import pytest

from kiosk import events
from kiosk.demo.facilities import facilities, first_kind
from kiosk.facility import load_facility
from kiosk.speech.languages_on_board import every_language
from kiosk.speech.polyglot import Polyglot, polyglot
from kiosk.speech.words import TRANSLATED
from kiosk.visit import CoinsFate, Place, Visit
from kiosk.visit.state import Refusal
from protocol.entry import DecidedBy
from schemes.money import Coins
from schemes.scheme import load_scheme
from tests.kiosk.shops import DAY
from tests.kiosk.test_visit import Walk, at_confirm, code, owed
from tests.ui.looking import cut_off, look_at, on_a_button, on_each_other
from tests.ui.stage import Stage
from tests.ui.test_real_words import VISITS
from ui.contract import Panel, Setting
from ui.gallery import LANDSCAPE, PORTRAIT
from ui.panel import choices_per_page

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
TOML = (files("assets") / "translations" / "ko.toml").read_text("utf-8")
REASONS = sorted(tomllib.loads(TOML)["reason"])
SIZES = {"100": Setting(), "200": Setting(larger=True), "200-low": Setting(larger=True, low=True)}
ON_PANEL = {PORTRAIT: ("100", "200", "200-low"), LANDSCAPE: ("100", "200")}
MUCH = Coins(1200)  # wider than the coins of most: labels have the least room beside them


def paid(place: Place, decided_by: DecidedBy) -> Visit:
    """Return a visit at one of the screens that say how many coins are left, of one with many."""
    visit = at_confirm().visit
    assert visit.payment is not None
    payment = replace(visit.payment, spendable=MUCH, decided_by=decided_by)
    return replace(visit, place=place, payment=payment)


OF_A_RESIDENT: Mapping[str, Callable[[], Visit]] = {
    "start": Visit,
    "start-read": lambda: Walk()(events.CodeSeen(code())),
    "languages": lambda: Walk()(events.WantedLanguages()),
    "choose": lambda: Walk()(events.Chose("meals")),
    "warned": lambda: replace(Walk()(events.Chose("meals")), warned=True),
    "called": lambda: replace(Walk()(events.Chose("meals")), staff_called=True),
    "code": lambda: Walk()(events.Chose("meals"), events.Chose("lunch")),
    "confirm": lambda: at_confirm().visit,
    "confirm-much": lambda: paid(Place.CONFIRMING, DecidedBy.HOLD),
    "confirm-away": lambda: paid(Place.CONFIRMING, DecidedBy.STAND_IN),
    "printing": lambda: replace(at_confirm().visit, place=Place.FULFILLING),
    "thanks": lambda: replace(at_confirm().visit, place=Place.THANKS, ticket=owed()),
    "thanks-away": lambda: replace(paid(Place.THANKS, DecidedBy.STAND_IN), ticket=owed()),
    "reprint": lambda: Visit(place=Place.REPRINT, ticket=owed()),
}
in_every_language = pytest.mark.parametrize("language", TRANSLATED)
on_every_panel = pytest.mark.parametrize(
    ("panel", "size"),
    [(panel, size) for panel, sizes in ON_PANEL.items() for size in sizes],
    ids=lambda each: (
        each if isinstance(each, str) else "landscape" if each is LANDSCAPE else "portrait"
    ),
)

MEAL_TICKETS = "meal-tickets"


@cache
def told(panel: Panel) -> Polyglot:
    """Who tells of the first facility that ships and sells what these visits are about."""
    shipped = next(one for one in facilities() if first_kind(one.file.read_bytes()) == MEAL_TICKETS)
    scheme = load_scheme(shipped.scheme.read_bytes(), shipped.scheme.name)
    place = load_facility(shipped.file.read_bytes(), shipped.stem, scheme, DAY)
    per_page = partial(choices_per_page, panel)
    return polyglot(every_language(), place, scheme.unit_name, per_page)


def troubles(stage: Stage, size: str, language: str, visits: Mapping[str, Visit]) -> list[str]:
    setting = replace(SIZES[size], language=language)
    found: list[str] = []
    for name, visit in visits.items():
        screen = told(stage.panel).screen(replace(visit, setting=setting), NOON)
        stage.show_screen(screen, setting)
        look = look_at(stage)
        wrong = cut_off(look) + on_each_other(look) + on_a_button(look)
        found += [f"{name}: {trouble}" for trouble in wrong]
    return found


@in_every_language
@on_every_panel
def test_a_resident_s_way(
    stages: dict[Panel, Stage], panel: Panel, size: str, language: str
) -> None:
    visits = {name: visit() for name, visit in OF_A_RESIDENT.items()}
    assert troubles(stages[panel], size, language, visits) == []


@in_every_language
@on_every_panel
def test_cards_pins_and_staff(
    stages: dict[Panel, Stage], panel: Panel, size: str, language: str
) -> None:
    visits = {name: visit() for name, visit in VISITS.items()}
    assert troubles(stages[panel], size, language, visits) == []


@in_every_language
@on_every_panel
def test_every_refusal(stages: dict[Panel, Stage], panel: Panel, size: str, language: str) -> None:
    refusals = {reason: Refusal(reason, CoinsFate.SAFE, Place.START) for reason in REASONS}
    sorry = {name: Visit(place=Place.SORRY, refusal=why) for name, why in refusals.items()}
    assert troubles(stages[panel], size, language, sorry) == []
