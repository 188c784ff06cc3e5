"""What the books say about the ids, codes and residents of some entries, read in a few queries.

It is read once, under the write lock, and moves on as the entries are decided, so that each sees
the effects of the ones before it. What it moved is written by booked.py, in as few statements.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    select,
)

from central_node.accounts import AccountKind, Accounts, Standing
from central_node.errors import InvariantBroken
from central_node.holders import Holder, holders
from central_node.ids import OPEN, KnownId, State
from central_node.known_cards import Cards
from central_node.known_claims import Claims
from central_node.known_ids import load_ids
from central_node.known_money import Money
from central_node.known_passes import Passes
from central_node.known_past import Past
from central_node.known_rewards import Rewards
from central_node.known_rights import Rights
from central_node.openings import KnownLedger, other_ledgers
from central_node.plans import Flow
from central_node.readings import Reading
from central_node.schema import slice_
from central_node.showings import DEBITS, TAKES, Showing, Use, use_of, used_by
from central_node.spending import Spending, counts_days
from central_node.writers import Writer
from protocol.entry import Entry, EntryKind, Party, Role
from protocol.resident_code import ResidentCode
from schemes.money import Coins
from schemes.scheme import Scheme

_OF_COINS = (Role.PAYER, Role.PAYEE, Role.HOLDER, Role.CARER, Role.STAFF)
_ABOUT_PEOPLE = TAKES | {
    EntryKind.EARN,
    EntryKind.TOP_UP,
    EntryKind.CONVERT,
    EntryKind.REVERSE,
    EntryKind.ADMIT,
    EntryKind.CLOSE_CREDENTIAL,
}
_MOST_SHOWN = 64  # in one statement; SQLite compiles an expression of at most 1000 levels
_CTIS: BindParameter[list[bytes]] = bindparam("ctis", expanding=True)
_SLICES = select(slice_.c.cti, slice_.c.left, slice_.c.closed).where(
    slice_.c.kiosk == bindparam("at_kiosk"), slice_.c.cti.in_(_CTIS)
)


@dataclass
class Known:
    """The books as far as one kiosk's entries are about them. Coins and numbers as the tables.

    ``closed`` are credentials that the kiosk refuses for good, by its own entry. ``ledgers`` are
    the kiosk's other ones, looked up for an opening alone. ``new_ids`` and ``ended_ids`` are what
    became of ids here, ``drawn`` what slices lost to sales, ``closing`` those that were closed
    here, ``reached`` how long the ledger is after what was decided so far.
    """

    writer: Writer
    cards: Cards
    claims: Claims
    past: Past = field(default_factory=Past)
    rewards: Rewards = field(default_factory=Rewards)
    rights: Rights = field(default_factory=Rights)
    passes: Passes = field(default_factory=Passes)
    spending: Spending = field(default_factory=Spending)
    money: Money = field(default_factory=Money)
    ids: dict[bytes, KnownId] = field(default_factory=dict)
    writers: defaultdict[bytes, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: Mapping[bytes, Holder] = field(default_factory=dict)
    slices: dict[bytes, Coins] = field(default_factory=dict)
    closed: set[bytes] = field(default_factory=set)
    standings: dict[int, Standing] = field(default_factory=dict)
    spent: defaultdict[Showing, list[Use]] = field(default_factory=lambda: defaultdict(list))
    ledgers: tuple[KnownLedger, ...] = ()
    new_ids: dict[bytes, State] = field(default_factory=dict)
    ended_ids: dict[bytes, State] = field(default_factory=dict)
    drawn: defaultdict[bytes, Coins] = field(default_factory=lambda: defaultdict(lambda: Coins(0)))
    closing: set[bytes] = field(default_factory=set)
    reached: int = 0

    @classmethod
    def load(
        cls,
        connection: Connection,
        accounts: Accounts,
        writer: Writer,
        readings: Sequence[Reading],
        scheme: Scheme,
    ) -> Self:
        """Read all that these entries are about. Writers wait until the transaction ends.

        ``scheme`` is the one in force: its days and months are those of all versions.
        """
        entries = [reading.entry for reading in readings if reading.entry is not None]
        cards = Cards(writer.trusted, writer.lost_from)
        known = cls(writer, cards, Claims(writer.kiosk), reached=writer.size)
        known.ids, known.writers = load_ids(connection, entries)
        known.past.load(connection, entries)
        known.past.load_early(connection, writer.kiosk, entries)
        parties = [
            party
            for one in entries
            if one.kind in _ABOUT_PEOPLE
            for party in one.parties
            if party.role in _OF_COINS
        ]
        known._load_holders(connection, accounts, sorted({party.cti for party in parties}))
        known._load_rules(connection, entries, scheme)
        known.cards.load(connection, writer.kiosk, writer.ledger, entries, known.holders)
        shown = {(party.cti, party.counter) for party in parties if party.counter is not None}
        known._load_spent(connection, sorted(shown))
        for reading in readings:
            if reading.opening is not None:
                known.ledgers = other_ledgers(connection, writer.kiosk, reading.ledger)
        return known

    @property
    def kiosk(self) -> int:
        """Whose entries they are."""
        return self.writer.kiosk

    def resident_of(self, cti: bytes) -> int | None:
        """Whose account a credential is about; None for a badge, and for one not issued here."""
        holder = self.holders.get(cti)
        return None if holder is None else holder.resident

    def revoked(self, cti: bytes) -> int | None:
        """The node's time from when a credential does not count, in epoch seconds."""
        holder = self.holders.get(cti)
        return None if holder is None else holder.revoked

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

    def free_others(self, id_: bytes, resident: int) -> Mapping[str, Coins]:
        """The same of further purses."""
        free, asked = dict(self.standings[resident].others), self.ids.get(id_)
        if asked is not None and asked.held and asked.resident == resident:
            kept = {purse: coins for purse, coins in asked.parts.items() if purse in free}
            free |= {purse: free[purse] + coins for purse, coins in kept.items()}
        return free

    def wrote(self, one: Entry) -> None:
        """An entry of this kiosk was taken."""
        self.writers[one.id].add(self.kiosk)
        self.reached = max(self.reached, one.seq + 1)
        self.cards.tell(one)

    def end(self, id_: bytes, state: State) -> None:
        """End an id and what was held for it. One that has ended or is another's stays as it is.

        Nobody asks for it again here: it is taken now, by the entry that ended it.
        """
        asked = self.ids.get(id_)
        if asked is None:
            self.new_ids[id_] = state
        elif asked.kiosk == self.kiosk and asked.state in OPEN:
            self.ended_ids[id_] = state
            self.rewards.end(id_)
            self.money.gifts.end(id_)
            if asked.held and asked.resident in self.standings:
                was = self.standings[asked.resident]
                others = self.free_others(id_, asked.resident)
                held = was.held - asked.from_free
                self.standings[asked.resident] = replace(was, held=held, others=others)

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

    def spent_by(self, shown: Party | ResidentCode | None, but_id: bytes) -> list[Use]:
        """Other entries that this showing of a code has paid or vouched for."""
        if shown is None or shown.counter is None:
            return []
        used = self.spent.get((shown.cti, shown.counter), [])
        return [use for use in used if use.id != but_id]

    def use(self, shown: Party | ResidentCode | None, use: Use) -> None:
        """A showing of a code has paid or vouched for an entry."""
        if shown is not None and shown.counter is not None:
            self.spent[shown.cti, shown.counter].append(use)

    def move(self, flow: Flow, purse: str) -> None:
        """Book coins of a purse; ``purse`` is the first one."""
        for owner, coins in ((flow.source, Coins(0) - flow.coins), (flow.target, flow.coins)):
            kind, resident = owner
            if kind is not AccountKind.RESIDENT or resident not in self.standings:
                continue
            was = self.standings[resident]
            if flow.purse == purse:
                self.standings[resident] = replace(was, balance=was.balance + coins)
            else:
                free = was.others.get(flow.purse, Coins(0)) + coins
                self.standings[resident] = replace(was, others={**was.others, flow.purse: free})

    def draw(self, cti: bytes, coins: Coins) -> None:
        """Release coins of this kiosk's slice of a credential, because they were spent."""
        if coins > Coins(0):
            self.drawn[cti] += coins
            self._release(cti, coins)

    def close(self, cti: bytes) -> None:
        """Release all of a slice: the kiosk refuses this credential from now on."""
        if cti in self.slices and cti not in self.closed:
            self.closed.add(cti)
            self.closing.add(cti)
            self._release(cti, self.slices[cti])

    def _release(self, cti: bytes, coins: Coins) -> None:
        self.slices[cti] -= coins
        resident = self.resident_of(cti)
        if resident is None:
            raise InvariantBroken("coins of a credential that is nobody's")
        was = self.standings[resident]
        self.standings[resident] = replace(was, sliced=was.sliced - coins)

    def _load_holders(self, connection: Connection, accounts: Accounts, ctis: list[bytes]) -> None:
        if not ctis:
            return
        self.holders = holders(connection, ctis)
        found = {holder.resident for holder in self.holders.values()}
        found |= {one.resident for one in self.past.entries.values()}
        self.standings = accounts.standings({one for one in found if one is not None})
        slices = connection.execute(_SLICES, {"ctis": ctis, "at_kiosk": self.kiosk}).all()
        self.slices = {row.cti: Coins(row.left) for row in slices}
        self.closed = {row.cti for row in slices if row.closed is not None}

    def _load_rules(self, connection: Connection, entries: Sequence[Entry], scheme: Scheme) -> None:
        """What caps, limits and rights of a day ask for; nothing where there are none."""
        self.claims.load(connection, entries, self.holders, scheme)
        self.rights.load(connection, entries, scheme, self.holders)
        self.passes.load(connection, entries, scheme, self.holders)
        self.money.load(connection, self.writer, entries, self.holders, scheme)
        times = [one.time for one in entries if one.kind in DEBITS]
        if times and counts_days(scheme):
            self.spending.load(connection, self.standings, min(times), scheme)
        others = [it.time for it in self.past.entries.values() if it.rewards]
        others += [one.time for one in entries if one.kind is EntryKind.TOP_UP]
        if (times and scheme.cashbacks) or others:
            since = min([*times, *others])
            self.rewards.load(connection, self.standings, since, scheme)

    def _load_spent(self, connection: Connection, shown: list[Showing]) -> None:
        for first in range(0, len(shown), _MOST_SHOWN):
            some = shown[first : first + _MOST_SHOWN]
            for row in connection.execute(*used_by(some)):
                self.spent[row[0], row[1]].append(use_of(row))
