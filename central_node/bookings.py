"""What becomes of one chain-valid entry: a plan out of what is known, then its effects on that.

No database: what the books say is handed in, and moves on with each entry, so that entries of one
piece are decided as if each were alone, one after the other. Kinds that move coins have planners of
their own, beside this module.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from central_node.accounts import PAID, Move
from central_node.booking_rules import Booking, Flag
from central_node.district import District
from central_node.ids import State
from central_node.known import Known
from central_node.known_passes import is_visit
from central_node.known_past import PastEntry
from central_node.known_rights import rights_of
from central_node.openings import names_latest
from central_node.plan_converts import ConvertPlanner
from central_node.plan_earns import EarnPlanner
from central_node.plan_reversals import ReversalPlanner
from central_node.plan_spends import SpendPlanner
from central_node.plan_top_ups import TopUpPlanner
from central_node.plan_transfers import TransferPlanner
from central_node.plan_visits import VisitPlanner
from central_node.plans import Plan, flagged, noted
from central_node.readings import Reading
from central_node.showings import DEBITS, TAKES, Use
from protocol.entry import Entry, EntryKind, Role
from protocol.receipt import Bearer, Outcome
from schemes.money import Coins


class Planner(Protocol):
    """Plans entries of a kind that moves coins."""

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with one."""


