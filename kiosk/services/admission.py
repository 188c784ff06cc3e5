"""Admission to a gym, a pool, a show: single entry, passes of so many visits, seat groups.

Who goes in now goes through the turnstile where the file says that there is one, one by one.
"""

from dataclasses import replace

from kiosk.services.admission_sections import (
    VISIT,
    AdmissionSection,
    EntrySection,
    GroupSection,
)
from kiosk.services.asks import Ask, Known, Question
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.hours import opening_of
from kiosk.services.orders import HandOver, Line, Note, Order, TicketWords, counted
from kiosk.services.passes import USED, Passes
from kiosk.services.pricing import PriceList, most_of, price_list
from kiosk.services.shelf import (
    CLOSED_NOW,
    NOT_ENTITLED,
    SOLD_OUT,
    Asked,
    Good,
    Part,
    Pick,
    Shelf,
    ends_of,
    left_of,
)
from kiosk.services.shelf_sections import end_minute
from kiosk.services.usual import FromFile

__all__ = ["ENTRY", "GROUP", "VISIT", "Admission", "AdmissionSection"]

ENTRY, GROUP = "entry", "group"


class Admission(FromFile[AdmissionSection]):
    """The service over one facility's entries and passes, priced by the scheme's rate of a day."""

    def __init__(self, section: AdmissionSection, terms: Terms) -> None:
        """Take a file's section; UnpayablePrice, ItemTwice and WordMissing as a menu does."""
        super().__init__(section, terms)
        goods = [_good(f"entry.{n}", entry, terms) for n, entry in enumerate(section.entry)]
        self._passes = Passes(section, terms)
        self._shelf = Shelf(
            goods,
            Asked(section.id, ENTRY, GROUP),
            terms.scheme,
            section.hours,
            section.sold_out,
            section.too_late,
        )
        self.opening = opening_of(section.hours, map(ends_of, self._shelf.items.values()))
        self._which = Question(ENTRY, section.question, section.step, ())
        self._groups = Question(GROUP, section.group_question, section.group_step, ())
        self._entries = {entry.id: entry for entry in section.entry}
        self.reasons = (SOLD_OUT, CLOSED_NOW, NOT_ENTITLED, *self._passes.reasons)

    def questions(self) -> int:
        """Return 1 or 2: which entry or pass, which group of seats."""
        return 2 if self._shelf.asks_parts else 1

    def ask(self, known: Known) -> Ask | None:
        """Count seats, ask entry and group; after the code count again, or what a pass has left."""
        answer = known.answers.get(ENTRY, "")
        if self._passes.knows(answer) and self._shelf.lookup(known) is None:
            self._shelf.seen(known)  # NotFound while it is closed
            return self._passes.ask(known, answer)
        beside = self._passes.options(known.holder)
        asked = self._shelf.ask(known, self._which, self._groups, *beside)
        if not isinstance(asked, Question) or asked.id != ENTRY:
            return asked
        # Whoever has a pass and sees one for sale first would buy another to get in.
        return replace(asked, options=tuple(sorted(asked.options, key=lambda it: it.id != VISIT)))

    def order(self, known: Known, quantity: int) -> Order:
        """Return the pass, the visit by pass, or ``quantity`` entries, at most the seats left."""
        answer = known.answers.get(ENTRY, "")
        if self._passes.knows(answer):
            return self._passes.order(known, answer)
        return self._entry(known, self._shelf.picked(known.answers), quantity)

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return counts of seats or of a person's passes, of every sort."""
        if ask.id == USED:
            return self._passes.samples(known.answers.get(ENTRY, ""))
        return self._shelf.samples()

    def ticket(self, item: str, quantity: int) -> TicketWords:
        """Say how many go in and where they sit, or until when a pass is good."""
        of_pass = self._passes.ticket(item, quantity)
        if of_pass is not None:
            return of_pass
        section, pick = self._section, self._shelf.items.get(item)
        when = self._entries[pick.good.id].when if pick else ""
        group = pick.part.name if pick else ""
        rows = ((section.when_label, when), (section.group_label, group))
        return section.slip(counted(quantity, section.unit), *rows)

    def hands_over(self, item: str) -> HandOver:
        """Whoever goes in now goes through the turnstile, where the file says that there is one."""
        if item == VISIT:
            return HandOver.GATE
        pick = self._shelf.items.get(item)
        return HandOver.PRINT if pick is None else self._hand_over(pick)

    def _hand_over(self, pick: Pick) -> HandOver:
        return HandOver(self._entries[pick.good.id].hand_over)

    def _entry(self, known: Known, pick: Pick, quantity: int) -> Order:
        price, hand_over = pick.part.price.of(known.holder), self._hand_over(pick)
        usual = 1 if hand_over is HandOver.GATE else self._section.max_quantity  # one by one
        left = left_of(pick, self._shelf.seen(known))
        most = most_of(usual, left, price, self._terms)
        line = Line(pick.item, pick.good.name, min(quantity, most), price.coins, price.won)
        when = self._entries[pick.good.id].when
        begins = (Note("slot", when),) if when else ()
        seat = (Note("seat", pick.part.name),) if pick.part.name else ()
        notes = (*begins, *seat, *pick.part.price.notes(known.holder))
        picture = pick.part.picture or pick.good.picture
        return replace(self._order(line, picture, most), notes=notes)


def _good(key: str, entry: EntrySection, terms: Terms) -> Good:
    usual = price_list(key, entry.price_won, entry.price_for, terms)
    parts = tuple(
        Part(
            _group_price(f"{key}.group.{n}", group, usual, terms),
            group.id,
            group.name,
            group.picture,
            group.seats,
        )
        for n, group in enumerate(entry.group)
    )
    return Good(
        entry.id,
        entry.name,
        entry.picture,
        parts or (Part(usual),),
        entry.seats,
        end_minute(entry.order_until),
        frozenset(entry.only_for),
        entry.when,
    )


def _group_price(key: str, group: GroupSection, usual: PriceList, terms: Terms) -> PriceList:
    if group.price_won is None:
        return usual
    return price_list(key, group.price_won, group.price_for, terms)
