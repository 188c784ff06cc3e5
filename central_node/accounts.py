"""Double-entry accounts: coins move only by postings that sum to 0.

A resident's account keeps its balance beside the postings and cannot be overdrawn: the database
refuses. The others (a kiosk's takings, the district's losses, what was issued) are only ever added
to, so that no row of theirs is one that everybody waits for.

Statements are built once: building one costs more than SQLite takes to run it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from central_node.errors import InvariantBroken
from central_node.schema import account, intent, number_of, posting, slice_
from schemes.money import Coins

DISTRICT = 0  # the owner of the district's own accounts


class AccountKind(StrEnum):
    """Whose coins they are."""

    RESIDENT = "resident"
    TAKINGS = "takings"  # what a kiosk sold for, to be settled with its facility
    LOSS = "loss"  # what the district bears; below 0
    ISSUED = "issued"  # where coins come from; below 0 by all that was ever given


@dataclass(frozen=True)
class Standing:
    """A resident's booked balance, and what of it is set aside in slices or kept by live holds."""

    balance: Coins
    sliced: Coins
    held: Coins

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


_ACCOUNT = and_(
    account.c.kind == bindparam("kind"),
    account.c.owner == bindparam("owner"),
    account.c.scheme == bindparam("scheme"),
    account.c.purse == bindparam("purse"),
)
_NUMBER = select(account.c.number).where(_ACCOUNT)
_TOTAL = (
    select(func.coalesce(func.sum(posting.c.units), 0))
    .join(account, account.c.number == posting.c.account)
    .where(_ACCOUNT)
)
_STANDING = select(
    func.coalesce(select(account.c.units).where(_ACCOUNT).scalar_subquery(), 0),
    select(func.coalesce(func.sum(slice_.c.left), 0))
    .where(slice_.c.resident == bindparam("owner"))
    .scalar_subquery(),
    select(func.coalesce(func.sum(intent.c.from_free), 0))
    .where(intent.c.resident == bindparam("owner"), intent.c.state == "held")
    .scalar_subquery(),
)
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
_CLOSE = update(slice_).where(_THIS_SLICE).values(left=0)
_POST = insert(posting)
_KEEP = (
    update(account)
    .where(account.c.number == bindparam("of_number"))
    .values(units=account.c.units + bindparam("moved"))
)


class Accounts:
    """The accounts of one scheme's purse, inside one transaction."""

    def __init__(self, connection: Connection, scheme: str, purse: str) -> None:
        self._connection = connection
        self._names = {"scheme": scheme, "purse": purse}
        self._numbers: dict[tuple[AccountKind, int], int] = {}

    def post(self, moves: Mapping[tuple[AccountKind, int], Coins], entry: int | None) -> None:
        """Move coins between accounts, named by kind and owner; ``entry`` is None for the seed.

        Raises InvariantBroken unless the moves sum to 0.
        """
        if sum(coins.units for coins in moves.values()) != 0:
            raise InvariantBroken(f"postings of entry {entry} do not sum to 0")
        real = {key: coins.units for key, coins in sorted(moves.items()) if coins.units}
        if not real:
            return
        rows = [
            {"account": self._number(*key), "units": units, "entry": entry}
            for key, units in real.items()
        ]
        self._connection.execute(_POST, rows)
        for (kind, owner), units in real.items():  # in one order, so that locks cannot cross
            if kind is AccountKind.RESIDENT:
                moved = {"of_number": self._number(kind, owner), "moved": units}
                self._connection.execute(_KEEP, moved)

    def standing(self, resident: int) -> Standing:
        """What a resident has, and what of it is promised."""
        names = self._key(AccountKind.RESIDENT, resident)
        balance, sliced, held = self._connection.execute(_STANDING, names).one()
        return Standing(Coins(balance), Coins(sliced), Coins(held))

    def total(self, kind: AccountKind, owner: int) -> Coins:
        """The sum of an account's postings."""
        return Coins(self._connection.execute(_TOTAL, self._key(kind, owner)).scalar_one())

    def slice_of(self, cti: bytes, kiosk: int) -> SliceStanding | None:
        """A credential's slice at a kiosk; None if it is not a home of it."""
        found = self._connection.execute(_SLICE, {"of_cti": cti, "at_kiosk": kiosk}).one_or_none()
        return None if found is None else SliceStanding(Coins(found[0]), Coins(found[1]))

    def draw_slice(self, cti: bytes, kiosk: int, coins: Coins) -> None:
        """Release what booked spending took out of a slice."""
        if coins > Coins(0):
            drawn = {"of_cti": cti, "at_kiosk": kiosk, "drawn": coins.units}
            self._connection.execute(_DRAW, drawn)

    def close_slice(self, cti: bytes, kiosk: int) -> None:
        """Release all of a slice: the kiosk refuses this credential from now on."""
        self._connection.execute(_CLOSE, {"of_cti": cti, "at_kiosk": kiosk})

    def _number(self, kind: AccountKind, owner: int) -> int:
        """The account's number; it is made when first needed."""
        if (kind, owner) not in self._numbers:
            key = self._key(kind, owner)
            found = self._connection.execute(_NUMBER, key).scalar()
            if found is None:
                units = 0 if kind is AccountKind.RESIDENT else None
                row = insert(account).values(**key, units=units)
                found = number_of(self._connection.execute(row))
            self._numbers[kind, owner] = found
        return self._numbers[kind, owner]

    def _key(self, kind: AccountKind, owner: int) -> dict[str, object]:
        return {**self._names, "kind": kind.value, "owner": owner}
