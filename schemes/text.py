"""The shape of a scheme file, checked by pydantic; every complaint names file, key and reason."""

import datetime
import tomllib
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from schemes.errors import SchemeError
from schemes.stand_in import PROTOCOL_DEFAULTS

MAX_SCHEME_BYTES = 256 * 1024  # a real file has a few kilobytes; it travels in every bundle
MAX_COINS = 10**9  # far above any purse, far below what a database integer holds when summed
MAX_WON = 10**9


class Rounding(StrEnum):
    """How a price that is no whole number of coins is told in coins."""

    DOWN = "down"
    UP = "up"


# As in signed messages; a resident code has room for 16 characters of a scheme's id.
SchemeId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=16)]
PurseId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
Words = Annotated[str, Field(min_length=1, max_length=80)]
Source = Annotated[str, Field(min_length=1, max_length=1000)]
CoinCount = Annotated[int, Field(ge=0, le=MAX_COINS)]
HourCount = Annotated[int, Field(ge=0, le=24 * 365)]
WonCount = Annotated[int, Field(ge=1, le=MAX_WON)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class RateText(_Table):
    """One ``[[rate]]``: won for one coin, from a day on."""

    won: WonCount
    from_: Annotated[datetime.date, Field(alias="from")]
    source: Source


class ReportedRateText(_Table):
    """One ``[[reported_rate]]``: what somebody reported on a day; it prices nothing."""

    won: WonCount
    on: datetime.date
    source: Source


class UnitText(_Table):
    """``[unit]``: what one piece of the money is called."""

    name: Words


class RoundingText(_Table):
    """``[rounding]``."""

    price: Annotated[Rounding, Field(strict=False)]


class PurseText(_Table):
    """One ``[[purse]]``."""

    id: PurseId
    name: Words


class LimitsText(_Table):
    """``[limits]`` that hold whether the node is there or not."""

    per_transaction_coins: CoinCount


class StandInText(_Table):
    """``[stand_in]``; what is left out has the protocol's default."""

    per_transaction_coins: CoinCount = PROTOCOL_DEFAULTS.per_transaction.units
    phone_slice_coins: CoinCount = PROTOCOL_DEFAULTS.phone_slice.units
    unsent_coins: CoinCount = PROTOCOL_DEFAULTS.unsent.units
    away_h: HourCount = PROTOCOL_DEFAULTS.away_s // 3600
    card_slice_coins: CoinCount = PROTOCOL_DEFAULTS.card_slice.units
    card_day_coins: CoinCount = PROTOCOL_DEFAULTS.card_day.units
    status_age_h: HourCount = PROTOCOL_DEFAULTS.status_age_s // 3600


class CalendarText(_Table):
    """``[calendar]``: when a day of the scheme begins, in minutes ahead of UTC.

    The default is Korea's, which has no summer time; the range is that of the world's time zones.
    """

    utc_offset_min: Annotated[int, Field(ge=-12 * 60, le=14 * 60)] = 9 * 60


class EvidenceText(_Table):
    """``[evidence]``: how long the codes that residents showed are kept, for disputes.

    A month is the least: entries must have reached the node, and people their statements. Ten
    years are more than any trade law asks for.
    """

    kept_days: Annotated[int, Field(ge=30, le=3660)] = 180


class SchemeText(_Table):
    """A whole scheme file."""

    id: SchemeId
    version: Annotated[int, Field(ge=1, le=2**31)]
    name: Words
    unit: UnitText
    rate: Annotated[tuple[RateText, ...], Field(min_length=1, max_length=100, strict=False)]
    reported_rate: Annotated[tuple[ReportedRateText, ...], Field(max_length=100, strict=False)] = ()
    rounding: RoundingText
    purse: Annotated[tuple[PurseText, ...], Field(min_length=1, max_length=10, strict=False)]
    limits: LimitsText
    stand_in: StandInText = StandInText()
    calendar: CalendarText = CalendarText()
    evidence: EvidenceText = EvidenceText()

    @model_validator(mode="after")
    def _days_and_purses_are_single(self) -> Self:
        if len({r.from_ for r in self.rate}) != len(self.rate):
            raise ValueError("two rates come into force on the same day")
        if len({p.id for p in self.purse}) != len(self.purse):
            raise ValueError("two purses have the same id")
        return self


def read_scheme_text(data: bytes, origin: str) -> SchemeText:
    """Parse and check a scheme's TOML bytes; SchemeError names the first thing that is wrong."""
    if len(data) > MAX_SCHEME_BYTES:
        raise SchemeError(origin, "", f"larger than {MAX_SCHEME_BYTES} bytes")
    try:
        parsed = tomllib.loads(data.decode("utf-8"))
    except RecursionError as exc:
        raise SchemeError(origin, "", "nested too deeply") from exc
    except ValueError as exc:  # also for a number of thousands of digits, which is no TOML error
        raise SchemeError(origin, "", f"not TOML in UTF-8: {exc}") from exc
    try:
        return SchemeText.model_validate(parsed)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SchemeError(origin, key, first["msg"]) from exc
