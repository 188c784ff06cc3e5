"""Holds are split over purses: policy money pays first where it may, and goes back where it was."""

import pytest

from central_node.errors import FolderError
from central_node.merchants import merchant_at
from central_node.seed import seed
from schemes.merchant import Merchant
from schemes.money import Won
from tests.central_node.bazaar import BOTH, FACILITIES, ask, pay, reverse, shown
from tests.central_node.world import NOW, PURSE, World, held, stood_in, write_inputs


def policy(world: World) -> int:
    return world.look().residents[0].purses["policy"]


def test_policy_money_pays_first_where_it_may_and_the_rest_is_general(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    answer = ask(kiosk, code, 50, id_, "kitchen", purses=BOTH)
    assert (answer.held, answer.parts, answer.spendable) == (True, {"policy": 40, PURSE: 10}, 190)
    assert ask(kiosk, code, 50, id_, "kitchen", purses=BOTH) == answer
    receipt = pay(kiosk, code, answer.parts, id_, held(), place="kitchen")
    assert (receipt.outcome, policy(bazaar)) == ("booked", 0)
    assert bazaar.look().kiosks[0].takings == 50
    assert bazaar.look().to_json()["balances"] == {"rich": 191, "some": 35}


def test_what_a_hold_keeps_of_a_purse_no_other_hold_gets(bazaar: World) -> None:
    one, two = bazaar.kiosks
    first = bazaar.id()
    assert ask(one, shown(bazaar), 30, first, "kitchen", purses=BOTH).parts == {"policy": 30}
    second = ask(two, shown(bazaar), 30, bazaar.id(), "kitchen", purses=BOTH)
    assert second.parts == {"policy": 10, PURSE: 20}
    one.void(first)
    one.last()
    assert ask(two, shown(bazaar), 30, bazaar.id(), "kitchen", purses=BOTH).parts["policy"] == 30


@pytest.mark.parametrize(
    ("place", "purses", "parts"),
    [("nowhere", BOTH, {}), ("kitchen", (), {}), ("course", BOTH, None)],
    ids=["the district's own", "not asked for", "left out"],
)
def test_where_policy_money_may_not_pay_it_does_not(
    bazaar: World, place: str, purses: tuple[str, ...], parts: dict[str, int] | None
) -> None:
    answer = ask(bazaar.kiosks[0], shown(bazaar), 30, bazaar.id(), place, purses=purses)
    if parts is None:
        assert answer.reason == "not-accepted-here"
    else:
        assert (answer.held, answer.parts) == (True, parts)


def test_a_sale_split_in_another_way_than_held_is_flagged(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    ask(kiosk, code, 50, id_, "kitchen", purses=BOTH)
    receipt = pay(kiosk, code, {"policy": 30, PURSE: 20}, id_, held(), place="kitchen")
    assert (receipt.flag, receipt.bearer, policy(bazaar)) == ("other-order", "resident", 10)


def test_policy_money_where_it_may_not_pay_is_flagged(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar)
    receipt = pay(kiosk, code, {"policy": 5}, bazaar.id(), stood_in(5), place="nowhere")
    assert (receipt.flag, receipt.bearer, policy(bazaar)) == (
        "purse-not-allowed",
        "resident",
        35,
    )


def test_more_than_a_purse_has_is_the_districts_and_so_is_a_purse_that_is_none(
    bazaar: World,
) -> None:
    kiosk = bazaar.kiosks[0]
    short = pay(kiosk, shown(bazaar), {"policy": 41}, bazaar.id(), place="kitchen")
    assert (short.flag, short.bearer, policy(bazaar)) == ("not-covered", "district", 40)
    foreign = pay(kiosk, shown(bazaar), {"gold": 3}, bazaar.id(), place="kitchen")
    assert (foreign.flag, foreign.bearer, bazaar.look().loss) == ("unknown-purse", "district", 44)


def test_money_of_a_purse_goes_back_to_it(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    answer = ask(kiosk, code, 50, id_, "nowhere", purses=BOTH)
    assert answer.parts == {}
    bought = bazaar.id()
    parts = ask(kiosk, shown(bazaar), 45, bought, "kitchen", purses=BOTH).parts
    pay(kiosk, code := shown(bazaar), parts, bought, held(), place="kitchen")
    reverse(kiosk, bought, {PURSE: 45}, code)
    assert (policy(bazaar), bazaar.balance("rich")) == (40, 200)


def test_a_seller_is_what_the_bundle_says_of_its_place() -> None:
    files = {name: f'id = "{name}"\n{text}'.encode() for name, text in FACILITIES.items()}
    files["renamed"] = b'id = "hall"\n[merchant]\nsector = "food"\nyearly_sales_won = 7\n'
    files["bad"] = b"\xff"
    assert merchant_at(files, "stall") == Merchant("stall", "food", "old-market")
    assert merchant_at(files, "hall") == Merchant("hall", "food", "", Won(7))
    for unknown in ("bad", "renamed", "elsewhere"):
        assert merchant_at(files, unknown) == Merchant(unknown)
    assert merchant_at(files, None) == Merchant("")


def test_a_resident_cannot_be_seeded_with_a_purse_that_the_scheme_lacks(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("seed")
    given = write_inputs(folder)
    text = (
        given["people"].read_text("utf-8").replace("balance = 5", "balance = 5\npurses = {x = 1}")
    )
    given["people"].write_text(text, "utf-8")
    files = given["scheme"], [given["facility"]], given["people"]
    with pytest.raises(FolderError, match="poor has an unknown purse: x"):
        seed(folder / "node", *files, now=NOW, random=bytes)
