"""A credential: what the node says about a resident's phone, card or staff badge.

A CWT (RFC 8392); a phone's holds its public key (RFC 8747, claim 8). No name, balance or birth
date: pseudonym, cti, status index and key rotate together at each issue; the limit tag stays for
a calendar month, and only the node knows whose it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from protocol import cbor, cose, shape
from protocol.cbor import Key, Value
from protocol.cose import MessageType, Unverified
from protocol.errors import BadShape, WrongType, building
from protocol.keys import Algorithm, KeyRing, PublicKey, Signer, from_cose_key, to_cose_key

PSEUDONYM_CHARS = 12
CTI_BYTES = 8
LIMIT_TAG_BYTES = 4
MAX_SCHEME_CHARS = 16  # up to 6, a phone's code always stays within QR version 11-L
MAX_HOME_KIOSKS = 8  # each slice is reserved on the balance; more would reserve crumbs
MAX_PRICE_CLASSES = 4
MAX_KIOSK_NUMBER = (1 << 16) - 1
MAX_STATUS_INDEX = (1 << 32) - 1
_SUB, _EXP, _IAT, _CTI, _CNF, _COSE_KEY, _OURS = 2, 4, 6, 7, 8, 1, -70001
_KIND, _SCHEME, _SLICES, _LIMIT_TAG, _CLASSES, _STATUS = 1, 2, 3, 4, 5, 6
_REQUIRED = frozenset({_SUB, _EXP, _IAT, _CTI, _OURS})
_REQUIRED_OURS = frozenset({_KIND, _SCHEME, _SLICES, _LIMIT_TAG, _CLASSES, _STATUS})
VERIFIED_KEPT = 1024  # about 3 KiB each: who comes to a hall on one day, or is met in one drain


class CredentialKind(IntEnum):
    """What carries the credential."""

    PHONE = 1
    CARD = 2
    STAFF = 3


@dataclass(frozen=True)
class Credential:
    """What a node signs. Times are epoch seconds; it counts until before `expires`.

    `slices` maps a home kiosk's number to the coins that it may let pass without the node. `holder`
    is the phone's key; cards and badges have none. `price_classes` are opaque numbers.
    """

    pseudonym: str
    expires: int
    issued: int
    cti: bytes
    holder: PublicKey | None
    kind: CredentialKind
    scheme: str
    slices: Mapping[int, int] = field(hash=False)
    limit_tag: bytes
    price_classes: tuple[int, ...]
    status_index: int


def issue(signer: Signer, credential: Credential) -> bytes:
    """Sign a credential with the node's key for credentials. Raises Misuse for one out of shape."""
    claims = _to_claims(credential)
    with building():
        _from_claims(claims)
    return cose.sign1(signer, MessageType.CREDENTIAL, cbor.encode(claims))


def read(data: bytes, keys: KeyRing) -> Credential:
    """The credential, if a key of the ring signed it. Its dates are not judged here."""
    return believe(cose.parse(data, MessageType.CREDENTIAL), keys)


def claimed(data: bytes) -> Credential:
    """What the bytes say of themselves. Nobody has verified it: believe it for another's word only.

    Raises what `cose.parse` and reading raise.
    """
    return _from_claims(cbor.decode(cose.parse(data, MessageType.CREDENTIAL).payload))


def believe(message: Unverified, keys: KeyRing) -> Credential:
    """The same for bytes that were taken apart already.

    One that was verified before with this very key is not verified again: residents show the same
    credential for weeks, and a node meets it at the hold, at the entry and at the reprint.
    """
    if message.type is not MessageType.CREDENTIAL:
        raise WrongType(f"{message.type} where a credential is expected")
    return _verified(message, cose.claimed_key(message, keys))


@lru_cache(VERIFIED_KEPT)
def _verified(message: Unverified, key: PublicKey) -> Credential:
    """What these bytes say to this key, which never changes.

    A hit needs each byte of message and key to be the same. A refusal is not kept, so that
    strangers cannot fill the memory. The ring was asked before, so that a key taken out of it stops
    counting at once.
    """
    return _from_claims(cbor.decode(message.verified_by(key).payload))


def _to_claims(credential: Credential) -> Value:
    ours: Value = {
        _KIND: int(credential.kind),
        _SCHEME: credential.scheme,
        _SLICES: dict(credential.slices.items()),
        _LIMIT_TAG: credential.limit_tag,
        _CLASSES: list(credential.price_classes),
        _STATUS: credential.status_index,
    }
    claims: dict[Key, Value] = {
        _SUB: credential.pseudonym,
        _EXP: credential.expires,
        _IAT: credential.issued,
        _CTI: credential.cti,
        _OURS: ours,
    }
    if credential.holder is not None:
        claims[_CNF] = {_COSE_KEY: to_cose_key(credential.holder)}
    return claims


def _from_claims(value: Value) -> Credential:
    claims = shape.fields(value, required=_REQUIRED, optional=(_CNF,))
    ours = shape.fields(claims[_OURS], required=_REQUIRED_OURS)
    credential = Credential(
        pseudonym=shape.text(claims[_SUB], PSEUDONYM_CHARS, PSEUDONYM_CHARS),
        expires=shape.whole(claims[_EXP]),
        issued=shape.whole(claims[_IAT]),
        cti=shape.octets(claims[_CTI], CTI_BYTES),
        holder=shape.optional(_holder, claims.get(_CNF)),
        kind=CredentialKind(shape.whole(ours[_KIND], 1, len(CredentialKind))),
        scheme=shape.slug(ours[_SCHEME], MAX_SCHEME_CHARS),
        slices=_slices(ours[_SLICES]),
        limit_tag=shape.octets(ours[_LIMIT_TAG], LIMIT_TAG_BYTES),
        price_classes=_classes(ours[_CLASSES]),
        status_index=shape.whole(ours[_STATUS], 0, MAX_STATUS_INDEX),
    )
    _check_whole(credential)
    return credential


def _check_whole(credential: Credential) -> None:
    if credential.expires <= credential.issued:
        raise BadShape("it ends before it starts")
    if (credential.kind is CredentialKind.PHONE) is not (credential.holder is not None):
        raise BadShape("a phone has a key; a card or badge has none")


def _holder(value: Value) -> PublicKey:
    key = from_cose_key(shape.fields(value, required=(_COSE_KEY,))[_COSE_KEY])
    if key.algorithm is not Algorithm.ESP256:
        raise BadShape("phones hold P-256")
    return key


def _slices(value: Value) -> Mapping[int, int]:
    found = shape.pairs(value, MAX_HOME_KIOSKS)
    slices = {shape.whole(k, 0, MAX_KIOSK_NUMBER): shape.whole(v) for k, v in found.items()}
    return MappingProxyType(slices)  # one credential may be given to many


def _classes(value: Value) -> tuple[int, ...]:
    return tuple(shape.whole(item) for item in shape.sequence(value, MAX_PRICE_CLASSES))
