"""What the books say about the ids, codes and residents of some entries, read in a few queries.

It is read once, under the write lock, and moves on as the entries are decided, so that each sees
the effects of the ones before it. What it moved is written by booked.py, in as few statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Self, TypeAlias

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, or_, select

from central_node.accounts import Accounts, Standing
from central_node.ids import OPEN, KnownId, State
from central_node.openings import KnownLedger, other_ledgers
from central_node.readings import Reading
from central_node.schema import credential, entry, intent, ledger, slice_
from protocol.entry import Entry, EntryKind, Party
from protocol.receipt import Outcome
from schemes.money import Coins

Showing: TypeAlias = tuple[bytes, bytes]  # cti and counter: one showing of a code

_MOST_SHOWN = 64  # in one statement; SQLite compiles an expression of at most 1000 levels
_IDS: BindParameter[list[bytes]] = bindparam("ids", expanding=True)
_CTIS: BindParameter[list[bytes]] = bindparam("ctis", expanding=True)
_INTENTS = select(
    intent.c.id,
    intent.c.kiosk,
    intent.c.state,
    intent.c.resident,
    intent.c.order_hash,
    intent.c.amount,
    intent.c.cti,
    intent.c.counter,
    intent.c.from_free,
).where(intent.c.id.in_(_IDS))
_WRITERS = (
    select(entry.c.id, ledger.c.kiosk)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .where(entry.c.id.in_(_IDS))
)
_HOLDERS = select(credential.c.cti, credential.c.resident).where(credential.c.cti.in_(_CTIS))
_SLICES = select(slice_.c.cti, slice_.c.left).where(
    slice_.c.kiosk == bindparam("at_kiosk"), slice_.c.cti.in_(_CTIS)
)


@dataclass
class Known:
    """The books as far as one kiosk's entries are about them. Coins and numbers as the tables.

    ``ledgers`` are the kiosk's other ones, looked up for an opening alone.
    ``new_ids`` and ``ended_ids`` are what became of ids here, ``drawn`` what slices lost.
    """

    kiosk: int
    ids: dict[bytes, KnownId] = field(default_factory=dict)
    writers: defaultdict[bytes, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[bytes, int] = field(default_factory=dict)
    slices: dict[bytes, Coins] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)
    spent: defaultdict[Showing, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    ledgers: tuple[KnownLedger, ...] = ()
    new_ids: dict[bytes, State] = field(default_factory=dict)
    ended_ids: dict[bytes, State] = field(default_factory=dict)
    drawn: defaultdict[bytes, Coins] = field(default_factory=lambda: defaultdict(lambda: Coins(0)))

    @classmethod
    def load(
        cls, connection: Connection, accounts: Accounts, kiosk: int, readings: Sequence[Reading]
    ) -> Self:
        """Read all that these entries are about. Writers wait until the transaction ends."""
        known = cls(kiosk)
        entries = [reading.entry for reading in readings if reading.entry is not None]
        known._load_ids(connection, sorted(_ids_of(entries)))
        parties = [
            party
            for one in entries
            if one.kind in (EntryKind.SPEND, EntryKind.CLOSE_CREDENTIAL)
            for party in one.parties
        ]
        known._load_holders(connection, accounts, sorted({party.cti for party in parties}))
        shown = {(party.cti, party.counter) for party in parties if party.counter is not None}
        known._load_spent(connection, sorted(shown))
        for reading in readings:
            if reading.opening is not None:
                known.ledgers = other_ledgers(connection, kiosk, reading.ledger)
        return known

    def id_taken(self, id_: bytes) -> bool:
        """Whether the id belongs to another entry or kiosk. Who asked for a hold of it owns it."""
        asked, writers = self.ids.get(id_), self.writers.get(id_, set())
        if asked is None:
            return bool(writers)
        return asked.kiosk != self.kiosk or self.kiosk in writers

    def free_for(self, id_: bytes, resident: int) -> Coins:
        """What a spend under this id may take of a resident's free balance, its own hold's too."""
        asked = self.ids.get(id_)
        kept = Coins(0) if asked is None else asked.kept_for(resident)
        return self.standings[resident].free + kept

    def wrote(self, id_: bytes) -> None:
        """An entry of this kiosk bears the id."""
        self.writers[id_].add(self.kiosk)

    def end(self, id_: bytes, state: State) -> None:
        """End an id and what was held for it. One that has ended or is another's stays as it is.

        Nobody asks for it again here: it is taken now, by the entry that ended it.
        """
        asked = self.ids.get(id_)
        if asked is None:
            self.new_ids[id_] = state
        elif asked.kiosk == self.kiosk and asked.state in OPEN:
            self.ended_ids[id_] = state
            if asked.held and asked.resident in self.standings:
                self._move(asked.resident, held=asked.from_free)

    def give_up(self, id_: bytes) -> None:
        """End what was held for an id whose entry is lost, or never was.

        Unlike with `end`, the id is not taken: an entry that comes under it was voided before.
        """
        if self.kiosk in self.writers.get(id_, ()):
            return  # its entry came, and has ended it
        self.end(id_, State.VOIDED)
        asked = self.ids.get(id_)
        if asked is None:
            self.ids[id_] = KnownId(self.kiosk, State.VOIDED)
        elif asked.kiosk == self.kiosk and asked.state in OPEN:
            self.ids[id_] = replace(asked, state=State.VOIDED)

    def spent_by(self, payer: Party | None, but_id: bytes) -> list[bytes]:
        """Ids of other entries that this showing of a code has paid for."""
        if payer is None or payer.counter is None:
            return []
        paid = self.spent.get((payer.cti, payer.counter), [])
        return [id_ for id_ in paid if id_ != but_id]

    def paid(self, payer: Party, id_: bytes) -> None:
        """A showing of a code has paid for an entry."""
        if payer.counter is not None:
            self.spent[payer.cti, payer.counter].append(id_)

    def debit(self, resident: int, coins: Coins) -> None:
        """Take booked coins from a resident."""
        self._move(resident, balance=coins)

    def draw(self, cti: bytes, coins: Coins) -> None:
        """Release coins of this kiosk's slice of a credential."""
        if coins > Coins(0):
            self.slices[cti] -= coins
            self.drawn[cti] += coins
            self._move(self.holders[cti], sliced=coins)

    def close(self, cti: bytes) -> None:
        """Release all of a slice: the kiosk refuses this credential from now on."""
        self.draw(cti, self.slices.get(cti, Coins(0)))

    def _move(
        self,
        resident: int,
        balance: Coins = Coins(0),
        sliced: Coins = Coins(0),
        held: Coins = Coins(0),
    ) -> None:
        """Lessen a standing."""
        was = self.standings[resident]
        self.standings[resident] = Standing(
            was.balance - balance, was.sliced - sliced, was.held - held
        )

    def _load_ids(self, connection: Connection, ids: list[bytes]) -> None:
        if not ids:
            return
        for row in connection.execute(_INTENTS, {"ids": ids}):
            self.ids[row.id] = _known_id(*row[1:])
        for id_, kiosk in connection.execute(_WRITERS, {"ids": ids}):
            self.writers[id_].add(kiosk)

    def _load_holders(self, connection: Connection, accounts: Accounts, ctis: list[bytes]) -> None:
        if not ctis:
            return
        holders = connection.execute(_HOLDERS, {"ctis": ctis})
        self.holders = {row.cti: row.resident for row in holders}
        self.standings = accounts.standings(set(self.holders.values()))
        slices = connection.execute(_SLICES, {"ctis": ctis, "at_kiosk": self.kiosk})
        self.slices = {cti: Coins(left) for cti, left in slices}

    def _load_spent(self, connection: Connection, shown: list[Showing]) -> None:
        for first in range(0, len(shown), _MOST_SHOWN):
            some = shown[first : first + _MOST_SHOWN]
            for cti, counter, id_ in connection.execute(*_spent(some)):
                self.spent[cti, counter].append(id_)


