"""What one resident gives another: booked where the payer has provably agreed, and else not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from protocol.entry import ClockState, Decision, Entry
from tests.altering import last_bit_turned
from tests.central_node.bazaar import reverse
from tests.central_node.money import ask_to_give as ask
from tests.central_node.money import (
    give,
    give_draft,
    said,
    shown,
    write_gift,
)
from tests.central_node.paper import give_badge, give_card, prove, retire_now, revoke
from tests.central_node.test_account import ask as account
from tests.central_node.world import PURSE, Code, World, held, stood_in, unbooked_phone

BOOKED = ("booked", None, None)


def balances(world: World) -> dict[str, int]:
    return {one.id: one.balance for one in world.look().residents}


def test_coins_go_from_one_to_the_other_and_nowhere_else(bank: World) -> None:
    answer, receipt = give(bank.kiosks[0], "rich", "poor", 20)
    seen = bank.look()
    assert (answer.held, answer.spendable, answer.from_slice) == (True, 100, 0)
    assert said(receipt) == BOOKED
    assert balances(bank) == {"rich": 180, "some": 35, "poor": 25}
    assert (seen.loss, seen.kiosks[0].takings, seen.rewarded, seen.holds) == (0, 0, 0, 0)


def test_the_same_bytes_again_give_nothing_more(bank: World) -> None:
    kiosk, code, payee, id_ = bank.kiosks[0], shown(bank, "rich"), shown(bank, "poor"), bank.id()
    assert ask(kiosk, code, payee, 20, id_) == ask(kiosk, code, payee, 20, id_)
    first = write_gift(kiosk, code, payee, 20, id_)
    assert kiosk.last() == first
    assert write_gift(kiosk, code, payee, 20, id_).flag == "id-reused"
    assert balances(bank)["poor"] == 25
    assert ask(kiosk, code, payee, 20, id_).reason == "already-booked"


def test_both_showings_are_used_by_it(bank: World) -> None:
    kiosk, other = bank.kiosks
    code, payee, id_ = shown(bank, "rich"), shown(bank, "some"), bank.id()
    assert ask(kiosk, code, payee, 5, id_).held
    for at in (0, 1):
        assert other.hold(payee, 1).reason == "already-used", at
        assert ask(other, shown(bank, "rich"), payee, 1, bank.id()).reason == "payee-refused"
        assert ask(other, code, shown(bank, "poor"), 1, bank.id()).reason == "already-used"
        if not at:
            assert said(write_gift(kiosk, code, payee, 5, id_)) == BOOKED
    other.spend(payee, 2, stood_in(2))
    assert other.last().flag == "code-used-twice"


@pytest.mark.parametrize(
    "case", ["forged", "stranger", "badge", "reported", "old", "early", "retired"]
)
def test_a_payee_who_can_get_nothing_is_refused_before_anything_is_kept(
    bank: World, case: str
) -> None:
    kiosk, at, free = bank.kiosks[0], bank.now, bank.free("rich")
    signer = bank.node.district.credential_signer
    payee = shown(bank, "poor")
    makes: dict[str, Callable[[], Code]] = {
        "forged": lambda: replace(payee, evidence=last_bit_turned(payee.evidence)),
        "stranger": lambda: unbooked_phone(bank, signer).code(at),
        "badge": lambda: give_badge(bank),
        "old": lambda: bank.phones["poor"].code(at - 2 * 3600),
        "early": lambda: bank.phones["poor"].code(at + 3600),
    }
    payee = makes[case]() if case in makes else payee
    if case == "reported":
        revoke(bank, payee.credential.cti)
    if case == "retired":
        retire_now(bank, kiosk)
    answer = ask(kiosk, shown(bank, "rich"), payee, 5, bank.id())
    assert answer.reason == ("kiosk-retired" if case == "retired" else "payee-refused")
    assert bank.free("rich") >= free
    assert bank.look().holds == 0


def test_a_payee_may_show_their_code_minutes_before_the_payer_is_ready(bank: World) -> None:
    payee = shown(bank, "poor")
    bank.now += 900
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "rich"), bank.id()
    assert ask(kiosk, code, payee, 5, id_).held
    assert said(write_gift(kiosk, code, payee, 5, id_)) == BOOKED


def test_nobody_gives_to_themselves_by_phone_or_card(bank: World) -> None:
    kiosk, card = bank.kiosks[0], give_card(bank, "rich", bank.kiosks[0])
    for payee in (shown(bank, "rich"), card):
        answer = ask(kiosk, shown(bank, "rich"), payee, 5, bank.id())
        assert answer.reason == "same-person"
        receipt = write_gift(kiosk, shown(bank, "rich"), payee, 5, bank.id())
        assert said(receipt) == ("flagged", "same-person", None)


def test_the_order_counts_that_was_held_and_no_other(bank: World) -> None:
    kiosk, id_ = bank.kiosks[0], bank.id()
    code, payee, thief = (shown(bank, who) for who in ("rich", "poor", "some"))
    assert ask(kiosk, code, payee, 5, id_).held
    assert ask(kiosk, code, thief, 5, id_).reason == "other-order"
    assert ask(kiosk, code, payee, 6, id_).reason == "other-order"
    assert said(write_gift(kiosk, code, thief, 5, id_)) == ("flagged", "other-order", None)
    assert balances(bank)["some"] == 35


def test_what_was_held_to_be_given_is_not_sold(bank: World) -> None:
    """Nobody asked where it may be spent, nor of what is sold whether it may be given."""
    kiosk, id_ = bank.kiosks[0], bank.id()
    code, payee = shown(bank, "rich"), shown(bank, "poor")
    ask(kiosk, code, payee, 5, id_)
    draft = give_draft(kiosk, code, payee, 5, id_)
    kiosk.write(replace(kiosk.spend_draft(code, 5, held(), id_), lines=draft.lines))
    kiosk.evidence[-1] = (code.evidence,)
    assert kiosk.last().flag == "other-order"
    code, sold = shown(bank, "rich"), bank.id()
    kiosk.hold(code, 5, sold)
    spent = kiosk.spend_draft(code, 5, held(), sold)
    payee = shown(bank, "poor")
    gift = replace(give_draft(kiosk, code, payee, 5, sold), lines=spent.lines)
    kiosk.write(gift, (code.evidence, payee.evidence))
    assert said(kiosk.last()) == ("flagged", "other-order", None)


@pytest.mark.parametrize("decision", [held(), stood_in(0), stood_in(10)], ids=str)
def test_without_a_hold_it_is_booked_where_nothing_else_is_wrong(
    bank: World, decision: Decision
) -> None:
    code, payee = shown(bank, "rich"), shown(bank, "poor")
    receipt = write_gift(bank.kiosks[0], code, payee, 10, bank.id(), decision)
    assert said(receipt) == ("flagged", "no-hold", "resident")
    assert balances(bank) == {"rich": 190, "some": 35, "poor": 15}


FLAGS = {  # of each lie, and nothing else
    "no payer": "evidence-refused",
    "no payee": "payee-refused",
    "policy": "unknown-purse",
    "both": "unknown-purse",
    "nothing": "implausible-amount",
    "billions": "implausible-amount",
    "too much": "over-limit",
    "no clock": "scan-time-implausible",
    "a day later": "scan-time-implausible",
    "reported": "revoked",
    "no evidence": "evidence-missing",
    "voided": "voided-before",
    "retired": "kiosk-retired",
    "uncovered": "not-covered",
}
ODD: dict[str, Callable[[Entry], Entry]] = {
    "no payer": lambda one: replace(
        one, parties=(replace(one.parties[0], cti=bytes(8)), one.parties[1])
    ),
    "no payee": lambda one: replace(
        one, parties=(one.parties[0], replace(one.parties[1], cti=bytes(8)))
    ),
    "policy": lambda one: replace(one, amounts={"policy": 10}),
    "both": lambda one: replace(one, amounts={"policy": 5, PURSE: 5}),
    "nothing": lambda one: replace(one, amounts={PURSE: 0}),
    "billions": lambda one: replace(one, amounts={PURSE: 10**10}),
    "too much": lambda one: replace(one, amounts={PURSE: 31}),
    "no clock": lambda one: replace(one, clock=ClockState.UNKNOWN),
    "a day later": lambda one: replace(one, time=one.time + 24 * 3600),
}


@pytest.mark.parametrize("case", FLAGS)
def test_a_kiosk_that_lies_moves_nothing(bank: World, case: str) -> None:
    """Nothing was handed out: no loss of the district becomes a friend's coins."""
    kiosk, id_ = bank.kiosks[0], bank.id()
    who = "poor" if case == "uncovered" else "rich"
    code, payee = shown(bank, who), shown(bank, "some")
    before = balances(bank)
    draft = give_draft(kiosk, code, payee, 10, id_)
    if case == "reported":
        revoke(bank, code.credential.cti)
    elif case == "voided":
        kiosk.hold(shown(bank, "rich"), 1, voided=(id_,))
    elif case == "retired":
        ask(kiosk, code, payee, 10, id_)
        retire_now(bank, kiosk)
    evidence = (payee.evidence,) if case == "no evidence" else (code.evidence, payee.evidence)
    kiosk.write(ODD[case](draft) if case in ODD else draft, evidence)
    assert said(kiosk.last()) == ("flagged", FLAGS[case], None)
    assert balances(bank) == before
    assert bank.look().loss == 0


