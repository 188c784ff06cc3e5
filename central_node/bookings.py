"""What becomes of one chain-valid entry: a plan out of what is known, then its effects.

A plan only reads. The entry is stored with its receipt between the two, so that each posting names
the entry that it comes from.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from central_node import intents
from central_node.accounts import DISTRICT, AccountKind, Accounts
from central_node.booking_rules import NOTHING, Booking, Flag, SpendFacts, decide_spend
from central_node.district import District
from central_node.intents import State
from central_node.schema import entry as entry_table
from central_node.schema import ledger
from central_node.spend_checks import KnownIntent, SpendCase, flags_of
from central_node.wallet import holder_of
from protocol.entry import Entry, EntryKind, Party, Role
from protocol.errors import ProtocolError
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode, check
from schemes.money import Coins

MAX_BOOKED = Coins(10**9)  # of one entry; keeps every sum of the accounts inside 64 bits
_NOT_BOOKED = frozenset(  # known kinds that move coins, which this version keeps and flags
    {
        EntryKind.REVERSE,
        EntryKind.EARN,
        EntryKind.DONATE,
        EntryKind.TRANSFER,
        EntryKind.TOP_UP,
        EntryKind.CONVERT,
        EntryKind.TENDER,
    }
)
_HELD_BEFORE = frozenset({EntryKind.DONATE, EntryKind.TRANSFER, EntryKind.CONVERT})


@dataclass(frozen=True)
class Plan:
    """What to do for one entry. ``ends`` is what becomes of the intent with its id."""

    booking: Booking
    ends: State | None = None
    amount: Coins = NOTHING
    resident: int | None = None
    payer: Party | None = None
    closes: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Bookkeeper:
    """Plans and books the entries of one kiosk inside one transaction."""

    connection: Connection
    district: District
    kiosk: int

    def plan(self, entry: Entry | None, evidence: Sequence[bytes]) -> Plan:
        """What is to be done; ``entry`` is None where its shape is unknown to this version."""
        if entry is None:
            return _flagged(Flag.UNREADABLE)
        if self._id_taken(entry):
            return _flagged(Flag.ID_REUSED)
        if entry.kind is EntryKind.SPEND:
            return self._plan_spend(entry, evidence)
        plan = _plan_other(entry)
        if entry.seq == 0 and entry.kind is not EntryKind.OPEN:
            flag = plan.booking.flag or Flag.NO_OPENING
            return replace(plan, booking=Booking(Outcome.FLAGGED, None, flag))
        return plan

    def book(self, plan: Plan, id_: bytes | None, entry_number: int) -> None:
        """Carry out a plan whose entry is stored under that number."""
        if id_ is not None and plan.ends is not None:
            intents.finish(self.connection, id_, self.kiosk, plan.ends)
        if plan.amount > NOTHING:
            self._post(plan, entry_number)
        for cti in plan.closes:
            self._accounts.close_slice(cti, self.kiosk)

    @property
    def _accounts(self) -> Accounts:
        return Accounts(self.connection, self.district.scheme.id, self.district.purse)

    def _id_taken(self, entry: Entry) -> bool:
        """Whether the id belongs to another entry or kiosk. Who asked for a hold of it owns it."""
        known = intents.find(self.connection, entry.id)
        if known is not None and known.kiosk != self.kiosk:
            return True
        others = select(entry_table.c.number).where(entry_table.c.id == entry.id)
        if known is not None:
            own = ledger.c.number == entry_table.c.ledger
            others = others.join(ledger, own).where(ledger.c.kiosk == self.kiosk)
        return self.connection.execute(others.limit(1)).first() is not None

    def _plan_spend(self, entry: Entry, evidence: Sequence[bytes]) -> Plan:
        case = self._case(entry, evidence)
        if case.amount > MAX_BOOKED:
            return replace(_flagged(Flag.IMPLAUSIBLE_AMOUNT), ends=State.VOIDED)
        scheme = self.district.scheme_of(entry.scheme_version)
        free = NOTHING if case.resident is None else self._accounts.free(case.resident)
        kept = case.intent.kept_for(case.resident) if case.intent else NOTHING
        facts = SpendFacts(
            amount=case.amount,
            told_from_slice=Coins(entry.decided.from_slice if entry.decided else 0),
            free=free + kept,
            slice=case.slice or NOTHING,
            flags=flags_of(case, scheme, self.district.purse),
        )
        return Plan(
            booking=decide_spend(facts),
            ends=State.BOOKED,
            amount=case.amount,
            resident=case.resident,
            payer=_payer(entry),
        )

    def _case(self, entry: Entry, evidence: Sequence[bytes]) -> SpendCase:
        payer = _payer(entry)
        code = self._code(entry, payer, evidence)
        cti = None if isinstance(code, Flag) else code.cti
        spent_by: list[bytes] = []
        if payer is not None and payer.counter is not None:
            spent_by = intents.spent_by(self.connection, payer.cti, payer.counter, entry.id)
        return SpendCase(
            entry=entry,
            amount=Coins(sum(entry.amounts.values())),
            code=code,
            resident=None if cti is None else holder_of(self.connection, cti),
            intent=self._known_intent(entry.id),
            slice=None if cti is None else self._accounts.slice_left(cti, self.kiosk),
            spent_by=spent_by,
        )

    def _code(
        self, entry: Entry, payer: Party | None, evidence: Sequence[bytes]
    ) -> ResidentCode | Flag:
        """The payer's code, verified; its age is not judged again."""
        shown = None if payer is None else _evidence_of(payer, evidence)
        if payer is None or shown is None:
            return Flag.EVIDENCE_MISSING
        keys, scheme = self.district.credential_keys, self.district.scheme.id
        try:
            code = check(shown, keys, scheme, entry.time, judge_age=False)
        except ProtocolError:
            return Flag.EVIDENCE_REFUSED
        same = (code.cti, code.counter, code.limit_tag) == (
            payer.cti,
            payer.counter,
            payer.limit_tag,
        )
        return code if same else Flag.EVIDENCE_REFUSED

    def _known_intent(self, id_: bytes) -> KnownIntent | None:
        row = intents.find(self.connection, id_)
        if row is None:
            return None
        return KnownIntent(
            held=row.state == State.HELD,
            voided=row.state == State.VOIDED,
            resident=row.resident,
            order_hash=row.order_hash,
            amount=Coins(row.amount),
            cti=row.cti,
            counter=row.counter,
            from_free=Coins(row.from_free),
        )

    def _post(self, plan: Plan, entry_number: int) -> None:
        """Coins go to the kiosk's takings from whoever bears them."""
        accounts, booking = self._accounts, plan.booking
        bearer = (AccountKind.LOSS, DISTRICT)
        if booking.bearer is not Bearer.DISTRICT and plan.resident is not None:
            bearer = (AccountKind.RESIDENT, plan.resident)
        moves = {bearer: plan.amount * -1, (AccountKind.TAKINGS, self.kiosk): plan.amount}
        accounts.post(moves, entry_number)
        if plan.payer is not None:
            accounts.draw_slice(plan.payer.cti, self.kiosk, booking.from_slice)


