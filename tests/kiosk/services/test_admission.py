"""Admission: single entry by turnstile, seats by group, passes with visits that run out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.services.asks import Lookup, PassCall
from kiosk.services.base import HandOver, Known, Note, NotFound, ways
from kiosk.services.hours import end_of
from kiosk.services.questions import SAMPLE_HOLDER
from protocol.entry import PREPAID, EntryKind
from protocol.pass_call import VisitRight
from schemes.money import Coins
from tests.kiosk.services.places import (
    DAY,
    Books,
    Visitor,
    at,
    load,
    person,
    refused,
    scheme,
    why_not,
)

GYM = """
[[service]]
kind = "admission"
id = "gym"
name = "체육관"
question = "어떻게 들어가실까요?"
step = "입장 고르기"
unit = "명"
slip_title = "입장권"
slip_help = ""
[service.passes]
visit = "이용권으로 입장"
unit = "장"
slip_title = "이용권"
slip_help = "들어가실 때마다 휴대폰이나 카드를 보여 주세요."
valid_label = "쓸 수 있는 날"
valid = "산 날부터 90일"
until = "{day}까지"
[[service.entry]]
id = "single"
name = "한 번 입장"
price_won = 2000
hand_over = "gate"
[[service.pass]]
id = "ten"
name = "10번 이용권"
offer = "10번 이용권 사기"
price_won = 16000
visits = 10
valid_days = 90
[[service.pass.price_for]]
classes = [1]
price_won = 8000
[[service.pass]]
id = "three"
name = "3번 이용권"
price_won = 5000
visits = 3
valid_days = 1
only_for = [1]
"""
SHOW = """
[[service]]
kind = "admission"
id = "show"
name = "공연"
question = "어떤 공연을 보실까요?"
step = "공연 고르기"
group_question = "어느 자리에 앉으실까요?"
group_step = "자리 고르기"
unit = "명"
slip_title = "공연 표"
slip_help = "이 표를 들고 들어가세요."
when_label = "시작"
group_label = "자리"
sold_out = "자리 없음"
too_late = "시작했음"
max_quantity = 4
[[service.entry]]
id = "concert"
name = "가을 음악회"
price_won = 4000
hand_over = "print"
when = "오늘 오후 3시"
seats = 5
order_until = "15:00"
[[service.entry.group]]
id = "front"
name = "앞자리"
price_won = 6000
seats = 2
[[service.entry.group]]
id = "back"
name = "뒷자리"
"""
PASSES = {"ten": 10, "three": 3}
GYM_DOOR, HALL = load(GYM)["gym"], load(SHOW)["show"]


def test_single_entry_goes_through_the_turnstile_one_by_one() -> None:
    order = Visitor(GYM_DOOR).choose("single").show(person()).order(3)
    assert (order.kind, order.hand_over, order.total) == (
        EntryKind.SPEND,
        HandOver.GATE,
        Coins(10),
    )
    assert order.max_quantity == 1
    assert GYM_DOOR.hands_over("single") is HandOver.GATE


def test_without_hours_and_seats_a_single_entry_looks_nothing_up() -> None:
    asks = [
        ask
        for start in (Known(), Known(holder=SAMPLE_HOLDER))
        for ask, known in ways(GYM_DOOR, start)
        if known.answers.get("entry") in (None, "single")
    ]
    assert asks
    assert not [ask for ask in asks if isinstance(ask, Lookup)]


def test_who_has_a_pass_finds_it_before_what_is_sold() -> None:
    options = Visitor(GYM_DOOR).question().options
    assert [(one.id, one.name, one.note) for one in options] == [
        ("visit", "이용권으로 입장", ""),
        ("single", "한 번 입장", ""),
        ("ten", "10번 이용권 사기", "산 날부터 90일"),
        ("three", "3번 이용권", "산 날부터 90일"),
    ]


def test_a_pass_is_sold_on_paper_and_says_its_visits_and_its_last_day() -> None:
    order = Visitor(GYM_DOOR).choose("ten").show(person()).order(2)
    assert (order.kind, order.hand_over, order.total, order.unit) == (
        EntryKind.SPEND,
        HandOver.PRINT,
        Coins(80),
        "장",
    )
    last = end_of(DAY + timedelta(days=89), scheme())
    assert order.notes == (Note("visits-left", 10), Note("valid-until", last))
    assert [line.item for line in order.lines] == ["ten.10.20270218"]
    words = GYM_DOOR.ticket("ten.10.20270218", 1)
    assert (words.title, words.good_for) == ("이용권", "1장")
    assert words.rows == (("쓸 수 있는 날", "2027. 2. 18.까지"),)


def test_before_a_code_a_pass_and_a_visit_are_shown_as_they_are_for_anybody() -> None:
    for answer, notes in (("ten", ()), ("visit", ())):
        visitor = Visitor(GYM_DOOR).choose(answer)
        order = GYM_DOOR.order(visitor.known, 1)
        assert (order.notes, order.right, order.evidence) == (notes, None, "")


def test_each_pass_is_good_for_its_own_days_and_the_day_of_the_sale_is_one() -> None:
    order = Visitor(GYM_DOOR).choose("three").show(person("tag0", 1)).order()
    assert [line.item for line in order.lines] == ["three.3.20261121"]
    assert order.notes[-1] == Note("valid-until", end_of(DAY, scheme()))


def test_a_slip_of_before_says_no_last_day_and_a_pass_since_removed_prints() -> None:
    assert GYM_DOOR.ticket("ten", 1).rows == ()
    gone = GYM_DOOR.ticket("gone.5.20270101", 1)
    assert (gone.title, gone.rows) == ("이용권", (("쓸 수 있는 날", "2027. 1. 1.까지"),))


def test_visits_by_pass_open_the_turnstile_until_they_are_used_up() -> None:
    books = Books()
    for _ in range(2):
        Visitor(GYM_DOOR, books).choose("three").show(person("tag0", 1)).pay()
    for left in (5, 4, 3, 2, 1, 0):
        order = Visitor(GYM_DOOR, books).choose("visit").show(person("tag0", 1)).pay()
        assert (order.kind, order.hand_over, order.total) == (
            EntryKind.ADMIT,
            HandOver.GATE,
            Coins(0),
        )
        assert (order.evidence, order.right) == (PREPAID, VisitRight("gym"))
        assert order.notes[0] == Note("visits-left", left)
    assert why_not(Visitor(GYM_DOOR, books).choose("visit").show(person())) == "pass-used-up"
    assert GYM_DOOR.hands_over("visit") is HandOver.GATE


def test_a_pass_is_its_buyers_and_outlasts_the_month() -> None:
    books = Books()
    Visitor(GYM_DOOR, books).choose("ten").show(person()).pay()
    other = Visitor(GYM_DOOR, books).choose("visit").show(person("tag1"))
    assert why_not(other) == "no-pass"
    for day, left in ((31, 9), (21 + 89, 8)):
        order = Visitor(GYM_DOOR, books, at("09:00", day)).choose("visit").show(person()).pay()
        assert order.notes[0] == Note("visits-left", left)
    late = Visitor(GYM_DOOR, books, at("09:00", 21 + 90)).choose("visit").show(person())
    assert why_not(late) == "no-pass"


def test_of_two_passes_the_one_that_ends_first_pays() -> None:
    books = Books()
    for answer in ("ten", "three"):
        Visitor(GYM_DOOR, books).choose(answer).show(person("tag0", 1)).pay()
    late = DAY + timedelta(days=89)
    for left, last in ((2, DAY), (1, DAY), (10, late), (9, late)):  # of one pass, never a sum
        order = Visitor(GYM_DOOR, books).choose("visit").show(person("tag0", 1)).pay()
        ends = Note("valid-until", end_of(last, scheme()))
        assert order.notes == (Note("visits-left", left), ends)


def test_without_the_node_what_this_kiosk_knows_is_let_in_and_nothing_else_refused_for_good() -> (
    None
):
    books = Books(told=False)
    first = Visitor(GYM_DOOR, books).choose("visit").show(person())
    assert why_not(first) == "pass-unknown"
    Visitor(GYM_DOOR, books).choose("three").show(person("tag0", 1)).pay()
    for left in (2, 1, 0):
        order = Visitor(GYM_DOOR, books).choose("visit").show(person("tag0", 1)).pay()
        assert (order.evidence, order.right) == (PREPAID, None)  # nobody is there to hold it
        assert order.notes[0] == Note("visits-left", left)
    assert why_not(Visitor(GYM_DOOR, books).choose("visit").show(person())) == "pass-unknown"
    assert Visitor(GYM_DOOR, books).choose("single").show(person()).order()


@pytest.mark.parametrize("told", [True, False], ids=["told", "alone"])
def test_a_pass_of_before_is_good_to_the_end_of_its_month_at_the_kiosk_that_sold_it(
    told: bool,
) -> None:
    books = Books(told=told)
    sold = Visitor(GYM_DOOR, books).choose("ten").show(person()).order()
    old = replace(sold, lines=(replace(sold.lines[0], item="ten"),))
    books.write(old, person(), at("09:00"))
    for left in (9, 8):
        order = Visitor(GYM_DOOR, books, at("09:00", 30)).choose("visit").show(person()).pay()
        assert (order.evidence, order.right) == ("", None)  # the node knows nothing of it
        month = Note("valid-until", end_of(DAY.replace(day=30), scheme()))
        assert order.notes == (Note("visits-left", left), month)
    later = Visitor(GYM_DOOR, books, at("09:00", 31)).choose("visit").show(person())
    assert why_not(later) == ("no-pass" if told else "pass-unknown")


@pytest.mark.parametrize("answer", ["ten", "visit"])
def test_a_code_of_the_month_before_buys_a_pass_and_goes_in_by_one(answer: str) -> None:
    books, december = Books(), at("09:00", 31)
    old = person(issued_s=at("09:00"))
    Visitor(GYM_DOOR, books).choose("ten").show(old).pay()
    assert Visitor(GYM_DOOR, books, december).choose(answer).show(old).order()


def test_a_pass_has_class_prices_and_may_be_for_some_alone() -> None:
    order = Visitor(GYM_DOOR).choose("ten").show(person("tag0", 1)).order()
    assert order.total == Coins(40)
    assert order.notes[0] == Note("list-price", Coins(80))
    assert why_not(Visitor(GYM_DOOR).choose("three").show(person())) == "not-entitled"


def test_a_show_asks_for_the_group_of_seats_each_at_its_price() -> None:
    visitor = Visitor(HALL, at_s=at("10:00"))
    concert = visitor.question().options[0]
    assert (concert.price, concert.least) == (Coins(20), True)  # each group has its own price
    assert concert.note == "오늘 오후 3시"
    visitor.choose("concert")
    assert [(one.name, one.price) for one in visitor.question().options] == [
        ("앞자리", Coins(30)),
        ("뒷자리", Coins(20)),
    ]
    order = visitor.choose("front").show(person()).order(4)
    assert (order.total, order.quantity) == (Coins(60), 2)
    assert (order.hand_over, order.notes) == (
        HandOver.PRINT,
        (Note("slot", "오늘 오후 3시"), Note("seat", "앞자리")),
    )
    assert HALL.ticket("concert-front", 2).rows == (("시작", "오늘 오후 3시"), ("자리", "앞자리"))


def test_seats_run_out_by_group_and_in_all() -> None:
    books = Books()
    Visitor(HALL, books, at("10:00")).choose("concert", "front").show(person()).pay(2)
    front, back = Visitor(HALL, books, at("10:00")).choose("concert").question().options
    assert (front.closed, front.note, back.closed) == (True, "자리 없음", False)
    Visitor(HALL, books, at("10:00")).choose("concert", "back").show(person()).pay(3)
    assert why_not(Visitor(HALL, books, at("10:00"))) == "sold-out"
    assert why_not(Visitor(HALL, Books(), at("15:00"))) == "closed-now"


def test_a_gym_that_is_closed_says_so() -> None:
    gym = load(GYM + '[service.hours]\nopens = "06:00"\ncloses = "22:00"\n')["gym"]
    assert why_not(Visitor(gym, at_s=at("22:00"))) == "closed-now"
    assert Visitor(gym, at_s=at("21:59")).question().id == "entry"


def test_a_thing_since_removed_still_prints() -> None:
    assert GYM_DOOR.ticket("gone", 1).good_for == "1명"
    assert GYM_DOOR.hands_over("gone") is HandOver.PRINT


@pytest.mark.parametrize(
    ("text", "old", "new", "key", "reason"),
    [
        (GYM, 'hand_over = "gate"', 'hand_over = "screen"', "service.0.entry.0.hand_over", "gate"),
        (GYM, "visits = 10", "visits = 1", "service.0.pass.0.visits", "greater"),
        (GYM, "valid_days = 1", "valid_days = 367", "service.0.pass.1.valid_days", "less"),
        (GYM, 'id = "three"', 'id = "visit"', "service.0", "visit is what"),
        (GYM, 'id = "three"', 'id = "single"', "service.0", "single is there twice"),
        (GYM, "price_won = 16000", "price_won = 20200", "service.0", "pass.0.price_won: 20200 won"),
        (SHOW, "price_won = 6000", "price_won = 20200", "service.0", "entry.0.group.0.price_won"),
        (SHOW, "15:00", "00:00", "service.0.entry.0.order_until", "begins"),
        (GYM, "price_won = 8000", "price_won = 8010", "service.0", "pass.0.price_for.0.price_won"),
        (GYM, "[[service.pass", "[[service.pas", "service.0.pas", "not permitted"),
        (SHOW, 'group_step = "자리 고르기"\n', "", "service.0", "group_step"),
        (SHOW, 'group_label = "자리"\n', "", "service.0", "group_label"),
        (SHOW, 'when_label = "시작"\n', "", "service.0", "when_label"),
        (SHOW, 'sold_out = "자리 없음"\n', "", "service.0", "sold_out"),
        (SHOW, 'unit = "명"\n', "", "service.0", "unit: is missing"),
        (SHOW, 'order_until = "15:00"\n', "", "service.0.entry.0", "order_until"),
        (SHOW, 'id = "back"', 'id = "front"', "service.0.entry.0", "group front"),
    ],
    ids=lambda value: value.strip()[:24] if value.count("\n") < 3 else value[33:45].strip(),
)
def test_bad_data_is_refused_by_key_and_reason(
    text: str, old: str, new: str, key: str, reason: str
) -> None:
    assert old in text
    refused_key, said = refused(text.replace(old, new))
    assert refused_key == key
    assert reason in said


def test_a_pass_whose_line_would_not_fit_into_an_entry_is_refused() -> None:
    long = GYM.replace('id = "gym"', 'id = "gym-of-a-long-name-here"')
    assert load(long)
    assert refused(long.replace('id = "ten"', 'id = "ten-for-every-one"'))[1].endswith(
        "gym-of-a-long-name-here and ten-for-every-one: too long together for the line of a pass"
    )


def test_passes_without_their_words_are_refused() -> None:
    start, end = GYM.index("[service.passes]"), GYM.index("[[service.entry]]")
    assert refused(GYM[:start] + GYM[end:])[1].endswith("passes: is missing, and there is a pass")


def test_a_pass_without_its_days_is_refused() -> None:
    key, _ = refused(GYM.replace("valid_days = 90\n", ""))
    assert key == "service.0.pass.0.valid_days"


def test_who_buys_a_second_pass_is_told_what_that_one_is_good_for() -> None:
    books = Books()
    Visitor(GYM_DOOR, books).choose("three").show(person("tag0", 1)).pay()
    order = Visitor(GYM_DOOR, books).choose("ten").show(person("tag0", 1)).order()
    ends = Note("valid-until", end_of(DAY + timedelta(days=89), scheme()))
    assert order.notes[-2:] == (Note("visits-left", 10), ends)


def test_a_gym_that_sells_no_more_passes_lets_in_by_those_that_it_sold() -> None:
    gym, books = load(GYM[: GYM.index("[[service.pass]]")])["gym"], Books()
    Visitor(GYM_DOOR, books).choose("ten").show(person()).pay()
    order = Visitor(gym, books).choose("visit").show(person()).pay()
    assert order.notes[0] == Note("visits-left", 9)
    assert why_not(Visitor(gym, books).choose("visit").show(person("tag1"))) == "no-pass"
    words = gym.ticket("ten.10.20270218", 1)
    assert words.rows == (("쓸 수 있는 날", "2027. 2. 18.까지"),)
    assert gym.samples(Lookup("passes-used", PassCall("visit")), Visitor(gym).choose("visit").known)


DOINGS = st.tuples(
    st.sampled_from(["tag0", "tag1"]),
    st.sampled_from(["three", "ten", "visit"]),
    st.sampled_from([21, 30, 31, 60]),
)


@settings(max_examples=30, deadline=None)
@given(
    st.booleans(),
    st.lists(DOINGS, max_size=16).map(lambda many: sorted(many, key=lambda one: one[2])),
)
def test_nobody_visits_more_often_than_their_passes_say(
    told: bool, doings: list[tuple[str, str, int]]
) -> None:
    books = Books(told=told)
    bought: dict[str, int] = {}
    visited: dict[str, int] = {}
    for tag, answer, day in doings:
        visitor = Visitor(GYM_DOOR, books, at("09:00", day)).choose(answer)
        visitor.show(person(tag, 1))
        try:
            visitor.pay()
        except NotFound:
            assert answer == "visit"
            continue
        counts, more = (visited, 1) if answer == "visit" else (bought, PASSES[answer])
        counts[tag] = counts.get(tag, 0) + more
        assert visited.get(tag, 0) <= bought.get(tag, 0)
