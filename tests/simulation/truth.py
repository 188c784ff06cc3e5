"""What the simulator has seen itself: signed, delivered, answered. The product is not asked."""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from protocol.bundle import Bundle
from protocol.messages import HoldAnswer


class Violated(Exception):
    """An invariant does not hold. ``number`` is the protocol's; 0: the product raised a bug."""

    def __init__(self, number: int, sentence: str) -> None:
        super().__init__(f"{number}: {sentence}")
        self.number = number
        self.sentence = sentence


def demand(holds: bool, number: int, sentence: str) -> None:
    """Raise Violated unless it holds."""
    if not holds:
        raise Violated(number, sentence)


@dataclass(frozen=True, slots=True)
class Signed:
    """An entry that some machine has signed, as its bytes say.

    ``badge`` is the cti of who approved it, ``earned`` the field of an earning, ``time`` its own,
    ``counted`` what a machine's count is called.
    """

    ledger: bytes
    seq: int
    id: bytes
    kind: str
    coins: int
    from_slice: int
    cti: bytes | None
    counter: bytes | None
    kiosk: int
    honest: bool
    gives_up: bytes | None = None  # another id that a void ends
    ref: bytes | None = None
    badge: bytes | None = None
    earned: str = ""
    time: int = 0
    counted: str = ""


SPEND: Final = "spend"
EARN: Final = "earn"
REVERSE: Final = "reverse"
DEBITS: Final = frozenset({SPEND, "donate"})
_SHOWN: Final = DEBITS | {EARN, "admit", "collect"}  # kinds for which a showing serves
CLOSING: Final = "close_credential"
Place = tuple[bytes, int]
"""A ledger's name and a seq."""


@dataclass
class Truth:
    """All of it. Sizes grow with the run: about half a kilobyte for an entry."""

    signed: dict[bytes, Signed] = field(default_factory=dict)  # by hash
    first_at: dict[Place, bytes] = field(default_factory=dict)
    forked: dict[Place, set[bytes]] = field(default_factory=dict)  # places with two entries
    ledgers_forked: set[bytes] = field(default_factory=set)
    delivered: dict[Place, bytes] = field(default_factory=dict)  # to the node as it is now
    receipts: dict[bytes, bytes] = field(default_factory=dict)  # by hash, from the node as it is
    old_receipts: dict[bytes, list[bytes]] = field(default_factory=dict)  # before a restore
    holds: dict[bytes, HoldAnswer] = field(default_factory=dict)  # held, truly answered, by id
    slices: dict[tuple[bytes, int], int] = field(default_factory=dict)  # reserved at issue
    filled: dict[tuple[bytes, int], int] = field(default_factory=dict)  # of cards: ever reserved
    rosters: dict[int, dict[bytes, int]] = field(default_factory=dict)  # limits by bundle, by cti
    papers: set[bytes] = field(default_factory=set)  # hashes of what the node has truly published
    cards: set[bytes] = field(default_factory=set)  # ctis
    badges: set[bytes] = field(default_factory=set)  # ctis
    ended: dict[bytes, int] = field(default_factory=dict)  # revoked or followed: cti, since when
    retired: dict[int, int] = field(default_factory=dict)  # kiosks, since when
    showings: dict[tuple[bytes, bytes], set[bytes]] = field(default_factory=dict)
    """Visits by one code: the id of the first entry of each."""
    copies: dict[int, int] = field(default_factory=dict)  # ledgers beyond the first, by kiosk
    clocks_broken: bool = False  # some kiosk's clock has jumped: its sales may look strange
    rogues: set[int] = field(default_factory=set)
    forgotten_coins: int = 0  # what the node forgot by being put back
    node_restores: int = 0
    met: Counter[str] = field(default_factory=Counter)  # what this run has come to, for coverage

    def sign(self, hash_: bytes, it: Signed) -> None:
        """A machine has signed this; told again it is nothing new."""
        if hash_ in self.signed:
            return
        self.signed[hash_] = it
        if it.kind in _SHOWN and it.cti is not None and it.counter is not None:
            shown = (it.cti, it.counter)
            self.showings.setdefault(shown, set()).add(it.ref or it.id)
        place = (it.ledger, it.seq)
        first = self.first_at.setdefault(place, hash_)
        if first != hash_:
            self.forked.setdefault(place, {first}).add(hash_)
            self.ledgers_forked.add(it.ledger)
            self.met["two entries for one place"] += 1

    def forget(self, kept: set[bytes], issued: set[bytes]) -> None:
        """The node was put back to books with only these entries (hashes) and credentials (ctis).

        What it forgot may be promised a second time, so it bounds what the district may lose.
        """
        lost = [hash_ for hash_ in self.receipts if hash_ not in kept]
        self.forgotten_coins += sum(self.signed[hash_].coins for hash_ in lost)
        unknown = [coins for (cti, _), coins in self.slices.items() if cti not in issued]
        self.forgotten_coins += sum(unknown)
        for hash_ in lost:
            self.old_receipts.setdefault(hash_, []).append(self.receipts.pop(hash_))
        self.delivered = {at: it for at, it in self.delivered.items() if it in kept}
        self.node_restores += 1

    def blemish(self, kiosk: int) -> None:
        """One more ledger sells with this kiosk's slices: a copy, an older state, a new file."""
        self.copies[kiosk] = self.copies.get(kiosk, 0) + 1

    def publish(self, bundle: Bundle, raw: bytes) -> None:
        """The node has signed this. Put back to older books it may sign a version anew."""
        self.papers.add(sha256(raw).digest())
        limits = self.rosters.setdefault(bundle.version, {})
        for row in bundle.roster:
            limits[row.cti] = max(row.limit, limits.get(row.cti, 0))
            at = (row.cti, row.kiosk)
            self.filled[at] = max(row.limit, self.filled.get(at, 0))

    def limit_of(self, cti: bytes, kiosk: int, version: int) -> int:
        """8: what may be taken from a slice, by a kiosk that works by this bundle."""
        row = self.rosters.get(version, {}).get(cti)
        return self.slices.get((cti, kiosk), 0) if row is None else row

    def bound(self, kiosk: int, unsent: int) -> int:
        """11: what copies of a kiosk, and itself once retired, may have sold beyond what is
        reserved, and what could be sold on ended credentials until it heard of them."""
        copies = self.copies.get(kiosk, 0) + (kiosk in self.retired)
        reported = sum(it for (cti, at), it in self.reserved_at(kiosk) if cti in self.ended)
        return copies * min(self.slices_at(kiosk), unsent) + reported

    def slices_at(self, kiosk: int) -> int:
        """All that was ever reserved at a kiosk."""
        return sum(coins for _, coins in self.reserved_at(kiosk))

    def reserved_at(self, kiosk: int) -> list[tuple[Place, int]]:
        """The same, by credential."""
        slices = {at: max(it, self.filled.get(at, 0)) for at, it in self.slices.items()}
        return [(at, it) for at, it in slices.items() if at[1] == kiosk]
