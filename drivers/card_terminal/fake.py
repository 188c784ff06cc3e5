"""A card terminal without a wire, for tests and demonstrations: the rules of a real one, in memory.

Exchange and engine are those of the real line; between them frames are handed over, and time runs
in steps of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Lock
from typing import Final

from drivers.card_terminal.book import Book
from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    NeverHeard,
    NotCancelled,
    OnStep,
    TerminalStatus,
    no_step,
)
from drivers.card_terminal.engine import Scene, TerminalEngine
from drivers.card_terminal.exchange import Answer, Exchange
from drivers.card_terminal.exchange_table import Purpose
from drivers.card_terminal.serial_terminal import check, check_won, no_answer
from drivers.card_terminal.used_ids import UsedIds, of_used
from drivers.card_terminal.wire import NO_ID
from drivers.device import tell
from drivers.errors import DriverError

STEP_S: Final = 0.1  # of its own time
PACE_S: Final = 0.01  # so long takes a step: ten times as fast as life


class FakeCardTerminal:
    """A `CardTerminal`; `scene`: what persons and bank do, `book`: what has become of each id."""

    def __init__(self, scene: Scene | None = None, book: Book | None = None) -> None:
        self.book = book or Book()
        self._engine = TerminalEngine(self.book, scene)
        self._line = Lock()  # one exchange at a time
        self._changed = Condition()
        self._given_up: bytes | None = None
        self._used = UsedIds()
        self._plugged_in = True
        self._closed = False
        self._now_s = 0.0
        self._number = 1

    @property
    def closed(self) -> bool:
        """See `CardTerminal`."""
        return self._closed

    def turn(self, scene: Scene) -> None:
        """Change what persons and bank do."""
        self._engine.scene = scene

    def unplug(self) -> None:
        """Tear the cable, also in the middle of a payment."""
        self._plugged_in = False

    def plug_in(self) -> None:
        """Mend the cable."""
        self._plugged_in = True

    def power_cut(self) -> None:
        """Switch the terminal off and on: what it was doing is over, its book stays."""
        with self._changed:
            self._engine = TerminalEngine(self.book, self._engine.scene)

    def wait_for_book(self, holds: Callable[[Book], bool], timeout_s: float) -> bool:
        """Wait until its book is such that `holds`."""
        with self._changed:
            return self._changed.wait_for(lambda: holds(self.book), timeout_s)

    def status(self) -> TerminalStatus:
        """See `CardTerminal`."""
        match self._run(Purpose.STATUS):
            case TerminalStatus() as status:
                return status
            case answer:
                raise no_answer(answer)

    def approve(self, payment: bytes, won: int, on_step: OnStep = no_step) -> Approved | Declined:
        """See `CardTerminal`."""
        check(payment)
        check_won(won, payment in self._used)
        match self._run(Purpose.APPROVE, payment, won, on_step):
            case Approved() | Declined() as outcome:
                return outcome
            case answer:
                raise no_answer(answer)

    def ask(self, payment: bytes) -> Approved | Declined | NeverHeard:
        """See `CardTerminal`."""
        check(payment)
        match self._run(Purpose.ASK, payment):
            case Approved() | Declined() | NeverHeard() as outcome:
                return outcome
            case answer:
                raise no_answer(answer)

    def cancel(self, payment: bytes) -> Cancelled | NotCancelled:
        """See `CardTerminal`."""
        check(payment)
        self._given_up = payment
        match self._run(Purpose.CANCEL, payment):
            case Cancelled() | NotCancelled() as outcome:
                return outcome
            case answer:
                raise no_answer(answer)

    def close(self) -> None:
        """See `CardTerminal`."""
        self._closed = True

    def _run(
        self,
        purpose: Purpose,
        payment: bytes = NO_ID,
        won: int = 0,
        on_step: OnStep = no_step,
    ) -> Answer:
        with self._line:
            exchange = Exchange(purpose, self._number, self._now_s, payment, won)
            used = payment in self._used
            while exchange.result is None:
                step = exchange.step
                with self._changed:
                    self._step(exchange)
                    if exchange.asks_for_money:
                        self._used.add(payment)
                    self._changed.notify_all()
                    self._changed.wait(PACE_S if exchange.result is None else 0.0)
                if exchange.step is not None and exchange.step is not step:
                    tell(on_step, exchange.step.name.lower())
            self._number = exchange.next_number
            if payment == self._given_up:
                self._given_up = None
        if isinstance(exchange.result, DriverError):
            raise of_used(exchange.result) if used else exchange.result
        return exchange.result

    def _step(self, exchange: Exchange) -> None:
        self._now_s += STEP_S
        if self._closed or not self._plugged_in:
            exchange.lose("the card terminal is not there")
            return
        if exchange.payment == self._given_up:
            exchange.withdraw(self._now_s)
        exchange.tick(self._now_s)
        while frames := exchange.frames():
            for frame in frames:
                self._engine.receive(self._now_s, frame)
            self._engine.tick(self._now_s)
            for frame in self._engine.frames():
                exchange.receive(self._now_s, frame)
        self._engine.tick(self._now_s)
        for frame in self._engine.frames():
            exchange.receive(self._now_s, frame)