def _ids_of(entries: Iterable[Entry]) -> set[bytes]:
    """The ids of entries, and those that a void gives up."""
    given_up = {one.ref for one in entries if one.kind is EntryKind.VOID and one.ref is not None}
    return {one.id for one in entries} | given_up


def _known_id(
    kiosk: int,
    state: str,
    resident: int | None,
    order_hash: bytes | None,
    amount: int,
    cti: bytes | None,
    counter: bytes | None,
    from_free: int,
) -> KnownId:
    held = (resident, order_hash, Coins(amount), cti, counter, Coins(from_free))
    return KnownId(kiosk, State(state), *held)


def _spent(shown: Sequence[Showing]) -> tuple[Select[Any], dict[str, bytes]]:
    """Entries that these showings have paid for: the statement and its values."""
    count = 1 << (len(shown) - 1).bit_length()
    padded = [*shown, *[shown[-1]] * (count - len(shown))]
    values: dict[str, bytes] = {}
    for at, (cti, counter) in enumerate(padded):
        values |= {f"cti_{at}": cti, f"counter_{at}": counter}
    return _spent_by(count), values


@cache
def _spent_by(count: int) -> Select[Any]:
    """One OR for each showing: SQLite then seeks each in the index, and in no other form."""
    each = (
        and_(entry.c.cti == bindparam(f"cti_{at}"), entry.c.counter == bindparam(f"counter_{at}"))
        for at in range(count)
    )
    paid = or_(entry.c.outcome == Outcome.BOOKED, entry.c.bearer.is_not(None))
    return select(entry.c.cti, entry.c.counter, entry.c.id).where(or_(*each), paid)
