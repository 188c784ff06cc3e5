"""Times of day in facility files, read on the clock of the scheme: its days, weeks and months."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from kiosk.config import Section
from kiosk.services.asks import At
from schemes.scheme import Scheme

# "09:30"; "24:00" is the end of a day.
ClockTime = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]


def _after_midnight(text: str) -> str:
    if text == "00:00":
        raise ValueError("the day begins at 00:00: nothing could be had before")
    return text


EndTime = Annotated[ClockTime, AfterValidator(_after_midnight)]
"""Until when something can be had on a day."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_EPOCH = date(1970, 1, 1)
_DAY_S = 24 * 3600


class HoursSection(Section):
    """``[service.hours]``: when the counter is open, from ``opens`` until before ``closes``."""

    opens: ClockTime
    closes: ClockTime
    days: tuple[Weekday, ...] = Field(default=WEEK, min_length=1, max_length=len(WEEK))

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if minute(self.opens) >= minute(self.closes):
            raise ValueError("closes before it opens")
        return self

    def open_at(self, at_s: int, scheme: Scheme) -> bool:
        """Whether it is open at ``at_s``, epoch seconds."""
        if WEEK[local_day(at_s, scheme).weekday()] not in self.days:
            return False
        return minute(self.opens) <= minute_of_day(at_s, scheme) < minute(self.closes)


@dataclass(frozen=True)
class Opening:
    """On which weekdays something can be had, from a minute of the day until before another."""

    opens: int
    closes: int
    days: tuple[Weekday, ...] = WEEK


def opening_of(hours: HoursSection | None, ends: Iterable[Collection[int]]) -> Opening | None:
    """Return when anything can be had; ``ends``: last orders of each thing, none: as long as open.

    None where the file names no end at all.
    """
    lasts = tuple(min(each, default=None) for each in ends)
    last = max((end for end in lasts if end is not None), default=None)
    if hours is None:
        return None if last is None or None in lasts else Opening(0, last)
    closes = minute(hours.closes)
    if last is not None and None not in lasts:
        closes = min(closes, last)
    return Opening(minute(hours.opens), closes, hours.days)


class NeverSold(ValueError):
    """Last orders are before the counter opens."""


def check_ends(item: str, ends: Iterable[int], hours: HoursSection | None) -> None:
    """Raise NeverSold where ``item`` ends, in minutes of the day, before there are any orders."""
    if hours is not None and any(end <= minute(hours.opens) for end in ends):
        raise NeverSold(f"order_until: {item} ends before the counter opens")


def minute(text: str) -> int:
    """Return the minute of the day that a `ClockTime` names."""
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def minute_of_day(at_s: int, scheme: Scheme) -> int:
    """Return the minute that ``at_s`` (epoch seconds) lies in, of the scheme's day."""
    return (at_s - scheme.day_start(at_s)) // 60


def local_day(at_s: int, scheme: Scheme) -> date:
    """Return the scheme's day around ``at_s``, epoch seconds."""
    return datetime.fromtimestamp(at_s + scheme.utc_offset_s, UTC).date()


def month_end(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def year_after(day: date) -> date:
    """Return the last day of the year that begins with ``day``."""
    if (day.month, day.day) == (2, 29):  # the next year has no such day: it ends the one before
        return day.replace(year=day.year + 1, day=28)
    return day.replace(year=day.year + 1) - timedelta(days=1)


def end_of(day: date, scheme: Scheme) -> At:
    """Return the last second of ``day``, as the scheme's days turn."""
    return At(((day - _EPOCH).days + 1) * _DAY_S - scheme.utc_offset_s - 1)
