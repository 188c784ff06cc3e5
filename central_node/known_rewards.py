"""What was given back so far, and what live holds have promised to give: for caps and budgets.

Asked only where the scheme gives anything back.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, insert, literal, select, update

from central_node.days import month_start
from central_node.ids import State
from central_node.schema import campaign, intent, reward
from schemes.incentives import SoFar
from schemes.money import Coins
from schemes.scheme import Scheme

_NOTHING = Coins(0)
_GIVEN = select(reward.c.rule, reward.c.resident, reward.c.time, reward.c.coins).where(
    reward.c.resident.in_(bindparam("residents", expanding=True)),
    reward.c.time >= bindparam("since"),
)
_PROMISED = select(intent.c.id, intent.c.resident, intent.c.scanned, intent.c.rewards).where(
    intent.c.state == literal(State.HELD, literal_execute=True),  # as its index has it
    intent.c.rewards.is_not(None),
)
_CAMPAIGNS = select(campaign)
_HAS = select(func.count()).select_from(campaign).where(campaign.c.rule == bindparam("of_rule"))
_CHANGE = (
    update(campaign)
    .where(campaign.c.rule == bindparam("of_rule"))
    .values(given=campaign.c.given + bindparam("more"))
)


@dataclass(frozen=True)
class Given:
    """Coins that a rule gives one resident for an entry; below 0: takes back of it.

    ``time`` is that of the sale, in epoch seconds: its month's cap counts it.
    """

    rule: str
    resident: int
    time: int
    coins: Coins


@dataclass(frozen=True)
class Promise:
    """What a live hold keeps for its resident."""

    resident: int
    time: int
    parts: Mapping[str, Coins] = field(hash=False)


@dataclass
class Rewards:
    """Moves on as entries are decided. ``changed`` is by rule, to be written."""

    given: list[Given] = field(default_factory=list)
    campaigns: defaultdict[str, Coins] = field(default_factory=lambda: defaultdict(_nothing))
    promises: dict[bytes, Promise] = field(default_factory=dict)
    changed: defaultdict[str, Coins] = field(default_factory=lambda: defaultdict(_nothing))

    def load(
        self, connection: Connection, residents: Collection[int], since: int, scheme: Scheme
    ) -> None:
        """Read what these residents got from the month of ``since`` on, and what all rules gave."""
        asked = {"residents": sorted(residents), "since": month_start(scheme, since)}
        for rule, resident, time, coins in connection.execute(_GIVEN, asked):
            self.given.append(Given(rule, resident, time, Coins(coins)))
        for rule, coins in connection.execute(_CAMPAIGNS):
            self.campaigns[rule] = Coins(coins)
        for id_, resident, scanned, parts in connection.execute(_PROMISED):
            self.promises[id_] = Promise(resident, scanned, read_parts(parts))

    def so_far(self, scheme: Scheme, resident: int, time: int, but_id: bytes) -> SoFar:
        """All that was given and promised, but for what is promised to one id."""
        promised = [one for id_, one in self.promises.items() if id_ != but_id]
        mine = self._mine(promised, scheme, resident, month_start(scheme, time))
        campaigns = dict(self.campaigns)
        for one in promised:
            for rule, coins in one.parts.items():
                campaigns[rule] = campaigns.get(rule, _NOTHING) + coins
        return SoFar(sum(mine.values(), _NOTHING), campaigns, mine)

    def _mine(
        self, promised: Iterable[Promise], scheme: Scheme, resident: int, start: int
    ) -> dict[str, Coins]:
        """What each rule gave or promised one resident in the month that begins at ``start``."""
        parts = [(one.resident, one.time, one.rule, one.coins) for one in self.given]
        for one in promised:
            parts += [(one.resident, one.time, rule, coins) for rule, coins in one.parts.items()]
        mine: defaultdict[str, Coins] = defaultdict(_nothing)
        for whose, at, rule, coins in parts:
            if whose == resident and month_start(scheme, at) == start:
                mine[rule] += coins
        return dict(mine)

    def give(self, given: Iterable[Given]) -> None:
        """An entry gives these, or takes them back."""
        for one in given:
            self.given.append(one)
            self.campaigns[one.rule] += one.coins
            self.changed[one.rule] += one.coins

    def end(self, id_: bytes) -> None:
        """An id has ended: what was promised under it is no more."""
        self.promises.pop(id_, None)

    def write(self, connection: Connection) -> None:
        """Write what rules gave in all."""
        for rule, coins in sorted(self.changed.items()):
            if not connection.execute(_HAS, {"of_rule": rule}).scalar_one():
                connection.execute(insert(campaign).values(rule=rule, given=0))
            connection.execute(_CHANGE, {"of_rule": rule, "more": coins.units})


def read_parts(text: str) -> dict[str, Coins]:
    """Coins by a name, from a column."""
    return {name: Coins(units) for name, units in json.loads(text).items()}


def write_parts(parts: Mapping[str, Coins]) -> str | None:
    """The same for a column; None for nothing."""
    return json.dumps({name: coins.units for name, coins in parts.items()}) if parts else None


def _nothing() -> Coins:
    return _NOTHING
