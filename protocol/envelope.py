"""The envelopes between kiosk and node: a signed request, a signed answer that carries its hash.

What stands in them is in messages.py. A nonce makes two equal requests differ, so that no answer
fits both.
"""

import hashlib
from dataclasses import dataclass

from protocol import cbor, cose, shape
from protocol.cbor import Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.errors import StaleAnswer, building
from protocol.keys import KeyRing, Signer
from protocol.receipt import HASH_BYTES

LEAST_NONCE_BYTES, MAX_NONCE_BYTES = 8, 32
MAX_CALL_CHARS = 32
_CALL, _TIME, _NONCE, _BODY = range(1, 5)
_REQUEST_HASH, _ANSWER_TIME, _ANSWER_BODY = range(1, 4)


@dataclass(frozen=True)
class Request:
    """What a kiosk asks. `call` is the last part of the path, `time` the sender's in epoch s."""

    call: str
    time: int
    nonce: bytes
    body: Value


@dataclass(frozen=True)
class SignedRequest:
    """A verified request with its exact bytes, their SHA-256, and the kid that signed it."""

    request: Request
    raw: bytes
    hash: bytes
    kid: bytes


@dataclass(frozen=True)
class Answer:
    """What the node answers. `time` is the node's, epoch seconds."""

    request_hash: bytes
    time: int
    body: Value


def request_hash(raw: bytes) -> bytes:
    """SHA-256 over the signed bytes of a request."""
    return hashlib.sha256(raw).digest()


def sign_request(signer: Signer, request: Request) -> bytes:
    """Sign with the kiosk's key. Raises Misuse for a request out of shape."""
    value: Value = {
        _CALL: request.call,
        _TIME: request.time,
        _NONCE: request.nonce,
        _BODY: request.body,
    }
    with building():
        _request(value)
    return cose.sign1(signer, MessageType.REQUEST, cbor.encode(value))


def read_request(data: bytes, keys: KeyRing) -> SignedRequest:
    """The request, if a key of the ring signed it. The body is for messages.py to read."""
    signed = cose.verify1(data, MessageType.REQUEST, keys)
    request = _request(_decode(signed.payload, MessageType.REQUEST))
    return SignedRequest(request, data, request_hash(data), signed.kid)


def unverified_request(data: bytes) -> tuple[Request, cose.Unverified]:
    """A request of somebody unknown, not to be believed before its signature is verified.

    For enrolment alone: the key that signs is inside, and nobody knows it yet.
    """
    message = cose.parse(data, MessageType.REQUEST)
    return _request(_decode(message.payload, MessageType.REQUEST)), message


def sign_answer(signer: Signer, answer: Answer) -> bytes:
    """Sign with the node's key for answers. Raises Misuse for an answer out of shape."""
    value: Value = {
        _REQUEST_HASH: answer.request_hash,
        _ANSWER_TIME: answer.time,
        _ANSWER_BODY: answer.body,
    }
    with building():
        _answer(value)
    return cose.sign1(signer, MessageType.ANSWER, cbor.encode(value))


def read_answer(data: bytes, keys: KeyRing, request_raw: bytes) -> Answer:
    """The answer to exactly this request. Raises StaleAnswer for one to another."""
    signed = cose.verify1(data, MessageType.ANSWER, keys)
    answer = _answer(_decode(signed.payload, MessageType.ANSWER))
    if answer.request_hash != request_hash(request_raw):
        raise StaleAnswer("an answer to another request")
    return answer


def unverified_answer(data: bytes) -> tuple[Answer, cose.Unverified]:
    """An answer of somebody whose key is not known yet, not to be believed before it is verified.

    For enrolment alone: the trust list that names the signer is inside (see enrolment.py).
    """
    message = cose.parse(data, MessageType.ANSWER)
    return _answer(_decode(message.payload, MessageType.ANSWER)), message


def _decode(payload: bytes, type_: MessageType) -> Value:
    return cbor.decode(payload, max_bytes=MAX_MESSAGE_BYTES[type_])


def _request(value: Value) -> Request:
    body = shape.fields(value, required=(_CALL, _TIME, _NONCE, _BODY))
    return Request(
        call=shape.slug(body[_CALL], MAX_CALL_CHARS),
        time=shape.whole(body[_TIME]),
        nonce=shape.octets(body[_NONCE], LEAST_NONCE_BYTES, MAX_NONCE_BYTES),
        body=body[_BODY],
    )


def _answer(value: Value) -> Answer:
    body = shape.fields(value, required=(_REQUEST_HASH, _ANSWER_TIME, _ANSWER_BODY))
    return Answer(
        request_hash=shape.octets(body[_REQUEST_HASH], HASH_BYTES),
        time=shape.whole(body[_ANSWER_TIME]),
        body=body[_ANSWER_BODY],
    )
