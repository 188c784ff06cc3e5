"""A fee for a year: which one, how much of it in coins, a printed receipt that says until when.

A fee may be more than one payment takes in coins, or no whole number of them: then coins pay a
part, and the rest is paid by card or at the desk.
"""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Printed, Section, Slug
from kiosk.services.base import (
    MAX_OPTIONS,
    Ask,
    Holder,
    Known,
    Line,
    Note,
    Option,
    Order,
    Question,
    Terms,
    TicketWords,
    Usual,
)
from kiosk.services.hours import end_of, year_after
from kiosk.services.orders import counted
from kiosk.services.pricing import PriceClass, PriceWon
from kiosk.services.shelf import NOT_ENTITLED, check_entitled, told_twice
from kiosk.services.split import Split, split
from schemes.money import Coins, Won
from schemes.scheme import Scheme

FEE = "fee"


class FeeSection(Section):
    """``[[service.fee]]``: ``coins_most`` is the part that coins may pay, else as much as fits."""

    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    picture: str = ""
    price_won: PriceWon
    coins_most: int | None = Field(default=None, ge=1, le=1_000_000)
    runs: Literal["one-year", "calendar-year"] = "one-year"
    only_for: tuple[PriceClass, ...] = Field(default=(), max_length=16)
    valid: Printed = Field(min_length=1, max_length=20)  # the same in words, as printed


class YearlyFeeSection(Section):
    """A ``[[service]]`` of kind ``yearly-fee`` in a facility file."""

    kind: Literal["yearly-fee"]
    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    picture: str = ""
    question: Printed = Field(min_length=1, max_length=40)  # asked on the screen
    step: Printed = Field(min_length=1, max_length=12)  # its name in the step bar
    unit: Printed = Field(default="", max_length=4)  # counts a fee, if it is counted
    slip_title: Printed = Field(min_length=1, max_length=20)
    slip_help: Printed = Field(max_length=60)  # what to do with the receipt
    valid_label: Printed = Field(min_length=1, max_length=12)
    fee: tuple[FeeSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _fees_are_told_apart(self) -> Self:
        told_twice(self.fee, "fee")
        return self


class UnpayableFee(ValueError):
    """Coins can pay nothing of a fee."""


class YearlyFee(Usual):
    """The service over one facility's fees, priced by the scheme's rate of one day."""

    reasons = (NOT_ENTITLED,)

    def __init__(self, section: YearlyFeeSection, terms: Terms) -> None:
        """Take a file's fees; UnpayableFee names the first that is less than a coin."""
        self._section, self._terms = section, terms
        self._fees = {fee.id: fee for fee in section.fee}
        for number, fee in enumerate(section.fee):
            _part(f"fee.{number}", fee, terms)

    @property
    def id(self) -> str:
        """Its id in the facility file and in orders."""
        return self._section.id

    @property
    def name(self) -> str:
        """What the start screen calls it."""
        return self._section.name

    @property
    def picture(self) -> str:
        """File stem of its picture."""
        return self._section.picture

    @property
    def unit(self) -> str:
        """What counts a fee."""
        return self._section.unit

    def questions(self) -> int:
        """Return 1: which fee."""
        return 1

    def ask(self, known: Known) -> Ask | None:
        """Ask which fee; NotFound(not-entitled) where a code shows that it is not theirs."""
        fee = self._fees.get(known.answers.get(FEE, ""))
        if fee is not None:
            check_entitled(fee.only_for, known.holder)
            return None
        options = tuple(map(self._option, self._section.fee))
        return Question(FEE, self._section.question, self._section.step, options)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - one pays a fee once
        """Return the fee: its line has the whole price, the coins are its part, rest the rest."""
        fee = self._fees[known.answers[FEE]]
        part = _part(fee.id, fee, self._terms, known.holder)
        line = Line(fee.id, fee.name, 1, part.coins, Won(fee.price_won))
        ends = Note("valid-until", end_of(_last_day(fee, self._terms), self._scheme))
        whole = (Note("fee", Won(fee.price_won)),) if part.rest != Won(0) else ()
        notes = (*whole, ends)
        return Order(self.id, (line,), self.unit, fee.picture, 1, rest=part.rest, notes=notes)

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Say that it is paid and until when it counts; a fee since removed still prints."""
        section, fee = self._section, self._fees.get(item)
        rows = ((section.valid_label, fee.valid),) if fee else ()
        paid = counted(quantity, section.unit)
        return TicketWords(section.slip_title, paid, rows, section.slip_help)

    @property
    def _scheme(self) -> Scheme:
        return self._terms.scheme

    def _option(self, fee: FeeSection) -> Option:
        """What coins pay of it, never a number of coins that can't be paid, and the rest."""
        part, whole = _part(fee.id, fee, self._terms), Won(fee.price_won)
        return Option(fee.id, fee.name, fee.picture, part.coins, whole - part.rest, rest=part.rest)


def _part(key: str, fee: FeeSection, terms: Terms, holder: Holder | None = None) -> Split:
    """Split a price: the coins, and what another tender pays."""
    most = None
    if fee.coins_most is not None:
        most = terms.scheme.worth(Coins(fee.coins_most), terms.on)
    part = split(Won(fee.price_won), terms, most, holder)
    if part.coins == Coins(0):
        raise UnpayableFee(f"{key}.price_won: {fee.price_won} won is less than one coin")
    return part


def _last_day(fee: FeeSection, terms: Terms) -> date:
    if fee.runs == "calendar-year":
        return terms.on.replace(month=12, day=31)
    return year_after(terms.on)
