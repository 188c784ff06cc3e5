"""The cashier: everything a payment wants of the ledger. Lives on the ledger's lane.

Commits intents, decides by the stand-in rules, writes entries. Each method returns the event that
the visit waits for; an environment error becomes LedgerFailed, so that nothing is sold by a kiosk
that can't write. Beside it work the desks for codes and for PINs, on the same books.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.desks.begin_desk import NODE_AWAY, NOT_ACCEPTED, BeginDesk
from kiosk.desks.books import Books
from kiosk.desks.claim_desk import ClaimDesk
from kiosk.desks.code_desk import CodeDesk, Statuses
from kiosk.desks.commit_desk import CommitDesk
from kiosk.desks.pin_desk import PinDesk, PinKey
from kiosk.desks.records import Begun, evidence_of, general_purse, parties_of, party_of
from kiosk.desks.standing import Standing, is_card
from kiosk.district import District
from kiosk.events import Declined, Event, Held, LedgerFailed, StoodIn
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import HELD_ONLY, Order
from offline_queue.clock import Moment
from offline_queue.earlier import Answered
from offline_queue.erase import Erased
from offline_queue.errors import LedgerError
from offline_queue.ledger import Ledger
from offline_queue.records import DONE, REVOKED, CheckedReceipt, Counts
from protocol.entry import DecidedBy, EntryKind, Role
from schemes.stand_in import Allowed, StandInRefusal, decide

FAILED = "failed"  # the result of a fulfil entry that is not DONE


class Cashier:
    """One ledger's cashier. ``moment`` tells effective time, ``random`` gives bytes for ids.

    ``statuses`` tells what is revoked, ``pin_key`` is the key store's. ``codes`` and ``pins`` are
    the desks beside it, ``books`` what they share.
    """

    def __init__(
        self,
        open_ledger: Callable[[], Ledger],
        district: District,
        moment: Callable[[], Moment],
        random: Callable[[int], bytes],
        statuses: Statuses,
        pin_key: PinKey,
    ) -> None:
        self.books = Books(open_ledger, district, moment, random)
        self.pins = PinDesk(self.books, pin_key)
        self.codes = CodeDesk(self.books, statuses, self.pins.state)
        self._standing = Standing(self.books, statuses)
        self._begins = BeginDesk(self.books)
        self._claims = ClaimDesk(self.books, self._standing)
        self._commits = CommitDesk(self.books, self._standing)

    def open(self) -> Event | None:
        """Open the ledger, on the thread that will own it, and void what a crash left."""
        return self.books.open()

    def reopen(self) -> Event:
        """Try again after a failure: open, recover, and so know what became of everything."""
        return self.books.reopen()

    def close(self) -> None:
        """Give the ledger back."""
        self.books.close()

    def power_failed(self) -> None:
        """From now on nobody opens the ledger, until `power_back`."""
        self.books.without_power = True

    def power_back(self) -> None:
        """It may be opened again."""
        self.books.without_power = False

    @property
    def opening(self) -> bool:
        """Whether it is being opened; read from any thread."""
        return self.books.opening

    @property
    def is_open(self) -> bool:
        """Whether there is a ledger to work on."""
        return self.books.is_open

    def adopt(self, district: District) -> None:
        """Work by these rules from now on; on this lane, while nobody is at the machine."""
        self.books.district = district

    def read_code(
        self, text: str | bytes, scanned: Moment, challenge: bytes | None = None
    ) -> Event:
        """Check a scanned text; age is judged at the scan and never again. See `CodeDesk`."""
        return self.codes.read(text, scanned, challenge)

    def begin(
        self,
        order: Order,
        code: CheckedCode,
        node_near: bool,
        approval: CheckedCode | None = None,
        ref: bytes | None = None,
        rest_by: str = "",
        payee: CheckedCode | None = None,
    ) -> Begun | Declined | LedgerFailed:
        """Give the order its id; see `BeginDesk`."""
        return self._begins.begin(order, code, node_near, approval, ref, rest_by, payee)

    def accept(self, held: Held) -> Event:
        """Take the node's hold unless it goes beyond what this ledger has already given.

        What was sold here while the node was away and has not reached it is unknown to the node:
        that may have used up the slice, or what a card may spend in a day.
        """
        payment = held.payment
        if payment.order.kind in HELD_ONLY:
            return held  # it takes nothing that could be given here without the node
        credential = payment.code.resident.credential
        try:
            used = self._ledger.slice_used(credential.cti, payment.id)
            day_spent = self._standing.day_spent(credential)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        if payment.from_slice.units > max(self._standing.slice(credential) - used, 0):
            return Declined(payment, "not-enough")
        day_limit = self.books.district.scheme.stand_in.card_day
        if is_card(credential) and day_spent + payment.order.total > day_limit:
            return Declined(payment, "over-day-limit")
        return held

    def stand_in(self, payment: Payment) -> Event:
        """Decide without the node, by the district's rules and this ledger's facts.

        Rules that have expired allow nothing: the district no longer stands for them. There are
        none for what the node alone decides.
        """
        district = self.books.district
        if payment.order.kind in HELD_ONLY:
            return Declined(payment, NODE_AWAY)
        try:
            facts = self._standing.facts(payment)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        if self.books.moment().time_s >= district.bundle_expires_s:
            return Declined(payment, f"stand-in-{StandInRefusal.AWAY_TOO_LONG}")
        if general_purse(district.scheme) not in self._begins.purses():
            return Declined(payment, NOT_ACCEPTED)  # alone, no money with a purpose is known of
        verdict = decide(district.scheme.stand_in, facts)
        if not isinstance(verdict, Allowed):
            return Declined(payment, f"stand-in-{verdict.reason}")
        return StoodIn(
            replace(
                payment,
                decided_by=DecidedBy.STAND_IN,
                spendable=verdict.spendable,
                from_slice=payment.order.total,
            )
        )

    def claim(
        self, order: Order, code: CheckedCode, approval: CheckedCode | None, rest_by: str = ""
    ) -> Event:
        """Give an order that takes no coins its id; see `ClaimDesk`."""
        return self._claims.claim(order, code, approval, rest_by)

    def keep(self, payment: Payment) -> Begun | LedgerFailed:
        """Commit the intent of a claim that the node is to hold; see `ClaimDesk`."""
        return self._claims.keep(payment)

    def commit(self, payment: Payment) -> Event:
        """Write what was agreed to; see `CommitDesk`."""
        return self._commits.commit(payment)

    def void(self, payment: Payment, reason: str) -> Event | None:
        """Write that an intent came to nothing; so what the node says is revoked is remembered."""
        told = reason == REVOKED
        parties = parties_of(payment.code) if told else ()
        evidence = evidence_of(payment.code) if told else ()
        void = self.books.draft(EntryKind.VOID, payment.id, parties=parties, result=reason)
        return self.books.write(void, evidence)

    def fulfilled(
        self, ticket: Ticket, done: bool, badge: CheckedCode | None = None
    ) -> Event | None:
        """Write whether the ticket was handed over; ``badge``: by staff, to whom it was owed.

        Where the ledger can't be written, that is kept, and written before anything is read again.
        """
        books, result = self.books, DONE if done else FAILED
        by = () if badge is None else (party_of(Role.STAFF, badge.resident, badge.scanned_at_s),)
        fulfil = books.draft(
            EntryKind.FULFIL, books.fresh_id(), ref=ticket.id, result=result, parties=by
        )
        return books.write_for_sure(fulfil, () if badge is None else (badge.resident.evidence,))

    def is_owed(self, ticket: Ticket) -> bool:
        """Whether a paid ticket has still not been handed over."""
        self.books.write_kept()
        return self._ledger.is_owed(ticket.id)

    def counts(self) -> Counts:
        """Return how many entries there are, and how many of them the node has confirmed."""
        return self._ledger.counts()

    def store_receipts(self, receipts: Sequence[CheckedReceipt], node_s: int) -> int:
        """Keep the node's receipts; return how many were new."""
        return self._ledger.store_receipts(receipts, node_s)

    def store_earlier(self, answers: Sequence[Answered]) -> int:
        """Keep the node's receipts for entries of earlier ledgers; return how many were new."""
        return self._ledger.store_earlier(answers)

    def erase_evidence(self) -> Erased:
        """Erase a step of evidence that is older than the district keeps it. `LedgerError`."""
        return self._ledger.erase_evidence(self.books.district.scheme.evidence_kept_s)

    @property
    def _ledger(self) -> Ledger:
        return self.books.ledger
