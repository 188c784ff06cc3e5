"""When a figure holds and who says so: days, a status, the sentence that names the source."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What is known of a figure."""

    IN_FORCE = "in-force"  # reported as holding from its first day on
    SET_HERE = "set-here"  # nobody reported it: the district's to set, and set in its file
    ANNOUNCED = "announced"  # told to come; no report says that it came
    REPORTED = "reported"  # a report names it without saying that it holds here


PRICING = frozenset({Status.IN_FORCE, Status.SET_HERE})
"""The statuses that price anything at all."""


@dataclass(frozen=True)
class Term:
    """The time a figure is of. ``from_`` and ``until`` are both days on which it holds.

    ``on``: the day of the report, None for what is set here. What is only announced or reported
    never holds, whatever its days: a district that puts it into force writes so into its file.
    """

    status: Status
    source: str
    on: datetime.date | None = None
    from_: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        """Whether it is in force on that day."""
        if self.status not in PRICING or self.from_ is None or day < self.from_:
            return False
        return self.until is None or day <= self.until

    def overlaps(self, other: "Term") -> bool:
        """Whether there is a day on which both hold."""
        if not {self.status, other.status} <= PRICING or self.from_ is None or other.from_ is None:
            return False
        latest = max(self.from_, other.from_)
        ends = [term.until for term in (self, other) if term.until is not None]
        return all(latest <= end for end in ends)
