"""Passes of so many visits, good for so many days from their sale, and the visits by them.

The node counts them, for all kiosks of the facility and whatever of the person's codes is shown.
Without it this kiosk lets in by what it has sold itself to the same code and by nothing else: it
can't know what was bought or used elsewhere, and says so.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from kiosk.services.admission_sections import VISIT, AdmissionSection, PassSection
from kiosk.services.asks import (
    Ask,
    Holder,
    Known,
    Lookup,
    NotFound,
    Option,
    PassCall,
    PassesLeft,
)
from kiosk.services.contract import Terms
from kiosk.services.facts import fact
from kiosk.services.hours import end_of, local_day
from kiosk.services.orders import HandOver, Line, Note, Order, TicketWords
from kiosk.services.pricing import FREE, PriceList, price_list
from kiosk.services.shelf import check_entitled
from kiosk.services.ways import SAMPLE_TIME_S
from protocol.entry import PREPAID, EntryKind
from protocol.pass_call import VisitRight
from schemes.passes import Left, PassItem, day_at, day_number, read_pass

USED = "passes-used"  # looked up: what is left of the person's passes
NO_PASS, PASS_USED_UP, PASS_UNKNOWN = "no-pass", "pass-used-up", "pass-unknown"
OF_CODES = ("revoked", "unknown-credential", "kind-not-served", "kiosk-retired", "declined")
"""Why the node tells nothing of a code."""
_SAMPLE_VISITS = 10


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
    """All passes of one admission; without their words it offers nothing and knows no answer.

    One that sells none any more still lets in by those that were sold.
    """

    def __init__(self, section: AdmissionSection, terms: Terms) -> None:
        """Price the passes of ``section``; UnpayablePrice where coins can't pay one."""
        self._id, self._unit, self._words = section.id, section.unit, section.passes
        self._scheme = terms.scheme
        self._passes = {
            one.id: _Pass(one, price_list(f"pass.{n}", one.price_won, one.price_for, terms))
            for n, one in enumerate(section.pass_)
        }
        self.reasons = (NO_PASS, PASS_USED_UP, PASS_UNKNOWN, *OF_CODES) if self._words else ()

    def options(self, holder: Holder | None) -> tuple[Option, ...]:
        """Return to go in by a pass, and every one that can be bought, with its validity."""
        words = self._words
        if words is None:
            return ()
        passes = (one.option(holder, words.valid) for one in self._passes.values())
        return (Option(VISIT, words.visit, words.picture), *passes)

    def knows(self, answer: str) -> bool:
        """Whether ``answer`` is about a pass."""
        return answer in self._passes or (answer == VISIT and self._words is not None)

    def ask(self, known: Known, answer: str) -> Ask | None:
        """Look after the code; NotFound for a visit that no pass pays, a pass not for them."""
        if known.holder is None:
            return None
        if answer in self._passes:
            check_entitled(self._passes[answer].section.only_for, known.holder, self._scheme)
        found = fact(known, USED, PassesLeft)
        if found is None:
            untold = ((id_, one.section.visits) for id_, one in self._passes.items())
            return Lookup(USED, PassCall(VISIT, tuple(untold)))
        if answer == VISIT and not _good(found):
            raise NotFound(_why_not(found))
        return None

    def order(self, known: Known, answer: str) -> Order:
        """Return the pass that is sold, or the visit that is let in."""
        return self._visit(known) if answer == VISIT else self._sold(known, self._passes[answer])

    def samples(self, answer: str) -> tuple[PassesLeft, ...]:
        """Return what may be found: none, one new, ending, used up, two, of before, no word."""
        today = day_number(local_day(SAMPLE_TIME_S, self._scheme))
        visits = max((one.section.visits for one in self._passes.values()), default=_SAMPLE_VISITS)
        none, new = PassesLeft((), told=True), PassesLeft((Left(visits, today + 89),), told=True)
        if answer != VISIT:
            return none, new
        last, gone = (PassesLeft((Left(n, today),), told=True) for n in (1, 0))
        two = PassesLeft((Left(1, today + 9), Left(visits, today + 89)), told=True)
        alone = PassesLeft((Left(visits - 1, today + 89),), told=False)
        before = PassesLeft((), told=True, here=(Left(1, today),))
        return none, new, last, gone, two, before, alone, PassesLeft((), told=False)

    def ticket(self, item: str, quantity: int) -> TicketWords | None:
        """Say what it is and until when; None for what is no pass. Its name has its visits.

        What was sold before lines told a last day says none.
        """
        words, read = self._words, read_pass(item)
        if words is None or (read is None and item not in self._passes):
            return None
        good_for = f"{quantity}{words.unit}"
        rows = () if read is None else ((words.valid_label, _until(words.until, read.last_day)),)
        return words.slip(good_for, *rows)

    def _visit(self, known: Known) -> Order:
        """What it comes to before anything was looked up is the same, with nothing to tell."""
        if self._words is None:
            raise AssertionError("a visit without passes")
        line = Line(VISIT, self._words.visit, 1, FREE.coins, FREE.won)
        order = Order(
            self._id,
            (line,),
            self._unit,
            self._words.picture,
            1,
            kind=EntryKind.ADMIT,
            hand_over=HandOver.GATE,
        )
        found = fact(known, USED, PassesLeft)
        return order if found is None else self._paid(order, found)

    def _paid(self, order: Order, found: PassesLeft) -> Order:
        """The pass that ends first pays. One of before is this kiosk's alone to count."""
        used = _good(found)[0]
        notes = self._notes(_after(used, found))
        if used in found.here:
            return replace(order, notes=notes)
        right = VisitRight(self._id, found.coming) if found.told else None
        return replace(order, notes=notes, evidence=PREPAID, right=right)

    def _sold(self, known: Known, one: _Pass) -> Order:
        """The line says visits and last day, once it is known what day it is."""
        price, section = one.price.of(known.holder), one.section
        found = fact(known, USED, PassesLeft)
        item, notes = section.id, one.price.notes(known.holder)
        if found is not None and known.at_s is not None:
            first = local_day(known.at_s, self._scheme)
            last = day_number(first + timedelta(days=section.valid_days - 1))
            item = str(PassItem(section.id, section.visits, last))
            notes = (*notes, *self._notes(Left(section.visits, last)))
        line = Line(item, section.name, 1, price.coins, price.won)
        unit = self._unit if self._words is None else self._words.unit
        return Order(self._id, (line,), unit, section.picture, 1, notes=notes)

    def _notes(self, left: Left) -> tuple[Note, ...]:
        """Tell what is left of one pass, and until when: never a sum beside one of several days."""
        ends = end_of(day_at(left.last_day), self._scheme)
        return Note("visits-left", left.visits), Note("valid-until", ends)


def _good(found: PassesLeft) -> tuple[Left, ...]:
    """Those with visits, by their last day."""
    good = (one for one in (*found.here, *found.passes) if one.visits)
    return tuple(sorted(good, key=lambda one: one.last_day))


def _after(used: Left, found: PassesLeft) -> Left:
    """What a visit leaves of those that end first; with its last visit the next ones'."""
    good = list(_good(found))
    good.remove(used)
    if used.visits > 1 or not good:
        good.append(Left(used.visits - 1, used.last_day))
    last = min(one.last_day for one in good)
    return Left(sum(one.visits for one in good if one.last_day == last), last)


def _why_not(found: PassesLeft) -> str:
    if not found.told:
        return PASS_UNKNOWN
    return PASS_USED_UP if found.passes or found.here else NO_PASS


def _until(words: str, last_day: int) -> str:
    """Slips are told in numbers, the year first: an order that needs no words."""
    day = day_at(last_day)
    return words.replace("{day}", f"{day.year}. {day.month}. {day.day}.")
