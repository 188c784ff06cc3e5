"""Gives an order its id, and commits the intent before the node hears of it. Ledger's lane."""

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.desks.books import Books
from kiosk.desks.commit_desk import require_payee, require_proof
from kiosk.desks.records import TERMINAL_AWAY, Begun, intent_of, order_lines, out_before_paid
from kiosk.events import Declined, LedgerFailed
from kiosk.payment import CheckedCode, Payment
from kiosk.services.base import HELD_ONLY, Order
from offline_queue.errors import LedgerError
from protocol.entry import Entry, EntryKind, order_hash
from schemes.purses import may_pay

NOT_ACCEPTED, NODE_AWAY = "not-accepted-here", "node-away"


class BeginDesk:
    """On the ledger's lane."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def begin(
        self,
        order: Order,
        code: CheckedCode,
        node_near: bool,
        approval: CheckedCode | None,
        ref: bytes | None,
        rest_by: str,
        payee: CheckedCode | None = None,
    ) -> Begun | Declined | LedgerFailed:
        """Return the payment, with its intent committed where the node is to be asked.

        ``ref``: an entry of the same visit. ``rest_by``: how the rest of the price would be paid.
        Declined where no money of this currency may pay here, and where whoever goes out by a gate
        could pay the rest at the desk alone; and for what the node alone decides, without it.
        """
        require_proof(code)
        require_payee(order, code, payee)
        books = self._books
        payment = Payment(
            books.fresh_id(),
            order,
            code,
            node_near,
            books.versions,
            reward=order.reward,
            approval=approval,
            also_id=b"" if order.also is None else books.fresh_id(),
            rest_by=rest_by if order.rest.units else "",
            payee=payee,
        )
        if out_before_paid(order, rest_by):
            return Declined(replace(payment, intent=False), TERMINAL_AWAY)
        if order.kind in HELD_ONLY and not node_near:
            return Declined(payment, NODE_AWAY)
        try:
            return self._begun(replace(payment, ref=self._first(ref)))
        except LedgerError as exc:
            return LedgerFailed(exc.reason)

    def purses(self) -> tuple[str, ...]:
        """Return the purses that may pay here today, by effective time, in the order of use."""
        district, now_s = self._books.district, self._books.moment().time_s
        here_s = now_s + district.scheme.utc_offset_s
        today = datetime.fromtimestamp(here_s, UTC).date()
        return may_pay(district.scheme, district.facility.merchant, today)

    def _begun(self, payment: Payment) -> Begun | Declined:
        district, ledger = self._books.district, self._books.ledger
        first = district.scheme.purses[0].id
        spends = payment.order.kind is EntryKind.SPEND  # money for a purpose is nobody's to give
        purses = self.purses() if spends else (first,)
        if not purses:
            return Declined(replace(payment, intent=False), NOT_ACCEPTED)
        amounts = {first: payment.order.total.units}
        asked = order_hash(order_lines(payment.order), amounts)
        if not payment.intent:
            return Begun(payment, asked, ())
        ledger.begin_intent(intent_of(payment, asked))
        voided = ledger.voided_without_receipt()
        return Begun(payment, asked, voided, purses, first, district.facility.id)

    def _first(self, ref: bytes | None) -> bytes | None:
        """Return the first entry of the visit of which ``ref`` is one: all others name it."""
        found = None if ref is None else self._books.ledger.find(ref)
        if found is None or found.entry.ref is None:
            return ref
        before = self._books.ledger.find(found.entry.ref)
        same = before is not None and _showing(before.entry) == _showing(found.entry)
        return found.entry.ref if same else ref


def _showing(entry: Entry) -> tuple[bytes, bytes | None] | None:
    """Return whose code it is, and which of its showings."""
    return (entry.parties[0].cti, entry.parties[0].counter) if entry.parties else None
