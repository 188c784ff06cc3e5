"""Plans what was a partner's points: coins that come in, on a hold and never without the node.

The partner takes the points for good once it hears of the entry, and owes their worth to the
kiosk's facility, which owes it to the district, as with what is charged. A hold keeps no coins; it
is the node's word that these may come in for this code. Where the hold is missing alone (a node
that was restored from an older copy has lost it) the points are gone all the same, and it is
booked.
"""

from collections.abc import Iterator
from dataclasses import replace

from central_node.accounts import AccountKind
from central_node.booking_rules import Flag, first_flag
from central_node.district import District
from central_node.ids import KnownId, State
from central_node.incoming import Incoming, booking, owed_by
from central_node.known import Known
from central_node.plans import MAX_BOOKED, Flow, Plan, flagged
from central_node.readings import Reading
from protocol.entry import DecidedBy, Entry, EntryKind, order_hash
from schemes.money import Coins


class ConvertPlanner:
    """Plans what is converted at one kiosk, by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with it."""
        scheme = self._district.scheme_of(entry.scheme_version)
        coins = Coins(sum(entry.amounts.values()))
        hold = self._hold(entry, reading, coins)
        one = Incoming(
            entry,
            reading,
            scheme,
            self._district.scheme,
            self._district.purse,
            coins,
            asked=hold is not None,
        )
        wrong = frozenset(one.wrong(self._known)) | frozenset(self._of_hold(entry, hold))
        if wrong or isinstance(reading.code, Flag):
            return replace(flagged(first_flag(wrong)), ends=State.VOIDED, person=reading.person)
        resident = self._known.resident_of(reading.code.cti)
        if resident is None:
            raise AssertionError("a code without an account is wrong")
        found = frozenset({*one.odd(self._known, reading.code), *_undecided(entry, hold)})
        source = owed_by(AccountKind.CONVERTED, self._known)
        made = Flow(source, (AccountKind.RESIDENT, resident), self._district.purse, coins)
        return Plan(
            booking=booking(found),
            ends=State.BOOKED,
            resident=resident,
            person=reading.person,
            coins=coins,
            flows=(made,),
        )

    def _hold(self, entry: Entry, reading: Reading, coins: Coins) -> KnownId | None:
        """What was held for exactly this: the order and whose code.

        Also where the kiosk was retired since: it keeps no coins, and was said of points.
        """
        asked = self._known.ids.get(entry.id)
        if asked is None or not (asked.held or asked.let_go) or asked.kind != EntryKind.CONVERT:
            return None
        if coins > MAX_BOOKED:
            return None  # a sum that no order can tell
        code = reading.code
        shown = (None, None) if isinstance(code, Flag) else (code.cti, code.counter)
        ordered = order_hash(entry.lines, {self._district.purse: coins.units})
        held = asked.order_hash, asked.amount, (asked.cti, asked.counter)
        return asked if held == (ordered, coins, shown) else None

    def _of_hold(self, entry: Entry, hold: KnownId | None) -> Iterator[Flag]:
        """Another order was held under its id: the partner has said that of other points."""
        asked = self._known.ids.get(entry.id)
        if hold is None and asked is not None and (asked.held or asked.let_go):
            yield Flag.OTHER_ORDER


def _undecided(entry: Entry, hold: KnownId | None) -> Iterator[Flag]:
    if hold is None:
        yield Flag.NO_HOLD
    if entry.decided is not None and entry.decided.by is DecidedBy.STAND_IN:
        yield Flag.STAND_IN_BROKEN
