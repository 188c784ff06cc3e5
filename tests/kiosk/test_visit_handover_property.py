"""Whatever residents, staff, late answers and time do: nobody pays twice, and nothing stays held.

Random walks over the whole table beside a small honest ledger. Each question is answered once, well
or badly, sooner or later, in any order.
"""

import itertools
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.visit import Place, Visit, advance
from kiosk.visit.handover import END, GO_ON, PRINT
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy
from schemes.money import Coins
from tests.kiosk.people import NOON_S, Card, Node, Resident, badge
from tests.kiosk.shops import shop
from tests.kiosk.test_visit import owed

SHOP, NODE = shop(), Node()
BADGE = badge(NODE).seen()
PHONES = [
    CheckedCode(Resident(NODE, cti=cti).checked(counter=counter), NOON_S, used=False)
    for cti in (b"resident", b"neighbor")
    for counter in (1, 2)
]
CODES = [BADGE, Card(NODE).seen(), *PHONES]
PINS = {CredentialKind.STAFF: "271828", CredentialKind.CARD: "4711"}
ANSWERED = (
    effects.CheckPin | effects.CheckPrinter | effects.AskNode | effects.StandIn | effects.Commit
) | effects.Print

TOUCHES: list[events.Event] = [
    *(events.Chose(one) for one in ("meals", "lunch", "locker", GO_ON, PRINT, END, "en")),
    *(events.AskedForAid("voice"), events.WantedLanguages(), events.HeadsetIn()),
    *(events.Led(), events.WentBack(), events.StartedOver(), events.WantedMore()),
    *(events.CalledStaff(), events.Touched(), events.Ticked(), events.CodeRefused("too-old")),
]
MOVES = st.one_of(
    st.sampled_from(TOUCHES),
    st.sampled_from([f"show {number}" for number in range(len(CODES))]),
    st.sampled_from(["call and show 0", "type 271828", "type 4711", "type 000000"]),
    st.sampled_from(["well 0", "well 0", "well 1", "badly 0", "badly 1"]),
    st.sampled_from(["sell", "sell paid", "sell unprinted", "hand over", "hand over"]),
    st.sampled_from([f"hand over {one}" for one in (GO_ON, PRINT, END)]),
)


@dataclass
class Books:
    """What a ledger, a node and a printer would know, kept honestly."""

    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    held: dict[bytes, Payment] = field(default_factory=dict)  # intents, also of declined ones
    sold: dict[bytes, Payment] = field(default_factory=dict)
    out: set[bytes] = field(default_factory=set)
    commits: list[bytes] = field(default_factory=list)
    refused: set[bytes] = field(default_factory=set)  # commits the ledger refused by name
    voids: list[bytes] = field(default_factory=list)

    def begin(self, asked: effects.AskNode) -> Payment:
        id_ = next(self.ids).to_bytes(16, "big")
        payment = Payment(id_, asked.order, asked.code, True, (1, 1), DecidedBy.HOLD, Coins(100))
        self.held[id_] = payment
        return payment

    def ticket(self, payment: Payment) -> Ticket:
        return replace(owed(), id=payment.id)

    def look_up(self, code: CheckedCode) -> CheckedCode:
        mine = [one for one in self.sold.values() if one.code.resident.cti == code.resident.cti]
        waiting = tuple(self.ticket(one) for one in mine if one.id not in self.out)
        counter = code.resident.counter
        used = counter is not None and any(one.code.resident.counter == counter for one in mine)
        return replace(code, used=used, unfulfilled=waiting)


