"""The cashier: everything a visit wants of the ledger. Lives on the ledger's lane.

Reads codes, commits intents, decides by the stand-in rules, writes entries. Each method returns
the event that the visit waits for; an environment error becomes LedgerFailed, so that nothing is
sold by a kiosk that can't write.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.district import District
from kiosk.events import (
    CodeRefused,
    CodeSeen,
    Declined,
    Event,
    Held,
    LedgerBack,
    LedgerFailed,
    NotRecorded,
    Recorded,
    StoodIn,
)
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.records import Begun, intent_of, order_lines, payer_of, ticket_of
from kiosk.services.base import Order
from offline_queue.clock import Moment
from offline_queue.earlier import Answered
from offline_queue.erase import Erased
from offline_queue.errors import AlreadyUsed, CannotOpen, LedgerError, OutcomeUnknown
from offline_queue.ledger import Ledger
from offline_queue.records import DONE, CheckedReceipt, Counts, Draft
from protocol.credential import CredentialKind
from protocol.entry import ClockState, DecidedBy, Decision, EntryKind, order_hash
from protocol.errors import CredentialExpired, ProtocolError, TooEarly, TooOld
from protocol.ids import uuid7
from protocol.resident_code import ResidentCode, check
from schemes.money import Coins
from schemes.stand_in import Allowed, HolderKind, StandInFacts, StandInRefusal, decide

AGE_REFUSALS = (TooEarly, TooOld, CredentialExpired)
FAILED = "failed"  # the result of a fulfil entry that is not DONE


class Cashier:
    """One ledger's cashier. ``moment`` tells effective time, ``random`` gives bytes for ids."""

    def __init__(
        self,
        open_ledger: Callable[[], Ledger],
        district: District,
        moment: Callable[[], Moment],
        random: Callable[[int], bytes],
    ) -> None:
        self._open_ledger = open_ledger
        self._opened: Ledger | None = None
        self._district = district
        self._moment = moment
        self._random = random

    def open(self) -> Event | None:
        """Open the ledger, on the thread that will own it, and void what a crash left."""
        try:
            self._opened = self._open_ledger()
            self._opened.recover()
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return None

    def reopen(self) -> Event:
        """Try again after a failure: open, recover, and so know what became of everything."""
        self.close()
        return self.open() or LedgerBack()

    def close(self) -> None:
        """Give the ledger back."""
        if self._opened is not None:
            self._opened.close()
        self._opened = None

    @property
    def is_open(self) -> bool:
        """Whether there is a ledger to work on."""
        return self._opened is not None

    @property
    def _ledger(self) -> Ledger:
        if self._opened is None:
            raise CannotOpen(Path("ledger"), "it is not open")
        return self._opened

    def read_code(self, text: str, scanned: Moment) -> Event:
        """Check a scanned text; age is judged at the scan and never again."""
        district = self._district
        try:
            code = check(text, district.credential_keys, district.scheme.id, scanned.time_s)
        except AGE_REFUSALS as exc:
            ours = scanned.state is ClockState.UNKNOWN  # then it is not the phone's clock
            return CodeRefused("stand-in-clock-unknown" if ours else exc.reason)
        except ProtocolError as exc:
            return CodeRefused(exc.reason)
        if code.credential.kind is not CredentialKind.PHONE or code.counter is None:
            return CodeRefused("kind-not-served")
        try:
            return CodeSeen(self._look_up(code, code.counter, scanned.time_s))
        except LedgerError as exc:
            return LedgerFailed(exc.reason)

    def begin(self, order: Order, code: CheckedCode, node_near: bool) -> Begun | LedgerFailed:
        """Give the order its id; an intent is committed before the node hears of it."""
        payment = Payment(self._fresh_id(), order, code, intent=node_near)
        asked = order_hash(order_lines(order), self._amounts(order))
        if not node_near:
            return Begun(payment, asked, ())
        try:
            self._ledger.begin_intent(intent_of(payment, asked, self._versions))
            return Begun(payment, asked, self._ledger.voided_without_receipt())
        except LedgerError as exc:
            return LedgerFailed(exc.reason)

    def accept(self, held: Held) -> Event:
        """Take the node's hold unless it draws on a slice that this ledger has already spent.

        What was sold here while the node was away and has not reached it is unknown to the node.
        """
        payment = held.payment
        credential = payment.code.resident.credential
        try:
            used = self._ledger.slice_used(credential.cti, payment.id)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        left = credential.slices.get(self._district.kiosk, 0) - used
        if payment.from_slice.units > max(left, 0):
            return Declined(payment, "not-enough")
        return held

    def stand_in(self, payment: Payment) -> Event:
        """Decide without the node, by the district's rules and this ledger's facts.

        Rules that have expired allow nothing: the district no longer stands for them.
        """
        try:
            facts = self._facts(payment)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        if self._moment().time_s >= self._district.bundle_expires_s:
            return Declined(payment, f"stand-in-{StandInRefusal.AWAY_TOO_LONG}")
        verdict = decide(self._district.scheme.stand_in, facts)
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

        Of all failures only an unknown outcome leaves open whether they were.
        """
        try:
            written = self._ledger.append(self._spend(payment), (payment.code.resident.evidence,))
        except AlreadyUsed:
            return NotRecorded(payment, "already-used")
        except OutcomeUnknown as exc:
            return LedgerFailed(exc.reason)
        except LedgerError as exc:
            return LedgerFailed(exc.reason, unwritten=payment.id)
        ticket = replace(
            ticket_of(written.entry, written.raw),
            left=payment.left,
            stood_in=payment.decided_by is DecidedBy.STAND_IN,
        )
        return Recorded(ticket)

    def void(self, payment: Payment, reason: str) -> Event | None:
        """Write that an intent came to nothing."""
        return self._write(self._draft(EntryKind.VOID, payment.id, result=reason))

    def fulfilled(self, ticket: Ticket, done: bool) -> Event | None:
        """Write whether the ticket was handed over."""
        result = DONE if done else FAILED
        fulfil = self._draft(EntryKind.FULFIL, self._fresh_id(), ref=ticket.id, result=result)
        return self._write(fulfil)

    def is_owed(self, ticket: Ticket) -> bool:
        """Whether a paid ticket has still not been handed over."""
        return any(one.id == ticket.id for one in self._ledger.unfulfilled())

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
        return self._ledger.erase_evidence(self._district.scheme.evidence_kept_s)

    def _look_up(self, code: ResidentCode, counter: bytes, scanned_at_s: int) -> CheckedCode:
        owed = self._ledger.unfulfilled(code.cti)
        tickets = tuple(ticket_of(one.entry, one.raw) for one in owed)
        used = self._ledger.is_used(code.cti, counter)
        return CheckedCode(code, scanned_at_s, used, tickets)

    def _facts(self, payment: Payment) -> StandInFacts:
        credential = payment.code.resident.credential
        now, kiosk = self._moment(), self._district.kiosk
        heard_at_s = max(self._ledger.last_node_time(), self._district.enrolled_at_s)
        return StandInFacts(
            kind=HolderKind(credential.kind),
            amount=payment.order.total,
            home=kiosk in credential.slices,
            slice=Coins(credential.slices.get(kiosk, 0)),
            slice_used=Coins(self._ledger.slice_used(credential.cti, payment.id)),
            unsent=Coins(self._ledger.unsent_coins()),
            away_s=max(0, now.time_s - heard_at_s),
            clock_known=now.state is not ClockState.UNKNOWN,
            day_spent=Coins(0),
            status_age_s=0,
            revoked=False,
            proved=credential.kind is CredentialKind.PHONE,
        )

    def _spend(self, payment: Payment) -> Draft:
        order = payment.order
        if payment.decided_by is None:
            raise AssertionError("nothing is agreed before it is decided")
        return self._draft(
            EntryKind.SPEND,
            payment.id,
            parties=(payer_of(payment.code),),
            lines=order_lines(order),
            amounts=self._amounts(order),
            decided=Decision(payment.decided_by, payment.from_slice.units),
        )

    def _draft(self, kind: EntryKind, id_: bytes, **fields: Any) -> Draft:  # noqa: ANN401 - as Draft has them
        return Draft(kind, id_, *self._versions, **fields)

    def _write(self, draft: Draft) -> Event | None:
        try:
            self._ledger.append(draft)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return None

    @property
    def _versions(self) -> tuple[int, int]:
        return self._district.scheme.version, self._district.bundle_version

    def _fresh_id(self) -> bytes:
        return uuid7(self._moment().epoch_ms, self._random)

    def _amounts(self, order: Order) -> dict[str, int]:
        return {self._district.purse: order.total.units}
