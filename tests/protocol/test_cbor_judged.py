"""Whatever is fast about `cbor.decode`: a plain reader agrees, and hostile bytes cost little."""

import random
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from protocol import cbor, cose, errors
from protocol.cbor import MAX_DEPTH, MAX_ITEMS, Value
from protocol.errors import BadCbor, ProtocolError
from tests.protocol import samples, strict_cbor
from tests.protocol.readers import READERS
from tests.protocol.test_cbor import VALUES, depth

MUTATIONS = 20_000
TAGS = [*range(300), 1004, 1040, 43000, 55799, 65535, 1 << 32]
_EVERY_HEAD = st.builds(
    lambda major, info, more: bytes([major << 5 | info]) + more,
    st.integers(0, 7),
    st.integers(0, 31),
    st.binary(max_size=9),
)
_HEADS = st.lists(_EVERY_HEAD | st.binary(max_size=3), max_size=12).map(b"".join)


def verdict(read: Callable[[], Value]) -> tuple[str, str]:
    """What came out, with the types of all its parts, and the reason where nothing did."""
    try:
        return repr(read()), "accepted"
    except BadCbor as exc:
        return "", exc.reason


def assert_judged_alike(data: bytes, max_items: int = MAX_ITEMS) -> None:
    ours = verdict(lambda: cbor.decode(data, max_bytes=1 << 20, max_items=max_items))
    plain = verdict(lambda: strict_cbor.read(data, max_items, MAX_DEPTH))
    assert ours == plain, data.hex()


@settings(max_examples=300, deadline=None)
@given(_HEADS, st.sampled_from([1, 4, 16, MAX_ITEMS]))
@example(bytes.fromhex("a20100f500"), MAX_ITEMS)  # 1 and true are one key for Python
@example(bytes.fromhex("a20100f93c0000"), MAX_ITEMS)  # and so is 1.0
@example(bytes.fromhex("d9010082646c6f6e67d81900"), MAX_ITEMS)  # a text named by its number
@example(bytes.fromhex("82d81c80d81d00"), MAX_ITEMS)  # an array that stands in two places
@example(b"\x81" * MAX_DEPTH + b"\x80", MAX_ITEMS)
def test_any_heads_are_judged_alike(data: bytes, max_items: int) -> None:
    assert_judged_alike(data, max_items)


@settings(max_examples=300, deadline=None)
@given(VALUES.filter(lambda value: depth(value) <= MAX_DEPTH), st.integers(0, 99), _EVERY_HEAD)
def test_a_value_with_a_head_put_in_or_over_is_judged_alike(
    value: Value, at: int, head: bytes
) -> None:
    data = cbor.encode(value)
    assert_judged_alike(data)
    assert_judged_alike(data[:at] + head + data[at:])
    assert_judged_alike(data[:at] + head + data[at + len(head) :])


def test_all_that_fits_into_two_bytes_is_judged_alike() -> None:
    for number in range(1 << 16):
        assert_judged_alike(number.to_bytes(2))
        assert_judged_alike(number.to_bytes(2).lstrip(b"\x00"))


def test_real_messages_with_some_bits_and_bytes_changed_are_judged_alike() -> None:
    chance = random.Random(9)  # noqa: S311 - the same mutations each time
    messages = [part for reader in READERS for part in _parts(reader.valid)]
    for _ in range(MUTATIONS):
        assert_judged_alike(_mutated(chance.choice(messages), chance))


def test_real_messages_with_some_bits_and_bytes_changed_are_taken_apart_alike() -> None:
    chance = random.Random(10)  # noqa: S311 - the same mutations each time
    for _ in range(MUTATIONS):
        data = _mutated(chance.choice(READERS).valid, chance)
        found = _found(data)
        if isinstance(found, str):  # the array is wrong for that reason, or only its header
            assert _wrong_with_the_array(data) in (None, found), data.hex()
            continue
        parts = [found.protected, {}, found.payload, found.signature]
        assert strict_cbor.read(data, MAX_ITEMS, MAX_DEPTH) == parts
        assert (len(found.signature), found.raw) == (64, data)


