from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import cbor, messages
from protocol.cbor import Value
from protocol.entry import ClockState
from protocol.errors import BadShape
from protocol.messages import HeartbeatAnswer, HeartbeatRequest, Request
from tests.protocol import samples
from tests.protocol.test_cbor import VALUES

REQUEST, ANSWER = samples.HEARTBEAT, samples.HEARTBEAT_ANSWER


@pytest.mark.parametrize("clock", ClockState)
def test_a_request_is_read_back_with_and_without_what_may_be_absent(clock: ClockState) -> None:
    bare = replace(REQUEST, status_issued=None, oldest_unsent=None, devices=(), clock=clock)
    for request in (REQUEST, bare, replace(bare, unsent=0)):
        assert HeartbeatRequest.from_body(cbor.decode(cbor.encode(request.to_body()))) == request


def test_an_answer_is_read_back() -> None:
    for answer in (ANSWER, HeartbeatAnswer(0, 0), HeartbeatAnswer(1, 1, retired=True)):
        assert HeartbeatAnswer.from_body(cbor.decode(cbor.encode(answer.to_body()))) == answer


def test_the_fullest_beat_and_its_answer_fit() -> None:
    devices = tuple((f"{n:032}", "s" * 32) for n in range(messages.MAX_DEVICES))
    request = replace(REQUEST, devices=devices, program="p" * 32)
    asked = messages.sign_request(
        samples.KIOSK, Request(messages.HEARTBEAT, samples.NOW, bytes(16), request.to_body())
    )
    read = messages.read_request(asked, samples.KIOSKS)
    assert HeartbeatRequest.from_body(read.request.body) == request
    answer = replace(ANSWER, close=(bytes(512),) * messages.MAX_CLOSE)
    assert HeartbeatAnswer.from_body(answer.to_body()) == answer


@pytest.mark.parametrize(
    "body",
    [
        replace(REQUEST, program=""),
        replace(REQUEST, program="p" * 33),
        replace(REQUEST, program="a\x00"),
        replace(REQUEST, scheme_version=-1),
        replace(REQUEST, bundle_version=-1),
        replace(REQUEST, status_issued=-1),
        replace(REQUEST, unsent=-1),
        replace(REQUEST, unsent=0),
        replace(REQUEST, oldest_unsent=-1),
        replace(REQUEST, devices=(("camera", "ok"),) * 2),
        replace(REQUEST, devices=tuple((f"d{n}", "ok") for n in range(17))),
        replace(REQUEST, devices=(("Camera", "ok"),)),
        replace(REQUEST, devices=(("camera", "not a slug"),)),
        replace(REQUEST, devices=(("camera", "x" * 33),)),
        replace(ANSWER, bundle_version=-1),
        replace(ANSWER, status_issued=-1),
        replace(ANSWER, close=(b"",)),
        replace(ANSWER, close=(bytes(513),)),
        replace(ANSWER, close=(b"c",) * 17),
    ],
    ids=str,
)
def test_contradictions_and_excess_are_refused(body: HeartbeatRequest | HeartbeatAnswer) -> None:
    with pytest.raises(BadShape):
        type(body).from_body(body.to_body())


WRONG: tuple[Value, ...] = (None, True, -1, "x y", b"x", [], [1], [["a"]], {}, {1: 1})


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_field_of_another_type_is_refused(number: int, value: Value) -> None:
    body = REQUEST.to_body()
    assert isinstance(body, dict)
    if (number, value) in ((6, []), (1, "x y")):  # no devices, a program's name: both may be
        assert HeartbeatRequest.from_body(body | {number: value})
        return
    with pytest.raises(BadShape):
        HeartbeatRequest.from_body(body | {number: value})


@pytest.mark.parametrize("number", range(1, 5))
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_an_answers_field_of_another_type_is_refused(number: int, value: Value) -> None:
    body = ANSWER.to_body()
    assert isinstance(body, dict)
    if (number, value) in ((3, []), (4, True)):
        assert HeartbeatAnswer.from_body(body | {number: value})
        return
    with pytest.raises(BadShape):
        HeartbeatAnswer.from_body(body | {number: value})


@settings(max_examples=100, deadline=None)
@given(value=st.dictionaries(st.integers(1, 9), VALUES, max_size=9) | VALUES)
def test_any_body_is_read_as_it_was_or_refused_by_shape(value: Value) -> None:
    for body in (HeartbeatRequest, HeartbeatAnswer):
        try:
            read = body.from_body(value)
        except BadShape:
            continue
        assert read.to_body() == value
