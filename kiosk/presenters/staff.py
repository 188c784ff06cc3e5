"""The screens of staff mode. Pure. A masked name is shown here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.payment import Ticket
from kiosk.presenters.choices import ChoicePages
from kiosk.presenters.devices import DeviceLines
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.presenters.showing import Showing, card_screen, showing
from kiosk.speech.words import Words
from kiosk.staff_facts import StaffFacts
from kiosk.visit import Shop, StaffMode, Visit
from kiosk.visit.staff_mode import choices, choices_for
from protocol.credential import CredentialKind
from ui.contract import (
    BalanceLine,
    CardScreen,
    Choice,
    ChooseScreen,
    StaffScreen,
)
from ui.pages import Listed, PerPage

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400


@dataclass(frozen=True)
class StaffPages:
    """Makes the screens of staff mode in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader
    per_page: PerPage

    def menu(self, visit: Visit, now: datetime) -> StaffScreen:
        """Return what can be done, and how the machine is."""
        staff = _staff(visit)
        frame = self.frames.frame(visit, now, self.words("staff.title"))
        lines = self._lines(staff.facts, visit.printer_problem) if staff.facts else ()
        return StaffScreen(
            leading(frame, lead=self.frames.lead("staff.done")),
            tuple(self._choice(name) for name in choices(staff)),
            lines,
        )

    def show_card(self, visit: Visit, now: datetime) -> CardScreen:
        """Return the screen that asks for a card or badge to work on."""
        title, guide, hint = (self.words(f"card.{part}") for part in ("title", "guide", "hint"))
        shown = showing(self.words, visit, Showing(title, "scene-card", guide, hint))
        return card_screen(self.frames.frame(visit, now, shown.title), shown)

    def card(self, visit: Visit, now: datetime) -> StaffScreen:
        """Return whose card it is, how its PIN is, and what can be done with it."""
        shown = _staff(visit).shown
        if shown is None:
            raise AssertionError("a card's page has a card")
        title = self.words("staff.title-card")
        if shown.kind is CredentialKind.STAFF:
            title = self.words("staff.title-badge")
        elif shown.name:
            title = self.words("staff.title-named", name=shown.name)
        owed = self._count("owed-count", len(shown.unfulfilled))
        return StaffScreen(
            self.frames.frame(visit, now, title),
            tuple(self._choice(name) for name in choices_for(shown)),
            (self._line("pin", self.words(f"staff.pin.{shown.pin}")), self._line("owed", owed)),
        )

    def owed(self, visit: Visit, now: datetime) -> ChooseScreen:
        """Return the tickets that nobody took, newest first."""
        facts = _staff(visit).facts
        tickets = facts.owed if facts else ()
        frame = self.frames.frame(visit, now, self.words("staff.title-owed"))
        choices = ChoicePages(self.shop, self.frames, self.words, self.reader, self.per_page)
        return choices.paged(visit, frame, tuple(self._ticket(one, now) for one in tickets))

    def state(self, visit: Visit, now: datetime) -> StaffScreen:
        """Return how each device is, what does not work on the first page."""
        facts = _staff(visit).facts
        lines = DeviceLines(self.words).all(dict(facts.devices) if facts else {})
        most = self.per_page(visit.setting, Listed.LINES)
        pages = max(1, -(-len(lines) // most))
        page = min(visit.page, pages)
        return StaffScreen(
            self.frames.frame(visit, now, self.words("staff.title-state")),
            (),
            lines[(page - 1) * most : page * most],
            page,
            pages,
            self.words("page.previous"),
            self.words("page.next"),
        )

    def _lines(self, facts: StaffFacts, printer_problem: str) -> tuple[BalanceLine, ...]:
        node = "found" if facts.near else "lost"
        printer = printer_problem or dict(facts.devices).get("printer", "found")
        device = DeviceLines(self.words).line
        return (
            self._line("unsent", self._unsent(facts)),
            self._line("clock", self.words(f"staff.clock.{facts.clock}")),
            device(self.words("staff.line.node"), node),
            device(self.words("staff.line.printer"), printer),
        )

    def _unsent(self, facts: StaffFacts) -> str:
        if facts.unsent_for_s is None:
            return self.words("staff.unsent.none")
        age = self._age(facts.unsent_for_s)
        return self.words("staff.unsent.some", count=facts.unsent, age=age)

    def _age(self, age_s: int) -> str:
        if age_s < HOUR_S:
            return self.words("staff.unsent.minutes", number=age_s // MINUTE_S)
        if age_s < DAY_S:
            return self.words("staff.unsent.hours", number=age_s // HOUR_S)
        return self.words("staff.unsent.days", number=age_s // DAY_S)

    def _count(self, key: str, count: int) -> str:
        return self.words(f"staff.{key}.{'some' if count else 'none'}", count=count)

    def _line(self, key: str, value: str) -> BalanceLine:
        return BalanceLine(self.words(f"staff.line.{key}"), value)

    def _choice(self, name: str) -> Choice:
        words, picture = self.words(f"staff.choice.{name}"), self.words(f"staff.picture.{name}")
        return Choice(name, words, picture)

    def _ticket(self, ticket: Ticket, now: datetime) -> Choice:
        service = self.shop.services.get(ticket.service)
        bought = datetime.fromtimestamp(ticket.time_s, tz=now.tzinfo)
        name = self.words(
            "staff.owed",
            day=self.reader.day(bought),
            clock=self.reader.clock(bought).replace(" ", "\N{NO-BREAK SPACE}"),
        )
        return Choice(ticket.id.hex(), name, note=self.reader.ticket(ticket, service))


def _staff(visit: Visit) -> StaffMode:
    if visit.staff is None:
        raise AssertionError("a page of staff mode has staff")
    return visit.staff
