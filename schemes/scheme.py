"""One community currency as data: unit, dated rate, rounding, purses, limits, stand-in rules.

A scheme travels as TOML in the signed bundle and is checked here once; what comes out is frozen.
The name of no scheme appears in the program.
"""

import datetime
from dataclasses import dataclass

from schemes.errors import SchemeError
from schemes.money import Coins, Won
from schemes.stand_in import StandInRules
from schemes.text import Rounding, SchemeText, read_scheme_text

__all__ = ["Price", "Purse", "Rate", "Rounding", "Scheme", "load_scheme"]

_DAY_S = 24 * 3600


@dataclass(frozen=True)
class Rate:
    """What one coin is worth. ``day``: the first day in force, or the day of the report."""

    unit_won: Won
    day: datetime.date
    source: str


@dataclass(frozen=True)
class Purse:
    """A kind of money inside the scheme; amounts are recorded by purse id."""

    id: str
    name: str


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
    per_transaction: Coins
    stand_in: StandInRules
    evidence_kept_s: int
    utc_offset_s: int

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


def load_scheme(data: bytes, origin: str) -> Scheme:
    """Read a scheme's TOML. ``origin`` names the file in the one error, SchemeError."""
    text = read_scheme_text(data, origin)
    return Scheme(
        id=text.id,
        version=text.version,
        name=text.name,
        unit_name=text.unit.name,
        rates=_rates(text),
        reported_rates=tuple(Rate(Won(r.won), r.on, r.source) for r in text.reported_rate),
        rounding=text.rounding.price,
        purses=tuple(Purse(p.id, p.name) for p in text.purse),
        per_transaction=Coins(text.limits.per_transaction_coins),
        stand_in=_stand_in(text),
        evidence_kept_s=text.evidence.kept_days * _DAY_S,
        utc_offset_s=text.calendar.utc_offset_min * 60,
    )


def _rates(text: SchemeText) -> tuple[Rate, ...]:
    rates = (Rate(Won(r.won), r.from_, r.source) for r in text.rate)
    return tuple(sorted(rates, key=lambda rate: rate.day))


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
