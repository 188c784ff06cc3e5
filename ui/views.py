"""Frozen dataclasses as typed Qt objects: what QML binds to.

A view class is made once for each dataclass, with one typed property for each field (camelCase)
and a notify signal. ``assign`` brings a view up to date in place, so that a clock that moves on
neither rebuilds a card under a finger nor takes the focus away. QML knows the classes as the
dataclass's name with "Data" behind it, e.g. ``ChoiceData``.
"""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtQml import qmlRegisterUncreatableType

from ui.theme import Colour

QML_MODULE = "KioskTypes"
_PLAIN = (str, bool, int, float)


class View(QObject):
    """A dataclass value as a QObject. Made by ``view_of``; lives on the Qt thread only."""

    _parts: dict[str, "_Part"] = {}  # noqa: RUF012 - each made class has its own

    def __init__(self, value: object, parent: QObject | None) -> None:
        super().__init__(parent)
        self._value = value
        self._held: dict[str, Any] = {
            name: part.first(self, getattr(value, name)) for name, part in self._parts.items()
        }

    def assign(self, value: object) -> None:
        """Take over ``value``, of the same dataclass, and notify of what differs."""
        before, self._value = self._value, value
        for name, part in self._parts.items():
            new = getattr(value, name)
            if getattr(before, name) != new:
                part.move(self, name, new)


def view_of(value: object, parent: QObject | None = None) -> View:
    """Return a new view of a dataclass instance."""
    kind: type = type(value)
    return view_class(kind)(value, parent)


@cache
def view_class(kind: type) -> type[View]:
    """Return the view class of a dataclass; raises TypeError for a field no property can hold."""
    namespace: dict[str, Any] = {"_parts": {}}
    hints = get_type_hints(kind)
    for field in fields(kind):
        part = _part_of(hints[field.name])
        qml_name = camel_case(field.name)
        changed = Signal()
        namespace["_parts"][field.name] = part
        namespace[f"{qml_name}Changed"] = changed
        namespace[qml_name] = Property(part.qt_type, _getter(field.name), notify=changed)
    name = f"{kind.__name__}Data"
    make = cast("Callable[..., type[View]]", type(View))
    made = make(name, (View,), namespace)
    register_uncreatable(made, name)
    return made


def register_uncreatable(kind: type[QObject], name: str) -> None:
    """Make a class that only Python creates known to QML as a type of properties."""
    why = "only Python makes these"
    qmlRegisterUncreatableType(kind, QML_MODULE, 1, 0, name, why)  # type: ignore[arg-type] # the stub says bytes, the library takes str only


def camel_case(name: str) -> str:
    """Return the QML spelling of a field's name."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _getter(name: str) -> Callable[[View], Any]:
    def get(view: View) -> Any:  # noqa: ANN401 - the property's type is checked by Qt
        return view._held[name]

    return get


class _Part:
    """How one field is held: the plain case, a value that Qt knows."""

    def __init__(self, qt_type: Any, convert: Callable[[Any], Any]) -> None:  # noqa: ANN401 - a type or Qt's name of one
        self.qt_type = qt_type
        self.convert = convert

    def first(self, view: View, value: Any) -> Any:  # noqa: ANN401 - any field's value
        del view
        return self.convert(value)

    def move(self, view: View, name: str, value: Any) -> None:  # noqa: ANN401 - any field's value
        self.replace(view, name, self.convert(value))

    def replace(self, view: View, name: str, held: Any) -> None:  # noqa: ANN401 - as held
        view._held[name] = held
        getattr(view, f"{camel_case(name)}Changed").emit()


class _Nested(_Part):
    """A dataclass in a dataclass, perhaps absent."""

    def __init__(self, kind: type) -> None:
        super().__init__(view_class(kind), view_of)

    def first(self, view: View, value: Any) -> View | None:  # noqa: ANN401 - any dataclass
        return None if value is None else view_of(value, view)

    def move(self, view: View, name: str, value: Any) -> None:  # noqa: ANN401 - any dataclass
        held: View | None = view._held[name]
        if held is not None and value is not None:
            held.assign(value)
            return
        self.replace(view, name, self.first(view, value))
        if held is not None:
            held.deleteLater()


class _Listed(_Part):
    """A tuple of dataclasses: updated in place while the length stays."""

    def __init__(self, kind: type) -> None:
        super().__init__("QVariantList", list)
        view_class(kind)

    def first(self, view: View, value: Any) -> list[View]:  # noqa: ANN401 - a tuple of dataclasses
        return [view_of(each, view) for each in value]

    def move(self, view: View, name: str, value: Any) -> None:  # noqa: ANN401 - as above
        held: list[View] = view._held[name]
        if len(held) == len(value):
            for each, new in zip(held, value, strict=True):
                each.assign(new)
            return
        self.replace(view, name, self.first(view, value))
        for each in held:
            each.deleteLater()


def _part_of(hint: Any) -> _Part:  # noqa: ANN401 - a type hint
    """Return how a field of this type hint is held."""
    if hint is Colour:
        return _Part(QColor, QColor)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Part(str, str)
    if hint in _PLAIN:
        return _Part(hint, hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _Nested(hint)
    inner = [each for each in get_args(hint) if each not in (type(None), Ellipsis)]
    if get_origin(hint) in (Union, types.UnionType) and len(inner) == 1:
        return _Nested(inner[0])
    if get_origin(hint) is tuple and len(set(inner)) == 1:
        return _Part("QVariantList", list) if inner[0] in _PLAIN else _Listed(inner[0])
    raise TypeError(f"no Qt property can hold a field of type {hint}")