def _plan_other(entry: Entry) -> Plan:
    """Everything but a spend: nothing to book, or nothing that this version books."""
    match entry.kind:
        case EntryKind.VOID:
            return Plan(Booking(Outcome.VOIDED, None, None), ends=State.VOIDED)
        case EntryKind.OPEN if entry.seq != 0:
            return _flagged(Flag.MISPLACED_OPENING)
        case EntryKind.CLOSE_CREDENTIAL:
            ctis = tuple(party.cti for party in entry.parties)
            return Plan(Booking(Outcome.NOTED, None, None), closes=ctis)
        case kind if kind in _NOT_BOOKED:
            ends = State.VOIDED if kind in _HELD_BEFORE else None
            return replace(_flagged(Flag.KIND_NOT_BOOKED), ends=ends)
        case EntryKind():
            return Plan(Booking(Outcome.NOTED, None, None))
        case _:
            return _flagged(Flag.UNKNOWN_KIND)


def _flagged(flag: Flag) -> Plan:
    """Kept and acknowledged, nothing booked."""
    return Plan(Booking(Outcome.FLAGGED, None, flag))


def _payer(entry: Entry) -> Party | None:
    return next((party for party in entry.parties if party.role is Role.PAYER), None)


def _evidence_of(party: Party, evidence: Sequence[bytes]) -> bytes | None:
    """The code whose hash the signed entry names."""
    named = (code for code in evidence if hashlib.sha256(code).digest() == party.evidence_hash)
    return next(named, None)
