"""What an agreed payment becomes in the ledger: its entry, and those that belong to it.

All of them are written in one transaction (`Ledger.append_together`): a power cut leaves all or
none, so nobody has agreed to two things and has got one. In their order:

1. ``order.also`` (coins that are earned by the same visit), under an id of its own.
2. The entry of the order, which names the first by ``ref``: the two used one showing of the code.
3. For what the screen alone hands over, that it was handed over: nothing of it is ever owed.
"""

from collections.abc import Mapping

from kiosk.desks.books import Books
from kiosk.desks.records import (
    CARD,
    DESK,
    ROLES,
    evidence_of,
    general_purse,
    order_lines,
    parties_of,
)
from kiosk.payment import Payment
from kiosk.services.base import BRINGS, HELD_ONLY, PAYS, HandOver, Order
from offline_queue.records import DONE, OWING, Draft
from protocol.entry import DecidedBy, Decision, EntryKind, Tender

Piece = tuple[Draft, tuple[bytes, ...]]
COINS = PAYS | BRINGS | {EntryKind.REVERSE}
"""Kinds whose entries move coins."""


def pieces_of(books: Books, payment: Payment) -> tuple[Piece, ...]:
    """Return the drafts of an agreed payment with the codes that they need, in their order."""
    main = _main(books, payment)
    pieces = [main] if payment.order.also is None else [_also(books, payment), main]
    handed = [
        books.draft(EntryKind.FULFIL, books.fresh_id(), ref=draft.id, result=DONE)
        for draft, _ in pieces
        if draft.kind in OWING
        and (draft is not main[0] or payment.order.hand_over is HandOver.SCREEN)
    ]
    return *pieces, *((draft, ()) for draft in handed)


def _main(books: Books, payment: Payment) -> Piece:
    order = payment.order
    if order.is_decided is (payment.decided_by is None):
        raise AssertionError("nothing is agreed before it is decided, and no claim is")
    if order.kind in HELD_ONLY and payment.decided_by is not DecidedBy.HOLD:
        raise AssertionError("these the node holds, or they are not done")
    decided = (
        None
        if payment.decided_by is None
        else Decision(payment.decided_by, payment.from_slice.units)
    )
    ref = payment.also_id or payment.ref or order.ref
    return _piece(books, payment, order, payment.id, ref, decided=decided, tender=_tender(payment))


def _also(books: Books, payment: Payment) -> Piece:
    order = payment.order.also
    if order is None or order.is_decided or not payment.also_id:
        raise AssertionError("what is agreed to beside an order has an id and takes no coins")
    return _piece(books, payment, order, payment.also_id, payment.ref or order.ref)


def _piece(
    books: Books,
    payment: Payment,
    order: Order,
    id_: bytes,
    ref: bytes | None,
    decided: Decision | None = None,
    tender: Tender | None = None,
) -> Piece:
    draft = Draft(
        order.kind,
        id_,
        *payment.versions,
        parties=parties_of(payment.code, ROLES[order.kind], payment.approval, payment.payee),
        lines=order_lines(order),
        amounts=_amounts(books, payment, order),
        tender=tender,
        ref=ref,
        decided=decided,
        result=order.evidence or None,
        place=books.district.facility.id,
    )
    return draft, evidence_of(payment.code, payment.approval, payment.payee)


def _amounts(books: Books, payment: Payment, order: Order) -> Mapping[str, int]:
    """Coins by purse: as decided, or all of them of the general one."""
    if order.kind not in COINS:
        return {}
    if order is payment.order and payment.amounts:
        return payment.amounts
    return {general_purse(books.district.scheme): order.total.units}


def _tender(payment: Payment) -> Tender | None:
    """What another means has paid of the price, or has to pay at the desk."""
    if payment.tender is not None or not payment.order.rest.units:
        return payment.tender
    if CARD in (payment.rest_by, payment.order.rest_by):
        raise AssertionError("nothing is written before the card terminal has taken the rest")
    return Tender(payment.order.rest_by or DESK, payment.order.rest.units)
