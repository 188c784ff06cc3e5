"""Days, months and a visit have limits that holds count against, and sales alone are flagged by."""

from dataclasses import replace

from protocol.entry import EntryKind
from protocol.receipt import Receipt
from tests.central_node.bazaar import ask, buy, earn, pay, reverse, shown
from tests.central_node.paper import give_badge
from tests.central_node.world import PURSE, Code, KioskSim, World, held, stood_in

DAY_S = 24 * 3600


def test_days_and_months_have_limits_and_live_holds_count(bazaar: World) -> None:
    one, two = bazaar.kiosks
    for coins in (60, 40):
        assert buy(one, shown(bazaar), coins)[2].flag is None
    assert ask(two, shown(bazaar), 40, bazaar.id()).held
    assert ask(two, shown(bazaar), 11, bazaar.id()).reason == "over-day-limit"
    bazaar.now += DAY_S
    earn(one, shown(bazaar), give_badge(bazaar), {"toys": 5}, 10)
    assert ask(two, shown(bazaar), 10, bazaar.id()).held


def test_a_months_limit_holds_over_its_days(bazaar: World) -> None:
    one = bazaar.kiosks[0]
    spent = []
    for _ in range(2):
        for _ in range(2):
            id_, _, receipt = buy(one, shown(bazaar), 60)
            reverse(one, id_, {PURSE: 60}, shown(bazaar))
            spent.append(receipt.flag)
        bazaar.now += DAY_S
    assert spent == [None] * 4
    assert ask(one, shown(bazaar), 11, bazaar.id()).reason == "over-month-limit"
    bazaar.now += 14 * DAY_S
    assert ask(one, shown(bazaar), 11, bazaar.id()).held


def test_what_kiosks_sold_alone_over_a_limit_is_flagged(bazaar: World) -> None:
    one, two = bazaar.kiosks
    for coins in (60, 60):
        buy(one, shown(bazaar), coins)
    two.spend(shown(bazaar), 31, stood_in(31))
    receipt = two.last()
    assert (receipt.flag, receipt.bearer) == ("over-day-limit", "resident")


def test_one_showing_earns_pays_and_gives_away_in_one_visit(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar)
    earned, spent, donated = bazaar.id(), bazaar.id(), bazaar.id()
    earn(kiosk, code, give_badge(bazaar), {"toys": 2}, 4, id_=earned)
    answer = ask(kiosk, code, 20, spent, ref=earned)
    first = pay(kiosk, code, {PURSE: 20}, spent, held(answer.from_slice), ref=earned)
    assert ask(kiosk, code, 5, donated, ref=spent).held
    second = pay(kiosk, code, {PURSE: 5}, donated, held(), ref=spent, kind=EntryKind.DONATE)
    assert [first.flag, second.flag] == [None, None]
    assert bazaar.balance("rich") == 179


def test_a_visit_is_of_one_kiosk_and_costs_one_limit(bazaar: World) -> None:
    one, two = bazaar.kiosks
    code, first = shown(bazaar), bazaar.id()
    answer = ask(one, code, 40, first)
    pay(one, code, {PURSE: 40}, first, held(answer.from_slice))
    assert ask(two, code, 5, bazaar.id(), ref=first).reason == "already-used"
    assert ask(one, code, 5, bazaar.id()).reason == "already-used"
    assert ask(one, code, 21, bazaar.id(), ref=first).reason == "over-limit"
    assert _linked(one, code, 21, first).flag == "over-limit"
    assert _linked(two, code, 5, first).flag == "code-used-twice"


def _linked(kiosk: KioskSim, code: Code, coins: int, ref: bytes) -> Receipt:
    draft = replace(kiosk.spend_draft(code, coins, stood_in(coins)), ref=ref)
    kiosk.write(draft, (code.evidence,))
    return kiosk.last()
