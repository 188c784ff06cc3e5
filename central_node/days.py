"""Days and months of a scheme, from times in epoch seconds: a kiosk may tell any number."""

import datetime

from schemes.scheme import Scheme

DAY_S = 24 * 3600
_EPOCH = datetime.date(1970, 1, 1)
_LAST = (datetime.date.max - _EPOCH).days - 366  # room for any zone, and for a month's end


def day_number(scheme: Scheme, time_s: int) -> int:
    """The scheme's days since 1970."""
    return (time_s + scheme.utc_offset_s) // DAY_S


def day_of(scheme: Scheme, time_s: int) -> datetime.date:
    """The scheme's day; the last one of the calendar for a time that lies behind it."""
    return _EPOCH + datetime.timedelta(days=min(day_number(scheme, time_s), _LAST))


def day_start(scheme: Scheme, time_s: int) -> int:
    """When the scheme's day around a time began."""
    return day_number(scheme, time_s) * DAY_S - scheme.utc_offset_s


def month_start(scheme: Scheme, time_s: int) -> int:
    """When the calendar month around a time began."""
    first = day_of(scheme, time_s).replace(day=1)
    return (first - _EPOCH).days * DAY_S - scheme.utc_offset_s


def month_end(scheme: Scheme, time_s: int) -> int:
    """When the calendar month after that around a time begins."""
    start = month_start(scheme, time_s)
    return month_start(scheme, start + 32 * DAY_S)


def month_name(scheme: Scheme, time_s: int) -> str:
    """The calendar month around a time, "2026-11"."""
    return day_of(scheme, time_s).strftime("%Y-%m")
