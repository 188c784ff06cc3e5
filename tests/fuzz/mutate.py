"""Changing an input by its structure: one place in a tree of CBOR, also inside its byte strings.

Bytes changed at random are no deterministic CBOR nearly always, and never get far. What comes out
here is well-formed, and is wrong in one place only. The library does both ways, so that what guides
the fuzzer is the parser's coverage alone.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final, NoReturn

import cbor2

ODD: Final[Sequence[Any]] = (
    *(None, True, False, 0, 1, -1, 23, 24, 255, 256, 65_535, 65_536, (1 << 53) - 1, 1 << 53),
    *((1 << 64) - 1, -(1 << 64), b"", bytes(4), bytes(8), bytes(16), bytes(32), bytes(64)),
    *("", "spend", "a" * 17, "힣", "\x00", "../x", [], [[]], {}, {1: 1}, {"bits": 2}, [1, 2, 3, 4]),
)


class _NoTags(dict[int, NoReturn]):
    """Tags are not acted upon here either: what stands in one may be anything."""

    def __missing__(self, tag: int) -> NoReturn:
        raise cbor2.CBORDecodeError(f"tag {tag}")


_LEVELS = 3  # a credential in a header in a message: strings are opened so far


def edited(data: bytes, seed: int) -> bytes | None:
    """The input with one to three places of its tree changed; None for what is no tree of CBOR.

    The same seed makes the same change.
    """
    return _edited(data, Random(seed), _LEVELS)  # noqa: S311 - a fuzzer's dice


def _edited(data: bytes, random: Random, levels: int) -> bytes | None:
    try:
        value = cbor2.loads(data, max_depth=16, allow_indefinite=False, semantic_decoders=_NoTags())
    except cbor2.CBORDecodeError:
        return None
    if not isinstance(value, list | dict):
        return None
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        value = _edit(value, random, levels)
    return bytes(cbor2.dumps(value, canonical=True))


def _edit(value: Any, random: Random, levels: int) -> Any:  # noqa: ANN401 - any tree
    """A copy with one place changed, here or further down."""
    if isinstance(value, list | dict) and value and random.random() < 0.8:
        return _edit_inside(value, random, levels)
    if isinstance(value, bytes) and levels and random.random() < 0.7:
        inner = _edited(value, random, levels - 1)
        if inner is not None:
            return inner
    return random.choice(_WAYS)(value, random)


def _edit_inside(value: Any, random: Random, levels: int) -> Any:  # noqa: ANN401 - any tree
    if isinstance(value, dict):
        key = random.choice(list(value))
        if random.random() < 0.1:
            return {(random.choice(ODD[1:26]) if it is key else it): value[it] for it in value}
        return {**value, key: _edit(value[key], random, levels)}
    at = random.randrange(len(value))
    return [*value[:at], _edit(value[at], random, levels), *value[at + 1 :]]


def _odd(_value: Any, random: Random) -> Any:  # noqa: ANN401 - any tree
    return random.choice(ODD)


def _near(value: Any, random: Random) -> Any:  # noqa: ANN401 - any tree
    """The like of it: one off, one bit over, one longer, one member less."""
    match value:
        case bool():
            return not value
        case int():
            return value + random.choice((-1, 1, -value - value, 1 << random.randrange(60)))
        case bytes() if value:
            at = random.randrange(len(value))
            return value[:at] + bytes([value[at] ^ 1 << random.randrange(8)]) + value[at + 1 :]
        case str():
            return value + value[:1]
        case bytes():
            return b"\x00"
        case list():
            return value[: random.randrange(len(value) + 1)]
        case dict():
            return dict(list(value.items())[1:])
        case _:
            return random.choice(ODD)


def _grown(value: Any, random: Random) -> Any:  # noqa: ANN401 - any tree
    match value:
        case list():
            return value * random.choice((2, 3, 65))
        case dict():
            return {**value, random.choice(ODD[3:16]): random.choice(ODD)}
        case str() | bytes():
            return value * random.choice((2, 5, 64))
        case _:
            return [value]


_WAYS: Final[Sequence[Callable[[Any, Random], Any]]] = (_odd, _near, _near, _grown)
