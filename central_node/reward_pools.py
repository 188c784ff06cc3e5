"""What of a balance came as a reward and was not spent since: it is not its owner's to give away.

Who spends, spends that first, so that a person who pays as much as they were given can give all of
the rest. What is given back of a sale is again what had paid it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, case, func, select

from central_node.accounts import AccountKind
from central_node.known_rewards import Given
from central_node.plans import Flow
from central_node.schema import account, entry, posting, reward
from protocol.entry import EntryKind
from schemes.money import Coins
from schemes.scheme import Scheme

_NOTHING = Coins(0)
_PAYING = frozenset({EntryKind.SPEND, EntryKind.DONATE, EntryKind.REVERSE})
_UNITS = posting.c.units
_MOVED = (
    select(
        entry.c.number,
        entry.c.id,
        entry.c.kind,
        entry.c.ref,
        account.c.owner,
        func.sum(case((_UNITS < 0, 0 - _UNITS), else_=0)).label("went"),
        func.sum(case((_UNITS > 0, _UNITS), else_=0)).label("came"),
    )
    .join(posting, posting.c.entry == entry.c.number)
    .join(account, account.c.number == posting.c.account)
    .where(
        account.c.scheme == bindparam("scheme"),
        account.c.purse == bindparam("purse"),
        account.c.kind == AccountKind.RESIDENT,
        account.c.owner.in_(bindparam("residents", expanding=True)),
        entry.c.kind.in_(sorted({*_PAYING, EntryKind.TOP_UP})),
    )
    .group_by(entry.c.number, account.c.owner)
    .order_by(entry.c.number)
)
_GIVEN = (
    select(reward.c.entry, reward.c.resident, func.sum(reward.c.coins).label("coins"))
    .where(reward.c.resident.in_(bindparam("residents", expanding=True)))
    .group_by(reward.c.entry, reward.c.resident)
)


@dataclass
class Pool:
    """One resident's. ``drained`` is what each sale took of it, by the sale's id."""

    left: Coins = _NOTHING
    drained: dict[bytes, Coins] = field(default_factory=dict)

    def move(self, kind: str, id_: bytes, went: Coins, came: Coins, given: Coins) -> None:
        """An entry has moved coins of the account: ``given`` of them are rewards, below 0 taken
        back. ``id_`` is the sale's, also where it is reversed."""
        if kind in _PAYING:
            self._pay(id_, went - max(_NOTHING - given, _NOTHING))
            self._refund(id_, came - max(given, _NOTHING))
        if kind in _PAYING or kind == EntryKind.TOP_UP:
            self.left = max(self.left + given, _NOTHING)

    def _pay(self, id_: bytes, coins: Coins) -> None:
        drained = min(self.left, coins)
        self.left -= drained
        self.drained[id_] = self.drained.get(id_, _NOTHING) + drained

    def _refund(self, id_: bytes, coins: Coins) -> None:
        back = min(coins, self.drained.get(id_, _NOTHING))
        self.left += back
        self.drained[id_] = self.drained.get(id_, _NOTHING) - back


@dataclass
class Pools:
    """Of some residents; moves on as entries are decided."""

    each: defaultdict[int, Pool] = field(default_factory=lambda: defaultdict(Pool))

    def load(self, connection: Connection, residents: Collection[int], scheme: Scheme) -> None:
        """Read what these residents were given and paid, in the order in which it was booked."""
        if not residents:
            return
        names = {"scheme": scheme.id, "purse": scheme.general.id}
        asked = {"residents": sorted(residents)}
        given = {
            (row.entry, row.resident): Coins(row.coins) for row in connection.execute(_GIVEN, asked)
        }
        self.each.update({resident: Pool() for resident in residents})
        for row in connection.execute(_MOVED, {**names, **asked}):
            id_ = row.ref if row.kind == EntryKind.REVERSE else row.id
            rewards = given.get((row.number, row.owner), _NOTHING)
            self.each[row.owner].move(row.kind, id_, Coins(row.went), Coins(row.came), rewards)

    def move(
        self, kind: str, id_: bytes, flows: Iterable[Flow], given: Iterable[Given], purse: str
    ) -> None:
        """An entry was decided; ``purse`` is the first one."""
        ours = [flow for flow in flows if flow.purse == purse]
        rewards = list(given)
        for resident, pool in self.each.items():
            mine = (AccountKind.RESIDENT, resident)
            went = sum((flow.coins for flow in ours if flow.source == mine), _NOTHING)
            came = sum((flow.coins for flow in ours if flow.target == mine), _NOTHING)
            got = sum((one.coins for one in rewards if one.resident == resident), _NOTHING)
            pool.move(kind, id_, went, came, got)

    def transferable(self, resident: int, free: Coins) -> Coins:
        """What of a free balance its owner may give away."""
        return max(free - self.each[resident].left, _NOTHING)
