"""Plans a charge: coins for money that a kiosk took, by a card terminal or into staff's hands.

The kiosk's facility owes the district that money, whatever its till says; the account of what was
charged is its debt. Cash counts beside a badge alone: it is the word of whoever holds the cash. The
bonus is not in the entry: it is computed here, within the caps and the budget of the scheme version
that the entry names, and given for what nothing is wrong with.

Over a person's limits of a day or a month it is booked all the same: two kiosks without the network
can't know of each other, and the money was paid.
"""

from collections.abc import Iterator
from dataclasses import replace

from central_node.accounts import AccountKind
from central_node.booking_rules import NOTHING, Flag, first_flag
from central_node.days import day_of
from central_node.district import District
from central_node.ids import State
from central_node.incoming import Incoming, booking, owed_by
from central_node.known import Known
from central_node.known_rewards import Given
from central_node.plans import Flow, Plan, flagged, gifts
from central_node.readings import Reading
from central_node.sale_times import is_after
from protocol.credential import CredentialKind
from protocol.entry import Entry
from protocol.receipt import Outcome
from schemes.errors import SchemeError
from schemes.incentives import bonus
from schemes.limits import over_charge
from schemes.money import Coins
from schemes.scheme import Scheme

BY_TERMINAL = "card"  # the tender that needs nobody's word beside it


class TopUpPlanner:
    """Plans what is charged at one kiosk, by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with it."""
        scheme = self._district.scheme_of(entry.scheme_version)
        told, (paid, rest) = Coins(sum(entry.amounts.values())), _paid_for(entry, scheme)
        coins = min(told, paid)
        now = self._district.scheme
        one = Incoming(entry, reading, scheme, now, self._district.purse, coins)
        wrong = frozenset(one.wrong(self._known)) | frozenset(self._unpaid(entry, reading))
        if wrong or isinstance(reading.code, Flag):
            return replace(flagged(first_flag(wrong)), ends=State.VOIDED, person=reading.person)
        resident = self._known.resident_of(reading.code.cti)
        if resident is None:
            raise AssertionError("a code without an account is wrong")
        found = set(one.odd(self._known, reading.code))
        if told != paid or rest:
            found.add(Flag.NOT_AS_RULED)
        if self._over(entry, scheme, resident, coins):
            found.add(Flag.OVER_CHARGE_LIMIT)
        plan = Plan(
            booking=booking(frozenset(found)),
            ends=State.BOOKED,
            resident=resident,
            person=reading.person,
            coins=coins,
        )
        given = self._bonus(plan, entry, scheme, resident)
        source = owed_by(AccountKind.CHARGED, self._known)
        charged = Flow(source, (AccountKind.RESIDENT, resident), self._district.purse, coins)
        flows = (charged, *gifts(given, self._district.purse))
        return replace(plan, given=given, flows=flows)

    def _unpaid(self, entry: Entry, reading: Reading) -> Iterator[Flag]:
        """Nobody's good word that the money is there."""
        if entry.tender is not None and entry.tender.means == BY_TERMINAL:
            return
        badge = reading.staff
        if badge is None or badge.credential.kind is not CredentialKind.STAFF:
            yield Flag.NOT_APPROVED
            return
        holder = self._known.holders.get(badge.cti)
        ours = holder is not None and holder.resident is None
        if holder is None or not ours or is_after(entry, holder.revoked):
            yield Flag.NOT_APPROVED

    def _over(self, entry: Entry, scheme: Scheme, resident: int, coins: Coins) -> bool:
        sums = self._known.money.charges.sums(scheme, resident, entry.time)
        return bool(over_charge(scheme.limits, coins, *sums))

    def _bonus(self, plan: Plan, entry: Entry, scheme: Scheme, resident: int) -> tuple[Given, ...]:
        """What is flagged gives nothing until somebody has looked at it."""
        if plan.booking.outcome is not Outcome.BOOKED or not scheme.bonuses:
            return ()
        so_far = self._known.rewards.so_far(scheme, resident, entry.time, entry.id)
        found = bonus(scheme, plan.coins, day_of(scheme, entry.time), so_far)
        return tuple(Given(rule, resident, entry.time, coins) for rule, coins in found.parts)


def _paid_for(entry: Entry, scheme: Scheme) -> tuple[Coins, int]:
    """The coins that the money comes to by the rate of the day, and the won that are no coin.

    None where no rate was in force.
    """
    won = 0 if entry.tender is None else entry.tender.amount
    try:
        coins, rest = divmod(won, scheme.rate_on(day_of(scheme, entry.time)).units)
    except SchemeError:
        return NOTHING, won
    return Coins(coins), rest
