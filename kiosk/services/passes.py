"""Passes of so many visits a month, and the visits by them.

What is left is counted in this kiosk's ledger by limit tag, which is constant for a calendar
month: so a pass ends with the month, is good at the kiosk that sold it, and is neither sold to nor
used by a phone's code of another month (`rights`).
"""

from dataclasses import dataclass

from kiosk.services.admission_sections import VISIT, AdmissionSection, PassSection
from kiosk.services.base import (
    Ask,
    HandOver,
    Holder,
    Known,
    Line,
    Lookup,
    Note,
    NotFound,
    Option,
    Order,
    Period,
    Tallies,
    Tally,
    Terms,
    TicketWords,
    Whose,
)
from kiosk.services.hours import end_of, local_day, month_end
from kiosk.services.pricing import FREE, PriceList, price_list
from kiosk.services.rights import check_of_this_month
from kiosk.services.shelf import check_entitled
from protocol.entry import EntryKind

USED = "passes-used"  # looked up: the passes that the person bought, and their visits
NO_PASS, PASS_USED_UP = "no-pass", "pass-used-up"


@dataclass(frozen=True)
class _Pass:
    section: PassSection
    price: PriceList

    def option(self, holder: Holder | None, valid: str) -> Option:
        """How it is offered: at the usual price, or to whoever showed a code first at theirs."""
        one, price = self.section, self.price.of(holder)
        name = one.offer or one.name
        return Option(one.id, name, one.picture, price.coins, price.won, valid)


class Passes:
    """All passes of one admission; without any it offers nothing and knows no answer."""

    def __init__(self, section: AdmissionSection, terms: Terms) -> None:
        """Price the passes of ``section``; UnpayablePrice where coins can't pay one."""
        self._id, self._unit, self._words = section.id, section.unit, section.passes
        self._scheme = terms.scheme
        self._passes = {
            one.id: _Pass(one, price_list(f"pass.{n}", one.price_won, one.price_for, terms))
            for n, one in enumerate(section.pass_)
        }

    def options(self, holder: Holder | None) -> tuple[Option, ...]:
        """Return to go in by a pass, and every one that can be bought, with its end."""
        words = self._words
        if words is None:
            return ()
        passes = (one.option(holder, words.valid) for one in self._passes.values())
        return (Option(VISIT, words.visit, words.picture), *passes)

    def knows(self, answer: str) -> bool:
        """Whether ``answer`` is about a pass."""
        return answer in self._passes or (answer == VISIT and self._words is not None)

    def ask(self, known: Known, answer: str) -> Ask | None:
        """Count after the code; NotFound for a visit that no pass pays, a pass not for them."""
        if known.holder is None:
            return None
        if answer in self._passes:
            check_entitled(self._passes[answer].section.only_for, known.holder)
        if USED not in known.facts:
            return Lookup(USED, Tallies(self._used()))
        check_of_this_month(known, self._scheme)
        bought, left = self._left(known)
        if answer == VISIT and left <= 0:
            raise NotFound(PASS_USED_UP if bought else NO_PASS)
        return None

    def order(self, known: Known, answer: str) -> Order:
        """Return the pass that is sold, or the visit that is let in."""
        return self._visit(known) if answer == VISIT else self._sold(known, self._passes[answer])

    def samples(self, answer: str) -> tuple[tuple[int, ...], ...]:
        """Return what may be counted: no pass, a new one, its last visit, one that is used up."""
        others = (0,) * (len(self._passes) - 1)
        visits = next(iter(self._passes.values())).section.visits
        none, new = (0, *others, 0), (1, *others, 0)
        if answer != VISIT:
            return none, new
        return none, new, (1, *others, visits - 1), (1, *others, visits)

    def ticket(self, item: str, quantity: int) -> TicketWords | None:
        """Say what it is and until when; None for what is no pass. Its name has its visits."""
        words, one = self._words, self._passes.get(item)
        if words is None or one is None:
            return None
        rows = ((words.valid_label, words.valid),)
        good_for = f"{quantity}{words.unit}"
        return TicketWords(words.slip_title, good_for, rows, words.slip_help)

    def _used(self) -> tuple[Tally, ...]:
        person, month = Whose.PERSON, Period.MONTH
        bought = (Tally((EntryKind.SPEND,), id_, person, month) for id_ in self._passes)
        return (*bought, Tally((EntryKind.ADMIT,), VISIT, person, month))

    def _left(self, known: Known) -> tuple[int, int]:
        """Return the visits that were bought this month, and how many of them are left."""
        counts = known.facts.get(USED)
        if not isinstance(counts, tuple):
            return 0, 0
        *bought, visited = counts
        pairs = zip(self._passes.values(), bought, strict=True)
        visits = sum(one.section.visits * count for one, count in pairs)
        return visits, visits - visited

    def _visit(self, known: Known) -> Order:
        if self._words is None:
            raise AssertionError("a visit without passes")
        line = Line(VISIT, self._words.visit, 1, FREE.coins, FREE.won)
        return Order(
            self._id,
            (line,),
            self._unit,
            self._words.picture,
            1,
            kind=EntryKind.ADMIT,
            hand_over=HandOver.GATE,
            notes=self._notes(known, -1),
        )

    def _sold(self, known: Known, one: _Pass) -> Order:
        price, section = one.price.of(known.holder), one.section
        line = Line(section.id, section.name, 1, price.coins, price.won)
        notes = (*one.price.notes(known.holder), *self._notes(known, section.visits))
        unit = self._unit if self._words is None else self._words.unit
        return Order(self._id, (line,), unit, section.picture, 1, notes=notes)

    def _notes(self, known: Known, more: int) -> tuple[Note, ...]:
        """Tell what is left after this order, and until when; nothing before it was counted."""
        if USED not in known.facts or known.at_s is None:
            return ()
        _, left = self._left(known)
        ends = end_of(month_end(local_day(known.at_s, self._scheme)), self._scheme)
        return Note("visits-left", left + more), Note("valid-until", ends)
