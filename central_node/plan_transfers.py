"""Plans what one resident gives another. Nothing is handed out at a kiosk for it.

So the district bears nothing of it, and a kiosk that lies can't turn its loss into coins of a
friend's: where the payer has not provably agreed, or the coins are not theirs to give, nothing is
booked, and both have what they had. A hold is the node's own word that all of that was asked; what
comes without one is asked again here, and booked where it is missing alone: a node that was
restored from an older copy has lost it.
"""

from collections.abc import Iterator
from dataclasses import replace

from central_node.accounts import AccountKind
from central_node.booking_rules import NOTHING, Booking, Flag, first_flag
from central_node.card_cases import card_case
from central_node.card_checks import card_flags
from central_node.district import District
from central_node.ids import KnownId, State
from central_node.incoming import tells_any_day
from central_node.known import Known
from central_node.plans import MAX_BOOKED, Flow, Plan, flagged
from central_node.readings import Reading
from central_node.sale_times import CLOCK_SLACK_S, is_after
from central_node.showings import answers_offer, visit_of
from central_node.spend_checks import one_visit
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy, Entry, EntryKind, order_hash
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode
from schemes.limits import over_transfer
from schemes.money import Coins

_NEVER = frozenset(
    {
        Flag.KIND_NOT_BOOKED,
        Flag.IMPLAUSIBLE_AMOUNT,
        Flag.PAYEE_REFUSED,
        Flag.SAME_PERSON,
        Flag.EVIDENCE_MISSING,
        Flag.EVIDENCE_REFUSED,
        Flag.UNKNOWN_CREDENTIAL,
        Flag.VOIDED_BEFORE,
        Flag.UNKNOWN_PURSE,
        Flag.BADGE_PAID,
        Flag.PIN_NOT_PROVED,
        Flag.KIOSK_RETIRED,
        Flag.NOT_COVERED,
        Flag.NO_OPENING,
    }
)
_ALONE = frozenset({Flag.NO_HOLD, Flag.STAND_IN_BROKEN})  # all that may be wrong without a hold


