"""Whatever this program asks to sign: it is refused as our bug, or readers take it as it was.

For entries also the other way: what is refused is what readers would refuse.
"""

from contextlib import suppress
from dataclasses import fields, replace
from typing import Any, TypeAlias, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocol import cbor, cose, credential, entry, envelope, presentation, receipt
from protocol.cbor import MAX_ITEMS, Key, Value
from protocol.cose import MessageType
from protocol.credential import Credential, CredentialKind
from protocol.entry import (
    ClockState,
    DecidedBy,
    Decision,
    Entry,
    EntryKind,
    Opening,
    OrderLine,
    Party,
    Role,
    Tender,
)
from protocol.envelope import Answer, Request
from protocol.errors import Misuse, ProtocolError
from protocol.presentation import Presentation
from protocol.receipt import Bearer, Outcome, Receipt
from tests.protocol import samples
from tests.protocol.test_cbor import VALUES
from tests.protocol.test_entry import parts_for

T = TypeVar("T")
Drawn: TypeAlias = st.SearchStrategy[Any]  # on purpose of other types than the fields have
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WHOLE = st.sampled_from([0, 1, 23, 255, 65536, (1 << 53) - 1])
ODD_NUMBERS: Drawn = st.sampled_from([-1, 1 << 53, 1 << 64, True, 1.5, "1"])
NUMBERS: Drawn = WHOLE | ODD_NUMBERS
NAMES: Drawn = st.sampled_from(
    ["lunch", "meals:lunch", "a" * 48, "a" * 49, "", "Lunch", "점심", 1, b"a"]
)
TEXTS: Drawn = st.text(max_size=70) | NAMES


def octets(size: int) -> Drawn:
    return st.sampled_from([bytes(size), bytes(size + 1), b"", "x" * size, bytearray(size)])


def maybe(values: Drawn) -> Drawn:
    return st.none() | values


def built(made: type[T], *parts: Drawn) -> st.SearchStrategy[T]:
    return st.builds(made, *parts)


PARTIES = built(
    Party,
    st.sampled_from(Role),
    octets(8),
    maybe(octets(4)),
    octets(4),
    octets(32),
    maybe(NUMBERS),
)
CHANGES: dict[str, Drawn] = {
    "ledger": octets(8),
    "seq": NUMBERS,
    "previous": octets(32),
    "id": octets(16),
    "kind": NAMES.filter(lambda name: isinstance(name, str)),
    "time": NUMBERS,
    "clock": st.sampled_from(ClockState),
    "scheme_version": NUMBERS,
    "bundle_version": NUMBERS,
    "parties": st.lists(PARTIES, max_size=5).map(tuple),
    "lines": st.lists(built(OrderLine, NAMES, TEXTS, NUMBERS, NUMBERS), max_size=33).map(tuple),
    "amounts": st.dictionaries(NAMES, NUMBERS, max_size=9),
    "tender": maybe(built(Tender, NAMES, NUMBERS)),
    "ref": maybe(octets(16)),
    "decided": maybe(built(Decision, st.sampled_from(DecidedBy), NUMBERS)),
    "result": maybe(NAMES),
    "opening": maybe(
        built(
            Opening,
            maybe(octets(8)),
            maybe(NUMBERS),
            maybe(octets(32)),
            st.lists(octets(33), max_size=17).map(tuple),
        )
    ),
    "place": maybe(NAMES),
}


@pytest.mark.parametrize("field", CHANGES)
@quick
@given(data=st.data())
def test_an_entry_with_any_one_field(field: str, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(EntryKind))
    whole = samples.entry_of(kind, **parts_for(kind, *entry.Rule))
    _assert_entry_reads_back(replace(whole, **{field: data.draw(CHANGES[field])}))


@quick
@given(kind=st.sampled_from(EntryKind), data=st.data())
def test_an_entry_with_any_of_its_fields(kind: EntryKind, data: st.DataObject) -> None:
    drawn = {name: data.draw(CHANGES[name]) for name in parts_for(kind, *entry.Rule)}
    _assert_entry_reads_back(samples.entry_of(kind, **drawn))


def _assert_entry_reads_back(value: Entry) -> None:
    try:
        data = entry.sign_entry(samples.KIOSK, value)
    except Misuse:
        with pytest.raises((ProtocolError, Misuse)):
            entry.read_entry(_signed_unchecked(value), samples.KIOSKS)
        return
    assert entry.read_entry(data, samples.KIOSKS).entry == value
    assert cose.parse(data, MessageType.ENTRY).payload == cbor.encode(_unchecked(value))


def _signed_unchecked(value: Entry) -> bytes:
    return cose.sign1(samples.KIOSK, MessageType.ENTRY, cbor.encode(_unchecked(value)))


