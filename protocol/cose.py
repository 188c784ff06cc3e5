"""COSE_Sign1 (RFC 9052) in the one form that this protocol uses.

Untagged: the message type in the protected header says more than tag 18 would. The array is
`[protected, {}, payload, signature]` with the payload always inside, no external data, and a
protected header of exactly 1 algorithm, 4 kid, 16 type (RFC 9596). A presentation has header 13
(RFC 9528, "kcwt": the credential that holds the key) where the others have a kid: the key has one
name, not two that could disagree. docs/adr/0002 says why the types inside a resident's QR code
are written as one letter.

`parse` checks everything but the signature; nothing of an `Unverified` may be believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from protocol import cbor
from protocol.cbor import Key, Value
from protocol.errors import (
    BadHeader,
    DuplicateKey,
    MissingHeader,
    Misuse,
    RepeatedHeader,
    UnknownHeader,
    UnknownKey,
    UnprotectedHeader,
    WrongAlgorithm,
    WrongType,
)
from protocol.keys import KID_BYTES, SIGNATURE_BYTES, Algorithm, KeyRing, PublicKey, Signer

ALGORITHM, KID, CREDENTIAL, TYPE = 1, 4, 13, 16
MAX_HEADER_BYTES = 1024  # a presentation's header holds a credential of about 220 bytes
_SHORT_HEADER_BYTES = 64  # one with a kid has 28 at most; a presentation's comes only once
_HEADERS_KEPT = 256  # read or written lately: those of a node's keys and kiosks
_ARRAY_OF_4, _EMPTY_MAP, _SIGNATURE_HEAD = b"\x84", b"\xa0", b"\x58\x40"
_CONTEXT = "Signature1"
_NO_EXTERNAL_DATA = b""


class MessageType(StrEnum):
    """What a signature was made for; no signature serves two purposes."""

    CREDENTIAL = "cc/credential"
    PRESENTATION = "cc/presentation"
    ENTRY = "cc/entry"
    REQUEST = "cc/request"
    ANSWER = "cc/answer"
    RECEIPT = "cc/receipt"
    BUNDLE = "cc/bundle"
    TRUST_LIST = "cc/trust-list"
    STATUS_LIST = "cc/status-list"
    OFFER = "cc/offer"


# The types inside a QR code: their names are 39 of the 468 characters that a phone's code has.
_SHORT = {MessageType.CREDENTIAL: "c", MessageType.PRESENTATION: "p", MessageType.OFFER: "o"}
_WIRE_NAMES: Mapping[MessageType, str] = {
    type_: _SHORT.get(type_, type_.value) for type_ in MessageType
}
_ALGORITHMS: Mapping[int, Algorithm] = {algorithm.value: algorithm for algorithm in Algorithm}
_BY_WIRE_NAME = {name: type_ for type_, name in _WIRE_NAMES.items()}

MAX_MESSAGE_BYTES: Mapping[MessageType, int] = MappingProxyType(
    {
        MessageType.CREDENTIAL: 512,  # about 220; eight home kiosks add 40
        MessageType.PRESENTATION: 1024,  # a credential and its own 100
        MessageType.ENTRY: 12 * 1024,  # about 300; 9.3 KiB with every field at its limit
        MessageType.REQUEST: 1024 * 1024,  # one batch of entries with their evidence
        MessageType.ANSWER: 1024 * 1024,  # an enrolment's bundle, or receipts for one batch
        MessageType.RECEIPT: 512,
        MessageType.BUNDLE: 960 * 1024,  # a full roster has 880 KiB; it fits into an answer
        MessageType.TRUST_LIST: 16 * 1024,  # 64 keys
        MessageType.STATUS_LIST: 512 * 1024,  # two bits for each of 2 million credentials
        MessageType.OFFER: 288,  # about 160; both names at their limit add 80
    }
)


@dataclass(frozen=True)
class Signed:
    """A message whose signature was verified; `raw` are the bytes received, to be kept as is."""

    type: MessageType
    kid: bytes
    payload: bytes
    credential: bytes | None
    raw: bytes


@dataclass(frozen=True)
class Unverified:
    """A well-formed message that somebody claims to have signed; a presentation has no `kid`."""

    type: MessageType
    algorithm: Algorithm
    kid: bytes | None
    credential: bytes | None
    payload: bytes
    protected: bytes
    signature: bytes
    raw: bytes

    def verified_by(self, key: PublicKey) -> Signed:
        """The message, if this key signed it. Raises UnknownKey, WrongAlgorithm, BadSignature."""
        if self.kid is not None and self.kid != key.kid:
            raise UnknownKey(f"signed by {self.kid.hex()}, not {key.kid.hex()}")
        if self.algorithm is not key.algorithm:
            raise WrongAlgorithm(f"{self.algorithm.name} is not the algorithm of this key")
        key.verify(self.signature, sig_structure(self.protected, self.payload))
        return Signed(self.type, key.kid, self.payload, self.credential, self.raw)


def sign1(
    signer: Signer, type_: MessageType, payload: bytes, *, credential: bytes | None = None
) -> bytes:
    """Sign a payload for one purpose; a presentation, and nothing else, carries a credential.

    Raises Misuse when the credential is missing or misplaced, or the message is over its limit.
    """
    key = signer.public_key
    if (credential is not None) is not (type_ is MessageType.PRESENTATION):
        raise Misuse("a presentation, and only a presentation, carries a credential")
    label, holder = (KID, key.kid) if credential is None else (CREDENTIAL, credential)
    protected = _write_header(key.algorithm, type_, label, holder)
    signature = signer.sign(sig_structure(protected, payload))
    data = cbor.encode([protected, {}, payload, signature])
    if len(data) > MAX_MESSAGE_BYTES[type_]:
        raise Misuse(f"{type_} of {len(data)} bytes, at most {MAX_MESSAGE_BYTES[type_]}")
    return data


def parse(data: bytes, *types: MessageType) -> Unverified:
    """Take a message of one of these types apart, without verifying it.

    Raises BadCbor and its leaves, BadHeader and its leaves, WrongType.
    """
    most_bytes = max([MAX_MESSAGE_BYTES[type_] for type_ in types])
    cut = _cut(data) if len(data) <= most_bytes else None
    protected, payload, signature = cut or _take_apart(data, most_bytes)
    read = _read_header_again if len(protected) <= _SHORT_HEADER_BYTES else _read_header
    type_, algorithm, kid, credential = read(protected, types)
    return Unverified(type_, algorithm, kid, credential, payload, protected, signature, data)


def _cut(data: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Header, payload, signature, if the bytes are our one form to the last; None for all others.

    Nearly every message is. `_take_apart` reads the others, large ones too, or tells what is wrong.
    """
    protected, at = _string_at(data, 1)
    payload, end = _string_at(data, at + 1)
    if protected is None or payload is None or len(data) != end + 2 + SIGNATURE_BYTES:
        return None
    heads = data[:1], data[at : at + 1], data[end : end + 2]
    if heads != (_ARRAY_OF_4, _EMPTY_MAP, _SIGNATURE_HEAD):
        return None
    return protected, payload, data[end + 2 :]


