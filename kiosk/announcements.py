"""Announcements of the district, shown while nobody is at the machine. Data of a facility file.

Lengths are bounded so that title and text fit the smallest panel at 200 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from pydantic import ConfigDict, Field, model_validator

from kiosk.config import Printed, Section

MAX_ANNOUNCEMENTS: Final = 12  # at one a minute each is seen again within a quarter of an hour


class AnnouncementSection(Section):
    """An ``[[announcement]]`` of a facility file; ``from`` and ``until`` are days, both shown."""

    model_config = ConfigDict(validate_by_alias=True)

    title: Printed = Field(min_length=1, max_length=20)
    text: Printed = Field(min_length=1, max_length=48)
    picture: str = ""
    first_day: date | None = Field(default=None, alias="from")
    until: date | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.first_day and self.until and self.first_day > self.until:
            raise ValueError("ends before it begins")
        return self

    def shown_on(self, day: date) -> bool:
        """Whether it is of this day."""
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Announcement:
    """One announcement, as the first screen's place is lent to it."""

    title: str
    text: str
    picture: str = ""


def of_day(sections: Sequence[AnnouncementSection], day: date) -> tuple[Announcement, ...]:
    """Return what is announced on ``day``, in the order of the file."""
    shown = (one for one in sections if one.shown_on(day))
    return tuple(Announcement(one.title, one.text, one.picture) for one in shown)
