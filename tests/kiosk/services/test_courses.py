"""Courses: seats by reservation, lists, part of a price in coins, and own seats without anybody."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.partners.simulate import Course, CourseSystem, Lie
from kiosk.partners.simulate.courses import KEPT_S, RESERVED_S
from kiosk.services.base import SAMPLE_TIME_S, HandOver, Lookup, Note, NotFound, Service
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.services.partnered import Customer, reason
from tests.kiosk.services.places import load, person, refused

NOW_S = SAMPLE_TIME_S
PLACE = """
[[service]]
kind = "courses"
id = "courses"
name = "강좌 신청"
question = "어떤 강좌입니까?"
step = "강좌 고르기"
unit = "명"
seats_word = "자리 있음"
few_word = "조금 남음"
waiting_word = "대기 신청"
full_word = "다 참"
few = 2
slip_title = "강좌 신청"
slip_help = "보여 주세요."
when_label = "시간"
waiting_label = "대기"
waiting_value = "연락"

[[service.course]]
id = "brush"
name = "서예"
price_won = 30000
coins_won = 15100
when = "월 10:00"

[[service.course]]
id = "song"
name = "노래"
price_won = 8100
when = "화 10:00"

[[service.course]]
id = "pot"
name = "화분"
price_won = 6000
when = "28일"
seats_here = 2
"""
ALONE = PLACE.replace("seats_here = 2", "")


@pytest.fixture
def system() -> Iterator[CourseSystem]:
    courses = [
        Course("brush", 30_000, seats=3),
        Course("song", 8100, seats=1, waiting=2),
        Course("pot", 6000, seats=10),
        Course("elsewhere", 9000, seats=10),
    ]
    with CourseSystem(courses, lambda: NOW_S) as system:
        yield system


def service(text: str = PLACE) -> Service:
    return load(text)["courses"]


def visitor(system: CourseSystem, text: str = PLACE) -> Customer:
    return Customer(service(text), system, NOW_S)


def taken(system: CourseSystem, course: str, times: int) -> None:
    for number in range(times):
        visitor(system).choose(course).show(person()).pay(1000 + number)


def test_courses_are_shown_with_their_price_and_how_full_they_are(system: CourseSystem) -> None:
    brush, song, pot = visitor(system).question().options
    assert (brush.price, brush.worth, brush.note) == (Coins(75), Won(15_000), "월 10:00")
    assert brush.rest == Won(15_000)  # what coins can't pay is no number of coins
    assert (song.note, song.closed) == ("조금 남음", False)
    assert pot.price == Coins(30)


def test_a_seat_is_kept_before_anything_is_agreed(system: CourseSystem) -> None:
    visit = visitor(system).choose("song")
    assert visit.ask() is None
    before = visitor(system).question().options[1]
    visit.show(person())
    order = visit.order()
    after = visitor(system).question().options[1]
    assert (before.note, after.note) == ("조금 남음", "대기 신청")
    assert (order.until_s, order.lines[0].item) == (NOW_S + RESERVED_S, "song-r1")


def test_coins_pay_their_part_and_a_card_the_rest(system: CourseSystem) -> None:
    order = visitor(system).choose("brush").show(person()).order()
    assert (order.total, order.worth, order.rest) == (Coins(75), Won(30_000), Won(15_000))
    assert (order.kind, order.hand_over) == (EntryKind.SPEND, HandOver.PRINT)
    assert order.notes == (Note("slot", "월 10:00"), Note("fee", Won(30_000)))
    order = visitor(system).choose("song").show(person()).order()
    assert (order.total, order.rest) == (Coins(40), Won(100))


def test_who_pays_is_enrolled(system: CourseSystem) -> None:
    visitor(system).choose("brush").show(person()).pay()
    assert system.course("brush").enrolled == 1
    assert visitor(system).question().options[0].note == "조금 남음"


def test_a_full_course_has_a_list_whose_places_cost_nothing(system: CourseSystem) -> None:
    taken(system, "song", 1)
    visit = visitor(system)
    option = visit.question().options[1]
    assert (option.note, option.price, option.closed) == ("대기 신청", None, False)
    before = visit.choose("song").order()
    assert (before.kind, before.total, before.notes) == (EntryKind.ADMIT, Coins(0), ())
    order = visit.show(person()).pay()
    assert (order.kind, order.total, order.worth) == (EntryKind.ADMIT, Coins(0), Won(0))
    assert order.notes == (Note("waiting", 1),)
    assert system.course("song").listed == 1
    words = visit.service.ticket(order.lines[0].item, 1)
    assert words.rows == (("시간", "화 10:00"), ("대기", "연락"))


def test_a_full_course_without_a_list_is_shown_and_closed(system: CourseSystem) -> None:
    taken(system, "brush", 3)
    option = visitor(system).question().options[0]
    assert (option.note, option.closed) == ("다 참", True)


def test_seats_that_others_keep_are_nobody_elses(system: CourseSystem) -> None:
    late = visitor(system).choose("brush")
    for other in "abc":
        visitor(system).choose("brush").show(person(other)).order()
    assert reason(late.show(person("late"))) == "course-full"


def test_who_goes_back_and_comes_again_takes_the_same_seat(system: CourseSystem) -> None:
    taken(system, "brush", 2)
    before = [visitor(system).choose("brush") for _ in range(3)]
    for mine in before[:2]:
        assert mine.show(person()).order().total > Coins(0)
    assert reason(before[2].show(person("late"))) == "course-full"


def test_a_reservation_with_another_price_is_refused(system: CourseSystem) -> None:
    visit = visitor(system).choose("brush")
    system.lie = Lie.FIGURES
    assert reason(visit.show(person())) == "quote-differs"


def test_a_reservation_that_ran_out_is_told(system: CourseSystem) -> None:
    visit = visitor(system).choose("brush").show(person())
    assert visit.ask() is None
    visit.known = replace(visit.known, at_s=NOW_S + RESERVED_S + 1)
    assert reason(visit) == "quote-expired"


def test_a_sale_that_is_told_late_has_its_seat_as_long_as_one_is_left(
    system: CourseSystem,
) -> None:
    visit = visitor(system)
    order = visit.choose("song").show(person()).order()
    system.now = lambda: NOW_S + RESERVED_S + KEPT_S + 1
    told = {"id": "0" * 32, "kind": "spend", "item": order.lines[0].item, "time": NOW_S}
    assert visit.desk.ask("courses", "/v1/sold", told) == {"told": "0" * 32}
    assert system.course("song").enrolled == 1


def test_without_the_course_system_the_own_seats_are_sold_and_no_more(
    system: CourseSystem,
) -> None:
    system.away = True
    visit = visitor(system)
    brush, song, pot = visit.question().options
    assert (brush.closed, song.closed, pot.closed) == (True, True, False)
    order = visit.choose("pot").show(person()).order()
    assert (order.lines[0].item, order.total, order.until_s) == ("pot", Coins(30), None)
    for _ in range(2):
        visit.books.write(order, person(), NOW_S)
    other = Customer(service(), system, NOW_S, visit.books)
    assert reason(other) == "course-full-here"  # it knows of no others


def test_what_nobody_knows_without_the_course_system_is_not_told_as_full(
    system: CourseSystem,
) -> None:
    system.away = True
    words = 'full_word = "다 참"\nhere_word = "여기 남음"\naway_word = "지금은 모름"'
    desk = visitor(system, PLACE.replace('full_word = "다 참"', words))
    notes = [it.note for it in desk.question().options]
    assert notes == ["지금은 모름", "지금은 모름", "여기 남음"]
    assert [it.note for it in visitor(system).question().options] == ["다 참", "다 참", "조금 남음"]


def test_a_course_system_that_goes_away_in_between_costs_no_own_seat(
    system: CourseSystem,
) -> None:
    own, of_others = visitor(system).choose("pot"), visitor(system).choose("brush")
    system.away = True
    assert own.show(person()).order().lines[0].item == "pot"
    assert reason(of_others.show(person())) == "partner-away"


def test_who_chose_to_wait_is_not_sold_a_seat_instead(system: CourseSystem) -> None:
    taken(system, "song", 1)
    visit = visitor(system).choose("song")
    system.away = True
    assert reason(visit.show(person())) == "partner-away"


def test_without_own_seats_and_without_the_course_system_nothing_is_sold(
    system: CourseSystem,
) -> None:
    system.away = True
    assert reason(visitor(system, ALONE)) == "partner-away"


def test_own_seats_that_are_told_count_at_the_course_system(system: CourseSystem) -> None:
    visit = visitor(system)
    system.away = True
    order = visit.choose("pot").show(person()).order()
    system.away = False
    told = {"id": "0" * 32, "kind": "spend", "item": order.lines[0].item, "time": NOW_S}
    visit.desk.ask("courses", "/v1/sold", told)
    assert system.course("pot").enrolled == 1


@pytest.mark.parametrize(
    "reply",
    [
        [],
        {"open": [{"course": "brush"}]},
        {"open": [{"course": "brush", "won": 1, "seats": -1, "waiting": None}]},
        {"reservation": "x1", "course": "brush", "won": 1, "until": 1, "place": 0},
    ],
    ids=["list", "row", "negative", "number"],
)
def test_replies_of_another_shape_are_babble(reply: object) -> None:
    for lookup in ("fills", "seat-brush"):
        with pytest.raises(NotFound, match="partner-babbles"):
            service().understand(lookup, reply)


def test_it_reserves_only_for_who_has_shown_a_code(system: CourseSystem) -> None:
    visit = visitor(system).choose("brush")
    assert visit.ask() is None
    visit.known = replace(visit.known, holder=person())
    asked = visit.service.ask(visit.known)
    assert isinstance(asked, Lookup)
    assert asked.id == "seat-brush"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("coins_won = 15100", "coins_won = 30001", "coins_won: is more than the price"),
        ("price_won = 8100", "price_won = 100", "song: under-one-coin"),
        ('id = "song"', 'id = "brush"', "the course brush is there twice"),
        ('id = "song"', 'id = "thirteen-char"', "service.0.course.1.id"),
    ],
)
def test_impossible_courses_are_refused_by_name(old: str, new: str, why: str) -> None:
    key, said = refused(PLACE.replace(old, new, 1))
    assert why in f"{key} {said}"
