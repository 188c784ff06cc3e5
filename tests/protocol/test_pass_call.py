"""The call `passes` and the hold of a visit: what is written is read back, and no nonsense is."""

from dataclasses import replace

import pytest

from protocol.cbor import Value
from protocol.errors import BadShape
from protocol.messages import HoldRequest
from protocol.pass_call import (
    MAX_COMING,
    MAX_DAY,
    MAX_LEFT,
    MAX_PASS_VISITS,
    Coming,
    PassesAnswer,
    PassesRequest,
    PassLeft,
    VisitRight,
)

BOUGHT = Coming(b"a" * 16, 20_779, 10, 20_868)
MADE = Coming(b"b" * 16, 20_780)
RIGHT = VisitRight("gym", (BOUGHT, MADE))
REQUEST = PassesRequest(b"code", "test-coin", 1_795_229_400, "seocho-gym", RIGHT, (b"v" * 16,))
HOLD = HoldRequest(b"h" * 16, b"code", b"o" * 32, 0, "test-coin", 1_795_229_400, kind="admit")


def test_requests_and_answers_are_read_back() -> None:
    assert PassesRequest.from_body(REQUEST.to_body()) == REQUEST
    for answer in (
        PassesAnswer((PassLeft(3, 20_868), PassLeft(0, 20_800))),
        PassesAnswer(),
        PassesAnswer(reason="revoked"),
    ):
        assert PassesAnswer.from_body(answer.to_body()) == answer


def test_a_hold_of_a_visit_tells_what_is_coming_and_one_of_coins_nothing_new() -> None:
    visit = replace(HOLD, right=RIGHT)
    assert HoldRequest.from_body(visit.to_body()) == visit
    assert 12 not in HOLD.to_body()  # type: ignore[operator] # a map
    assert HoldRequest.from_body(HOLD.to_body()).right is None


BAD_RIGHTS: dict[str, Value] = {
    "no list": "gym",
    "no service": ["", []],
    "short id": ["gym", [[b"a", 1, 0, 0]]],
    "told twice": ["gym", [[b"a" * 16, 1, 0, 0], [b"a" * 16, 1, 0, 0]]],
    "too many": ["gym", [[n.to_bytes(16), 1, 0, 0] for n in range(MAX_COMING + 1)]],
    "less than none": ["gym", [[b"a" * 16, 1, -1, 0]]],
    "five parts": ["gym", [[b"a" * 16, 1, 0, 0, 0]]],
}


@pytest.mark.parametrize("value", BAD_RIGHTS.values(), ids=BAD_RIGHTS)
def test_bad_rights_are_refused(value: Value) -> None:
    with pytest.raises(BadShape):
        VisitRight.from_value(value)


BAD_ANSWERS: dict[str, Value] = {
    "nothing": {},
    "both": {1: [], 2: "revoked"},
    "too many": {1: [[1, 1]] * (MAX_LEFT + 1)},
    "no pair": {1: [[1]]},
    "foreign": {1: [], 3: 1},
    "text": {1: [["3", 1]]},
    "after the year 9999": {1: [[3, MAX_DAY + 1]]},
    "beyond all use": {1: [[MAX_PASS_VISITS + 1, 1]]},
}


@pytest.mark.parametrize("value", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_bad_answers_are_refused(value: Value) -> None:
    with pytest.raises(BadShape):
        PassesAnswer.from_body(value)
