"""Whatever people, cards, staff and late answers do: no card pays unproved, and no digit stays.

Random walks over the whole table. The answers to what the visit asks are honest, but come late, in
any order, or twice.
"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment, Proof
from kiosk.staff_facts import StaffFacts
from kiosk.visit import Place, Visit, advance
from kiosk.visit.handover import END, GO_ON, PRINT
from kiosk.visit.state import HANDED_PLACES
from protocol.credential import CredentialKind
from protocol.entry import ClockState, DecidedBy
from schemes.money import Coins
from tests.kiosk.people import NOON_S, Card, Node, Resident, badge
from tests.kiosk.shops import shop
from tests.kiosk.test_visit import owed

SHOP, NODE = shop(), Node()
CARER = Resident(NODE, cti=b"daughter")
CARD = replace(Card(NODE).seen(), carers=frozenset({CARER.cti}))
OTHER_CARD = replace(Card(NODE, b"card-two").seen(), unfulfilled=(owed(),))
BADGE = badge(NODE).seen()
PHONE = CheckedCode(Resident(NODE).checked(), NOON_S, used=False)
CARERS_PHONE = CheckedCode(CARER.checked(), NOON_S, used=False)
PINS = {CARD.resident.cti: "4711", OTHER_CARD.resident.cti: "0815", BADGE.resident.cti: "271828"}
FACTS = StaffFacts(1, 60, ClockState.UNKNOWN, True, (), (owed(),))

KEYPADS = (
    Place.PIN,
    Place.HANDED_PIN,
    Place.STAFF_NEW_PIN,
    Place.STAFF_NEW_PIN_AGAIN,
    Place.STAFF_CLOCK,
)
STAFF_PLACES = tuple(place for place in Place if place.value.startswith("staff"))
TOUCHES: list[events.Event] = [
    *(events.Chose(one) for one in ("meals", "lunch", "card", "owed", "clock", "state", "pin")),
    *(events.Chose(one) for one in ("unblock", owed().id.hex())),
    *(events.Chose(one) for one in (GO_ON, PRINT, END)),
    *(events.CalledStaff(), events.AskedForAid("voice"), events.WantedLanguages()),
    events.Led(),
    events.WentBack(),
    events.StartedOver(),
    events.Erased(),
    events.Ticked(),
]
CODES: list[events.Event] = [
    *(events.CodeSeen(one) for one in (CARD, OTHER_CARD, BADGE, PHONE, CARERS_PHONE)),
    events.CodeRefused("too-old"),
    events.CodeRefused("revoked", CARD),
]
CABLES: list[events.Event] = [
    *(events.ReadersReported(one) for one in (events.READERS_LOST, events.NO_CAMERA, "")),
    *(events.PrinterReported(one) for one in ("printer-unreachable", "")),
    *(events.HintGiven(one) for one in ("farther", "")),
]
# What is done at once: a whole PIN, or the answer to the newest (0) or an older question.
PIN_TYPED = [f"type {pin}" for pin in (*PINS.values(), "0000", "202611220942")]
ANSWERS = ["answer 0", "answer 1", "answer 2"]
MOVES = st.one_of(
    st.sampled_from(TOUCHES),
    st.sampled_from(CODES),
    st.sampled_from(CABLES),
    st.sampled_from(PIN_TYPED),
    st.sampled_from(ANSWERS),
)


def answer(asked: effects.Effect, visit: Visit) -> events.Event | None:
    """What the world honestly answers."""
    match asked:
        case effects.CheckPin(number, code, pin):
            right = PINS.get(code.resident.cti) == pin
            return events.PinRight(number) if right else events.PinWrong(number, 3)
        case effects.SetPin(number) | effects.UnblockPin(number) | effects.SetClock(number):
            return events.StaffDone(number)
        case effects.AskForStaff(number):
            return events.StaffKnows(number, FACTS)
        case effects.CheckPrinter(number):
            return events.PrinterReported("", number)
        case effects.AskNode(order, code):
            payment = Payment(b"p" * 16, order, code, True, (1, 1), DecidedBy.HOLD, Coins(100))
            return events.Held(payment)
        case effects.Commit():
            return events.Recorded(owed())
        case effects.Print(ticket):
            return events.Printed(ticket)
        case _:
            return None


class World:
    """A visit, what it asked for, and what was truly proved on the way."""

    def __init__(self) -> None:
        self.visit = Visit()
        self.now_s = 0.0
        self.asked: list[effects.Effect] = []

    def move(self, move: events.Event | str) -> None:
        if not isinstance(move, str):
            self.happen(move)
        elif move.startswith("type "):
            for digit in move.removeprefix("type "):
                self.happen(events.Typed(digit))
            self.happen(events.Led())
        else:
            self.answer(int(move.removeprefix("answer ")))

    def answer(self, age: int) -> None:
        if age < len(self.asked):
            asked = self.asked[-1 - age]
            event = answer(asked, self.visit)
            if event is not None:
                self.happen(event, asked)

    def happen(self, event: events.Event, of: effects.Effect | None = None) -> None:
        self.now_s += 31.0 if isinstance(event, events.Ticked) else 0.5
        before = self.visit
        self.visit, wanted = advance(SHOP, before, event, self.now_s)
        self.asked += wanted
        self.check(before, event, of)
        for effect in wanted:
            check_effect(effect, before)

    def check(self, before: Visit, event: events.Event, of: effects.Effect | None) -> None:
        after = self.visit
        assert not after.typed or after.place in KEYPADS
        assert not after.typed_before or after.place is Place.STAFF_NEW_PIN_AGAIN
        assert after.place not in STAFF_PLACES or after.staff is not None
        if after.place is Place.START:
            assert after.staff is None
        if _proof(after) is not None and _proof(before) is None:
            assert after.code is not None
            assert proves(event, of, after.code)
        assert after.place not in HANDED_PLACES or after.handover is not None
        behind = (Place.STAFF, Place.PIN_CHECK), (Place.HANDED, Place.HANDED_CHECK)
        if (after.place, before.place) in behind:
            assert isinstance(of, effects.CheckPin)
            assert (of.code.kind, of.pin) == (CredentialKind.STAFF, PINS[BADGE.resident.cti])


def _proof(visit: Visit) -> Proof | None:
    return visit.code.proof if visit.code else None


def proves(event: events.Event, of: effects.Effect | None, card: CheckedCode) -> bool:
    """Whether this was the right PIN of this very card, or its carer's code."""
    if isinstance(event, events.CodeSeen):
        return event.code.resident.cti in card.carers
    right = isinstance(of, effects.CheckPin) and of.code.resident.cti == card.resident.cti
    return right and isinstance(event, events.PinRight)


