"""Orders that take no coins: earning, entering, collecting, giving back. On the ledger's lane.

They get an id and are agreed to; nobody is asked for them, and nothing is held meanwhile, but for
a visit by a pass: its last one opens one turnstile, and not two at once.
"""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.desks.books import Books
from kiosk.desks.commit_desk import claim_refusal, require_rights
from kiosk.desks.records import (
    CARD,
    TERMINAL_AWAY,
    Begun,
    intent_of,
    order_lines,
    out_before_paid,
)
from kiosk.desks.standing import Standing
from kiosk.events import Declined, Event, Granted, LedgerFailed
from kiosk.payment import CheckedCode, Payment
from kiosk.services.base import Order
from offline_queue.errors import LedgerError
from offline_queue.reversing import OverReversed
from protocol.entry import Entry, EntryKind, order_hash

AT_DESK = "cancel-at-desk"
"""What a bank card has paid is given back by people."""


class ClaimDesk:
    """Gives claims their ids, and refuses whoever may do nothing here."""

    def __init__(self, books: Books, standing: Standing) -> None:
        self._books = books
        self._standing = standing

    def claim(
        self, order: Order, code: CheckedCode, approval: CheckedCode | None, rest_by: str = ""
    ) -> Event:
        """Return Granted with the payment, or Declined: revoked, closed, nothing to cancel."""
        payment = self._payment(order, code, approval, rest_by)
        require_rights(payment)
        try:
            reason = claim_refusal(self._standing, code, approval)
            if reason:
                return Declined(payment, reason)
            if out_before_paid(order, rest_by) or order.rest_by not in ("", rest_by):
                return Declined(payment, TERMINAL_AWAY)
            if order.kind is EntryKind.REVERSE:
                return self._reversal(payment)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return Granted(payment)

    def keep(self, payment: Payment) -> Begun | LedgerFailed:
        """Commit the intent, so that a void can follow whatever becomes of the hold."""
        ledger, kept = self._books.ledger, replace(payment, intent=True)
        try:
            asked = order_hash(order_lines(payment.order), {})
            ledger.begin_intent(intent_of(kept, asked))
            voided = ledger.voided_without_receipt()
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return Begun(kept, asked, voided, place=self._books.district.facility.id)

    def _payment(
        self,
        order: Order,
        code: CheckedCode,
        approval: CheckedCode | None,
        rest_by: str,
        amounts: Mapping[str, int] | None = None,
    ) -> Payment:
        books = self._books
        return Payment(
            books.fresh_id(),
            order,
            code,
            intent=False,
            versions=books.versions,
            amounts=amounts or {},
            reward=order.reward,
            approval=approval,
            also_id=b"" if order.also is None else books.fresh_id(),
            rest_by=rest_by if order.rest.units else "",
        )

    def _reversal(self, payment: Payment) -> Event:
        """Give back what the entry took, purse by purse; all of it, once."""
        order = payment.order
        found = None if order.ref is None else self._books.ledger.find(order.ref)
        if found is None or not _gives_back(order, found.entry):
            return Declined(payment, OverReversed.reason)
        tender = found.entry.tender
        if tender is not None and tender.means == CARD:
            return Declined(payment, AT_DESK)
        of = self._payment(order, payment.code, payment.approval, "", found.entry.amounts)
        return Granted(of)


def _gives_back(order: Order, sold: Entry) -> bool:
    return sold.kind is not EntryKind.REVERSE and order.total.units == sum(sold.amounts.values())
