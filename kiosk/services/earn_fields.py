"""One way to earn as a counter offers it: who has seen it, what was earned before, what it gives.

The rates and caps are the scheme's; a facility names the field and says its own words for it.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Self

from pydantic import Field, model_validator

from kiosk.config import Printed
from kiosk.services.asks import (
    Approval,
    Ask,
    Count,
    Fact,
    Known,
    Lookup,
    MachineCount,
    NotFound,
    Period,
    Tallies,
    Tally,
    Whose,
)
from kiosk.services.contract import Terms
from kiosk.services.facts import fact
from kiosk.services.orders import HandOver, Line, Note, Order
from kiosk.services.pricing import who_may
from kiosk.services.sections import ChoiceSection, Unit
from protocol.entry import EntryKind
from schemes.dated import PRICING
from schemes.earning import Earned, EarnedSoFar, age_rule, earn, field_of, items_of
from schemes.money import Coins
from schemes.rules import EarningField, Evidence

COUNT, APPROVAL = "count", "approval"
ROOM, TODAY, APPROVED_TODAY = "room", "today", "approved-today"
AGE_NOT_MET, COUNT_USED, TOO_FEW = "age-not-met", "count-used", "too-few-brought"
NOTHING_COUNTED = "nothing-counted"
REASONS = (
    AGE_NOT_MET,
    COUNT_USED,
    TOO_FEW,
    NOTHING_COUNTED,
    "earn-cap-day",
    "earn-cap-approver",
    "earn-cap-kiosk",
)
_EARN = (EntryKind.EARN,)


class EarnFieldSection(ChoiceSection):
    """A field of the scheme at this counter; ``id`` is the scheme's.

    The ``approval_...`` words are asked of staff, the ``count_...`` words stand while a machine
    counts pieces: which of them are needed is the scheme's to say by its evidence.
    """

    unit: Unit  # counts an item, as the scheme has it
    max_quantity: int = Field(default=1, ge=1, le=20)  # set beside the code; machines have no limit
    approval_title: Printed = Field(default="", max_length=40)
    approval_step: Printed = Field(default="", max_length=12)
    approval_message: Printed = Field(default="", max_length=60)
    count_title: Printed = Field(default="", max_length=40)
    count_step: Printed = Field(default="", max_length=12)
    count_message: Printed = Field(default="", max_length=60)
    count_unit: Printed = Field(default="", max_length=4)  # counts a piece

    @model_validator(mode="after")
    def _words_are_all_there(self) -> Self:
        approval = (self.approval_title, self.approval_step, self.approval_message)
        count = (self.count_title, self.count_step, self.count_message, self.count_unit)
        if any(approval) != all(approval) or any(count) != all(count):
            raise ValueError("some words of approval_... or count_... are missing")
        return self


class NoSuchField(ValueError):
    """The scheme has no such field, not today, or its evidence lacks its words here."""


class NotInForce(NoSuchField):
    """The scheme has the field on other days: nothing is wrong with the file."""


def in_force(sections: Iterable[EarnFieldSection], terms: Terms) -> "dict[str, EarnField]":
    """Return the fields of that day by id, without those of other days; NoSuchField."""
    fields: dict[str, EarnField] = {}
    for section in sections:
        with suppress(NotInForce):
            fields[section.id] = EarnField(section, terms)
    return fields


class EarnField:
    """A field with the rules of one day."""

    def __init__(self, section: EarnFieldSection, terms: Terms) -> None:
        """Take a file's field; NoSuchField where the scheme does not have it."""
        self.section, self._terms = section, terms
        self.field = _scheme_field(section, terms)

    @property
    def is_counted(self) -> bool:
        """Whether a machine counts; else staff approve."""
        return self.field.evidence is Evidence.MACHINE

    @property
    def id(self) -> str:
        """Its id in the scheme and in order lines."""
        return self.field.id

    def may_count_more(self, known: Known) -> bool:
        """Whether a machine has still to count."""
        return self.is_counted and self._count(known) is None

    def before_code(self, known: Known) -> Ask | None:
        """Let the machine count; NotFound where that makes no item, or nothing can be earned here.

        The kiosk's own cap is looked at first: what a machine has swallowed it keeps.
        """
        if not self.is_counted:
            return None
        if self.may_count_more(known):
            return self._let_count(known)
        if self._items(known, 1) == 0:
            raise NotFound(TOO_FEW if self.brought(known) else NOTHING_COUNTED)
        return None

    def after_code(self, known: Known) -> Ask | None:
        """Look up what was earned today, then ask staff; NotFound where nothing can be earned."""
        if known.holder is None:
            return None
        rule = age_rule(self.field, self._terms.on)
        if rule is not None and rule.price_class not in known.holder.price_classes:
            raise NotFound(AGE_NOT_MET, who_may((rule.price_class,), self._terms.scheme))
        if TODAY not in known.facts:
            return Lookup(TODAY, Tallies(self._today(known)))
        self.check(known)
        if self.is_counted:
            return None
        if known.approver is None:
            section = self.section
            return Approval(
                APPROVAL, section.approval_title, section.approval_step, section.approval_message
            )
        if APPROVED_TODAY not in known.facts:
            return Lookup(APPROVED_TODAY, Tallies((self._coins(Whose.APPROVER),)))
        self.check(known)
        return None

    def order(self, service: str, known: Known, quantity: int) -> Order:
        """Return what is earned; what is above a cap or fills no item is left out and told."""
        quantity = min(quantity, self.section.max_quantity)
        earned = self._earned(known, self._items(known, quantity))
        if earned.refusal:
            raise AssertionError(f"ordered although {earned.refusal}")
        field, section = self.field, self.section
        worth = self._terms.scheme.worth(field.rate, self._terms.on)
        line = Line(field.id, section.name, earned.items, field.rate, worth)
        notes = [Note("earned", earned.coins)]
        if left_out := self.brought(known, quantity) - earned.items * self._pieces:
            notes.append(Note("not-counted", left_out))
        return Order(
            service,
            (line,),
            section.unit,
            section.picture,
            self._most(known),
            kind=EntryKind.EARN,
            hand_over=HandOver.SCREEN,
            notes=tuple(notes),
            evidence=self._evidence(known),
        )

    def samples(self, ask: Lookup | Count) -> tuple[Fact, ...]:
        """Return what a machine and the ledger may tell: enough, nothing; little, all of a cap."""
        if isinstance(ask, Count):
            enough = MachineCount(self.field.per, "sample-1")
            return enough, MachineCount(0, "sample-2")
        tallies = ask.source.of if isinstance(ask.source, Tallies) else ()
        full = tuple(self._full(tally) for tally in tallies)
        return (0,) * len(tallies), full

    def _let_count(self, known: Known) -> Ask:
        if ROOM not in known.facts:
            return Lookup(ROOM, Tallies((self._coins(Whose.ALL),)))
        self.check(known)
        section = self.section
        return Count(
            COUNT,
            section.count_title,
            section.count_step,
            section.count_message,
            section.count_unit,
            section.picture,
        )

    def _full(self, tally: Tally) -> int:
        """What the ledger tells where nothing is left; a machine's number was never used."""
        caps = {
            Whose.PERSON: self.field.person_day,
            Whose.APPROVER: self.field.approver_day,
            Whose.ALL: self.field.kiosk_day,
        }
        cap = caps[tally.whose] if tally.coins else None
        return 0 if cap is None else cap.units

    def _today(self, known: Known) -> tuple[Tally, ...]:
        used = self._evidence(known)
        again = (Tally(_EARN, evidence=used),) if used else ()
        return self._coins(Whose.PERSON), self._coins(Whose.ALL), *again

    def _coins(self, whose: Whose) -> Tally:
        return Tally(_EARN, self.id, whose, Period.DAY, coins=True, everywhere=True)

    def check(self, known: Known) -> None:
        """Raise NotFound where not even one item can be earned any more, by what is known."""
        today = _numbers(known, TODAY)
        if len(today) > 2 and today[2] > 0:
            raise NotFound(COUNT_USED)
        refusal = self._earned(known, 1).refusal
        if refusal:
            raise NotFound(refusal)

    def _earned(self, known: Known, items: int) -> Earned:
        room = (*_numbers(known, ROOM), 0)[0]
        person, kiosk = (*_numbers(known, TODAY), 0, room)[:2]
        approver = (*_numbers(known, APPROVED_TODAY), 0)[0]
        so_far = EarnedSoFar(
            Coins(person), None if self.is_counted else Coins(approver), Coins(kiosk)
        )
        return earn(self._terms.scheme, self.id, items, self._terms.on, so_far)

    def brought(self, known: Known, quantity: int = 1) -> int:
        """Return how many pieces a machine counted, else ``quantity`` items."""
        count = self._count(known)
        return quantity if count is None else count.items

    def _items(self, known: Known, quantity: int) -> int:
        return items_of(self.field, self.brought(known, quantity)) if self.is_counted else quantity

    @property
    def _pieces(self) -> int:
        """How many of what was brought make an item: staff count items."""
        return self.field.per if self.is_counted else 1

    def _most(self, known: Known) -> int:
        """How far the stepper goes: never above what can be earned."""
        if self.is_counted:
            return 1
        return max(1, self._earned(known, self.section.max_quantity).items)

    def _evidence(self, known: Known) -> str:
        count = self._count(known)
        return "" if count is None else count.evidence

    def _count(self, known: Known) -> MachineCount | None:
        return fact(known, COUNT, MachineCount) if self.is_counted else None


def _numbers(known: Known, lookup: str) -> tuple[int, ...]:
    return fact(known, lookup, tuple) or ()


def _scheme_field(section: EarnFieldSection, terms: Terms) -> EarningField:
    field = field_of(terms.scheme, section.id)
    if field is None:
        names = ", ".join(one.id for one in terms.scheme.earning) or "nothing"
        raise NoSuchField(f"{section.id} can't be earned: {terms.scheme.id} has {names}")
    if not field.term.holds(terms.on):
        dated = field.term.status in PRICING and field.term.from_ is not None
        never = NotInForce if dated else NoSuchField
        raise never(f"{section.id} is not in force on {terms.on}")
    words = section.count_title if field.evidence is Evidence.MACHINE else section.approval_title
    if not words:
        key = "count_..." if field.evidence is Evidence.MACHINE else "approval_..."
        raise NoSuchField(
            f"{section.id} needs the words of {key}: its evidence is {field.evidence}"
        )
    return field
