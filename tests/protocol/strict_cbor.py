"""The profile of `protocol.cbor` read the plain way, head by head, for tests to compare with.

It shares nothing with what it judges but the names of the reasons, which it finds front to back. A
text that is no UTF-8 is the one thing that it tells only at the end.
"""

from protocol.cbor import Key, Value
from protocol.errors import (
    BadCbor,
    DuplicateKey,
    IndefiniteLength,
    NotDeterministic,
    TooBig,
    TooDeep,
    TrailingBytes,
)


def read(data: bytes, max_items: int, max_depth: int) -> Value:
    """Exactly one value. Raises BadCbor or one of its leaves."""
    reader = _Reader(data, max_items, max_depth)
    value = reader.value(0)
    if reader.at < len(data):
        raise TrailingBytes
    if reader.bad_text:
        raise BadCbor
    return value


class _Reader:
    def __init__(self, data: bytes, max_items: int, max_depth: int) -> None:
        self.at = 0
        self.bad_text = False
        self._data = data
        self._items_left = max_items
        self._max_depth = max_depth

    def value(self, depth: int) -> Value:
        if self._items_left == 0:
            raise TooBig
        self._items_left -= 1
        major, argument = self._head()
        if major == 0:
            return argument
        if major == 1:
            return -1 - argument
        if major == 2:
            return self._take(argument)
        if major == 3:
            return self._text(self._take(argument))
        if major == 7:
            return {20: False, 21: True, 22: None}[argument]
        if depth == self._max_depth:
            raise TooDeep
        if major == 4:
            return [self.value(depth + 1) for _ in range(argument)]
        return self._map(argument, depth + 1)

    def _map(self, pairs: int, depth: int) -> Value:
        found: dict[Key, Value] = {}
        spelt: list[bytes] = []
        for _ in range(pairs):
            start = self.at
            if self._data[start : start + 1] >= b"\x80":
                raise BadCbor
            key = self.value(depth)
            assert isinstance(key, int | str | bytes)
            spelt.append(self._data[start : self.at])
            if spelt[-1] in spelt[:-1]:
                raise DuplicateKey
            if spelt != sorted(spelt):
                raise NotDeterministic
            found[key] = self.value(depth)
        return found

    def _text(self, raw: bytes) -> str:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self.bad_text = True
            return ""

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        major, info = first >> 5, first & 31
        if info == 31 and major in (2, 3, 4, 5, 7):
            raise IndefiniteLength
        if info > 27 or major == 6 or (major == 7 and info not in (20, 21, 22)):
            raise BadCbor
        if info < 24:
            return major, info
        argument = int.from_bytes(self._take(1 << info - 24))
        if argument < (24, 256, 65536, 1 << 32)[info - 24]:
            raise NotDeterministic
        return major, argument

    def _take(self, size: int) -> bytes:
        if size > len(self._data) - self.at:
            raise BadCbor
        self.at += size
        return self._data[self.at - size : self.at]
