"""What one rule gives one person in a month has its cap: promised, alone, reversed, or next month.

The rule of the library gives 10 %, 5 coins a month.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from central_node.store import DATABASE_FILE
from tests.central_node.bazaar import ask, buy, make_bazaar, pay, reverse
from tests.central_node.world import PURSE, Code, World, held, stood_in

OCTOBER = 1_790_780_400  # 2026-10-01 00:00 in the scheme's calendar


@pytest.fixture
def bazaar() -> Iterator[World]:
    with make_bazaar() as made:
        yield made
        assert made.audit() == ()


def shown(world: World) -> Code:
    return world.phones["rich"].code(world.now)


def test_two_sales_of_a_month_share_the_cap_of_the_rule(bazaar: World) -> None:
    kiosk = bazaar.kiosks[0]
    told = [buy(kiosk, shown(bazaar), 30, "library")[1].reward for _ in range(3)]
    assert (told, bazaar.look().rewarded) == ([3, 2, 0], 5)


def test_what_another_rule_gave_leaves_it_alone(bazaar: World) -> None:
    kiosk = bazaar.kiosks[0]
    buy(kiosk, shown(bazaar), 50, "kitchen")
    assert ask(kiosk, shown(bazaar), 40, bazaar.id(), "library").reward == 4


def test_what_a_hold_has_promised_is_not_given_to_a_sale_without_one(bazaar: World) -> None:
    one, two = bazaar.kiosks
    promised, code = bazaar.id(), shown(bazaar)
    answer = ask(one, code, 30, promised, "library")
    alone = pay(two, shown(bazaar), {PURSE: 30}, bazaar.id(), stood_in(30), place="library")
    assert (alone.flag, bazaar.look().rewarded) == (None, 2)
    pay(one, code, {PURSE: 30}, promised, held(answer.from_slice), place="library")
    assert bazaar.look().rewarded == 5


def test_what_was_taken_back_can_be_given_again(bazaar: World) -> None:
    kiosk = bazaar.kiosks[0]
    bought, _, _ = buy(kiosk, shown(bazaar), 50, "library")
    reverse(kiosk, bought, {PURSE: 50}, shown(bazaar))
    assert ask(kiosk, shown(bazaar), 50, bazaar.id(), "library").reward == 5


def test_what_was_promised_before_a_months_end_counts_in_that_month(bazaar: World) -> None:
    kiosk, id_ = bazaar.kiosks[0], bazaar.id()
    bazaar.now = OCTOBER - 30
    code = bazaar.phones["rich"].code(bazaar.now)
    answer = ask(kiosk, code, 50, id_, "library")
    bazaar.now = OCTOBER + 30
    pay(kiosk, code, {PURSE: 50}, id_, held(answer.from_slice), place="library")
    assert ask(kiosk, shown(bazaar), 50, bazaar.id(), "library").reward == 5


def test_the_audit_sees_a_month_above_its_cap() -> None:
    with make_bazaar() as world:
        buy(world.kiosks[0], shown(world), 50, "library")
        buy(world.kiosks[0], shown(world), 10)
        with closing(sqlite3.connect(world.folder / DATABASE_FILE)) as books:
            last = "SELECT max(number), 'reader', 1, ?, 1 FROM entry"
            books.execute(f"INSERT INTO reward {last}", (world.now,))
            books.commit()
        assert "20: the rule reader gave resident 1 6 coins in a month." in world.audit()
