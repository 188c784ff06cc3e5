"""What the tables of a scheme file have in common: amounts, ids, words, the days of a figure."""

import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemes.dated import PRICING, Status, Term
from schemes.money import Coins

MAX_COINS = 10**9  # far above any purse, far below what a database integer holds when summed
MAX_WON = 10**9
MAX_SALES_WON = 10**13  # what the largest seller there is takes in a year
MAX_ROWS = 100  # of one kind of table; a real file has a dozen

# As in signed messages; a resident code has room for 16 characters of a scheme's id.
SchemeId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=16)]
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
# A field of earning is an item of an order line, which has room for 23 characters.
ItemId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=23)]
Words = Annotated[str, Field(min_length=1, max_length=80)]
Source = Annotated[str, Field(min_length=1, max_length=1000)]
CoinCount = Annotated[int, Field(ge=0, le=MAX_COINS)]
ClassId = Annotated[int, Field(ge=0, le=255)]  # in a code, where one byte is plenty
Cap = Annotated[int, Field(ge=1, le=MAX_COINS)]  # a cap of 0 forbids what its rule allows
Budget = Annotated[int, Field(ge=1, le=10**12)]  # of a whole city, for a year
Percent = Annotated[int, Field(ge=1, le=100)]
HourCount = Annotated[int, Field(ge=0, le=24 * 365)]
WonCount = Annotated[int, Field(ge=1, le=MAX_WON)]
Ids = Annotated[tuple[RuleId, ...], Field(max_length=MAX_ROWS, strict=False)]


class Table(BaseModel):
    """A table of a scheme file: frozen, and an unknown key is an error, not a silent typo."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TermText(Table):
    """The keys that date a figure, in any table that holds one."""

    status: Annotated[Status, Field(strict=False)]
    source: Source
    on: datetime.date | None = None
    from_: Annotated[datetime.date | None, Field(alias="from")] = None
    until: datetime.date | None = None

    @model_validator(mode="after")
    def _days_belong_to_the_status(self) -> Self:
        if self.status in PRICING and self.from_ is None:
            raise ValueError(f"what is {self.status} needs its first day: from")
        if self.status is not Status.SET_HERE and self.on is None:
            raise ValueError(f"what is {self.status} needs the day of its report: on")
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            raise ValueError("ends before it begins")
        return self

    def term(self) -> Term:
        """Return the same as the rules take it."""
        return Term(self.status, self.source, self.on, self.from_, self.until)


def coins(count: int | None) -> Coins | None:
    """Return an optional count as coins."""
    return None if count is None else Coins(count)
