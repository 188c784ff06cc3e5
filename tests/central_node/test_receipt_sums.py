"""A receipt tells what moved on its owner's account, all of it, and nothing of anybody else's."""

from collections.abc import Mapping
from dataclasses import replace
from unittest.mock import patch

import pytest

from central_node import plan_spends
from protocol.entry import EntryKind, Role
from protocol.receipt import Receipt
from tests.central_node.bazaar import ask, pay, reverse
from tests.central_node.offering import COINS, Counter
from tests.central_node.world import PURSE, Code, World, held, stood_in


@pytest.fixture
def stall(bazaar: World) -> Counter:
    return Counter(bazaar)


def sold(stall: Counter, code: Code, place: str = "stall") -> bytes:
    """Hold and spend; the entry's id."""
    id_ = stall.world.id()
    answer = ask(stall.kiosk, code, COINS, id_, place)
    pay(stall.kiosk, code, {PURSE: COINS}, id_, held(answer.from_slice), place=place)
    return id_


def some(told: Mapping[str, object], *names: str) -> tuple[object, ...]:
    return tuple(told.get(name) for name in names)


def test_a_reward_that_was_taken_back_with_the_sale_is_not_told(stall: Counter) -> None:
    world, wanted = stall.world, stall.offer()
    code = stall.code(wanted)
    id_ = sold(stall, code)
    given = world.balance("rich") - 200 + COINS
    assert some(stall.receipt(wanted, code), "amount", "reward") == (COINS, given)
    reverse(stall.kiosk, id_, {PURSE: COINS}, world.phones["rich"].code(world.now))
    told = stall.receipt(wanted, code)
    assert some(told, "amount", "reward", "returned") == (COINS, None, COINS)
    assert (given > 0, world.balance("rich")) == (True, 200)


def test_what_a_reversal_gave_back_before_the_sale_came_is_told(stall: Counter) -> None:
    world, wanted = stall.world, stall.offer()
    code, id_ = stall.code(wanted), world.id()
    stall.kiosk.spend(code, COINS, stood_in(COINS), id_)
    reverse_first(stall, id_)
    told = stall.receipt(wanted, code)
    assert some(told, "state", "amount", "returned") == ("booked", COINS, COINS)
    assert world.balance("rich") == 200


def reverse_first(stall: Counter, id_: bytes) -> None:
    """The reversal reaches the node before the sale, which was in a hole of its ledger."""
    kiosk, code = stall.kiosk, stall.world.phones["rich"].code(stall.world.now)
    payee = replace(code.payer, role=Role.PAYEE)
    back = {"parties": (payee,), "ref": id_, "amounts": {PURSE: COINS}}
    kiosk.write(replace(kiosk.draft(EntryKind.REVERSE), **back), (code.evidence,))  # type: ignore[arg-type] # by name
    seq = len(kiosk.raws) - 1
    kiosk.answer([kiosk.item(seq)], lost=((seq - 1, seq - 1),))
    kiosk.answer([kiosk.item(seq - 1)])


def test_a_refund_is_told_with_what_it_took_back_of_a_reward(stall: Counter) -> None:
    world, bought = stall.world, sold(stall, stall.world.phones["rich"].code(stall.world.now))
    given = world.balance("rich") - 200 + COINS
    wanted = stall.offer(kind="reverse")
    code = stall.code(wanted)
    assert reverse(stall.kiosk, bought, {PURSE: COINS}, code).flag is None
    told = stall.receipt(wanted, code)
    assert some(told, "state", "amount", "reward") == ("booked", COINS, -given)
    assert world.balance("rich") == 200


def test_who_answers_for_somebody_elses_refund_gets_nothing_and_hears_so(stall: Counter) -> None:
    world, bought = stall.world, sold(stall, stall.world.phones["rich"].code(stall.world.now))
    wanted = stall.offer(kind="reverse")
    code = stall.code(wanted, "some")
    stall.answer(wanted, code)
    assert reverse(stall.kiosk, bought, {PURSE: COINS}, code).flag == "other-payee"
    assert world.balance("some") == 35
    told = stall.receipt(wanted, code)
    assert some(told, "state", "amount", "reason") == ("booked", 0, "other-payee")
    assert not {"entry", "reward", "returned", "earned"} & told.keys()


def test_whose_code_a_kiosk_names_beside_a_sale_hears_nothing_of_it(stall: Counter) -> None:
    wanted = stall.offer()
    code, payer = stall.code(wanted, "some"), stall.world.phones["rich"].code(stall.world.now)
    draft = stall.kiosk.spend_draft(payer, COINS, stood_in(COINS))
    parties = (*draft.parties, replace(code.payer, role=Role.STAFF))
    stall.kiosk.write(replace(draft, parties=parties), (payer.evidence, code.evidence))
    stall.kiosk.last()
    told = stall.receipt(wanted, code)
    assert some(told, "state", "amount", "reason") == ("booked", 0, "other-account")
    assert "entry" not in told


def test_a_gift_by_what_was_signed_for_a_sale_is_told_as_what_it_took(stall: Counter) -> None:
    wanted = stall.offer()
    code, id_ = stall.code(wanted), stall.world.id()
    answer = ask(stall.kiosk, code, COINS, id_, kind=EntryKind.DONATE)
    decision = held(answer.from_slice)
    pay(stall.kiosk, code, {PURSE: COINS}, id_, decision, kind=EntryKind.DONATE)
    assert some(stall.receipt(wanted, code), "state", "amount") == ("booked", COINS)


def test_all_that_was_taken_by_one_answer_is_summed(stall: Counter) -> None:
    """The books may have such entries from before what was signed for was taken once."""
    world, wanted = stall.world, stall.offer()
    code = stall.code(wanted)
    with patch.object(plan_spends, "over_signed", lambda *_: False):
        twice = [alone(stall, code) for _ in range(2)]
    assert [it.bearer for it in twice] == [None, "resident"]
    told = stall.receipt(wanted, code)
    assert some(told, "state", "amount") == ("booked", 2 * COINS)
    third = alone(stall, code)
    assert third.bearer == "district"
    assert stall.receipt(wanted, code) == told
    assert world.balance("rich") == 200 - 2 * COINS


def alone(stall: Counter, code: Code) -> Receipt:
    stall.kiosk.spend(code, COINS, stood_in(COINS))
    return stall.kiosk.last()


def test_the_entry_that_took_the_coins_is_the_one_that_is_told(stall: Counter) -> None:
    wanted, id_ = stall.offer(), stall.world.id()
    code = stall.code(wanted)
    stall.kiosk.spend(code, COINS + 1, stood_in(COINS + 1))
    assert stall.kiosk.last().bearer == "district"
    stall.kiosk.spend(code, COINS, stood_in(COINS), id_)
    stall.kiosk.last()
    told = stall.receipt(wanted, code)
    assert some(told, "amount", "entry") == (COINS, id_.hex())
