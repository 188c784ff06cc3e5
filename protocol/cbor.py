"""CBOR as this protocol uses it: deterministic (RFC 8949, 4.2.1), bounded, without surprises.

Permitted: integers of 64 bits, byte and text strings, arrays, maps with such scalar keys, false,
true, null. Not permitted: tags, floats, undefined, other simple values, indefinite lengths.

`decode` walks the heads itself before the library builds anything. The library has no option
against tags, trailing bytes, long heads or unsorted keys, and its "canonical" sorting is the older
length-first one of RFC 7049.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import cbor2

from protocol.errors import (
    BadCbor,
    DuplicateKey,
    IndefiniteLength,
    Misuse,
    NotDeterministic,
    TooBig,
    TooDeep,
    TrailingBytes,
)

Key: TypeAlias = "int | str | bytes"
Value: TypeAlias = "int | str | bytes | bool | Sequence[Value] | Mapping[Key, Value] | None"

MAX_BYTES = (
    64 * 1024
)  # far over every message but batches and bundles, which hand in their own limit
MAX_ITEMS = 8192  # a full batch has about 5 items for each of its entries
MAX_DEPTH = 8  # the deepest message (entries inside a signed request) has 5

_UINT, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = range(8)
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}  # additional information -> bytes of argument that follow
_LEAST = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}  # below this a shorter head was possible
_SIMPLE_VALUES = range(20, 23)  # false, true, null
_INT_MIN, _INT_MAX = -(1 << 64), (1 << 64) - 1


def encode(value: Value) -> bytes:
    """Write a value in its one deterministic form.

    Raises Misuse for a value that `decode` would not read back: that is our bug, not a peer's.
    """
    try:
        return cbor2.dumps(_sorted(value, 0))
    except UnicodeEncodeError as exc:
        raise Misuse("a text that has no UTF-8") from exc


def decode(data: bytes, *, max_bytes: int = MAX_BYTES, max_items: int = MAX_ITEMS) -> Value:
    """Read exactly one value; arrays come as lists, maps as dicts.

    Raises BadCbor or one of its leaves, and nothing else. `max_items` counts keys and values of
    maps, members of arrays, and the containers themselves.
    """
    if len(data) > max_bytes:
        raise TooBig(f"{len(data)} bytes, at most {max_bytes}")
    end = _Walk(data, max_items).item(0, 0)
    if end != len(data):
        raise TrailingBytes(f"{len(data) - end} bytes after the end")
    try:
        value: Value = cbor2.loads(data, max_depth=MAX_DEPTH + 1, allow_indefinite=False)
    except cbor2.CBORDecodeError as exc:  # what is left for it to find: text that is no UTF-8
        raise BadCbor(f"not readable: {exc}") from exc
    return value


def _sorted(value: Value, depth: int) -> Value:
    """The value with its maps in bytewise order of encoded keys, and nothing foreign in it."""
    if isinstance(value, Mapping | list | tuple) and depth >= MAX_DEPTH:
        raise Misuse(f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, Mapping):
        pairs = sorted((cbor2.dumps(_key(key)), key) for key in value)
        return {key: _sorted(value[key], depth + 1) for _, key in pairs}
    if isinstance(value, list | tuple):
        return [_sorted(inner, depth + 1) for inner in value]
    if value is None or isinstance(value, bool):
        return value
    return _key(value)


def _key(value: object) -> Key:
    """A number or string that CBOR holds without a tag."""
    if isinstance(value, str | bytes):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and _INT_MIN <= value <= _INT_MAX:
        return value
    raise Misuse(f"a {type(value).__name__} has no place here")


class _Walk:
    """One pass over the heads of some bytes, checking form only."""

    def __init__(self, data: bytes, max_items: int) -> None:
        self._data = data
        self._max_items = max_items
        self._left = max_items

    def item(self, at: int, depth: int) -> int:
        """Check the item that starts at an offset; give back the offset after it."""
        self._left -= 1
        if self._left < 0:
            raise TooBig(f"more than {self._max_items} items")
        major, argument, at = self._head(at)
        if major in (_UINT, _NEGATIVE, _SIMPLE):
            return at
        if major in (_BYTES, _TEXT):
            if argument > len(self._data) - at:
                raise BadCbor("a string goes on after the end")
            return at + argument
        if depth >= MAX_DEPTH:
            raise TooDeep(f"nested deeper than {MAX_DEPTH}")
        return (
            self._array(at, argument, depth) if major == _ARRAY else self._map(at, argument, depth)
        )

    def _array(self, at: int, length: int, depth: int) -> int:
        for _ in range(length):
            at = self.item(at, depth + 1)
        return at

    def _map(self, at: int, length: int, depth: int) -> int:
        keys: list[bytes] = []
        for _ in range(length):
            start, at = at, self._map_key(at, depth)
            key = self._data[start:at]
            if keys and key <= keys[-1]:
                raise DuplicateKey(key.hex()) if key in keys else NotDeterministic("unsorted keys")
            keys.append(key)
            at = self.item(at, depth + 1)
        return at

    def _map_key(self, at: int, depth: int) -> int:
        if at < len(self._data) and self._data[at] >> 5 > _TEXT:
            raise BadCbor("a key is neither number nor string")
        return self.item(at, depth + 1)

    def _head(self, at: int) -> tuple[int, int, int]:
        """Major type, argument, and the offset after the head."""
        if at >= len(self._data):
            raise BadCbor("it stops before its end")
        major, info = self._data[at] >> 5, self._data[at] & 31
        self._check_kind(major, info)
        if info < 24:
            return major, info, at + 1
        end = at + 1 + _WIDTHS[info]
        if end > len(self._data):
            raise BadCbor("it stops before its end")
        argument = int.from_bytes(self._data[at + 1 : end])
        if argument < _LEAST[info]:
            raise NotDeterministic(f"{argument} has a shorter form")
        return major, argument, end

    def _check_kind(self, major: int, info: int) -> None:
        if info == 31 and major not in (_UINT, _NEGATIVE, _TAG):
            raise IndefiniteLength("a length must be told in advance")
        if info > 27:
            raise BadCbor("a reserved head")
        if major == _TAG:
            raise BadCbor("tags are not used")
        if major == _SIMPLE and info not in _SIMPLE_VALUES:
            raise BadCbor("floats and other simple values are not used")
