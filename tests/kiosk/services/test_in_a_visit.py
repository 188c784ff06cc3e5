"""The same services in a visit: what is looked up, asked after the code, agreed, handed over."""

from dataclasses import replace

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment
from kiosk.services.base import HandOver, Holder, Service
from kiosk.visit import Place, Shop, Visit, advance, question
from protocol.entry import EntryKind
from schemes.money import Coins
from tests.kiosk.people import NOON_S, Node, Resident
from tests.kiosk.services.places import Books, at, load, ticket_of
from tests.kiosk.services.test_admission import GYM
from tests.kiosk.services.test_meal_cancel import CANCEL
from tests.kiosk.services.test_meal_tickets import WHOLE

MEALS = load(WHOLE + CANCEL)
DOOR = load(GYM)


class Stage:
    """One person's visits to a place; what a visit wants done is done at once, in books."""

    def __init__(self, services: dict[str, Service]) -> None:
        self.shop, self.books = Shop(services), Books()
        self.code = CheckedCode(Resident(Node()).checked(), NOON_S, used=False)
        self.visit = Visit()
        self.done: list[effects.Effect] = []

    def __call__(self, event: events.Event) -> Place:
        self.visit, wanted = advance(self.shop, self.visit, event, 0.0)
        for effect in wanted:
            self.done.append(effect)
            answer = self._answer(effect)
            if answer is not None:
                self(answer)
        return self.visit.place

    def come(self, *chosen: str) -> Place:
        """Come again, choose, show the code."""
        self.visit, self.done = Visit(), []
        for choice in chosen:
            self(events.Chose(choice))
        return self(events.CodeSeen(self.code))

    def did(self, kind: type[effects.Effect]) -> bool:
        return any(isinstance(effect, kind) for effect in self.done)

    @property
    def reason(self) -> str:
        return "" if self.visit.refusal is None else self.visit.refusal.reason

    def _answer(self, effect: effects.Effect) -> events.Event | None:
        credential = self.code.resident.credential
        holder = Holder(credential.kind, credential.limit_tag, (), credential.issued)
        match effect:
            case effects.LookUp():
                service = effect.service.id
                fact = self.books.find(service, effect.lookup, holder, at("10:00"))
                return events.Found(effect.number, effect.lookup.id, fact, at("10:00"))
            case effects.CheckPrinter():
                return events.PrinterReported("", effect.number)
            case effects.CheckGate():
                return events.GateReported("", effect.number)
            case effects.AskNode():
                return events.Held(self._payment(effect))
            case effects.Claim():
                return events.Granted(self._payment(effect))
            case effects.Commit():
                booked = self.books.write(effect.payment.order, holder, at("10:00"))
                hand_over = booked.order.hand_over
                ticket = replace(ticket_of(booked), kind=booked.order.kind, hand_over=hand_over)
                return events.Recorded(ticket)
            case _:
                return None

    def _payment(self, asked: effects.AskNode | effects.Claim) -> Payment:
        return Payment(b"p" * 16, asked.order, asked.code, False, (1, 1), spendable=Coins(100))


def test_a_ticket_is_bought_and_cancelled_and_the_coins_go_back_once() -> None:
    stage = Stage(dict(MEALS))
    assert stage.come("meals", "lunch") is Place.CONFIRMING
    assert stage(events.Led()) is Place.FULFILLING
    assert stage.come("cancel") is Place.ASKING
    asked = question(stage.shop, stage.visit)
    assert asked is not None
    assert stage(events.Chose(asked.options[0].id)) is Place.CONFIRMING
    assert not stage.did(effects.CheckPrinter)
    assert stage(events.Led()) is Place.THANKS
    sold, undone = stage.books.entries
    assert (undone.order.kind, undone.order.ref) == (EntryKind.REVERSE, sold.id)
    assert stage.come("cancel") is Place.SORRY
    assert stage.reason == "nothing-to-cancel"


def test_what_sells_out_before_the_code_comes_leads_back_to_the_menu() -> None:
    stage, other = Stage(dict(MEALS)), Stage(dict(MEALS))
    other.come("meals", "lunch")
    order = other.visit.payment.order if other.visit.payment else None
    assert order is not None
    stage(events.Chose("meals"))
    stage(events.Chose("lunch"))
    for _ in range(4):
        stage.books.write(order, Holder(stage.code.kind, b"else", (), at("10:00")), at("10:00"))
    assert stage(events.CodeSeen(stage.code)) is Place.SORRY
    assert stage.reason == "sold-out"
    assert stage(events.Led()) is Place.ASKING
    asked = question(stage.shop, stage.visit)
    assert asked is not None
    assert [option.closed for option in asked.options] == [True, False, False]


def test_a_visit_by_pass_opens_the_turnstile_and_prints_nothing() -> None:
    stage = Stage(dict(DOOR))
    assert stage.come("gym", "ten") is Place.CONFIRMING
    assert stage.did(effects.CheckPrinter)
    assert stage(events.Led()) is Place.FULFILLING
    assert stage.come("gym", "visit") is Place.CONFIRMING
    assert stage.did(effects.CheckGate)
    assert not stage.did(effects.AskNode)
    assert stage(events.Led()) is Place.FULFILLING
    assert stage.visit.ticket is not None
    assert stage.visit.ticket.hand_over is HandOver.GATE
