"""Which keys are the node's, as the district's offline root says; and how one root follows another.

A kiosk has one root pinned at installation. A list that a trusted root signed may name further
roots, and the next list may be signed by one of them: so the district comes to a new root without
anybody visiting a kiosk. As in TUF, what a list says of roots replaces what was said before it: a
list that a new root signed, and that does not name the old one, ends the old one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from protocol import cbor, cose, shape
from protocol.cbor import Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType, Unverified
from protocol.errors import BadShape, PinnedRootMismatch, building
from protocol.keys import KeyRing, PublicKey, Signer, from_cose_key, key_ring, to_cose_key

MAX_KEYS = 64  # a district's present and former node keys
MAX_CHAIN = (
    32  # what a kiosk has and what a bundle carries; a district changes its root once in years
)
MAX_TRUST_LIST_BYTES = MAX_MESSAGE_BYTES[MessageType.TRUST_LIST]
_VERSION, _ISSUED, _KEYS = range(1, 4)


class KeyRole(StrEnum):
    """What a key may sign."""

    CREDENTIAL = "credential"
    RECEIPT = "receipt"  # receipts, answers, bundles and status lists
    ROOT = "root"  # the next trust list


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
class AcceptedList:
    """A trust list that a trusted root signed, and its exact bytes, to be kept."""

    trust_list: TrustList
    raw: bytes


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
    return _accept(cose.parse(data, MessageType.TRUST_LIST), key_ring(root)).trust_list


def read_trust_chain(lists: Sequence[bytes], roots: KeyRing | PublicKey) -> TrustList:
    """The last list that `follow_trust_chain` accepts."""
    return follow_trust_chain(lists, roots)[-1].trust_list


def follow_trust_chain(
    lists: Sequence[bytes], roots: KeyRing | PublicKey
) -> tuple[AcceptedList, ...]:
    """The lists that count, from the first that a pinned root signed on; the last one is in force.

    `lists` come oldest first; several sources may be joined, such as what lies in a kiosk and what
    a bundle carries. After an accepted list the next one must be signed by the same key or by one
    that the accepted list names as root. Passed over are: lists before the first, for whoever has
    a newer root pinned, and lists whose version is not above the last accepted one. Nobody verified
    those: what is kept or named as trusted is an accepted list's `raw`.

    Raises PinnedRootMismatch for no list to start with and for a newer one by anybody else, and
    what `cose.parse` raises, BadShape, BadKey, BadSignature.
    """
    if len(lists) > MAX_CHAIN:
        raise BadShape(f"{len(lists)} trust lists, at most {MAX_CHAIN}")
    trusted = key_ring(roots) if isinstance(roots, PublicKey) else roots
    accepted: list[AcceptedList] = []
    for data in lists:
        message = cose.parse(data, MessageType.TRUST_LIST)
        if _passed_over(message, trusted, accepted):
            continue
        found = _accept(message, trusted)
        accepted.append(found)
        signer = cose.claimed_key(message, trusted)
        trusted = {**found.trust_list.ring(KeyRole.ROOT), signer.kid: signer}
    if not accepted:
        raise PinnedRootMismatch("no list is signed by the pinned root")
    return tuple(accepted)


def _passed_over(message: Unverified, trusted: KeyRing, accepted: Sequence[AcceptedList]) -> bool:
    if not accepted:
        return message.kid not in trusted
    return _trust_list(message.payload).version <= accepted[-1].trust_list.version


def _accept(message: Unverified, trusted: KeyRing) -> AcceptedList:
    if message.kid is None or message.kid not in trusted:
        raise PinnedRootMismatch("signed by another root than the trusted ones")
    signed = message.verified_by(trusted[message.kid])
    return AcceptedList(_trust_list(signed.payload), signed.raw)


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
