"""The shape of a scheme file, checked by pydantic; every complaint names file, key and reason."""

import datetime
import tomllib
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationError

from schemes.errors import SchemeError
from schemes.rules import PurseKind
from schemes.stand_in import PROTOCOL_DEFAULTS
from schemes.text_base import (
    MAX_ROWS,
    Cap,
    ClassId,
    CoinCount,
    HourCount,
    Ids,
    RuleId,
    SchemeId,
    Source,
    Table,
    WonCount,
    Words,
)
from schemes.text_rules import (
    BonusText,
    CashbackText,
    EarningText,
    ExcludedSectorText,
    FactText,
    MonthCapText,
    SalesLimitText,
)

MAX_SCHEME_BYTES = 256 * 1024  # a real file has a few kilobytes; it travels in every bundle


class Rounding(StrEnum):
    """How a price that is no whole number of coins is told in coins."""

    DOWN = "down"
    UP = "up"


class RateText(Table):
    """One ``[[rate]]``: won for one coin, from a day on."""

    won: WonCount
    from_: Annotated[datetime.date, Field(alias="from")]
    source: Source


class ReportedRateText(Table):
    """One ``[[reported_rate]]``: what somebody reported on a day; it prices nothing."""

    won: WonCount
    on: datetime.date
    source: Source


class UnitText(Table):
    """``[unit]``: what one piece of the money is called."""

    name: Words


class RoundingText(Table):
    """``[rounding]`` of prices, and of what is given back: down where nothing is said."""

    price: Annotated[Rounding, Field(strict=False)]
    cashback: Annotated[Rounding, Field(strict=False)] = Rounding.DOWN


class PurseText(Table):
    """One ``[[purse]]``; ``until`` is the last day on which its money can be spent."""

    id: RuleId
    name: Words
    kind: Annotated[PurseKind, Field(strict=False)] = PurseKind.GENERAL
    uses: Ids = ()
    until: datetime.date | None = None


class NamedText(Table):
    """One ``[[sector]]`` or ``[[market]]``."""

    id: RuleId
    name: Words


class PriceClassText(Table):
    """One ``[[price_class]]``: what a number in residents' codes stands for."""

    id: ClassId
    name: Words


class LimitsText(Table):
    """``[limits]`` that hold whether the node is there or not."""

    per_transaction_coins: CoinCount
    per_day_coins: Cap | None = None
    per_month_coins: Cap | None = None
    per_transfer_coins: Cap | None = None
    transfers_day_coins: Cap | None = None
    transfers_month_coins: Cap | None = None
    per_charge_coins: Cap | None = None
    charges_day_coins: Cap | None = None
    charges_month_coins: Cap | None = None
    charges_kiosk_day_coins: Cap | None = None


class StandInText(Table):
    """``[stand_in]``; what is left out has the protocol's default."""

    per_transaction_coins: CoinCount = PROTOCOL_DEFAULTS.per_transaction.units
    phone_slice_coins: CoinCount = PROTOCOL_DEFAULTS.phone_slice.units
    unsent_coins: CoinCount = PROTOCOL_DEFAULTS.unsent.units
    away_h: HourCount = PROTOCOL_DEFAULTS.away_s // 3600
    card_slice_coins: CoinCount = PROTOCOL_DEFAULTS.card_slice.units
    card_day_coins: CoinCount = PROTOCOL_DEFAULTS.card_day.units
    status_age_h: HourCount = PROTOCOL_DEFAULTS.status_age_s // 3600


class CalendarText(Table):
    """``[calendar]``: when a day of the scheme begins, in minutes ahead of UTC.

    The default is Korea's, which has no summer time; the range is that of the world's time zones.
    """

    utc_offset_min: Annotated[int, Field(ge=-12 * 60, le=14 * 60)] = 9 * 60


class EvidenceText(Table):
    """``[evidence]``: how long the codes that residents showed are kept, for disputes.

    A month is the least: entries must have reached the node, and people their statements. Ten
    years are more than any trade law asks for.
    """

    kept_days: Annotated[int, Field(ge=30, le=3660)] = 180


_Rows = Field(max_length=MAX_ROWS, strict=False)


class SchemeText(Table):
    """A whole scheme file."""

    id: SchemeId
    version: Annotated[int, Field(ge=1, le=2**31)]
    name: Words
    unit: UnitText
    rate: Annotated[tuple[RateText, ...], Field(min_length=1, max_length=MAX_ROWS, strict=False)]
    reported_rate: Annotated[tuple[ReportedRateText, ...], _Rows] = ()
    rounding: RoundingText
    purse: Annotated[tuple[PurseText, ...], Field(min_length=1, max_length=10, strict=False)]
    limits: LimitsText
    stand_in: StandInText = StandInText()
    calendar: CalendarText = CalendarText()
    evidence: EvidenceText = EvidenceText()
    sector: Annotated[tuple[NamedText, ...], _Rows] = ()
    market: Annotated[tuple[NamedText, ...], _Rows] = ()
    price_class: Annotated[tuple[PriceClassText, ...], _Rows] = ()
    bonus: Annotated[tuple[BonusText, ...], _Rows] = ()
    cashback: Annotated[tuple[CashbackText, ...], _Rows] = ()
    month_cap: Annotated[tuple[MonthCapText, ...], _Rows] = ()
    excluded_sector: Annotated[tuple[ExcludedSectorText, ...], _Rows] = ()
    sales_limit: Annotated[tuple[SalesLimitText, ...], _Rows] = ()
    earning: Annotated[tuple[EarningText, ...], _Rows] = ()
    fact: Annotated[tuple[FactText, ...], _Rows] = ()


def read_scheme_text(data: bytes, origin: str) -> SchemeText:
    """Parse a scheme's TOML bytes and check each table by itself.

    SchemeError names the first thing that is wrong.
    """
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
