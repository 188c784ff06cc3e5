"""How the tables of a scheme file go together: single names, known names, no overlap."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from schemes.errors import SchemeError
from schemes.rules import ANY, DISTRICT, PurseKind
from schemes.text import SchemeText
from schemes.text_base import TermText

Complaint = tuple[str, str]  # dotted key, reason


def check_tables(text: SchemeText, origin: str) -> None:
    """Raise SchemeError for the first two tables that don't go together."""
    for key, reason in itertools.chain(
        _twice(text), _purses(text), _unknown(text), _overlapping(text)
    ):
        raise SchemeError(origin, key, reason)


def _twice(text: SchemeText) -> Iterator[Complaint]:
    yield from _single("rate", [rate.from_ for rate in text.rate], "are in force from the same day")
    for key, rows in text:  # every table whose rows have ids
        ids = [row.id for row in rows if hasattr(row, "id")] if isinstance(rows, tuple) else []
        yield from _single(key, ids, "have the same id")
    bonuses = [rule.id for rule in text.bonus]
    both = [*bonuses, *(rule.id for rule in text.cashback)]
    for place, id_ in enumerate(both):
        if id_ in both[:place]:  # budgets are counted by the id alone
            yield f"cashback.{place - len(bonuses)}.id", f"two rules have the same id {id_}"


def _single(key: str, values: Sequence[object], what: str) -> Iterator[Complaint]:
    for place, value in enumerate(values):
        if value in values[:place]:
            yield f"{key}.{place}", f"two of {key} {what}: {value}"


def _purses(text: SchemeText) -> Iterator[Complaint]:
    first = text.purse[0]
    if first.kind is not PurseKind.GENERAL:
        yield "purse.0.kind", "the first purse takes what is earned or charged: it is general"
    if first.uses or first.until is not None:
        yield "purse.0", "the first purse pays everywhere and does not expire"
    for place, purse in enumerate(text.purse):
        if purse.kind is PurseKind.POLICY and not purse.uses:
            yield f"purse.{place}.uses", "money for a purpose without uses: name sectors, or any"


def _unknown(text: SchemeText) -> Iterator[Complaint]:
    """Names that no table gives."""
    sectors = {ANY, DISTRICT, *(sector.id for sector in text.sector)}
    markets = {ANY, *(market.id for market in text.market)}
    purses = {purse.id for purse in text.purse}
    for place, purse in enumerate(text.purse):
        yield from _named(f"purse.{place}.uses", purse.uses, sectors)
    for place, rule in enumerate(text.cashback):
        yield from _named(f"cashback.{place}.sectors", rule.sectors, sectors)
        yield from _named(f"cashback.{place}.markets", rule.markets, markets)
        yield from _named(f"cashback.{place}.purses", rule.purses, purses)
    for place, excluded in enumerate(text.excluded_sector):
        yield from _named(f"excluded_sector.{place}.sector", [excluded.sector], sectors - {ANY})
        yield from _named(f"excluded_sector.{place}.but", excluded.but, purses)
    for place, limit in enumerate(text.sales_limit):
        yield from _named(f"sales_limit.{place}.but", limit.but, purses)
    yield from _unnamed_ages(text)


def _unnamed_ages(text: SchemeText) -> Iterator[Complaint]:
    """Ages whose price class no table names: whoever gives out codes would not know it."""
    named = {one.id for one in text.price_class}
    for place, field in enumerate(text.earning):
        for number, age in enumerate(field.age):
            if age.price_class is not None and age.price_class not in named:
                key = f"earning.{place}.age.{number}.price_class"
                yield key, f"no [[price_class]] has the id {age.price_class}"


def _named(key: str, names: Iterable[str], known: set[str]) -> Iterator[Complaint]:
    for name in names:
        if name not in known:
            yield key, f"{name} is none of {', '.join(sorted(known))}"


def _overlapping(text: SchemeText) -> Iterator[Complaint]:
    """Two rules of which only one can hold on a day."""
    yield from _apart("month_cap", text.month_cap)
    yield from _apart("sales_limit", text.sales_limit)
    for sector in sorted({rule.sector for rule in text.excluded_sector}):
        same = [rule for rule in text.excluded_sector if rule.sector == sector]
        yield from _apart("excluded_sector", same)
    for place, field in enumerate(text.earning):
        yield from _apart(f"earning.{place}.age", field.age)


def _apart(key: str, rows: Sequence[TermText]) -> Iterator[Complaint]:
    for one, other in itertools.combinations(rows, 2):
        if one.term().overlaps(other.term()):
            yield key, f"two rules hold at once, from {one.from_} and from {other.from_}"
