"""What is shipped goes together: pictures are there, choices are told in every language."""

import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest

from kiosk.demo.facilities import ShippedFacility, facilities
from kiosk.facility import Facility, load_facility
from kiosk.services.base import Known, Question, ways
from kiosk.services.questions import SAMPLE_HOLDER
from kiosk.speech.words import TRANSLATED
from schemes.money import Won
from tests.kiosk.services.places import DAY

each = pytest.mark.parametrize("shipped", list(facilities()), ids=lambda one: one.stem)


def loaded(shipped: ShippedFacility) -> Facility:
    return load_facility(shipped.file.read_bytes(), shipped.stem, shipped.currency(), DAY)


def named_pictures(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key == "picture" and text)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from named_pictures(item)


@each
def test_every_picture_that_a_file_names_is_there(shipped: ShippedFacility) -> None:
    named = set(named_pictures(tomllib.loads(shipped.file.read_text("utf-8"))))
    folder = resources.files("assets") / "pictures"
    assert named
    assert {name for name in named if not (folder / f"{name}.svg").is_file()} == set()


@each
def test_whatever_can_be_asked_is_told_in_every_language(shipped: ShippedFacility) -> None:
    place, shown = loaded(shipped), set()
    for service in place.services.values():
        for start in (Known(), Known(holder=SAMPLE_HOLDER)):
            for ask, _ in ways(service, start):
                if isinstance(ask, Question):
                    shown |= {ask.title, ask.step}
                    shown |= {option.note for option in ask.options if option.note}
    for language in TRANSLATED:
        assert shown - place.glossary[language].words.keys() == set()


def test_what_coins_pay_in_part_is_sold_without_the_network_too() -> None:
    """The rest goes by card or at the desk, however much the stand-in rules let coins pay."""
    orders = [
        (order, shipped.currency().stand_in.per_transaction)
        for shipped in facilities()
        for service in loaded(shipped).services.values()
        for ask, known in ways(service, Known(holder=SAMPLE_HOLDER))
        if ask is None and (order := service.order(known, 1)).rest > Won(0) and order.pays
    ]
    assert len({order.service for order, _ in orders}) > 2
    assert [order for order, most in orders if order.total > most] == []


def test_what_is_cancelled_is_sold_in_the_same_file() -> None:
    pairs = [
        (one["of"], {other["id"]: other["kind"] for other in data["service"]})
        for data in (tomllib.loads(it.file.read_text("utf-8")) for it in facilities())
        for one in data["service"]
        if one["kind"] == "meal-cancel"
    ]
    assert pairs
    assert {kinds.get(of) for of, kinds in pairs} == {"meal-tickets"}
