"""CBOR as this protocol uses it: deterministic (RFC 8949, 4.2.1), bounded, without surprises.

Permitted: integers of 64 bits, byte and text strings, arrays, maps with such scalar keys, false,
true, null. Not permitted: tags, floats, undefined, other simple values, indefinite lengths.

One writer, two ways to read, one verdict:

1. `encode` writes the one form that a value has, and refuses every value that has none.
2. The library builds the value of a small message, and `encode` writes it again. The same bytes:
   they are that one form, so nothing else can be wrong with them. Tags are refused as the library
   meets them, before it acts on any; what it builds is bounded, since an item has a byte or more.
3. Other bytes are walked head by head (`cbor_walk`) before the library builds anything. The walk
   alone accepts large messages, and it alone says why a message is refused. The library has no
   option against trailing bytes, long heads or unsorted keys, and its "canonical" sorting is the
   older length-first one of RFC 7049.
"""

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, Final, NoReturn, TypeAlias

import cbor2

from protocol.cbor_walk import check_form
from protocol.errors import BadCbor, Misuse, TooBig

Key: TypeAlias = "int | str | bytes"
Value: TypeAlias = "int | str | bytes | bool | Sequence[Value] | Mapping[Key, Value] | None"

MAX_BYTES = (
    64 * 1024
)  # far over every message but batches and bundles, which hand in their own limit
MAX_ITEMS = 8192  # a full batch has about 5 items for each of its entries
MAX_DEPTH = 8  # the deepest message (entries inside a signed request) has 5

_UINT, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP = range(6)
_SIMPLE_BYTES = {False: b"\xf4", True: b"\xf5", None: b"\xf6"}
_INT_MIN, _INT_MAX = -(1 << 64), (1 << 64) - 1

_HEAD_16, _HEAD_32, _HEAD_64 = (struct.Struct(form).pack for form in (">BH", ">BI", ">BQ"))

_Put: TypeAlias = "Callable[[bytes], object]"


def encode(value: Value, *, max_items: int = MAX_ITEMS) -> bytes:
    """Write a value in its one deterministic form.

    Raises Misuse for a value that `decode` would not read back as it is: that is our bug, not a
    peer's. Its limit on bytes is not looked at here: each message has one of its own.
    """
    parts: list[bytes] = []
    try:
        _write(value, 0, parts.append)
    except UnicodeEncodeError as exc:
        raise Misuse("a text that has no UTF-8") from exc
    data = b"".join(parts)
    if len(parts) > max_items:  # then there may be more items than that; never where there are not
        _refuse_many(data, max_items)
    return data


def decode(data: bytes, *, max_bytes: int = MAX_BYTES, max_items: int = MAX_ITEMS) -> Value:
    """Read exactly one value; arrays come as lists, maps as dicts.

    Raises BadCbor or one of its leaves, and nothing else. `max_items` counts keys and values of
    maps, members of arrays, and the containers themselves.
    """
    if len(data) > max_bytes:
        raise TooBig(f"{len(data)} bytes, at most {max_bytes}")
    if len(data) <= max_items:  # and so no more items than that
        try:
            value = _build(data)
            if encode(value, max_items=max_items) == data:
                return value
        except (cbor2.CBORDecodeError, Misuse):
            pass  # the walk names the reason
    check_form(data, max_items, MAX_DEPTH)
    try:
        return _build(data)
    except cbor2.CBORDecodeError as exc:  # what is left for it to find: text that is no UTF-8
        raise BadCbor(f"not readable: {exc}") from exc


class _NoTags(Mapping[int, NoReturn]):
    """Where the library looks up each tag, before it reads what is tagged: none is to be had."""

    def __getitem__(self, tag: int) -> NoReturn:
        raise cbor2.CBORDecodeError(f"tag {tag}")

    def __iter__(self) -> Iterator[int]:
        return iter(())

    def __len__(self) -> int:
        return 0


_NO_TAGS: Final = _NoTags()


def _build(data: bytes) -> Value:
    """What the library makes of the bytes; it overlooks some that follow."""
    value: Value = cbor2.loads(
        data, max_depth=MAX_DEPTH + 1, allow_indefinite=False, semantic_decoders=_NO_TAGS
    )
    return value


