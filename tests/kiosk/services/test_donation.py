"""Giving coins away: to whom, how much, thanks on paper; a small rest by one touch."""

import pytest

from kiosk.services.base import HandOver, Note
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.services.places import Visitor, load, person, refused

GIVING = """
[[service]]
kind = "donation"
id = "giving"
name = "나눔"
question = "누구에게 나눌까요?"
step = "받는 곳 고르기"
amount_question = "얼마나 나눌까요?"
amount_step = "나눌 만큼"
unit = "번"
slip_title = "나눔 확인"
slip_thanks = "고맙습니다"
slip_help = ""
recipient_label = "받는 곳"
leftover_most = 5
[[service.recipient]]
id = "meals-for-all"
name = "이웃 밥상"
[[service.recipient]]
id = "books"
name = "어린이 책"
[[service.amount]]
coins = 5
name = "작은 나눔"
[[service.amount]]
coins = 20
name = "큰 나눔"
"""
BOX = load(GIVING)["giving"]
ONE = GIVING.replace('[[service.recipient]]\nid = "books"\nname = "어린이 책"\n', "")


def test_a_gift_goes_to_whom_and_as_much_as_was_chosen() -> None:
    visitor = Visitor(BOX).choose("books")
    assert [(one.id, one.price, one.worth) for one in visitor.question().options] == [
        ("5", Coins(5), Won(1000)),
        ("20", Coins(20), Won(4000)),
    ]
    order = visitor.choose("20").show(person()).order(7)
    assert (order.kind, order.hand_over) == (EntryKind.DONATE, HandOver.PRINT)
    assert (order.total, order.worth, order.quantity) == (Coins(20), Won(4000), 1)
    assert order.notes == (Note("recipient", "어린이 책"),)


def test_the_slip_says_thanks_and_who_was_given_to() -> None:
    words = BOX.ticket("books", 1)
    assert (words.title, words.good_for) == ("나눔 확인", "고맙습니다")
    assert words.rows == (("받는 곳", "어린이 책"),)
    assert BOX.ticket("gone", 1).rows == ()


def test_a_single_recipient_is_not_asked_for() -> None:
    box = load(ONE)["giving"]
    assert (BOX.questions(), box.questions()) == (2, 1)
    order = Visitor(box).choose("5").show(person()).order()
    assert order.lines[0].item == "meals-for-all"


@pytest.mark.parametrize(("rest", "given"), [(0, None), (1, 1), (5, 5), (6, None)])
def test_all_of_a_small_rest_can_be_given_to_the_first(rest: int, given: int | None) -> None:
    order = BOX.leftover(Coins(rest))
    if given is None:
        assert order is None
        return
    assert order is not None
    assert (order.kind, order.total) == (EntryKind.DONATE, Coins(given))
    assert order.notes == (Note("recipient", "이웃 밥상"),)
    assert order.hand_over is BOX.hands_over(order.lines[0].item) is HandOver.SCREEN


def test_nothing_left_over_is_asked_for_unless_the_file_says_so() -> None:
    box = load(GIVING.replace("leftover_most = 5\n", ""))["giving"]
    assert box.leftover(Coins(1)) is None


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("coins = 20", "coins = 5", "service.0", "as many coins"),
        ("coins = 20", "coins = 101", "service.0", "amount.1.coins: 101"),
        ("leftover_most = 5", "leftover_most = 101", "service.0", "leftover_most: one payment"),
        ("coins = 20", "coins = 0", "service.0.amount.1.coins", "greater"),
        ('id = "books"', 'id = "meals-for-all"', "service.0", "there twice"),
        ('id = "books"', 'id = "leftover"', "service.0", "leftover is what"),
        ('question = "누구에게 나눌까요?"\nstep', "step", "service.0", "question and step"),
        ('slip_thanks = "고맙습니다"', 'slip_thanks = ""', "service.0.slip_thanks", "1 char"),
    ],
)
def test_bad_data_is_refused_by_key_and_reason(old: str, new: str, key: str, reason: str) -> None:
    assert old in GIVING
    refused_key, said = refused(GIVING.replace(old, new))
    assert refused_key == key
    assert reason in said
