"""Lost and doubled: each way in which a sale can go missing or be taken twice is counted once."""

from dataclasses import replace

import pytest

from tests.storm.home import COINS
from tests.storm.storm import wrong_in
from tests.storm.tally import PAIRED, Debits, Sale, Tally, tally
from tests.storm.told import Shown

ONE, TWO, THREE = b"1" * 16, b"2" * 16, b"3" * 16
FIRST, SECOND = (b"phone", b"0001"), (b"phone", b"0002")
BOUGHT = (Sale(ONE, 1, FIRST), Sale(TWO, 2, SECOND))
SHOWN = (Shown(ONE, 1), Shown(TWO, 2))
BOOKED = {ONE: Debits(1, 1), TWO: Debits(1, 2)}


def test_a_sale_that_all_three_know_is_neither_lost_nor_doubled() -> None:
    assert tally(SHOWN, BOUGHT, BOOKED) == Tally(2, frozenset(), frozenset())


def test_a_sale_that_was_committed_and_not_shown_is_no_loss() -> None:
    assert tally(SHOWN[:1], BOUGHT, BOOKED) == Tally(2, frozenset(), frozenset())


def test_what_was_shown_and_is_not_in_the_ledger_is_lost() -> None:
    assert tally(SHOWN, BOUGHT[:1], {ONE: Debits(1, 1)}).lost == {TWO}


def test_what_was_shown_and_the_node_did_not_book_is_lost() -> None:
    found = tally(SHOWN, BOUGHT, {ONE: Debits(1, 1)})
    assert found.lost == {TWO}
    assert found.problems == ("the node lacks 1 sales of the ledger",)


@pytest.mark.parametrize("kept", [1, 3])
def test_what_was_shown_with_other_coins_is_lost(kept: int) -> None:
    bought = (BOUGHT[0], Sale(TWO, kept, SECOND))
    assert tally(SHOWN, bought, {ONE: Debits(1, 1), TWO: Debits(1, kept)}).lost == {TWO}


def test_one_code_that_paid_two_sales_is_a_doubled_one() -> None:
    bought = (BOUGHT[0], Sale(TWO, 2, FIRST))
    assert tally(SHOWN, bought, BOOKED).doubled == {TWO}


def test_what_the_node_booked_twice_is_doubled() -> None:
    found = tally(SHOWN, BOUGHT, {ONE: Debits(1, 1), TWO: Debits(2, 4)})
    assert found.doubled == {TWO}
    assert found.problems == ("the node booked other coins for 1 sales",)


def test_one_id_at_two_places_of_the_ledger_is_doubled() -> None:
    assert tally(SHOWN, (*BOUGHT, BOUGHT[1]), BOOKED).doubled == {TWO}


def test_what_only_the_node_knows_is_a_problem() -> None:
    found = tally(SHOWN[:1], BOUGHT[:1], BOOKED)
    assert found.problems == ("the node booked 1 sales that are not in the ledger",)


EARNED = Sale(ONE, 1, FIRST, PAIRED, -1, "earn")
PAID = Sale(TWO, 2, FIRST, ONE, 2, before=ONE)


def test_what_was_earned_and_spent_in_one_agreement_is_one_visit() -> None:
    assert tally(SHOWN, (EARNED, PAID), BOOKED) == Tally(2, frozenset(), frozenset())


@pytest.mark.parametrize(
    ("there", "torn"),
    [((EARNED,), {ONE}), ((replace(PAID, before=b"0" * 16),), {TWO})],
    ids=["the sale is missing", "the earning is missing"],
)
def test_half_an_agreement_is_torn(there: tuple[Sale, ...], torn: set[bytes]) -> None:
    assert tally((), there, BOOKED).torn == torn


def test_a_sale_that_is_given_back_twice_is_doubled() -> None:
    back = Sale(TWO, 1, SECOND, ONE, -1, "reverse")
    once = tally((), (BOUGHT[0], back), {ONE: Debits(1, 1), TWO: Debits(1, 1)})
    assert once.doubled == frozenset()
    again = replace(back, id=THREE, code=(b"phone", b"0003"))
    assert tally((), (BOUGHT[0], back, again), {}).doubled == {THREE}


def node_says(**changes: object) -> dict[str, object]:
    good: dict[str, object] = {
        "problems": [],
        "duplicates": 0,
        "flagged": 0,
        "forks": 0,
        "holds": 0,
        "loss": 0,
        "residents": [{"balance": COINS - 3}],
    }
    return {**good, **changes}


def test_a_node_whose_books_agree_has_nothing_wrong() -> None:
    assert wrong_in(node_says(), 3, people=1) == []


@pytest.mark.parametrize("name", ["duplicates", "flagged", "forks", "holds", "loss"])
def test_whatever_the_node_flags_is_a_problem(name: str) -> None:
    assert wrong_in(node_says(**{name: 1}), 3, people=1) == [f"the node's books: {name} is 1"]


def test_a_balance_that_is_not_what_was_booked_is_a_problem() -> None:
    wrong = wrong_in(node_says(residents=[{"balance": COINS - 4}]), 3, people=1)
    assert wrong == [f"{COINS - 4} coins are left and 3 were paid, of {COINS}"]
