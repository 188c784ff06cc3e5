"""Coins that are charged, given or converted by a kiosk's own code, and where it does not stand."""

from dataclasses import replace

import pytest

from central_node.places import set_place
from protocol.entry import EntryKind, order_hash
from tests.central_node.money import answered as answer_to
from tests.central_node.money import (
    ask_to_convert,
    ask_to_give,
    charge,
    charge_draft,
    give_draft,
    hold_request,
    line,
    said,
    shown,
    write_converted,
    write_gift,
)
from tests.central_node.offering import COINS, Counter
from tests.central_node.world import PURSE, World, held, stood_in

BOOKED = ("booked", None, None)


@pytest.fixture
def counter(bank: World) -> Counter:
    return Counter(bank)


def test_what_was_signed_for_an_offer_gets_nothing(counter: Counter) -> None:
    """It agrees to that offer and to nothing else, not even to a gift."""
    bank, kiosk = counter.world, counter.kiosk
    payee = counter.code(counter.offer(kind="transfer"), "poor")
    answer = ask_to_give(kiosk, shown(bank, "rich"), payee, COINS, bank.id())
    assert answer.reason == "payee-refused"
    receipt = write_gift(kiosk, shown(bank, "rich"), payee, COINS, bank.id())
    assert said(receipt) == ("flagged", "payee-refused", None)


def test_who_signs_for_a_conversion_is_charged_nothing_by_it(counter: Counter) -> None:
    bank, kiosk = counter.world, counter.kiosk
    wanted = counter.offer(kind="convert")
    code, id_ = counter.code(wanted), bank.id()
    assert kiosk.hold(code, COINS).reason == "wrong-challenge"
    assert ask_to_give(kiosk, code, shown(bank, "poor"), COINS, bank.id()).held is False
    kiosk.spend(code, COINS, stood_in(COINS))
    assert kiosk.last().bearer == "district"
    other = counter.offer(kind="convert")
    code = counter.code(other)
    assert ask_to_convert(kiosk, code, COINS, id_).held
    assert said(write_converted(kiosk, code, COINS, id_)) == BOOKED
    told = counter.receipt(other, code)
    assert (told["state"], told["amount"]) == ("booked", COINS)


def test_an_app_hears_of_a_charge_and_of_its_bonus_apart(counter: Counter) -> None:
    wanted = counter.offer(kind="top_up", amount=30)
    code = counter.code(wanted)
    assert said(charge(counter.kiosk, code, 30)) == BOOKED
    told = counter.receipt(wanted, code)
    assert (told["state"], told["amount"], told["reward"]) == ("booked", 30, 3)


def test_where_it_does_not_stand_a_kiosk_gives_and_converts_nothing(bank: World) -> None:
    kiosk, id_ = bank.kiosks[0], bank.id()
    set_place(bank.folder, "one", "x", bank.now)
    code, payee = shown(bank, "rich"), shown(bank, "poor")
    gift = hold_request(kiosk, code, 5, bank.id(), EntryKind.TRANSFER, payee)
    points = hold_request(kiosk, shown(bank, "rich"), 5, bank.id(), EntryKind.CONVERT)
    for asked in (gift, points):
        assert answer_to(kiosk, replace(asked, place="elsewhere")).reason == "other-place"
    draft = replace(give_draft(kiosk, code, payee, 5, id_), place="elsewhere")
    kiosk.write(draft, (code.evidence, payee.evidence))
    outcome, _, bearer = said(kiosk.last())
    assert (outcome, bearer, bank.balance("poor")) == ("flagged", None, 5)
    again = hold_request(kiosk, shown(bank, "rich"), 5, bank.id(), EntryKind.CONVERT)
    assert answer_to(kiosk, replace(again, place="x")).held


def test_what_was_charged_at_another_place_is_flagged_and_has_no_bonus(bank: World) -> None:
    kiosk, code = bank.kiosks[0], shown(bank, "some")
    set_place(bank.folder, "one", "x", bank.now)
    kiosk.write(replace(charge_draft(kiosk, code, 30), place="elsewhere"), (code.evidence,))
    assert said(kiosk.last()) == ("flagged", "other-place", "resident")
    assert (bank.look().charged, bank.look().rewarded) == (30, 0)


def test_a_kiosk_that_moved_meanwhile_gives_what_was_held_where_it_stood(bank: World) -> None:
    kiosk, code, payee, id_ = bank.kiosks[0], shown(bank, "rich"), shown(bank, "poor"), bank.id()
    request = hold_request(kiosk, code, 5, id_, EntryKind.TRANSFER, payee)
    assert request.order_hash == order_hash(line("transfer", 1000), {PURSE: 5})
    assert answer_to(kiosk, replace(request, place="elsewhere")).held
    set_place(bank.folder, "one", "x", bank.now)
    draft = replace(give_draft(kiosk, code, payee, 5, id_, held()), place="elsewhere")
    kiosk.write(draft, (code.evidence, payee.evidence))
    assert said(kiosk.last()) == BOOKED
