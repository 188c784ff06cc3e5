"""A sale at a shop: an amount keyed in, a discount, what comes back, coins earned beside."""

from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Printed
from kiosk.services.asks import Ask, Digits, Known, NotFound, Option, Question
from kiosk.services.contract import MAX_OPTIONS, SampledAsk, Samples, Terms
from kiosk.services.earn_fields import REASONS, EarnField, EarnFieldSection, in_force
from kiosk.services.orders import HandOver, Line, Note, Order, TicketWords, counted
from kiosk.services.sections import (
    CoinsMost,
    Sentence,
    ServiceSection,
    SlipSection,
    SlipWord,
    Title,
    Unit,
    Word,
    told_twice,
)
from kiosk.services.usual import FromFile
from schemes.incentives import cashback, discounted
from schemes.money import Coins, Won
from schemes.purses import may_pay

AMOUNT, EARN, NO = "amount", "earn", "no"
SALE = "sale"  # the order line of what was bought
AMOUNT_ZERO, TOO_SMALL, TOO_LARGE = "amount-zero", "under-one-coin", "amount-too-large"
_USUAL_WON = 12_000  # a price to try a facility with


class SaleEarnSection(EarnFieldSection):
    """``[[service.earn]]``: what can be earned in the same scan; ``answer`` is its button."""

    answer: Word


class ShopSaleSection(ServiceSection, SlipSection):
    """A ``[[service]]`` of kind ``shop-sale`` in a facility file.

    ``most_won``: the largest amount that can be keyed in. ``rest``: what coins can't pay of a price
    is paid by another tender; without it every price has to be one that coins pay whole.
    ``coins_most``: coins pay no more of one price, as much as one payment may be if left out.
    """

    kind: Literal["shop-sale"]
    title: Title  # asked over the keypad
    step: Word
    message: Sentence
    amount_unit: Unit  # said behind the amount
    most_won: int = Field(ge=1, le=9_999_999)
    rest: bool = False
    coins_most: CoinsMost | None = None
    item: Word  # what the order line is called
    slip_word: SlipWord
    slip_help: Printed = Field(default="", max_length=60)
    earn_question: Printed = Field(default="", max_length=40)
    earn_step: Printed = Field(default="", max_length=12)
    earn_no: Printed = Field(default="", max_length=12)
    earn: tuple[SaleEarnSection, ...] = Field(default=(), max_length=MAX_OPTIONS - 1)

    @model_validator(mode="after")
    def _earning_has_its_words(self) -> Self:
        told_twice(self.earn, "earn")
        if self.earn and not (self.earn_question and self.earn_step and self.earn_no):
            raise ValueError("earn_question, earn_step and earn_no: are missing beside earn")
        if any(one.id in (SALE, NO) for one in self.earn):
            raise ValueError(f"{SALE} and {NO} have a meaning in orders: no field may be called so")
        return self


class UnpayableAmount(ValueError):
    """An amount that may be keyed in could not be paid."""


