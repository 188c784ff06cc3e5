from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import cbor, errors
from protocol.cbor import MAX_DEPTH, MAX_ITEMS, Value
from protocol.errors import BadCbor, Misuse, ProtocolError

_SCALARS = st.one_of(
    st.integers(-(1 << 64), (1 << 64) - 1),
    st.binary(max_size=20),
    st.text(max_size=12),
    st.booleans(),
    st.none(),
)
_KEYS = st.one_of(
    st.integers(-(1 << 64), (1 << 64) - 1), st.text(max_size=6), st.binary(max_size=6)
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


def depth(value: Value) -> int:
    if isinstance(value, Mapping):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


@settings(max_examples=150, deadline=None)
@given(VALUES.filter(lambda value: depth(value) <= MAX_DEPTH))
def test_what_is_encoded_is_read_back_unchanged(value: Value) -> None:
    assert cbor.decode(cbor.encode(value)) == value


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=64))
def test_bytes_are_refused_or_are_the_only_encoding_of_their_value(data: bytes) -> None:
    try:
        value = cbor.decode(data)
    except BadCbor:
        return
    assert cbor.encode(value) == data


def test_keys_are_sorted_by_their_encoded_bytes_not_by_length() -> None:
    # The example of RFC 8949, section 4.2.1, without the keys that we do not use.
    value: Value = {"aa": 5, -1: 2, "z": 4, 100: 1, 10: 0, 256: 3}
    assert cbor.encode(value).hex() == "a60a00186401190100032002617a0462616105"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("", errors.BadCbor),
        ("0000", errors.TrailingBytes),
        ("a0ff", errors.TrailingBytes),
        ("1817", errors.NotDeterministic),
        ("190018", errors.NotDeterministic),
        ("1a0000ffff", errors.NotDeterministic),
        ("1b00000000ffffffff", errors.NotDeterministic),
        ("3817", errors.NotDeterministic),
        ("580161", errors.NotDeterministic),
        ("780161", errors.NotDeterministic),
        ("980100", errors.NotDeterministic),
        ("b8010000", errors.NotDeterministic),
        ("a202000100", errors.NotDeterministic),
        ("a2616100010000", errors.NotDeterministic),
        ("a2200019010000", errors.NotDeterministic),  # the older, length-first order
        ("a201000100", errors.DuplicateKey),
        ("a3010002000100", errors.DuplicateKey),
        ("a2616100616100", errors.DuplicateKey),
        ("5f4100ff", errors.IndefiniteLength),
        ("7f6161ff", errors.IndefiniteLength),
        ("9fff", errors.IndefiniteLength),
        ("bfff", errors.IndefiniteLength),
        ("ff", errors.IndefiniteLength),
        ("1f", errors.BadCbor),
        ("1c", errors.BadCbor),
        ("5e", errors.BadCbor),
        ("18", errors.BadCbor),
        ("1900", errors.BadCbor),
        ("4200", errors.BadCbor),
        ("5bffffffffffffffff", errors.BadCbor),
        ("9bffffffffffffffff", errors.BadCbor),
        ("810000", errors.TrailingBytes),
        ("8200", errors.BadCbor),
        ("a100", errors.BadCbor),
        ("61ff", errors.BadCbor),
        ("62c328", errors.BadCbor),
        ("c000", errors.BadCbor),
        ("d28440a04040", errors.BadCbor),
        ("c249010000000000000000", errors.BadCbor),
        ("d81c80", errors.BadCbor),
        ("f97e00", errors.BadCbor),
        ("fb3ff199999999999a", errors.BadCbor),
        ("f7", errors.BadCbor),
        ("e0", errors.BadCbor),
        ("f814", errors.BadCbor),
        ("a1f400", errors.BadCbor),
        ("a1f600", errors.BadCbor),
        ("a18000", errors.BadCbor),
        ("a1a000", errors.BadCbor),
    ],
)
def test_bytes_outside_the_profile_are_refused_each_with_its_reason(
    data: str, error: type[ProtocolError]
) -> None:
    with pytest.raises(error) as caught:
        cbor.decode(bytes.fromhex(data))
    assert type(caught.value) is error


def test_nesting_is_limited_at_both_ends() -> None:
    deepest = b"\x81" * (MAX_DEPTH - 1) + b"\x80"
    assert cbor.encode(cbor.decode(deepest)) == deepest
    with pytest.raises(errors.TooDeep):
        cbor.decode(b"\x81" + deepest)
    with pytest.raises(errors.TooDeep):
        cbor.decode(b"\x81" * 60_000)
    with pytest.raises(Misuse):
        cbor.encode([cbor.decode(deepest)])


def test_items_are_counted_and_limited() -> None:
    assert cbor.decode(b"\x83\x01\x02\x03", max_items=4) == [1, 2, 3]
    with pytest.raises(errors.TooBig):
        cbor.decode(b"\x83\x01\x02\x03", max_items=3)
    with pytest.raises(errors.TooBig):
        cbor.decode(b"\xa1\x01\x02", max_items=2)


def test_bytes_are_limited() -> None:
    assert cbor.decode(b"\x41\x00", max_bytes=2) == b"\x00"
    with pytest.raises(errors.TooBig):
        cbor.decode(b"\x41\x00", max_bytes=1)


@pytest.mark.parametrize(
    "value",
    [1.5, 1 << 64, -(1 << 64) - 1, {True: 1}, {None: 1}, {(1,): 1}, {1}, bytearray(b"a"), "\ud800"],
)
def test_a_value_that_could_not_be_read_back_is_our_bug(value: Value) -> None:
    with pytest.raises(Misuse):
        cbor.encode(value)


class _Meal(StrEnum):
    LUNCH = "lunch"


class _Count(IntEnum):
    MANY = 300


@pytest.mark.parametrize(
    ("kin", "plain"),
    [
        ((1, (2, 3)), [1, [2, 3]]),
        (_Meal.LUNCH, "lunch"),
        (_Count.MANY, 300),
        (MappingProxyType({_Count.MANY: _Meal.LUNCH, 1: ()}), {1: [], 300: "lunch"}),
    ],
)
def test_a_value_of_a_derived_type_is_written_as_the_plain_value(kin: Value, plain: Value) -> None:
    assert cbor.encode(kin) == cbor.encode(plain)
    assert cbor.decode(cbor.encode(kin)) == plain


@settings(max_examples=300, deadline=None)
@given(VALUES.filter(lambda value: depth(value) <= MAX_DEPTH))
def test_the_library_reads_what_is_written_and_writes_no_shorter(value: Value) -> None:
    data = cbor.encode(value)
    assert cbor2.loads(data) == value
    assert len(cbor2.dumps(value, canonical=True)) == len(data)


def test_more_items_than_are_read_are_not_written() -> None:
    most: list[Value] = [b""] * (MAX_ITEMS - 1)  # and the array itself
    assert cbor.decode(cbor.encode(most)) == most
    with pytest.raises(Misuse):
        cbor.encode([*most, b""])
