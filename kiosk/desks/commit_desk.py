"""Writes what was agreed to: one transaction, and only its return says that anything was done."""

from dataclasses import replace

from kiosk.desks.books import Books
from kiosk.desks.drafts import pieces_of
from kiosk.desks.records import ticket_of
from kiosk.desks.standing import Standing
from kiosk.events import Event, LedgerFailed, NotRecorded, Recorded
from kiosk.payment import CheckedCode, Payment, Ticket, taken_off
from kiosk.services.base import BY_CASH, Order
from offline_queue.errors import AlreadyUsed, CredentialClosed, LedgerError, OutcomeUnknown
from offline_queue.records import Recorded as Written
from offline_queue.reversing import CountUsed, OverReversed
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy, EntryKind
from schemes.money import Coins
from schemes.stand_in import StandInRefusal

EXPIRED = "quote-expired"
REFUSED = (AlreadyUsed, CredentialClosed, OverReversed, CountUsed)
"""What the ledger refuses by name, inside its transaction."""


class CommitDesk:
    """On the ledger's lane."""

    def __init__(self, books: Books, standing: Standing) -> None:
        self._books = books
        self._standing = standing

    def commit(self, payment: Payment) -> Event:
        """Write the entries of ``payment``; only the return of that says that coins were used.

        Of all failures only an unknown outcome leaves open whether they were. What was revoked
        while the person looked at the price is not done by this kiosk's own word, and a quote that
        has ended by effective time is not taken.
        """
        require_rights(payment)
        try:
            reason = self._refusal(payment)
            if reason:
                return NotRecorded(payment, reason)
            written = self._books.ledger.append_together(pieces_of(self._books, payment))
        except REFUSED as exc:
            return NotRecorded(payment, exc.reason)
        except OutcomeUnknown as exc:
            return LedgerFailed(exc.reason)
        except LedgerError as exc:
            return LedgerFailed(exc.reason, unwritten=payment.id)
        return Recorded(self._ticket(payment, written))

    def _refusal(self, payment: Payment) -> str:
        until_s = payment.order.until_s
        if until_s is not None and self._books.moment().time_s > until_s:
            return EXPIRED
        if payment.decided_by is DecidedBy.HOLD:
            return ""
        if payment.order.is_decided:
            revoked = self._standing.revoked(payment.code.resident.credential)
            return f"stand-in-{StandInRefusal.REVOKED}" if revoked else ""
        return claim_refusal(self._standing, payment.code, payment.approval)

    def _ticket(self, payment: Payment, written: tuple[Written, ...]) -> Ticket:
        """What is handed over is what the order says, whatever becomes of its service later."""
        main = next(it for it in written if it.id == payment.id)
        also = payment.order.also
        ticket = ticket_of(main.entry, main.raw, self._books.district.facility.services)
        return replace(
            ticket,
            hand_over=payment.order.hand_over,
            left=payment.left if payment.order.pays else None,
            stood_in=payment.decided_by is DecidedBy.STAND_IN,
            reward=payment.reward,
            taken_off=taken_off(payment.order),
            earned=ticket.earned + (also.total if also is not None else Coins(0)),
        )


def require_rights(payment: Payment) -> None:
    """Raise AssertionError for what the visit must never ask: see `Payment`."""
    if payment.order.is_decided:
        require_proof(payment.code)
    elif payment.code.kind is CredentialKind.STAFF:
        raise AssertionError("no badge earns, enters or collects")
    require_payee(payment.order, payment.code, payment.payee)
    approval = payment.approval
    if approval is None and payment.order.rest_by == BY_CASH:
        raise AssertionError("nobody but staff takes money")
    if approval is not None and approval.kind is not CredentialKind.STAFF:
        raise AssertionError("nobody but staff approves")


def require_proof(code: CheckedCode) -> None:
    """Raise AssertionError for a code that must not pay."""
    if not code.proved:
        raise AssertionError("no card pays without its PIN or a carer, and no badge ever")


def require_payee(order: Order, code: CheckedCode, payee: CheckedCode | None) -> None:
    """Raise AssertionError unless coins that are sent go to somebody else, and no others do."""
    if (order.kind is EntryKind.TRANSFER) is (payee is None):
        raise AssertionError("who sends coins sends them to somebody, and nobody else does")
    if payee is not None and payee.resident.cti == code.resident.cti:
        raise AssertionError("nobody sends coins to themselves")
    if payee is not None and code.carer and payee.resident.cti == code.carer.resident.cti:
        raise AssertionError("nobody vouches for a card that sends coins to them")
    if payee is not None and payee.kind is CredentialKind.STAFF:
        raise AssertionError("no badge has an account")


def claim_refusal(standing: Standing, code: CheckedCode, approval: CheckedCode | None) -> str:
    """Return why a claim is not taken from this person, or by this badge; "" where it is.

    Earning works without the node and with a clock that nobody knows: the node judges it later.
    """
    reason = standing.refusal(code)
    if reason or approval is None:
        return reason
    return "not-a-badge" if standing.refusal(approval) else ""
