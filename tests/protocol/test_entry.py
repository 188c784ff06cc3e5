import hashlib
from dataclasses import replace

import pytest

from protocol import cbor, cose, entry
from protocol.cbor import Key, Value
from protocol.cose import MessageType
from protocol.entry import (
    FIELD_TABLE,
    ClockState,
    DecidedBy,
    Decision,
    Entry,
    EntryKind,
    Field,
    Opening,
    OrderLine,
    Party,
    Role,
    Rule,
)
from protocol.entry_parts import MAX_FORMER_KEYS
from protocol.errors import BadShape, BadSignature, Misuse, UnknownKey
from tests.protocol import samples


def parts_for(kind: EntryKind, *rules: Rule) -> dict[str, object]:
    chosen = [field.value for field, rule in FIELD_TABLE[kind].items() if rule in rules]
    parts = {name: samples.PARTS[name] for name in chosen}
    return parts | ({"parties": samples.PARTIES[kind]} if kind in samples.PARTIES else {})


def cells(wanted: Rule) -> list[tuple[EntryKind, Field]]:
    return [
        (kind, field)
        for kind, columns in FIELD_TABLE.items()
        for field, rule in columns.items()
        if rule is wanted
    ]


def read(data: bytes) -> Entry:
    return entry.read_entry(data, samples.KIOSKS).entry


def test_the_table_has_every_kind_of_the_protocol_and_every_field() -> None:
    assert set(FIELD_TABLE) == set(EntryKind)
    assert len(EntryKind) == 18
    assert all(set(columns) == set(Field) for columns in FIELD_TABLE.values())


@pytest.mark.parametrize("kind", EntryKind)
def test_each_kind_is_read_back_with_all_and_with_the_least_of_its_fields(kind: EntryKind) -> None:
    for rules in ((Rule.REQUIRED, Rule.OPTIONAL), (Rule.REQUIRED,)):
        value = samples.entry_of(kind, **parts_for(kind, *rules))
        signed = entry.read_entry(entry.sign_entry(samples.KIOSK, value), samples.KIOSKS)
        assert signed.entry == value


@pytest.mark.parametrize(("kind", "field"), cells(Rule.REQUIRED))
def test_a_required_field_must_be_there(kind: EntryKind, field: Field) -> None:
    parts = parts_for(kind, Rule.REQUIRED)
    del parts[field.value]
    with pytest.raises(Misuse):
        entry.sign_entry(samples.KIOSK, samples.entry_of(kind, **parts))


@pytest.mark.parametrize(("kind", "field"), cells(Rule.FORBIDDEN))
def test_a_forbidden_field_must_not_be_there(kind: EntryKind, field: Field) -> None:
    parts = {field.value: samples.PARTS[field.value]} | parts_for(kind, Rule.REQUIRED)
    with pytest.raises(Misuse):
        entry.sign_entry(samples.KIOSK, samples.entry_of(kind, **parts))


def test_hash_and_kid_belong_to_the_exact_bytes() -> None:
    signed = entry.read_entry(samples.SPEND_BYTES, samples.KIOSKS)
    assert signed.raw is samples.SPEND_BYTES
    assert signed.hash == hashlib.sha256(samples.SPEND_BYTES).digest()
    assert signed.hash == entry.entry_hash(samples.SPEND_BYTES)
    assert signed.kid == samples.KIOSK.public_key.kid


def test_an_entry_of_a_stranger_is_refused() -> None:
    with pytest.raises(UnknownKey):
        read(entry.sign_entry(samples.STRANGER, samples.SPEND))


def test_an_altered_entry_is_refused() -> None:
    altered = samples.SPEND_BYTES.replace(b"general", b"policy1")
    assert altered != samples.SPEND_BYTES
    with pytest.raises(BadSignature):
        read(altered)


def signed_body(body: dict[Key, Value]) -> bytes:
    return cose.sign1(samples.KIOSK, MessageType.ENTRY, cbor.encode(body))


def spend_body() -> dict[Key, Value]:
    body = cbor.decode(cose.parse(samples.SPEND_BYTES, MessageType.ENTRY).payload)
    assert isinstance(body, dict)
    return body


def test_a_kind_of_a_later_version_is_read_and_its_new_fields_stay_in_the_bytes() -> None:
    later: dict[Key, Value] = {5: "lend", 40: ["something", 1]}
    found = read(signed_body(spend_body() | later))
    assert found == replace(samples.SPEND, kind="lend")
    assert not isinstance(found.kind, EntryKind)


def test_a_kind_of_a_later_version_can_be_written() -> None:
    value = replace(samples.SPEND, kind="lend", opening=Opening())
    assert read(entry.sign_entry(samples.KIOSK, value)) == value


