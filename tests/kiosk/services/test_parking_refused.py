"""Parking: replies that are no answer, plates that are shown in a hall, rules that can't be."""

from collections.abc import Mapping

import pytest

from kiosk.partners.simulate import ParkingSystem
from kiosk.services.asks import NotFound
from kiosk.services.base import HandOver
from kiosk.services.parking_replies import masked, read_cars
from kiosk.services.parking_section import fee_rules_of
from tests.kiosk.services.partnered import reason
from tests.kiosk.services.places import HEAD, refused
from tests.kiosk.services.test_parking import NOW_S, PLACE, STATION, car, driver, service


def car_row(entered: int = 1_795_229_400, shown: str = "1*가 3456") -> Mapping[str, object]:
    return {"stay": "stay-1", "shown": shown, "kind": "car", "entered": entered}


@pytest.mark.parametrize(
    "reply",
    [
        [],
        {},
        {"cars": None},
        {"cars": [None]},
        {"cars": [{}] * 7},
        {"cars": [{"stay": "A", "shown": "x", "kind": "car", "entered": 1}]},
        {"cars": [{"stay": "a", "shown": "", "kind": "car", "entered": 1}]},
        {"cars": [{"stay": "a", "shown": "x", "kind": "car", "entered": True}]},
        {"cars": [{"stay": "a" * 24, "shown": "x", "kind": "car", "entered": 1}]},
        {"cars": [car_row(entered=253_402_300_799)]},
        {"cars": [car_row(), car_row(shown="2*가 3456")]},
    ],
    ids=range(11),
)
def test_cars_of_another_shape_are_babble(reply: object) -> None:
    with pytest.raises(NotFound, match="partner-babbles"):
        service().understand("cars-3456", reply)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("1*가 3456", "1*가 3456"),
        ("12가 3456", "1*가 3456"),
        ("123가3456", "1**가3456"),
        ("서울 12가 3456", "서울 1*가 3456"),
        ("1가 3456", "*가 3456"),
        ("*12가 3456", "***가 3456"),
        ("3456", "3456"),
    ],
)
def test_a_plate_that_its_system_forgot_to_mask_is_masked_here(told: str, seen: str) -> None:
    (found,) = read_cars({"cars": [car_row(shown=told)]})
    assert found.shown == seen
    assert masked(seen) == seen  # masking again hides no more


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("step_min = 10", "step_min = 0", "service.0.step_min"),
        ("day_most_won = 30000", "day_most_won = 0", "service.0.day_most_won"),
        ("day_most_won = 30000", "day_most_won = 199", "day_most_won: 199 won is less than one"),
        ("base_won = 1200", "base_won = 0\nstep_won = 0", "day_most_won: 0 won is less than one"),
        ("coins_most = 40", "coins_most = 0", "service.0.coins_most"),
        ("percent = 50", "percent = 101", "service.0.discount.0.percent"),
        ("percent = 50", "percent = 0", "percent or free_min"),
        ('cars = ["small"]', 'cars = ["lorry"]', "discount small: there is no lorry"),
        ("together = []", 'together = [["small", "old"]]', "together: there is no old"),
        ('id = "veterans"', 'id = "small"', "discount: small is there twice"),
        ('hand_over = "gate"', 'hand_over = "screen"', "service.0.hand_over"),
    ],
)
def test_impossible_rules_are_refused_by_name(old: str, new: str, why: str) -> None:
    text = PLACE.replace("leave_min = 15", "leave_min = 15\ncoins_most = 40")
    if "step_won" in new:
        text = text.replace("step_won = 400\n", "")
    assert old in text
    key, said = refused(text.replace(old, new, 1))
    assert why in f"{key} {said}"


def test_less_than_a_coin_is_for_the_desk() -> None:
    cheap = PLACE.replace("base_won = 1200", "base_won = 100").replace(
        "step_won = 400", "step_won = 10"
    )
    rules = fee_rules_of((HEAD + cheap).encode())
    with ParkingSystem(rules, [car("stay-1", 95)], lambda: NOW_S) as other:
        visit = driver(other, cheap).type("3456")
        visit.choose("stay-1")
        assert reason(visit) == "under-one-coin"


def test_the_slip_tells_how_long_one_may_take_to_leave() -> None:
    words = service(STATION).ticket("stay-1", 1)
    assert (words.good_for, words.rows) == ("1대", (("나가는 시간", "15분"),))
    assert service(STATION).hands_over("stay-1") is HandOver.PRINT
