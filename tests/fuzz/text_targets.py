"""Parsers of text: resident codes, Base45, JSON of wallets, TOML of people."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import base45

from central_node.cards import Card, RevokeReason
from central_node.desk_json import DeskCall, answer_desk
from central_node.errors import Refused
from central_node.offers import read_answered
from central_node.wallet_json import read_issue
from kiosk.config import ConfigError, read_toml
from kiosk.facility import load_facility
from kiosk.profile.machine import Profile
from protocol import code, resident_code
from protocol.cose import MessageType
from protocol.credential import CredentialKind
from protocol.errors import ProtocolError
from protocol.offer import answered, read_offer, unverified_offer
from schemes.errors import SchemeError
from schemes.scheme import load_scheme
from tests.fuzz.engine import Taken, Target
from tests.fuzz.shipped import ODD_TOML, shipped
from tests.fuzz.signed_targets import taken_of_code
from tests.kiosk.documents import PROFILE
from tests.kiosk.shops import LOCKER, MEALS, scheme_text
from tests.protocol import samples

_DAY = date(2026, 11, 21)
_SCHEME = load_scheme(scheme_text(), "scheme")
_CODES = (code.to_text(samples.CODE_BYTES), code.to_text(samples.CARD_BYTES))
_OFFERED, _ANSWERED = code.to_text(samples.OFFER_BYTES), code.to_text(samples.ANSWERED_BYTES)
_TICKET = code.ticket_text(samples.SPEND_BYTES)


def text_targets() -> Iterator[Target]:
    """All of them."""
    texts = tuple(text.encode() for text in (*_CODES, _TICKET, "CC1:", "https://example.org"))
    yield Target("code.text", _code, (ProtocolError,), texts, 1100)
    yield Target("code.base45", _base45, (ProtocolError,), (b"BB8", b"%69 VD92EX0", b""), 1100)
    posted = json.dumps({"offer": _OFFERED, "presentation": _ANSWERED}).encode()
    point = samples.PHONE.public_key.raw.hex()
    asked = f'{{"token": "ABCD-1234", "public_key": "{point}"}}'.encode()
    issues = (asked, b"[" * 300, b'{"token": "\\ud800"}', asked.replace(b"0", b"\\u0030"))
    yield Target("offer.text", _offer, (ProtocolError,), (_OFFERED.encode(), *texts), 1100)
    odd = (posted, b"[" * 300, b'{"offer": "\\ud800", "presentation": "CC1:"}')
    yield Target("offer-json", _answer, (Refused, ProtocolError), odd, 2048)
    yield Target("wallet-json", _wallet, (Refused, ProtocolError), issues, 1024)
    yield from _desk_targets()
    yield from _toml_targets()


def _desk_targets() -> Iterator[Target]:
    card = b'{"request": "desk-0001", "resident": "kim", "home": "Hall", "name": "K*m"}'
    badge = b'{"request": "desk-0002", "name": "Lee"}'
    revoke = b'{"reason": "lost"}'
    odd = (b"[" * 300, b'{"reason": 1e999}', b'{"request": "\\ud800aaaaaaa", "name": "\\u0000"}')
    for name, call, body in (
        ("card", DeskCall(CredentialKind.CARD), card),
        ("badge", DeskCall(CredentialKind.STAFF), badge),
        ("revoke", DeskCall(CredentialKind.CARD, "12345678"), revoke),
    ):
        feed = partial(_desk, call)
        yield Target(f"desk-json.{name}", feed, (Refused,), (body, card, badge, revoke, *odd), 1024)


def _toml_targets() -> Iterator[Target]:
    schemes = (scheme_text(), *shipped("schemes"))
    yield Target("toml.scheme", _scheme, (SchemeError,), (*schemes, *ODD_TOML), 16_384)
    facilities = ((MEALS + LOCKER).encode(), MEALS.encode(), *shipped("facilities"))
    yield Target("toml.facility", _facility, (ConfigError,), (*facilities, *ODD_TOML), 16_384)
    profile = PROFILE.replace("{root}", "ab" * 32).encode()
    yield Target("toml.profile", _profile, (ConfigError,), (profile, *ODD_TOML), 8192)


def _code(data: bytes) -> Taken:
    found = resident_code.check(
        data.decode("latin-1"), samples.ISSUERS, samples.SCHEME, samples.NOW
    )
    return Taken(taken_of_code(found))


def _base45(data: bytes) -> Taken:
    """Each text that is read is the one that its bytes are written as."""
    read = code.from_text(code.PREFIX + data.decode("latin-1"))
    assert bytes(base45.b45encode(read)) == data
    return Taken()


def _offer(data: bytes) -> Taken:
    """What an app reads of a screen; it is believed to be nobody's."""
    assert unverified_offer(data.decode("latin-1")).name
    return Taken()


def _answer(data: bytes) -> Taken:
    """What an app posts: the offer and what was made for it, both signed by who may."""
    text, presentation = read_answered(data)
    signed = code.from_text(text)
    offer = read_offer(signed, samples.KIOSKS)
    found = answered(presentation, offer, samples.ISSUERS, samples.NOW)
    return Taken(((MessageType.OFFER, signed), *taken_of_code(found)))


def _wallet(data: bytes) -> Taken:
    token, key = read_issue(data)
    assert 0 < len(token) <= 64
    assert len(key.raw) == 33
    return Taken()


class _Desk:
    """A desk that does everything it is asked, with the names it is given."""

    def issue_card(
        self,
        id_: str,
        home: str,
        name: str | None,
        now: int,
        request: str | None,
        old: RevokeReason,
    ) -> Card:
        assert id_
        assert request
        assert old in RevokeReason
        return Card("1", CredentialKind.CARD, name or "K*m", home, 1, now, now + 1, "CC1:")

    def issue_badge(self, name: str, now: int, request: str | None) -> Card:
        assert request
        return Card("1", CredentialKind.STAFF, name, None, 0, now, now + 1, "CC1:")

    def revoke(self, _number: str, _kind: CredentialKind, reason: RevokeReason, now: int) -> int:
        assert reason in RevokeReason
        return now

    def card(self, number: str) -> Card:
        return Card(number, CredentialKind.CARD, "K*m", "Hall", 1, 1, 2, "CC1:")


def _desk(call: DeskCall, data: bytes) -> Taken:
    """What a desk is answered is JSON again."""
    desk: Any = _Desk()
    assert isinstance(json.loads(answer_desk(desk, call, data, samples.NOW)), dict)
    return Taken()


def _scheme(data: bytes) -> Taken:
    found = load_scheme(data, "scheme")
    assert found.rates
    return Taken()


def _facility(data: bytes) -> Taken:
    found = load_facility(data, "facility", _SCHEME, _DAY)
    assert found.services
    return Taken()


def _profile(data: bytes) -> Taken:
    read_toml(data, "profile", Profile)
    return Taken()
