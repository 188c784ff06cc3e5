"""A ledger entry: what happened at a kiosk, signed by it, chained by hash to the entry before.

The hash of an entry is SHA-256 over its exact signed bytes. A kind that we do not know is read too
(the node keeps and acknowledges it): the field numbers we know keep their shape forever, further
ones stay in the raw bytes.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from protocol import cbor, cose, entry_parts, shape
from protocol.cbor import Key, Value
from protocol.cose import MessageType
from protocol.entry_fields import (
    FIELD_TABLE,
    FREE_RIGHT,
    PREPAID,
    ROLES_TABLE,
    ClockState,
    DecidedBy,
    EntryKind,
    Field,
    Role,
    Rule,
)
from protocol.entry_parts import Decision, Opening, OrderLine, Party, Tender
from protocol.errors import BadShape, building
from protocol.ids import ID_BYTES
from protocol.keys import KeyRing, Signer
from protocol.receipt import HASH_BYTES, LEDGER_BYTES

__all__ = [
    "FIELD_TABLE",
    "FREE_RIGHT",
    "GENESIS",
    "PREPAID",
    "ROLES_TABLE",
    "ClockState",
    "DecidedBy",
    "Decision",
    "Entry",
    "EntryKind",
    "Field",
    "Opening",
    "OrderLine",
    "Party",
    "Role",
    "Rule",
    "SignedEntry",
    "Tender",
    "entry_hash",
    "kept_entry",
    "order_hash",
    "read_entry",
    "sign_entry",
]

GENESIS = bytes(HASH_BYTES)  # what stands where the first entry has nothing before it
_LEDGER, _SEQ, _PREVIOUS, _ID, _KIND, _TIME, _CLOCK, _VERSIONS = range(1, 9)
_PARTIES, _LINES, _AMOUNTS, _TENDER, _REF, _DECIDED, _RESULT, _OPENING, _PLACE = range(10, 19)
_HEAD = frozenset({_LEDGER, _SEQ, _PREVIOUS, _ID, _KIND, _TIME, _CLOCK, _VERSIONS})
_NUMBERS = {
    Field.PARTIES: _PARTIES,
    Field.LINES: _LINES,
    Field.AMOUNTS: _AMOUNTS,
    Field.TENDER: _TENDER,
    Field.REF: _REF,
    Field.DECIDED: _DECIDED,
    Field.RESULT: _RESULT,
    Field.OPENING: _OPENING,
    Field.PLACE: _PLACE,
}
_KINDS: Mapping[str, EntryKind] = {kind.value: kind for kind in EntryKind}
_PARTS: Mapping[Key, tuple[str, Callable[[Value], Any]]] = {
    _PARTIES: (Field.PARTIES.value, entry_parts.read_parties),
    _LINES: (Field.LINES.value, entry_parts.read_lines),
    _AMOUNTS: (Field.AMOUNTS.value, entry_parts.read_amounts),
    _TENDER: (Field.TENDER.value, entry_parts.read_tender),
    _REF: (Field.REF.value, lambda value: shape.octets(value, ID_BYTES)),
    _DECIDED: (Field.DECIDED.value, entry_parts.read_decision),
    _RESULT: (Field.RESULT.value, entry_parts.name),
    _OPENING: (Field.OPENING.value, entry_parts.read_opening),
    _PLACE: (Field.PLACE.value, entry_parts.name),
}


def _numbers(kind: EntryKind, wanted: Rule) -> frozenset[int]:
    return frozenset(
        _NUMBERS[column] for column, rule in FIELD_TABLE[kind].items() if rule is wanted
    )


# The field table once more, by the numbers on the wire: required and optional ones of each kind.
_FIELDS = {
    kind: (_HEAD | _numbers(kind, Rule.REQUIRED), _numbers(kind, Rule.OPTIONAL))
    for kind in EntryKind
}


@dataclass(frozen=True)
class Entry:
    """One line of a ledger. `time` in epoch seconds, `amounts` in coins by purse.

    `kind` is a plain text where this version does not know it. `place` is the facility's id: what
    is given back, and which purses may pay, hangs on who sold.
    """

    ledger: bytes
    seq: int
    previous: bytes
    id: bytes
    kind: EntryKind | str
    time: int
    clock: ClockState
    scheme_version: int
    bundle_version: int
    parties: tuple[Party, ...] = ()
    lines: tuple[OrderLine, ...] = ()
    amounts: Mapping[str, int] = field(default_factory=dict, hash=False)
    tender: Tender | None = None
    ref: bytes | None = None
    decided: Decision | None = None
    result: str | None = None
    opening: Opening | None = None
    place: str | None = None


@dataclass(frozen=True)
class SignedEntry:
    """A verified entry with its exact bytes, their SHA-256, and the kid of the kiosk's key."""

    entry: Entry
    raw: bytes
    hash: bytes
    kid: bytes


