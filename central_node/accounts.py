"""Double-entry accounts: coins move only by postings that sum to 0.

Each purse of a scheme has accounts of its own. The scheme's first purse is the one that slices,
stand-in sales, earnings and rewards are about; the others are spent with the node's word alone.

A resident's account keeps its balance beside the postings and cannot be overdrawn: the database
refuses. The others (a kiosk's takings, the district's losses, what was issued) are only ever added
to, so that no row of theirs is one that everybody waits for.

Everything is read and written for many at once: a statement costs more than the row it is about.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from central_node.errors import InvariantBroken
from central_node.schema import account, intent, number_of, posting, resident, slice_
from schemes.money import Coins

DISTRICT = 0  # the owner of the district's own accounts
_NOTHING = Coins(0)


class AccountKind(StrEnum):
    """Whose coins they are."""

    RESIDENT = "resident"
    TAKINGS = "takings"  # what a kiosk sold for, to be settled with its facility
    DONATED = "donated"  # what was given away at a kiosk, to be handed on by its facility
    LOSS = "loss"  # what the district bears; below 0
    ISSUED = "issued"  # where coins come from; below 0 by all that was ever given
    CHARGED = "charged"  # paid for at a kiosk by other money, which its facility owes; below 0
    CONVERTED = "converted"  # the same of a partner's points


Owner: TypeAlias = tuple[AccountKind, int]  # an account by its kind and its owner's number
_Key: TypeAlias = tuple[str, AccountKind, int]  # the same with the purse
PAID = (AccountKind.TAKINGS, AccountKind.DONATED)  # where coins go that somebody spent here


@dataclass(frozen=True)
class Move:
    """Coins that go from one account to another; ``entry`` is None for the seed.

    ``purse`` is empty for the scheme's first.
    """

    source: Owner
    target: Owner
    coins: Coins
    entry: int | None
    purse: str = ""


@dataclass(frozen=True)
class Standing:
    """A resident's booked balance, and what of it is set aside in slices or kept by live holds.

    ``others`` is what further purses have free, by purse.
    """

    balance: Coins
    sliced: Coins
    held: Coins
    others: Mapping[str, Coins] = field(default_factory=dict, hash=False)

    @property
    def free(self) -> Coins:
        """What any kiosk may take."""
        return self.balance - self.sliced - self.held


@dataclass(frozen=True)
class SliceStanding:
    """What booked spending has left of a slice, and what live holds count on of that."""

    left: Coins
    claimed: Coins

    @property
    def open(self) -> Coins:
        """What a new hold may take."""
        return max(Coins(0), self.left - self.claimed)


_OURS = and_(account.c.scheme == bindparam("scheme"), account.c.purse == bindparam("purse"))
_NUMBERS = select(account.c.number, account.c.kind, account.c.owner).where(
    _OURS,
    account.c.kind == bindparam("kind"),
    account.c.owner.in_(bindparam("owners", expanding=True)),
)
_TOTAL = (
    select(func.coalesce(func.sum(posting.c.units), 0))
    .join(account, account.c.number == posting.c.account)
    .where(
        account.c.scheme == bindparam("scheme"),
        account.c.kind == bindparam("kind"),
        account.c.owner == bindparam("owner"),
    )
)
_OTHERS = select(account.c.owner, account.c.purse, account.c.units).where(
    account.c.scheme == bindparam("scheme"),
    account.c.purse.in_(bindparam("others", expanding=True)),
    account.c.kind == AccountKind.RESIDENT,
    account.c.owner.in_(bindparam("residents", expanding=True)),
)
_HELD_PARTS = select(intent.c.resident, intent.c.parts).where(
    intent.c.resident.in_(bindparam("residents", expanding=True)),
    intent.c.state == "held",
    intent.c.parts.is_not(None),
)
_STANDINGS = select(
    resident.c.number,
    select(account.c.units)
    .where(_OURS, account.c.kind == AccountKind.RESIDENT, account.c.owner == resident.c.number)
    .scalar_subquery(),
    select(func.sum(slice_.c.left)).where(slice_.c.resident == resident.c.number).scalar_subquery(),
    select(func.sum(intent.c.from_free))
    .where(intent.c.resident == resident.c.number, intent.c.state == "held")
    .scalar_subquery(),
).where(resident.c.number.in_(bindparam("residents", expanding=True)))
_THIS_SLICE = and_(slice_.c.cti == bindparam("of_cti"), slice_.c.kiosk == bindparam("at_kiosk"))
_SLICE = select(
    slice_.c.left,
    select(func.coalesce(func.sum(intent.c.from_slice), 0))
    .where(
        intent.c.cti == bindparam("of_cti"),
        intent.c.kiosk == bindparam("at_kiosk"),
        intent.c.state == "held",
    )
    .scalar_subquery(),
).where(_THIS_SLICE)
_DRAW = update(slice_).where(_THIS_SLICE).values(left=slice_.c.left - bindparam("drawn"))
_CLOSE = (
    update(slice_).where(_THIS_SLICE).values(left=0, released=slice_.c.left, closed=bindparam("at"))
)
_POST = insert(posting)
_KEEP = (
    update(account)
    .where(account.c.number == bindparam("of_number"))
    .values(units=account.c.units + bindparam("moved"))
)


class Accounts:
    """The accounts of one scheme, inside one transaction: its first purse and the others."""

    def __init__(
        self, connection: Connection, scheme: str, purse: str, others: Sequence[str] = ()
    ) -> None:
        self._connection = connection
        self._names = {"scheme": scheme, "purse": purse}
        self._others = tuple(others)

    def post(self, moves: Sequence[Move]) -> None:
        """Write each move as two postings that sum to 0, and the balances that are kept.

        Raises InvariantBroken for a move of nothing or less. Kept balances change in the order of
        their accounts, so that two transactions can never wait for each other.
        """
        if any(move.coins <= Coins(0) for move in moves):
            raise InvariantBroken("a move of nothing, or backwards")
        if not moves:
            return
        numbers = self._numbers({key for move in moves for key, _ in self._sides(move)})
        rows: list[dict[str, object]] = []
        kept: defaultdict[int, int] = defaultdict(int)
        for move in moves:
            for key, units in self._sides(move):
                rows.append({"account": numbers[key], "units": units, "entry": move.entry})
                if key[1] is AccountKind.RESIDENT:
                    kept[numbers[key]] += units
        self._connection.execute(_POST, rows)
        changed = [{"of_number": number, "moved": kept[number]} for number in sorted(kept)]
        if changed:
            self._connection.execute(_KEEP, changed)

    def standing(self, number: int) -> Standing:
        """What a resident has, and what of it is promised."""
        return self.standings((number,))[number]

    def standings(self, numbers: Collection[int]) -> dict[int, Standing]:
        """The same of several, by their numbers."""
        if not numbers:
            return {}
        asked = {**self._names, "residents": sorted(numbers)}
        others = self._free_others(sorted(numbers)) if self._others else {}
        return {
            number: Standing(
                Coins(balance or 0), Coins(sliced or 0), Coins(held or 0), others.get(number, {})
            )
            for number, balance, sliced, held in self._connection.execute(_STANDINGS, asked)
        }

    def purses(self, number: int) -> dict[str, Coins]:
        """What a resident has booked in further purses."""
        return self._booked_others([number]).get(number, {}) if self._others else {}

    def total(self, kind: AccountKind, owner: int) -> Coins:
        """The sum of an account's postings over all purses."""
        names = {"scheme": self._names["scheme"], "kind": kind, "owner": owner}
        return Coins(self._connection.execute(_TOTAL, names).scalar_one())

    def _booked_others(self, residents: Sequence[int]) -> dict[int, dict[str, Coins]]:
        asked = {"scheme": self._names["scheme"], "others": self._others, "residents": residents}
        found: dict[int, dict[str, Coins]] = {}
        for owner, purse, units in self._connection.execute(_OTHERS, asked):
            found.setdefault(owner, {})[purse] = Coins(units)
        return found

    def _free_others(self, residents: Sequence[int]) -> dict[int, dict[str, Coins]]:
        """Booked balances of further purses, less what live holds keep of them."""
        found = self._booked_others(residents)
        for number, parts in self._connection.execute(_HELD_PARTS, {"residents": residents}):
            for purse, units in json.loads(parts).items():
                if purse in self._others:
                    mine = found.setdefault(number, {})
                    mine[purse] = mine.get(purse, _NOTHING) - Coins(units)
        return found

    def slice_of(self, cti: bytes, kiosk: int) -> SliceStanding | None:
        """A credential's slice at a kiosk; None if it is not a home of it."""
        found = self._connection.execute(_SLICE, {"of_cti": cti, "at_kiosk": kiosk}).one_or_none()
        return None if found is None else SliceStanding(Coins(found[0]), Coins(found[1]))

    def draw_slices(self, kiosk: int, drawn: Iterable[tuple[bytes, Coins]]) -> None:
        """Release what was taken out of slices at a kiosk, by their credentials' ctis."""
        rows = [
            {"of_cti": cti, "at_kiosk": kiosk, "drawn": coins.units} for cti, coins in sorted(drawn)
        ]
        if rows:
            self._connection.execute(_DRAW, rows)

    def close_slices(self, kiosk: int, ctis: Iterable[bytes], now: int) -> None:
        """Give back what is left of slices that the kiosk will never touch again."""
        rows = [{"of_cti": cti, "at_kiosk": kiosk, "at": now} for cti in sorted(ctis)]
        if rows:
            self._connection.execute(_CLOSE, rows)

    def _sides(self, move: Move) -> tuple[tuple[_Key, int], tuple[_Key, int]]:
        purse, units = move.purse or self._names["purse"], move.coins.units
        return ((purse, *move.source), -units), ((purse, *move.target), units)

    def _numbers(self, keys: Collection[_Key]) -> dict[_Key, int]:
        """The accounts' numbers; an account is made when first needed."""
        found: dict[_Key, int] = {}
        for purse, kind in sorted({key[:2] for key in keys}):
            wanted = sorted(owner for its, of, owner in keys if (its, of) == (purse, kind))
            names = {**self._names, "purse": purse, "kind": kind, "owners": wanted}
            rows = self._connection.execute(_NUMBERS, names)
            found.update({(purse, kind, row.owner): row.number for row in rows})
        for key in sorted(set(keys) - set(found)):
            found[key] = self._make(key)
        return found

    def _make(self, key: _Key) -> int:
        purse, kind, owner = key
        units = 0 if kind is AccountKind.RESIDENT else None
        row = {**self._names, "purse": purse, "kind": kind, "owner": owner, "units": units}
        return number_of(self._connection.execute(insert(account).values(row)))
