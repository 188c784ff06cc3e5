from collections.abc import Mapping

import pytest

from protocol import cbor, cose, errors
from protocol.cbor import Key, Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.errors import Misuse, ProtocolError
from protocol.keys import MemorySigner, key_ring
from tests.protocol import samples

KIOSK = samples.KIOSK
KID = KIOSK.public_key.kid
GOOD: Mapping[Key, Value] = {1: -9, 4: KID, 16: "cc/entry"}
NOTHING: Mapping[Key, Value] = {}


def message(header: Value = GOOD, unprotected: Value = NOTHING, payload: bytes = b"lunch") -> bytes:
    """A COSE_Sign1 around any header, truly signed over exactly what it says."""
    protected = header if isinstance(header, bytes) else cbor.encode(header)
    signature = KIOSK.sign(cose.sig_structure(protected, payload))
    return cbor.encode([protected, unprotected, payload, signature])


def verify(data: bytes) -> cose.Signed:
    return cose.verify1(data, MessageType.ENTRY, samples.KIOSKS)


def test_what_was_signed_is_given_back_with_the_exact_bytes() -> None:
    data = cose.sign1(KIOSK, MessageType.ENTRY, b"lunch")
    signed = verify(data)
    assert (signed.type, signed.kid, signed.payload) == (MessageType.ENTRY, KID, b"lunch")
    assert signed.raw is data
    assert verify(message()).payload == b"lunch"  # the helper below breaks what is valid


@pytest.mark.parametrize("type_", [t for t in MessageType if t is not MessageType.PRESENTATION])
def test_every_type_verifies_as_itself_and_as_no_other(type_: MessageType) -> None:
    data = cose.sign1(KIOSK, type_, b"x")
    assert cose.verify1(data, type_, samples.KIOSKS).type is type_
    for other in set(MessageType) - {type_}:
        with pytest.raises(errors.WrongType):
            cose.verify1(data, other, samples.KIOSKS)


HEADERS: list[tuple[str, Value, type[ProtocolError]]] = [
    ("no algorithm", {4: KID, 16: "cc/entry"}, errors.MissingHeader),
    ("no kid", {1: -9, 16: "cc/entry"}, errors.MissingHeader),
    ("no type", {1: -9, 4: KID}, errors.MissingHeader),
    ("empty", {}, errors.MissingHeader),
    ("empty bytes, as RFC 9052 allows", b"", errors.BadCbor),
    ("unknown header", {**GOOD, 5: b"iv"}, errors.UnknownHeader),
    ("critical header", {**GOOD, 2: [4]}, errors.UnknownHeader),
    ("header by a name", {**GOOD, "alg": -9}, errors.UnknownHeader),
    ("credential in an entry", {**GOOD, 13: b"credential"}, errors.UnknownHeader),
    ("repeated header", bytes.fromhex("a20128" + "0128"), errors.RepeatedHeader),
    ("not a map", [1], errors.BadHeader),
    ("not deterministic", bytes.fromhex("a110626363" + "0128"), errors.TrailingBytes),
    ("unsorted", bytes.fromhex("a2040001" + "28"), errors.NotDeterministic),
    ("algorithm of the other kind", {**GOOD, 1: -19}, errors.WrongAlgorithm),
    ("algorithm of before RFC 9864", {**GOOD, 1: -7}, errors.WrongAlgorithm),
    ("a MAC", {**GOOD, 1: 5}, errors.WrongAlgorithm),
    ("algorithm as a text", {**GOOD, 1: "ESP256"}, errors.WrongAlgorithm),
    ("algorithm as a list", {**GOOD, 1: [-9]}, errors.WrongAlgorithm),
    ("algorithm as null", {**GOOD, 1: None}, errors.WrongAlgorithm),
    ("kid too short", {**GOOD, 4: KID[:7]}, errors.BadHeader),
    ("kid as a text", {**GOOD, 4: "12345678"}, errors.BadHeader),
    ("kid of a stranger", {**GOOD, 4: bytes(8)}, errors.UnknownKey),
    ("type unknown", {**GOOD, 16: "cc/later"}, errors.WrongType),
    ("type as a number", {**GOOD, 16: 18}, errors.WrongType),
    ("type as a list", {**GOOD, 16: ["cc/entry"]}, errors.WrongType),
    ("long name of a short type", {**GOOD, 16: "cc/credential"}, errors.WrongType),
]


@pytest.mark.parametrize(
    ("header", "error"), [row[1:] for row in HEADERS], ids=[row[0] for row in HEADERS]
)
def test_a_truly_signed_message_with_a_wrong_header_is_refused_by_name(
    header: Value, error: type[ProtocolError]
) -> None:
    with pytest.raises(error) as caught:
        verify(message(header))
    assert type(caught.value) is error


@pytest.mark.parametrize("unprotected", [{1: -9}, {4: KID}, {16: "cc/entry"}, {99: 0}])
def test_nothing_may_stand_in_the_unprotected_header(unprotected: Value) -> None:
    with pytest.raises(errors.UnprotectedHeader):
        verify(message(unprotected=unprotected))


def test_algorithm_and_kid_must_be_protected() -> None:
    with pytest.raises(errors.UnprotectedHeader):
        verify(message({16: "cc/entry"}, {1: -9, 4: KID}))