def sign_entry(signer: Signer, entry: Entry) -> bytes:
    """Sign with the kiosk's key. Raises Misuse for an entry that the field table does not allow."""
    with building():
        body = _to_body(entry)
    return cose.sign1(signer, MessageType.ENTRY, cbor.encode(body))


def read_entry(data: bytes, keys: KeyRing) -> SignedEntry:
    """The entry, if a key of the ring signed it. That it fits the chain is the ledger's check."""
    signed = cose.verify1(data, MessageType.ENTRY, keys)
    body = cbor.decode(signed.payload)
    return SignedEntry(_from_body(body), data, entry_hash(data), signed.kid)


def kept_entry(raw: bytes) -> Entry:
    """What an entry says that was verified when it was kept. Raises ProtocolError."""
    return _from_body(cbor.decode(cose.parse(raw, MessageType.ENTRY).payload))


def entry_hash(raw: bytes) -> bytes:
    """SHA-256 over the signed bytes of an entry."""
    return hashlib.sha256(raw).digest()


def order_hash(lines: Sequence[OrderLine], amounts: Mapping[str, int]) -> bytes:
    """SHA-256 over what was ordered and what it costs by purse: an intent and a hold name it.

    Raises Misuse for an order that no entry could hold.
    """
    with building():
        written: Value = [
            entry_parts.write_lines(lines) if lines else [],
            entry_parts.write_amounts(amounts) if amounts else {},
        ]
    return hashlib.sha256(cbor.encode(written)).digest()


def _to_body(entry: Entry) -> Value:
    """What is signed. Raises BadShape for what its mirror image, `_from_body`, would not take."""
    body: dict[Key, Value] = {
        _LEDGER: shape.octets(entry.ledger, LEDGER_BYTES),
        _SEQ: shape.whole(entry.seq),
        _PREVIOUS: shape.octets(entry.previous, HASH_BYTES),
        _ID: shape.octets(entry.id, ID_BYTES),
        _KIND: str(entry.kind),
        _TIME: shape.whole(entry.time),
        _CLOCK: entry.clock.value,
        _VERSIONS: [shape.whole(entry.scheme_version), shape.whole(entry.bundle_version)],
    }
    _add_parts(body, entry)
    kind, _ = _checked_fields(body)
    _check_roles(kind, entry.parties)
    return body


def _add_parts(body: dict[Key, Value], entry: Entry) -> None:
    if entry.parties:
        body[_PARTIES] = entry_parts.write_parties(entry.parties)
    if entry.lines:
        body[_LINES] = entry_parts.write_lines(entry.lines)
    if entry.amounts:
        body[_AMOUNTS] = entry_parts.write_amounts(entry.amounts)
    if entry.tender is not None:
        body[_TENDER] = entry_parts.write_tender(entry.tender)
    if entry.ref is not None:
        body[_REF] = shape.octets(entry.ref, ID_BYTES)
    if entry.decided is not None:
        body[_DECIDED] = entry_parts.write_decision(entry.decided)
    if entry.result is not None:
        body[_RESULT] = entry_parts.name(entry.result)
    if entry.opening is not None:
        body[_OPENING] = entry_parts.write_opening(entry.opening)
    if entry.place is not None:
        body[_PLACE] = entry_parts.name(entry.place)


def _from_body(value: Value) -> Entry:
    kind, body = _checked_fields(value)
    versions = shape.sequence(body[_VERSIONS], 2, 2)
    entry = Entry(
        ledger=shape.octets(body[_LEDGER], LEDGER_BYTES),
        seq=shape.whole(body[_SEQ]),
        previous=shape.octets(body[_PREVIOUS], HASH_BYTES),
        id=shape.octets(body[_ID], ID_BYTES),
        kind=kind,
        time=shape.whole(body[_TIME]),
        clock=shape.member(ClockState, body[_CLOCK]),
        scheme_version=shape.whole(versions[0]),
        bundle_version=shape.whole(versions[1]),
        **{name: read(body[number]) for number, (name, read) in _PARTS.items() if number in body},
    )
    _check_roles(kind, entry.parties)
    return entry


def _check_roles(kind: EntryKind | str, parties: Sequence[Party]) -> None:
    wanted = ROLES_TABLE.get(kind) if isinstance(kind, EntryKind) else None
    if wanted is None:
        return
    roles = [party.role for party in parties]
    for role in (Role.PAYER, Role.PAYEE):
        if roles.count(role) != wanted.count(role):
            raise BadShape(f"{kind} wants {wanted.count(role)} {role}, has {roles.count(role)}")


def _checked_fields(value: Value) -> tuple[EntryKind | str, Mapping[Key, Value]]:
    """Kind and fields: those that the table wants for it; any more for an unknown kind."""
    if not isinstance(value, Mapping):
        raise BadShape("not a map")
    name = entry_parts.name(value.get(_KIND))
    kind = _KINDS.get(name)
    if kind is None:
        return name, shape.fields(value, required=_HEAD, optional=value.keys())
    required, optional = _FIELDS[kind]
    return kind, shape.fields(value, required=required, optional=optional)
