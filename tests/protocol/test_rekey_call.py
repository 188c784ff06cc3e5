import os
from dataclasses import replace

import pytest

from protocol import cbor
from protocol.cbor import Value
from protocol.envelope import Request, sign_request
from protocol.errors import BadKey, BadShape, BadSignature, ProtocolError, UnknownKey
from protocol.keys import Algorithm, MemorySigner, key_ring
from protocol.messages import HOLDS
from protocol.rekey_call import (
    PROOF,
    REKEY,
    RekeyAnswer,
    RekeyRequest,
    ask_rekey,
    read_rekey_request,
)

OLD, NEW, OTHER = (MemorySigner.generate(Algorithm.ESP256) for _ in range(3))
RING = key_ring(OLD.public_key)
TIME_S = 1_790_000_000
ASKED = ask_rekey(NEW, OLD.public_key, TIME_S, os.urandom)


def signed(body: Value, signer: MemorySigner = OLD, call: str = REKEY) -> bytes:
    return sign_request(signer, Request(call, TIME_S, bytes(16), body))


def proof(signer: MemorySigner, body: Value, call: str = PROOF) -> bytes:
    return sign_request(signer, Request(call, TIME_S, bytes(16), body))


def test_what_both_keys_signed_is_read() -> None:
    data = signed(ASKED.to_body())
    request, asked = read_rekey_request(data, RING)
    assert (request.kid, request.raw) == (OLD.public_key.kid, data)
    assert asked == ASKED
    assert asked.public_key == NEW.public_key


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (replace(ASKED, proof=proof(OTHER, {1: OLD.public_key.kid})), UnknownKey),
        (replace(ASKED, proof=proof(NEW, {1: OTHER.public_key.kid})), BadShape),
        (replace(ASKED, proof=proof(NEW, {1: OLD.public_key.kid}, REKEY)), BadShape),
        (replace(ASKED, proof=proof(NEW, {1: OLD.public_key.kid, 2: 1})), BadShape),
        (replace(ASKED, proof=proof(NEW, {1: b"short"})), BadShape),
        (replace(ASKED, proof=ASKED.proof[:-1] + bytes([ASKED.proof[-1] ^ 1])), BadSignature),
        (replace(ASKED, public_key=OTHER.public_key), UnknownKey),
        (ask_rekey(OLD, OLD.public_key, TIME_S, os.urandom), BadKey),
    ],
    ids=["a stranger's", "for another", "other call", "more", "short", "altered", "swapped", "own"],
)
def test_a_key_that_did_not_agree_to_follow_this_one_is_refused(
    asked: RekeyRequest, error: type[ProtocolError]
) -> None:
    with pytest.raises(error):
        read_rekey_request(signed(asked.to_body()), RING)


def test_a_request_that_the_old_key_did_not_sign_is_refused() -> None:
    with pytest.raises(UnknownKey):
        read_rekey_request(signed(ASKED.to_body(), NEW), RING)


def test_a_proof_is_no_request_and_a_request_no_other_call() -> None:
    with pytest.raises(BadShape):
        read_rekey_request(ASKED.proof, key_ring(NEW.public_key))
    with pytest.raises(BadShape):
        read_rekey_request(signed(ASKED.to_body(), call=HOLDS), RING)


def test_a_kiosk_gets_no_key_of_another_kind() -> None:
    node = MemorySigner.generate(Algorithm.ED25519)
    asked = ask_rekey(node, OLD.public_key, TIME_S, os.urandom)
    with pytest.raises(BadKey):
        read_rekey_request(signed(asked.to_body()), RING)


@pytest.mark.parametrize("body", [ASKED, RekeyAnswer(bytes(8), TIME_S)])
def test_each_body_is_read_back(body: RekeyRequest | RekeyAnswer) -> None:
    assert type(body).from_body(cbor.decode(cbor.encode(body.to_body()))) == body
    others: list[Value] = [None, [], {}, {1: 1}, {1: 1, 2: 2, 3: 3}]
    for broken in others:
        with pytest.raises(BadShape):
            type(body).from_body(broken)