PARTS = cbor.decode(message())
assert isinstance(PARTS, list)
OUTER: list[tuple[str, bytes, type[ProtocolError]]] = [
    ("tagged with 18", b"\xd2" + message(), errors.BadCbor),
    ("tagged as a CWT", b"\xd8\x3d" + message(), errors.BadCbor),
    ("detached payload", cbor.encode([PARTS[0], {}, None, PARTS[3]]), errors.BadHeader),
    ("payload as a text", cbor.encode([PARTS[0], {}, "lunch", PARTS[3]]), errors.BadHeader),
    ("three parts", cbor.encode(PARTS[:3]), errors.BadHeader),
    ("five parts", cbor.encode([*PARTS, 0]), errors.BadHeader),
    ("header not wrapped", cbor.encode([GOOD, *PARTS[1:]]), errors.BadHeader),
    ("unprotected as a list", cbor.encode([PARTS[0], [], *PARTS[2:]]), errors.BadHeader),
    ("unprotected as bytes", cbor.encode([PARTS[0], b"", *PARTS[2:]]), errors.BadHeader),
    ("short signature", cbor.encode([*PARTS[:3], PARTS[3][:63]]), errors.BadHeader),
    ("signature in DER", cbor.encode([*PARTS[:3], bytes(71)]), errors.BadHeader),
    ("no signature", cbor.encode([*PARTS[:3], b""]), errors.BadHeader),
    ("signature of zeros", cbor.encode([*PARTS[:3], bytes(64)]), errors.BadSignature),
    ("other payload", cbor.encode([*PARTS[:2], b"dinner", PARTS[3]]), errors.BadSignature),
    ("a map", cbor.encode({}), errors.BadHeader),
    ("a number", cbor.encode(0), errors.BadHeader),
    ("nothing", b"", errors.BadCbor),
    ("bytes after the end", message() + b"\x00", errors.TrailingBytes),
    ("cut short", message()[:-1], errors.BadCbor),
    ("indefinite array", b"\x9f" + message()[1:] + b"\xff", errors.IndefiniteLength),
    ("long head", b"\x98\x04" + message()[1:], errors.NotDeterministic),
    ("indefinite header", b"\x84\x5f\x41\xa0\xff" + message()[33:], errors.IndefiniteLength),
    (
        "duplicate unprotected",
        b"\x84\x40\xa2\x01\x00\x01\x00\x40\x40",
        errors.DuplicateKey,
    ),
    ("nested too deep", b"\x81" * 20, errors.TooDeep),
    ("too big", bytes(MAX_MESSAGE_BYTES[MessageType.ENTRY] + 1), errors.TooBig),
]


@pytest.mark.parametrize(
    ("data", "error"), [row[1:] for row in OUTER], ids=[row[0] for row in OUTER]
)
def test_a_message_of_any_other_form_is_refused_by_name(
    data: bytes, error: type[ProtocolError]
) -> None:
    with pytest.raises(error) as caught:
        verify(data)
    assert type(caught.value) is error


def test_the_algorithm_must_be_the_one_registered_for_the_key() -> None:
    node_kid = samples.NODE.public_key.kid
    data = message({1: -9, 4: node_kid, 16: "cc/entry"})  # the node's key, but it says ESP256
    with pytest.raises(errors.WrongAlgorithm):
        cose.verify1(data, MessageType.ENTRY, samples.NODES)


def test_a_presentation_has_a_credential_where_others_have_a_kid() -> None:
    good = cose.parse(samples.CODE_BYTES, MessageType.PRESENTATION)
    assert (good.kid, good.credential) == (None, samples.CREDENTIAL_BYTES)
    headers: list[tuple[Value, type[ProtocolError]]] = [
        ({1: -9, 16: "p"}, errors.MissingHeader),
        ({1: -9, 4: KID, 16: "p"}, errors.UnknownHeader),
        ({1: -9, 4: KID, 13: b"", 16: "p"}, errors.UnknownHeader),
        ({1: -9, 13: "text", 16: "p"}, errors.BadHeader),
        ({1: -9, 13: b"", 16: "cc/presentation"}, errors.WrongType),
    ]
    for header, error in headers:
        with pytest.raises(error):
            cose.parse(message(header), MessageType.PRESENTATION)


def test_no_ring_vouches_for_a_presentation() -> None:
    ring = key_ring(samples.PHONE.public_key)
    with pytest.raises(errors.UnknownKey):
        cose.verify1(samples.CODE_BYTES, MessageType.PRESENTATION, ring)


def test_a_message_is_not_verified_by_the_key_of_another() -> None:
    with pytest.raises(errors.UnknownKey):
        cose.parse(message(), MessageType.ENTRY).verified_by(samples.STRANGER.public_key)


@pytest.mark.parametrize("signer", [samples.KIOSK, samples.NODE])
def test_what_we_would_refuse_is_not_signed(signer: MemorySigner) -> None:
    with pytest.raises(Misuse):
        cose.sign1(signer, MessageType.PRESENTATION, b"")
    with pytest.raises(Misuse):
        cose.sign1(signer, MessageType.ENTRY, b"", credential=b"c")
    with pytest.raises(Misuse):
        cose.sign1(signer, MessageType.RECEIPT, bytes(MAX_MESSAGE_BYTES[MessageType.RECEIPT]))
