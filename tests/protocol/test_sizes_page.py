"""docs/sizes.md says what is measured here, and nothing is over its budget."""

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M

from protocol import bundle, cbor, code, cose, credential, entry, offer, status_list
from protocol.bundle import RosterRow
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy, Decision, Entry, EntryKind, Opening, Party, Role
from protocol.messages import HEARTBEAT, Request, sign_request
from protocol.offer import Offer
from protocol.receipt import Outcome, Receipt, sign_receipt
from protocol.status_list import Status, StatusList
from tests.protocol import samples
from tests.protocol.test_offer import LARGEST as LARGEST_OFFER
from tests.protocol.test_sizes import LARGEST, phone_text, qr_version

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "sizes.md"
_CARDS = 4096


@dataclass(frozen=True)
class Size:
    """What was measured: characters or bytes, and the QR version where it is a code."""

    units: int
    version: str = ""


def phone(*, challenge: bool = False, largest: bool = False) -> Size:
    value = samples.PRESENTATION
    if challenge:
        value = replace(value, challenge=bytes(16), amount=10_000)
    text = phone_text(LARGEST if largest else samples.CREDENTIAL, value)
    return Size(len(text), f"{qr_version(text, ERROR_CORRECT_L)}-L")


def with_classes(*, largest: bool = False) -> Size:
    """A phone of somebody with as many price classes as a code holds."""
    of = LARGEST if largest else samples.CREDENTIAL
    text = phone_text(replace(of, price_classes=(1, 2, 60, 65)), samples.PRESENTATION)
    return Size(len(text), f"{qr_version(text, ERROR_CORRECT_L)}-L")


def bearer(kind: CredentialKind, *, largest: bool = False) -> Size:
    usual = samples.CARD if kind is CredentialKind.CARD else replace(samples.CARD, slices={})
    of = replace(LARGEST, holder=None) if largest else usual
    text = code.to_text(credential.issue(samples.ISSUER, replace(of, kind=kind)))
    return Size(len(text), f"{qr_version(text, ERROR_CORRECT_M)}-M")


def offered(value: Offer) -> Size:
    text = code.to_text(offer.sign_offer(samples.KIOSK, value))
    return Size(len(text), f"{qr_version(text, ERROR_CORRECT_M)}-M")


def signed(value: Entry, *, ticket: bool = False) -> Size:
    data = entry.sign_entry(samples.KIOSK, value)
    version = qr_version(code.ticket_text(data), ERROR_CORRECT_M) if ticket else 0
    return Size(len(data), f"{version}-M" if ticket else "")


CARD_PARTY = Party(
    Role.PAYER, samples.CARD.cti, None, samples.CARD.limit_tag, samples.HASH, samples.NOW
)
CARER = replace(samples.PARTY, role=Role.CARER, scanned_at=samples.NOW)
HOLDER = replace(CARD_PARTY, role=Role.HOLDER)
STAFF = replace(CARD_PARTY, role=Role.STAFF)
BY_STAND_IN = Decision(DecidedBy.STAND_IN, 15)


def entries() -> dict[str, Size]:
    of = samples.entry_of
    by_card = replace(samples.SPEND, parties=(CARD_PARTY,), decided=BY_STAND_IN)
    vouched = replace(by_card, parties=(CARD_PARTY, CARER))
    tried, id_ = of(EntryKind.PIN, parties=(HOLDER,), result="try"), samples.ID
    return {
        "entry: spend by phone": signed(samples.SPEND, ticket=True),
        "entry: spend by card": signed(by_card, ticket=True),
        "entry: spend by card, with a carer": signed(vouched, ticket=True),
        "entry: void": signed(of(EntryKind.VOID, result="walked-away")),
        "entry: PIN tried": signed(tried),
        "entry: PIN right": signed(replace(tried, result="right", ref=id_)),
        "entry: PIN unblocked by staff": signed(
            replace(tried, parties=(HOLDER, STAFF), result="unblocked")
        ),
        "entry: credential closed": signed(
            of(EntryKind.CLOSE_CREDENTIAL, parties=(HOLDER,), result="asked")
        ),
        "entry: code refused": signed(of(EntryKind.REFUSE, result="bad-signature")),
        "entry: ledger opened": signed(
            of(EntryKind.OPEN, opening=Opening(b"ledger-0", 41, samples.HASH))
        ),
    }