def test_a_hold_is_the_nodes_word_from_before_a_report(bank: World) -> None:
    kiosk, code, payee, id_ = bank.kiosks[0], shown(bank, "rich"), shown(bank, "poor"), bank.id()
    ask(kiosk, code, payee, 10, id_)
    revoke(bank, code.credential.cti)
    revoke(bank, payee.credential.cti)
    assert said(write_gift(kiosk, code, payee, 10, id_)) == BOOKED


def test_a_card_gives_at_its_home_with_its_pin_and_within_its_day(bank: World) -> None:
    kiosk, other = bank.kiosks
    card = give_card(bank, "rich", kiosk)
    assert ask(other, card, shown(bank, "poor"), 5, bank.id()).reason == "not-at-home"
    payee, id_ = shown(bank, "poor"), bank.id()
    assert ask(kiosk, card, payee, 12, id_).held
    assert ask(kiosk, card, shown(bank, "poor"), 9, bank.id()).reason == "over-day-limit"
    assert said(write_gift(kiosk, card, payee, 12, id_)) == ("flagged", "pin-not-proved", None)
    prove(kiosk, card)
    kiosk.send(len(kiosk.raws) - 2)
    payee, id_ = shown(bank, "poor"), bank.id()
    assert ask(kiosk, card, payee, 12, id_).held
    assert said(write_gift(kiosk, card, payee, 12, id_)) == BOOKED
    assert kiosk.hold(card, 9).reason == "over-day-limit"


