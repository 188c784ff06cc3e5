"""Who sells at a place: the `[merchant]` table of a facility's file in the published bundle.

Kiosks read the whole file; the node only wants to know which money may pay there and what is given
back. A place that the bundle does not know counts as the district's own.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemes.merchant import Merchant
from schemes.money import Won

_MOST_KEPT = 128  # twice what one bundle holds: the files of the one before it may be asked too
_MAX_YEARLY_WON = 10**13
_Word = Annotated[str, Field(pattern=r"^([a-z0-9]+([-_.:][a-z0-9]+)*)?$", max_length=48)]


class _MerchantTable(BaseModel):
    """``[merchant]``; what a kiosk's reader takes, and what is left out, mean the same here."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    sector: _Word = "district"
    market: _Word = ""
    yearly_sales_won: Annotated[int, Field(ge=0, le=_MAX_YEARLY_WON)] | None = None
    discount_percent: Annotated[int, Field(ge=0, le=50)] = 0


class _Facility(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    id: str
    merchant: _MerchantTable = _MerchantTable()


def merchant_at(facilities: Mapping[str, bytes], place: str | None) -> Merchant:
    """Who sells at ``place``, a facility's id, by the bundle's files (TOML by file stem)."""
    if place is None:
        return Merchant("")
    named = facilities.get(place)  # a file is called like its facility, as a rule
    others = (text for text in facilities.values() if text is not named)
    for text in (*((named,) if named is not None else ()), *others):
        found = _read(text)
        if found is not None and found.id == place:
            return found
    return Merchant(place)


def facility_id(facilities: Mapping[str, bytes], name: str) -> str | None:
    """The id of the facility with this file stem or this id; None where the bundle has none."""
    named = facilities.get(name)
    found = None if named is None else _read(named)
    if found is not None:
        return found.id
    ids = (read.id for text in facilities.values() if (read := _read(text)) is not None)
    return next((id_ for id_ in ids if id_ == name), None)


def has_facility(facilities: Mapping[str, bytes], id_: str) -> bool:
    """Whether one of these files is about the facility with this id, whatever its name."""
    return any((read := _read(text)) is not None and read.id == id_ for text in facilities.values())


@lru_cache(maxsize=_MOST_KEPT)
def _read(text: bytes) -> Merchant | None:
    """None for a file that tells no seller: the kiosk that gets it says what is wrong with it."""
    try:
        read = _Facility.model_validate(tomllib.loads(text.decode("utf-8")))
    except (ValueError, RecursionError, ValidationError):
        return None
    table = read.merchant
    sales = None if table.yearly_sales_won is None else Won(table.yearly_sales_won)
    return Merchant(read.id, table.sector, table.market, sales, table.discount_percent)