class Bookkeeper:
    """Plans and books the entries of one kiosk by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known
        spends = SpendPlanner(district, known)
        self._planners: Mapping[EntryKind | str, Planner] = {
            EntryKind.SPEND: spends,
            EntryKind.DONATE: spends,
            EntryKind.EARN: EarnPlanner(district, known),
            EntryKind.TOP_UP: TopUpPlanner(district, known),
            EntryKind.TRANSFER: TransferPlanner(district, known),
            EntryKind.CONVERT: ConvertPlanner(district, known),
            EntryKind.REVERSE: ReversalPlanner(district, known),
        }
        self._visits = VisitPlanner(district, known)

    def plan(self, reading: Reading) -> Plan:
        """What is to be done with an entry that is next in its chain."""
        entry = reading.entry
        if entry is None:
            return flagged(Flag.UNREADABLE)
        if self._known.id_taken(entry.id):
            return flagged(Flag.ID_REUSED)
        planner = self._planners.get(entry.kind)
        if planner is not None:
            return planner.plan(entry, reading)
        match entry.kind:
            case EntryKind.PIN if self._known.cards.tries_after(entry).exceeded:
                return flagged(Flag.PIN_TRIES)
            case EntryKind.ADMIT:
                return self._plan_admission(entry, reading)
            case _:
                return self._plan_first(entry) if entry.seq == 0 else _plan_other(entry)

    def book(self, plan: Plan, entry: Entry | None, number: int) -> tuple[Move, ...]:
        """Carry out a plan whose entry is stored under that number; the coins that it moves."""
        if entry is None:
            return ()
        known = self._known
        known.wrote(entry)
        if plan.ends is not None:
            known.end(entry.id, plan.ends)
        if plan.gives_up is not None:
            known.give_up(plan.gives_up)
        if plan.closes is not None:
            known.close(plan.closes)
        self._use_code(plan, entry)
        for flow in plan.flows:
            known.move(flow, self._district.purse)
        self._count(plan, entry)
        return tuple(
            Move(flow.source, flow.target, flow.coins, number, flow.purse) for flow in plan.flows
        )

    def _use_code(self, plan: Plan, entry: Entry) -> None:
        """The showings that it took, and what its sale took of the kiosk's slice."""
        known, person = self._known, plan.person
        if person is None:
            return
        paid = plan.coins if entry.kind in TAKES else Coins(0)
        if plan.is_booked or entry.kind is EntryKind.ADMIT:
            taken = Coins(0) if plan.booking.bearer is Bearer.DISTRICT else paid
            use = Use(entry.id, known.kiosk, entry.ref, paid, taken)
            known.use(person, use)
            known.use(plan.carer, use)
            known.use(plan.payee, Use(entry.id, known.kiosk, entry.ref))
        if entry.kind in TAKES:
            known.draw(person.cti, plan.booking.from_slice)
            if person.counter is None and plan.coins > Coins(0):
                known.cards.pay(person.cti, entry.time, plan.coins)

    def _count(self, plan: Plan, entry: Entry) -> None:
        """What caps, limits and reversals have to know of it."""
        known, scheme = self._known, self._district.scheme
        if plan.is_booked:
            known.claims.add(scheme, plan.claims, plan.counted)
        known.rewards.give(plan.given)
        known.rights.use(plan.rights, entry.id)
        known.passes.add(plan.passes, entry.id)
        self._count_coins(plan, entry)
        if plan.past is not None:
            known.past.keep(plan.past)
            if plan.booking.outcome is Outcome.BOOKED:
                known.rights.take_back(plan.past.id)
            if plan.is_booked and not plan.past.left:
                known.passes.take_back(plan.past.id)
        elif plan.booking.flag is Flag.NOTHING_TO_REVERSE and entry.ref is not None:
            known.past.keep_early(entry.ref, entry)
        elif plan.is_booked or plan.booking.outcome is Outcome.NOTED:
            known.past.keep(self._past(plan, entry))

    def _count_coins(self, plan: Plan, entry: Entry) -> None:
        """What a person spent, charged and gave, and what of theirs came as a reward."""
        known, resident = self._known, plan.resident
        for counted in (known.spending, known.money.transfers, known.money.charges):
            if entry.kind in counted.kinds and resident is not None:
                counted.spend(resident, self._counted_at(entry), plan.coins)
        flagged = plan.booking.flag is not None
        known.money.came_in.add(entry, flagged=flagged, coins=plan.coins)
        of = entry.ref if entry.kind is EntryKind.REVERSE and entry.ref is not None else entry.id
        moved = plan.flows, plan.given, self._district.purse
        known.money.pools.move(str(entry.kind), of, *moved)

    def _counted_at(self, entry: Entry) -> int:
        """A gift counts on the day on which it was held, whatever day its entry tells."""
        asked = self._known.ids.get(entry.id)
        if asked is None or not asked.held or asked.kind != EntryKind.TRANSFER:
            return entry.time
        return entry.time if asked.scanned is None else asked.scanned

    def _past(self, plan: Plan, entry: Entry) -> PastEntry:
        """The entry as one that may be reversed later."""
        debits = [flow for flow in plan.flows if flow.target[0] in PAID]
        first = debits[0] if debits and entry.kind in DEBITS else None
        rewards = {one.rule: one.coins for one in plan.given}
        return PastEntry(
            id=entry.id,
            kind=str(entry.kind),
            kiosk=self._known.kiosk,
            time=entry.time,
            resident=plan.resident,
            source=None if first is None else first.source,
            target=None if first is None else first.target,
            paid={flow.purse: flow.coins for flow in debits} if first else {},
            back={flow.purse: flow.coins for flow in plan.flows if flow.source[0] in PAID},
            first_rewards=rewards,
            rewards=rewards,
        )

    def _plan_admission(self, entry: Entry, reading: Reading) -> Plan:
        if is_visit(entry):
            return self._visits.plan(entry, reading)
        scheme = self._district.scheme_of(entry.scheme_version)
        rights = rights_of(entry, scheme, self._known.holders)
        if entry.seq == 0:
            return flagged(Flag.NO_OPENING)
        if self._known.rights.used_before(rights):
            return flagged(Flag.RIGHT_USED_TWICE)
        return replace(noted(), rights=rights)

    def _plan_first(self, entry: Entry) -> Plan:
        """The first entry of a ledger should open it, and say what was before it."""
        plan = _plan_other(entry)
        if entry.kind is not EntryKind.OPEN or entry.opening is None:
            flag = plan.booking.flag or Flag.NO_OPENING
            return replace(plan, booking=Booking(Outcome.FLAGGED, None, flag))
        if names_latest(entry.ledger, entry.opening, self._known.ledgers):
            return plan
        return flagged(Flag.LEDGER_BEFORE_NOT_NAMED)


def _plan_other(entry: Entry) -> Plan:
    """What has no planner of its own: nothing to book, or nothing that this version books."""
    match entry.kind:
        case EntryKind.VOID if entry.ref is not None:
            return Plan(Booking(Outcome.VOIDED, None, None), gives_up=entry.ref)
        case EntryKind.VOID:
            return Plan(Booking(Outcome.VOIDED, None, None), ends=State.VOIDED)
        case EntryKind.OPEN if entry.seq != 0:
            return flagged(Flag.MISPLACED_OPENING)
        case EntryKind.CLOSE_CREDENTIAL:
            ctis = (party.cti for party in entry.parties if party.role is Role.HOLDER)
            return replace(noted(), closes=next(ctis, None))
        case EntryKind():
            return noted()
        case _:
            return flagged(Flag.UNKNOWN_KIND)