def check_effect(effect: effects.Effect, before: Visit) -> None:
    match effect:
        case effects.AskNode(code=code):
            assert code.proved
        case effects.StandIn(payment) | effects.Commit(payment):
            assert payment.code.proved
        case effects.Print(ticket, by):
            was_sold = before.place is Place.RECORDING
            owner = before.code is not None and before.code.proved
            assert was_sold or owner or by == BADGE, ticket
        case effects.SetPin(badge=by) | effects.UnblockPin(badge=by) | effects.SetClock(badge=by):
            assert by == BADGE
        case _:
            pass


@settings(max_examples=300)
@given(st.lists(MOVES, min_size=5, max_size=60))
def test_no_walk_pays_by_an_unproved_card_or_keeps_a_digit(moves: list[events.Event | str]) -> None:
    world = World()
    for move in moves:
        world.move(move)


def test_the_walks_do_reach_what_they_are_to_guard() -> None:
    world = World()
    card: list[events.Event | str] = [events.Chose("meals"), events.Chose("lunch")]
    card += [events.CodeSeen(CARD), "type 4711", "answer 0", "answer 0", "answer 0"]
    card += [events.Led(), "answer 0", "answer 0"]
    for move in card:
        world.move(move)
    assert world.visit.place is Place.THANKS
    world = World()
    for move in (events.CodeSeen(BADGE), "type 271828", "answer 0", "answer 0"):
        world.move(move)
    assert world.visit.staff is not None
    assert world.visit.staff.facts == FACTS
    world = World()
    for move in (events.Chose("meals"), events.CalledStaff(), events.CodeSeen(BADGE)):
        world.move(move)
    for typed in ("type 271828", "answer 0"):
        world.move(typed)
    assert world.visit.place is Place.HANDED
