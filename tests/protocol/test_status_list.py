import zlib
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import cbor, cose, status_list
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.errors import (
    BadShape,
    BadSignature,
    Misuse,
    NotDeterministic,
    ProtocolError,
    TooBig,
    UnknownKey,
    WrongType,
)
from protocol.status_list import MAX_STATUSES, Status, StatusList, pack
from tests.protocol import samples

LIST = samples.STATUS_LIST


def claims(**changed: Value) -> dict[cbor.Key, Value]:
    body: dict[str, Value] = {
        "sub": samples.SCHEME,
        "exp": 9,
        "iat": 8,
        "ttl": 1,
        "list": listed(b"\x00"),
    }
    numbers: Mapping[str, int] = {"sub": 2, "exp": 4, "iat": 6, "ttl": 65534, "list": 65533}
    return {numbers[name]: value for name, value in (body | changed).items() if value is not None}


def listed(packed: bytes) -> Value:
    return {"bits": 2, "lst": zlib.compress(packed)}


def signed(body: Value) -> bytes:
    return cose.sign1(samples.NODE, MessageType.STATUS_LIST, cbor.encode(body))


def read(data: bytes) -> StatusList:
    return status_list.read_status_list(data, samples.NODES)


def test_a_status_list_is_read_back() -> None:
    assert read(samples.STATUS_LIST_BYTES) == LIST
    assert LIST.status(200) is Status.VALID
    assert LIST.status(201) is Status.INVALID
    assert LIST.status(202) is Status.SUSPENDED


@given(st.dictionaries(st.integers(0, 99), st.sampled_from(Status)))
def test_each_status_is_found_at_its_index(statuses: dict[int, Status]) -> None:
    value = replace(LIST, statuses=pack(statuses, 100))
    found = read(status_list.sign_status_list(samples.NODE, value))
    for index in range(100):
        assert found.status(index) is statuses.get(index, Status.VALID)


def test_statuses_are_packed_as_the_drafts_example_packs_two_bits() -> None:
    # Its 12 statuses are 1 2 0 3 0 1 0 1 1 2 3 3 in C9 44 F9; here without those of value 3.
    given_: dict[int, Status] = dict.fromkeys((0, 5, 7, 8), Status.INVALID)
    given_ |= dict.fromkeys((1, 9), Status.SUSPENDED)
    assert pack(given_, 12) == bytes.fromhex("094409")


def test_a_credential_issued_after_the_list_is_valid() -> None:
    assert replace(LIST, statuses=pack({3: Status.INVALID}, 4)).status(4) is Status.VALID
    assert replace(LIST, statuses=b"").status(0) is Status.VALID


def test_an_index_outside_is_our_bug() -> None:
    with pytest.raises(Misuse):
        LIST.status(-1)
    for index in (-1, 8):
        with pytest.raises(Misuse):
            pack({index: Status.INVALID}, 8)


def test_the_claims_stand_where_the_draft_has_them() -> None:
    payload = cose.parse(samples.STATUS_LIST_BYTES, MessageType.STATUS_LIST).payload
    body = cbor.decode(payload)
    assert isinstance(body, dict)
    assert set(body) == {2, 4, 6, 65533, 65534}
    inner = body[65533]
    assert isinstance(inner, dict)
    assert set(inner) == {"bits", "lst"}
    assert isinstance(inner["lst"], bytes)
    assert zlib.decompress(inner["lst"]) == LIST.statuses


