"""A fee for a year: which one, how much of it in coins, a printed receipt that says until when.

A fee may be more than one payment takes in coins, or no whole number of them: then coins pay a
part, and the rest is paid by card or at the desk.
"""

from dataclasses import replace
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.services.asks import Ask, Holder, Known, Option, Question
from kiosk.services.contract import MAX_OPTIONS, Terms
from kiosk.services.hours import end_of, year_after
from kiosk.services.orders import Line, Note, Order, TicketWords, counted
from kiosk.services.pricing import OnlyFor, PriceWon
from kiosk.services.sections import (
    AskingSection,
    ChoiceSection,
    CoinsMost,
    Phrase,
    SlipSection,
    Word,
    told_twice,
)
from kiosk.services.shelf import NOT_ENTITLED, check_entitled
from kiosk.services.split import Split, coins_worth, split
from kiosk.services.usual import FromFile
from schemes.money import Coins, Won

FEE = "fee"


class FeeSection(ChoiceSection):
    """``[[service.fee]]``: ``coins_most`` is the part that coins may pay, else as much as fits."""

    price_won: PriceWon
    coins_most: CoinsMost | None = None
    runs: Literal["one-year", "calendar-year"] = "one-year"
    only_for: OnlyFor = ()
    valid: Phrase  # the same in words, as printed


class YearlyFeeSection(AskingSection, SlipSection):
    """A ``[[service]]`` of kind ``yearly-fee`` in a facility file."""

    kind: Literal["yearly-fee"]
    valid_label: Word
    fee: tuple[FeeSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _fees_are_told_apart(self) -> Self:
        told_twice(self.fee, "fee")
        return self


class UnpayableFee(ValueError):
    """Coins can pay nothing of a fee."""


class YearlyFee(FromFile[YearlyFeeSection]):
    """The service over one facility's fees: it asks which."""

    reasons = (NOT_ENTITLED,)

    def __init__(self, section: YearlyFeeSection, terms: Terms) -> None:
        """Take a file's fees; UnpayableFee names the first that is less than a coin."""
        super().__init__(section, terms)
        self._fees = {fee.id: fee for fee in section.fee}
        for number, fee in enumerate(section.fee):
            _part(f"fee.{number}", fee, terms)

    def ask(self, known: Known) -> Ask | None:
        """Ask which fee; NotFound(not-entitled) where a code shows that it is not theirs."""
        fee = self._fees.get(known.answers.get(FEE, ""))
        if fee is not None:
            check_entitled(fee.only_for, known.holder, self._terms.scheme)
            return None
        options = tuple(map(self._option, self._section.fee))
        return Question(FEE, self._section.question, self._section.step, options)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - one pays a fee once
        """Return the fee: its line has the whole price, the coins are its part, rest the rest."""
        fee = self._fees[known.answers[FEE]]
        part = _part(fee.id, fee, self._terms, known.holder)
        line = Line(fee.id, fee.name, 1, part.coins, Won(fee.price_won))
        ends = Note("valid-until", end_of(_last_day(fee, self._terms), self._terms.scheme))
        notes = (*part.notes(Won(fee.price_won)), ends)
        return replace(self._order(line, fee.picture), rest=part.rest, notes=notes)

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Say that it is paid and until when it counts; a fee since removed still prints."""
        section, fee = self._section, self._fees.get(item)
        until = (section.valid_label, fee.valid if fee else "")
        return section.slip(counted(quantity, self.unit), until)

    def _option(self, fee: FeeSection) -> Option:
        """What coins pay of it, never a number of coins that can't be paid, and the rest."""
        part, whole = _part(fee.id, fee, self._terms), Won(fee.price_won)
        return Option(fee.id, fee.name, fee.picture, part.coins, whole - part.rest, rest=part.rest)


def _part(key: str, fee: FeeSection, terms: Terms, holder: Holder | None = None) -> Split:
    """Split a price: the coins, and what another tender pays."""
    part = split(Won(fee.price_won), terms, coins_worth(fee.coins_most, terms), holder)
    if part.coins == Coins(0):
        raise UnpayableFee(f"{key}.price_won: {fee.price_won} won is less than one coin")
    return part


def _last_day(fee: FeeSection, terms: Terms) -> date:
    if fee.runs == "calendar-year":
        return terms.on.replace(month=12, day=31)
    return year_after(terms.on)