class ShopSale(FromFile[ShopSaleSection]):
    """The service over one seller, by the scheme's rules of one day."""

    reasons = (AMOUNT_ZERO, TOO_SMALL, TOO_LARGE, *REASONS)

    def __init__(self, section: ShopSaleSection, terms: Terms) -> None:
        """Take a file's sale.

        NotAcceptedHere, UnpayableAmount or NoSuchField names what is wrong.
        """
        super().__init__(section, terms)
        self._fields = in_force(map(_plain, section.earn), terms)
        self._most = _coins_most(section, terms)
        self._check_most()

    def questions(self) -> int:
        """Return 1 or 2: the amount, and whether something to earn with was brought."""
        return 1 + bool(self._fields)

    def ask(self, known: Known) -> Ask | None:
        """Ask the amount, then what was brought; for the person caps and a badge."""
        section = self._section
        if AMOUNT not in known.answers:
            places = len(str(section.most_won))
            return Digits(
                AMOUNT,
                section.title,
                section.step,
                section.message,
                places,
                exact=False,
                unit=section.amount_unit,
                most=section.most_won,
            )
        self._check_amount(known)
        if self._fields and known.answers.get(EARN) not in {NO, *self._fields}:
            return Question(EARN, section.earn_question, section.earn_step, self._options())
        field = self._field(known)
        return None if field is None else self._ask_field(field, known)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - one sale at a time
        """Return the sale: its line has the price after the discount, the coins are their part."""
        listed, price = self._prices(known)
        coins, rest = self._parts(price)
        order = replace(
            self._order(Line(SALE, self._section.item, 1, coins, price), self.picture),
            rest=rest,
            notes=_told(listed, price, rest),
            reward=self._reward(coins),
        )
        return self._beside(order, known)

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return amounts to try: a usual one, the largest, the smallest; else the field's own."""
        if isinstance(ask, Digits):
            most = self._section.most_won
            return str(min(most, _USUAL_WON)), str(most), "1"
        field = self._field(known)
        if field is None:
            raise AssertionError(f"{ask.id} has no samples")
        return field.samples(ask)

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Say that it is paid; what was earned beside is told by the screen."""
        section, field = self._section, self._fields.get(item)
        if field is None:
            return section.slip(section.slip_word)
        earned = counted(quantity, field.section.unit)
        return TicketWords(self.name, earned, ((self.name, field.section.name),))

    def hands_over(self, item: str) -> HandOver:
        """A sale has a slip."""
        return HandOver.PRINT if item == SALE else HandOver.SCREEN

    def _ask_field(self, field: EarnField, known: Known) -> Ask | None:
        """A full machine is told before it counts; from then on nothing keeps from buying."""
        if field.may_count_more(known):
            return field.before_code(known)
        try:
            return field.before_code(known) or field.after_code(known)
        except NotFound:
            return None

    def _beside(self, order: Order, known: Known) -> Order:
        """Add what is earned in the same scan, or tell that it does not count."""
        field = self._field(known)
        if field is None:
            return order
        try:
            field.before_code(known)
            field.after_code(known)
            field.check(known)  # also where the page before asks, with nobody there
        except NotFound:
            pieces = field.brought(known)
            told = (Note("not-counted", pieces),) if pieces else ()
            return replace(order, notes=order.notes + told)
        also = field.order(self.id, known, 1)
        return replace(order, notes=(*order.notes, *also.notes), also=also)

    def _in_force(self) -> list[SaleEarnSection]:
        """What can be earned beside it on that day."""
        return [one for one in self._section.earn if one.id in self._fields]

    def _options(self) -> tuple[Option, ...]:
        answers = [Option(one.id, one.answer, one.picture) for one in self._in_force()]
        return (*answers, Option(NO, self._section.earn_no))

    def _field(self, known: Known) -> EarnField | None:
        return self._fields.get(known.answers.get(EARN, ""))

    def _prices(self, known: Known) -> tuple[Won, Won]:
        """The amount that was keyed in, and what is left of it after the seller's discount."""
        listed = Won(int(known.answers[AMOUNT]))
        return listed, discounted(listed, self._terms.merchant)

    def _parts(self, price: Won) -> tuple[Coins, Won]:
        """Split a price: the coins of one payment at most, and what another tender pays."""
        told = self._terms.scheme.price(price, self._terms.on)
        most = self._most
        if told.coins <= most:
            return told.coins, told.remainder
        return most, price - self._terms.scheme.worth(most, self._terms.on)

    def _reward(self, coins: Coins) -> Coins | None:
        """What comes back at most: the node knows what was given before."""
        terms, general = self._terms, self._terms.scheme.general.id
        if general not in may_pay(terms.scheme, terms.merchant, terms.on):
            return None
        paid = {general: coins}
        given = cashback(terms.scheme, terms.merchant, paid, terms.on).coins
        return given if given > Coins(0) else None

    def _check_amount(self, known: Known) -> None:
        listed, price = self._prices(known)
        if listed == Won(0):
            raise NotFound(AMOUNT_ZERO)
        if listed > Won(self._section.most_won):
            raise NotFound(TOO_LARGE)
        if self._parts(price)[0] == Coins(0):
            raise NotFound(TOO_SMALL)

    def _check_most(self) -> None:
        """Without another tender coins pay any price whole, up to the largest."""
        terms = self._terms
        most = discounted(Won(self._section.most_won), terms.merchant)
        coins, rest = self._parts(most)
        if coins == Coins(0):
            raise UnpayableAmount(f"most_won: {most.units} won is less than one coin")
        splits = terms.scheme.price(Won(1), terms.on).remainder != Won(0)
        if not self._section.rest and (splits or rest != Won(0)):
            raise UnpayableAmount(
                f"most_won: coins can't pay every price up to {most.units} won whole: "
                "let another tender take the rest (rest = true), or lower it"
            )


def _told(listed: Won, price: Won, rest: Won) -> tuple[Note, ...]:
    notes = [Note("list-price", listed)] if listed != price or rest != Won(0) else []
    if listed != price:
        notes.append(Note("discount", listed - price))
    return tuple(notes)


def _coins_most(section: ShopSaleSection, terms: Terms) -> Coins:
    most = terms.scheme.per_transaction
    return most if section.coins_most is None else min(most, Coins(section.coins_most))


def _plain(section: SaleEarnSection) -> EarnFieldSection:
    return EarnFieldSection.model_validate(section.model_dump(exclude={"answer"}))
