"""The desk's calls in JSON: cards and badges are made and ended.

POST /v1/cards                  {"request", "resident", "home", "name"?, "old"?}   -> the card
POST /v1/badges                 {"request", "name"}                        -> the badge
POST /v1/cards/NUMBER/revoke    {"reason"}                                 -> {"number", "revoked"}
POST /v1/badges/NUMBER/revoke   the same

`request` is a text of the desk's own, new for each card: the same call again gets the same card, so
that an answer lost on the way makes no second one.
"""

import json
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from central_node.cards import MAX_NAME_CHARS, Card, CardDesk, RevokeReason
from central_node.json_body import Body, read_body
from protocol.credential import CredentialKind
from protocol.messages import MAX_NAME_CHARS as MAX_KIOSK_NAME_CHARS


@dataclass(frozen=True)
class DeskCall:
    """What a desk asks: about which kind, and the number of the one to revoke, or None to make."""

    kind: CredentialKind
    number: str | None = None


class _Badge(Body):
    request: Annotated[str, Field(min_length=8, max_length=64)]
    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)]


class _Card(Body):
    request: Annotated[str, Field(min_length=8, max_length=64)]
    resident: Annotated[str, Field(min_length=1, max_length=64)]
    home: Annotated[str, Field(min_length=1, max_length=MAX_KIOSK_NAME_CHARS)]
    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)] | None = None
    old: Annotated[RevokeReason, Field(strict=False)] = RevokeReason.LOST


class _Revoke(Body):
    reason: Annotated[RevokeReason, Field(strict=False)]


def answer_desk(desk: CardDesk, call: DeskCall, body: bytes, now: int) -> bytes:
    """Do what a desk asks, inside one transaction; the answer's JSON. Raises Refused."""
    if call.number is not None:
        reason = read_body(_Revoke, body).reason
        at = desk.revoke(call.number, call.kind, reason, now)
        return _json({"number": desk.card(call.number).number, "revoked": at})
    if call.kind is CredentialKind.CARD:
        wanted = read_body(_Card, body)
        about = wanted.resident, wanted.home, wanted.name
        made = desk.issue_card(*about, now, wanted.request, wanted.old)
    else:
        badge = read_body(_Badge, body)
        made = desk.issue_badge(badge.name, now, badge.request)
    return _json(card_json(made))


def card_json(card: Card) -> dict[str, object]:
    """A card as the desk gets it; `code` is the text of its QR code."""
    return {
        "number": card.number,
        "kind": card.word,
        "name": card.name,
        "home": card.home,
        "coins": card.coins,
        "issued": card.issued,
        "expires": card.expires,
        "code": card.code,
    }


def _json(answer: dict[str, object]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode("utf-8")
