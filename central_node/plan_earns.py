"""Plans an earning: a claim, until the node has booked it.

Nothing was handed out for a claim, so nothing of it is booked where something is wrong with it: no
good code of a resident, no good badge (or, where a machine counts, no number that is new in the
district), a field that is not in force. Coins are computed by the scheme that the entry names from
what was counted; the entry's own sum is only the most that it can be.

Over a cap the rest of it is booked all the same: what was within the caps was done and seen. A
kiosk that was alone cannot know what somebody earned elsewhere that day, and the bottles are in its
machine. The receipt says `over-earning-cap`, and the resident goes without the rest.
"""

from collections.abc import Iterator
from dataclasses import replace

from central_node.accounts import DISTRICT, AccountKind
from central_node.booking_rules import NOTHING, Booking, Flag, first_flag
from central_node.days import day_of
from central_node.district import District
from central_node.ids import State
from central_node.known import Known
from central_node.known_claims import Claim, fields_of
from central_node.plans import MAX_BOOKED, Flow, Plan, flagged
from central_node.readings import Reading
from central_node.sale_times import CLOCK_SLACK_S, is_after
from central_node.showings import visit_of
from central_node.spend_checks import one_visit
from protocol.credential import CredentialKind
from protocol.entry import Entry, Role
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode
from schemes.earning import EarningField, earn, field_of, of_age
from schemes.money import Coins
from schemes.rules import Evidence
from schemes.scheme import Scheme


class EarnPlanner:
    """Plans what is earned at one kiosk, by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with it."""
        scheme = self._district.scheme_of(entry.scheme_version)
        ends = State.VOIDED if entry.id in self._known.ids else None
        told = Coins(sum(entry.amounts.values()))
        wrong = frozenset(self._wrong(entry, reading, scheme))
        if told > MAX_BOOKED or wrong or isinstance(reading.code, Flag):
            flag = Flag.IMPLAUSIBLE_AMOUNT if told > MAX_BOOKED else first_flag(wrong)
            return replace(flagged(flag), ends=ends, person=reading.person)
        resident = self._known.resident_of(reading.code.cti)
        if resident is None:
            raise AssertionError("a code without an account is wrong")
        claims, found = self._claims(entry, reading, scheme, resident)
        if self._ended(entry, reading.code):
            found |= {Flag.CREDENTIAL_ENDED}
        coins = sum((one.coins for one in claims), NOTHING)
        source, target = (AccountKind.ISSUED, DISTRICT), (AccountKind.RESIDENT, resident)
        flows = (Flow(source, target, self._district.purse, coins),) if coins > NOTHING else ()
        return Plan(
            booking=_booking(found),
            ends=ends,
            resident=resident,
            person=reading.person,
            coins=coins,
            flows=flows,
            claims=claims,
            counted=entry.result,
        )

    def _wrong(self, entry: Entry, reading: Reading, scheme: Scheme) -> Iterator[Flag]:
        """All for which nothing of it is booked."""
        known, code = self._known, reading.code
        if isinstance(code, Flag):
            yield code
            return
        yield from self._wrong_code(entry, code)
        uses = known.spent_by(reading.person, entry.id)
        checks = {
            Flag.CODE_USED_TWICE: visit_of(uses, entry.id, entry.ref, known.kiosk).others,
            Flag.UNKNOWN_PURSE: set(entry.amounts) != {self._district.purse},
            Flag.KIOSK_RETIRED: known.writer.retired,
            Flag.NO_OPENING: entry.seq == 0,
            Flag.COUNT_USED: entry.result is not None and entry.result in known.claims.used,
        }
        yield from (flag for flag, applies in checks.items() if applies)
        yield from self._wrong_fields(entry, reading, code, scheme)

    def _wrong_code(self, entry: Entry, code: ResidentCode) -> Iterator[Flag]:
        holder = self._known.holders.get(code.cti)
        if code.credential.kind is CredentialKind.STAFF:
            yield Flag.NO_ACCOUNT
        elif holder is None or holder.resident is None:
            yield Flag.UNKNOWN_CREDENTIAL
        elif is_after(entry, holder.reported):
            yield Flag.REVOKED
        if not one_visit(entry, code) or entry.time > self._known.writer.now + CLOCK_SLACK_S:
            yield Flag.SCAN_TIME  # a day that has not come would have caps of its own

    def _wrong_fields(
        self, entry: Entry, reading: Reading, code: ResidentCode, scheme: Scheme
    ) -> Iterator[Flag]:
        approved = self._is_approved(entry, reading.staff)
        if not approved and any(party.role is Role.STAFF for party in entry.parties):
            yield Flag.NOT_APPROVED
        day = day_of(scheme, entry.time)
        fields = {name: field_of(scheme, name) for name in fields_of(entry.lines)}
        if not fields:
            yield Flag.UNKNOWN_FIELD
        for field in fields.values():
            if field is None or not field.term.holds(day):
                yield Flag.UNKNOWN_FIELD
            elif not _is_seen(field, approved=approved, counted=entry.result is not None):
                yield Flag.NOT_APPROVED
            elif not of_age(field, code.credential.price_classes, day):
                yield Flag.NOT_ENTITLED

    def _is_approved(self, entry: Entry, badge: ResidentCode | None) -> bool:
        """Whether a badge of ours was shown beside it that counted then."""
        if badge is None or badge.credential.kind is not CredentialKind.STAFF:
            return False
        holder = self._known.holders.get(badge.cti)
        return (
            holder is not None and holder.resident is None and not is_after(entry, holder.revoked)
        )

    def _ended(self, entry: Entry, code: ResidentCode) -> bool:
        return is_after(entry, self._known.revoked(code.cti))

    def _claims(
        self, entry: Entry, reading: Reading, scheme: Scheme, resident: int
    ) -> tuple[tuple[Claim, ...], frozenset[Flag]]:
        """What it earns in each field, and what was cut: at most what the kiosk has told."""
        day, badge = day_of(scheme, entry.time), reading.staff
        approver = None if badge is None else badge.cti
        told = left = Coins(sum(entry.amounts.values()))
        ruled, claims = NOTHING, list[Claim]()
        for name, items in fields_of(entry.lines).items():
            ruled += _ruled(scheme, name, items)
            so_far = self._known.claims.so_far(scheme, name, resident, approver, entry.time)
            coins = min(left, earn(scheme, name, items, day, so_far).coins)
            left -= coins
            if coins > NOTHING:
                claims.append(Claim(name, resident, approver, entry.time, coins))
        found: set[Flag] = set()
        if told > ruled:
            found.add(Flag.NOT_AS_RULED)
        if left > NOTHING and told <= ruled:
            found.add(Flag.OVER_EARNING_CAP)
        return tuple(claims), frozenset(found)


def _booking(found: frozenset[Flag]) -> Booking:
    if not found:
        return Booking(Outcome.BOOKED, None, None)
    return Booking(Outcome.FLAGGED, Bearer.RESIDENT, first_flag(found))


def _is_seen(field: EarningField, *, approved: bool, counted: bool) -> bool:
    """Whether it was seen: by a badge, or by the machine of a field that has one."""
    return counted if field.evidence is Evidence.MACHINE else approved


def _ruled(scheme: Scheme, name: str, items: int) -> Coins:
    """What the rate gives, whatever was earned before."""
    field = field_of(scheme, name)
    return NOTHING if field is None else field.rate * items
