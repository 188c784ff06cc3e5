"""What a kiosk works by: the trust list (which keys are the node's) and the bundle (which rules).

The district's offline root, pinned at installation, signs the trust list; the node's key for
receipts and answers signs the bundle. Scheme and facilities are TOML bytes that others parse.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from protocol import cbor, cose, shape
from protocol.cbor import Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.credential import MAX_SCHEME_CHARS
from protocol.errors import BadShape, PinnedRootMismatch, building
from protocol.keys import KeyRing, PublicKey, Signer, from_cose_key, key_ring, to_cose_key

MAX_KEYS = 64  # a district's present and former node keys
MAX_FACILITIES = 64
MAX_FACILITY_NAME_CHARS = 64
_VERSION, _ISSUED, _KEYS = range(1, 4)
_SCHEME_ID, _BUNDLE_VERSION, _BUNDLE_ISSUED, _EXPIRES, _TRUST_LIST, _SCHEME, _FACILITIES = range(
    1, 8
)
_MAX_TRUST_LIST_BYTES = MAX_MESSAGE_BYTES[MessageType.TRUST_LIST]
_MAX_BUNDLE_BYTES = MAX_MESSAGE_BYTES[MessageType.BUNDLE]


class KeyRole(StrEnum):
    """What a node's key may sign."""

    CREDENTIAL = "credential"
    RECEIPT = "receipt"  # receipts, answers and bundles


@dataclass(frozen=True)
class TrustList:
    """The node's keys by role. `issued` in epoch seconds; a higher version replaces a lower one."""

    version: int
    issued: int
    keys: tuple[tuple[KeyRole, PublicKey], ...]

    def ring(self, role: KeyRole) -> KeyRing:
        """The keys that may sign for a role."""
        return key_ring(*(key for of, key in self.keys if of is role))


@dataclass(frozen=True)
class Bundle:
    """The rules of one scheme. Times in epoch seconds; `facilities` are TOML by file stem."""

    scheme_id: str
    version: int
    issued: int
    expires: int
    trust_list: bytes
    scheme: bytes
    facilities: Mapping[str, bytes] = field(hash=False)


def sign_trust_list(root_signer: Signer, trust_list: TrustList) -> bytes:
    """Sign with the district's root. Raises Misuse for a list out of shape."""
    payload = cbor.encode(
        {
            _VERSION: trust_list.version,
            _ISSUED: trust_list.issued,
            _KEYS: [[role.value, to_cose_key(key)] for role, key in trust_list.keys],
        }
    )
    with building():
        _trust_list(payload)
    return cose.sign1(root_signer, MessageType.TRUST_LIST, payload)


def read_trust_list(data: bytes, root: PublicKey) -> TrustList:
    """The list, if the pinned root signed it. Raises PinnedRootMismatch for any other signer."""
    message = cose.parse(data, MessageType.TRUST_LIST)
    if message.kid != root.kid:
        raise PinnedRootMismatch("signed by another root than the pinned one")
    return _trust_list(message.verified_by(root).payload)


def sign_bundle(signer: Signer, bundle: Bundle) -> bytes:
    """Sign with the node's key for receipts. Raises Misuse for a bundle out of shape."""
    payload = cbor.encode(
        {
            _SCHEME_ID: bundle.scheme_id,
            _BUNDLE_VERSION: bundle.version,
            _BUNDLE_ISSUED: bundle.issued,
            _EXPIRES: bundle.expires,
            _TRUST_LIST: bundle.trust_list,
            _SCHEME: bundle.scheme,
            _FACILITIES: dict(bundle.facilities.items()),
        }
    )
    with building():
        _bundle(payload)
    return cose.sign1(signer, MessageType.BUNDLE, payload)


def read_bundle(data: bytes, keys: KeyRing) -> Bundle:
    """The bundle, if a key of the ring signed it. Its dates and version are the caller's check."""
    return _bundle(cose.verify1(data, MessageType.BUNDLE, keys).payload)


def carried_trust_list(data: bytes) -> bytes:
    """The trust list inside a bundle that nobody has verified yet.

    Believe it only if the pinned root signed it, and then the bundle only if one of its keys did.
    That is how a kiosk comes by a new node key.
    """
    return _bundle(cose.parse(data, MessageType.BUNDLE).payload).trust_list


def _trust_list(payload: bytes) -> TrustList:
    body = shape.fields(cbor.decode(payload), required=(_VERSION, _ISSUED, _KEYS))
    return TrustList(
        version=shape.whole(body[_VERSION]),
        issued=shape.whole(body[_ISSUED]),
        keys=tuple(_role_key(item) for item in shape.sequence(body[_KEYS], MAX_KEYS, 1)),
    )


def _role_key(value: Value) -> tuple[KeyRole, PublicKey]:
    role, key = shape.sequence(value, 2, 2)
    return shape.member(KeyRole, role), from_cose_key(key)


def _bundle(payload: bytes) -> Bundle:
    body = shape.fields(
        cbor.decode(payload, max_bytes=_MAX_BUNDLE_BYTES), required=range(1, _FACILITIES + 1)
    )
    bundle = Bundle(
        scheme_id=shape.slug(body[_SCHEME_ID], MAX_SCHEME_CHARS),
        version=shape.whole(body[_BUNDLE_VERSION]),
        issued=shape.whole(body[_BUNDLE_ISSUED]),
        expires=shape.whole(body[_EXPIRES]),
        trust_list=shape.octets(body[_TRUST_LIST], 1, _MAX_TRUST_LIST_BYTES),
        scheme=shape.octets(body[_SCHEME], 1, _MAX_BUNDLE_BYTES),
        facilities=_facilities(body[_FACILITIES]),
    )
    if bundle.expires <= bundle.issued:
        raise BadShape("it ends before it starts")
    return bundle


def _facilities(value: Value) -> Mapping[str, bytes]:
    return {
        shape.slug(name, MAX_FACILITY_NAME_CHARS): shape.octets(toml, 1, _MAX_BUNDLE_BYTES)
        for name, toml in shape.pairs(value, MAX_FACILITIES).items()
    }