def test_a_card_may_get_coins_anywhere(bank: World) -> None:
    card = give_card(bank, "poor", bank.kiosks[0])
    kiosk, code = bank.kiosks[1], shown(bank, "rich")
    for id_ in (bank.id(), bank.id()):
        assert ask(kiosk, code := shown(bank, "rich"), card, 5, id_).held
        assert said(write_gift(kiosk, code, card, 5, id_)) == BOOKED
    assert balances(bank)["poor"] == 15


def test_a_reversal_of_a_gift_moves_nothing_and_is_named(bank: World) -> None:
    kiosk, code, payee, id_ = bank.kiosks[0], shown(bank, "rich"), shown(bank, "poor"), bank.id()
    ask(kiosk, code, payee, 10, id_)
    write_gift(kiosk, code, payee, 10, id_)
    after = balances(bank)
    receipt = reverse(kiosk, id_, {PURSE: 10}, shown(bank, "rich"))
    assert said(receipt) == ("flagged", "not-reversible", None)
    assert balances(bank) == after


def test_both_see_it_in_their_account(bank: World) -> None:
    kiosk = bank.kiosks[0]
    give(kiosk, "rich", "poor", 20)
    told = {who: account(kiosk, shown(bank, who)).moves for who in ("rich", "poor")}
    assert [(one.kind, one.coins) for one in told["rich"]] == [("transfer", -20)]
    assert [(one.kind, one.coins) for one in told["poor"]] == [("transfer", 20)]
