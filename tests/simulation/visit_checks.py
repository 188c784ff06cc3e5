"""Invariants about what one visit does in one ledger: 12, 13, 15, 20.

What was shown serves one visit, and what was agreed to at once is there whole. Nothing is given
back twice; nothing is earned that nobody saw, twice, or over a cap; a free right is had once a day,
and no pass lets more people in than it was sold for.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kiosk.partners.sales import SALES
from protocol.entry import FREE_RIGHT, ClockState, Entry, EntryKind, Party, Role
from schemes.earning import field_of
from schemes.passes import read_pass
from schemes.rules import EarningField, Evidence
from schemes.scheme import Scheme
from tests.simulation.places import VISIT, Place
from tests.simulation.truth import Truth, demand

AGREED: Final = frozenset(
    {
        EntryKind.SPEND,
        EntryKind.DONATE,
        EntryKind.EARN,
        EntryKind.ADMIT,
        EntryKind.COLLECT,
        EntryKind.REVERSE,
    }
)
"""Kinds that a person agrees to, and a screen then says are done."""

CODES: Final = AGREED - {EntryKind.REVERSE}
"""Kinds that a showing of a code serves."""

_SURE: Final = (ClockState.TRUSTED, ClockState.FLOOR)
_Had = tuple[int, int]  # when, and how many


@dataclass
class VisitWatch:
    """What is known of the visits in one ledger. ``put_in``: see `SimCounter.between`."""

    truth: Truth
    kiosk: int
    scheme: Scheme
    place: Place
    put_in: Callable[[str, str], int | None]
    codes: dict[tuple[bytes, bytes], bytes] = field(default_factory=dict)  # the visit's first id
    paid: dict[bytes, int] = field(default_factory=dict)  # coins of an entry, less its reversals
    payers: dict[bytes, bytes] = field(default_factory=dict)  # limit tags, by the entry's id
    agreed: set[bytes] = field(default_factory=set)
    for_partners: set[bytes] = field(default_factory=set)  # sales, as partners hear of them
    by_card: set[bytes] = field(default_factory=set)  # sales of which a bank card paid a part
    counts: set[str] = field(default_factory=set)  # numbers of machines that have served
    last_count: str = ""  # the number that served last
    had: defaultdict[tuple[str, bytes, str], list[_Had]] = field(
        default_factory=lambda: defaultdict(list)
    )
    half: Entry | None = None  # earned beside a sale that has still to come

    def take(self, here: str, entry: Entry, coins: int, sure_s: int) -> None:
        """The next entry; ``sure_s`` is the latest time that the ledger was sure of before it."""
        self._whole(here, entry)
        if entry.kind not in AGREED:
            return
        person = entry.parties[0]
        self.agreed.add(entry.id)
        self.for_partners |= {entry.id} if entry.kind in SALES else set()
        if entry.kind in CODES:
            self._showing(here, entry, person)
        if entry.kind in (EntryKind.SPEND, EntryKind.DONATE):
            self.paid[entry.id], self.payers[entry.id] = coins, person.limit_tag
            self._sale(entry, person)
        elif entry.kind is EntryKind.REVERSE:
            self._reverse(here, entry, person, coins)
        elif entry.kind is EntryKind.EARN:
            self._earn(here, entry, person, coins, sure_s)
        elif entry.kind is EntryKind.ADMIT:
            self._admit(here, entry, person, sure_s)

    def require_whole(self) -> None:
        """12: a step has ended, and no agreement is there by half."""
        half = self.half
        demand(half is None, 12, f"kiosk {self.kiosk}: earned beside a sale that is not there")

    def _whole(self, here: str, entry: Entry) -> None:
        before, self.half = self.half, None
        if before is not None:
            linked = entry.kind is EntryKind.SPEND and entry.ref == before.id
            demand(linked, 12, f"{here}: the sale is missing that was agreed to with the earning")
            self.truth.met["earned and spent in one agreement"] += 1
        if entry.kind is EntryKind.EARN and self._service(entry) in self.place.sellers:
            self.half = entry

    def _showing(self, here: str, entry: Entry, person: Party) -> None:
        if person.counter is None:
            return
        before = self.codes.setdefault((person.cti, person.counter), entry.id)
        one_visit = before in (entry.id, entry.ref)
        demand(one_visit, 12, f"{here}: its code has served {before.hex()}")

    def _sale(self, entry: Entry, person: Party) -> None:
        if entry.tender is not None and entry.tender.means == "card":
            self.by_card.add(entry.id)
            self.truth.met["rest by card"] += 1
        if entry.kind is EntryKind.DONATE and entry.ref is not None:
            self.truth.met["small rest given away"] += 1
        sold = read_pass(self._item(entry))
        if sold is not None:
            self._note("pass", entry, person, sold.visits)
            self.truth.met["pass sold"] += 1

    def _reverse(self, here: str, entry: Entry, person: Party, coins: int) -> None:
        of = entry.ref or b""
        left = self.paid.get(of, 0) - coins
        demand(left >= 0, 13, f"{here}: reverses more than was paid")
        self.paid[of] = left
        own = self.payers.get(of) == person.limit_tag
        demand(own, 13, f"{here}: gives back what somebody else has paid")

    def _earn(self, here: str, entry: Entry, person: Party, coins: int, sure_s: int) -> None:
        of = self._item(entry)
        found = field_of(self.scheme, of)
        demand(found is not None, 20, f"{here}: earned by {of}, which is no field")
        if found is None:
            return
        demand(coins > 0, 20, f"{here}: nothing is earned")
        staff = next((it for it in entry.parties if it.role is Role.STAFF), None)
        badge = b"" if staff is None else staff.cti
        if found.evidence is Evidence.MACHINE:
            self._counted(here, entry, found)
        else:
            demand(badge in self.truth.badges, 20, f"{here}: earned, and no badge has seen it")
        for whose, one, cap in (
            ("person", person.limit_tag, found.person_day),
            ("badge", badge, found.approver_day),
            ("kiosk", b"", found.kiosk_day),
        ):
            had = self._note(whose, entry, person, coins, one)
            today = sum(it for at_s, it in had if at_s >= self._day_s(entry, sure_s))
            over = cap is not None and today > cap.units
            demand(not over, 20, f"{here}: {today} coins of a day, over the cap of the {whose}")

    def _counted(self, here: str, entry: Entry, found: EarningField) -> None:
        """A machine's number serves once, and so does each piece that was put in."""
        number = entry.result or ""
        demand(bool(number), 20, f"{here}: earned, and no machine has counted")
        demand(number not in self.counts, 20, f"{here}: the count {number} has served before")
        self.counts.add(number)
        pieces = found.per * sum(line.quantity for line in entry.lines)
        before, self.last_count = self.last_count, number
        put_in = self.put_in(before, number)
        fits = put_in is None or pieces <= put_in
        demand(fits, 20, f"{here}: earned for {pieces} pieces of {put_in}")
        self.truth.met["earned by a machine's count"] += 1

    def _admit(self, here: str, entry: Entry, person: Party, sure_s: int) -> None:
        if entry.result == FREE_RIGHT:
            had = self._note("free", entry, person, 1)
            today = sum(it for at_s, it in had if at_s >= self._day_s(entry, sure_s))
            demand(today <= 1, 15, f"{here}: a free right is had {today} times in a day")
        elif self._item(entry) == VISIT:
            used = sum(it for _, it in self._note("visit", entry, person, 1))
            bought = sum(it for _, it in self.had[self._key("pass", entry, person)])
            demand(used <= bought, 15, f"{here}: visit {used} by passes for {bought}")
            self.truth.met["visit by a pass"] += 1

    def _note(
        self, what: str, entry: Entry, person: Party, many: int, whose: bytes | None = None
    ) -> list[_Had]:
        had = self.had[self._key(what, entry, person, whose)]
        had.append((entry.time, many))
        return had

    def _key(
        self, what: str, entry: Entry, person: Party, whose: bytes | None = None
    ) -> tuple[str, bytes, str]:
        """A right and a pass are of a service; what is earned counts by field, wherever."""
        of = self._item(entry) if entry.kind is EntryKind.EARN else self._service(entry)
        return what, person.limit_tag if whose is None else whose, of

    def _day_s(self, entry: Entry, sure_s: int) -> int:
        """When the day began, by what the kiosk's clock was sure of: see `card_checks`."""
        known_s = entry.time if entry.clock in _SURE else min(entry.time, sure_s)
        return self.scheme.day_start(known_s)

    @staticmethod
    def _service(entry: Entry) -> str:
        return entry.lines[0].item.partition(":")[0] if entry.lines else ""

    @staticmethod
    def _item(entry: Entry) -> str:
        return entry.lines[0].item.partition(":")[2] if entry.lines else ""
