"""Gifts told by a kiosk that lies, with an accomplice's or a copied code: the limits hold."""

from dataclasses import replace

import pytest

from protocol.entry import ClockState
from protocol.receipt import Receipt
from tests.central_node.money import (
    ask_to_give,
    give,
    give_draft,
    said,
    shown,
    write_gift,
)
from tests.central_node.offering import Counter
from tests.central_node.paper import give_card, prove
from tests.central_node.world import World

DAY_S = 24 * 3600
BOOKED = ("booked", None, None)
ALONE = ("flagged", "no-hold", "resident")


def test_without_a_hold_a_visit_gives_one_limit_however_it_is_cut(bank: World) -> None:
    kiosk, code, told, before = bank.kiosks[0], shown(bank, "rich"), [], None
    for coins in (25, 5, 1):
        payee, id_ = shown(bank, "some"), bank.id()
        draft = replace(give_draft(kiosk, code, payee, coins, id_), ref=before)
        kiosk.write(draft, (code.evidence, payee.evidence))
        told.append(said(kiosk.last()))
        before = id_
    assert told == [ALONE, ALONE, ("flagged", "over-limit", None)]
    assert bank.balance("some") == 65


def test_what_a_visit_holds_counts_in_what_it_gives_without(bank: World) -> None:
    kiosk, code, payee, id_ = bank.kiosks[0], shown(bank, "rich"), shown(bank, "some"), bank.id()
    assert ask_to_give(kiosk, code, payee, 25, id_).held
    other = shown(bank, "poor")
    draft = replace(give_draft(kiosk, code, other, 6, bank.id()), ref=id_)
    kiosk.write(draft, (code.evidence, other.evidence))
    assert said(kiosk.last()) == ("flagged", "over-limit", None)
    assert said(write_gift(kiosk, code, payee, 25, id_)) == BOOKED


def test_live_holds_count_in_the_day_of_what_comes_without(bank: World) -> None:
    kiosk, other = bank.kiosks
    holds = []
    for coins in (30, 20):
        code, payee, id_ = shown(bank, "rich"), shown(bank, "some"), bank.id()
        assert ask_to_give(kiosk, code, payee, coins, id_).held
        holds.append((code, payee, coins, id_))
    more = write_gift(other, shown(bank, "rich"), shown(bank, "some"), 1, bank.id())
    assert said(more) == ("flagged", "over-day-limit", None)
    assert [said(write_gift(kiosk, *one)) for one in holds] == [BOOKED, BOOKED]
    assert bank.balance("some") == 85


@pytest.mark.parametrize("clock", [ClockState.UNKNOWN, ClockState.TRUSTED], ids=str)
@pytest.mark.parametrize("days", [-120, -40, 40], ids=str)
def test_a_held_gift_counts_on_the_day_on_which_it_was_held(
    bank: World, clock: ClockState, days: int
) -> None:
    """Whatever day its entry names, in one piece with the next or before it."""
    kiosk = bank.kiosks[0]
    for coins in (30, 20):
        code, payee, id_ = shown(bank, "rich"), shown(bank, "some"), bank.id()
        assert ask_to_give(kiosk, code, payee, coins, id_).held
        draft = give_draft(kiosk, code, payee, coins, id_)
        told = replace(draft, time=draft.time + days * DAY_S, clock=clock)
        kiosk.write(told, (code.evidence, payee.evidence))
    payee, id_ = shown(bank, "some"), bank.id()
    code = shown(bank, "rich")
    kiosk.write(give_draft(kiosk, code, payee, 1, id_), (code.evidence, payee.evidence))
    receipts = [one for one in kiosk.send(1) if isinstance(one, Receipt)]
    assert receipts[-1].flag in {"over-day-limit", "scan-time-implausible"}
    assert bank.balance("some") == 85
    assert give(kiosk, "rich", "some", 1)[0].reason == "over-day-limit"
    bank.now += DAY_S
    assert give(kiosk, "rich", "some", 21)[0].reason == "over-month-limit"
    assert give(kiosk, "rich", "some", 20)[1] is not None


def test_a_decline_is_no_hold_and_moves_no_day(bank: World) -> None:
    kiosk, code, payee, id_ = bank.kiosks[0], shown(bank, "rich"), shown(bank, "some"), bank.id()
    asked = ask_to_give(kiosk, code, payee, 31, id_)
    assert asked.reason == "over-limit"
    assert said(write_gift(kiosk, code, payee, 30, id_)) == ALONE
    assert give(kiosk, "rich", "some", 21)[0].reason == "over-day-limit"


@pytest.mark.parametrize("days", [-64, -32, -1, 1], ids=str)
def test_without_a_hold_no_other_day_is_told(bank: World, days: int) -> None:
    """The payer's phone signs whatever time it likes; the ledger has come to today."""
    at, kiosk = bank.now + days * DAY_S, bank.kiosks[0]
    code, payee, id_ = bank.phones["rich"].code(at), bank.phones["some"].code(at), bank.id()
    draft = replace(give_draft(kiosk, code, payee, 30, id_), time=at)
    kiosk.write(draft, (code.evidence, payee.evidence))
    assert said(kiosk.last()) == ("flagged", "scan-time-implausible", None)
    assert bank.balance("some") == 35


def test_a_card_gives_nothing_away_from_home_though_its_pin_was_proved(bank: World) -> None:
    home, away = bank.kiosks
    card = give_card(bank, "rich", home)
    for kiosk in (away, home):
        prove(kiosk, card)
        kiosk.send(1)
    told = [
        said(write_gift(kiosk, card, shown(bank, "some"), 5, bank.id())) for kiosk in (away, home)
    ]
    assert told == [("flagged", "not-at-home", None), ALONE]


@pytest.mark.parametrize("kind", ["spend", "transfer"])
def test_what_was_signed_for_an_offer_is_given_to_nobody(bank: World, kind: str) -> None:
    """The app has told its owner of a lunch, or of a gift: it knows of no payee."""
    counter, kiosk = Counter(bank), bank.kiosks[0]
    wanted = counter.offer(kind=kind, amount=15)
    code, payee, id_ = counter.code(wanted, "rich"), shown(bank, "some"), bank.id()
    assert ask_to_give(kiosk, code, payee, 15, id_).reason == "wrong-challenge"
    assert bank.look().holds == 0
    receipt = write_gift(kiosk, code, payee, 15, id_)
    assert said(receipt) == ("flagged", "evidence-refused", None)
    assert bank.balance("some") == 35
