"""Whatever comes in: no error outside the tree, and nothing accepted that was not signed."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from protocol import cbor, code, cose, resident_code
from protocol.cbor import Value
from protocol.errors import BadShape, Misuse, ProtocolError
from protocol.messages import (
    EnrolAnswer,
    EntriesAnswer,
    EntriesRequest,
    HoldAnswer,
    HoldRequest,
    LedgerAnswer,
    LedgerRequest,
)
from tests.protocol import samples
from tests.protocol.readers import READERS, Reader
from tests.protocol.test_cbor import VALUES

BY_NAME = [pytest.param(reader, id=reader.name) for reader in READERS]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _encoded(value: Value) -> bytes:
    try:
        return cbor.encode(value)
    except Misuse:  # nested deeper than we write: bytes that are no CBOR do as well
        return b"\x81" * 32


def mutations(valid: bytes) -> st.SearchStrategy[bytes]:
    """The message with one run of bytes replaced, removed or inserted."""

    def splice(cut: tuple[int, int], run: bytes) -> bytes:
        start, length = cut
        return valid[:start] + run + valid[start + length :]

    cuts = st.tuples(st.integers(0, len(valid)), st.integers(0, 4))
    return st.builds(splice, cuts, st.binary(max_size=4))


@pytest.mark.parametrize("reader", BY_NAME)
def test_the_valid_message_is_accepted(reader: Reader) -> None:
    assert reader.read(reader.valid) is not None


@pytest.mark.parametrize("reader", BY_NAME)
@quick
@given(data=st.data())
def test_a_mutated_message_is_refused_inside_the_tree(reader: Reader, data: st.DataObject) -> None:
    mutated = data.draw(mutations(reader.valid))
    if mutated == reader.valid:
        return
    with pytest.raises(ProtocolError):
        reader.read(mutated)


@pytest.mark.parametrize("reader", BY_NAME)
@quick
@given(data=st.binary(max_size=200))
def test_random_bytes_are_refused_inside_the_tree(reader: Reader, data: bytes) -> None:
    with pytest.raises(ProtocolError):
        reader.read(data)


@pytest.mark.parametrize("reader", BY_NAME)
@quick
@given(payload=VALUES.map(_encoded) | st.binary(max_size=64))
def test_any_payload_truly_signed_is_refused_inside_the_tree(
    reader: Reader, payload: bytes
) -> None:
    shown = cose.parse(reader.valid, reader.type).credential
    with pytest.raises(ProtocolError):
        reader.read(cose.sign1(reader.signer, reader.type, payload, credential=shown))


@pytest.mark.parametrize("reader", BY_NAME)
@quick
@given(data=st.data())
def test_a_truly_signed_payload_with_one_field_changed_is_read_or_refused_inside_the_tree(
    reader: Reader, data: st.DataObject
) -> None:
    parsed = cose.parse(reader.valid, reader.type)
    body = cbor.decode(parsed.payload, max_bytes=1 << 20)
    assert isinstance(body, dict)
    key = data.draw(st.sampled_from([*body, 99]))
    payload = _encoded({**body, key: data.draw(VALUES)})
    assume(len(parsed.protected) + len(payload) + 80 <= cose.MAX_MESSAGE_BYTES[reader.type])
    changed = cose.sign1(reader.signer, reader.type, payload, credential=parsed.credential)
    with suppress(ProtocolError):  # the shape may happen to be right; any other error fails
        reader.read(changed)


@quick
@given(header=st.dictionaries(st.sampled_from([1, 2, 3, 4, 13, 15, 16, 33]), VALUES, max_size=4))
def test_any_header_truly_signed_is_refused_inside_the_tree(header: dict[int, Value]) -> None:
    protected = _encoded(dict(header.items()))
    signature = samples.KIOSK.sign(cose.sig_structure(protected, b"lunch"))
    data = cbor.encode([protected, {}, b"lunch", signature])
    for reader in READERS:
        with pytest.raises(ProtocolError):
            reader.read(data)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=30) | st.text("CC1:ABCDEFGH0123456789 $%*+-./", max_size=80))
def test_any_text_is_refused_inside_the_tree(text: str) -> None:
    for candidate in (text, code.PREFIX + text):
        with pytest.raises(ProtocolError):
            resident_code.check(candidate, samples.ISSUERS, samples.SCHEME, samples.NOW)


@pytest.mark.parametrize(
    "body", [HoldRequest, HoldAnswer, EntriesRequest, EntriesAnswer, EnrolAnswer, LedgerAnswer]
)
@quick
@given(value=st.dictionaries(st.integers(1, 7), VALUES, max_size=7) | VALUES)
def test_any_body_is_refused_by_shape(body: type[HoldRequest], value: Value) -> None:
    with pytest.raises(BadShape):
        body.from_body(value)


@quick
@given(value=st.dictionaries(st.integers(1, 4), VALUES, max_size=4) | VALUES)
def test_any_body_that_asks_for_a_ledger_is_read_as_it_was_or_refused_by_shape(
    value: Value,
) -> None:
    with suppress(BadShape):
        assert LedgerRequest.from_body(value).to_body() == value


@quick
@given(lost=st.lists(st.lists(st.integers(0, 6), max_size=3) | VALUES, max_size=4))
def test_any_lost_ranges_rise_and_stay_apart_or_are_refused_by_shape(lost: list[Value]) -> None:
    body: dict[cbor.Key, Value] = {1: samples.LEDGER, 2: []}
    with suppress(BadShape):
        read = EntriesRequest.from_body(body | {3: lost}).lost
        seqs = [seq for first, last in read for seq in range(first, last + 1)]
        assert seqs == sorted(set(seqs))
        assert len(seqs) >= len(read) > 0
