from dataclasses import replace

import pytest

from protocol import bundle, cbor, cose
from protocol.bundle import MAX_CARERS, MAX_EARLIER_LISTS, MAX_ROSTER, Bundle, RosterRow
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.errors import BadShape, Misuse, TooBig
from tests.protocol import samples

BODY: dict[cbor.Key, Value] = {1: "coin-a", 2: 1, 3: 1, 4: 2, 5: b"t", 6: b"s", 7: {}}
ROW = RosterRow(b"cti-0002", 7, 100, "김○자", (b"cti-0001",))


def signed(body: Value, max_items: int = cbor.MAX_ITEMS) -> bytes:
    payload = cbor.encode(body, max_items=max_items)
    return cose.sign1(samples.NODE, MessageType.BUNDLE, payload)


def test_a_bundle_with_a_roster_and_earlier_lists_is_read_back() -> None:
    rows = (ROW, RosterRow(b"cti-0003", 65_535, 0, "n"))
    value = replace(samples.BUNDLE, roster=rows, earlier_lists=(b"one", b"two"))
    data = bundle.sign_bundle(samples.NODE, value)
    assert bundle.read_bundle(data, samples.NODES) == value
    assert bundle.carried_trust_lists(data) == (b"one", b"two", samples.TRUST_LIST_BYTES)
    assert bundle.carried_trust_list(data) == samples.TRUST_LIST_BYTES


def test_a_bundle_without_them_has_the_fields_it_always_had() -> None:
    payload = cose.parse(samples.BUNDLE_BYTES, MessageType.BUNDLE).payload
    body = cbor.decode(payload)
    assert isinstance(body, dict)
    assert set(body) == set(range(1, 8))


def test_the_fullest_roster_fits_into_a_bundle_beside_a_scheme_and_its_facilities() -> None:
    fullest = RosterRow(bytes(8), 65_535, (1 << 53) - 1, "힣" * 16, (bytes(8),) * MAX_CARERS)
    rows = tuple(replace(fullest, cti=n.to_bytes(8)) for n in range(MAX_ROSTER))
    value = replace(samples.BUNDLE, roster=rows, scheme=bytes(16_000))
    data = bundle.sign_bundle(samples.NODE, value)
    assert bundle.read_bundle(data, samples.NODES) == value


@pytest.mark.parametrize(
    "value",
    [
        replace(samples.BUNDLE, roster=(ROW, ROW)),
        replace(samples.BUNDLE, roster=(replace(ROW, cti=bytes(7)),)),
        replace(samples.BUNDLE, roster=(replace(ROW, kiosk=-1),)),
        replace(samples.BUNDLE, roster=(replace(ROW, kiosk=65_536),)),
        replace(samples.BUNDLE, roster=(replace(ROW, limit=-1),)),
        replace(samples.BUNDLE, roster=(replace(ROW, name=""),)),
        replace(samples.BUNDLE, roster=(replace(ROW, name="x" * 17),)),
        replace(samples.BUNDLE, roster=(replace(ROW, name="a\nb"),)),
        replace(samples.BUNDLE, roster=(replace(ROW, carers=(bytes(9),)),)),
        replace(samples.BUNDLE, roster=(replace(ROW, carers=(bytes(8),) * 5),)),
        replace(samples.BUNDLE, earlier_lists=(b"",)),
        replace(samples.BUNDLE, earlier_lists=(b"x" * 20_000,)),
        replace(samples.BUNDLE, earlier_lists=(b"x",) * (MAX_EARLIER_LISTS + 1)),
    ],
    ids=lambda value: str(value.roster or len(value.earlier_lists)),
)
def test_a_bundle_with_either_out_of_shape_is_not_signed(value: Bundle) -> None:
    with pytest.raises(Misuse):
        bundle.sign_bundle(samples.NODE, value)


@pytest.mark.parametrize("number", [8, 9])
@pytest.mark.parametrize(
    "field", [None, [], {}, 0, b"x", "x", [1], [[]], [None], [[b"12345678", 1, 1, "n"]]], ids=str
)
def test_either_out_of_shape_is_refused_though_truly_signed(number: int, field: Value) -> None:
    with pytest.raises(BadShape):
        bundle.read_bundle(signed(BODY | {number: field}), samples.NODES)


@pytest.mark.parametrize(
    "row",
    [
        [b"12345678", 1, 1, "n", None],
        [b"12345678", 1, 1, "n", [1]],
        [b"12345678", 1, 1, b"n", []],
        [b"12345678", 1, True, "n", []],
        [b"12345678", "1", 1, "n", []],
        ["12345678", 1, 1, "n", []],
        [b"12345678", 1, 1, "n", [], 1],
        {1: b"12345678"},
    ],
    ids=str,
)
def test_a_row_of_other_types_is_refused_though_truly_signed(row: Value) -> None:
    with pytest.raises(BadShape):
        bundle.read_bundle(signed(BODY | {8: [row]}), samples.NODES)


def test_one_row_too_many_is_refused() -> None:
    rows: list[Value] = [[n.to_bytes(8), 1, 1, "n", []] for n in range(MAX_ROSTER + 1)]
    with pytest.raises(BadShape):
        bundle.read_bundle(signed(BODY | {8: rows}, 200_000), samples.NODES)


def test_the_items_of_a_bundle_are_counted() -> None:
    row: Value = [bytes(8), 1, 1, "n", [0] * 90_000]
    with pytest.raises(TooBig):
        bundle.read_bundle(signed(BODY | {8: [row]}, 200_000), samples.NODES)
