"""What a storm will do, from its seed alone: who buys what, and when the power goes. Pure.

The same seed plans the same storm. It does not run the same: how far a child has come after so many
milliseconds is the machine's to say, and so is which code the next child is shown again.
"""

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

VISITS: Final = 5
"""Of one child. The power goes during the first few; with the rest it does not idle."""

TOLD_WEIGHTS: Final = (1, 4, 3, 2)
"""How often the delay begins at the fork, the opened ledger, the first sale shown, the second."""

LONGEST_MS: Final = 30.0
"""Longest delay after a sign of life: some two sales on a machine of two cores."""

AT_A_POINT: Final = 0.3
"""Share of the children that meet their end at a named point instead of after a delay."""

SPELL: Final = 50
"""Children in a row that have the same line to the node: near, or away for all of them."""

AWAY_SPELLS: Final = 4
"""Every so many spells the node is away for a whole one."""


class Method(StrEnum):
    """Steps of a visit and of the sync, before or after which the power may go."""

    OPEN = "open"
    READ_CODE = "read_code"
    BEGIN = "begin"
    CLAIM = "claim"
    TAKE = "take"
    ASK = "ask"
    ACCEPT = "accept"
    STAND_IN = "stand_in"
    COMMIT = "commit"
    VOID = "void"
    PRINT = "print"
    FULFILLED = "fulfilled"
    STORE_RECEIPTS = "store_receipts"


STATEMENTS: Final = (
    "BEGIN IMMEDIATE",
    "INSERT INTO intents",
    "INSERT INTO entries",
    "INSERT INTO evidence",
    "INSERT INTO receipts",
    "UPDATE head",
    "COMMIT",
)
"""What the ledger says to SQLite; the power may go as one of them begins."""


@dataclass(frozen=True)
class AfterDelay:
    """The power goes ``ms`` after the child's sign of life number ``told`` (0: the fork)."""

    told: int
    ms: float


@dataclass(frozen=True)
class AtStep:
    """The power goes before a step, or after it has done its work, the ``nth`` time (from 1)."""

    method: Method
    worked: bool
    nth: int


@dataclass(frozen=True)
class AtStatement:
    """The power goes as the ``nth`` statement (from 1) that starts with these words begins."""

    words: str
    nth: int


Cut = AfterDelay | AtStep | AtStatement


class Mind(StrEnum):
    """What the person does at the confirm screen."""

    AGREES = "agrees"
    CHANGES = "changes"  # goes back for one more, and agrees to that
    LEAVES = "leaves"


class Wish(StrEnum):
    """What the person has come for."""

    MEAL = "meal"
    EARN = "earn"  # for what a machine counts
    PAIR = "pair"  # earned and spent in one agreement
    BACK = "back"  # a ticket of today is taken back


WISHES: Final = {Wish.MEAL: 50, Wish.EARN: 12, Wish.PAIR: 23, Wish.BACK: 15}
"""Of a hundred visits."""


@dataclass(frozen=True)
class Visit:
    """One person, by number, at the machine. ``answered``: the node's answer arrives.

    ``counts``: under which sequence numbers the machine beside tells what they bring, one after
    the other until one is taken.
    """

    person: int
    wish: Wish
    counts: tuple[int, ...]
    mind: Mind
    near: bool
    answered: bool
    prints: bool


@dataclass(frozen=True)
class Errand:
    """One child's life. ``syncs`` with the node before each visit; ``returns``: who was at the
    machine when the last child died comes first, with the same code."""

    number: int
    visits: tuple[Visit, ...]
    syncs: bool
    returns: bool
    cut: Cut


def plan(seed: int, number: int, people: int) -> Errand:
    """Plan the child with that number, apart from all others; ``people`` is how many there are."""
    dice = random.Random(f"{seed}/{number}")  # noqa: S311 - a plan that can be had again, no secret
    away = number // SPELL % AWAY_SPELLS == AWAY_SPELLS - 1
    return Errand(
        number=number,
        visits=tuple(
            _visit(dice, people, number * VISITS + nth + 1, away=away) for nth in range(VISITS)
        ),
        syncs=not away and dice.random() < 0.3,
        returns=dice.random() < 0.7,
        cut=_cut(dice),
    )


def _visit(dice: random.Random, people: int, count: int, *, away: bool) -> Visit:
    return Visit(
        person=dice.randrange(people),
        wish=dice.choices(tuple(WISHES), weights=tuple(WISHES.values()))[0],
        counts=(count,),
        mind=dice.choices(tuple(Mind), weights=(80, 8, 12))[0],
        near=not away and dice.random() < 0.7,
        answered=dice.random() < 0.9,
        prints=dice.random() < 0.95,
    )


def _cut(dice: random.Random) -> Cut:
    if dice.random() >= AT_A_POINT:
        (told,) = dice.choices(range(len(TOLD_WEIGHTS)), weights=TOLD_WEIGHTS)
        return AfterDelay(told, dice.uniform(0, LONGEST_MS))
    if dice.random() < 0.5:
        return AtStep(dice.choice(tuple(Method)), dice.random() < 0.5, dice.randint(1, 2))
    return AtStatement(dice.choice(STATEMENTS), dice.randint(1, 4))
