"""What a scheme gives on top: bonus when money is charged, cashback when it is spent.

Each rule's part is rounded to whole coins on its own, so that its budget is charged in whole coins.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemes.merchant import Merchant
from schemes.money import Coins, Won
from schemes.rules import ANY, BonusRule, CashbackRule, PurseKind
from schemes.scheme import Scheme
from schemes.text import Rounding

_NOTHING = Coins(0)


@dataclass(frozen=True)
class SoFar:
    """What was given before: to this person in this month, and by each rule to everybody.

    ``mine`` is the first by rule.
    """

    month: Coins = _NOTHING
    campaigns: Mapping[str, Coins] = field(default_factory=dict, hash=False)
    mine: Mapping[str, Coins] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Reward:
    """What is given: ``parts`` are (rule id, coins) above 0 in the order of the file."""

    coins: Coins
    parts: tuple[tuple[str, Coins], ...] = ()


def cashback(
    scheme: Scheme,
    merchant: Merchant,
    paid: Mapping[str, Coins],
    on: datetime.date,
    so_far: SoFar | None = None,
) -> Reward:
    """Return what comes back of ``paid`` (coins by purse), at most what was paid.

    Without ``so_far`` caps of a month and budgets count as untouched: that is the most it can be.
    """
    fitting = [rule for rule in scheme.cashbacks if rule.term.holds(on) and _fits(rule, merchant)]
    wished = [
        (rule, _share(scheme, _counted(scheme, rule, paid), rule.percent, rule.per_transaction))
        for rule in fitting
    ]
    most = sum(paid.values(), _NOTHING)
    return _granted(scheme, wished, most, on, so_far or SoFar())


def bonus(scheme: Scheme, charged: Coins, on: datetime.date, so_far: SoFar | None = None) -> Reward:
    """Return what is given on top of ``charged``, at most as much again."""
    wished = [
        (rule, _share(scheme, charged, rule.percent, rule.per_charge))
        for rule in scheme.bonuses
        if rule.term.holds(on)
    ]
    return _granted(scheme, wished, charged, on, so_far or SoFar())


def discounted(price: Won, merchant: Merchant) -> Won:
    """Return a price less what the seller itself takes off, to the won in favour of the buyer."""
    return Won(price.units * (100 - merchant.discount_percent) // 100)


def _fits(rule: CashbackRule, merchant: Merchant) -> bool:
    if not (rule.sectors or rule.markets or rule.merchants):
        return True
    in_market = bool(merchant.market) and bool({ANY, merchant.market} & set(rule.markets))
    in_sector = bool({ANY, merchant.sector} & set(rule.sectors))
    return in_market or in_sector or merchant.id in rule.merchants


def _counted(scheme: Scheme, rule: CashbackRule, paid: Mapping[str, Coins]) -> Coins:
    counted = rule.purses or tuple(p.id for p in scheme.purses if p.kind is PurseKind.GENERAL)
    return sum((paid.get(purse, _NOTHING) for purse in counted), _NOTHING)


def _share(scheme: Scheme, base: Coins, percent: int | None, cap: Coins | None) -> Coins:
    if percent is None or base <= _NOTHING:
        return _NOTHING
    up = 99 if scheme.cashback_rounding is Rounding.UP else 0
    share = Coins((base.units * percent + up) // 100)
    return share if cap is None else min(share, cap)


def _granted(
    scheme: Scheme,
    wished: Iterable[tuple[BonusRule | CashbackRule, Coins]],
    most: Coins,
    on: datetime.date,
    so_far: SoFar,
) -> Reward:
    """Cut each wish to what is left of its budget, of the person's month, and of ``most``."""
    caps = [cap.coins for cap in scheme.month_caps if cap.term.holds(on)]
    left = min([most, *(cap - so_far.month for cap in caps)])
    parts: list[tuple[str, Coins]] = []
    for rule, wish in wished:
        part = min([wish, left, *_rooms(rule, so_far)])
        if part > _NOTHING:
            parts.append((rule.id, part))
            left -= part
    return Reward(sum((coins for _, coins in parts), _NOTHING), tuple(parts))


def _rooms(rule: BonusRule | CashbackRule, so_far: SoFar) -> Iterator[Coins]:
    """What is left of the rule's own caps: the person's month, everybody's budget."""
    if rule.person_month is not None:
        yield rule.person_month - so_far.mine.get(rule.id, _NOTHING)
    if rule.budget is not None:
        yield rule.budget - so_far.campaigns.get(rule.id, _NOTHING)