def _string_at(data: bytes, at: int) -> tuple[bytes | None, int]:
    """The byte string at an offset, and where it ends; None unless its head is the shortest.

    It is None as well for 64 KiB and more.
    """
    head = data[at : at + 3]
    if len(head) < 3:
        return None, at
    major, first, second = head
    if 0x40 <= major < 0x58:
        start, size = at + 1, major - 0x40
    elif major == 0x58 and first >= 24:
        start, size = at + 2, first
    elif major == 0x59 and first > 0:
        start, size = at + 3, first << 8 | second
    else:
        return None, at
    end = start + size
    return (data[start:end], end) if end <= len(data) else (None, at)


def _take_apart(data: bytes, most_bytes: int) -> tuple[bytes, bytes, bytes]:
    match cbor.decode(data, max_bytes=most_bytes):
        case [bytes(protected), dict(unprotected), bytes(payload), bytes(signature)]:
            pass
        case _:
            raise BadHeader("not an untagged COSE_Sign1 with its payload inside")
    if unprotected:
        raise UnprotectedHeader("nobody signed what stands there")
    if len(signature) != SIGNATURE_BYTES:
        raise BadHeader(f"a signature of {len(signature)} bytes")
    return protected, payload, signature


def verify1(data: bytes, type_: MessageType, keys: KeyRing) -> Signed:
    """A message of one type, signed by a key of the ring.

    Raises what `parse` raises, and UnknownKey, WrongAlgorithm, BadSignature. Presentations are not
    for this: their key is in their credential (see presentation.py).
    """
    message = parse(data, type_)
    return message.verified_by(claimed_key(message, keys))


