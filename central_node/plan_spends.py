"""Plans a spend or a donation: what was paid, out of what, who bears it, what comes back for it.

A donation is decided as a spend is, and paid by the first purse alone: money for a purpose is not
the resident's to give away. Its coins go to an account of their own, so that a kiosk's takings
stay what is owed to its facility.
"""

from collections.abc import Mapping
from dataclasses import replace

from central_node.accounts import DISTRICT, AccountKind, Owner
from central_node.booking_rules import NOTHING, Booking, Flag, SpendFacts, decide_spend
from central_node.card_cases import card_case
from central_node.days import day_of
from central_node.district import District
from central_node.ids import State
from central_node.known import Known
from central_node.known_passes import PassMove, moves_of
from central_node.known_rewards import Given
from central_node.merchants import merchant_at
from central_node.plan_reversals import share_out
from central_node.plans import MAX_BOOKED, Flow, Plan, flagged, gifts
from central_node.readings import Reading
from central_node.sale_times import CLOCK_SLACK_S
from central_node.showings import over_signed, visit_of
from central_node.spend_checks import SpendCase, as_held, flags_of
from central_node.spending import counts_days
from protocol.entry import Entry, EntryKind
from protocol.receipt import Bearer, Outcome
from schemes.incentives import cashback
from schemes.merchant import Merchant
from schemes.money import Coins
from schemes.purses import may_pay
from schemes.scheme import Scheme


