from dataclasses import replace

import pytest

from protocol import bundle, cbor, cose
from protocol.bundle import Bundle, KeyRole, TrustList
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.errors import (
    BadKey,
    BadShape,
    BadSignature,
    Misuse,
    PinnedRootMismatch,
    ProtocolError,
    UnknownKey,
)
from protocol.keys import to_cose_key
from tests.protocol import samples

ROOT = samples.ROOT.public_key


def test_a_trust_list_is_read_back_under_the_pinned_root() -> None:
    assert bundle.read_trust_list(samples.TRUST_LIST_BYTES, ROOT) == samples.TRUST_LIST


def test_a_key_vouches_only_in_its_role() -> None:
    ring = samples.TRUST_LIST.ring(KeyRole.CREDENTIAL)
    assert list(ring) == [samples.ISSUER.public_key.kid]
    receipts = samples.TRUST_LIST.ring(KeyRole.RECEIPT)
    assert set(receipts) == {samples.NODE.public_key.kid, samples.KIOSK.public_key.kid}


def test_a_trust_list_of_another_root_is_refused() -> None:
    data = bundle.sign_trust_list(samples.STRANGER_NODE, samples.TRUST_LIST)
    with pytest.raises(PinnedRootMismatch):
        bundle.read_trust_list(data, ROOT)


def test_a_trust_list_that_only_names_the_root_is_refused() -> None:
    forged = cbor.decode(bundle.sign_trust_list(samples.STRANGER_NODE, samples.TRUST_LIST))
    protected = cose.parse(samples.TRUST_LIST_BYTES, MessageType.TRUST_LIST).protected
    assert isinstance(forged, list)
    with pytest.raises(BadSignature):
        bundle.read_trust_list(cbor.encode([protected, *forged[1:]]), ROOT)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, BadShape),
        ({1: 1, 2: 1, 3: []}, BadShape),
        ({1: 1, 2: 1, 3: [["stem", to_cose_key(ROOT)]]}, BadShape),
        ({1: 1, 2: 1, 3: [["receipt"]]}, BadShape),
        ({1: 1, 2: 1, 3: [["receipt", {}]]}, BadShape),
        ({1: 1, 2: 1, 3: [["receipt", {1: 3, -1: 1, -2: bytes(32)}]]}, BadKey),
        ({1: 1, 2: 1, 3: [["receipt", to_cose_key(ROOT)]] * 65}, BadShape),
        ({1: -1, 2: 1, 3: [["receipt", to_cose_key(ROOT)]]}, BadShape),
    ],
)
def test_a_trust_list_out_of_shape_is_refused(body: Value, error: type[ProtocolError]) -> None:
    data = cose.sign1(samples.ROOT, MessageType.TRUST_LIST, cbor.encode(body))
    with pytest.raises(error):
        bundle.read_trust_list(data, ROOT)


def test_a_trust_list_with_all_the_keys_it_may_have_fits() -> None:
    full = TrustList(1, 0, ((KeyRole.RECEIPT, samples.KIOSK.public_key),) * bundle.MAX_KEYS)
    data = bundle.sign_trust_list(samples.ROOT, full)
    assert bundle.read_trust_list(data, ROOT) == full


def test_a_bundle_is_read_back() -> None:
    large = replace(samples.BUNDLE, scheme=bytes(200_000), facilities={"hall": bytes(200_000)})
    for value in (samples.BUNDLE, large):
        data = bundle.sign_bundle(samples.NODE, value)
        assert bundle.read_bundle(data, samples.NODES) == value


def test_a_bundle_of_anyone_but_the_node_is_refused() -> None:
    data = bundle.sign_bundle(samples.KIOSK, samples.BUNDLE)
    with pytest.raises(UnknownKey):
        bundle.read_bundle(data, samples.NODES)


@pytest.mark.parametrize(
    "value",
    [
        replace(samples.BUNDLE, scheme_id="Coin A"),
        replace(samples.BUNDLE, expires=samples.BUNDLE.issued),
        replace(samples.BUNDLE, version=-1),
        replace(samples.BUNDLE, trust_list=b""),
        replace(samples.BUNDLE, scheme=b""),
        replace(samples.BUNDLE, facilities={"../hall": b"x"}),
        replace(samples.BUNDLE, facilities={"hall": b""}),
        replace(samples.BUNDLE, facilities={f"hall-{n}": b"x" for n in range(65)}),
        replace(samples.BUNDLE, scheme=bytes(1_000_000)),
    ],
    ids=lambda value: f"{value.scheme_id}-{len(value.facilities)}",
)
def test_a_bundle_out_of_shape_is_not_signed(value: Bundle) -> None:
    with pytest.raises(Misuse):
        bundle.sign_bundle(samples.NODE, value)


@pytest.mark.parametrize("facilities", [None, [], {"a": 1}, {1: b"x"}, {"a": "text"}], ids=str)
def test_facilities_out_of_shape_are_refused_though_truly_signed(facilities: Value) -> None:
    body: Value = {1: "coin-a", 2: 1, 3: 1, 4: 2, 5: b"t", 6: b"s", 7: facilities}
    data = cose.sign1(samples.NODE, MessageType.BUNDLE, cbor.encode(body))
    with pytest.raises(BadShape):
        bundle.read_bundle(data, samples.NODES)


def test_the_list_inside_a_bundle_is_told_without_believing_the_bundle() -> None:
    assert bundle.carried_trust_list(samples.BUNDLE_BYTES) == samples.TRUST_LIST_BYTES
    forged = bundle.sign_bundle(samples.STRANGER_NODE, samples.BUNDLE)
    assert bundle.carried_trust_list(forged) == samples.TRUST_LIST_BYTES
    with pytest.raises(ProtocolError):
        bundle.carried_trust_list(samples.TRUST_LIST_BYTES)