def _head(major: int, argument: int) -> bytes:
    """The shortest head."""
    first = major << 5
    if argument < 24:
        return bytes((first | argument,))
    if argument < 1 << 8:
        return bytes((first | 24, argument))
    if argument < 1 << 16:
        return _HEAD_16(first | 25, argument)
    if argument < 1 << 32:
        return _HEAD_32(first | 26, argument)
    return _HEAD_64(first | 27, argument)


_READY: Final = tuple(tuple(_head(major, n) for n in range(256)) for major in range(6))
_UINTS, _NEGATIVES, _BYTES_HEADS, _TEXT_HEADS, _ARRAY_HEADS, _MAP_HEADS = _READY
_INTS: Final = _UINTS + _NEGATIVES[::-1]  # from -256 to 255, each at the index that it is


def _write(value: object, depth: int, put: _Put) -> None:
    """Write a value inside so many containers."""
    _WRITERS.get(type(value), _write_kin)(value, depth, put)


def _write_int(value: int, _depth: int, put: _Put) -> None:
    put(_INTS[value] if -256 <= value < 256 else _int(value))


def _write_bytes(value: bytes, _depth: int, put: _Put) -> None:
    size = len(value)
    put(_BYTES_HEADS[size] if size < 256 else _head(_BYTES, size))
    put(value)


def _write_text(value: str, _depth: int, put: _Put) -> None:
    raw = value.encode()
    size = len(raw)
    put(_TEXT_HEADS[size] if size < 256 else _head(_TEXT, size))
    put(raw)


def _write_simple(value: bool | None, _depth: int, put: _Put) -> None:
    put(_SIMPLE_BYTES[value])


def _write_array(value: Sequence[object], depth: int, put: _Put) -> None:
    put(_container(_ARRAY, len(value), depth))
    find, depth = _WRITERS.get, depth + 1
    for inner in value:
        find(type(inner), _write_kin)(inner, depth, put)


def _write_map(value: Mapping[Key, object], depth: int, put: _Put) -> None:
    """In bytewise order of encoded keys: no two are the same, so values are never compared."""
    put(_container(_MAP, len(value), depth))
    find, depth = _WRITERS.get, depth + 1
    pairs = [
        (_INTS[key] if type(key) is int and -256 <= key < 256 else _key(key), inner)
        for key, inner in value.items()
    ]
    for key, inner in sorted(pairs):
        put(key)
        find(type(inner), _write_kin)(inner, depth, put)


def _write_kin(value: object, depth: int, put: _Put) -> None:
    """A tuple, or a value whose type only derives from one that has a writer."""
    if isinstance(value, Mapping):
        _write_map(dict(value.items()), depth, put)
    elif isinstance(value, list | tuple):
        _write_array(value, depth, put)
    else:
        put(_key(value))


def _refuse_many(data: bytes, max_items: int) -> None:
    try:
        check_form(data, max_items, MAX_DEPTH)
    except TooBig as exc:
        raise Misuse(str(exc)) from exc


def _container(major: int, size: int, depth: int) -> bytes:
    if depth >= MAX_DEPTH:
        raise Misuse(f"nested deeper than {MAX_DEPTH}")
    return _READY[major][size] if size < 256 else _head(major, size)


def _int(value: int) -> bytes:
    if not _INT_MIN <= value <= _INT_MAX:
        raise Misuse("an int has no place here that needs more than 64 bits")
    return _head(_UINT, value) if value >= 0 else _head(_NEGATIVE, -1 - value)


def _key(value: object) -> bytes:
    """A number or string, which is all that a key may be."""
    if isinstance(value, int) and not isinstance(value, bool):
        return _int(value)
    if isinstance(value, str):
        raw = value.encode()
        return _head(_TEXT, len(raw)) + raw
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    raise Misuse(f"a {type(value).__name__} has no place here")


_WRITERS: Final[Mapping[type, Callable[[Any, int, _Put], None]]] = {
    int: _write_int,
    bytes: _write_bytes,
    str: _write_text,
    bool: _write_simple,
    NoneType: _write_simple,
    list: _write_array,
    dict: _write_map,
}