CHANGES: list[dict[Key, Value]] = [
    {1: bytes(7)},
    {2: -1},
    {2: True},
    {2: 1 << 53},
    {3: bytes(31)},
    {4: bytes(15)},
    {4: "id"},
    {5: ""},
    {5: 1},
    {5: "Spend"},
    {5: ["spend"]},
    {5: "a" * 49},
    {6: "noon"},
    {7: "sure"},
    {7: ["trusted"]},
    {8: 1},
    {8: [1]},
    {8: [1, 2, 3]},
    {8: [1, -2]},
    {9: 0},
    {10: []},
    {10: {}},
    {10: [{}]},
    {10: [{1: "payer"}]},
    {10: [{1: "thief", 2: bytes(8), 4: bytes(4), 5: bytes(32)}]},
    {10: [{1: "payer", 2: bytes(9), 4: bytes(4), 5: bytes(32)}]},
    {10: [{1: "payer", 2: bytes(8), 3: bytes(5), 4: bytes(4), 5: bytes(32)}]},
    {10: [{1: "payer", 2: bytes(8), 3: None, 4: bytes(4), 5: bytes(32)}]},
    {10: [{1: "payer", 2: bytes(8), 4: bytes(4), 5: bytes(32), 7: 0}]},
    {10: [{1: "payee", 2: bytes(8), 4: bytes(4), 5: bytes(32)}]},
    {10: [{1: "payer", 2: bytes(8), 4: bytes(4), 5: bytes(32)}] * 2},
    {10: [{1: "staff", 2: bytes(8), 4: bytes(4), 5: bytes(32)}] * 5},
    {10: None},
    {11: []},
    {11: "lunch"},
    {11: [["lunch", "점심", 1]]},
    {11: [["lunch", "점심", 0, 3000]]},
    {11: [["lunch", "점심", 1, -1]]},
    {11: [["lunch", "점심", 1, True]]},
    {11: [["lunch", "점\n심", 1, 3000]]},
    {11: [["Lunch", "점심", 1, 3000]]},
    {11: [["lunch", "점심", 1, 3000]] * 33},
    {12: {}},
    {12: []},
    {12: {"general": -1}},
    {12: {"general": "15"}},
    {12: {1: 15}},
    {12: {f"purse-{number}": 1 for number in range(9)}},
    {13: ["cash"]},
    {13: ["cash", -1]},
    {14: bytes(15)},
    {15: ["hold"]},
    {15: ["guess", 0]},
    {15: ["hold", -1]},
    {15: "hold"},
    {16: "done"},
    {17: {}},
    {"1": 0},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_an_entry_out_of_shape_is_refused_though_truly_signed(change: dict[Key, Value]) -> None:
    with pytest.raises(BadShape):
        read(signed_body({**spend_body(), **change}))


@pytest.mark.parametrize(
    "opening",
    [
        {1: bytes(7)},
        {2: 1},
        {1: bytes(8), 2: 1},
        {1: bytes(8), 3: bytes(32)},
        {2: 1, 3: bytes(32)},
        {1: bytes(8), 2: 1, 3: bytes(31)},
        {4: 0},
        {4: []},
        {4: [bytes(32)]},
        {4: [bytes(33)] * 17},
        {5: 0},
        [],
    ],
    ids=str,
)
def test_an_opening_out_of_shape_is_refused(opening: Value) -> None:
    head = {number: value for number, value in spend_body().items() if number in range(1, 9)}
    with pytest.raises(BadShape):
        read(signed_body({**head, 5: "open", 17: opening}))


@pytest.mark.parametrize(
    "opening",
    [
        Opening(),
        Opening(bytes(8)),
        Opening(bytes(8), 0, bytes(32)),
        Opening(bytes(8), former_keys=(bytes(33),)),
        Opening(former_keys=tuple(bytes([at]) * 33 for at in range(MAX_FORMER_KEYS))),
    ],
    ids=str,
)
def test_an_opening_names_what_is_known_of_the_ledger_before(opening: Opening) -> None:
    value = samples.entry_of(EntryKind.OPEN, opening=opening)
    assert read(entry.sign_entry(samples.KIOSK, value)).opening == opening


def test_an_entry_as_full_as_it_may_be_fits_its_limit() -> None:
    full = replace(
        samples.SPEND,
        clock=ClockState.STAFF_SET,
        parties=(samples.PARTY, *[Party(Role.STAFF, bytes(8), bytes(4), bytes(4), bytes(32))] * 3),
        lines=tuple(OrderLine("i" * 48, "식" * 64, 1 << 32, 1 << 52) for _ in range(32)),
        amounts={f"{number}" * 48: (1 << 53) - 1 for number in range(8)},
        tender=entry.Tender("m" * 48, (1 << 53) - 1),
        ref=bytes(16),
        decided=Decision(DecidedBy.STAND_IN, (1 << 53) - 1),
    )
    assert read(entry.sign_entry(samples.KIOSK, full)) == full


def test_the_order_hash_tells_orders_apart_and_does_not_depend_on_the_order_of_purses() -> None:
    first = entry.order_hash(samples.LINES, {"general": 10, "policy": 5})
    assert first == entry.order_hash(samples.LINES, {"policy": 5, "general": 10})
    assert first != entry.order_hash(samples.LINES, {"general": 5, "policy": 10})
    assert first != entry.order_hash(samples.LINES * 2, {"general": 10, "policy": 5})
    assert len(first) == 32


def test_a_carer_stands_beside_the_card_that_pays() -> None:
    carer = replace(samples.PARTY, role=Role.CARER)
    card = replace(samples.PAYEE, role=Role.PAYER)
    value = replace(samples.SPEND, parties=(card, carer))
    found = read(entry.sign_entry(samples.KIOSK, value))
    assert found == value
    assert [party.role.value for party in found.parties] == ["payer", "carer"]