def _unchecked(it: Entry) -> Value:
    """The entry as protocol.md writes it, whatever it says."""
    versions = [it.scheme_version, it.bundle_version]
    head = (it.ledger, it.seq, it.previous, it.id, it.kind, it.time, it.clock, versions)
    parts: tuple[Any, ...] = (
        [
            _numbered(p.role, p.cti, p.counter, p.limit_tag, p.evidence_hash, p.scanned_at)
            for p in it.parties
        ]
        or None,
        [[line.item, line.name, line.quantity, line.unit_price] for line in it.lines] or None,
        it.amounts or None,
        it.tender and [it.tender.means, it.tender.amount],
        it.ref,
        it.decided and [it.decided.by, it.decided.from_slice],
        it.result,
        it.opening and _opening(it.opening),
        it.place,
    )
    return _numbered(*head) | {n: part for n, part in enumerate(parts, 10) if part is not None}


def _opening(it: Opening) -> Value:
    keys = list(it.former_keys) if it.former_keys else None
    return _numbered(it.previous_ledger, it.acknowledged_seq, it.acknowledged_hash, keys)


def _numbered(*values: Any) -> dict[Key, Value]:  # noqa: ANN401 - of wrong types too
    return {n: value for n, value in enumerate(values, 1) if value is not None}


@quick
@given(
    built(
        Receipt,
        octets(8),
        NUMBERS,
        octets(32),
        st.sampled_from(Outcome),
        maybe(st.sampled_from(Bearer)),
        NUMBERS,
        maybe(NAMES),
    )
)
def test_a_receipt(value: Receipt) -> None:
    try:
        data = receipt.sign_receipt(samples.NODE, value)
    except Misuse:
        return
    assert receipt.read_receipt(data, samples.NODES) == value


SCHEMES: Drawn = st.sampled_from(["coin-a", "a" * 16, "a" * 17, "", "Coin", 1])
CREDENTIALS = built(
    Credential,
    st.sampled_from(["a1b2c3d4e5f6", "가" * 12, "a" * 11, "\n" * 12, "\ud800" * 12]),
    NUMBERS,
    NUMBERS,
    octets(8),
    st.sampled_from([None, samples.PHONE.public_key, samples.NODE.public_key]),
    st.sampled_from(CredentialKind),
    SCHEMES,
    st.dictionaries(NUMBERS | st.just("7"), NUMBERS, max_size=9),
    octets(4),
    st.lists(NUMBERS, max_size=5).map(tuple),
    NUMBERS,
)


@pytest.mark.parametrize("field", [field.name for field in fields(Credential)])
@quick
@given(drawn=CREDENTIALS)
def test_a_credential_with_any_one_field(field: str, drawn: Credential) -> None:
    value = replace(samples.CREDENTIAL, **{field: getattr(drawn, field)})
    try:
        data = credential.issue(samples.ISSUER, value)
    except Misuse:
        return
    assert credential.read(data, samples.ISSUERS) == value


@quick
@given(
    built(Presentation, SCHEMES, NUMBERS, octets(4), maybe(octets(8) | octets(15)), maybe(NUMBERS))
)
def test_a_presentation(value: Presentation) -> None:
    try:
        data = presentation.present(samples.PHONE, samples.CREDENTIAL_BYTES, value)
    except Misuse:
        return
    message = cose.parse(data, MessageType.PRESENTATION)
    assert presentation.read(message, samples.PHONE.public_key) == value


@quick
@given(
    built(Request, NAMES, NUMBERS, octets(8) | octets(31), VALUES),
    built(Answer, octets(32), NUMBERS, VALUES),
)
def test_a_request_and_an_answer(request: Request, answer: Answer) -> None:
    with suppress(Misuse):
        asked = envelope.sign_request(samples.KIOSK, request)
        assert envelope.read_request(asked, samples.KIOSKS).request == request
    with suppress(Misuse):
        sent = envelope.sign_answer(samples.NODE, answer)
        said = cose.verify1(sent, MessageType.ANSWER, samples.NODES)
        told = {1: answer.request_hash, 2: answer.time, 3: answer.body}
        assert cbor.decode(said.payload) == told


@pytest.mark.parametrize("items", [MAX_ITEMS // 2, MAX_ITEMS, MAX_ITEMS * 2])
def test_a_body_of_many_items(items: int) -> None:
    request = Request("entries", samples.NOW, bytes(8), [b"x"] * items)
    if items < MAX_ITEMS:
        data = envelope.sign_request(samples.KIOSK, request)
        assert envelope.read_request(data, samples.KIOSKS).request == request
        return
    with pytest.raises(Misuse):
        envelope.sign_request(samples.KIOSK, request)
