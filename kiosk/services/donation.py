"""Giving coins away: to whom, how much, a printed slip that says thanks; or all of a small rest."""

from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Printed, Section
from kiosk.services.asks import Ask, Known, Option, Question
from kiosk.services.contract import MAX_OPTIONS, Terms
from kiosk.services.orders import HandOver, Line, Note, Order, TicketWords
from kiosk.services.sections import (
    MAX_COINS,
    ChoiceSection,
    ServiceSection,
    SlipSection,
    SlipWord,
    Title,
    Unit,
    Word,
    told_twice,
)
from kiosk.services.usual import FromFile
from protocol.entry import EntryKind
from schemes.money import Coins

RECIPIENT, AMOUNT = "recipient", "amount"
LEFTOVER = "leftover"  # the order line of a rest given away: the screen says thanks, no slip does


class RecipientSection(ChoiceSection):
    """``[[service.recipient]]``: who is given to."""


class AmountSection(Section):
    """``[[service.amount]]``: how much can be given; ``name`` is what the choice is called."""

    coins: int = Field(ge=1, le=MAX_COINS)
    name: Word
    picture: str = ""


class DonationSection(ServiceSection, SlipSection):
    """A ``[[service]]`` of kind ``donation`` in a facility file.

    ``leftover_most``: the largest rest after another sale that one touch gives to the first of the
    recipients; 0 offers it to nobody.
    """

    kind: Literal["donation"]
    question: Printed = Field(default="", max_length=40)  # to whom; with one recipient not asked
    step: Printed = Field(default="", max_length=12)
    amount_question: Title
    amount_step: Word
    unit: Unit  # counts a gift
    slip_thanks: SlipWord
    recipient_label: Word
    leftover_most: int = Field(default=0, ge=0, le=1_000)
    recipient: tuple[RecipientSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)
    amount: tuple[AmountSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @model_validator(mode="after")
    def _choices_are_told_apart(self) -> Self:
        told_twice(self.recipient, "recipient")
        if any(one.id == LEFTOVER for one in self.recipient):
            raise ValueError(f"{LEFTOVER} is what a rest is called in orders: no recipient may be")
        amounts = [one.coins for one in self.amount]
        if len(set(amounts)) < len(amounts):
            raise ValueError("amount: two are of as many coins")
        if len(self.recipient) > 1 and not (self.question and self.step):
            raise ValueError("question and step: are missing, and there are several recipients")
        return self


class TooGenerous(ValueError):
    """More is offered to be given than one payment may be."""


class Donation(FromFile[DonationSection]):
    """The service over one facility's recipients."""

    def __init__(self, section: DonationSection, terms: Terms) -> None:
        """Take a file's recipients and amounts; TooGenerous names the first that is too large."""
        super().__init__(section, terms)
        self._recipients = {one.id: one for one in section.recipient}
        self._amounts = {str(one.coins): Coins(one.coins) for one in section.amount}
        most = terms.scheme.per_transaction
        if Coins(section.leftover_most) > most:
            raise TooGenerous(f"leftover_most: one payment may be {most.units} at most")
        for number, one in enumerate(section.amount):
            if Coins(one.coins) > most:
                raise TooGenerous(
                    f"amount.{number}.coins: {one.coins}, one payment may be {most.units} at most"
                )

    def questions(self) -> int:
        """Return 1 or 2: to whom if there are several, how much."""
        return 1 + (len(self._recipients) > 1)

    def ask(self, known: Known) -> Ask | None:
        """Ask to whom, then how much."""
        section = self._section
        if self._recipient(known) is None:
            options = tuple(Option(one.id, one.name, one.picture) for one in section.recipient)
            return Question(RECIPIENT, section.question, section.step, options)
        if known.answers.get(AMOUNT) in self._amounts:
            return None
        options = tuple(map(self._amount_option, section.amount))
        return Question(AMOUNT, section.amount_question, section.amount_step, options)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - a gift is one
        """Return the gift."""
        to = self._recipient(known)
        if to is None:
            raise AssertionError("ordered before it was chosen")
        return self._gift(to, to.id, self._amounts[known.answers[AMOUNT]])

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - a gift is one
        """Say thanks, and who was given to; a recipient since removed still prints."""
        section, to = self._section, self._recipients.get(item)
        whom = (section.recipient_label, to.name if to else "")
        return section.slip(section.slip_thanks, whom)

    def hands_over(self, item: str) -> HandOver:
        """A gift has a slip; for a rest the screen says thanks."""
        return HandOver.SCREEN if item == LEFTOVER else HandOver.PRINT

    def leftover(self, coins: Coins) -> Order | None:
        """Return all of a rest for the first recipient, if it is as small as the file says."""
        if not Coins(0) < coins <= Coins(self._section.leftover_most):
            return None
        return self._gift(self._section.recipient[0], LEFTOVER, coins)

    def _recipient(self, known: Known) -> RecipientSection | None:
        if len(self._recipients) == 1:
            return self._section.recipient[0]
        return self._recipients.get(known.answers.get(RECIPIENT, ""))

    def _amount_option(self, one: AmountSection) -> Option:
        coins = Coins(one.coins)
        worth = self._terms.scheme.worth(coins, self._terms.on)
        return Option(str(one.coins), one.name, one.picture, coins, worth)

    def _gift(self, to: RecipientSection, item: str, coins: Coins) -> Order:
        line = Line(item, to.name, 1, coins, self._terms.scheme.worth(coins, self._terms.on))
        notes = (Note("recipient", to.name),)
        return replace(self._order(line, to.picture), kind=EntryKind.DONATE, notes=notes)
