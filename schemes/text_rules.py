"""The dated tables of a scheme file: incentives, who accepts, what is earned, what was reported."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from schemes.dated import PRICING
from schemes.money import Coins, Won
from schemes.rules import (
    AgeRule,
    BonusRule,
    CashbackRule,
    EarningField,
    Evidence,
    Fact,
    MonthCap,
    SalesRule,
    SectorRule,
)
from schemes.text_base import (
    MAX_SALES_WON,
    Budget,
    Cap,
    ClassId,
    Ids,
    ItemId,
    Percent,
    RuleId,
    TermText,
    coins,
)

EarnedWords = Annotated[str, Field(min_length=1, max_length=12)]  # it is a label on a screen
UnitWords = Annotated[str, Field(min_length=1, max_length=4)]
MAX_AGES = 10


class _PercentText(TermText):
    """A rule that gives so many percent; what was announced may lack the figure."""

    id: RuleId
    percent: Percent | None = None
    budget_coins: Budget | None = None
    person_month_coins: Cap | None = None

    @model_validator(mode="after")
    def _what_prices_has_a_figure(self) -> Self:
        if self.status in PRICING and self.percent is None:
            raise ValueError(f"what is {self.status} needs its figure: percent")
        return self


class BonusText(_PercentText):
    """One ``[[bonus]]``: on top of what is charged."""

    per_charge_coins: Cap | None = None

    def rule(self) -> BonusRule:
        """Return the rule."""
        return BonusRule(
            id=self.id,
            percent=self.percent,
            term=self.term(),
            per_charge=coins(self.per_charge_coins),
            budget=coins(self.budget_coins),
            person_month=coins(self.person_month_coins),
        )


class CashbackText(_PercentText):
    """One ``[[cashback]]``: back from what was paid."""

    sectors: Ids = ()
    markets: Ids = ()
    merchants: Ids = ()
    purses: Ids = ()
    per_transaction_coins: Cap | None = None

    def rule(self) -> CashbackRule:
        """Return the rule."""
        return CashbackRule(
            id=self.id,
            percent=self.percent,
            term=self.term(),
            sectors=self.sectors,
            markets=self.markets,
            merchants=self.merchants,
            purses=self.purses,
            per_transaction=coins(self.per_transaction_coins),
            budget=coins(self.budget_coins),
            person_month=coins(self.person_month_coins),
        )


class MonthCapText(TermText):
    """One ``[[month_cap]]``: the most that one person is given in a month."""

    coins: Cap

    def rule(self) -> MonthCap:
        """Return the rule."""
        return MonthCap(Coins(self.coins), self.term())


class ExcludedSectorText(TermText):
    """One ``[[excluded_sector]]``: a trade that does not accept the currency."""

    sector: RuleId
    but: Ids = ()

    def rule(self) -> SectorRule:
        """Return the rule."""
        return SectorRule(self.sector, self.term(), self.but)


class SalesLimitText(TermText):
    """One ``[[sales_limit]]``: sellers above it do not accept the currency."""

    above_won: Annotated[int, Field(ge=1, le=MAX_SALES_WON)]
    but: Ids = ()

    def rule(self) -> SalesRule:
        """Return the rule."""
        return SalesRule(Won(self.above_won), self.term(), self.but)


class AgeText(TermText):
    """One ``[[earning.age]]``: from which age on; 0 lifts the limit."""

    years: Annotated[int, Field(ge=0, le=120)]
    price_class: ClassId | None = None

    @model_validator(mode="after")
    def _a_class_stands_for_an_age(self) -> Self:
        if self.years and self.price_class is None:
            raise ValueError("codes hold no birth date: name the price_class that stands for it")
        return self

    def rule(self) -> AgeRule:
        """Return the rule."""
        return AgeRule(self.years, self.term(), self.price_class)


class EarningText(TermText):
    """One ``[[earning]]``: a way to earn, ``rate_coins`` for each item of ``per`` pieces."""

    id: ItemId
    name: EarnedWords
    unit: UnitWords
    rate_coins: Cap
    per: Annotated[int, Field(ge=1, le=1000)] = 1
    evidence: Annotated[Evidence, Field(strict=False)]
    person_day_coins: Cap | None = None
    approver_day_coins: Cap | None = None
    kiosk_day_coins: Cap | None = None
    age: Annotated[tuple[AgeText, ...], Field(max_length=MAX_AGES, strict=False)] = ()

    @model_validator(mode="after")
    def _caps_leave_something(self) -> Self:
        caps = (self.person_day_coins, self.approver_day_coins, self.kiosk_day_coins)
        if any(cap is not None and cap < self.rate_coins for cap in caps):
            raise ValueError("a cap below the rate: nothing could ever be earned")
        if self.evidence is Evidence.MACHINE and self.approver_day_coins is not None:
            raise ValueError("nobody approves what a machine counts: approver_day_coins")
        return self

    def rule(self) -> EarningField:
        """Return the field."""
        return EarningField(
            id=self.id,
            name=self.name,
            unit=self.unit,
            rate=Coins(self.rate_coins),
            per=self.per,
            evidence=self.evidence,
            term=self.term(),
            person_day=coins(self.person_day_coins),
            approver_day=coins(self.approver_day_coins),
            kiosk_day=coins(self.kiosk_day_coins),
            ages=tuple(age.rule() for age in self.age),
        )


class FactText(TermText):
    """One ``[[fact]]``: what was reported and is no rule."""

    id: RuleId
    text: Annotated[str, Field(min_length=1, max_length=200)]
    figure: int | None = None

    def rule(self) -> Fact:
        """Return the fact."""
        return Fact(self.id, self.text, self.term(), self.figure)
