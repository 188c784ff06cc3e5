"""What the books say about the cards, carers and PINs of some entries: asked only if there are any.

A piece of a phone's sales alone costs no statement here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, bindparam, delete, insert, select

from central_node.card_days import Paid, paid_by_cards, total
from central_node.holders import Holder, Pair, Span, carers
from central_node.pins import PinCount, subject
from central_node.sale_times import GOOD_CLOCKS
from central_node.schema import entry, hole, pin
from central_node.showings import TAKES
from protocol.entry import ClockState, Entry, EntryKind, Party, Role
from schemes.money import Coins

_DAY_S = 24 * 3600
_PINS = select(pin.c.cti, pin.c.tries, pin.c.right, pin.c.clock).where(
    pin.c.kiosk == bindparam("at_kiosk"), pin.c.cti.in_(bindparam("ctis", expanding=True))
)
_FORGET_PIN = delete(pin).where(
    pin.c.kiosk == bindparam("at_kiosk"), pin.c.cti == bindparam("of_cti")
)
_ADD_PIN = insert(pin)
_OPEN_HOLE = (
    select(hole.c.seq)
    .outerjoin(entry, and_(entry.c.ledger == hole.c.ledger, entry.c.seq == hole.c.seq))
    .where(hole.c.ledger == bindparam("of_ledger"), entry.c.number.is_(None))
    .limit(1)
)


@dataclass
class Cards:
    """Moves on as the entries are decided.

    ``trusted`` is the latest time in this ledger that a good clock told, ``lost_from`` the first
    place told as lost with these entries, ``has_holes`` whether some were lost before. ``vouching``
    tells when who might vouch for whom, ``moved`` the cards whose count of PIN tries changed
    here.
    """

    trusted: int | None = None
    lost_from: int | None = None
    has_holes: bool = False
    vouching: Mapping[Pair, tuple[Span, ...]] = field(default_factory=dict)
    paid: defaultdict[bytes, list[Paid]] = field(default_factory=lambda: defaultdict(list))
    pins: dict[bytes, PinCount] = field(default_factory=dict)
    moved: set[bytes] = field(default_factory=set)

    def load(
        self,
        connection: Connection,
        kiosk: int,
        ledger: int,
        entries: Sequence[Entry],
        holders: Mapping[bytes, Holder],
    ) -> None:
        """Read what the entries of one ledger need, in as few statements."""
        sales = [(cti, one) for one in entries if (cti := _paying_card(one)) is not None]
        ctis = {cti for cti, _ in sales}
        tried = {party.cti for one in entries if (party := _tried(one)) is not None}
        if ctis | tried:
            asked = {"at_kiosk": kiosk, "ctis": sorted(ctis | tried)}
            rows = connection.execute(_PINS, asked)
            self.pins = {row.cti: _count(row.tries, row.right, row.clock) for row in rows}
        if sales:
            times = [one.time for _, one in sales]
            since = min(times if self.trusted is None else [*times, self.trusted]) - _DAY_S
            for paid in paid_by_cards(connection, ctis, since):
                self.paid[paid.cti].append(paid)
            lost = connection.execute(_OPEN_HOLE, {"of_ledger": ledger}).first()
            self.has_holes = lost is not None
            residents = {holders[cti].resident for cti in ctis if cti in holders}
            self.vouching = carers(connection, {one for one in residents if one is not None})

    def spent(self, cti: bytes, since: int, until: int | None) -> Coins:
        """What a card paid from ``since`` to before ``until``; None: to the end."""
        return total(
            one
            for one in self.paid.get(cti, ())
            if one.time >= since and (until is None or one.time < until)
        )

    def pay(self, cti: bytes, time: int, coins: Coins) -> None:
        """A card has paid for an entry of that time."""
        self.paid[cti].append(Paid(cti, time, coins))

    def unclear_at(self, seq: int) -> bool:
        """Whether entries are lost that may have told of a PIN before this place."""
        return self.has_holes or (self.lost_from is not None and self.lost_from < seq)

    def vouched(self, carer: int | None, resident: int | None) -> tuple[Span, ...]:
        """When one resident might vouch for the other."""
        if carer is None or resident is None:
            return ()
        return self.vouching.get((resident, carer), ())

    def tries_after(self, one: Entry) -> PinCount:
        """How a card or badge stands after one more `pin` entry about it."""
        party = subject(one)
        return PinCount() if party is None else self._count_of(party.cti).after(one)

    def tell(self, one: Entry) -> None:
        """An entry was taken: a good clock's time counts from now on, and so does a PIN tried."""
        if one.clock in GOOD_CLOCKS:
            self.trusted = one.time if self.trusted is None else max(self.trusted, one.time)
        party = _tried(one)
        if party is not None:
            self.pins[party.cti] = self._count_of(party.cti).after(one)
            self.moved.add(party.cti)

    def _count_of(self, cti: bytes) -> PinCount:
        return self.pins.get(cti, PinCount())

    def write(self, connection: Connection, kiosk: int) -> None:
        """Write the counts that changed."""
        if not self.moved:
            return
        ctis = sorted(self.moved)
        connection.execute(_FORGET_PIN, [{"at_kiosk": kiosk, "of_cti": cti} for cti in ctis])
        rows = [
            {
                "kiosk": kiosk,
                "cti": cti,
                "tries": self.pins[cti].tries,
                "right": self.pins[cti].right,
                "clock": self.pins[cti].clock,
            }
            for cti in ctis
        ]
        connection.execute(_ADD_PIN, rows)


def _count(tries: int, right: int | None, clock: str | None) -> PinCount:
    return PinCount(tries, right, None if clock is None else ClockState(clock))


def _paying_card(one: Entry) -> bytes | None:
    """The card that pays, by the entry's word; a phone has a counter."""
    if one.kind not in TAKES:
        return None
    payer = next((party for party in one.parties if party.role is Role.PAYER), None)
    return None if payer is None or payer.counter is not None else payer.cti


def _tried(one: Entry) -> Party | None:
    return subject(one) if one.kind is EntryKind.PIN else None
