"""The world around a visit to the odd shop: it answers honestly, each question once, but late.

It keeps what became of every payment, tender, count and offer, and judges it at the end.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment
from kiosk.services.base import Account, HandOver, MachineCount
from kiosk.visit import Place, Visit, advance
from kiosk.visit.counting import at_stake
from kiosk.visit.knowing import counted
from protocol.entry import DecidedBy, EntryKind, Tender
from schemes.money import Coins
from tests.kiosk.odd_services import CARS
from tests.kiosk.odd_walks import BADGE, CARD, ODD_SHOP, ticket_of

KEYPADS = (Place.KEYING, Place.PIN, Place.HANDED_PIN, Place.STAFF_CLOCK)
PINS = {CARD.resident.cti: "4711", BADGE.resident.cti: "271828"}
AWAY_S = 2_000.0


def account_of(code: CheckedCode | None) -> Account:
    """Somebody's account: its purse has their name."""
    assert code is not None
    return Account(Coins(7), Coins(7), ((code.resident.cti.hex(), Coins(7)),), ())


class World:
    """A visit, what it asked for, and what became of every payment, tender, count and offer."""

    def __init__(self) -> None:
        self.visit = Visit()
        self.now_s = 0.0
        self.ids = 0
        self.waiting: list[effects.Effect] = []
        self.agreed: set[bytes] = set()
        self.held: set[bytes] = set()
        self.paid: set[bytes] = set()
        self.voided: Counter[bytes] = Counter()
        self.taken: set[bytes] = set()
        self.returned: Counter[bytes] = Counter()
        self.running: dict[str, int] = {}

    def move(self, move: events.Event | str) -> None:
        if not isinstance(move, str):
            self.happen(move)
        elif move.startswith("type "):
            for digit in move.removeprefix("type "):
                self.happen(events.Typed(digit))
            self.happen(events.Led())
        elif move.startswith("count "):
            items = int(move.removeprefix("count "))
            told = MachineCount(items, f"crate-1-run-{self.visit.counting}-{items}")
            self.happen(events.CountTold(self.visit.counting, told))
        elif move == "counter-away":
            self.happen(events.CounterReported(move, self.visit.counting))
        else:
            _, which, age = move.split()
            self.answer(int(age), well=which == "yes")

    def answer(self, age: int, *, well: bool) -> None:
        if age < len(self.waiting):
            event = self.said(self.waiting.pop(-1 - age), well)
            if event is not None:
                self.happen(event)

    def said(self, asked: effects.Effect, well: bool) -> events.Event | None:
        """What the world says to it; ``well``: what was hoped for."""
        match asked:
            case effects.CheckPin(number, code, pin):
                right = PINS.get(code.resident.cti) == pin
                return events.PinRight(number) if right else events.PinWrong(number, 3)
            case effects.CheckPrinter(number):
                return events.PrinterReported("" if well else "printer-paper-out", number)
            case effects.CheckGate(number):
                return events.GateReported("" if well else "gate-stuck", number)
            case effects.LookUp(number):
                return self.found(asked) if well else events.NotFound(number, "not-now")
            case effects.OfferCode(number):
                return events.Offered(number, "CC1:OFFER", 1)
            case _:
                return self.came_of(asked, well)

    def came_of(self, asked: effects.Effect, well: bool) -> events.Event | None:
        """The same of what has to do with a payment."""
        match asked:
            case effects.AskNode() | effects.Claim():
                return self.decided(asked, well)
            case effects.TakeTender(payment):
                return self.tendered(payment, well)
            case effects.Commit(payment):
                return self.written(payment, well)
            case effects.Print(ticket):
                return events.Printed(ticket) if well else events.PrintFailed(ticket, "gate-failed")
        return None

    def found(self, asked: effects.LookUp) -> events.Event:
        fact = {
            "cars": CARS,
            "quote": 10,
            "before": (0,),
            "pass": (1,),
            "visits": (4,),
        }.get(asked.lookup.id) or account_of(asked.code)
        return events.Found(asked.number, asked.lookup.id, fact, 1)

    def decided(self, asked: effects.AskNode | effects.Claim, well: bool) -> events.Event:
        self.ids += 1
        wanted, decided = asked.order, isinstance(asked, effects.AskNode)
        payment = Payment(
            self.ids.to_bytes(16, "big"),
            wanted,
            asked.code,
            decided,
            (1, 1),
            DecidedBy.HOLD,
            wanted.total + Coins(5),
            approval=asked.approval,
            rest_by="card" if wanted.rest.units else "",
        )
        if decided:
            self.held.add(payment.id)
        if not well:
            return events.Declined(payment, "not-enough")
        return events.Held(payment) if decided else events.Granted(payment)

    def tendered(self, payment: Payment, well: bool) -> events.Event:
        if not well:
            return events.TenderRefused(payment, "card-declined")
        self.taken.add(payment.id)
        return events.TenderTaken(replace(payment, tender=Tender("card", payment.order.rest.units)))

    def written(self, payment: Payment, well: bool) -> events.Event:
        if not well:
            return events.NotRecorded(payment, "quote-expired")
        self.paid.add(payment.id)
        return events.Recorded(ticket_of(payment))

    def happen(self, event: events.Event) -> None:
        self.now_s += 31.0 if isinstance(event, events.Ticked) else 0.5
        before = self.visit
        self.visit, wanted = advance(ODD_SHOP, before, event, self.now_s)
        for effect in wanted:
            self.asked_for(effect, before, event)
        self.waiting += [it for it in wanted if self.has_answer(it)]
        self.check(before, event)

    def has_answer(self, effect: effects.Effect) -> bool:
        silent = effects.Void | effects.StopCount | effects.WithdrawOffer | effects.ReturnTender
        return not isinstance(effect, silent | effects.StartCount | effects.GiveUpTender)

    def asked_for(self, effect: effects.Effect, before: Visit, event: events.Event) -> None:
        match effect:
            case effects.TakeTender(payment):
                assert before.place is Place.CONFIRMING
                assert isinstance(event, events.Led)
                self.agreed.add(payment.id)
            case effects.Commit(payment):
                self.check_commit(payment, before, event)
            case effects.Void(payment):
                self.voided[payment.id] += 1
            case effects.ReturnTender(payment):
                self.returned[payment.id] += 1
            case effects.StartCount(number) | effects.OfferCode(number):
                kind = "count" if isinstance(effect, effects.StartCount) else "offer"
                assert kind not in self.running
                self.running[kind] = number
            case effects.StopCount(number) | effects.WithdrawOffer(number):
                kind = "count" if isinstance(effect, effects.StopCount) else "offer"
                assert self.running.pop(kind) == number
            case effects.Claim(order, code, approval):
                assert code.proved
                assert (approval == BADGE) is (order.kind is EntryKind.EARN)
            case effects.AskNode(_, code) | effects.LookUp(code=CheckedCode() as code):
                assert code.proved
            case effects.Print(ticket):
                assert ticket.hand_over is not HandOver.SCREEN

    def check_commit(self, payment: Payment, before: Visit, event: events.Event) -> None:
        by_touch = before.place is Place.CONFIRMING and isinstance(event, events.Led)
        by_card = isinstance(event, events.TenderTaken) and payment.id in self.agreed
        as_gift = before.first is not None and payment.order.kind is EntryKind.DONATE
        assert by_touch or by_card or as_gift
        assert bool(payment.order.rest.units) == (payment.tender is not None)

    def check(self, before: Visit, event: events.Event) -> None:
        after = self.visit
        assert not after.typed or after.place in KEYPADS
        assert (after.counting or None) == self.running.get("count")
        assert (after.offering or None) == self.running.get("offer")
        if "account" in after.facts:
            assert after.facts["account"] == account_of(after.code)
        if isinstance(event, events.WentBack | events.StartedOver) and at_stake(before):
            assert counted(after) >= counted(before) or before.doubted

    def everybody_leaves(self) -> None:
        """Answers that are still out come, and what they lead to is answered as well."""
        for _ in range(100):
            if self.waiting:
                self.answer(0, well=True)
            elif self.visit.place is Place.OUT_OF_ORDER:
                self.happen(events.LedgerBack())
                self.happen(events.PrinterReported(""))
            else:
                self.now_s += AWAY_S
                self.happen(events.Ticked())

    def judged(self) -> Iterator[str]:
        """What is wrong in the end."""
        if self.visit.place is not Place.START or self.visit.code or self.waiting:
            yield f"stuck at {self.visit.place}"
        if self.running:
            yield f"still at work: {self.running}"
        for id_ in self.held:
            if (id_ in self.paid) + self.voided[id_] != 1:
                yield f"held: paid {id_ in self.paid}, voided {self.voided[id_]} times"
        for id_ in self.taken:
            if (id_ in self.paid) + self.returned[id_] != 1:
                yield f"taken: paid {id_ in self.paid}, returned {self.returned[id_]} times"
