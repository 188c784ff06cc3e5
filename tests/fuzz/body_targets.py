"""Parsers that look at no signature: CBOR, COSE, and the body of every call, both ways."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol, Self

from protocol import cbor, cose, shape
from protocol.account_call import AccountAnswer, AccountRequest, BookedMove
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.errors import ProtocolError
from protocol.keys import from_cose_key, to_cose_key
from protocol.messages import EnrolAnswer
from protocol.offer_call import TakeAnswer, TakeRequest
from protocol.pass_call import Coming, PassesAnswer, PassesRequest, PassLeft, VisitRight
from protocol.rekey_call import RekeyAnswer, RekeyRequest
from tests.fuzz.engine import Taken, Target
from tests.protocol import samples
from tests.protocol.readers import READERS

_REFUSALS = (ProtocolError,)
_MAX_BYTES = 1 << 20


class Body(Protocol):
    def to_body(self) -> Value: ...

    @classmethod
    def from_body(cls, value: Value) -> Self: ...


REKEY = RekeyRequest(samples.STRANGER.public_key, samples.REQUEST_BYTES[:200])
MOVES = (
    BookedMove(samples.NOW, "spend", "점심 식권", -15),
    BookedMove(samples.NOW, "earn", "", 5),
)
VISIT = VisitRight("gym", (Coming(bytes(16), 20_779, 10, 20_868), Coming(b"v" * 16, 20_780)))
BODIES: tuple[Body, ...] = (
    *samples.BODIES,
    REKEY,
    RekeyAnswer(bytes(8), samples.NOW),
    AccountRequest(samples.CODE_BYTES, samples.SCHEME, samples.NOW),
    AccountRequest(samples.CODE_BYTES, samples.SCHEME, samples.NOW, "senior-centre"),
    AccountAnswer(35, {"general": 30, "policy": 10}, MOVES),
    AccountAnswer(reason="revoked"),
    PassesRequest(samples.CODE_BYTES, samples.SCHEME, samples.NOW, "gym", VISIT, (bytes(16),)),
    PassesAnswer((PassLeft(3, 20_868), PassLeft(0, 20_800))),
    PassesAnswer(reason="revoked"),
    replace(samples.HOLD, kind="admit", right=VISIT),
    TakeRequest(samples.OFFER.id),
    TakeAnswer(samples.OFFER.id),
    TakeAnswer(samples.OFFER.id, samples.ANSWERED_BYTES),
)


def body_targets() -> Iterator[Target]:
    """All of them."""
    messages = tuple(reader.valid for reader in READERS)
    bodies = tuple(cbor.encode(body.to_body()) for body in BODIES)
    yield Target("cbor", _cbor, _REFUSALS, (*messages, *bodies, *_odd_cbor()), 2048)
    yield Target("cose", _cose, _REFUSALS, messages, 2048)
    keys = tuple(cbor.encode(to_cose_key(it.public_key)) for it in (samples.NODE, samples.PHONE))
    yield Target("cose-key", _key, _REFUSALS, keys, 256)
    by_type: dict[type[Body], list[bytes]] = {}
    for body, data in zip(BODIES, bodies, strict=True):
        by_type.setdefault(type(body), []).append(data)
    for type_, seeds in by_type.items():
        most = 4096 if type_ is EnrolAnswer else 1536
        yield Target(f"body.{type_.__name__}", _Body(type_), _REFUSALS, tuple(seeds), most)


def _odd_cbor() -> tuple[bytes, ...]:
    """Forms that are no CBOR of ours: tags, floats, long heads, open lengths, deep nesting."""
    odd = "c11a514b67b0 f97e00 1800 5f4101ff 9fff bfff a2010201 03 f7 e0 1bffffffffffffffff"
    return (*map(bytes.fromhex, odd.split()), b"\x81" * 40, b"\xa1\x01" * 20, b"\x9a" + b"\xff" * 4)


def _cbor(data: bytes) -> Taken:
    """What is read has this one form: the same bytes come back."""
    assert cbor.encode(cbor.decode(data)) == data
    return Taken()


def _cose(data: bytes) -> Taken:
    message = cose.parse(data, *MessageType)
    signature = message.signature
    assert data == cbor.encode([message.protected, {}, message.payload, signature])
    return Taken()


def _key(data: bytes) -> Taken:
    value = cbor.decode(data)
    assert to_cose_key(from_cose_key(value)) == value
    return Taken()


class _Body:
    """A body that is read says the same when it is written again."""

    def __init__(self, type_: type[Body]) -> None:
        self._type = type_

    def __call__(self, data: bytes) -> Taken:
        value = cbor.decode(data, max_bytes=_MAX_BYTES)
        body = self._type.from_body(shape.pairs(value, 64))
        assert cbor.encode(body.to_body()) == data
        return Taken()
