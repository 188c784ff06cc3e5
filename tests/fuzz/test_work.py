"""A hostile input of twice the size costs about twice the work: counted in calls, not in time."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest

from drivers.serial_framing import Framer
from protocol import cbor, code, shape
from protocol.cbor_walk import check_form
from protocol.errors import ProtocolError, TooBig, TooDeep
from protocol.messages import EntriesRequest, HeartbeatAnswer

_LITTLE = 2.3  # twice, and what does not grow


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, refusals included."""
    count = 0

    def watch(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        work()
    except ProtocolError:
        pass
    finally:
        sys.setprofile(before)
    return count


def _map(keys: int, more: bytes = b"") -> bytes:
    pairs = (b"\x19" + key.to_bytes(2) + b"\x00" for key in range(256, 256 + keys))
    return b"\xb9" + (keys + len(more) // 4).to_bytes(2) + b"".join(pairs) + more


FAMILIES: dict[str, Callable[[int], object]] = {
    "a long array": lambda n: cbor.decode(b"\x99" + n.to_bytes(2) + bytes(n)),
    "a long map": lambda n: cbor.decode(_map(n)),
    "a long map with one key twice": lambda n: cbor.decode(_map(n, b"\x19\x01\x00\x00")),
    "arrays in arrays": lambda n: cbor.decode(b"\x81" * n),
    "many empty arrays": lambda n: cbor.decode(b"\x99" + n.to_bytes(2) + b"\x80" * n),
    "a long string": lambda n: cbor.decode(b"\x59" + n.to_bytes(2) + bytes(n)),
    "a long array without an end": lambda n: cbor.decode(b"\x9a\xff\xff\xff\xff" + bytes(n)),
    "a code of any length": lambda n: code.from_text("CC1:" + "A" * n),
    "noise of a scanner": lambda n: Framer().step(0.0, b"\xff" * n),
    "line ends of a scanner": lambda n: Framer().step(0.0, b"\r" * n),
    "lost ranges": lambda n: EntriesRequest.from_body(
        {1: bytes(8), 2: [], 3: [[2 * at, 2 * at] for at in range(n)]}
    ),
    "credentials to close": lambda n: HeartbeatAnswer.from_body(
        {1: 1, 2: 1, 3: [b"c"] * n, 4: True}
    ),
    "a slug of many parts": lambda n: shape.slug("a-" * n, 4 * n),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_twice_the_input_is_about_twice_the_work_at_most(name: str) -> None:
    feed = FAMILIES[name]
    once, twice = (calls_of(partial(feed, size)) for size in (2050, 4090))
    assert 0 < twice <= _LITTLE * once


@pytest.mark.parametrize("head", [b"\x9a", b"\xba", b"\x5a", b"\x7a"])
def test_a_length_that_only_claims_to_be_large_costs_nothing(head: bytes) -> None:
    assert calls_of(partial(cbor.decode, head + b"\xff" * 4)) < 60


@pytest.mark.parametrize("limit", [256, 1000])
def test_items_are_counted_before_anything_is_built(limit: int) -> None:
    data = b"\x99" + limit.to_bytes(2) + bytes(limit)
    with pytest.raises(TooBig):
        check_form(data, limit, 8)
    check_form(data, limit + 1, 8)  # the array itself is an item


@pytest.mark.parametrize("limit", [1, 8])
def test_depth_is_counted(limit: int) -> None:
    with pytest.raises(TooDeep):
        check_form(b"\x81" * limit + b"\x80", 99, limit)
    check_form(b"\x81" * (limit - 1) + b"\x80", 99, limit)
