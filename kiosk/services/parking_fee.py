"""What parking costs: pure rules of one car park over minutes, days, discounts and late leaving.

The parking system quotes, and the kiosk reckons for itself from the same entry time: a quote that
differs is refused. In the field a machine once asked for 40,000 won where 20,000 were due.

1. Whoever leaves within the free minutes pays nothing. After them the whole stay counts.
2. The first minutes cost the base, every further step that was begun the price of a step, and 24
   hours from the entry on never more than the day's maximum; then the next 24 hours begin.
3. Of the discounts that somebody is entitled to, the one counts that leaves least to pay. Several
   count together only where the rules say so, one after the other. What is left is rounded down.
4. Whoever has paid may leave for some minutes. After them the whole stay is reckoned again, and
   what was paid is taken off.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from schemes.money import Won

DAY_MIN: Final = 24 * 60


@dataclass(frozen=True)
class Discount:
    """``percent`` off what is left after ``free_min`` minutes for nothing.

    ``kinds``: of cars that have it by themselves. ``classes``: price classes of a resident's code
    that entitle to it. ``not_for``: kinds of cars that never have it.
    """

    id: str
    percent: int = 0
    free_min: int = 0
    kinds: frozenset[str] = frozenset()
    classes: frozenset[int] = frozenset()
    not_for: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FeeRules:
    """The figures of one car park, in minutes and won; ``together``: discounts that may add up."""

    free_min: int
    base_min: int
    base: Won
    step_min: int
    step: Won
    day_most: Won
    round_to: Won
    leave_min: int
    discounts: tuple[Discount, ...] = ()
    together: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Fee:
    """``full`` before any discount, ``won`` after those in ``applied``."""

    full: Won
    won: Won
    applied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stay:
    """What is known of a car: epoch seconds, its kind, the rights by its record.

    ``paid`` so far, and until when it may leave for that; None where nothing was paid.
    """

    entered_s: int
    at_s: int
    kind: str
    rights: frozenset[str] = frozenset()
    paid: Won = Won(0)
    paid_until_s: int | None = None

    @property
    def minutes(self) -> int:
        """Whole minutes: one that was begun costs nothing."""
        return max(0, self.at_s - self.entered_s) // 60


def rules_of(table: Mapping[str, Any]) -> FeeRules:
    """Return the rules in a facility file's table of a car park, as TOML or its section has it.

    Whoever plays the parking system must reckon by the same.
    """
    discounts = tuple(map(_discount_of, table.get("discount", ())))
    return FeeRules(
        table["free_min"],
        table["base_min"],
        Won(table["base_won"]),
        table["step_min"],
        Won(table["step_won"]),
        Won(table["day_most_won"]),
        Won(table.get("round_won", 1)),
        table["leave_min"],
        discounts,
        tuple(map(frozenset, table.get("together", ()))),
    )


def _discount_of(table: Mapping[str, Any]) -> Discount:
    return Discount(
        table["id"],
        table.get("percent", 0),
        table.get("free_min", 0),
        frozenset(table.get("cars", ())),
        frozenset(table.get("classes", ())),
        frozenset(table.get("not_for", ())),
    )


def full_fee(rules: FeeRules, minutes: int) -> Won:
    """Return what so many minutes cost without any discount."""
    if minutes <= rules.free_min:
        return Won(0)
    days, rest = divmod(minutes, DAY_MIN)
    return _within_a_day(rules, DAY_MIN) * days + _within_a_day(rules, rest)


def day_fee(rules: FeeRules) -> Won:
    """Return what 24 hours cost, the most that any day does."""
    return _within_a_day(rules, DAY_MIN)


def entitled(rules: FeeRules, kind: str, rights: Collection[str]) -> frozenset[str]:
    """Return the discounts that a car of this kind with these rights may have."""
    return frozenset(
        one.id
        for one in rules.discounts
        if (one.id in rights or kind in one.kinds) and kind not in one.not_for
    )


def rights_of(rules: FeeRules, classes: Collection[int]) -> frozenset[str]:
    """Return the rights that the price classes of a code give."""
    return frozenset(one.id for one in rules.discounts if one.classes & set(classes))


def fee(rules: FeeRules, stay: Stay) -> Fee:
    """Return what the whole stay costs, with the discounts that leave least to pay."""
    full = full_fee(rules, stay.minutes)
    best = Fee(full, full)
    for chosen in _allowed(rules, entitled(rules, stay.kind, stay.rights)):
        won = _reduced(rules, stay.minutes, chosen)
        if won < best.won:
            best = Fee(full, won, tuple(one.id for one in chosen))
    return best


def due(rules: FeeRules, stay: Stay) -> Won:
    """Return what is to be paid now: nothing while the time to leave runs."""
    if stay.paid_until_s is not None and stay.at_s <= stay.paid_until_s:
        return Won(0)
    return max(Won(0), fee(rules, stay).won - stay.paid)


def leave_by_s(rules: FeeRules, paid_s: int) -> int:
    """Return until when somebody may leave who paid at ``paid_s``, epoch seconds."""
    return paid_s + rules.leave_min * 60


def _within_a_day(rules: FeeRules, minutes: int) -> Won:
    if minutes == 0:
        return Won(0)
    steps = -(-max(0, minutes - rules.base_min) // rules.step_min)
    return min(rules.day_most, rules.base + rules.step * steps)


def _allowed(rules: FeeRules, ids: frozenset[str]) -> Iterator[tuple[Discount, ...]]:
    """Yield what may count at once, in the order of the rules: one, or several of a group."""
    mine = [one for one in rules.discounts if one.id in ids]
    for size in range(1, len(mine) + 1):
        for chosen in combinations(mine, size):
            names = {one.id for one in chosen}
            if size == 1 or any(names <= group for group in rules.together):
                yield chosen


def _reduced(rules: FeeRules, minutes: int, chosen: Collection[Discount]) -> Won:
    left = full_fee(rules, max(0, minutes - sum(one.free_min for one in chosen))).units
    for one in chosen:
        left = left * (100 - one.percent) // 100
    return Won(left - left % rules.round_to.units)
