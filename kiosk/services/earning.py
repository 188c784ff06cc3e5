"""Earning coins: which field, how many, approved by a badge or counted by a machine."""

from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config import Printed
from kiosk.services.asks import Ask, Digits, Known, Option, Question
from kiosk.services.contract import MAX_OPTIONS, SampledAsk, Samples, Terms
from kiosk.services.earn_fields import REASONS, EarnField, EarnFieldSection, NotInForce, in_force
from kiosk.services.orders import HandOver, Order, TicketWords, counted
from kiosk.services.sections import ChoiceSection, told_twice
from kiosk.services.usual import FromFile

FIELD = "field"


class EarningSection(ChoiceSection):
    """A ``[[service]]`` of kind ``earning`` in a facility file."""

    kind: Literal["earning"]
    question: Printed = Field(default="", max_length=40)  # which; with one field not asked
    step: Printed = Field(default="", max_length=12)
    field: tuple[EarnFieldSection, ...] = Field(min_length=1, max_length=MAX_OPTIONS)

    @property
    def unit(self) -> str:
        """What counts an item of the first field."""
        return self.field[0].unit

    @model_validator(mode="after")
    def _fields_are_told_apart(self) -> Self:
        told_twice(self.field, "field")
        if len(self.field) > 1 and not (self.question and self.step):
            raise ValueError("question and step: are missing, and there are several fields")
        return self


class Earning(FromFile[EarningSection]):
    """The service over one facility's fields, by the scheme's rates and caps of one day."""

    reasons = REASONS
    hand_over = HandOver.SCREEN  # it tells what was earned

    def __init__(self, section: EarningSection, terms: Terms) -> None:
        """Take a file's fields; NoSuchField names the first that the scheme does not have.

        Those of other days are left out; NotInForce where none is left.
        """
        super().__init__(section, terms)
        self._fields = in_force(section.field, terms)
        if not self._fields:
            raise NotInForce(f"nothing of {section.id} is in force on {terms.on}")

    def questions(self) -> int:
        """Return 1 if there are several fields: which."""
        return int(len(self._fields) > 1)

    def ask(self, known: Known) -> Ask | None:
        """Ask which field, let a machine count, then for the person: caps and a badge."""
        field = self._field(known)
        if field is None:
            options = tuple(map(self._option, self._fields.values()))
            return Question(FIELD, self._section.question, self._section.step, options)
        return field.before_code(known) or field.after_code(known)

    def order(self, known: Known, quantity: int) -> Order:
        """Return what is earned, cut to what the caps leave."""
        field = self._field(known)
        if field is None:
            raise AssertionError("ordered before it was chosen")
        return field.order(self.id, known, quantity)

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return what machine and ledger may tell of the chosen field."""
        field = self._field(known)
        if field is None or isinstance(ask, Digits):
            raise AssertionError(f"{ask.id} has no samples")
        return field.samples(ask)

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Name the field and how many, though no slip is printed; one since removed still reads."""
        field = self._fields.get(item)
        rows = ((self.name, field.section.name),) if field else ()
        unit = field.section.unit if field else self.unit
        return TicketWords(self.name, counted(quantity, unit), rows)

    def _field(self, known: Known) -> EarnField | None:
        if len(self._fields) == 1:
            return next(iter(self._fields.values()))
        return self._fields.get(known.answers.get(FIELD, ""))

    def _option(self, field: EarnField) -> Option:
        return Option(field.id, field.section.name, field.section.picture)
