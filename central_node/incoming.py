"""What may be wrong with coins that come in from outside: charged for money, made of points.

Money was paid for them, or points are gone. So what is merely odd is flagged and booked all the
same; nothing is booked where nobody can say whose they would be, or whether anything was paid, nor
above what a kiosk alone always knows: the limit of one charge, and that of its own day. Else a
stolen kiosk could make any sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from central_node.accounts import AccountKind, Owner
from central_node.booking_rules import NOTHING, Booking, Flag, first_flag
from central_node.days import day_number
from central_node.ids import State
from central_node.known import Known
from central_node.plans import MAX_BOOKED
from central_node.readings import Reading
from central_node.sale_times import CLOCK_SLACK_S, is_after
from central_node.showings import visit_of
from central_node.spend_checks import one_visit
from protocol.credential import CredentialKind
from protocol.entry import ClockState, Entry
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode
from schemes.limits import over_kiosk_day
from schemes.money import Coins
from schemes.scheme import Scheme


@dataclass(frozen=True)
class Incoming:
    """One entry by which coins come in, in the first purse; ``coins`` by its own word.

    ``current`` are the rules of today: a kiosk's day has their end where older ones have none.
    ``asked``: the node's own word stands for its code, from before what was reported since.
    """

    entry: Entry
    reading: Reading
    scheme: Scheme
    current: Scheme
    purse: str
    coins: Coins
    asked: bool = False

    def wrong(self, known: Known) -> Iterator[Flag]:
        """All for which nothing of it is booked."""
        code, told = self.reading.code, known.ids.get(self.entry.id)
        checks = {
            Flag.KIND_NOT_BOOKED: self.scheme.limits.per_charge is None,
            Flag.IMPLAUSIBLE_AMOUNT: self.coins > MAX_BOOKED or self.coins == NOTHING,
            Flag.UNKNOWN_PURSE: set(self.entry.amounts) != {self.purse},
            Flag.KIOSK_RETIRED: not self.asked and is_after(self.entry, known.writer.retired_at),
            Flag.NO_OPENING: self.entry.seq == 0,
            Flag.VOIDED_BEFORE: told is not None and told.state is State.VOIDED,
        }
        yield from (flag for flag, applies in checks.items() if applies)
        if not self.asked:
            yield from self._too_much(known)
        if isinstance(code, Flag):
            yield code
        else:
            yield from self._wrong_code(known, code)

    def _too_much(self, known: Known) -> Iterator[Flag]:
        """Above what a kiosk knows by itself, whatever it hears of others."""
        limits, now = self.scheme.limits, self.current.limits
        if limits.per_charge is not None and self.coins > limits.per_charge:
            yield Flag.OVER_LIMIT
        before = known.money.came_in.day(self.scheme, self.entry.time, known.cards.trusted)
        if over_kiosk_day(now if limits.charges_kiosk_day is None else limits, self.coins, before):
            yield Flag.OVER_KIOSK_DAY

    def _wrong_code(self, known: Known, code: ResidentCode) -> Iterator[Flag]:
        holder = known.holders.get(code.cti)
        if code.credential.kind is CredentialKind.STAFF:
            yield Flag.NO_ACCOUNT
        elif holder is None or holder.resident is None:
            yield Flag.UNKNOWN_CREDENTIAL
        elif not self.asked and is_after(self.entry, holder.reported):
            yield Flag.REVOKED

    def odd(self, known: Known, code: ResidentCode) -> Iterator[Flag]:
        """What staff should look at, though it is booked."""
        entry, writer = self.entry, known.writer
        uses = known.spent_by(self.reading.person, entry.id)
        checks = {
            Flag.KIOSK_RETIRED: writer.retired,
            Flag.CODE_USED_TWICE: visit_of(uses, entry.id, entry.ref, known.kiosk).others,
            Flag.SCAN_TIME: tells_any_day(entry, known, self.current) or not one_visit(entry, code),
            Flag.CREDENTIAL_ENDED: not self.asked and is_after(entry, known.revoked(code.cti)),
            Flag.OTHER_PLACE: writer.places.denies(entry.place, entry.time, CLOCK_SLACK_S),
        }
        yield from (flag for flag, applies in checks.items() if applies)


def tells_any_day(entry: Entry, known: Known, scheme: Scheme) -> bool:
    """Whether it tells a day of its own choice, which would have limits and a bonus of its own.

    None is before the time that its ledger has come to by good clocks, none is yet to come.
    """
    good = known.cards.trusted or 0
    late = entry.time > known.writer.now + CLOCK_SLACK_S
    behind = day_number(scheme, entry.time) < day_number(scheme, good)
    return late or behind or entry.clock is ClockState.UNKNOWN


def owed_by(kind: AccountKind, known: Known) -> Owner:
    """The account that the coins leave: what is below 0 there, the kiosk's facility owes."""
    return (kind, known.kiosk)


def booking(found: frozenset[Flag]) -> Booking:
    """Booked, with the one flag that a receipt has room for."""
    if not found:
        return Booking(Outcome.BOOKED, None, None)
    return Booking(Outcome.FLAGGED, Bearer.RESIDENT, first_flag(found))
