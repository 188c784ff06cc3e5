"""Does what a visit wants done: each effect on the lane that owns the thing it needs."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from kiosk import effects
from kiosk.desks.cashier import Cashier
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.lanes import Lane, LaneFull, Post
from kiosk.desks.lookup_desk import LookUpDesk
from kiosk.desks.print_desk import PrintDesk
from kiosk.desks.records import Begun
from kiosk.desks.service_room import ServiceRoom, bare_room
from kiosk.desks.staff_desk import StaffDesk
from kiosk.effects import DeskEffect, Effect, ServiceEffect
from kiosk.events import Event, Granted, Held, LedgerFailed, NoAnswer, NotRecorded, Printed
from kiosk.events import PrintFailed as TicketFailed
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import AccountCall, HandOver, NodeCall, PartnerCall, PassCall, TerminalCall
from offline_queue.clock import Moment
from offline_queue.errors import LedgerError

Rest = DeskEffect | ServiceEffect
OWED_WAIT_S = 10.0  # longer than the ledger's own lock limit
RESULT_WAIT_S = 240.0  # a full lane: as long as a service manager lets the ledger hang


@dataclass(frozen=True)
class Lanes:
    """The three lanes of a terminal."""

    ledger: Lane
    holds: Lane
    printer: Lane


@dataclass(frozen=True)
class Desks:
    """Who works on them."""

    cashier: Cashier
    holds: HoldDesk
    printer: PrintDesk
    staff: StaffDesk


@dataclass(frozen=True)
class Performer:
    """Hands effects to lanes. ``recorded`` hears that the ledger has grown, ``staff`` of calls.

    ``came`` hears that nobody waits for staff any more. ``room`` has what services need besides;
    without one there is no gate, no counting machine and no card terminal.
    """

    lanes: Lanes
    desks: Desks
    watch: NodeWatch
    scheme: str
    post: Post
    recorded: Callable[[], None]
    staff: Callable[[], None]
    came: Callable[[], None] = lambda: None
    room: ServiceRoom | None = None
    _under_way: list[Ticket] = field(default_factory=list)

    @property
    def printing(self) -> bool:
        """Whether a ticket is under way whose result the ledger's lane has not got yet."""
        return bool(self._under_way)

    @property
    def services(self) -> ServiceRoom:
        """The room of services, a bare one where there is none."""
        return self.room or bare_room(self.lanes.holds, self.post)

    def perform(self, effect: Effect) -> None:
        """Start ``effect``; its answer comes as an event. Never blocks."""
        match effect:
            case effects.CheckPrinter(number):
                self.lanes.printer.submit(lambda: self.desks.printer.check(number))
            case effects.AskNode(order):
                self.services.with_rest(order, lambda rest_by: self._ask_node(effect, rest_by))
            case effects.Claim(order):
                self.services.with_rest(order, lambda rest_by: self._claim(effect, rest_by))
            case effects.StandIn(payment):
                self._on_ledger(lambda: self.desks.cashier.stand_in(payment))
            case effects.Commit(payment):
                self._commit(payment)
            case effects.Void(payment, reason):
                self._on_ledger(lambda: self.desks.cashier.void(payment, reason))
            case effects.Print(ticket, badge):
                self._under_way.append(ticket)
                self._hands_over(ticket).submit(lambda: self._finish(ticket, badge))
            case effects.ReopenLedger():
                self._on_ledger(self.desks.cashier.reopen)
            case effects.LookUp():
                self._look_up(effect)
            case _:
                self._further(effect)

    def read_code(self, text: str | bytes, scanned: Moment, challenge: bytes | None = None) -> None:
        """Check a scanned text; answered by CodeSeen or CodeRefused.

        ``challenge``: of the machine's own code that an app answered with the bytes ``text``.
        """
        cashier = self.desks.cashier
        self.lanes.ledger.submit(lambda: cashier.read_code(text, scanned, challenge))

    def _further(self, effect: effects.TellStaff | effects.StaffCame | Rest) -> None:
        match effect:
            case effects.TellStaff():
                self.staff()
            case effects.StaffCame():
                self.came()
            case _ if isinstance(effect, DeskEffect):
                self._at_desk(effect)
            case _:
                self.services.perform(effect)

    def _at_desk(self, effect: DeskEffect) -> None:
        cashier, staff = self.desks.cashier, self.desks.staff
        match effect:
            case effects.CheckPin(number, code, pin):
                self._on_ledger(lambda: cashier.pins.check(number, code, pin))
            case effects.SetPin(number, code, badge, pin):
                self._on_ledger(lambda: cashier.pins.set(number, code, badge, pin))
            case effects.UnblockPin(number, code, badge):
                self._on_ledger(lambda: cashier.pins.unblock(number, code, badge))
            case effects.SetClock(number, digits, badge, again):
                self._on_ledger(lambda: staff.set_clock(number, digits, badge, again=again))
            case effects.AskForStaff(number):
                self.lanes.ledger.submit(lambda: staff.look(number))
            case effects.NoteRefusal(reason, shown):
                self._on_ledger(lambda: cashier.codes.note(reason, shown))

    def _on_ledger(self, job: Callable[[], Event | None], wait_s: float = 0.0) -> None:
        def write() -> Event | None:
            event = job()
            self.recorded()
            return event

        self.lanes.ledger.submit(write, wait_s)

    def _commit(self, payment: Payment) -> None:
        """No paper or no gate, no charge: minutes may have gone by on the confirm screen."""
        match payment.order.hand_over:
            case HandOver.PRINT:
                self.lanes.printer.submit(lambda: self._commit_printed(payment))
            case HandOver.GATE if self.services.gate.problem:
                refused = NotRecorded(payment, self.services.gate.problem)
                self.lanes.ledger.submit(lambda: refused)
            case _:
                self._write(payment)

    def _commit_printed(self, payment: Payment) -> Event | None:
        found = self.desks.printer.check(0)
        if found.problem:
            self.lanes.printer.submit(lambda: found)  # the machine is to know of it, too
            return NotRecorded(payment, found.problem)
        self._write(payment)
        return None

    def _write(self, payment: Payment) -> None:
        def commit() -> Event:
            event = self.desks.cashier.commit(payment)
            self.services.committed(payment, event)
            return event

        self._on_ledger(commit)

    def _claim(self, asked: effects.Claim, rest_by: str) -> None:
        cashier = self.desks.cashier

        def claim() -> Event | None:
            event = cashier.claim(asked.order, asked.code, asked.approval, rest_by)
            if asked.order.right is None or not isinstance(event, Granted) or not self.watch.near:
                return event
            kept = cashier.keep(event.payment)
            if isinstance(kept, Begun):
                self.lanes.holds.submit(lambda: self.desks.holds.keep(kept, self.scheme))
                return None
            return kept

        self.lanes.ledger.submit(claim)

    def _look_up(self, asked: effects.LookUp) -> None:
        """Each source on its own lane: what is slow keeps nobody from paying."""
        match asked.lookup.source:
            case PartnerCall():
                self.services.ask_partner(asked)
            case AccountCall():
                self.services.ask_account(asked)
            case NodeCall():
                self.services.tell_of_node(asked, near=self.watch.near)
            case TerminalCall():
                self.services.ask_terminal(asked)
            case PassCall() as source:
                self.lanes.ledger.submit(lambda: self._passes(asked, source))
            case _:
                desk = LookUpDesk(self.desks.cashier.books)
                self.lanes.ledger.submit(lambda: desk.look_up(asked))

    def _passes(self, asked: effects.LookUp, source: PassCall) -> Event | None:
        """What this kiosk has written goes to the node with the question."""
        own = LookUpDesk(self.desks.cashier.books).passes(asked, source)
        if isinstance(own, LedgerFailed):
            return own
        self.services.ask_passes(asked, own)
        return None

    def _hands_over(self, ticket: Ticket) -> Lane:
        gate = ticket.hand_over is HandOver.GATE
        return self.services.lanes.gate if gate else self.lanes.printer

    def _finish(self, ticket: Ticket, badge: CheckedCode | None) -> Event:
        try:
            return self._print(ticket, badge)
        finally:
            self._under_way.remove(ticket)

    def _print(self, ticket: Ticket, badge: CheckedCode | None) -> Event:
        """Hand over and record how it went, whatever becomes of the visit meanwhile.

        A ticket that is printed again is asked for once more first: the earlier try may have ended
        well after all.
        """
        try:
            if ticket.again and not self.lanes.ledger.call(
                lambda: self.desks.cashier.is_owed(ticket), OWED_WAIT_S
            ):
                return Printed(ticket)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        except (TimeoutError, LaneFull):
            return LedgerFailed(LedgerError.reason)
        with ExitStack() as after_a_bug:
            after_a_bug.callback(self._nobody_knows, ticket, badge)
            gate = ticket.hand_over is HandOver.GATE
            event = self.services.gate.open(ticket) if gate else self.desks.printer.print(ticket)
            after_a_bug.pop_all()
        self._note_result(ticket, isinstance(event, Printed), badge)
        return event

    def _note_result(self, ticket: Ticket, done: bool, badge: CheckedCode | None) -> None:
        self._on_ledger(lambda: self.desks.cashier.fulfilled(ticket, done, badge), RESULT_WAIT_S)

    def _nobody_knows(self, ticket: Ticket, badge: CheckedCode | None) -> None:
        """It was charged, and a bug ended the printing: it is owed, whatever came out.

        The bug itself goes on to the lane, which stops the selling.
        """
        gate = ticket.hand_over is HandOver.GATE
        self.post(TicketFailed(ticket, "gate-unknown" if gate else "print-unknown"))
        self._note_result(ticket, False, badge)

    def _ask_node(self, asked: effects.AskNode, rest_by: str) -> None:
        def begin() -> Event | None:
            begun = self.desks.cashier.begin(
                asked.order,
                asked.code,
                self.watch.near,
                asked.approval,
                asked.ref,
                rest_by,
                asked.payee,
            )
            if not isinstance(begun, Begun):
                return begun
            if not begun.payment.intent:
                return NoAnswer(begun.payment)
            self._ask_hold(begun)
            return None

        self.lanes.ledger.submit(begin)

    def _ask_hold(self, begun: Begun) -> None:
        def ask() -> Event | None:
            event = self.desks.holds.ask(begun, self.scheme)
            if not isinstance(event, Held):
                return event
            self._on_ledger(lambda: self.desks.cashier.accept(event))
            return None

        self.lanes.holds.submit(ask)
