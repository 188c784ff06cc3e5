"""What becomes of one chain-valid entry: a plan out of what is known, then its effects on that.

No database: what the books say is handed in, and moves on with each entry, so that entries of one
piece are decided as if each were alone, one after the other.
"""

from dataclasses import dataclass, replace

from central_node.accounts import DISTRICT, AccountKind, Move, Owner
from central_node.booking_rules import NOTHING, Booking, Flag, SpendFacts, decide_spend
from central_node.card_checks import CardCase, Vouch, card_day, vouch_at
from central_node.district import District
from central_node.ids import State
from central_node.known import Known
from central_node.openings import names_latest
from central_node.pins import PinCount
from central_node.readings import Reading
from central_node.spend_checks import SpendCase, flags_of, one_visit
from protocol.credential import CredentialKind
from protocol.entry import Entry, EntryKind, Party, Role
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode
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
    """What to do for one entry. ``ends`` is what becomes of the entry's id.

    ``gives_up`` is another id of the kiosk, of which it knows nothing more: what is held for it
    ends, and its own entry may still come. ``resident`` is whose coins it would take, where the
    payer's code is valid and in the books; ``payer`` whom the entry names, ``carer`` whose code was
    shown beside.
    """

    booking: Booking
    ends: State | None = None
    gives_up: bytes | None = None
    amount: Coins = NOTHING
    resident: int | None = None
    payer: Party | None = None
    carer: ResidentCode | None = None
    closes: bytes | None = None

    @property
    def bearer(self) -> Owner:
        """The account that the coins leave."""
        if self.booking.bearer is Bearer.DISTRICT or self.resident is None:
            return (AccountKind.LOSS, DISTRICT)
        return (AccountKind.RESIDENT, self.resident)


class Bookkeeper:
    """Plans and books the entries of one kiosk by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, reading: Reading) -> Plan:
        """What is to be done with an entry that is next in its chain."""
        entry = reading.entry
        if entry is None:
            return _flagged(Flag.UNREADABLE)
        if self._known.id_taken(entry.id):
            return _flagged(Flag.ID_REUSED)
        if entry.kind is EntryKind.SPEND:
            return self._plan_spend(entry, reading)
        if entry.kind is EntryKind.PIN and self._known.cards.tries_after(entry).exceeded:
            return _flagged(Flag.PIN_TRIES)
        return self._plan_first(entry) if entry.seq == 0 else _plan_other(entry)

    def book(self, plan: Plan, entry: Entry | None, number: int) -> Move | None:
        """Carry out a plan whose entry is stored under that number; the coins that it moves."""
        if entry is None:
            return None
        known, booking = self._known, plan.booking
        known.wrote(entry)
        if plan.ends is not None:
            known.end(entry.id, plan.ends)
        if plan.gives_up is not None:
            known.give_up(plan.gives_up)
        if plan.closes is not None:
            known.close(plan.closes)
        if plan.payer is not None:
            if booking.outcome is Outcome.BOOKED or booking.bearer is not None:
                known.paid(plan.payer, entry.id)
                known.paid(plan.carer, entry.id)
            known.draw(plan.payer.cti, booking.from_slice)
        if plan.amount == NOTHING:
            return None
        if plan.payer is not None and plan.payer.counter is None:
            known.cards.pay(plan.payer.cti, entry.time, plan.amount)
        kind, owner = plan.bearer
        if kind is AccountKind.RESIDENT:
            known.debit(owner, plan.amount)
        return Move((kind, owner), (AccountKind.TAKINGS, known.kiosk), plan.amount, number)

    def _plan_spend(self, entry: Entry, reading: Reading) -> Plan:
        case = self._case(entry, reading)
        if case.amount > MAX_BOOKED:
            return replace(_flagged(Flag.IMPLAUSIBLE_AMOUNT), ends=State.VOIDED)
        free = NOTHING
        if case.resident is not None:
            free = self._known.free_for(entry.id, case.resident)
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
            payer=reading.payer,
            carer=reading.carer,
        )

    def _plan_first(self, entry: Entry) -> Plan:
        """The first entry of a ledger should open it, and say what was before it."""
        plan = _plan_other(entry)
        if entry.kind is not EntryKind.OPEN or entry.opening is None:
            flag = plan.booking.flag or Flag.NO_OPENING
            return replace(plan, booking=Booking(Outcome.FLAGGED, None, flag))
        if names_latest(entry.ledger, entry.opening, self._known.ledgers):
            return plan
        return _flagged(Flag.LEDGER_BEFORE_NOT_NAMED)

    def _case(self, entry: Entry, reading: Reading) -> SpendCase:
        known, code = self._known, reading.code
        shown = None if isinstance(code, Flag) else code
        cti = None if shown is None else shown.cti
        mends = entry.seq < known.reached  # a hole, which may be from before it was closed
        return SpendCase(
            entry=entry,
            amount=Coins(sum(entry.amounts.values())),
            code=code,
            holder=None if cti is None else known.holders.get(cti),
            known=known.ids.get(entry.id),
            slice=None if cti is None else known.slices.get(cti),
            spent_by=[
                id_
                for shown in (reading.payer, reading.carer)
                for id_ in known.spent_by(shown, entry.id)
            ],
            closed=cti in known.closed and not mends,
            retired=known.writer.retired,
            card=None if shown is None else self._card(entry, shown, reading.carer),
        )

    def _card(
        self, entry: Entry, code: ResidentCode, carer: ResidentCode | None
    ) -> CardCase | None:
        if code.credential.kind is not CredentialKind.CARD:
            return None
        cards = self._known.cards
        day = card_day(entry, cards.trusted, self._district.scheme_of(entry.scheme_version))
        return CardCase(
            day_spent=cards.spent(code.cti, *day),
            pin=cards.pins.get(code.cti, PinCount()),
            vouch=Vouch.NONE if carer is None else self._vouch(carer, code, entry),
            unclear=cards.unclear_at(entry.seq),
        )

    def _vouch(self, carer: ResidentCode, code: ResidentCode, entry: Entry) -> Vouch:
        """What a carer's phone, shown in this visit, was worth beside this card then."""
        known = self._known
        if carer.presentation is None or not one_visit(entry, carer):
            return Vouch.NONE
        residents = known.resident_of(carer.cti), known.resident_of(code.cti)
        return vouch_at(entry, known.cards.vouched(*residents), known.revoked(carer.cti))


def _plan_other(entry: Entry) -> Plan:
    """Everything but a spend: nothing to book, or nothing that this version books."""
    match entry.kind:
        case EntryKind.VOID if entry.ref is not None:
            return Plan(Booking(Outcome.VOIDED, None, None), gives_up=entry.ref)
        case EntryKind.VOID:
            return Plan(Booking(Outcome.VOIDED, None, None), ends=State.VOIDED)
        case EntryKind.OPEN if entry.seq != 0:
            return _flagged(Flag.MISPLACED_OPENING)
        case EntryKind.CLOSE_CREDENTIAL:
            ctis = (party.cti for party in entry.parties if party.role is Role.HOLDER)
            return Plan(Booking(Outcome.NOTED, None, None), closes=next(ctis, None))
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
