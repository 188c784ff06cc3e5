"""Readers of signed messages, each fed in three ways.

As it came: any bytes. Payload: the input is a payload that the right key truly signed, so that what
lies behind the signature is reached. Header: the input is header and payload, truly signed.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeGuard

import cbor2

from protocol import cbor, cose, presentation
from protocol.bundle import follow_trust_chain, sign_trust_list
from protocol.cose import MessageType
from protocol.enrolment import Enrolled
from protocol.errors import ProtocolError
from protocol.keys import Algorithm
from protocol.resident_code import ResidentCode
from protocol.trust_list import KeyRole, TrustList
from tests.fuzz.engine import Pair, Signed, Taken, Target, pair_of
from tests.protocol import samples
from tests.protocol.readers import READERS, Reader

_REFUSALS = (ProtocolError,)
_LARGE = {MessageType.BUNDLE, MessageType.ANSWER}
_HEADER_LENGTH_BYTES = 2

NEXT_ROOT, FORMER_ROOT = samples.signer(Algorithm.ED25519, 60), samples.ROOT
TRUST_LISTS = (
    samples.TRUST_LIST_BYTES,
    sign_trust_list(
        FORMER_ROOT, TrustList(3, samples.NOW, ((KeyRole.ROOT, NEXT_ROOT.public_key),))
    ),
    sign_trust_list(NEXT_ROOT, TrustList(4, samples.NOW, samples.TRUST_LIST.keys)),
)
STRANGERS = (
    sign_trust_list(samples.STRANGER_NODE, samples.TRUST_LIST),
    cose.sign1(samples.STRANGER_NODE, MessageType.RECEIPT, b"\xa0"),
    presentation.present(samples.STRANGER, samples.CREDENTIAL_BYTES, samples.PRESENTATION),
)
"""Signed, but by nobody who may: seeds that no reader takes."""


def signed_by_the_harness() -> Signed:
    """What each kind of reader may take."""
    messages = [(reader.type, reader.valid) for reader in READERS]
    messages += [(MessageType.TRUST_LIST, data) for data in TRUST_LISTS]
    messages += [(MessageType.CREDENTIAL, samples.CREDENTIAL_BYTES)]
    ordered = sorted(messages, key=lambda it: it[0])
    by_type: dict[MessageType, frozenset[Pair]] = dict.fromkeys(MessageType, frozenset())
    for type_, group in groupby(ordered, key=lambda it: it[0]):
        by_type[type_] = frozenset(pair_of(data) for _, data in group)
    return by_type


SIGNED = signed_by_the_harness()


def signed_targets() -> Iterator[Target]:
    """All of them."""
    everything = (*(reader.valid for reader in READERS), *TRUST_LISTS, *STRANGERS)
    for reader in READERS:
        most = 4096 if reader.type in _LARGE else 1536
        payload = cose.parse(reader.valid, reader.type).payload
        as_it_came = _AsItCame(reader)
        yield Target(f"{reader.name}.raw", as_it_came, _REFUSALS, everything, max(most, 2048))
        yield Target(f"{reader.name}.payload", _Payload(reader), _REFUSALS, (payload,), most)
        headed = with_header(cose.parse(reader.valid, reader.type).protected, payload)
        yield Target(f"{reader.name}.header", _Header(reader), _REFUSALS, (headed,), most)
    chain = cbor.encode(list(TRUST_LISTS))
    yield Target("trust-chain.lists", _chain, _REFUSALS, (chain,), 4096)


def with_header(protected: bytes, payload: bytes) -> bytes:
    """An input for a target of headers."""
    return len(protected).to_bytes(_HEADER_LENGTH_BYTES) + protected + payload


class _AsItCame:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, data: bytes) -> Taken:
        return Taken(_believed(self._reader, data))


class _Payload:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._protected = cose.parse(reader.valid, reader.type).protected

    def __call__(self, data: bytes) -> Taken:
        return _signed_now(self._reader, self._protected, data)


class _Header:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, data: bytes) -> Taken:
        start = _HEADER_LENGTH_BYTES
        end = start + int.from_bytes(data[:start])
        return _signed_now(self._reader, data[start:end], data[end:])


def _signed_now(reader: Reader, protected: bytes, payload: bytes) -> Taken:
    """Not by `cose.sign1`, which keeps from signing what is over a limit."""
    signature = reader.signer.sign(cose.sig_structure(protected, payload))
    message = cbor.encode([protected, {}, payload, signature])
    return Taken(_believed(reader, message), ((reader.type, message),))


def _believed(reader: Reader, data: bytes) -> tuple[tuple[MessageType, bytes], ...]:
    """Read; what was taken for signed: the message, and those inside that the reader believes."""
    value = reader.read(data)
    if isinstance(value, ResidentCode):
        return taken_of_code(value)
    taken = [(reader.type, data)]
    if isinstance(value, Enrolled):
        taken.append((MessageType.TRUST_LIST, value.answer.trust_list))
        taken.append((MessageType.BUNDLE, value.answer.bundle))
    return tuple(taken)


def taken_of_code(code: ResidentCode) -> tuple[tuple[MessageType, bytes], ...]:
    """A card's credential, or a phone's presentation and the credential in its header."""
    if code.presentation is None:
        return ((MessageType.CREDENTIAL, code.evidence),)
    header: Any = cbor2.loads(pair_of(code.evidence)[0])
    return (
        (MessageType.PRESENTATION, code.evidence),
        (MessageType.CREDENTIAL, header[cose.CREDENTIAL]),
    )


def _chain(data: bytes) -> Taken:
    lists = cbor.decode(data)
    if not _all_bytes(lists):
        return Taken()
    accepted = follow_trust_chain(lists, samples.ROOT.public_key)
    versions = [it.trust_list.version for it in accepted]
    assert versions == sorted(set(versions))
    return Taken(tuple((MessageType.TRUST_LIST, it.raw) for it in accepted))


def _all_bytes(value: object) -> TypeGuard[Sequence[bytes]]:
    return isinstance(value, list) and all(isinstance(it, bytes) for it in value)
