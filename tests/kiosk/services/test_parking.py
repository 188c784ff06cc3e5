"""Parking: a driver finds the car, sees why it costs what it costs, and pays no false quote."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk.partners.simulate import Car, Lie, ParkingSystem
from kiosk.services.base import SAMPLE_TIME_S, At, Digits, HandOver, Lookup, Note, Service
from kiosk.services.parking_section import fee_rules_of
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.services.partnered import Customer, reason
from tests.kiosk.services.places import HEAD, card, load, person, scheme

NOW_S = SAMPLE_TIME_S
PLACE = """
[[service]]
kind = "parking"
id = "parking"
name = "주차 요금"
digits_question = "차 번호 네 자리를 눌러 주세요"
digits_step = "차 번호"
digits_message = "맨 뒤의 숫자 네 개입니다."
question = "어느 차입니까?"
step = "차 고르기"
unit = "대"
fee_name = "주차 요금"
free_name = "무료 주차"
hand_over = "gate"
slip_title = "주차 요금"
slip_help = "시간 안에 나가 주세요."
leave_label = "나가는 시간"
minutes_unit = "분"
free_min = 10
base_min = 30
base_won = 1200
step_min = 10
step_won = 400
day_most_won = 30000
round_won = 100
leave_min = 15
together = []

[[service.car]]
id = "car"
name = "승용차"
picture = "car-usual"

[[service.car]]
id = "small"
name = "경차"

[[service.discount]]
id = "small"
name = "경차 할인"
percent = 50
cars = ["small"]

[[service.discount]]
id = "veterans"
name = "유공자 할인"
percent = 75
classes = [2]

