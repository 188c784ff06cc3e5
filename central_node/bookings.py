"""What becomes of one chain-valid entry: a plan out of what is known, then its effects.

A plan only reads. The entry is stored with its receipt between the two, so that each posting names
the entry that it comes from.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

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


_BY_ANYBODY = select(entry_table.c.number).where(entry_table.c.id == bindparam("of_id")).limit(1)
_BY_KIOSK = _BY_ANYBODY.join(ledger, ledger.c.number == entry_table.c.ledger).where(
    ledger.c.kiosk == bindparam("of_kiosk")
)


@dataclass(frozen=True)
class Plan:
    """What to do for one entry. ``ends`` is what becomes of the intent ``known`` by its id."""

    booking: Booking
    known: Row[Any] | None = None
    ends: State | None = None
    amount: Coins = NOTHING
    resident: int | None = None
    payer: Party | None = None
    closes: tuple[bytes, ...] = ()


class Bookkeeper:
    """Plans and books the entries of one kiosk inside one transaction."""

    def __init__(self, connection: Connection, district: District, kiosk: int) -> None:
        self._connection = connection
        self._district = district
        self._kiosk = kiosk
        self._accounts = Accounts(connection, district.scheme.id, district.purse)

    def plan(self, entry: Entry | None, evidence: Sequence[bytes]) -> Plan:
        """What is to be done; ``entry`` is None where its shape is unknown to this version."""
        if entry is None:
            return _flagged(Flag.UNREADABLE)
        known = intents.find(self._connection, entry.id)
        if self._id_taken(entry.id, known):
            return _flagged(Flag.ID_REUSED)
        if entry.kind is EntryKind.SPEND:
            return replace(self._plan_spend(entry, evidence, known), known=known)
        plan = replace(_plan_other(entry), known=known)
        if entry.seq == 0 and entry.kind is not EntryKind.OPEN:
            flag = plan.booking.flag or Flag.NO_OPENING
            return replace(plan, booking=Booking(Outcome.FLAGGED, None, flag))
        return plan

    def book(self, plan: Plan, id_: bytes | None, entry_number: int) -> None:
        """Carry out a plan whose entry is stored under that number."""
        if id_ is not None and plan.ends is not None:
            intents.finish(self._connection, plan.known, id_, self._kiosk, plan.ends)
        if plan.amount > NOTHING:
            self._post(plan, entry_number)
        for cti in plan.closes:
            self._accounts.close_slice(cti, self._kiosk)

    def _id_taken(self, id_: bytes, known: Row[Any] | None) -> bool:
        """Whether the id belongs to another entry or kiosk. Who asked for a hold of it owns it."""
        if known is None:
            others = self._connection.execute(_BY_ANYBODY, {"of_id": id_})
        elif known.kiosk == self._kiosk:
            others = self._connection.execute(_BY_KIOSK, {"of_id": id_, "of_kiosk": self._kiosk})
        else:
            return True
        return others.first() is not None

    def _plan_spend(self, entry: Entry, evidence: Sequence[bytes], known: Row[Any] | None) -> Plan:
        case = self._case(entry, evidence, known)
        if case.amount > MAX_BOOKED:
            return replace(_flagged(Flag.IMPLAUSIBLE_AMOUNT), ends=State.VOIDED)
        free = NOTHING
        if case.resident is not None:
            kept = case.intent.kept_for(case.resident) if case.intent else NOTHING
            free = self._accounts.standing(case.resident).free + kept
        scheme = self._district.scheme_of(entry.scheme_version)
        facts = SpendFacts(
            amount=case.amount,
            told_from_slice=Coins(entry.decided.from_slice if entry.decided else 0),
            free=free,
            slice=case.slice or NOTHING,
            flags=flags_of(case, scheme, self._district.purse),
        )
        return Plan(
            booking=decide_spend(facts),
            ends=State.BOOKED,
            amount=case.amount,
            resident=case.resident,
            payer=_payer(entry),
        )

    def _case(self, entry: Entry, evidence: Sequence[bytes], known: Row[Any] | None) -> SpendCase:
        payer = _payer(entry)
        code = self._code(payer, evidence)
        cti = None if isinstance(code, Flag) else code.cti
        at_home = None if cti is None else self._accounts.slice_of(cti, self._kiosk)
        spent_by: list[bytes] = []
        if payer is not None and payer.counter is not None:
            spent_by = intents.spent_by(self._connection, payer.cti, payer.counter, entry.id)
        return SpendCase(
            entry=entry,
            amount=Coins(sum(entry.amounts.values())),
            code=code,
            resident=None if cti is None else holder_of(self._connection, cti),
            intent=None if known is None else _known_intent(known),
            slice=None if at_home is None else at_home.left,
            spent_by=spent_by,
        )

    def _code(self, payer: Party | None, evidence: Sequence[bytes]) -> ResidentCode | Flag:
        """The payer's code, verified; its age is not judged again."""
        shown = None if payer is None else _evidence_of(payer, evidence)
        if payer is None or shown is None:
            return Flag.EVIDENCE_MISSING
        keys, scheme = self._district.credential_keys, self._district.scheme.id
        try:
            code = check(shown, keys, scheme, at=0, judge_age=False)
        except ProtocolError:
            return Flag.EVIDENCE_REFUSED
        found = (code.cti, code.counter, code.limit_tag)
        named = (payer.cti, payer.counter, payer.limit_tag)
        return code if found == named else Flag.EVIDENCE_REFUSED

    def _post(self, plan: Plan, entry_number: int) -> None:
        """Coins go to the kiosk's takings from whoever bears them."""
        bearer = (AccountKind.LOSS, DISTRICT)
        if plan.booking.bearer is not Bearer.DISTRICT and plan.resident is not None:
            bearer = (AccountKind.RESIDENT, plan.resident)
        moves = {bearer: plan.amount * -1, (AccountKind.TAKINGS, self._kiosk): plan.amount}
        self._accounts.post(moves, entry_number)
        if plan.payer is not None:
            self._accounts.draw_slice(plan.payer.cti, self._kiosk, plan.booking.from_slice)


def _known_intent(row: Row[Any]) -> KnownIntent:
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
