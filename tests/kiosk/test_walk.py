"""The walk comes by everything: each row of the table, place, kind of event and reason, by name."""

import tomllib
from collections.abc import Hashable
from importlib.resources import files
from typing import get_args

import pytest

from kiosk import effects, events
from kiosk.visit import Place, Visit
from kiosk.visit.state import HANDED_PLACES, cant_serve
from kiosk.visit.table import ANYWHERE, TABLE
from kiosk.walk import FEW, Walk, Walked, facilities, stand
from kiosk.walk.answers import NoAnswerKnown, World
from kiosk.walk.presses import presses, typings
from kiosk.walk.reasons import own_words, reasons
from kiosk.walk.shape import BARE, appearance, dressed
from tests.kiosk.shops import MEALS, NEWS, ODD_HALL, odd_stand
from ui.contract import Action

LEAST_ON_A_PAGE = 2
pytestmark = pytest.mark.timeout(300)  # the first of them walks


def names(kinds: set[type]) -> set[str]:
    return {kind.__name__ for kind in kinds}


@pytest.fixture(scope="module")
def walk() -> Walk:
    """Everybody who may come, at a shop of one service."""
    return Walk(odd_stand(MEALS + NEWS))


@pytest.fixture(scope="module")
def odd() -> Walk:
    """All that services can ask."""
    return Walk(odd_stand(ODD_HALL), come=FEW)


@pytest.fixture(scope="module")
def sending() -> Walk:
    """Two people, one of whom helps with the other's card."""
    place = stand("daejeon-citizen-desk", lambda *_: LEAST_ON_A_PAGE)
    return Walk(place, come=(*FEW, "card-with-carer-pin-blocked", "phone-of-carer"), usual=True)


def test_every_row_of_the_table_is_taken(walk: Walk, odd: Walk, sending: Walk) -> None:
    left = set(TABLE) - walk.rows - odd.rows - sending.rows
    assert {(str(place), kind.__name__) for place, kind in left} == set()


def test_every_place_is_come_by(walk: Walk, odd: Walk, sending: Walk) -> None:
    assert set(Place) - walk.places - odd.places - sending.places == set()


def test_everything_that_means_something_anywhere_happens(walk: Walk, odd: Walk) -> None:
    met = {type(one.event) for one in (*walk.taken, *odd.taken)}
    assert names(set(ANYWHERE) - met) == set()


def test_every_effect_has_answers(walk: Walk) -> None:
    world = World(walk.stand.shop, reasons(walk.stand.words))
    kinds: set[type] = set(get_args(effects.Effect))
    assert names(kinds - world.known) == set()


def test_every_effect_is_asked_for(walk: Walk, odd: Walk) -> None:
    """All but those of a machine at rest, which the terminal asks for by itself."""
    asked = {type(effect) for one in (*walk.taken, *odd.taken) for effect in one.wanted}
    kinds: set[type] = set(get_args(effects.Effect))
    assert names(kinds - asked) == names({effects.ReopenLedger})


def test_an_effect_without_an_answer_is_named(walk: Walk) -> None:
    world = World(walk.stand.shop, reasons(walk.stand.words))
    unknown: object = events.Ticked()
    with pytest.raises(NoAnswerKnown, match="Ticked"):
        world.answer(unknown, Visit())  # type: ignore[arg-type] # that it is no effect is what is tested


def test_every_reason_that_has_words_is_told(walk: Walk, odd: Walk, sending: Walk) -> None:
    """What only one kind of service tells is met where that is walked through."""
    toml = (files("assets") / "translations" / "ko.toml").read_text("utf-8")
    words, walked = walk.stand.words, (*walk.walked, *odd.walked, *sending.walked)
    told = {one.visit.refusal.reason for one in walked if one.visit.refusal}
    told |= {problem for one in walked if (problem := cant_serve(one.visit))}
    told |= {one.visit.told for one in walked if one.visit.told}
    told |= {one.event.reason for one in odd.taken if isinstance(one.event, events.NoOffer)}
    shops = [stand(name, lambda *_: LEAST_ON_A_PAGE).shop for name in facilities()]
    sold = [service for shop in shops for service in shop.services.values()]
    of_services = {reason for service in sold for reason in service.reasons}
    left = set(tomllib.loads(toml)["reason"]) - {own_words(words, one) for one in told}
    assert left - {own_words(words, one) for one in of_services} == set()


def usual_looks(walked: Walk) -> dict[Hashable, Walked]:
    """What has nothing around it, in the setting that a machine begins with."""
    return {
        appearance(one.visit, one.screen): one
        for one in walked.walked
        if dressed(one.visit) == BARE
        and not one.visit.warned
        and one.visit.setting == Visit().setting
    }


def test_a_walk_in_the_usual_setting_leaves_out_what_stands_around_a_state_and_no_state(
    walk: Walk,
) -> None:
    usual = Walk(walk.stand, usual=True)
    every, found = usual_looks(walk), usual_looks(usual)
    left = {every[look].visit.place for look in every.keys() - found.keys()}
    assert left <= {Place.LANGUAGE, Place.STAFF, Place.START}  # of the last: news held still
    assert walk.places - usual.places == {Place.LANGUAGE, *HANDED_PLACES}
    assert len(usual.taken) < len(walk.taken) / 2


@pytest.mark.parametrize("name", facilities())
def test_every_service_that_is_shipped_is_walked_to_its_end(name: str) -> None:
    """But those on another's tickets: at the hour of the walk it is too late to cancel any."""
    place = stand(name, lambda *_: LEAST_ON_A_PAGE)
    walked = Walk(place, come=FEW, usual=True)
    ends = (Place.THANKS, Place.TOLD)
    ended = {one.after.service for one in walked.taken if one.after.place in ends}
    own = {id_ for id_, service in place.shop.services.items() if not service.beside}
    assert own - ended == set()
    assert own


def test_names_are_each_given_once(walk: Walk) -> None:
    given = [one.name for one in walk.walked]
    assert len(given) == len(set(given))
    assert given[0] == "start"


def test_a_path_leads_from_the_start(walk: Walk) -> None:
    thanks = next(one for one in walk.walked if one.visit.place is Place.THANKS)
    assert "lead" in thanks.path
    assert thanks.path[-1] == "Printed"


def test_what_can_be_pressed_is_what_the_screen_offers(walk: Walk) -> None:
    start = walk.walked[0].screen
    offered = presses(start)
    assert (Action.CHOOSE, next(iter(walk.stand.shop.services))) in offered
    assert (Action.CALL_STAFF, "") in offered
    assert (Action.BACK, "") not in offered
    pin = next(one.screen for one in walk.walked if one.visit.place is Place.PIN)
    assert (Action.DIGIT, "1") in typings(pin)[0]
