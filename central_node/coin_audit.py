"""Where do coins come from, and what went back? Invariants 1, 13 and 20 over the whole books.

Coins are made by the seed, by earnings and by rewards, and each of the last two has its row that
says why; taking a reward back ends coins. Whoever invents a posting has to invent that row as well.
What is charged or converted comes out of accounts of its own, in `money_audit`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from sqlalchemy import Connection, and_, func, or_, select

from central_node.accounts import PAID, AccountKind
from central_node.days import month_start
from central_node.district import District
from central_node.schema import account, campaign, claim, entry, posting, reward
from protocol.entry import EntryKind
from protocol.receipt import Outcome
from schemes.money import Coins
from schemes.rules import BonusRule, CashbackRule
from schemes.scheme import Scheme

Rule: TypeAlias = BonusRule | CashbackRule
_MADE_BY = (EntryKind.EARN, EntryKind.SPEND, EntryKind.TOP_UP, EntryKind.REVERSE)


def _coins_have_a_reason(connection: Connection, _: District) -> Iterator[str]:
    """1, 20: what an entry makes or ends is what its claims and rewards say."""
    made = (
        select(posting.c.entry, func.sum(posting.c.units).label("units"))
        .join(account, account.c.number == posting.c.account)
        .where(account.c.kind == AccountKind.ISSUED, posting.c.entry.is_not(None))
        .group_by(posting.c.entry)
        .subquery()
    )
    told = (
        select(claim.c.entry, claim.c.coins)
        .union_all(select(reward.c.entry, reward.c.coins))
        .subquery()
    )
    reasons = (
        select(told.c.entry, func.sum(told.c.coins).label("coins"))
        .group_by(told.c.entry)
        .subquery()
    )
    units, coins = func.coalesce(made.c.units, 0), func.coalesce(reasons.c.coins, 0)
    found = (
        select(entry.c.number, units.label("units"), coins.label("coins"))
        .outerjoin(made, made.c.entry == entry.c.number)
        .outerjoin(reasons, reasons.c.entry == entry.c.number)
        .where(
            or_(
                units + coins != 0,
                and_(made.c.entry.is_not(None), entry.c.kind.not_in(_MADE_BY)),
            )
        )
    )
    for row in connection.execute(found):
        yield f"1: entry {row.number} makes {-row.units} coins, and has a reason for {row.coins}."


def _claims_are_of_earnings(connection: Connection, _: District) -> Iterator[str]:
    """20: what was earned was booked: an earning that was not makes no coins."""
    booked = or_(entry.c.outcome == Outcome.BOOKED, entry.c.bearer.is_not(None))
    found = (
        select(entry.c.number)
        .join(claim, claim.c.entry == entry.c.number)
        .where(or_(entry.c.kind != EntryKind.EARN, ~booked))
        .group_by(entry.c.number)
    )
    for number in connection.execute(found).scalars():
        yield f"20: entry {number} gives coins for what was not booked as earned."


def _campaigns_are_sums(connection: Connection, _: District) -> Iterator[str]:
    """1: what a rule gave in all is the sum of what it gave."""
    given = select(reward.c.rule, func.sum(reward.c.coins).label("coins")).group_by(reward.c.rule)
    sums = given.subquery()
    found = select(campaign.c.rule).outerjoin(sums, sums.c.rule == campaign.c.rule)
    wrong = found.where(campaign.c.given != func.coalesce(sums.c.coins, 0))
    for rule in connection.execute(wrong).scalars():
        yield f"1: the rule {rule} is kept at another sum than it gave."


def _months_stay_below_caps(connection: Connection, district: District) -> Iterator[str]:
    """20: what a rule gave one person in a calendar month is at most what its versions allow."""
    caps = _person_caps(district.schemes.values())
    asked = select(reward.c.rule, reward.c.resident, reward.c.time, reward.c.coins)
    sums: defaultdict[tuple[str, int, int], int] = defaultdict(int)
    for row in connection.execute(asked.where(reward.c.rule.in_(sorted(caps)))):
        sums[row.rule, row.resident, month_start(district.scheme, row.time)] += row.coins
    for (rule, resident, _), coins in sums.items():
        if coins > caps[rule]:
            yield f"20: the rule {rule} gave resident {resident} {coins} coins in a month."


def _budgets_hold(connection: Connection, district: District) -> Iterator[str]:
    """20: what a rule gave in all is at most the largest budget that its versions have."""
    budgets = _largest(district.schemes.values(), lambda rule: rule.budget)
    for row in connection.execute(select(campaign)):
        if row.given > budgets.get(row.rule, row.given):
            yield f"20: the rule {row.rule} gave {row.given} coins, more than its budget."


def _person_caps(schemes: Iterable[Scheme]) -> dict[str, int]:
    """The most that a rule may give one person in a month."""
    return _largest(schemes, lambda rule: rule.person_month)


def _largest(schemes: Iterable[Scheme], cap: Callable[[Rule], Coins | None]) -> dict[str, int]:
    """The largest cap of each rule; of a rule without one in some version none."""
    caps: dict[str, int] = {}
    free: set[str] = set()
    for scheme in schemes:
        rules: list[Rule] = [*scheme.bonuses, *scheme.cashbacks]
        for rule in rules:
            most = cap(rule)
            if most is None:
                free.add(rule.id)
            else:
                caps[rule.id] = max(caps.get(rule.id, 0), most.units)
    return {rule: coins for rule, coins in caps.items() if rule not in free}


def _reversals_stay_below(connection: Connection, _: District) -> Iterator[str]:
    """13: reversals of an entry never sum to more than it, in no purse, and are its own kiosk's."""
    of = select(entry.c.number, entry.c.id.label("of")).where(
        entry.c.kind.in_((EntryKind.SPEND, EntryKind.DONATE))
    )
    reversals = select(entry.c.number, entry.c.ref.label("of")).where(
        entry.c.kind == EntryKind.REVERSE
    )
    parts = of.union_all(reversals).subquery()
    sums = (
        select(parts.c.of, account.c.purse, func.sum(posting.c.units).label("left"))
        .join(posting, posting.c.entry == parts.c.number)
        .join(account, account.c.number == posting.c.account)
        .where(account.c.kind.in_(PAID))
        .group_by(parts.c.of, account.c.purse, account.c.number)
        .having(func.sum(posting.c.units) < 0)
    )
    for row in connection.execute(sums):
        yield f"13: {-row.left} coins more were given back for id {row.of.hex()} than it took."


COIN_CHECKS = (
    _coins_have_a_reason,
    _claims_are_of_earnings,
    _campaigns_are_sums,
    _months_stay_below_caps,
    _budgets_hold,
    _reversals_stay_below,
)
