"""Times of day on the scheme's clock."""

from datetime import date

import pytest

from kiosk.services.asks import At
from kiosk.services.hours import (
    HoursSection,
    end_of,
    local_day,
    minute,
    minute_of_day,
    month_end,
    year_after,
)
from tests.kiosk.services.places import at, scheme

RULES = scheme()


@pytest.mark.parametrize(
    ("clock", "minutes"), [("00:00", 0), ("09:30", 570), ("24:00", 1440)], ids=str
)
def test_a_clock_time_is_a_minute_of_the_day(clock: str, minutes: int) -> None:
    assert minute(clock) == minutes


def test_a_moment_is_read_where_the_days_of_the_scheme_turn() -> None:
    assert minute_of_day(at("00:00"), RULES) == 0
    assert minute_of_day(at("23:59") + 59, RULES) == 1439
    assert local_day(at("00:00"), RULES) == date(2026, 11, 21)
    assert local_day(at("00:00") - 1, RULES) == date(2026, 11, 20)


def test_it_is_open_from_the_first_minute_until_before_the_last_on_its_days() -> None:
    hours = HoursSection(opens="09:00", closes="24:00", days=("sat",))
    assert hours.open_at(at("09:00"), RULES)
    assert hours.open_at(at("23:59"), RULES)
    assert not hours.open_at(at("08:59"), RULES)
    assert not hours.open_at(at("12:00", 22), RULES)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 2, 1), 28),
        (date(2028, 2, 29), 29),
        (date(2026, 12, 31), 31),
        (date(2026, 4, 9), 30),
    ],
    ids=str,
)
def test_a_month_ends_on_its_last_day(day: date, last: int) -> None:
    assert month_end(day) == day.replace(day=last)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 21), date(2027, 11, 20)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
    ],
    ids=str,
)
def test_a_year_ends_the_day_before_it_began(day: date, last: date) -> None:
    assert year_after(day) == last


def test_a_day_ends_with_its_last_second() -> None:
    end = end_of(date(2026, 11, 21), RULES)
    assert end == At(at("23:59") + 59)
    assert local_day(end.time_s + 1, RULES) == date(2026, 11, 22)
