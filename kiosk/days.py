"""The days that a time lies in: on the wall here, and on the calendar of the scheme.

A machine's own zone is what somebody has set, or nobody; the scheme's days are in its signed rules.
So what is sold, and for how much, goes by the scheme's day, wherever the machine thinks it stands.
"""

from datetime import UTC, date, datetime
from typing import Final

from schemes.scheme import Scheme

LAST_DAY_S: Final = 253_370_764_800  # the year 9999 begins: later times have no calendar day


def local_time(time_s: int) -> datetime:
    """Return what a clock on the wall here shows at ``time_s``, epoch seconds."""
    return datetime.fromtimestamp(min(time_s, LAST_DAY_S), tz=UTC).astimezone()


def local_day(time_s: int) -> date:
    """Return the day on a calendar here at ``time_s``, epoch seconds."""
    return local_time(time_s).date()


def scheme_day(scheme: Scheme, on: date | int) -> date:
    """Return the scheme's day around ``on``, epoch seconds; a day is itself."""
    if isinstance(on, date):
        return on
    return datetime.fromtimestamp(min(on, LAST_DAY_S) + scheme.utc_offset_s, UTC).date()
