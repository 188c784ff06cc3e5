"""Invariants about paper cards that one ledger can break: 8, 10, 12, 14, 15.

What was compared is heard from the key itself; everything else is read from the entries.
"""

from dataclasses import dataclass, field
from typing import Final

from protocol.entry import ClockState, Entry, EntryKind, Party, Role
from schemes.scheme import Scheme
from tests.simulation.truth import Truth, demand

MOST_COMPARISONS: Final = 5
_SURE: Final = (ClockState.TRUSTED, ClockState.FLOOR)


@dataclass
class CardWatch:
    """What is known of the cards in one ledger. ``scheme`` tells a day's start and its limit."""

    truth: Truth
    kiosk: int
    scheme: Scheme
    tried: dict[bytes, int] = field(default_factory=dict)  # since the last success, by cti
    compared: dict[bytes, int] = field(default_factory=dict)  # the same, by this very machine
    known: set[bytes] = field(default_factory=set)  # ctis with a PIN
    proved: set[bytes] = field(default_factory=set)  # a PIN was right, and has served nothing yet
    serves: dict[bytes, bytes] = field(default_factory=dict)  # a visit's first id, by cti
    closed: set[bytes] = field(default_factory=set)
    paid: dict[bytes, list[tuple[int, int]]] = field(default_factory=dict)  # time, coins
    vouched: dict[tuple[bytes, bytes], bytes] = field(default_factory=dict)  # a carer's showings
    sure_s: int = 0  # the latest time that this ledger is sure of

    def compare(self, cti: bytes) -> None:
        """14: a PIN is about to be compared."""
        count = self.compared[cti] = self.compared.get(cti, 0) + 1
        self.truth.met["PIN compared"] += 1
        sentence = f"kiosk {self.kiosk}: a PIN is compared {count} times since it was right"
        demand(count <= MOST_COMPARISONS, 14, sentence)

    def blocked(self, cti: bytes) -> bool:
        """Whether its PIN may not be tried again, as its holder has seen on the screen."""
        return self.tried.get(cti, 0) >= MOST_COMPARISONS

    def look(self) -> None:
        """14: every comparison stands in the ledger before it is made."""
        for cti, count in self.compared.items():
            tries = self.tried.get(cti, 0)
            sentence = f"kiosk {self.kiosk}: {count} comparisons of a PIN, {tries} tries written"
            demand(count <= tries, 14, sentence)

    def pin(self, here: str, entry: Entry) -> None:
        """A `pin` entry."""
        holders = [it for it in entry.parties if it.role is Role.HOLDER]
        cti = (holders or entry.parties)[0].cti
        if entry.result == "try":
            tries = self.tried[cti] = self.tried.get(cti, 0) + 1
            demand(tries <= MOST_COMPARISONS, 14, f"{here}: try {tries} of a PIN")
            return
        self.tried[cti] = self.compared[cti] = 0
        if entry.result == "set":
            self.known.add(cti)
        if entry.result == "right" and cti in self.truth.cards:
            self.proved.add(cti)

    def close(self, here: str, cti: bytes) -> None:
        """A `close_credential` entry: only at the node's word, and only for what has ended."""
        demand(cti in self.truth.ended, 22, f"{here}: closes what still counts")
        self.closed.add(cti)

    def spend(self, here: str, entry: Entry, payer: Party, coins: int) -> None:
        """Whoever pays: what was closed here pays no more, and a card has its own rules."""
        demand(payer.cti not in self.closed, 10, f"{here}: paid by what was closed here")
        if payer.counter is None:
            self.truth.met["spend by card"] += 1
            self._proof(here, entry, payer.cti)
            self._day(here, entry, payer.cti, coins)

    def tell_time(self, entry: Entry, node_s: int) -> None:
        """What a day may be turned by, from now on."""
        if entry.clock is ClockState.TRUSTED:
            self.sure_s = max(self.sure_s, entry.time)
        self.sure_s = max(self.sure_s, node_s)

    def _proof(self, here: str, entry: Entry, cti: bytes) -> None:
        carers = [it for it in entry.parties if it.role is Role.CARER]
        for one in carers:
            self.truth.met["spend beside a carer"] += 1
            before = self.vouched.setdefault((one.cti, one.counter or b""), entry.id)
            demand(before == entry.id, 12, f"{here}: the carer's code has served {before.hex()}")
        same_visit = entry.kind is EntryKind.DONATE and entry.ref == self.serves.get(cti, b"")
        proved = bool(carers) or cti in self.proved or same_visit
        demand(proved, 14, f"{here}: a card paid without its PIN")
        self.serves[cti] = entry.ref or entry.id
        if not carers:
            self.proved.discard(cti)

    def _day(self, here: str, entry: Entry, cti: bytes, coins: int) -> None:
        """15: by the day that the kiosk's clock tells; one that staff set turns no day."""
        paid = self.paid.setdefault(cti, [])
        paid.append((entry.time, coins))
        known_s = entry.time if entry.clock in _SURE else min(entry.time, self.sure_s)
        start_s = self.scheme.day_start(known_s)
        spent = sum(it for at_s, it in paid if at_s >= start_s)
        limit = self.scheme.stand_in.card_day.units
        demand(spent <= limit, 15, f"{here}: a card paid {spent} coins in a day of {limit}")
