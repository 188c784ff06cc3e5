"""Views: every dataclass of the contract becomes an object of typed properties that notify."""

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any

import pytest
from PySide6.QtCore import QMetaObject
from PySide6.QtGui import QColor

from ui.contract import Choice, ChooseScreen, Frame, Price, Screen, Setting
from ui.gallery import screens
from ui.panel import Metrics
from ui.theme import LIGHT, Theme
from ui.views import camel_case, view_class, view_of

pytestmark = pytest.mark.usefixtures("qapp")


def _meta(kind: type) -> QMetaObject:
    made: Any = view_class(kind)
    found: QMetaObject = made.staticMetaObject
    return found


@pytest.mark.parametrize("kind", [*Screen.__args__, Frame, Metrics, Theme, Setting])
def test_every_field_is_a_typed_property_with_a_signal(kind: type) -> None:
    meta = _meta(kind)
    for field in fields(kind):
        found = meta.property(meta.indexOfProperty(camel_case(field.name)))
        assert found.isValid(), field.name
        assert str(found.typeName()) not in ("PyObject", "QVariant"), field.name
        assert found.hasNotifySignal(), field.name
        assert not found.isWritable(), field.name


def test_a_nested_field_has_the_type_of_its_own_view() -> None:
    meta = _meta(Choice)
    assert str(meta.property(meta.indexOfProperty("price")).typeName()) == "PriceData*"


def test_only_what_differs_is_told() -> None:
    choice = Choice("a", "가", price=Price("1코인"))
    view = view_of(choice)
    told: list[str] = []
    for name in ("id", "name", "price", "enabled"):
        getattr(view, f"{name}Changed").connect(lambda name=name: told.append(name))
    view.assign(replace(choice, name="나"))
    assert told == ["name"]
    assert view.property("name") == "나"


def test_a_nested_value_is_updated_in_place_and_may_come_and_go() -> None:
    choice = Choice("a", "가", price=Price("1코인"))
    view = view_of(choice)
    price = _price(view)
    view.assign(replace(choice, price=Price("2코인")))
    assert _price(view) is price
    assert price.property("coins") == "2코인"
    view.assign(replace(choice, price=None))
    assert _price(view) is None
    view.assign(choice)
    assert _price(view).property("coins") == "1코인"


_price = attrgetter("price")


def test_a_list_is_updated_in_place_while_its_length_stays() -> None:
    screen = screens(Setting())["choose"]
    assert isinstance(screen, ChooseScreen)
    view = view_of(screen)
    before = view.property("choices")
    shorter = replace(screen, choices=screen.choices[:2])
    view.assign(replace(screen, choices=screen.choices[::-1]))
    assert view.property("choices") == before
    assert before[0].property("id") == "stone"
    view.assign(shorter)
    assert [each.property("id") for each in view.property("choices")] == ["lunch", "bibimbap"]


def test_colours_reach_qml_as_colours() -> None:
    assert view_of(LIGHT).property("lead") == QColor("#1D56BC")


def test_the_parts_belong_to_the_whole() -> None:
    view: Any = view_of(screens(Setting())["start"])
    assert view.frame.parent() is view


@dataclass(frozen=True)
class Odd:
    what: complex


def test_a_field_no_property_can_hold_is_our_bug() -> None:
    with pytest.raises(TypeError, match="complex"):
        view_class(Odd)