def test_the_largest_list_is_read_though_nothing_of_it_can_be_compressed() -> None:
    noise = bytes(n * n * 7 // 3 % 256 & 0b10011001 for n in range(MAX_STATUSES // 4))
    value = replace(LIST, statuses=noise)
    assert read(status_list.sign_status_list(samples.NODE, value)) == value
    stored = zlib.compress(noise, 0)
    assert len(stored) > len(noise)
    assert read(signed(claims(list={"bits": 2, "lst": stored}))).statuses == noise


def test_one_byte_over_the_limit_is_refused() -> None:
    with pytest.raises(TooBig):
        read(signed(claims(list=listed(bytes(MAX_STATUSES // 4 + 1)))))
    over = replace(LIST, statuses=bytes(MAX_STATUSES // 4 + 1))
    with pytest.raises(Misuse):
        status_list.sign_status_list(samples.NODE, over)


def test_a_bomb_is_never_unpacked_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    real = zlib.decompressobj

    class Counting:
        """The library's own, with what comes out of it counted."""

        def __init__(self) -> None:
            self._stream = real()
            self.eof = False
            self.unused_data = b""

        def decompress(self, data: bytes, max_length: int) -> bytes:
            plain = self._stream.decompress(data, max_length)
            taken.append(len(plain))
            return plain

    bomb = signed(claims(list=listed(bytes(100_000_000))))
    assert len(bomb) < 100_000
    monkeypatch.setattr(zlib, "decompressobj", Counting)
    with pytest.raises(TooBig):
        read(bomb)
    assert taken == [MAX_STATUSES // 4 + 1]


@pytest.mark.parametrize(
    "body",
    [
        {},
        None,
        [],
        *(claims(**{name: None}) for name in ("sub", "exp", "iat", "ttl", "list")),
        claims() | {7: 1},
        claims(sub="Coin A"),
        claims(sub=7),
        claims(exp=8),
        claims(iat=-1),
        claims(iat=True),
        claims(ttl=0),
        claims(ttl="60"),
        claims(list=b"x"),
        claims(list={"bits": 2}),
        claims(list={"lst": zlib.compress(b"")}),
        claims(list={"bits": 1, "lst": zlib.compress(b"")}),
        claims(list={"bits": True, "lst": zlib.compress(b"")}),
        claims(list={"bits": 2, "lst": "text"}),
        claims(list={"bits": 2, "lst": b""}),
        claims(list={"bits": 2, "lst": b"no zlib at all"}),
        claims(list={"bits": 2, "lst": zlib.compress(b"abc")[:-1]}),
        claims(list={"bits": 2, "lst": zlib.compress(b"\0") + b"x"}),
        claims(list={"bits": 2, "lst": zlib.compress(b"\0")[:-1] + b"x"}),
        claims(list={"bits": 2, "lst": zlib.compress(b"\0"), "aggregation_uri": "x"}),
        claims(list=listed(b"\x00\x03")),
        claims(list=listed(b"\xc0")),
    ],
    ids=str,
)
def test_a_list_out_of_shape_is_refused_though_truly_signed(body: Value) -> None:
    with pytest.raises(BadShape):
        read(signed(body))


@pytest.mark.parametrize(
    "value",
    [
        replace(LIST, scheme=""),
        replace(LIST, issued=-1),
        replace(LIST, expires=LIST.issued),
        replace(LIST, ttl_s=0),
        replace(LIST, statuses=b"\x30"),
    ],
    ids=str,
)
def test_a_list_out_of_shape_is_not_signed(value: StatusList) -> None:
    with pytest.raises(Misuse):
        status_list.sign_status_list(samples.NODE, value)


def test_a_list_of_anyone_but_the_node_is_refused() -> None:
    with pytest.raises(UnknownKey):
        read(status_list.sign_status_list(samples.ISSUER, LIST))
    protected, empty, payload, signature = _parts(samples.STATUS_LIST_BYTES)
    other = status_list.sign_status_list(samples.NODE, replace(LIST, ttl_s=LIST.ttl_s + 1))
    with pytest.raises(BadSignature):
        read(cbor.encode([protected, empty, _parts(other)[2], signature]))
    assert isinstance(payload, bytes)


def test_a_message_signed_for_another_purpose_is_no_status_list() -> None:
    payload = cose.parse(samples.STATUS_LIST_BYTES, MessageType.STATUS_LIST).payload
    with pytest.raises(WrongType):
        read(cose.sign1(samples.NODE, MessageType.RECEIPT, payload))


def test_cbor_that_is_not_deterministic_is_refused_though_truly_signed() -> None:
    payload = bytearray(cbor.encode(claims()))
    at = payload.index(b"\x06\x08")
    payload[at : at + 2] = b"\x06\x18\x08"
    with pytest.raises(NotDeterministic):
        read(cose.sign1(samples.NODE, MessageType.STATUS_LIST, bytes(payload)))


@given(st.binary(max_size=60))
def test_any_compressed_bytes_are_read_or_refused_inside_the_tree(compressed: bytes) -> None:
    for lst in (compressed, zlib.compress(compressed)):
        try:
            found = read(signed(claims(list={"bits": 2, "lst": lst})))
        except ProtocolError:
            continue
        assert {found.status(n) for n in range(len(found.statuses) * 4)} <= set(Status)


def _parts(data: bytes) -> list[Value]:
    parts = cbor.decode(data, max_bytes=1 << 20)
    assert isinstance(parts, list)
    return parts