def claimed_key(message: Unverified, keys: KeyRing) -> PublicKey:
    """The key of the ring that a message says it was signed with. Raises UnknownKey."""
    if message.kid is None or message.kid not in keys:
        raise UnknownKey(f"signed by {message.kid.hex() if message.kid else 'a phone'}")
    return keys[message.kid]


def sig_structure(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, section 4.4, around the very bytes of the message."""
    return cbor.encode([_CONTEXT, protected, _NO_EXTERNAL_DATA, payload])


@lru_cache(_HEADERS_KEPT)
def _write_header(algorithm: Algorithm, type_: MessageType, label: int, holder: bytes) -> bytes:
    """The protected header; each key writes one for each type of message, again and again."""
    return cbor.encode({ALGORITHM: int(algorithm), TYPE: _WIRE_NAMES[type_], label: holder})


def _read_header(
    protected: bytes, types: tuple[MessageType, ...]
) -> tuple[MessageType, Algorithm, bytes | None, bytes | None]:
    """Type, algorithm, kid or credential."""
    header = _header(protected)
    type_ = _type(header, types)
    return type_, _algorithm(header), *_holder(header, type_)


# The same headers come with every message of a key. Nobody is believed for being read before.
_read_header_again = lru_cache(_HEADERS_KEPT)(_read_header)


def _header(protected: bytes) -> dict[Key, Value]:
    try:
        header = cbor.decode(protected, max_bytes=MAX_HEADER_BYTES)
    except DuplicateKey as exc:
        raise RepeatedHeader(str(exc)) from exc
    if not isinstance(header, dict):
        raise BadHeader("the protected header is not a map")
    return header


def _type(header: Mapping[Key, Value], types: tuple[MessageType, ...]) -> MessageType:
    if TYPE not in header:
        raise MissingHeader("no message type")
    name = header[TYPE]
    type_ = _BY_WIRE_NAME.get(name) if isinstance(name, str) else None
    if type_ not in types or type_ is None:
        raise WrongType(f"{name!r} where {', '.join(types)} is expected")
    return type_


def _algorithm(header: Mapping[Key, Value]) -> Algorithm:
    if ALGORITHM not in header:
        raise MissingHeader("no algorithm")
    number = header[ALGORITHM]
    if isinstance(number, bool) or not isinstance(number, int) or number not in _ALGORITHMS:
        raise WrongAlgorithm(f"{number!r}")
    return _ALGORITHMS[number]


def _holder(header: Mapping[Key, Value], type_: MessageType) -> tuple[bytes | None, bytes | None]:
    """The kid, or for a presentation the credential in its place; and no header besides."""
    label = CREDENTIAL if type_ is MessageType.PRESENTATION else KID
    foreign = header.keys() - {ALGORITHM, TYPE, label}
    if foreign:
        raise UnknownHeader(f"{min(map(repr, foreign))} in {type_}")
    if label not in header:
        raise MissingHeader("no credential" if label == CREDENTIAL else "no kid")
    value = header[label]
    if not isinstance(value, bytes) or (label == KID and len(value) != KID_BYTES):
        raise BadHeader(f"header {label} is not what it should be")
    return (None, value) if label == CREDENTIAL else (value, None)