class SpendPlanner:
    """Plans what residents pay at one kiosk, by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with it."""
        case = self._case(entry, self._signed_once(entry, reading))
        if case.amount > MAX_BOOKED:
            return replace(flagged(Flag.IMPLAUSIBLE_AMOUNT), ends=State.VOIDED)
        scheme = self._district.scheme_of(entry.scheme_version)
        parts = self._parts(case, scheme)
        free, flags = NOTHING, flags_of(case, scheme)
        if case.resident is not None:
            free = self._known.free_for(entry.id, case.resident)
            if not self._others_cover(case.resident, entry.id, parts):
                flags |= {Flag.NOT_COVERED}
        passes, there = self._passes(case), self._stands_there(case)
        if passes and not there:
            flags |= {Flag.VISITS_SOLD_ELSEWHERE}
        early = self._known.past.early.get(entry.id, {})
        if sum(early.values(), NOTHING) > NOTHING:
            flags |= {Flag.REVERSED_BEFORE}
        facts = SpendFacts(
            amount=parts.get(self._district.purse, NOTHING),
            told_from_slice=Coins(entry.decided.from_slice if entry.decided else 0),
            free=free,
            slice=case.slice or NOTHING,
            flags=flags,
        )
        booking = decide_spend(facts)
        plan = Plan(
            booking=booking,
            ends=State.BOOKED,
            resident=case.resident,
            person=reading.person,
            carer=reading.carer,
            coins=case.amount,
            paid=parts,
            passes=passes if there else (),
        )
        given = self._rewards(plan, case, scheme)
        flows = self._flows(plan, entry)
        back = given_back(flows, early)
        return replace(
            plan,
            booking=self._placed(booking, case),
            given=given,
            flows=(*flows, *back, *gifts(given, self._district.purse)),
        )

    def _signed_once(self, entry: Entry, reading: Reading) -> Reading:
        """The same, without its code where that was signed for less than it has paid already."""
        code, uses = reading.code, self._known.spent_by(reading.person, entry.id)
        if isinstance(code, Flag) or not over_signed(
            code, uses, Coins(sum(entry.amounts.values()))
        ):
            return reading
        return replace(reading, code=Flag.EVIDENCE_REFUSED)

    def _placed(self, booking: Booking, case: SpendCase) -> Booking:
        """The same, flagged where the register has the kiosk elsewhere and nothing else is wrong.

        It was decided by the registered place's rules, and what those give back was given. What
        was held where the kiosk stood is sold there, also if it is moved meanwhile.
        """
        if booking.flag is not None or self._stands_there(case):
            return booking
        told = Outcome.FLAGGED, Bearer.RESIDENT, Flag.OTHER_PLACE
        return Booking(*told, booking.from_free, booking.from_slice)

    def _stands_there(self, case: SpendCase) -> bool:
        """Whether the kiosk is where the entry says, by the register where that has it."""
        hold = case.known if case.known is not None and as_held(case, case.known) else None
        begun = None if hold is None or not hold.held else hold.scanned
        times = {case.entry.time, case.entry.time if begun is None else begun}
        places, named = self._known.writer.places, case.entry.place
        return any(not places.denies(named, time, CLOCK_SLACK_S) for time in times)

    def _passes(self, case: SpendCase) -> tuple[PassMove, ...]:
        """What it sells of passes, unless that had been given back before it came."""
        if case.resident is None or case.entry.id in self._known.past.early:
            return ()
        return moves_of(case.entry, self._district.scheme, self._known.holders)

    def _merchant(self, entry: Entry) -> Merchant:
        """Who sold, by the register where it has the kiosk, else by the kiosk's word."""
        place = self._known.writer.places.judged(entry.place, entry.time, CLOCK_SLACK_S)
        return merchant_at(self._district.published.facilities, place)

    def _parts(self, case: SpendCase, scheme: Scheme) -> dict[str, Coins]:
        """Coins by purse; of a purse that the scheme does not know, as if the first had paid."""
        others = {purse.id for purse in scheme.purses} - {self._district.purse}
        told = {purse: Coins(units) for purse, units in case.entry.amounts.items()}
        parts = {
            purse: coins for purse, coins in told.items() if purse in others and coins > NOTHING
        }
        first = case.amount - sum(parts.values(), NOTHING)
        return {self._district.purse: first, **parts} if first > NOTHING else parts

    def _others_cover(self, resident: int, id_: bytes, parts: Mapping[str, Coins]) -> bool:
        free = self._known.free_others(id_, resident)
        return all(
            coins <= free.get(purse, NOTHING)
            for purse, coins in parts.items()
            if purse != self._district.purse
        )

    def _flows(self, plan: Plan, entry: Entry) -> tuple[Flow, ...]:
        """What the district bears is its loss in the first purse, whatever would have paid."""
        donated = entry.kind is EntryKind.DONATE
        target = (AccountKind.DONATED if donated else AccountKind.TAKINGS, self._known.kiosk)
        source = _bearer(plan)
        if source[0] is AccountKind.RESIDENT:
            return tuple(Flow(source, target, *part) for part in plan.paid.items())
        if plan.coins == NOTHING:
            return ()
        return (Flow(source, target, self._district.purse, plan.coins),)

    def _rewards(self, plan: Plan, case: SpendCase, scheme: Scheme) -> tuple[Given, ...]:
        """What comes back. What is flagged gives nothing until somebody has looked at it.

        What the node has promised with a hold is kept: it was counted against caps and budgets all
        the while. Without one it is computed now, by the rules of the version that the entry names.
        """
        entry, resident = case.entry, case.resident
        booked = plan.booking.outcome is Outcome.BOOKED and entry.kind is EntryKind.SPEND
        if not booked or resident is None or not plan.paid:
            return ()
        if case.known is not None and case.known.held and as_held(case, case.known):
            promised, known = case.known.rewards.items(), case.known
            at = entry.time if known.scanned is None else known.scanned  # the month that it counts
            return tuple(Given(rule, resident, at, coins) for rule, coins in promised)
        if not scheme.cashbacks:
            return ()
        so_far = self._known.rewards.so_far(scheme, resident, entry.time, entry.id)
        day = day_of(scheme, entry.time)
        found = cashback(scheme, self._merchant(entry), plan.paid, day, so_far)
        return tuple(Given(rule, resident, entry.time, coins) for rule, coins in found.parts)

    def _case(self, entry: Entry, reading: Reading) -> SpendCase:
        known, code = self._known, reading.code
        shown = None if isinstance(code, Flag) else code
        cti = None if shown is None else shown.cti
        holder = None if cti is None else known.holders.get(cti)
        mends = entry.seq < known.reached  # a hole, which may be from before it was closed
        uses = (
            use
            for shown in (reading.person, reading.carer)
            for use in known.spent_by(shown, entry.id)
        )
        return SpendCase(
            entry=entry,
            purse=self._district.purse,
            amount=Coins(sum(entry.amounts.values())),
            code=code,
            holder=holder,
            known=known.ids.get(entry.id),
            slice=None if cti is None else known.slices.get(cti),
            visit=visit_of(uses, entry.id, entry.ref, known.kiosk),
            allowed=self._allowed(entry),
            spent=self._spent(entry, None if holder is None else holder.resident),
            closed=cti in known.closed and not mends,
            retired=known.writer.retired,
            card=(
                None
                if shown is None
                else card_case(self._district, known, entry, shown, reading.carer)
            ),
        )

    def _allowed(self, entry: Entry) -> frozenset[str]:
        """The purses that may pay there on that day."""
        if entry.kind is EntryKind.DONATE:
            return frozenset({self._district.purse})
        scheme = self._district.scheme_of(entry.scheme_version)
        return frozenset(may_pay(scheme, self._merchant(entry), day_of(scheme, entry.time)))

    def _spent(self, entry: Entry, resident: int | None) -> tuple[Coins, Coins] | None:
        """What the person spent in this day and month before; None where nobody asks."""
        scheme = self._district.scheme_of(entry.scheme_version)
        if resident is None or not counts_days(scheme):
            return None
        return self._known.spending.sums(scheme, resident, entry.time)


def given_back(flows: tuple[Flow, ...], early: Mapping[str, Coins]) -> tuple[Flow, ...]:
    """What reversals that came before this debit give back of it, to whom it was taken from.

    The person was told that the coins are back. The debit was in a hole of its ledger then.
    """
    if not flows or not early:
        return ()
    source, target = flows[0].source, flows[0].target
    back = share_out(early, {flow.purse: flow.coins for flow in flows})
    return tuple(Flow(target, source, purse, coins) for purse, coins in back.items())


def _bearer(plan: Plan) -> Owner:
    """The account that the coins leave."""
    if plan.booking.bearer is Bearer.DISTRICT or plan.resident is None:
        return (AccountKind.LOSS, DISTRICT)
    return (AccountKind.RESIDENT, plan.resident)
