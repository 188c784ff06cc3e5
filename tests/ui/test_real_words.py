"""The kiosk's own words on its own screens: nothing is cut off or covered, in any setting.

High contrast is left out: that it moves nothing is proved on every screen in ``test_screens``.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files

import pytest

from kiosk import events
from kiosk.payment import PinState
from kiosk.presenters.frame import aids_of
from kiosk.presenters.screens import Presenter
from kiosk.visit import CoinsFate, Place, Visit
from kiosk.visit.state import Refusal
from offline_queue.pins import MAX_PIN_TRIES
from tests.kiosk.people import Node, badge
from tests.kiosk.test_screens import PRESENTER
from tests.kiosk.test_visit import Walk, owed
from tests.kiosk.test_visit_cards import CARD, at_pin, digits, typed
from tests.kiosk.test_visit_staff import FACTS, at_card, in_staff_mode
from tests.ui.looking import cut_off, look_at, on_each_other
from tests.ui.stage import Stage
from ui.contract import KeypadScreen, Panel, Setting
from ui.gallery import PANELS, setting_name
from ui.panel import all_settings, choices_per_page, offers_low

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
TOML = (files("assets") / "translations" / "ko.toml").read_text("utf-8")
REASONS = sorted(tomllib.loads(TOML)["reason"])
SETTINGS = [
    pytest.param(panel, setting, id=f"{letter}-{setting_name(setting)}")
    for letter, panel in PANELS.items()
    for setting in all_settings(panel)
    if not setting.contrast
]
every_setting = pytest.mark.parametrize(("panel", "setting"), SETTINGS)


def _wrong_pin(left: int = MAX_PIN_TRIES - 1) -> Visit:
    walk = at_pin()
    return walk(events.PinWrong(typed(walk).number, left))


def _badge_wrong() -> Visit:
    walk = Walk()
    walk(events.CodeSeen(badge(Node()).seen()))
    return walk(events.PinWrong(typed(walk, "123456").number, 1))


def _carer(pin: PinState) -> Visit:
    shown = events.CodeSeen(replace(CARD, pin=pin))
    return Walk()(events.Chose("meals"), events.Chose("lunch"), shown)


def _named() -> Visit:
    blocked = replace(CARD, pin=PinState.BLOCKED, name="김○자", unfulfilled=(owed(),))
    return at_card(blocked).visit


def _owed() -> Visit:
    tickets = tuple(replace(owed(), id=bytes([number]) * 16) for number in range(1, 9))
    walk = in_staff_mode(replace(FACTS, owed=tickets))
    return walk(events.Chose("owed"))


def _differ() -> Visit:
    walk = at_card()
    walk(events.Chose("pin"), *digits("1234"), events.Led(), *digits("4321"), events.Led())
    return walk.visit


VISITS: Mapping[str, Callable[[], Visit]] = {
    "pin": lambda: at_pin()(*digits("12")),
    "pin-alone": lambda: at_pin(replace(CARD, carers=frozenset())).visit,
    "pin-wrong": _wrong_pin,
    "pin-last-try": lambda: _wrong_pin(left=1),
    "badge-last-try": _badge_wrong,
    "pin-new-of-badge": lambda: at_card(badge(Node(), b"newbadge").seen())(events.Chose("pin")),
    "pin-of-badge": lambda: Walk()(events.CodeSeen(badge(Node()).seen())),
    "carer-blocked": lambda: _carer(PinState.BLOCKED),
    "carer-no-pin": lambda: _carer(PinState.NOT_SET),
    "pin-new": lambda: at_card()(events.Chose("pin")),
    "pin-new-again": lambda: at_card()(events.Chose("pin"), *digits("1234"), events.Led()),
    "pins-differ": _differ,
    "clock": lambda: in_staff_mode()(events.Chose("clock"), *digits("20261122")),
    "staff": lambda: in_staff_mode().visit,
    "staff-card": lambda: in_staff_mode()(events.Chose("card")),
    "staff-shown": _named,
    "staff-owed": _owed,
    "staff-state": lambda: in_staff_mode()(events.Chose("state")),
}


def _presenter(panel: Panel) -> Presenter:
    """Return the presenter of a machine with this panel and with sound."""
    frames = replace(PRESENTER.frames, aids=aids_of(low=offers_low(panel), voice=True))
    return replace(PRESENTER, frames=frames, per_page=partial(choices_per_page, panel))


def _troubles(stage: Stage, setting: Setting, visits: Mapping[str, Visit]) -> dict[str, list[str]]:
    """Return what is wrong with the screens of these visits, by their names."""
    found = {name: _trouble(stage, setting, visit) for name, visit in visits.items()}
    return {name: troubles for name, troubles in found.items() if troubles}


def _trouble(stage: Stage, setting: Setting, visit: Visit) -> list[str]:
    screen = _presenter(stage.panel).screen(replace(visit, setting=setting), NOON)
    stage.show_screen(screen, setting)
    look = look_at(stage)
    shown = {words.text for words in look.words}
    said = (screen.message, screen.hint) if isinstance(screen, KeypadScreen) else ()
    left_out = [text for text in said if text and text not in shown]
    return cut_off(look) + on_each_other(look) + left_out


@every_setting
def test_cards_pins_and_staff(stages: dict[Panel, Stage], panel: Panel, setting: Setting) -> None:
    visits = {name: visit() for name, visit in VISITS.items()}
    assert _troubles(stages[panel], setting, visits) == {}


@every_setting
def test_every_refusal(stages: dict[Panel, Stage], panel: Panel, setting: Setting) -> None:
    refusals = {reason: Refusal(reason, CoinsFate.SAFE, Place.START) for reason in REASONS}
    sorry = {name: Visit(place=Place.SORRY, refusal=why) for name, why in refusals.items()}
    assert _troubles(stages[panel], setting, sorry) == {}
