"""Answers whether a partner's points may become coins of the person whose code was shown.

Nothing is kept: coins come in. It is asked because a kiosk alone can't know whether the code still
counts, and the partner's points would be gone. A person's day and month of what is charged are not
counted here: the partner has limits of its own. The kiosk's day counts, with its live holds.
"""

from sqlalchemy import Connection

from central_node import intents
from central_node.came_in import today
from central_node.district import District
from central_node.hold_rows import decline, row_of
from central_node.hold_rules import SCAN_TOLERANCE_S, Decline
from central_node.ids import State
from central_node.places import places_of
from central_node.showings import visit_of
from central_node.shown_codes import Shown
from protocol.messages import HoldAnswer, HoldRequest
from schemes.limits import over_kiosk_day
from schemes.money import Coins


def answer_convert(
    connection: Connection,
    district: District,
    kiosk: int,
    request: HoldRequest,
    shown: Shown,
    now: int,
) -> HoldAnswer:
    """Keep the order under its id, or decline it by the first reason that applies."""
    nothing = Coins(0)
    reason = _refusal(connection, district, kiosk, request, shown, now)
    if reason is not None:
        return decline(connection, kiosk, request, reason, shown, nothing)
    row = row_of(kiosk, request, shown, nothing)
    intents.add(connection, **row, state=State.HELD)
    return HoldAnswer(request.id, True, 0, 0)


def _refusal(
    connection: Connection,
    district: District,
    kiosk: int,
    request: HoldRequest,
    shown: Shown,
    now: int,
) -> Decline | None:
    most = district.scheme.limits.per_charge
    first = {district.purse}
    if most is None or not request.amount or not set(request.purses) <= first:
        return Decline.KIND_NOT_SERVED  # a district whose coins are earned alone makes none
    if abs(now - request.scanned_at) > SCAN_TOLERANCE_S:
        return Decline.SCAN_TIME
    if places_of(connection, kiosk).denies(request.place, now):
        return Decline.OTHER_PLACE
    uses = intents.uses(connection, shown.code.cti, shown.code.counter, request.id)
    if visit_of(uses, request.id, request.ref, kiosk).others:
        return Decline.ALREADY_USED
    amount = Coins(request.amount)
    if amount > most:
        return Decline.OVER_LIMIT
    before = today(connection, district.scheme, kiosk, now)
    full = over_kiosk_day(district.scheme.limits, amount, before)
    return Decline.OVER_DAY_LIMIT if full else None