class TransferPlanner:
    """Plans what residents give each other at one kiosk, by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with it."""
        coins = Coins(sum(entry.amounts.values()))
        hold = self._hold(entry, reading, coins)
        flags = frozenset(self._flags(entry, reading, coins, hold))
        payer, payee = self._people(reading)
        booked = not flags & _NEVER and (hold is not None or flags <= _ALONE)
        if not booked or payer is None or payee is None:
            return replace(
                flagged(first_flag(flags - _ALONE or flags)),
                ends=State.VOIDED,
                person=reading.person,
            )
        told = Booking(Outcome.BOOKED, None, None)
        if flags:
            told = Booking(Outcome.FLAGGED, Bearer.RESIDENT, first_flag(flags))
        source, target = (AccountKind.RESIDENT, payer), (AccountKind.RESIDENT, payee)
        return Plan(
            booking=told,
            ends=State.BOOKED,
            resident=payer,
            person=reading.person,
            carer=reading.carer,
            payee=reading.payee,
            coins=coins,
            flows=(Flow(source, target, self._district.purse, coins),),
        )

    def _hold(self, entry: Entry, reading: Reading, coins: Coins) -> KnownId | None:
        """What was held for exactly this: the order, who gives, and who gets."""
        asked = self._known.ids.get(entry.id)
        if asked is None or not asked.held or asked.kind != EntryKind.TRANSFER:
            return None
        if coins > MAX_BOOKED:
            return None  # a sum that no order can tell
        ordered = order_hash(entry.lines, {self._district.purse: coins.units})
        code, payee = reading.code, reading.payee
        shown = (None, None) if isinstance(code, Flag) else (code.cti, code.counter)
        to = (None, None) if payee is None else (payee.cti, payee.counter)
        held = asked.order_hash, asked.amount, (asked.cti, asked.counter), asked.payee
        return asked if held == (ordered, coins, shown, to) else None

    def _people(self, reading: Reading) -> tuple[int | None, int | None]:
        """The residents who give and get, where their codes are good."""
        known, code = self._known, reading.code
        payer = None if isinstance(code, Flag) else known.resident_of(code.cti)
        payee = None if reading.payee is None else known.resident_of(reading.payee.cti)
        return payer, payee

    def _flags(
        self, entry: Entry, reading: Reading, coins: Coins, hold: KnownId | None
    ) -> Iterator[Flag]:
        known, asked = self._known, self._known.ids.get(entry.id)
        limits = self._district.scheme_of(entry.scheme_version).limits
        decided = entry.decided
        alone = decided is not None and decided.by is DecidedBy.STAND_IN
        sliced = decided is not None and decided.from_slice > 0
        checks = {
            Flag.KIND_NOT_BOOKED: limits.per_transfer is None,
            Flag.IMPLAUSIBLE_AMOUNT: coins > MAX_BOOKED or coins == NOTHING,
            Flag.UNKNOWN_PURSE: set(entry.amounts) != {self._district.purse},
            Flag.NO_OPENING: entry.seq == 0,
            Flag.KIOSK_RETIRED: known.writer.retired,
            Flag.VOIDED_BEFORE: asked is not None and asked.state is State.VOIDED,
            Flag.OTHER_ORDER: hold is None and asked is not None and asked.held,
            Flag.NO_HOLD: hold is None and (asked is None or not asked.held),
            Flag.CODE_USED_TWICE: self._used_twice(entry, reading),
            Flag.STAND_IN_BROKEN: alone,
            Flag.NOT_AS_DECIDED: sliced and not alone,
        }
        yield from (flag for flag, applies in checks.items() if applies)
        yield from self._of_payee(entry, reading, hold)
        if isinstance(reading.code, Flag):
            yield reading.code
            return
        yield from self._of_payer(entry, reading, reading.code, hold)
        if hold is None:
            yield from self._unasked(entry, reading, reading.code, coins)
        elif coins > known.free_for(entry.id, hold.resident or 0):
            yield Flag.NOT_COVERED

    def _of_payee(self, entry: Entry, reading: Reading, hold: KnownId | None) -> Iterator[Flag]:
        payee, (payer, to) = reading.payee, self._people(reading)
        if payee is None or to is None or answers_offer(payee):
            yield Flag.PAYEE_REFUSED
            return
        if to == payer:
            yield Flag.SAME_PERSON
        if not one_visit(entry, payee):
            yield Flag.SCAN_TIME
        if hold is None and is_after(entry, self._known.revoked(payee.cti)):
            yield Flag.PAYEE_REFUSED

    def _of_payer(
        self, entry: Entry, reading: Reading, code: ResidentCode, hold: KnownId | None
    ) -> Iterator[Flag]:
        known, holder = self._known, self._known.holders.get(code.cti)
        if code.credential.kind is CredentialKind.STAFF:
            yield Flag.BADGE_PAID
        if holder is None or holder.resident is None:
            yield Flag.UNKNOWN_CREDENTIAL
            return
        checks = {
            Flag.REVOKED: hold is None and is_after(entry, holder.reported),
            Flag.CREDENTIAL_ENDED: hold is None and is_after(entry, holder.revoked),
            Flag.CREDENTIAL_CLOSED: code.cti in known.closed and entry.seq >= known.reached,
            Flag.SCAN_TIME: not one_visit(entry, code),
            Flag.EVIDENCE_REFUSED: answers_offer(code),  # no offer tells who gets it
        }
        yield from (flag for flag, applies in checks.items() if applies)
        card = card_case(self._district, known, entry, code, reading.carer)
        if card is not None:
            scheme = self._district.scheme_of(entry.scheme_version)
            yield from card_flags(entry, Coins(sum(entry.amounts.values())), card, scheme)

    def _unasked(
        self, entry: Entry, reading: Reading, code: ResidentCode, coins: Coins
    ) -> Iterator[Flag]:
        """What the node would have said, had it been asked: of limits, place and coins."""
        known, resident = self._known, self._known.resident_of(code.cti)
        if resident is None:
            return
        yield from self._over(entry, reading, code, resident, coins)
        card = code.credential.kind is CredentialKind.CARD
        if card and known.kiosk not in code.credential.slices:
            yield Flag.NOT_AT_HOME
        if known.writer.places.denies(entry.place, entry.time, CLOCK_SLACK_S):
            yield Flag.OTHER_PLACE
        if tells_any_day(entry, known, self._district.scheme):
            yield Flag.SCAN_TIME
        free = known.free_for(entry.id, resident)
        if coins > known.money.pools.transferable(resident, free):
            yield Flag.NOT_COVERED

    def _over(
        self, entry: Entry, reading: Reading, code: ResidentCode, resident: int, coins: Coins
    ) -> Iterator[Flag]:
        """Over a limit of a gift, a day, a month or a visit; live holds count."""
        money, limits = self._known.money, self._district.scheme_of(entry.scheme_version).limits
        today, month = money.transfers.sums(self._district.scheme, resident, entry.time)
        live = money.gifts.coins(resident, entry.id)
        broken = over_transfer(limits, coins, today + live, month + live)
        if broken:
            yield Flag(broken)
        uses = [
            *self._known.spent_by(reading.person, entry.id),
            *money.gifts.uses(code, entry.id),
        ]
        visit = visit_of(uses, entry.id, entry.ref, self._known.kiosk)
        if limits.per_transfer is not None and visit.paid + coins > limits.per_transfer:
            yield Flag.OVER_LIMIT

    def _used_twice(self, entry: Entry, reading: Reading) -> bool:
        """Whether one of the codes has been shown for another visit."""
        known = self._known
        uses = (
            use
            for shown in (reading.person, reading.carer, reading.payee)
            for use in known.spent_by(shown, entry.id)
        )
        return bool(visit_of(uses, entry.id, entry.ref, known.kiosk).others)
