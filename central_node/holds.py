"""Answers hold requests: may these coins be spent, and from what would they be taken?

A hold moves nothing; it only keeps others from promising the same coins. The first answer to an id
is the only one: asked again with the same order it is the same, with another order it is refused.
"""

import hashlib
from typing import Any

from sqlalchemy import Connection, Row

from central_node import intents
from central_node.accounts import Accounts
from central_node.card_days import held_of_card, paid_by_cards, total
from central_node.district import District
from central_node.hold_rules import CardFacts, Decline, HoldFacts, Parts, decide_hold
from central_node.ids import State
from central_node.shown_codes import Shown, read_shown
from protocol.errors import WrongChallenge
from protocol.messages import HoldAnswer, HoldRequest
from protocol.offer import signed_for
from schemes.money import Coins


def answer_hold(
    connection: Connection, district: District, kiosk: int, request: HoldRequest, now: int
) -> HoldAnswer:
    """Void what the kiosk says it voided, then hold or decline. Never raises for a bad code."""
    intents.void_told(connection, kiosk, request.voided)
    known = intents.find(connection, request.id)
    if known is not None:
        return _repeat(known, kiosk, request)
    shown = _read_code(connection, district, kiosk, request)
    if isinstance(shown, str):
        return _decline(connection, kiosk, request, shown, None, Coins(0))
    return _decide(connection, district, kiosk, request, shown, now)


def _repeat(known: Row[Any], kiosk: int, request: HoldRequest) -> HoldAnswer:
    """The first answer again, unless the id is another order's or has ended."""
    same = known.kiosk == kiosk and (
        known.order_hash is None
        or (known.order_hash, known.evidence_hash, known.amount)
        == (request.order_hash, _evidence_hash(request), request.amount)
    )
    if not same:
        return HoldAnswer(request.id, False, 0, 0, Decline.OTHER_ORDER)
    match State(known.state):
        case State.BOOKED:
            return HoldAnswer(request.id, False, 0, 0, Decline.ALREADY_BOOKED)
        case State.VOIDED:
            return HoldAnswer(request.id, False, 0, 0, Decline.ALREADY_VOIDED)
        case State.DECLINED:
            return HoldAnswer(request.id, False, known.spendable, 0, known.reason)
        case State.HELD:
            return HoldAnswer(request.id, True, known.spendable, known.from_slice)


def _read_code(
    connection: Connection, district: District, kiosk: int, request: HoldRequest
) -> Shown | str:
    """Whose code it is, or the reason why it does not count. Its age is that at the scan.

    A code that was made for an offer pays exactly what its holder signed for.
    """
    about = request.evidence, request.scheme, request.scanned_at
    shown = read_shown(connection, district, kiosk, *about)
    if isinstance(shown, Shown) and not signed_for(shown.code, request.amount):
        return WrongChallenge.reason
    return shown


def _decide(
    connection: Connection,
    district: District,
    kiosk: int,
    request: HoldRequest,
    shown: Shown,
    now: int,
) -> HoldAnswer:
    accounts = Accounts(connection, district.scheme.id, district.purse)
    at_home = accounts.slice_of(shown.code.cti, kiosk)
    facts = HoldFacts(
        amount=Coins(request.amount),
        limit=district.scheme.per_transaction,
        free=accounts.standing(shown.resident).free,
        slice=at_home.open if at_home else Coins(0),
        code_used=intents.code_in_use(connection, shown.code.cti, shown.code.counter, request.id),
        scanned_ago_s=now - request.scanned_at,
        card=_card(connection, district, kiosk, request, shown) if shown.is_card else None,
    )
    decision = decide_hold(facts)
    if isinstance(decision, Decline):
        return _decline(connection, kiosk, request, decision, shown, facts.spendable)
    return _hold(connection, kiosk, request, shown, decision, facts.spendable)


def _card(
    connection: Connection, district: District, kiosk: int, request: HoldRequest, shown: Shown
) -> CardFacts:
    """The day is that of the scan: its entry will tell that day, or the next."""
    cti, scheme = shown.code.cti, district.scheme
    paid = paid_by_cards(connection, (cti,), since=scheme.day_start(request.scanned_at))
    gone = total(paid) + held_of_card(connection, cti, kiosk)
    return CardFacts(
        at_home=kiosk in shown.code.credential.slices,
        day_left=max(Coins(0), scheme.stand_in.card_day - gone),
    )


def _hold(
    connection: Connection,
    kiosk: int,
    request: HoldRequest,
    shown: Shown,
    parts: Parts,
    spendable: Coins,
) -> HoldAnswer:
    intents.add(
        connection,
        **_row(kiosk, request, shown, spendable),
        state=State.HELD,
        from_free=parts.from_free.units,
        from_slice=parts.from_slice.units,
    )
    return HoldAnswer(request.id, True, spendable.units, parts.from_slice.units)


def _decline(
    connection: Connection,
    kiosk: int,
    request: HoldRequest,
    reason: str,
    shown: Shown | None,
    spendable: Coins,
) -> HoldAnswer:
    row = _row(kiosk, request, shown, spendable)
    intents.add(connection, **row, state=State.DECLINED, reason=reason)
    return HoldAnswer(request.id, False, spendable.units, 0, reason)


def _row(
    kiosk: int, request: HoldRequest, shown: Shown | None, spendable: Coins
) -> dict[str, object]:
    return {
        "id": request.id,
        "kiosk": kiosk,
        "resident": shown and shown.resident,
        "cti": shown and shown.code.cti,
        "counter": shown and shown.code.counter,
        "order_hash": request.order_hash,
        "evidence_hash": _evidence_hash(request),
        "amount": request.amount,
        "spendable": spendable.units,
        "scanned": request.scanned_at,
    }


def _evidence_hash(request: HoldRequest) -> bytes:
    return hashlib.sha256(request.evidence).digest()
