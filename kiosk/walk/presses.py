"""What a person can press on a screen: taken from the screen itself, by the types of its parts.

A new kind of screen needs no change here as long as it is made of the parts of ``ui.parts``; a text
on a button of its own (the key that erases, the button that pauses) is known by its field's name.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from ui.contract import Action, Aid, BarButton, Choice, Lead, Quantity, Screen

Press = tuple[Action, str]

BUTTONS: dict[str, Press] = {
    "language": (Action.LANGUAGE, ""),
    "replay": (Action.REPLAY, ""),
    "pause": (Action.PAUSE, ""),
    "next": (Action.PAGE, "next"),
}
"""Fields that hold the words of a button, where they hold any."""

_NAMES: dict[type, tuple[str, ...]] = {}  # a walk asks a million times for them


def presses(screen: Screen) -> tuple[Press, ...]:
    """Return what can be pressed, in the order of the screen's parts. Keypads: see ``typings``."""
    pages = getattr(screen, "pages", None)
    if pages is None:
        return tuple(_in(screen))
    page: int = getattr(screen, "page", 1)
    turns = [(Action.PAGE, "previous")] * (page > 1) + [(Action.PAGE, "next")] * (page < pages)
    return (*(each for each in _in(screen) if each[0] is not Action.PAGE), *turns)


def typings(screen: Screen) -> tuple[tuple[Press, ...], ...]:
    """Return ways to go on typing: one digit, all of them in two ways, and one taken back."""
    cells: tuple[str, ...] = getattr(screen, "cells", ())
    left = sum(1 for cell in cells if not cell)
    one = (Action.DIGIT, "1")
    ways: list[tuple[Press, ...]] = []
    if left:
        ways = [(one,), (one,) * left, (one,) * (left - 1) + ((Action.DIGIT, "2"),)]
    return (*ways, ((Action.ERASE, ""),)) if any(cells) else tuple(ways)


def texts(screen: object) -> tuple[str, ...]:
    """Return every text and state that ``screen`` shows, in order; the clock is left out."""
    found: list[str] = []
    for name in names_of(type(screen)):
        if name == "clock":
            continue
        value = getattr(screen, name)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            found += texts(part) if names_of(type(part)) else [str(part)]
    return tuple(found)


def names_of(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass; of anything else none."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(it.name for it in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]


def _in(part: object) -> Iterator[Press]:
    yield from _itself(part)
    for name in names_of(type(part)):
        value = getattr(part, name)
        if name in BUTTONS and value:
            yield BUTTONS[name]
        for each in value if isinstance(value, tuple) else (value,):
            if names_of(type(each)):
                yield from _in(each)


def _itself(part: object) -> Iterator[Press]:
    match part:
        case Choice(id=name, enabled=True):
            yield Action.CHOOSE, name
        case Lead(enabled=True):
            yield Action.LEAD, ""
        case Aid(id=name):
            yield Action.AID, name
        case BarButton(action=name, enabled=True):
            yield Action(name), ""
        case Quantity():
            yield from [(Action.FEWER, "")] * part.can_fewer + [(Action.MORE, "")] * part.can_more
        case _:
            pass
