"""The bytes between kiosk and partner: what each signs, and what neither believes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.partners import wire
from kiosk.partners.errors import PartnerBabbles, PartnerRefused
from kiosk.partners.wire import MAX_BODY_BYTES, MAX_DEPTH, Json, Question, Unknown
from protocol.keys import Algorithm, MemorySigner

KIOSK = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x07", deterministic=True)
PARTNER = MemorySigner.from_secret(Algorithm.ED25519, b"park" * 8)
OTHER = MemorySigner.from_secret(Algorithm.ED25519, b"mall" * 8)
NONCE = bytes(range(16))
BODY = {"digits": "3456"}


def question() -> Question:
    return wire.ask(KIOSK, PARTNER.public_key, "/v1/cars", BODY, NONCE)


def small(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def believed(body: bytes, nonce: bytes = NONCE, path: str = "/v1/cars") -> Json:
    signature = wire.reply(PARTNER, path, nonce, body)
    return wire.believe(PARTNER.public_key, question(), signature, body)


def test_a_question_is_signed_as_documented() -> None:
    asked = question()
    assert asked.body == b'{"digits":"3456"}'
    assert asked.headers["CC-Kiosk"] == KIOSK.public_key.kid.hex()
    assert asked.headers["CC-Nonce"] == NONCE.hex()
    signed = (
        b"cc-partner-request/1\n"
        + PARTNER.public_key.raw.hex().encode()
        + b"\n/v1/cars\n"
        + NONCE.hex().encode()
        + b'\n{"digits":"3456"}'
    )
    KIOSK.public_key.verify(bytes.fromhex(asked.headers["CC-Signature"]), signed)


def test_a_reply_is_signed_as_documented() -> None:
    body = b'{"answer":{}}'
    signed = b"cc-partner-reply/1\n/v1/cars\n" + NONCE.hex().encode() + b"\n" + body
    assert wire.reply(PARTNER, "/v1/cars", NONCE, body) == PARTNER.sign(signed).hex()
    assert believed(body) == {}


def test_a_partner_hears_its_kiosks() -> None:
    asked = question()
    keys = (KIOSK.public_key,)
    heard = wire.heard(PARTNER.public_key, keys, asked.path, small(dict(asked.headers)), asked.body)
    assert heard == (NONCE, BODY)


@pytest.mark.parametrize(
    ("changed", "path", "body"),
    [
        ({}, "/v1/quote", None),
        ({}, "/v1/cars", b'{"digits":"9999"}'),
        ({"CC-Nonce": bytes(16).hex()}, "/v1/cars", None),
        ({"CC-Nonce": "00"}, "/v1/cars", None),
        ({"CC-Kiosk": bytes(8).hex()}, "/v1/cars", None),
        ({"CC-Signature": ""}, "/v1/cars", None),
        ({"CC-Signature": "zz"}, "/v1/cars", None),
    ],
    ids=["path", "body", "nonce", "short-nonce", "kiosk", "unsigned", "no-hex"],
)
def test_a_partner_answers_no_question_that_was_changed(
    changed: dict[str, str], path: str, body: bytes | None
) -> None:
    asked = question()
    headers = small({**asked.headers, **changed})
    with pytest.raises(Unknown):
        wire.heard(PARTNER.public_key, (KIOSK.public_key,), path, headers, body or asked.body)


def test_a_question_to_one_partner_opens_no_other() -> None:
    asked = question()
    with pytest.raises(Unknown):
        wire.heard(
            OTHER.public_key,
            (KIOSK.public_key,),
            asked.path,
            small(dict(asked.headers)),
            asked.body,
        )


@pytest.mark.parametrize(
    ("nonce", "path"), [(bytes(16), "/v1/cars"), (NONCE, "/v1/quote")], ids=["nonce", "path"]
)
def test_a_reply_to_another_question_is_babble(nonce: bytes, path: str) -> None:
    with pytest.raises(PartnerBabbles):
        believed(b'{"answer":{}}', nonce, path)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"answer":1,"refused":"no"}',
        b'{"answer":1,"answer":2}',
        b'{"answer":1.5}',
        b'{"answer":NaN}',
        b'{"answer":"\\ud800"}',
        b'{"answer":"a\\nb"}',
        b'{"refused":"No reason"}',
        b'{"refused":7}',
        b'{"refused":"' + b"a" * 49 + b'"}',
        b'{"answer":' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}",
        b"[" * 8000,
        b'{"answer":' + b"9" * 5000 + b"}",
        b'{"answer":"' + b"a" * MAX_BODY_BYTES + b'"}',
        b"\xff\xfe",
    ],
    ids=range(17),
)
def test_what_is_no_envelope_is_babble(body: bytes) -> None:
    with pytest.raises(PartnerBabbles):
        believed(body)


def test_a_refusal_has_its_reason() -> None:
    with pytest.raises(PartnerRefused) as refused:
        believed(b'{"refused":"course-full"}')
    assert refused.value.reason == "course-full"


printable = st.text(st.characters(categories=["L", "N", "P"]), max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | printable,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(printable, inner, max_size=3),
    max_leaves=5,
)


def deep(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(deep, inner), default=0)


@settings(max_examples=60, deadline=None)
@given(values)
def test_what_a_partner_says_is_what_a_kiosk_reads(value: Json) -> None:
    if deep(value) >= MAX_DEPTH:
        return
    assert believed(wire.written({"answer": value})) == value


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    try:
        value = wire.read(data)
    except PartnerBabbles:
        return
    assert wire.read(wire.written(value)) == value


def test_the_example_in_the_documentation_is_what_is_sent() -> None:
    page = (Path(__file__).parents[3] / "docs" / "partners.md").read_text("utf-8")
    body = b'{"answer":{"cars":[]}}'
    for name, value in question().headers.items():
        assert f"{name}: {value}\n" in page
    assert wire.reply(PARTNER, "/v1/cars", NONCE, body) in page
    for key in (KIOSK.public_key, PARTNER.public_key):
        assert key.raw.hex() in page
