"""What a kiosk works by: the bundle of rules, with the trust list that vouches for its signer.

The node's key for receipts and answers signs the bundle. Scheme and facilities are TOML bytes that
others parse. Trust lists are in `trust_list`, and can be had from here as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from protocol import cbor, cose, shape
from protocol.cbor import Key, Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.credential import MAX_SCHEME_CHARS
from protocol.errors import BadShape, building
from protocol.keys import KeyRing, Signer
from protocol.roster import (
    MAX_CARERS,
    MAX_MASKED_NAME_CHARS,
    MAX_ROSTER,
    MAX_ROSTER_ITEMS,
    RosterRow,
    read_roster,
    write_roster,
)
from protocol.trust_list import (
    MAX_CHAIN,
    MAX_KEYS,
    MAX_TRUST_LIST_BYTES,
    AcceptedList,
    KeyRole,
    TrustList,
    follow_trust_chain,
    read_trust_chain,
    read_trust_list,
    sign_trust_list,
)

__all__ = [
    "MAX_CARERS",
    "MAX_CHAIN",
    "MAX_EARLIER_LISTS",
    "MAX_FACILITIES",
    "MAX_FACILITY_NAME_CHARS",
    "MAX_KEYS",
    "MAX_MASKED_NAME_CHARS",
    "MAX_ROSTER",
    "AcceptedList",
    "Bundle",
    "KeyRole",
    "RosterRow",
    "TrustList",
    "carried_trust_list",
    "carried_trust_lists",
    "follow_trust_chain",
    "read_bundle",
    "read_trust_chain",
    "read_trust_list",
    "sign_bundle",
    "sign_trust_list",
]

MAX_FACILITIES = 64
MAX_FACILITY_NAME_CHARS = 64
MAX_EARLIER_LISTS = (
    15  # a kiosk joins the chain that it has and one that comes, the carried list each
)
_ID, _VERSION, _ISSUED, _EXPIRES, _TRUST_LIST, _SCHEME, _FACILITIES, _ROSTER, _EARLIER = range(
    1, 10
)
_REQUIRED = frozenset(range(_ID, _FACILITIES + 1))
_MAX_BYTES = MAX_MESSAGE_BYTES[MessageType.BUNDLE]
_MAX_ITEMS = 32 + 2 * MAX_FACILITIES + MAX_ROSTER_ITEMS + MAX_EARLIER_LISTS


@dataclass(frozen=True)
class Bundle:
    """The rules of one scheme. Times in epoch seconds; `facilities` are TOML by file stem.

    `roster` has the district's cards. `earlier_lists` are the trust lists, oldest first, by which a
    kiosk gets from an older root to `trust_list`.
    """

    scheme_id: str
    version: int
    issued: int
    expires: int
    trust_list: bytes
    scheme: bytes
    facilities: Mapping[str, bytes] = field(hash=False)
    roster: tuple[RosterRow, ...] = ()
    earlier_lists: tuple[bytes, ...] = ()


def sign_bundle(signer: Signer, bundle: Bundle) -> bytes:
    """Sign with the node's key for receipts. Raises Misuse for a bundle out of shape."""
    body: dict[Key, Value] = {
        _ID: bundle.scheme_id,
        _VERSION: bundle.version,
        _ISSUED: bundle.issued,
        _EXPIRES: bundle.expires,
        _TRUST_LIST: bundle.trust_list,
        _SCHEME: bundle.scheme,
        _FACILITIES: dict(bundle.facilities.items()),
    }
    if bundle.roster:
        body[_ROSTER] = write_roster(bundle.roster)
    if bundle.earlier_lists:
        body[_EARLIER] = list(bundle.earlier_lists)
    payload = cbor.encode(body, max_items=_MAX_ITEMS)
    with building():
        _bundle(payload)
    return cose.sign1(signer, MessageType.BUNDLE, payload)


def read_bundle(data: bytes, keys: KeyRing) -> Bundle:
    """The bundle, if a key of the ring signed it. Its dates and version are the caller's check."""
    return _bundle(cose.verify1(data, MessageType.BUNDLE, keys).payload)


def carried_trust_list(data: bytes) -> bytes:
    """The trust list inside a bundle that nobody has verified yet.

    Believe it only if a trusted root signed it, and then the bundle only if one of its keys did.
    That is how a kiosk comes by a new node key.
    """
    return carried_trust_lists(data)[-1]


def carried_trust_lists(data: bytes) -> tuple[bytes, ...]:
    """The same with the lists before it, oldest first: what `follow_trust_chain` takes."""
    bundle = _bundle(cose.parse(data, MessageType.BUNDLE).payload)
    return *bundle.earlier_lists, bundle.trust_list


def _bundle(payload: bytes) -> Bundle:
    body = shape.fields(
        cbor.decode(payload, max_bytes=_MAX_BYTES, max_items=_MAX_ITEMS),
        required=_REQUIRED,
        optional=(_ROSTER, _EARLIER),
    )
    bundle = Bundle(
        scheme_id=shape.slug(body[_ID], MAX_SCHEME_CHARS),
        version=shape.whole(body[_VERSION]),
        issued=shape.whole(body[_ISSUED]),
        expires=shape.whole(body[_EXPIRES]),
        trust_list=_list(body[_TRUST_LIST]),
        scheme=shape.octets(body[_SCHEME], 1, _MAX_BYTES),
        facilities=_facilities(body[_FACILITIES]),
        roster=read_roster(body[_ROSTER]) if _ROSTER in body else (),
        earlier_lists=_earlier(body[_EARLIER]) if _EARLIER in body else (),
    )
    if bundle.expires <= bundle.issued:
        raise BadShape("it ends before it starts")
    return bundle


def _list(value: Value) -> bytes:
    return shape.octets(value, 1, MAX_TRUST_LIST_BYTES)


def _earlier(value: Value) -> tuple[bytes, ...]:
    return tuple(map(_list, shape.sequence(value, MAX_EARLIER_LISTS, 1)))


def _facilities(value: Value) -> Mapping[str, bytes]:
    return {
        shape.slug(name, MAX_FACILITY_NAME_CHARS): shape.octets(toml, 1, _MAX_BYTES)
        for name, toml in shape.pairs(value, MAX_FACILITIES).items()
    }