def _found(data: bytes) -> cose.Unverified | str:
    try:
        return cose.parse(data, *cose.MessageType)
    except ProtocolError as exc:
        return exc.reason


def _wrong_with_the_array(data: bytes) -> str | None:
    try:
        outer = strict_cbor.read(data, MAX_ITEMS, MAX_DEPTH)
    except BadCbor as exc:
        return exc.reason
    match outer:
        case [bytes(), dict(unprotected), bytes(), bytes(signature)]:
            if unprotected:
                return errors.UnprotectedHeader.reason
            return None if len(signature) == 64 else errors.BadHeader.reason
        case _:
            return errors.BadHeader.reason


@pytest.mark.parametrize("size", [0, 1, 23, 24, 255, 256, 4000, 65535, 65536, 70_000])
def test_a_payload_of_any_size_is_taken_apart(size: int) -> None:
    payload = bytes(size)
    data = cose.sign1(samples.NODE, cose.MessageType.BUNDLE, payload)
    assert data == cbor.encode(strict_cbor.read(data, MAX_ITEMS, MAX_DEPTH))
    assert cose.parse(data, cose.MessageType.BUNDLE).payload == payload


def _parts(message: bytes) -> tuple[bytes, ...]:
    parsed = cose.parse(message, *cose.MessageType)
    return message, parsed.protected, parsed.payload


def _mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at] = chance.randrange(256)
            case 2:
                changed[at:at] = chance.randbytes(chance.randint(1, 3))
            case _:
                changed[at : at + chance.randint(1, 3)] = b"\x00"
    return bytes(changed)


@pytest.mark.parametrize(
    "tagged", [b"\x00", b"\x41\x00", b"\x61(", b"\x82\x00\x00", b"\xa1\x40\x00"]
)
def test_a_tag_is_refused_before_anybody_acts_on_it(tagged: bytes) -> None:
    called: list[str] = []
    sys.setprofile(lambda frame, event, arg: called.append(frame.f_code.co_filename))
    try:
        for tag in TAGS:
            with pytest.raises(BadCbor):
                cbor.decode(cbor2.dumps(cbor2.CBORTag(tag, 0))[:-1] + tagged)
    finally:
        sys.setprofile(None)
    meant = ("datetime", "decimal", "fractions", "ipaddress", "uuid", "email", "/re/")
    assert not [name for name in called if any(word in name for word in meant)]


@contextmanager
def within_a_megabyte() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most_bytes < 1 << 20


@pytest.mark.parametrize("announced", ["9a7fffffff", "9b7fffffffffffffff", "bb00ffffffffffffff"])
@pytest.mark.parametrize("rest", [b"", bytes(64), b"\x80" * 8000])
def test_members_that_are_only_announced_take_no_memory(announced: str, rest: bytes) -> None:
    with within_a_megabyte(), pytest.raises(BadCbor):
        cbor.decode(bytes.fromhex(announced) + rest)


@pytest.mark.parametrize("announced", ["5a7fffffff", "5b7fffffffffffffff", "7b7fffffffffffffff"])
def test_a_string_that_is_only_announced_takes_no_memory(announced: str) -> None:
    with within_a_megabyte(), pytest.raises(BadCbor):
        cbor.decode(bytes.fromhex(announced) + bytes(8000))


@pytest.mark.parametrize("member", [b"\x00", b"\x40", b"\x80", b"\xa0"])
def test_of_too_many_members_none_is_built_before_they_are_counted(member: bytes) -> None:
    data = b"\x9a\x00\x0f\x00\x00" + member * 0xF0000
    with within_a_megabyte(), pytest.raises(errors.TooBig):
        cbor.decode(data, max_bytes=1 << 20)