def documents() -> dict[str, Size]:
    booked = Receipt(samples.LEDGER, 42, samples.HASH, Outcome.BOOKED, None, samples.NOW, None)
    beat = Request(HEARTBEAT, samples.NOW, bytes(16), samples.HEARTBEAT.to_body())
    digests = [hashlib.sha256(bytes([n])).digest() for n in range(_CARDS // 100)]
    revoked = {int.from_bytes(it) % (2 * _CARDS): Status.INVALID for it in digests}
    packed = status_list.pack(revoked, 2 * _CARDS)
    statuses = StatusList(samples.SCHEME, samples.NOW, samples.NOW + 3600, 3600, packed)
    row = RosterRow(samples.CARD.cti, 7, 100, "김○자", (samples.CREDENTIAL.cti,))
    rows = tuple(replace(row, cti=n.to_bytes(8)) for n in range(_CARDS))
    with_cards = bundle.sign_bundle(samples.NODE, replace(samples.BUNDLE, roster=rows))
    each = (len(with_cards) - len(samples.BUNDLE_BYTES)) // _CARDS
    return {
        "receipt": Size(len(sign_receipt(samples.NODE, booked))),
        "heartbeat": Size(len(sign_request(samples.KIOSK, beat))),
        "status list: 4,096 cards, 1 % revoked": Size(
            len(status_list.sign_status_list(samples.NODE, statuses))
        ),
        "roster: one card": Size(each),
    }


def as_designed() -> Size:
    """A phone's code by the letter of the design: long names of the types, a kid in each header."""
    node, holder = samples.ISSUER.public_key.kid, samples.PHONE.public_key.kid
    claims = cose.parse(samples.CREDENTIAL_BYTES, MessageType.CREDENTIAL).payload
    shown = cose.parse(samples.CODE_BYTES, MessageType.PRESENTATION).payload
    inner = _wire({1: -19, 4: node, 16: "cc/credential"}, claims)
    text = code.to_text(_wire({1: -9, 4: holder, 13: inner, 16: "cc/presentation"}, shown))
    return Size(len(text), f"{qr_version(text, ERROR_CORRECT_L)}-L")


def _wire(header: Value, payload: bytes) -> bytes:
    return cbor.encode([cbor.encode(header), {}, payload, bytes(64)])


@cache
def measured() -> dict[str, Size]:
    codes = {
        "phone": phone(),
        "phone, largest numbers": phone(largest=True),
        "phone, four price classes": with_classes(),
        "phone, four price classes, largest numbers": with_classes(largest=True),
        "phone with challenge": phone(challenge=True),
        "phone with challenge, largest numbers": phone(challenge=True, largest=True),
        "phone by the letter of the design": as_designed(),
        "card": bearer(CredentialKind.CARD),
        "card, largest numbers": bearer(CredentialKind.CARD, largest=True),
        "staff badge": bearer(CredentialKind.STAFF),
        "shown code": offered(replace(samples.OFFER, place=None)),
        "shown code with a place": offered(samples.OFFER),
        "shown code, largest": offered(LARGEST_OFFER),
    }
    return codes | entries() | documents()


def rows() -> dict[str, list[str]]:
    lines = _PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {row[0]: row[1:] for row in cells if len(row) == 4 and row[2][:1].isdigit()}


def told(size: Size) -> str:
    return f"{size.units:,}, {size.version}" if size.version else f"{size.units:,}"


def test_the_page_tells_what_is_measured() -> None:
    assert {name: row[1] for name, row in rows().items()} == {
        name: told(size) for name, size in measured().items()
    }


@pytest.mark.parametrize("name", rows())
def test_nothing_is_over_its_budget(name: str) -> None:
    budget, size = rows()[name][0], measured()[name]
    if budget == "none":
        assert name == "phone by the letter of the design"
        return
    units, _, version = budget.replace(",", "").partition(" ")
    assert size.units <= int(units)
    if version:
        number, level = version.split("-")
        assert size.version.endswith(level)
        assert int(size.version.split("-")[0]) <= int(number)
