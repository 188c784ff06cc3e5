"""Meal tickets whole: stock, slots, last orders, opening hours, free tickets, class prices."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.services.asks import Lookup, Tallies, Tally
from kiosk.services.base import Known, Note, NotFound, Order, ways
from kiosk.services.meal_tickets import MEAL, MealTickets
from kiosk.services.questions import SAMPLE_HOLDER
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.services.places import (
    Books,
    Visitor,
    at,
    load,
    person,
    refused,
    why_not,
)

PLAIN = """
[[service]]
kind = "meal-tickets"
id = "meals"
name = "식사권"
question = "어떤 식사를 드릴까요?"
step = "식사 고르기"
unit = "장"
slip_title = "식권"
slip_help = "이 표를 식당에 보여 주세요."
served_label = "식사 시간"
max_quantity = 3
"""
LUNCH = """
[[service.meal]]
id = "lunch"
name = "점심 식권"
price_won = 3000
served = "11:30~13:30"
"""
WHOLE = f"""{PLAIN}
slot_question = "언제 드실까요?"
slot_step = "시간 고르기"
sold_out = "다 팔림"
too_late = "주문 끝"
[service.hours]
opens = "09:00"
closes = "18:00"
days = ["mon", "tue", "wed", "thu", "fri", "sat"]
[service.free]
classes = [1, 2]
meals = ["lunch"]
note = "하루 한 장 무료"
several = "한 장만 무료"
taken = "오늘 받으셨습니다"
{LUNCH}
stock = 4
order_until = "13:00"
[[service.meal.price_for]]
classes = [3]
price_won = 2000
[[service.meal]]
id = "box"
name = "도시락"
price_won = 4000
stock = 5
[[service.meal.slot]]
id = "early"
name = "11:30~12:10"
seats = 3
order_until = "11:20"
[[service.meal.slot]]
id = "late"
name = "12:20~13:00"
[[service.meal]]
id = "staff"
name = "직원 식권"
price_won = 5000
served = "12:00"
only_for = [65]
"""


def meals(text: str = WHOLE) -> MealTickets:
    service = load(text)["meals"]
    assert isinstance(service, MealTickets)
    return service


def test_a_menu_without_ends_has_nothing_looked_up() -> None:
    service = meals(PLAIN + LUNCH)
    asks = [
        ask for start in (Known(), Known(holder=SAMPLE_HOLDER)) for ask, _ in ways(service, start)
    ]
    assert asks
    assert not [ask for ask in asks if isinstance(ask, Lookup)]


def test_what_is_left_is_counted_before_the_menu_and_afresh_after_the_code() -> None:
    service, sold = meals(), (EntryKind.SPEND, EntryKind.ADMIT)
    counted = Tallies(
        tuple(Tally(sold, item) for item in ("lunch", "box-early", "box-late")),
    )
    assert service.ask(Known()) == Lookup("counts", counted)
    visitor = Visitor(service, at_s=at("10:00")).choose("box", "late")
    visitor.show(person())
    assert service.ask(visitor.known) == Lookup("counts-now", counted)


def test_a_meal_that_is_sold_out_is_shown_closed_and_says_so() -> None:
    books, service = Books(), meals()
    Visitor(service, books, at("10:00")).choose("lunch").show(person()).pay(3)
    assert Visitor(service, books, at("10:00")).choose("lunch").order(3).quantity == 1
    Visitor(service, books, at("10:00")).choose("lunch").show(person("tag1")).pay(1)
    lunch, box, _ = Visitor(service, books, at("10:00")).question().options
    assert (lunch.closed, lunch.note) == (True, "다 팔림")
    assert (box.closed, box.note) == (False, "")
    tomorrow = Visitor(service, books, at("10:00", 23)).question().options[0]
    assert not tomorrow.closed


def test_what_sells_out_after_it_was_chosen_is_refused_after_the_code() -> None:
    books, service = Books(), meals()
    slow = Visitor(service, books, at("10:00")).choose("lunch")
    assert slow.ask() is None
    Visitor(service, books, at("10:00")).choose("lunch").show(person()).pay(3)
    Visitor(service, books, at("10:00")).choose("lunch").show(person()).pay(1)
    slow.show(person("tag1"))
    assert why_not(slow) == "sold-out"


def test_a_slot_ends_by_its_seats_and_by_its_last_orders() -> None:
    books, service = Books(), meals()
    question = Visitor(service, books, at("11:19")).choose("box").question()
    assert question.title == "언제 드실까요?"
    assert [option.closed for option in question.options] == [False, False]
    Visitor(service, books, at("11:19")).choose("box", "early").show(person()).pay(3)
    early, late = Visitor(service, books, at("11:19")).choose("box").question().options
    assert (early.closed, early.note, late.closed) == (True, "다 팔림", False)
    fresh = Visitor(service, Books(), at("11:20")).choose("box").question().options
    assert [(option.closed, option.note) for option in fresh] == [(True, "주문 끝"), (False, "")]


def test_a_slot_stands_on_the_order_the_ticket_and_in_the_line() -> None:
    service = meals()
    order = Visitor(service, at_s=at("10:00")).choose("box", "late").show(person()).order(2)
    (line,) = order.lines
    assert (line.item, line.name, line.quantity) == ("box-late", "도시락", 2)
    assert Note("slot", "12:20~13:00") in order.notes
    assert service.ticket("box-late", 2).rows == (("식사 시간", "12:20~13:00"),)
    assert service.ticket("lunch", 2).rows == (("식사 시간", "11:30~13:30"),)
    assert service.ticket("gone-since", 1).good_for == "1장"


@pytest.mark.parametrize(("clock", "day"), [("08:59", 21), ("18:00", 21), ("12:00", 22)], ids=str)
def test_nothing_is_asked_while_the_counter_is_closed(clock: str, day: int) -> None:
    assert why_not(Visitor(meals(), at_s=at(clock, day))) == "closed-now"


def test_a_menu_of_which_everything_has_ended_says_why() -> None:
    books, text = Books(), PLAIN + 'sold_out = "다 팔림"\ntoo_late = "주문 끝"' + LUNCH
    service = meals(f'{text}stock = 1\norder_until = "13:00"\n')
    assert why_not(Visitor(service, books, at("13:00"))) == "closed-now"
    Visitor(service, books, at("10:00")).choose("lunch").show(person()).pay()
    assert why_not(Visitor(service, books, at("10:00"))) == "sold-out"


def test_a_class_has_its_price_and_is_told_the_usual_one() -> None:
    visitor = Visitor(meals(), at_s=at("10:00")).choose("lunch")
    assert visitor.order(2).total == Coins(30)
    order = visitor.show(person("tag0", 3)).order(2)
    assert (order.total, order.worth) == (Coins(20), Won(4000))
    assert order.notes == (Note("list-price", Coins(15)),)


def test_whoever_shows_a_code_first_sees_their_price_on_the_menu() -> None:
    prices = [
        Visitor(meals(), at_s=at("10:00"))
        .show_first(person("tag0", *classes))
        .question()
        .options[0]
        for classes in ((), (3,))
    ]
    assert [option.price for option in prices] == [Coins(15), Coins(10)]


def test_no_more_than_one_payment_may_be_for_can_be_chosen() -> None:
    service = meals(PLAIN + LUNCH.replace("3000", "8000"))  # 40 coins, and 100 are the limit
    order = Visitor(service).choose("lunch").show(person()).order(3)
    assert (order.max_quantity, order.total) == (2, Coins(80))


def test_samples_come_to_every_choice_and_to_its_end() -> None:
    asked = list(ways(meals(), Known()))
    chosen = {known.answers[MEAL] for _, known in asked if MEAL in known.answers}
    assert chosen == {"lunch", "box", "staff"}
    closed = {option.note for ask, _ in asked for option in getattr(ask, "options", ())}
    assert "다 팔림" in closed


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('sold_out = "다 팔림"\n', "", "service.0", "sold_out"),
        ('too_late = "주문 끝"\n', "", "service.0", "too_late"),
        ('slot_step = "시간 고르기"\n', "", "service.0", "slot_step"),
        ('opens = "09:00"', 'opens = "9:00"', "service.0.hours.opens", "pattern"),
        ('closes = "18:00"', 'closes = "09:00"', "service.0.hours", "closes before"),
        ('"sat"]', '"sun", "day"]', "service.0.hours.days.6", "mon"),
        ('meals = ["lunch"]', 'meals = ["supper"]', "service.0", "free.meals: supper"),
        ("classes = [1, 2]", "classes = []", "service.0.free.classes", "1 item"),
        ("only_for = [65]", "only_for = [66]", "service.0.meal.2.only_for.0", "no price class 66"),
        ("stock = 4", "stock = 0", "service.0.meal.0.stock", "greater"),
        ("price_won = 2000", "price_won = 2050", "service.0", "meal.0.price_for.0.price_won"),
        ('served = "12:00"\n', "", "service.0.meal.2", "served"),
        ('id = "late"', 'id = "early"', "service.0.meal.1", "slot early"),
        ('id = "staff"', 'id = "box-late"', "service.0", "one name in orders"),
        (
            'order_until = "13:00"',
            'order_until = "00:00"',
            "service.0.meal.0.order_until",
            "begins",
        ),
        ('order_until = "11:20"', 'order_until = "09:00"', "service.0", "box-early ends before"),
        (
            "price_won = 4000",
            "price_won = 20200",
            "service.0",
            "meal.1.price_won: 20200 won is 101",
        ),
        ('id = "early"', f'id = "{"e" * 23}"', "service.0", "at most 48"),
    ],
    ids=lambda value: value.strip().replace("\n", " ")[:24],
)
def test_bad_data_is_refused_by_key_and_reason(old: str, new: str, key: str, reason: str) -> None:
    text = WHOLE.replace('id = "box"', f'id = "{"b" * 23}"') if "e" * 23 in new else WHOLE
    assert old in text
    refused_key, said = refused(text.replace(old, new))
    assert refused_key == key
    assert reason in said


BUYERS = st.tuples(
    st.sampled_from(["tag0", "tag1", "tag2"]),
    st.sampled_from([(), (1,), (3,), (1, 3)]),
    st.sampled_from([("lunch",), ("box", "early"), ("box", "late")]),
    st.integers(1, 3),
    st.sampled_from(["10:00", "11:10", "11:30", "13:30"]),
)


def buy(
    service: MealTickets,
    books: Books,
    buyer: tuple[str, tuple[int, ...], tuple[str, ...], int, str],
) -> Order | None:
    tag, classes, answers, quantity, clock = buyer
    visitor = Visitor(service, books, at(clock))
    try:
        for answer in answers:
            if not any(one.id == answer and not one.closed for one in visitor.question().options):
                return None
            visitor.choose(answer)
        return visitor.show(person(tag, *classes)).pay(quantity)
    except NotFound:
        return None


MENU = meals()


@settings(max_examples=40, deadline=None)
@given(st.lists(BUYERS, max_size=14))
def test_never_more_than_there_is_never_two_free_tickets_and_the_price_is_the_sum(
    buyers: list[tuple[str, tuple[int, ...], tuple[str, ...], int, str]],
) -> None:
    books = Books()
    for buyer in buyers:
        order = buy(MENU, books, buyer)
        if order is not None:
            assert order.total == sum((one.each * one.quantity for one in order.lines), Coins(0))
            assert order.worth == Won(200 * order.total.units)
            assert 1 <= order.quantity <= min(buyer[3], order.max_quantity)
    sold = dict.fromkeys(("lunch", "box-early", "box-late"), 0)
    free: dict[bytes, int] = {}
    for entry in books.entries:
        sold[entry.order.lines[0].item] += entry.order.quantity
        if entry.order.kind is EntryKind.ADMIT:
            tag = entry.holder.limit_tag
            free[tag] = free.get(tag, 0) + entry.order.quantity
    assert sold["lunch"] <= 4
    assert sold["box-early"] <= 3
    assert sold["box-early"] + sold["box-late"] <= 5
    assert max(free.values(), default=0) <= 1
