"""Reading a decoded CBOR value field by field: a typed value comes out, or BadShape."""

import re
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from protocol.cbor import Key, Value
from protocol.errors import BadShape

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

MAX_WHOLE = (1 << 53) - 1  # SQLite, JSON and every language on a phone hold it without loss
_MAPS = (dict, Mapping)  # what `cbor.decode` gives is found at once
_IS_SLUG = re.compile(r"[a-z0-9]+(?:[-_.:][a-z0-9]+)*").fullmatch


def fields(
    value: Value, *, required: Collection[Key], optional: Collection[Key] = ()
) -> Mapping[Key, Value]:
    """A map that has all the required keys and no key but the required and optional ones."""
    if not isinstance(value, _MAPS):
        raise BadShape("not a map")
    needed, found = frozenset(required), value.keys()  # a frozenset costs nothing here
    if not needed <= found:
        raise BadShape(f"field {min(needed - found, key=repr)!r} is missing")
    if len(found) > len(needed) and (foreign := found - needed - frozenset(optional)):
        raise BadShape(f"field {min(foreign, key=repr)!r} has no place here")
    if None in value.values():
        raise BadShape("a null: absent is the one way to say that there is nothing")
    return value


def octets(value: Value, least: int, most: int | None = None) -> bytes:
    """Bytes of a length, or of a length between two."""
    most = least if most is None else most
    if not isinstance(value, bytes) or not least <= len(value) <= most:
        raise BadShape(f"not {least} to {most} bytes")
    return value


def text(value: Value, max_chars: int, least_chars: int = 1) -> str:
    """A printable text of at most so many characters."""
    if not isinstance(value, str) or not least_chars <= len(value) <= max_chars:
        raise BadShape(f"not a text of {least_chars} to {max_chars} characters")
    if not value.isprintable():
        raise BadShape("a text with control characters")
    return value


def slug(value: Value, max_chars: int) -> str:
    """A name for machines: small letters, digits, single separators."""
    if not isinstance(value, str) or not 0 < len(value) <= max_chars:
        raise BadShape(f"not a text of 1 to {max_chars} characters")
    if not _IS_SLUG(value):
        raise BadShape(f"{value!r} is no slug")
    return value


def whole(value: Value, least: int = 0, most: int = MAX_WHOLE) -> int:
    """A whole number in a range; false and true are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadShape(f"not a number of {least} to {most}")
    return value


def flag(value: Value) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise BadShape("neither true nor false")
    return value


def sequence(value: Value, most: int, least: int = 0) -> list[Value]:
    """An array of a bounded length."""
    if not isinstance(value, list | tuple) or not least <= len(value) <= most:
        raise BadShape(f"not an array of {least} to {most}")
    return list(value)


def pairs(value: Value, most: int) -> Mapping[Key, Value]:
    """A map with free keys and a bounded length."""
    if not isinstance(value, _MAPS) or len(value) > most:
        raise BadShape(f"not a map of at most {most}")
    return value


def optional(read: Callable[[Value], T], value: Value) -> T | None:
    """The value read, or None where the field is absent."""
    return None if value is None else read(value)


def member(members: type[E], value: Value) -> E:
    """One of a closed list of names."""
    try:
        return members(value if isinstance(value, str) else "")
    except ValueError as exc:
        raise BadShape(f"{value!r} is none of {', '.join(members)}") from exc
