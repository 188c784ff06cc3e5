"""The row that a request for a hold leaves behind, held or declined: its answer for ever."""

import hashlib
from typing import Any

from sqlalchemy import Connection

from central_node import intents
from central_node.ids import State
from central_node.shown_codes import Shown
from protocol.messages import HoldAnswer, HoldRequest
from protocol.resident_code import ResidentCode
from schemes.money import Coins


def decline(
    connection: Connection,
    kiosk: int,
    request: HoldRequest,
    reason: str,
    shown: Shown | None,
    spendable: Coins,
) -> HoldAnswer:
    """Say no, now and whenever it is asked again."""
    row = row_of(kiosk, request, shown, spendable)
    intents.add(connection, **row, state=State.DECLINED, reason=reason)
    return HoldAnswer(request.id, False, spendable.units, 0, reason)


def row_of(
    kiosk: int,
    request: HoldRequest,
    shown: Shown | None,
    spendable: Coins,
    payee: ResidentCode | None = None,
) -> dict[str, Any]:
    """What was asked, and whose code it was; ``payee`` where theirs counts."""
    return {
        "id": request.id,
        "kiosk": kiosk,
        "resident": shown and shown.resident,
        "cti": shown and shown.code.cti,
        "counter": shown and shown.code.counter,
        "order_hash": request.order_hash,
        "evidence_hash": hash_of(request.evidence),
        "amount": request.amount,
        "spendable": spendable.units,
        "scanned": request.scanned_at,
        "ref": request.ref,
        "kind": request.kind,
        "payee_hash": hash_of(request.payee),
        "payee_cti": payee and payee.cti,
        "payee_counter": payee and payee.counter,
    }


def hash_of(code: bytes | None) -> bytes | None:
    """Of a code that was shown; None for none."""
    return None if code is None else hashlib.sha256(code).digest()
