"""Plans a reversal: coins of an entry of the same kiosk go back to where they came from.

Never more goes back than the entry took, whatever the kiosk says, and it goes back by purse as it
was taken: to the resident's account, or to the district's loss where the district had borne it. It
goes to the account and never to a slice, so no kiosk can sell it without the node.

What was given back for a sale is taken back in the same proportion, in favour of the district where
it does not come out even, and never more than the resident has free: a reward that was spent is
spent. Who shows their code at a reversal does not decide who gets the coins.
"""

from collections.abc import Mapping
from dataclasses import replace

from central_node.accounts import AccountKind
from central_node.booking_rules import NOTHING, Booking, Flag, first_flag
from central_node.district import District
from central_node.ids import State
from central_node.known import Known
from central_node.known_past import PastEntry
from central_node.known_rewards import Given
from central_node.plans import Flow, Plan, flagged, gifts
from central_node.readings import Reading
from protocol.entry import Entry, EntryKind
from protocol.receipt import Bearer, Outcome
from schemes.money import Coins

_REVERSIBLE = frozenset({EntryKind.SPEND, EntryKind.DONATE, EntryKind.ADMIT, EntryKind.COLLECT})
# Their coins may be spent by now, and a till or a partner has what was paid for them.
_NOT_REVERSIBLE = frozenset({EntryKind.TOP_UP, EntryKind.TRANSFER, EntryKind.CONVERT})


class ReversalPlanner:
    """Plans what one kiosk gives back, by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with it."""
        ends = State.VOIDED if entry.id in self._known.ids else None
        past = self._known.past.entries.get(entry.ref or b"")
        wrong = self._wrong(entry, past)
        if wrong is not None or past is None:
            return replace(flagged(wrong or Flag.NOTHING_TO_REVERSE), ends=ends)
        wanted = {purse: Coins(units) for purse, units in entry.amounts.items()}
        back = share_out(wanted, past.left)
        given = self._taken_back(past, back)
        taken = {one.rule: NOTHING - one.coins for one in given}
        flows = (
            ()
            if past.source is None or past.target is None
            else tuple(
                Flow(past.target, past.source, purse, coins) for purse, coins in back.items()
            )
        )
        return Plan(
            booking=_booking(self._flags(reading, past, wanted, back)),
            ends=ends,
            resident=past.resident,
            coins=sum(back.values(), NOTHING),
            flows=(*flows, *gifts(given, self._district.purse)),
            given=given,
            past=past.reversed(back, taken),
        )

    def _wrong(self, entry: Entry, past: PastEntry | None) -> Flag | None:
        """Why nothing of it is booked."""
        if past is not None and past.kind in _NOT_REVERSIBLE:
            return Flag.NOT_REVERSIBLE
        if past is None or past.kind not in _REVERSIBLE:
            return Flag.NOTHING_TO_REVERSE
        if past.kiosk != self._known.kiosk:
            return Flag.NOT_SOLD_HERE
        if self._known.writer.retired:
            return Flag.KIOSK_RETIRED
        if entry.seq == 0:
            return Flag.NO_OPENING
        nothing_left = not past.left and any(entry.amounts.values())
        return Flag.NOTHING_TO_REVERSE if nothing_left else None

    def _flags(
        self,
        reading: Reading,
        past: PastEntry,
        wanted: Mapping[str, Coins],
        back: Mapping[str, Coins],
    ) -> frozenset[Flag]:
        found: set[Flag] = set()
        if sum(back.values(), NOTHING) < sum(wanted.values(), NOTHING):
            found.add(Flag.REVERSED_TOO_MUCH)
        if not isinstance(reading.code, Flag):
            shown = self._known.resident_of(reading.code.cti)
            if past.resident is not None and shown not in (None, past.resident):
                found.add(Flag.OTHER_PAYEE)
        return frozenset(found)

    def _taken_back(self, past: PastEntry, back: Mapping[str, Coins]) -> tuple[Given, ...]:
        """What of its rewards has to be given up, as far as the resident has that free."""
        if past.resident is None or not past.rewards:
            return ()
        paid = sum(past.paid.values(), NOTHING).units
        gone = sum((*past.back.values(), *back.values()), NOTHING).units
        free = self._known.standings[past.resident].free
        if past.source == (AccountKind.RESIDENT, past.resident):
            free += back.get(self._district.purse, NOTHING)
        taken: list[Given] = []
        for rule, first in past.first_rewards.items():
            kept = Coins(first.units * (paid - gone) // paid)
            due = min(past.rewards.get(rule, NOTHING) - kept, free)
            if due > NOTHING:
                taken.append(Given(rule, past.resident, past.time, NOTHING - due))
                free -= due
        return tuple(taken)


def share_out(wanted: Mapping[str, Coins], left: Mapping[str, Coins]) -> dict[str, Coins]:
    """What goes back to each purse: as named as far as that is left, the rest from the others."""
    back = {purse: min(coins, left.get(purse, NOTHING)) for purse, coins in wanted.items()}
    rest = sum(wanted.values(), NOTHING) - sum(back.values(), NOTHING)
    for purse, coins in left.items():
        more = min(rest, coins - back.get(purse, NOTHING))
        back[purse] = back.get(purse, NOTHING) + more
        rest -= more
    return {purse: coins for purse, coins in back.items() if coins > NOTHING}


def _booking(found: frozenset[Flag]) -> Booking:
    if not found:
        return Booking(Outcome.BOOKED, None, None)
    return Booking(Outcome.FLAGGED, Bearer.RESIDENT, first_flag(found))