class World:
    """A visit, what it waits for, and the books it must not upset."""

    def __init__(self) -> None:
        self.visit, self.now_s = Visit(), 0.0
        self.books = Books()
        self.open: list[ANSWERED] = []
        self.found: Visit | None = None  # as it was when a badge came

    def move(self, move: events.Event | str) -> None:
        match move.split() if isinstance(move, str) else move:
            case ["show", number]:
                self.show(CODES[int(number)])
            case ["call", *_]:
                self.happen(events.CalledStaff())
                self.show(BADGE)
            case ["type", pin]:
                for digit in pin:
                    self.happen(events.Typed(digit))
                self.happen(events.Led())
            case ["hand", "over", *choices]:
                walk(self, "call and show 0", "type 271828", "well 0")
                walk(self, *map(events.Chose, choices))
            case ["sell", *ways]:
                self.sell(*ways)
            case [how, age]:
                self.answer(int(age), well=how == "well")
            case event:
                assert not isinstance(event, list)
                self.happen(event)

    def sell(self, *ways: str) -> None:
        """Straight to the confirm screen or on, so that the walks get there often enough."""
        chosen = (events.StartedOver(), events.Chose("meals"), events.Chose("lunch"))
        walk(self, *chosen, "show 2", "well 0", "well 0")
        if ways:
            walk(self, events.Led(), "well 0", "well 0" if ways == ("paid",) else "badly 0")

    def show(self, code: CheckedCode) -> None:
        self.happen(events.CodeSeen(self.books.look_up(code)))

    def answer(self, age: int, *, well: bool) -> None:
        if age < len(self.open):
            event = self._answer(self.open.pop(age), well=well)
            self.happen(event)

    def _answer(self, asked: ANSWERED, *, well: bool) -> events.Event:
        books = self.books
        match asked:
            case effects.CheckPin(number, code, pin):
                right = well and PINS[code.kind] == pin
                return events.PinRight(number) if right else events.PinWrong(number, 3)
            case effects.CheckPrinter(number):
                return events.PrinterReported("" if well else "printer-paper-out", number)
            case effects.AskNode():
                payment = books.begin(asked)
                return events.Held(payment) if well else events.NoAnswer(payment)
            case effects.StandIn(payment):
                return events.StoodIn(payment) if well else events.Declined(payment, "not-enough")
            case effects.Commit(payment):
                if not well:
                    books.refused.add(payment.id)
                    return events.NotRecorded(payment, "printer-paper-out")
                books.sold[payment.id] = payment
                return events.Recorded(books.ticket(payment))
            case effects.Print(ticket):
                if well:
                    books.out.add(ticket.id)
                    return events.Printed(ticket)
                return events.PrintFailed(ticket, "print-failed")

    def happen(self, event: events.Event) -> None:
        self.now_s += 31.0 if isinstance(event, events.Ticked) else 0.6
        before = self.visit
        self.visit, wanted = advance(SHOP, before, event, self.now_s)
        for effect in wanted:
            self.check(effect)
            if isinstance(effect, ANSWERED):
                self.open.append(effect)
        self.check_handover(before, event)

    def check(self, effect: effects.Effect) -> None:
        books = self.books
        match effect:
            case effects.AskNode(code=code):
                assert not self.alive(), "asked again while a payment is held"
                assert not self.showing_was_sold(code), "asked again for what is paid"
            case effects.Commit(payment):
                assert payment.id not in (*books.commits, *books.voids)
                assert not self.showing_was_sold(payment.code)
                books.commits.append(payment.id)
            case effects.Void(payment):
                assert payment.id not in books.voids, "given back twice"
                assert payment.id not in books.commits or payment.id in books.refused
                books.voids.append(payment.id)
            case effects.Print(ticket, by):
                assert ticket.id in books.sold
                assert by in (None, BADGE)
            case _:
                pass

    def alive(self) -> list[bytes]:
        """Payments that are held, and that no question is open about."""
        asked = [getattr(one, "payment", None) for one in self.open]
        over = {*self.books.sold, *self.books.voids, *(one.id for one in asked if one)}
        return [id_ for id_ in self.books.held if id_ not in over]

    def showing_was_sold(self, code: CheckedCode) -> bool:
        sold = [one.code.resident for one in self.books.sold.values()]
        same = [one for one in sold if one.cti == code.resident.cti]
        return code.resident.counter is not None and code.resident.counter in [
            one.counter for one in same
        ]

    def check_handover(self, before: Visit, event: events.Event) -> None:
        after = self.visit
        if before.handover is None and after.handover is not None:
            assert before.staff_called
            self.found = before
        if before.place is Place.HANDED and event == events.Chose(GO_ON):
            assert self.found is not None
            assert after.payment is self.found.payment
            for name in ("place", "service", "answers", "quantity", "code", "ticket", "refusal"):
                assert getattr(after, name) == getattr(self.found, name)
        if after.place is Place.HANDED and before.place is not Place.HANDED:
            assert isinstance(event, events.PinRight)

    def finish(self) -> None:
        """Answer all that is open and let everybody go home; then nothing may be held."""
        while self.open:
            self.answer(0, well=True)
        for _ in range(25):
            self.happen(events.Ticked())
            while self.open:
                self.answer(0, well=True)
        settled = [*self.books.sold, *self.books.voids]
        assert sorted(settled) == sorted(self.books.held), "each hold ends once, and only once"


@settings(max_examples=150)
@given(st.lists(MOVES, min_size=8, max_size=60))
def test_whatever_staff_do_nobody_pays_twice_and_nothing_stays_held(
    moves: list[events.Event | str],
) -> None:
    world = World()
    walk(world, *moves)
    world.finish()


def test_the_walks_do_reach_what_they_are_to_guard() -> None:
    world = World()
    walk(world, "sell", "hand over")
    at_confirm = world.visit.place
    walk(world, events.Chose(GO_ON), events.Led(), "well 0", "badly 0")
    assert (at_confirm, world.visit.place) == (Place.HANDED, Place.SORRY)
    walk(world, "hand over", events.Chose(PRINT), "well 0")
    (printing,) = world.open
    assert isinstance(printing, effects.Print)
    assert printing.badge == BADGE
    world.finish()
    assert len(world.books.commits) == len(world.books.out) == 1


def walk(world: World, *moves: events.Event | str) -> None:
    for move in moves:
        world.move(move)
