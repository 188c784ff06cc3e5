"""What earlier entries moved and what was already given back of them: for reversals.

Asked only where an entry reverses another. An entry is found by its id, at whatever kiosk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from central_node.accounts import PAID, AccountKind
from central_node.booking_rules import Flag
from central_node.schema import account, entry, ledger, posting, reward
from central_node.showings import DEBITS
from protocol.entry import Entry, EntryKind, kept_entry
from protocol.receipt import Outcome
from schemes.money import Coins

_NOTHING = Coins(0)
_FOUND = (
    select(entry.c.number, entry.c.id, entry.c.kind, entry.c.time, entry.c.resident, ledger.c.kiosk)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .where(
        entry.c.id.in_(bindparam("ids", expanding=True)),
        (entry.c.outcome.in_((Outcome.BOOKED, Outcome.NOTED))) | entry.c.bearer.is_not(None),
    )
)
_REVERSALS = select(entry.c.number, entry.c.ref).where(
    entry.c.ref.in_(bindparam("ids", expanding=True)),
    entry.c.ref.is_not(None),  # as its index has it
    entry.c.kind == EntryKind.REVERSE,
)
_KIOSK = select(ledger.c.kiosk).where(ledger.c.number == entry.c.ledger).scalar_subquery()
_EARLY = select(entry.c.ref, entry.c.raw).where(  # no join: SQLite would begin with the ledger
    entry.c.ref.in_(bindparam("ids", expanding=True)),
    entry.c.ref.is_not(None),
    entry.c.kind == EntryKind.REVERSE,
    entry.c.flag == Flag.NOTHING_TO_REVERSE,
    bindparam("at_kiosk") == _KIOSK,
)
_MOVED = (
    select(posting.c.entry, posting.c.units, account.c.purse, account.c.kind, account.c.owner)
    .join(account, account.c.number == posting.c.account)
    .where(posting.c.entry.in_(bindparam("numbers", expanding=True)))
)
_REWARDED = select(reward.c.entry, reward.c.rule, reward.c.resident, reward.c.coins).where(
    reward.c.entry.in_(bindparam("numbers", expanding=True))
)


@dataclass(frozen=True)
class PastEntry:
    """An entry that may be reversed. Coins by purse, rewards by rule.

    ``source`` is the account that paid it, ``target`` where the coins went; None where none moved.
    ``rewards`` are what is still given for it, ``first_rewards`` what was at first.
    """

    id: bytes
    kind: str
    kiosk: int
    time: int
    resident: int | None
    source: tuple[AccountKind, int] | None = None
    target: tuple[AccountKind, int] | None = None
    paid: Mapping[str, Coins] = field(default_factory=dict, hash=False)
    back: Mapping[str, Coins] = field(default_factory=dict, hash=False)
    first_rewards: Mapping[str, Coins] = field(default_factory=dict, hash=False)
    rewards: Mapping[str, Coins] = field(default_factory=dict, hash=False)

    @property
    def left(self) -> dict[str, Coins]:
        """What of it can still be given back, by purse."""
        left = {purse: coins - self.back.get(purse, _NOTHING) for purse, coins in self.paid.items()}
        return {purse: coins for purse, coins in left.items() if coins > _NOTHING}

    def reversed(self, back: Mapping[str, Coins], taken: Mapping[str, Coins]) -> "PastEntry":
        """The same after one more reversal."""
        return replace(
            self,
            back=_added(self.back, back),
            rewards=_added(self.rewards, {rule: _NOTHING - it for rule, it in taken.items()}),
        )


@dataclass
class Past:
    """Moves on as entries are decided: what is written in this piece can be reversed in it.

    ``early`` are reversals, by what they name, that came before it: coins by purse.
    """

    entries: dict[bytes, PastEntry] = field(default_factory=dict)
    early: dict[bytes, dict[str, Coins]] = field(default_factory=dict)

    def load_early(self, connection: Connection, kiosk: int, entries: Iterable[Entry]) -> None:
        """Read what this kiosk gave back for these debits before they came, out of a hole."""
        ids = sorted(one.id for one in entries if one.kind in DEBITS)
        if ids:
            for row in connection.execute(_EARLY, {"ids": ids, "at_kiosk": kiosk}):
                self.keep_early(row.ref, kept_entry(row.raw))

    def keep_early(self, of: bytes, reversal: Entry) -> None:
        """A reversal of an entry that is not there came."""
        back = {purse: Coins(units) for purse, units in reversal.amounts.items()}
        self.early[of] = _added(self.early.get(of, {}), back)

    def load(self, connection: Connection, entries: Iterable[Entry]) -> None:
        """Read what these entries reverse, in as few statements."""
        ids = sorted({one.ref for one in entries if one.kind is EntryKind.REVERSE and one.ref})
        rows = connection.execute(_FOUND, {"ids": ids}).all() if ids else []
        if not rows:
            return
        known = {row.number: row for row in rows}
        by_id = {row.id: row.number for row in rows}
        reversals = {
            row.number: by_id[row.ref]
            for row in connection.execute(_REVERSALS, {"ids": ids})
            if row.ref in by_id
        }
        asked = {"numbers": sorted({*known, *reversals})}
        moved = connection.execute(_MOVED, asked).all()
        rewards = connection.execute(_REWARDED, asked).all()
        for number, row in known.items():
            self.entries[row.id] = _past(row, number, reversals, moved, rewards)

    def keep(self, one: PastEntry) -> None:
        """An entry was decided, or was reversed."""
        self.entries[one.id] = one


def _past(
    row: Row[*tuple[Any, ...]],
    number: int,
    reversals: Mapping[int, int],
    moved: Iterable[Row[*tuple[Any, ...]]],
    rewards: Iterable[Row[*tuple[Any, ...]]],
) -> PastEntry:
    found = PastEntry(row.id, row.kind, row.kiosk, row.time, row.resident)
    for it in moved:
        of = reversals.get(it.entry, it.entry)
        if of == number:
            found = _with_posting(found, it, is_reversal=it.entry in reversals)
    for it in rewards:
        of = reversals.get(it.entry, it.entry)
        if of == number:
            part = {it.rule: Coins(it.coins)}
            if it.entry not in reversals:
                found = replace(found, first_rewards=_added(found.first_rewards, part))
            found = replace(found, rewards=_added(found.rewards, part), resident=it.resident)
    return found


def _with_posting(found: PastEntry, it: Row[*tuple[Any, ...]], *, is_reversal: bool) -> PastEntry:
    kind = AccountKind(it.kind)
    if kind in PAID and is_reversal:
        return replace(found, back=_added(found.back, {it.purse: Coins(-it.units)}))
    if kind in PAID:
        target = (kind, it.owner)
        return replace(found, target=target, paid=_added(found.paid, {it.purse: Coins(it.units)}))
    if not is_reversal and it.units < 0 and kind in (AccountKind.RESIDENT, AccountKind.LOSS):
        return replace(found, source=(kind, it.owner))
    return found


def _added(one: Mapping[str, Coins], other: Mapping[str, Coins]) -> dict[str, Coins]:
    return {
        name: one.get(name, _NOTHING) + other.get(name, _NOTHING)
        for name in dict.fromkeys((*one, *other))
    }
