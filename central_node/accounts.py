"""Double-entry accounts: coins move only by postings that sum to 0.

A resident's account keeps its balance beside the postings and cannot be overdrawn: the database
refuses. The others (a kiosk's takings, the district's losses, what was issued) are only ever added
to, so that no row of theirs is one that everybody waits for.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select, update

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


class Accounts:
    """The accounts of one scheme's purse, inside one transaction."""

    def __init__(self, connection: Connection, scheme: str, purse: str) -> None:
        self._connection = connection
        self._scheme = scheme
        self._purse = purse

    def post(self, moves: Mapping[tuple[AccountKind, int], Coins], entry: int | None) -> None:
        """Move coins between accounts, named by kind and owner; ``entry`` is None for the seed.

        Raises InvariantBroken unless the moves sum to 0.
        """
        if sum((coins.units for coins in moves.values()), 0) != 0:
            raise InvariantBroken(f"postings of entry {entry} do not sum to 0")
        real = {key: coins for key, coins in moves.items() if coins != Coins(0)}
        for (kind, owner), coins in sorted(real.items()):  # one order, so that locks cannot cross
            number = self._number(kind, owner)
            row = {"account": number, "units": coins.units, "entry": entry}
            self._connection.execute(insert(posting).values(row))
            kept = update(account).where(account.c.number == number, account.c.units.is_not(None))
            self._connection.execute(kept.values(units=account.c.units + coins.units))

    def balance(self, resident: int) -> Coins:
        """All booked coins of a resident, those set aside or held included."""
        found = select(account.c.units).where(
            account.c.kind == AccountKind.RESIDENT,
            account.c.owner == resident,
            account.c.scheme == self._scheme,
            account.c.purse == self._purse,
        )
        return Coins(self._connection.execute(found).scalar() or 0)

    def total(self, kind: AccountKind, owner: int) -> Coins:
        """The sum of an account's postings."""
        found = (
            select(func.coalesce(func.sum(posting.c.units), 0))
            .join(account, account.c.number == posting.c.account)
            .where(
                account.c.kind == kind,
                account.c.owner == owner,
                account.c.scheme == self._scheme,
                account.c.purse == self._purse,
            )
        )
        return Coins(self._connection.execute(found).scalar_one())

    def free(self, resident: int) -> Coins:
        """The balance less live slices and holds: what any kiosk may take."""
        return self.balance(resident) - self.sliced(resident) - self.held(resident)

    def sliced(self, resident: int) -> Coins:
        """What is set aside for this resident's home kiosks."""
        total = select(func.coalesce(func.sum(slice_.c.left), 0))
        found = total.where(slice_.c.resident == resident)
        return Coins(self._connection.execute(found).scalar_one())

    def held(self, resident: int) -> Coins:
        """What live holds keep of the free balance."""
        total = select(func.coalesce(func.sum(intent.c.from_free), 0))
        found = total.where(intent.c.resident == resident, intent.c.state == "held")
        return Coins(self._connection.execute(found).scalar_one())

    def slice_left(self, cti: bytes, kiosk: int) -> Coins | None:
        """What booked spending has left of a slice; None if this kiosk is not a home of it."""
        found = select(slice_.c.left).where(slice_.c.cti == cti, slice_.c.kiosk == kiosk)
        left = self._connection.execute(found).scalar()
        return None if left is None else Coins(left)

    def slice_open(self, cti: bytes, kiosk: int) -> Coins:
        """What a new hold may take of a slice: what is left, less what live holds count on."""
        left = self.slice_left(cti, kiosk)
        if left is None:
            return Coins(0)
        total = select(func.coalesce(func.sum(intent.c.from_slice), 0)).where(
            intent.c.cti == cti, intent.c.kiosk == kiosk, intent.c.state == "held"
        )
        claimed = Coins(self._connection.execute(total).scalar_one())
        return max(Coins(0), left - claimed)

    def draw_slice(self, cti: bytes, kiosk: int, coins: Coins) -> None:
        """Release what booked spending took out of a slice."""
        if coins > Coins(0):
            row = update(slice_).where(slice_.c.cti == cti, slice_.c.kiosk == kiosk)
            self._connection.execute(row.values(left=slice_.c.left - coins.units))

    def close_slice(self, cti: bytes, kiosk: int) -> None:
        """Release all of a slice: the kiosk refuses this credential from now on."""
        row = update(slice_).where(slice_.c.cti == cti, slice_.c.kiosk == kiosk)
        self._connection.execute(row.values(left=0))

    def _number(self, kind: AccountKind, owner: int) -> int:
        key = {"kind": kind.value, "owner": owner, "scheme": self._scheme, "purse": self._purse}
        found = select(account.c.number).where(*(account.c[name] == key[name] for name in key))
        number = self._connection.execute(found).scalar()
        if number is None:
            units = 0 if kind is AccountKind.RESIDENT else None
            row = insert(account).values(**key, units=units)
            return number_of(self._connection.execute(row))
        return int(number)
