"""The cashier: everything a payment wants of the ledger. Lives on the ledger's lane.

Commits intents, decides by the stand-in rules, writes entries. Each method returns the event that
the visit waits for; an environment error becomes LedgerFailed, so that nothing is sold by a kiosk
that can't write. Beside it work the desks for codes and for PINs, on the same books.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.desks.books import Books
from kiosk.desks.code_desk import CodeDesk, Statuses
from kiosk.desks.pin_desk import PinDesk, PinKey
from kiosk.desks.records import (
    Begun,
    evidence_of,
    intent_of,
    order_lines,
    parties_of,
    party_of,
    ticket_of,
)
from kiosk.district import District
from kiosk.events import Declined, Event, Held, LedgerFailed, NotRecorded, Recorded, StoodIn
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import Order
from offline_queue.clock import Moment
from offline_queue.earlier import Answered
from offline_queue.erase import Erased
from offline_queue.errors import AlreadyUsed, CredentialClosed, LedgerError, OutcomeUnknown
from offline_queue.ledger import Ledger
from offline_queue.records import DONE, REVOKED, CheckedReceipt, Counts, Draft
from protocol.credential import Credential, CredentialKind
from protocol.entry import ClockState, DecidedBy, Decision, EntryKind, Role, order_hash
from schemes.money import Coins
from schemes.stand_in import Allowed, HolderKind, StandInFacts, StandInRefusal, decide

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
        self._statuses = statuses

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

    def read_code(self, text: str, scanned: Moment) -> Event:
        """Check a scanned text; age is judged at the scan and never again."""
        return self.codes.read(text, scanned)

    def begin(self, order: Order, code: CheckedCode, node_near: bool) -> Begun | LedgerFailed:
        """Give the order its id; an intent is committed before the node hears of it."""
        _require_proof(code)
        versions = self.books.versions
        payment = Payment(self.books.fresh_id(), order, code, node_near, versions)
        asked = order_hash(order_lines(order), self._amounts(order))
        if not node_near:
            return Begun(payment, asked, ())
        try:
            self._ledger.begin_intent(intent_of(payment, asked))
            return Begun(payment, asked, self._ledger.voided_without_receipt())
        except LedgerError as exc:
            return LedgerFailed(exc.reason)

    def accept(self, held: Held) -> Event:
        """Take the node's hold unless it goes beyond what this ledger has already given.

        What was sold here while the node was away and has not reached it is unknown to the node:
        that may have used up the slice, or what a card may spend in a day.
        """
        payment = held.payment
        credential = payment.code.resident.credential
        try:
            used = self._ledger.slice_used(credential.cti, payment.id)
            day_spent = self._day_spent(credential)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        if payment.from_slice.units > max(self._slice(credential) - used, 0):
            return Declined(payment, "not-enough")
        day_limit = self.books.district.scheme.stand_in.card_day
        if _is_card(credential) and day_spent + payment.order.total > day_limit:
            return Declined(payment, "over-day-limit")
        return held

    def stand_in(self, payment: Payment) -> Event:
        """Decide without the node, by the district's rules and this ledger's facts.

        Rules that have expired allow nothing: the district no longer stands for them.
        """
        district = self.books.district
        try:
            facts = self._facts(payment)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        if self.books.moment().time_s >= district.bundle_expires_s:
            return Declined(payment, f"stand-in-{StandInRefusal.AWAY_TOO_LONG}")
        verdict = decide(district.scheme.stand_in, facts)
        if not isinstance(verdict, Allowed):
            return Declined(payment, f"stand-in-{verdict.reason}")
        total = payment.order.total
        return StoodIn(
            replace(
                payment,
                decided_by=DecidedBy.STAND_IN,
                spendable=verdict.spendable,
                from_slice=total,
            )
        )

    def commit(self, payment: Payment) -> Event:
        """Write the spend entry; only its return says that coins were used.

        Of all failures only an unknown outcome leaves open whether they were. What was revoked
        while the person looked at the price is not sold by this kiosk's own word.
        """
        _require_proof(payment.code)
        credential, stood_in = payment.code.resident.credential, _stood_in(payment)
        try:
            if stood_in and self._revoked(credential, self.books.moment().time_s):
                return NotRecorded(payment, f"stand-in-{StandInRefusal.REVOKED}")
            written = self._ledger.append(self._spend(payment), evidence_of(payment.code))
        except (AlreadyUsed, CredentialClosed) as exc:
            return NotRecorded(payment, exc.reason)
        except OutcomeUnknown as exc:
            return LedgerFailed(exc.reason)
        except LedgerError as exc:
            return LedgerFailed(exc.reason, unwritten=payment.id)
        ticket = replace(
            ticket_of(written.entry, written.raw),
            left=payment.left,
            stood_in=stood_in,
        )
        return Recorded(ticket)

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

    def _facts(self, payment: Payment) -> StandInFacts:
        credential = payment.code.resident.credential
        district, ledger, now = self.books.district, self._ledger, self.books.moment()
        heard_at_s = max(ledger.last_node_time(), district.enrolled_at_s)
        status = self._statuses.look(credential.status_index, now.time_s)
        return StandInFacts(
            kind=HolderKind(credential.kind),
            amount=payment.order.total,
            home=district.kiosk in credential.slices,
            slice=Coins(self._slice(credential)),
            slice_used=Coins(ledger.slice_used(credential.cti, payment.id)),
            unsent=Coins(ledger.unsent_coins()),
            away_s=max(0, now.time_s - heard_at_s),
            clock_known=now.state is not ClockState.UNKNOWN,
            day_spent=self._day_spent(credential),
            status_age_s=status.age_s,
            revoked=self._revoked(credential, now.time_s),
            proved=payment.code.proved,
        )

    def _revoked(self, credential: Credential, now_s: int) -> bool:
        """Whether the status list or a word of the node's says so."""
        listed = self._statuses.look(credential.status_index, now_s).revoked
        return listed or self._ledger.is_revoked(credential.cti)

    def _slice(self, credential: Credential) -> int:
        """Coins that it may take here in all without the node; a card's grow with the roster."""
        row = self.books.district.roster.get(credential.cti)
        if row is not None and _is_card(credential):
            return row.limit
        return credential.slices.get(self.books.district.kiosk, 0)

    def _day_spent(self, credential: Credential) -> Coins:
        if not _is_card(credential):
            return Coins(0)  # a phone has no day limit
        return Coins(self._ledger.spent_since(credential.cti, self.books.day_start_s()))

    def _spend(self, payment: Payment) -> Draft:
        order = payment.order
        if payment.decided_by is None:
            raise AssertionError("nothing is agreed before it is decided")
        return Draft(
            EntryKind.SPEND,
            payment.id,
            *payment.versions,
            parties=parties_of(payment.code),
            lines=order_lines(order),
            amounts=self._amounts(order),
            decided=Decision(payment.decided_by, payment.from_slice.units),
        )

    def _amounts(self, order: Order) -> dict[str, int]:
        return {self.books.district.purse: order.total.units}


def _is_card(credential: Credential) -> bool:
    return credential.kind is CredentialKind.CARD


def _stood_in(payment: Payment) -> bool:
    return payment.decided_by is DecidedBy.STAND_IN


def _require_proof(code: CheckedCode) -> None:
    if not code.proved:
        raise AssertionError("no card pays without its PIN or a carer, and no badge ever")
