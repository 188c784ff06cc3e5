"""The cashier: everything a visit wants of the ledger. Lives on the ledger's lane.

Reads codes, commits intents, decides by the stand-in rules, writes entries. Each method returns
the event that the visit waits for; an environment error becomes LedgerFailed, so that nothing is
sold by a kiosk that can't write.
"""

from collections.abc import Callable
from dataclasses import replace

from kiosk.district import District
from kiosk.events import (
    CodeRefused,
    CodeSeen,
    Declined,
    Event,
    LedgerFailed,
    NoAnswer,
    NotRecorded,
    Recorded,
    StoodIn,
)
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.records import Begun, intent_of, order_lines, ticket_of
from kiosk.services.base import Order
from offline_queue.clock import Moment
from offline_queue.errors import AlreadyUsed, LedgerError
from offline_queue.ledger import Draft, Ledger
from protocol.credential import CredentialKind
from protocol.entry import ClockState, DecidedBy, Decision, EntryKind, Party, order_hash
from protocol.errors import ProtocolError
from protocol.ids import uuid7
from protocol.resident_code import ResidentCode, check
from schemes.money import Coins
from schemes.stand_in import Allowed, HolderKind, StandInFacts, decide

DONE, FAILED = "done", "failed"  # results of a fulfil entry


class Cashier:
    """One ledger's cashier. ``moment`` tells effective time, ``random`` gives bytes for ids."""

    def __init__(
        self,
        ledger: Ledger,
        district: District,
        moment: Callable[[], Moment],
        random: Callable[[int], bytes],
    ) -> None:
        self._ledger = ledger
        self._district = district
        self._moment = moment
        self._random = random

    def read_code(self, text: str, scanned: Moment) -> Event:
        """Check a scanned text; age is judged at the scan and never again."""
        district = self._district
        try:
            code = check(text, district.credential_keys, district.scheme.id, scanned.time_s)
        except ProtocolError as exc:
            return CodeRefused(exc.reason)
        if code.credential.kind is not CredentialKind.PHONE or code.counter is None:
            return CodeRefused("kind-not-served")
        try:
            return CodeSeen(self._look_up(code, code.counter, scanned.time_s))
        except LedgerError:
            return LedgerFailed("ledger")

    def begin(self, order: Order, code: CheckedCode, node_near: bool) -> Begun | LedgerFailed:
        """Give the order its id; an intent is committed before the node hears of it."""
        payment = Payment(self._fresh_id(), order, code, intent=node_near)
        asked = order_hash(order_lines(order), self._amounts(order))
        if not node_near:
            return Begun(payment, asked, ())
        try:
            self._ledger.begin_intent(intent_of(payment, asked))
            return Begun(payment, asked, self._ledger.voided_without_receipt())
        except LedgerError:
            return LedgerFailed("ledger")

    def stand_in(self, payment: Payment) -> Event:
        """Decide without the node, by the district's rules and this ledger's facts."""
        try:
            facts = self._facts(payment)
        except LedgerError:
            return LedgerFailed("ledger")
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
        """Write the spend entry; only its return says that coins were used."""
        try:
            written = self._ledger.append(self._spend(payment), (payment.code.resident.evidence,))
        except AlreadyUsed:
            return NotRecorded(payment, "already-used")
        except LedgerError:
            return LedgerFailed("ledger")
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

    def recover(self) -> Event | None:
        """Void what a crash left between intent and entry. Runs at each start."""
        try:
            self._ledger.recover()
        except LedgerError:
            return LedgerFailed("ledger")
        return None

    def _look_up(self, code: ResidentCode, counter: bytes, scanned_at_s: int) -> CheckedCode:
        owed = self._ledger.unfulfilled(code.cti)
        tickets = tuple(ticket_of(one.entry, one.raw) for one in owed)
        used = self._ledger.is_used(code.cti, counter)
        return CheckedCode(code, scanned_at_s, used, tickets)

    def _facts(self, payment: Payment) -> StandInFacts:
        credential = payment.code.resident.credential
        now, kiosk = self._moment(), self._district.kiosk
        return StandInFacts(
            kind=HolderKind(credential.kind),
            amount=payment.order.total,
            home=kiosk in credential.slices,
            slice=Coins(credential.slices.get(kiosk, 0)),
            slice_used=Coins(self._ledger.slice_used(credential.cti)),
            unsent=Coins(self._ledger.unsent_coins()),
            away_s=max(0, now.time_s - self._ledger.last_node_time()),
            clock_known=now.state is not ClockState.UNKNOWN,
        )

    def _spend(self, payment: Payment) -> Draft:
        order, code = payment.order, payment.code.resident
        if payment.decided_by is None:
            raise AssertionError("nothing is agreed before it is decided")
        return self._draft(
            EntryKind.SPEND,
            payment.id,
            parties=(
                Party("payer", code.cti, code.counter, code.limit_tag, code.evidence_hash),
            ),
            lines=order_lines(order),
            amounts=self._amounts(order),
            decided=Decision(payment.decided_by, payment.from_slice.units),
        )

    def _draft(self, kind: EntryKind, id_: bytes, **fields: object) -> Draft:
        versions = (self._district.scheme.version, self._district.bundle_version)
        return Draft(kind, id_, scheme_version=versions[0], bundle_version=versions[1], **fields)

    def _write(self, draft: Draft) -> Event | None:
        try:
            self._ledger.append(draft)
        except LedgerError:
            return LedgerFailed("ledger")
        return None

    def _fresh_id(self) -> bytes:
        return uuid7(self._moment().epoch_ms, self._random)

    def _amounts(self, order: Order) -> dict[str, int]:
        return {self._district.purse: order.total.units}
