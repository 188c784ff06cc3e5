"""One community currency as data: unit, dated rate, purses, incentives, earning, limits.

A scheme travels as TOML in the signed bundle and is checked here once; what comes out is frozen.
The name of no scheme appears in the program.
"""

import datetime
from dataclasses import dataclass

from schemes.errors import SchemeError
from schemes.limits import Limits
from schemes.money import Coins, Won
from schemes.rules import (
    BonusRule,
    CashbackRule,
    EarningField,
    Fact,
    MonthCap,
    Named,
    PriceClass,
    Purse,
    SalesRule,
    SectorRule,
)
from schemes.stand_in import StandInRules
from schemes.text import Rounding, SchemeText, read_scheme_text
from schemes.text_base import MAX_COINS, coins
from schemes.text_checks import check_tables

__all__ = ["Price", "Purse", "Rate", "Rounding", "Scheme", "load_scheme"]

_DAY_S = 24 * 3600
_NO_LIMIT = Coins(MAX_COINS)


@dataclass(frozen=True)
class Rate:
    """What one coin is worth. ``day``: the first day in force, or the day of the report."""

    unit_won: Won
    day: datetime.date
    source: str


@dataclass(frozen=True)
class Price:
    """A price in won told in coins, and what is left to pay by another tender."""

    coins: Coins
    remainder: Won


@dataclass(frozen=True)
class Scheme:
    """The rules of one currency. ``rates`` are by day; reported ones price nothing.

    ``evidence_kept_s``: the dispute period in seconds, after which shown codes are erased.
    ``utc_offset_s``: how far the scheme's days begin ahead of UTC.
    """

    id: str
    version: int
    name: str
    unit_name: str
    rates: tuple[Rate, ...]
    reported_rates: tuple[Rate, ...]
    rounding: Rounding
    purses: tuple[Purse, ...]
    limits: Limits
    stand_in: StandInRules
    evidence_kept_s: int
    utc_offset_s: int
    cashback_rounding: Rounding = Rounding.DOWN
    sectors: tuple[Named, ...] = ()
    markets: tuple[Named, ...] = ()
    price_classes: tuple[PriceClass, ...] = ()
    bonuses: tuple[BonusRule, ...] = ()
    cashbacks: tuple[CashbackRule, ...] = ()
    month_caps: tuple[MonthCap, ...] = ()
    excluded_sectors: tuple[SectorRule, ...] = ()
    sales_limits: tuple[SalesRule, ...] = ()
    earning: tuple[EarningField, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def general(self) -> Purse:
        """The first purse: what is earned or charged goes there."""
        return self.purses[0]

    @property
    def per_transaction(self) -> Coins:
        """The most that one payment may be."""
        most = self.limits.per_transaction
        return _NO_LIMIT if most is None else most

    def rate_on(self, day: datetime.date) -> Won:
        """Won for one coin on that day; SchemeError if no rate was in force yet."""
        in_force = [rate for rate in self.rates if rate.day <= day]
        if not in_force:
            raise SchemeError(self.id, "rate", f"no rate is in force on {day.isoformat()}")
        return in_force[-1].unit_won

    def price(self, won: Won, on: datetime.date) -> Price:
        """Tell a price of 0 won or more in coins by the rate and rounding of that day.

        Rounded down, the remainder (less than one coin) is paid by another tender; rounded up,
        the coins cover the whole price.
        """
        if won < Won(0):
            raise ValueError(f"a price is not negative: {won}")
        coins, rest = divmod(won.units, self.rate_on(on).units)
        if rest and self.rounding is Rounding.UP:
            return Price(Coins(coins + 1), Won(0))
        return Price(Coins(coins), Won(rest))

    def worth(self, coins: Coins, on: datetime.date) -> Won:
        """What an amount of coins is worth in won on that day."""
        return self.rate_on(on) * coins.units

    def day_start(self, time_s: int) -> int:
        """When the scheme's day around a time began, both in epoch seconds."""
        return time_s - (time_s + self.utc_offset_s) % _DAY_S

    def month_start(self, time_s: int) -> int:
        """When the scheme's calendar month around a time began, both in epoch seconds."""
        zone = datetime.timezone(datetime.timedelta(seconds=self.utc_offset_s))
        here = datetime.datetime.fromtimestamp(self.day_start(time_s), zone)
        return int(here.replace(day=1).timestamp())


def load_scheme(data: bytes, origin: str) -> Scheme:
    """Read a scheme's TOML. ``origin`` names the file in the one error, SchemeError."""
    text = read_scheme_text(data, origin)
    check_tables(text, origin)
    return Scheme(
        id=text.id,
        version=text.version,
        name=text.name,
        unit_name=text.unit.name,
        rates=_rates(text),
        reported_rates=tuple(Rate(Won(r.won), r.on, r.source) for r in text.reported_rate),
        rounding=text.rounding.price,
        purses=tuple(Purse(p.id, p.name, p.kind, p.uses, p.until) for p in text.purse),
        limits=_limits(text),
        stand_in=_stand_in(text),
        evidence_kept_s=text.evidence.kept_days * _DAY_S,
        utc_offset_s=text.calendar.utc_offset_min * 60,
        cashback_rounding=text.rounding.cashback,
        sectors=tuple(Named(s.id, s.name) for s in text.sector),
        markets=tuple(Named(m.id, m.name) for m in text.market),
        price_classes=tuple(PriceClass(one.id, one.name) for one in text.price_class),
        bonuses=tuple(row.rule() for row in text.bonus),
        cashbacks=tuple(row.rule() for row in text.cashback),
        month_caps=tuple(row.rule() for row in text.month_cap),
        excluded_sectors=tuple(row.rule() for row in text.excluded_sector),
        sales_limits=tuple(row.rule() for row in text.sales_limit),
        earning=tuple(row.rule() for row in text.earning),
        facts=tuple(row.rule() for row in text.fact),
    )


def _rates(text: SchemeText) -> tuple[Rate, ...]:
    rates = (Rate(Won(r.won), r.from_, r.source) for r in text.rate)
    return tuple(sorted(rates, key=lambda rate: rate.day))


def _limits(text: SchemeText) -> Limits:
    given = text.limits
    return Limits(
        per_transaction=Coins(given.per_transaction_coins),
        per_day=coins(given.per_day_coins),
        per_month=coins(given.per_month_coins),
        per_transfer=coins(given.per_transfer_coins),
        transfers_day=coins(given.transfers_day_coins),
        transfers_month=coins(given.transfers_month_coins),
        per_charge=coins(given.per_charge_coins),
        charges_day=coins(given.charges_day_coins),
        charges_month=coins(given.charges_month_coins),
        charges_kiosk_day=coins(given.charges_kiosk_day_coins),
    )


def _stand_in(text: SchemeText) -> StandInRules:
    rules = text.stand_in
    return StandInRules(
        per_transaction=Coins(rules.per_transaction_coins),
        phone_slice=Coins(rules.phone_slice_coins),
        unsent=Coins(rules.unsent_coins),
        away_s=rules.away_h * 3600,
        card_slice=Coins(rules.card_slice_coins),
        card_day=Coins(rules.card_day_coins),
        status_age_s=rules.status_age_h * 3600,
    )
