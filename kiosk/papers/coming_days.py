"""The days on which a scheme is another one: from there on a figure is in force, or is no more."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta

from schemes.dated import Term
from schemes.rules import Purse
from schemes.scheme import Rate, Scheme


def turning_days(scheme: Scheme) -> list[date]:
    """Return each of them, in order: rates, purses, rules, limits, wherever a date stands."""
    return sorted(set(_days(scheme)))


def _days(part: object) -> Iterator[date]:
    match part:
        case Term(from_=begins, until=ends):
            yield from (begins,) if begins is not None else ()
            yield from _after(ends)
        case Rate(day=begins):
            yield begins
        case Purse(until=ends):
            yield from _after(ends)
        case tuple():
            for one in part:
                yield from _days(one)
        case _ if is_dataclass(part):
            for field in fields(part):
                yield from _days(getattr(part, field.name))


def _after(last: date | None) -> Iterator[date]:
    if last is not None and last < date.max:
        yield last + timedelta(days=1)
