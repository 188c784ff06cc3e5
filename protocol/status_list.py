"""Which credentials no longer count: a Token Status List (draft-ietf-oauth-status-list) as a CWT.

Two bits for each credential, at the index that the credential names, packed from the lowest bit of
each byte on and compressed with zlib (RFC 1950). Claims: 2 subject, 4 end, 6 time of issue, 65534
time to live, 65533 the list. A scheme has one list, so the subject is the scheme's id where the
draft has an address; the message type stands in the header where the draft has its media type.
The draft's fourth status is for applications to define: here it is not, and a list with it refused.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from protocol import cbor, cose, shape
from protocol.cbor import Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.credential import MAX_SCHEME_CHARS
from protocol.errors import BadShape, Misuse, TooBig, building
from protocol.keys import KeyRing, Signer

MAX_STATUSES = 2_000_000  # what still fits into its message when nothing of it can be compressed
_MAX_BYTES = MAX_MESSAGE_BYTES[MessageType.STATUS_LIST]
_BITS = 2
_PER_BYTE = 8 // _BITS
_MAX_PACKED_BYTES = MAX_STATUSES // _PER_BYTE
_SUB, _EXP, _IAT, _LIST, _TTL = 2, 4, 6, 65533, 65534
_CLAIMS = frozenset({_SUB, _EXP, _IAT, _LIST, _TTL})
_LEVEL = 9  # made once an hour, sent to each kiosk


class Status(IntEnum):
    """What a credential counts for; the numbers are the draft's."""

    VALID = 0
    INVALID = 1  # for good
    SUSPENDED = 2  # until further notice


@dataclass(frozen=True)
class StatusList:
    """The statuses of one scheme's credentials. Times in epoch seconds.

    After `ttl_s` seconds there may be a newer list; from `expires` on nobody vouches for this one.
    `statuses` is what `pack` makes.
    """

    scheme: str
    issued: int
    expires: int
    ttl_s: int
    statuses: bytes = field(repr=False)

    def status(self, index: int) -> Status:
        """The status at a credential's index.

        A credential that the list does not reach was issued after it, and is valid.
        """
        if index < 0:
            raise Misuse("an index is not negative")
        at, place = divmod(index, _PER_BYTE)
        if at >= len(self.statuses):
            return Status.VALID
        return Status(self.statuses[at] >> place * _BITS & 3)


def pack(statuses: Mapping[int, Status], count: int) -> bytes:
    """Two bits for each of `count` indexes, `VALID` where nothing is said.

    Raises Misuse for an index outside the list.
    """
    packed = bytearray(-(-count // _PER_BYTE))
    for index, status in statuses.items():
        if not 0 <= index < count:
            raise Misuse(f"index {index} in a list of {count}")
        at, place = divmod(index, _PER_BYTE)
        packed[at] |= status << place * _BITS
    return bytes(packed)


def sign_status_list(signer: Signer, status_list: StatusList) -> bytes:
    """Sign with the node's key for receipts. Raises Misuse for a list out of shape."""
    listed: Value = {"bits": _BITS, "lst": zlib.compress(status_list.statuses, _LEVEL)}
    payload = cbor.encode(
        {
            _SUB: status_list.scheme,
            _EXP: status_list.expires,
            _IAT: status_list.issued,
            _TTL: status_list.ttl_s,
            _LIST: listed,
        }
    )
    with building():
        _status_list(payload)
    return cose.sign1(signer, MessageType.STATUS_LIST, payload)


def read_status_list(data: bytes, keys: KeyRing) -> StatusList:
    """The list, if a key of the ring signed it. Scheme and dates are the caller's check."""
    return _status_list(cose.verify1(data, MessageType.STATUS_LIST, keys).payload)


def _status_list(payload: bytes) -> StatusList:
    claims = shape.fields(cbor.decode(payload, max_bytes=_MAX_BYTES), required=_CLAIMS)
    issued = shape.whole(claims[_IAT])
    return StatusList(
        scheme=shape.slug(claims[_SUB], MAX_SCHEME_CHARS),
        issued=issued,
        expires=shape.whole(claims[_EXP], issued + 1),
        ttl_s=shape.whole(claims[_TTL], 1),
        statuses=_statuses(claims[_LIST]),
    )


def _statuses(value: Value) -> bytes:
    listed = shape.fields(value, required=("bits", "lst"))
    if shape.whole(listed["bits"]) != _BITS:
        raise BadShape(f"not {_BITS} bits for each status")
    statuses = _inflate(shape.octets(listed["lst"], 1, _MAX_BYTES))
    word = int.from_bytes(statuses, "little")
    if word & word >> 1 & int.from_bytes(b"\x55" * len(statuses), "little"):
        raise BadShape("a status that nobody gave a meaning")
    return statuses


def _inflate(compressed: bytes) -> bytes:
    """Decompress, but never more than the limit and one byte."""
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(compressed, _MAX_PACKED_BYTES + 1)
    except zlib.error as exc:
        raise BadShape(f"not compressed with zlib: {exc}") from exc
    if len(plain) > _MAX_PACKED_BYTES:
        raise TooBig(f"more than {MAX_STATUSES} statuses")
    if not stream.eof or stream.unused_data:
        raise BadShape("compressed bytes that end too early or too late")
    return plain
