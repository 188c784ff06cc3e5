"""Answers hold requests: may these coins be spent, and from what would they be taken?

A hold moves nothing; it only keeps others from promising the same coins. The first answer to an id
is the only one: asked again with the same order it is the same, with another order it is refused.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Row

from central_node import intents
from central_node.accounts import Accounts
from central_node.card_days import card_day_left
from central_node.district import District
from central_node.hold_converts import answer_convert
from central_node.hold_rows import decline, hash_of, row_of
from central_node.hold_rules import (
    SCAN_TOLERANCE_S,
    CardFacts,
    Decline,
    HoldFacts,
    Parts,
    decide_hold,
)
from central_node.hold_transfers import answer_transfer
from central_node.ids import State
from central_node.known_rewards import read_parts, write_parts
from central_node.pass_call import visit_refusal, visit_to
from central_node.places import places_of
from central_node.showings import DEBITS, HELD_ONLY, answers_offer, over_signed, visit_of
from central_node.shown_codes import Shown, read_shown
from central_node.wishes import Wish
from protocol.entry import EntryKind
from protocol.errors import WrongChallenge
from protocol.messages import HoldAnswer, HoldRequest
from protocol.offer import signed_for
from schemes.money import Coins

_ANSWERS: Mapping[str | None, Callable[..., HoldAnswer]] = {  # to what has rules of its own
    EntryKind.TRANSFER: answer_transfer,
    EntryKind.CONVERT: answer_convert,
}


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
        return decline(connection, kiosk, request, shown, None, Coins(0))
    if request.kind in _ANSWERS and request.right is None:
        return _ANSWERS[request.kind](connection, district, kiosk, request, shown, now)
    if request.right is None:
        return _decide(connection, district, kiosk, request, shown, now)
    if request.amount or request.purses or request.kind != EntryKind.ADMIT:
        never = Decline.KIND_NOT_SERVED  # by a pass goes in who goes in, and no coin with them
        return decline(connection, kiosk, request, never, shown, Coins(0))
    return _visit(connection, district, kiosk, request, shown, now)


def _repeat(known: Row[Any], kiosk: int, request: HoldRequest) -> HoldAnswer:
    """The first answer again, unless the id is another order's or has ended."""
    asked = request.order_hash, hash_of(request.evidence), request.amount, hash_of(request.payee)
    before = known.order_hash, known.evidence_hash, known.amount, known.payee_hash
    same = known.kiosk == kiosk and (
        known.order_hash is None or (before == asked and _same_kind(known.kind, request.kind))
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
            parts = _told(read_parts(known.parts or "{}"))
            reward = sum(read_parts(known.rewards or "{}").values(), Coins(0)).units
            return HoldAnswer(
                request.id, True, known.spendable, known.from_slice, parts=parts, reward=reward
            )


def _same_kind(before: str | None, asked: str | None) -> bool:
    """A sale was asked for without its kind once, and may be asked for with it since."""
    return before == asked or (before is None and asked not in HELD_ONLY)


def _read_code(
    connection: Connection, district: District, kiosk: int, request: HoldRequest
) -> Shown | str:
    """Whose code it is, or the reason why it does not count. Its age is that at the scan.

    A code that was made for an offer pays exactly what its holder signed for, and gives nothing
    away: no offer tells to whom. A visit by a pass and what is converted take nothing, so that
    nothing was signed for.
    """
    about = request.evidence, request.scheme, request.scanned_at
    shown = read_shown(connection, district, kiosk, *about)
    takes = request.right is None and request.kind != EntryKind.CONVERT
    if request.kind == EntryKind.TRANSFER and isinstance(shown, Shown):
        return WrongChallenge.reason if answers_offer(shown.code) else shown
    if takes and isinstance(shown, Shown):
        return shown if signed_for(shown.code, request.amount) else WrongChallenge.reason
    return shown


def _decide(
    connection: Connection,
    district: District,
    kiosk: int,
    request: HoldRequest,
    shown: Shown,
    now: int,
) -> HoldAnswer:
    if request.kind is not None and request.kind not in DEBITS:
        never = Decline.KIND_NOT_SERVED  # it takes no coins by a hold, or nobody knows it
        return decline(connection, kiosk, request, never, shown, Coins(0))
    places = places_of(connection, kiosk)
    if places.denies(request.place, now):
        return decline(connection, kiosk, request, Decline.OTHER_PLACE, shown, Coins(0))
    wish = Wish.of(district, request, shown.resident, places.judged(request.place, now))
    accounts = Accounts(connection, district.scheme.id, district.purse, district.others)
    at_home = accounts.slice_of(shown.code.cti, kiosk)
    standing, slice_ = accounts.standing(shown.resident), at_home.open if at_home else Coins(0)
    there = wish.there({**standing.others, district.purse: standing.free + slice_})
    uses = intents.uses(connection, shown.code.cti, shown.code.counter, request.id)
    visit = visit_of(uses, request.id, request.ref, kiosk)
    facts = HoldFacts(
        amount=Coins(request.amount),
        limit=district.scheme.per_transaction,
        free=standing.free,
        slice=slice_,
        code_used=bool(visit.others) or over_signed(shown.code, uses, Coins(request.amount)),
        scanned_ago_s=now - request.scanned_at,
        purse=district.purse,
        there=there,
        split=wish.split(there),
        card=_card(connection, district, kiosk, request, shown) if shown.is_card else None,
        visit=visit.paid,
        limits=district.scheme.limits,
        spent=wish.spent(connection),
    )
    decision = decide_hold(facts)
    if isinstance(decision, Decline):
        return decline(connection, kiosk, request, decision, shown, facts.spendable)
    rewards = wish.rewards(connection, decision.purses)
    row = row_of(kiosk, request, shown, facts.spendable)
    return _hold(connection, row, decision, rewards, district.purse)


def _visit(
    connection: Connection,
    district: District,
    kiosk: int,
    request: HoldRequest,
    shown: Shown,
    now: int,
) -> HoldAnswer:
    """Keep a visit of a pass: no coins, and nobody else gets in by it meanwhile."""
    uses = intents.uses(connection, shown.code.cti, shown.code.counter, request.id)
    refused: Decline | None = None
    if abs(now - request.scanned_at) > SCAN_TOLERANCE_S:
        refused = Decline.SCAN_TIME
    elif places_of(connection, kiosk).denies(request.place, now):
        refused = Decline.OTHER_PLACE
    elif visit_of(uses, request.id, request.ref, kiosk).others:
        refused = Decline.ALREADY_USED
    refused = refused or visit_refusal(connection, district, request, shown)
    if refused is not None or request.right is None or request.place is None:
        reason = refused or Decline.NONE_BOUGHT
        return decline(connection, kiosk, request, reason, shown, Coins(0))
    row = row_of(kiosk, request, shown, Coins(0))
    to = visit_to(request.place, request.right.service)
    intents.add(connection, **row, state=State.HELD, visit_to=to)
    return HoldAnswer(request.id, True, 0, 0)


def _card(
    connection: Connection, district: District, kiosk: int, request: HoldRequest, shown: Shown
) -> CardFacts:
    """The day is that of the scan: its entry will tell that day, or the next."""
    about = district.scheme, shown.code.cti, kiosk, request.scanned_at
    return CardFacts(
        at_home=kiosk in shown.code.credential.slices,
        day_left=card_day_left(connection, *about),
    )


def _hold(
    connection: Connection,
    row: dict[str, Any],
    parts: Parts,
    rewards: Mapping[str, Coins],
    purse: str,
) -> HoldAnswer:
    """Keep the coins, and what was promised back. All of the first purse needs no telling."""
    split = parts.purses if set(parts.purses) - {purse} else {}
    intents.add(
        connection,
        **row,
        state=State.HELD,
        from_free=parts.from_free.units,
        from_slice=parts.from_slice.units,
        from_others=parts.from_others.units,
        parts=write_parts(split),
        rewards=write_parts(rewards),
    )
    return HoldAnswer(
        id=row["id"],
        held=True,
        spendable=row["spendable"],
        from_slice=parts.from_slice.units,
        parts=_told(split),
        reward=sum(rewards.values(), Coins(0)).units,
    )


def _told(parts: Mapping[str, Coins]) -> dict[str, int]:
    return {purse: coins.units for purse, coins in parts.items()}
