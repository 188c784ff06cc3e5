from dataclasses import replace

import pytest

from protocol import cbor
from protocol.account_call import (
    MAX_COINS,
    MAX_MOVES,
    AccountAnswer,
    AccountRequest,
    BookedMove,
)
from protocol.cbor import Value
from protocol.errors import BadShape
from protocol.offer_call import TakeAnswer, TakeRequest
from tests.protocol import samples

MOVE = BookedMove(samples.NOW, "spend", "점심 식권", -15)
ANSWER = AccountAnswer(35, {"policy": 10, "general": 30}, (MOVE, replace(MOVE, name="", coins=5)))
REQUEST = AccountRequest(samples.CODE_BYTES, samples.SCHEME, samples.NOW)


def test_an_account_is_read_back_with_its_purses_in_their_order() -> None:
    read = AccountAnswer.from_body(cbor.decode(cbor.encode(ANSWER.to_body())))
    assert (read, list(read.purses), read.balance) == (ANSWER, ["policy", "general"], 40)
    for request in (REQUEST, replace(REQUEST, place="senior-centre")):
        assert AccountRequest.from_body(request.to_body()) == request


def test_what_is_declined_tells_its_reason_and_nothing_else() -> None:
    declined = replace(ANSWER, reason="revoked").to_body()
    assert declined == {4: "revoked"}
    assert AccountAnswer.from_body(declined) == AccountAnswer(reason="revoked")
    whole = ANSWER.to_body()
    assert isinstance(whole, dict)
    with pytest.raises(BadShape):
        AccountAnswer.from_body(whole | {4: "revoked"})


@pytest.mark.parametrize(
    "body",
    [
        replace(ANSWER, spendable=-1),
        replace(ANSWER, spendable=MAX_COINS + 1),
        replace(ANSWER, purses={"General": 1}),
        replace(ANSWER, purses={"general": -1}),
        replace(ANSWER, purses={f"p{n}": 1 for n in range(9)}),
        replace(ANSWER, moves=(MOVE,) * (MAX_MOVES + 1)),
        replace(ANSWER, moves=(replace(MOVE, coins=-MAX_COINS - 1),)),
        replace(ANSWER, moves=(replace(MOVE, kind="no slug"),)),
        replace(ANSWER, moves=(replace(MOVE, time=-1),)),
        replace(ANSWER, moves=(replace(MOVE, name="a" * 65),)),
        AccountAnswer(reason="no slug"),
        replace(REQUEST, evidence=b""),
        replace(REQUEST, scheme=""),
        replace(REQUEST, scanned_at=-1),
        replace(REQUEST, place="no slug"),
        TakeRequest(bytes(15)),
        TakeAnswer(bytes(17)),
        TakeAnswer(bytes(16), b""),
    ],
    ids=str,
)
def test_excess_is_refused(body: AccountAnswer | AccountRequest | TakeRequest | TakeAnswer) -> None:
    with pytest.raises(BadShape):
        type(body).from_body(body.to_body())


def test_a_purse_named_twice_and_a_half_answer_are_refused() -> None:
    twice: Value = {1: 5, 2: [["a", 1], ["a", 2]], 3: []}
    half: Value = {1: 5, 2: []}
    for body in (twice, half, {}):
        with pytest.raises(BadShape):
            AccountAnswer.from_body(body)
