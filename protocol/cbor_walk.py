"""The form of CBOR bytes, head by head, without building anything: what `cbor` permits and why not.

What this does not see is a text that is no UTF-8.
"""

from protocol.errors import (
    BadCbor,
    DuplicateKey,
    IndefiniteLength,
    NotDeterministic,
    TooBig,
    TooDeep,
    TrailingBytes,
)

_UINT, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = range(8)
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}  # additional information -> bytes of argument that follow
_LEAST = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}  # below this a shorter head was possible
_SIMPLE_VALUES = range(20, 23)  # false, true, null


def check_form(data: bytes, max_items: int, max_depth: int) -> None:
    """Raise BadCbor or the leaf of it that names what is wrong, front to back."""
    end = _Walk(data, max_items, max_depth).item(0, 0)
    if end != len(data):
        raise TrailingBytes(f"{len(data) - end} bytes after the end")


class _Walk:
    """One pass over the heads of some bytes."""

    def __init__(self, data: bytes, max_items: int, max_depth: int) -> None:
        self._data = data
        self._max_items = max_items
        self._max_depth = max_depth
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
        if depth >= self._max_depth:
            raise TooDeep(f"nested deeper than {self._max_depth}")
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
