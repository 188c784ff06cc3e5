"""Balance and history: a code, a question to the node, and what it said on the screen."""

from typing import Any

import pytest

from kiosk.node.account_desk import DECLINED, KNOWN_REASONS, NODE_AWAY
from kiosk.services.accounts import Account
from kiosk.services.asks import AccountCall, Lookup, Tell
from kiosk.services.base import HandOver, Known, Service, found, ways
from protocol.account_call import MAX_MOVES
from schemes.money import Coins
from tests.kiosk.services.places import at, load, person, refused, scheme

BALANCE = """
[[service]]
kind = "balance"
id = "balance"
name = "내 코인"
picture = "service-balance"
title = "지금 가지고 계신 코인입니다"
unit = "번"
"""


@pytest.fixture
def balance() -> Service:
    return load(BALANCE)["balance"]


def test_it_asks_for_the_code_alone(balance: Service) -> None:
    assert balance.questions() == 0
    assert balance.ask(Known()) is None
    order = balance.order(Known(), 1)
    assert (order.total, order.max_quantity, order.is_decided) == (Coins(0), 1, False)
    assert (order.hand_over, balance.hands_over("account")) == (HandOver.SCREEN, HandOver.SCREEN)


def test_after_the_code_the_account_is_looked_up_and_told(balance: Service) -> None:
    known = Known(holder=person())
    ask = balance.ask(known)
    assert ask == Lookup("account", AccountCall())
    account = Account(Coins(5), Coins(5), (), ())
    told = balance.ask(found(known, "account", account, at("11:00")))
    assert told == Tell("account", "지금 가지고 계신 코인입니다", "account")


def test_a_walk_through_it_meets_an_empty_account_and_a_full_one(balance: Service) -> None:
    told: list[Any] = [
        known.facts["account"]
        for ask, known in ways(balance, Known(holder=person()))
        if isinstance(ask, Tell)
    ]
    names = [purse.name for purse in scheme().purses]
    assert sorted(len(account.moves) for account in told) == [0, MAX_MOVES]
    for account in told:
        assert [name for name, _ in account.purses] == names
        assert account.balance == sum((coins for _, coins in account.purses), Coins(0))


def test_it_names_every_reason_that_its_desk_may_give(balance: Service) -> None:
    assert set(balance.reasons) == {NODE_AWAY, DECLINED} | KNOWN_REASONS


@pytest.mark.parametrize("key", ["name", "title", "unit", "id"])
def test_a_file_without_its_words_is_refused(key: str) -> None:
    without = "\n".join(line for line in BALANCE.splitlines() if not line.startswith(f"{key} "))
    assert refused(without)[0] == f"service.0.{key}"