[[service.discount]]
id = "free"
name = "모두 할인"
percent = 100
classes = [3]
"""
STATION = PLACE.replace('hand_over = "gate"', 'hand_over = "print"')


@dataclass
class Clock:
    now_s: int = NOW_S

    def __call__(self) -> int:
        return self.now_s


def car(stay: str, minutes: int, plate: str = "12가3456", kind: str = "car") -> Car:
    return Car(stay, plate, kind, NOW_S - minutes * 60)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def system(clock: Clock) -> Iterator[ParkingSystem]:
    cars = [
        car("stay-1", 95),
        car("stay-2", 5, "387나3456", "small"),
        car("stay-3", 400, "45다1111", "small"),
        car("stay-4", 3000, "67라2222"),
        car("stay-5", 40, "89마4444", "truck"),
    ]
    rules = fee_rules_of((HEAD + PLACE).encode())
    with ParkingSystem(rules, cars, clock) as system:
        yield system


def service(text: str = PLACE) -> Service:
    return load(text)["parking"]


def driver(system: ParkingSystem, text: str = PLACE, at_s: int = NOW_S) -> Customer:
    return Customer(service(text), system, at_s)


def test_a_driver_sees_the_own_car_by_plate_kind_and_entry_time(system: ParkingSystem) -> None:
    visit = driver(system)
    first = visit.ask()
    assert isinstance(first, Digits)
    assert (first.places, first.exact) == (4, True)
    newer, older = visit.type("3456").question().options
    assert (older.id, older.name, older.note) == ("stay-1", "1*가 3456", "승용차")
    assert (older.picture, older.since) == ("car-usual", At(NOW_S - 95 * 60))
    assert (newer.name, newer.note) == ("3**나 3456", "경차")


def test_the_order_tells_why_it_costs_so_much(system: ParkingSystem) -> None:
    visit = driver(system).type("1111")
    visit.choose("stay-3").show(person())
    order = visit.order()
    assert (order.total, order.worth, order.rest) == (Coins(40), Won(8000), Won(0))
    assert (order.kind, order.hand_over) == (EntryKind.SPEND, HandOver.GATE)
    assert order.until_s == NOW_S + 180
    assert order.notes == (
        Note("plate", "4*다 1111"),
        Note("entered", At(NOW_S - 400 * 60)),
        Note("stay", 400),
        Note("list-price", Won(16_000)),
        Note("discount", "경차 할인"),
        Note("taken-off", Won(8_000)),
    )
    assert order.lines[0].item == "stay-3"


def test_the_fee_is_told_before_a_code_and_asked_anew_with_it(
    system: ParkingSystem, clock: Clock
) -> None:
    visit = driver(system).type("3456")
    visit.choose("stay-1")
    assert visit.order().worth == Won(4000)
    visit.at_s = clock.now_s = NOW_S + 600  # the first quote is over by then
    assert visit.show(person()).order().worth == Won(4400)


@pytest.mark.parametrize(
    ("classes", "coins", "rest"),
    [((), 20, 0), ((2,), 5, 0), ((9,), 20, 0)],
    ids=["nobody", "veteran", "another-class"],
)
def test_a_right_on_the_code_counts(
    system: ParkingSystem, classes: tuple[int, ...], coins: int, rest: int
) -> None:
    visit = driver(system).type("3456")
    visit.choose("stay-1").show(person("tag0", *classes))
    order = visit.order()
    assert (order.total, order.rest) == (Coins(coins), Won(rest))


def test_what_coins_do_not_pay_is_for_another_tender(system: ParkingSystem) -> None:
    visit = driver(system).type("2222")
    visit.choose("stay-4").show(person())
    most = Coins(100)
    order = visit.order()
    assert order.total == most
    assert order.worth == Won(64_800)  # two days at most, and 120 minutes
    assert order.rest == Won(64_800 - 20_000)
    assert Note("fee", Won(64_800)) in order.notes


def test_coins_pay_no_more_than_the_file_says_and_a_card_no_more_than_its_day(
    system: ParkingSystem,
) -> None:
    system.enter(car("stay-7", 3 * 1440, "7777"))
    limited = PLACE.replace("day_most_won = 30000", "day_most_won = 30000\ncoins_most = 40")
    visit = driver(system, limited).type("7777")
    visit.choose("stay-7")
    before = visit.order()
    visit.show(person())
    assert visit.order().total == before.total == Coins(40)
    assert visit.order().rest == Won(90_000 - 40 * 200)
    visit = driver(system, limited).type("7777")
    visit.choose("stay-7").show(card())
    assert visit.order().total == scheme().stand_in.card_day == Coins(20)
    assert visit.order().rest == Won(90_000 - 20 * 200)


def test_a_kind_of_car_that_nobody_described_is_parked_all_the_same(system: ParkingSystem) -> None:
    visit = driver(system).type("4444")
    (option,) = visit.question().options
    assert (option.note, option.picture) == ("", "")
    visit.choose("stay-5").show(person())
    assert visit.order().total == Coins(8)


def test_within_the_free_minutes_the_gate_opens_for_nothing(system: ParkingSystem) -> None:
    visit = driver(system).type("3456")
    visit.choose("stay-2").show(person())
    order = visit.pay()
    assert (order.kind, order.total, order.hand_over) == (EntryKind.ADMIT, Coins(0), HandOver.GATE)
    assert order.lines[0].name == "무료 주차"


def test_a_pay_station_has_nothing_to_do_for_who_owes_nothing(system: ParkingSystem) -> None:
    visit = driver(system, STATION).type("3456")
    visit.choose("stay-2")
    assert reason(visit) == "nothing-to-pay"


def test_a_pay_station_tells_the_exit_whose_code_takes_the_whole_fee_off(
    system: ParkingSystem,
) -> None:
    visit = driver(system, STATION).type("3456")
    visit.choose("stay-1").show(person("tag0", 3))
    order = visit.pay()
    assert (order.kind, order.hand_over) == (EntryKind.ADMIT, HandOver.PRINT)
    assert system.car("stay-1").paid_until_s == NOW_S + 900


def test_who_paid_may_leave_for_a_quarter_of_an_hour_and_pays_the_difference_later(
    system: ParkingSystem, clock: Clock
) -> None:
    visit = driver(system, STATION).type("3456")
    visit.choose("stay-1").show(person())
    order = visit.pay()
    assert Note("leave-by", At(NOW_S + 900)) in order.notes
    assert order.hand_over is HandOver.PRINT
    in_time = visit.again(NOW_S + 600)
    clock.now_s = in_time.at_s
    in_time.type("3456").choose("stay-1")
    assert reason(in_time) == "nothing-to-pay"
    late = visit.again(NOW_S + 1200)
    clock.now_s = late.at_s
    late.type("3456").choose("stay-1").show(person())
    order = late.order()
    assert (order.total, order.worth) == (Coins(4), Won(800))
    assert Note("paid-before", Won(4000)) in order.notes


def test_a_quote_that_is_not_what_the_rules_say_is_refused(system: ParkingSystem) -> None:
    visit = driver(system).type("3456")
    visit.choose("stay-1").show(person())
    system.lie = Lie.FIGURES
    assert reason(visit) == "quote-differs"


def test_a_quote_from_another_entry_time_than_the_driver_saw_is_refused(
    system: ParkingSystem,
) -> None:
    visit = driver(system).type("3456").choose("stay-1")
    system.enter(car("stay-1", 295))
    assert reason(visit) == "quote-differs"


@pytest.mark.parametrize(
    ("apart_s", "why"), [(-301, "quote-expired"), (301, "quote-differs")], ids=["behind", "ahead"]
)
def test_a_parking_system_whose_clock_is_wrong_is_not_believed(
    system: ParkingSystem, clock: Clock, apart_s: int, why: str
) -> None:
    visit = driver(system, at_s=NOW_S).type("3456")
    visit.choose("stay-1").show(person())
    clock.now_s = NOW_S + apart_s
    assert reason(visit) == why


def test_another_car_is_quoted_anew(system: ParkingSystem) -> None:
    visit = driver(system).type("3456")
    visit.choose("stay-1").show(person())
    assert visit.ask() is None
    visit.known.answers["car"] = "stay-2"  # type: ignore[index]  # as going back and choosing does
    asked = visit.service.ask(visit.known)
    assert isinstance(asked, Lookup)
    assert asked.id == "quote-stay-2"


def test_unknown_plates_and_cars_that_left_are_told(system: ParkingSystem) -> None:
    assert reason(driver(system).type("9999")) == "unknown-plate"
    visit = driver(system).type("3456").choose("stay-1")
    system.leave("stay-1")
    assert reason(visit) == "already-left"


def test_without_the_parking_system_nothing_is_guessed(system: ParkingSystem) -> None:
    system.away = True
    assert reason(driver(system).type("3456")) == "partner-away"
    system.away, system.lie = False, Lie.SIGNATURE
    assert reason(driver(system).type("3456")) == "partner-babbles"
