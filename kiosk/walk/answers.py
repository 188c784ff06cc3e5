"""What the world answers: one table from each effect to the events that may follow it.

A new effect needs one line here; a walk that meets one without says its name.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from drivers.scan_hints import ScanHint
from kiosk import effects, events
from kiosk.payment import Payment, Ticket, TicketLine
from kiosk.services.base import BRINGS, HELD_ONLY, HandOver, Order
from kiosk.staff_facts import StaffFacts
from kiosk.visit import Shop, Visit
from kiosk.walk.cast import NOON_S, tickets
from kiosk.walk.reasons import Reasons
from kiosk.walk.service_answers import ServiceWorld
from protocol.entry import ClockState, DecidedBy
from schemes.money import Coins

PAYMENT = b"walk-payment-one"
HAS, LEFT_TRIES = Coins(200), (4, 1)
DEVICES = (
    *(("camera", "babbles"), ("serial", "lost"), ("printer", "paper-low"), ("copy", "starting")),
    *(("board", "lost"), ("disk", "low"), ("power", "battery"), ("temperature", "hot")),
    *(("wedge", "lost"), ("counter", "lost"), ("speaker", "lost"), ("headset", "found")),
)
READER_PROBLEMS = (events.NO_CAMERA, events.READERS_LOST, "")
HINTS = tuple(hint for hint in ScanHint if hint is not ScanHint.NONE)

Answer = tuple[events.Event, ...]


class NoAnswerKnown(LookupError):
    """An effect that this table lacks: add it, with what may follow."""


class World:
    """Answers effects for one shop."""

    def __init__(self, shop: Shop, reasons: Reasons) -> None:
        self._owed = tickets(shop)
        self._reasons = reasons
        self._services = ServiceWorld(shop, reasons)
        self.answers: Mapping[type, Callable[[Any], Iterator[events.Event]]] = {
            effects.CheckPrinter: self._printer,
            effects.AskNode: self._node,
            effects.StandIn: self._rules,
            effects.Commit: self._ledger,
            effects.Print: self._print,
            effects.CheckPin: self._pin,
            effects.SetPin: self._staff,
            effects.UnblockPin: self._staff,
            effects.SetClock: self._staff,
            effects.AskForStaff: self._facts,
            effects.ReopenLedger: self._reopened,
            effects.Void: _nothing,
            effects.NoteRefusal: _nothing,
            effects.TellStaff: _nothing,
            effects.StaffCame: _nothing,
        }

    @property
    def known(self) -> frozenset[type]:
        """The effects that are known here."""
        return frozenset((*self.answers, *self._services.answers))

    def answer(self, effect: effects.Effect, visit: Visit) -> Answer:
        """Return all that may follow ``effect``; NoAnswerKnown names one that is unknown here.

        ``visit`` is the one that waits for it.
        """
        if type(effect) in self._services.answers:
            return tuple(self._services.answers[type(effect)](effect, visit))
        if type(effect) not in self.answers:
            raise NoAnswerKnown(type(effect).__name__)
        return tuple(self.answers[type(effect)](effect))

    def by_itself(self, *, dressing: bool = True) -> Answer:
        """Return what may happen at any moment, whatever is asked.

        ``dressing``: also what changes only how the same states look and sound.
        """
        problems = [events.PrinterReported(reason) for reason in self._reasons.printer]
        failures = [events.LedgerFailed(reason) for reason in self._reasons.ledger]
        back = events.PrinterReported(""), events.LedgerBack()
        readers = [events.ReadersReported(problem) for problem in READER_PROBLEMS]
        hints = [events.HintGiven(hint) for hint in HINTS]
        ears = events.HeadsetIn(), events.HeadsetOut(), events.VoiceReported("no-sound")
        return (*problems, *readers, *hints, *failures, *back, *(ears if dressing else ()))

    def refused(self) -> Answer:
        """Return a refused code for each reason that has words of its own."""
        return tuple(events.CodeRefused(reason) for reason in self._reasons.codes)

    def _printer(self, asked: effects.CheckPrinter) -> Iterator[events.Event]:
        for problem in ("", *self._reasons.printer):
            yield events.PrinterReported(problem, asked.number)

    def _node(self, asked: effects.AskNode) -> Iterator[events.Event]:
        begun = Payment(PAYMENT, asked.order, asked.code, True, (1, 1), approval=asked.approval)
        begun = replace(begun, ref=asked.ref, reward=asked.order.reward, payee=asked.payee)
        for rest_by in ("card", "desk") if asked.order.rest.units else ("",):
            yield events.Held(_allowed(replace(begun, rest_by=rest_by), DecidedBy.HOLD))
        yield events.NoAnswer(begun)
        for reason in self._reasons.node:
            yield events.Declined(begun, reason)

    def _rules(self, asked: effects.StandIn) -> Iterator[events.Event]:
        if asked.payment.order.kind in HELD_ONLY:
            yield events.Declined(asked.payment, "node-away")
            return
        yield events.StoodIn(_allowed(asked.payment, DecidedBy.STAND_IN))
        for reason in self._reasons.stand_in:
            yield events.Declined(asked.payment, reason)

    def _ledger(self, asked: effects.Commit) -> Iterator[events.Event]:
        payment = asked.payment
        yield events.Recorded(_ticket(payment))
        for reason in ("already-used", "printer-paper-out", *self._reasons.commits):
            yield events.NotRecorded(payment, reason)
        yield events.LedgerFailed("disk-failing")
        yield events.LedgerFailed("disk-full", payment.id)

    def _print(self, asked: effects.Print) -> Iterator[events.Event]:
        yield events.Printed(asked.ticket)
        by_gate = asked.ticket.hand_over is HandOver.GATE
        at_printer = (*self._reasons.printer, *self._reasons.prints)
        for reason in (*self._reasons.gates, "gate-unknown") if by_gate else at_printer:
            yield events.PrintFailed(asked.ticket, reason)

    def _pin(self, asked: effects.CheckPin) -> Iterator[events.Event]:
        yield events.PinRight(asked.number)
        for left in LEFT_TRIES:
            yield events.PinWrong(asked.number, left)
        for reason in self._reasons.pins:
            yield events.PinRefused(asked.number, reason)

    def _staff(
        self, asked: effects.SetPin | effects.UnblockPin | effects.SetClock
    ) -> Iterator[events.Event]:
        yield events.StaffDone(asked.number)
        for reason in self._reasons.staff:
            yield events.StaffRefused(asked.number, reason)

    def _facts(self, asked: effects.AskForStaff) -> Iterator[events.Event]:
        busy = StaffFacts(3, 7200, ClockState.UNKNOWN, False, DEVICES, self._owed)
        quiet = replace(busy, unsent=0, unsent_for_s=None, clock=ClockState.TRUSTED, near=True)
        yield events.StaffKnows(asked.number, busy)
        yield events.StaffKnows(asked.number, replace(quiet, owed=()))

    def _reopened(self, _asked: effects.ReopenLedger) -> Iterator[events.Event]:
        yield events.LedgerBack()


def _nothing(_asked: effects.Effect) -> Iterator[events.Event]:
    return iter(())


def _allowed(payment: Payment, by: DecidedBy) -> Payment:
    return replace(payment, decided_by=by, spendable=HAS)


def _ticket(payment: Payment) -> Ticket:
    wanted: Order = payment.order
    lines = tuple(TicketLine(it.item, it.name, it.quantity, it.worth_each) for it in wanted.lines)
    comes = wanted.total if wanted.kind in BRINGS else Coins(0)
    also = wanted.also.total if wanted.also else Coins(0)
    return Ticket(
        payment.id,
        4,
        wanted.service,
        lines,
        wanted.total - comes,
        NOON_S,
        b"entry",
        kind=wanted.kind,
        hand_over=wanted.hand_over,
        rest=wanted.rest,
        rest_by=payment.rest_by,
        reward=payment.reward,
        earned=comes + also,
        left=payment.left,
        stood_in=payment.decided_by is DecidedBy.STAND_IN,
    )
