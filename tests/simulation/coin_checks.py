"""Invariants 13 and 20 at the node: what was given back, and what was earned.

Both are computed from what was seen signed and from the postings, never from what the node says of
itself.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from central_node.days import day_number
from schemes.earning import field_of
from schemes.scheme import Scheme
from tests.simulation.books import EntryRow, PostingRow
from tests.simulation.truth import Signed, Truth, demand

_RESIDENT, _ISSUED = "resident", "issued"
_PAID = ("takings", "donated")
_CUT = ("over-earning-cap", "not-as-ruled", "credential-ended")  # what is left is booked


@dataclass
class CoinWatch:
    """Follows the coins of one node's books. ``scheme`` is set once the district stands."""

    truth: Truth
    scheme: Scheme | None = None
    paid: dict[bytes, tuple[int, int]] = field(default_factory=dict)  # id: kiosk, coins left
    payers: dict[bytes, int] = field(default_factory=dict)  # whose account was debited, by id
    counts: set[str] = field(default_factory=set)  # of machines, that have made coins
    earned: defaultdict[tuple[str, bytes | int, str, int], int] = field(
        default_factory=lambda: defaultdict(int)
    )

    def forget(self) -> None:
        """The books are read anew."""
        self.paid.clear()
        self.counts.clear()
        self.payers.clear()
        self.earned.clear()

    def debit(self, it: Signed, rows: list[PostingRow]) -> int:
        """3: a sale or a donation is booked as it was signed, and makes no coins; the coins."""
        taken = sum(row.units for row in rows if row.account in _PAID)
        demand(taken == it.coins, 3, f"an entry says {it.coins} coins, {taken} were booked")
        made = any(row.account == _ISSUED for row in rows)
        demand(not made, 1, f"a {it.kind} of kiosk {it.kiosk} makes coins")
        self.paid[it.id] = (it.kiosk, taken)
        owners = {row.owner for row in rows if row.account == _RESIDENT}
        if len(owners) == 1:
            self.payers[it.id] = owners.pop()
        return taken

    def reversal(self, it: Signed, rows: list[PostingRow]) -> None:
        """13: what goes back was taken here, and never sums to more than it."""
        back = -sum(row.units for row in rows if row.account in _PAID)
        kiosk, left = self.paid.get(it.ref or b"", (0, 0))
        demand(kiosk == it.kiosk, 13, f"kiosk {it.kiosk} gives back what it never sold")
        sentence = f"kiosk {it.kiosk} gives back {back} of {left} coins, and says {it.coins}"
        demand(0 < back <= min(left, it.coins), 13, sentence)
        payer = self.payers.get(it.ref or b"")
        others = {row.owner for row in rows if row.account == _RESIDENT} - {payer}
        demand(not others, 13, f"kiosk {it.kiosk} gives back to somebody who has not paid")
        self.paid[it.ref or b""] = (kiosk, left - back)
        self.truth.met["coins given back"] += 1

    def earning(self, it: Signed, entry: EntryRow, rows: list[PostingRow]) -> None:
        """20: coins are earned by what was booked, seen by a badge or a machine, in its caps."""
        whose = f"an earning of kiosk {it.kiosk}"
        demand(entry.flag in (None, *_CUT), 20, f"{whose} is {entry.flag}, and makes coins")
        made = -sum(row.units for row in rows if row.account == _ISSUED)
        demand(0 < made <= it.coins, 20, f"{whose} claims {it.coins} and makes {made}")
        if self.scheme is None:
            raise AssertionError("something was earned before the district stood")
        found = field_of(self.scheme, it.earned)
        demand(found is not None, 20, f"{whose} is for {it.earned}, which is no field")
        if found is None:
            return
        if it.counted:
            demand(it.counted not in self.counts, 20, f"{whose}: {it.counted} made coins before")
            self.counts.add(it.counted)
        seen = it.badge in self.truth.badges or found.evidence == "machine"
        demand(seen, 20, f"{whose} was seen by nobody, and makes coins")
        (resident,) = {row.owner for row in rows if row.account == _RESIDENT}
        day = day_number(self.scheme, it.time)
        for of, one, cap in (
            ("person", resident, found.person_day),
            ("badge", it.badge or b"", found.approver_day),
            ("kiosk", it.kiosk, found.kiosk_day),
        ):
            self.earned[of, one, found.id, day] += made
            over = cap is not None and self.earned[of, one, found.id, day] > cap.units
            demand(not over, 20, f"{whose} goes over the cap of the {of}")
        self.truth.met["coins earned"] += 1
