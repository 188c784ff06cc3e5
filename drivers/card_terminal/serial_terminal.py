"""A card terminal at a serial port, in its own thread: asked how it is, and asked for money."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Lock
from time import monotonic
from typing import Final

from drivers.card_terminal.contract import (
    ID_BYTES,
    MAX_WON,
    Approved,
    Cancelled,
    Declined,
    NeverHeard,
    NotCancelled,
    OnStep,
    TerminalStatus,
    no_step,
)
from drivers.card_terminal.exchange import PATIENCE, Answer, Exchange, Patience
from drivers.card_terminal.exchange_table import Purpose
from drivers.card_terminal.line import OpenPort, TerminalLine, open_serial_port
from drivers.card_terminal.used_ids import UsedIds, of_used
from drivers.card_terminal.wire import NO_ID, Step
from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import DeviceLost, DriverError, TenderFailed, TenderUnknown, TerminalLost

POLL_S: Final = 3.0  # at rest: a torn cable is known within that and the tries of one question
MAX_JOBS: Final = 4  # one visit has one payment, its cancelling, and a question; more is a fault
MARGIN_S: Final = 30.0  # beyond what an exchange can take by its own clock


@dataclass(eq=False, slots=True)
class _Job:
    """What a caller waits for, in the caller's thread; `used`: its id may have been paid before."""

    purpose: Purpose
    payment: bytes = NO_ID
    won: int = 0
    withdrawn: bool = False
    used: bool = False
    on_step: OnStep = no_step
    step: Step | None = None
    result: Queue[Answer | DriverError] = field(default_factory=lambda: Queue(1))

    def fail(self, why: str) -> None:
        """End it before the terminal was asked for anything."""
        self.end(unasked(self.purpose, why))

    def is_at(self, step: Step | None) -> None:
        """Tell its caller how far it is, once for each step."""
        if step is not None and step is not self.step:
            self.step = step
            tell(self.on_step, step.name.lower())

    def end(self, result: Answer | DriverError) -> None:
        """Give its caller the result; called once."""
        if self.used and isinstance(result, DriverError):
            result = of_used(result)
        self.result.put(result)


def unasked(purpose: Purpose, why: str) -> DriverError:
    """Return what a caller gets where the terminal could not be asked at all."""
    match purpose:
        case Purpose.STATUS:
            return TerminalLost(why)
        case Purpose.APPROVE:
            return TenderFailed(f"nothing was paid: {why}")
        case Purpose.ASK | Purpose.CANCEL:
            return TenderUnknown(f"it is not known whether it was paid: {why}")


def check(payment: bytes) -> None:
    """Raise ValueError for what is no id."""
    if len(payment) != ID_BYTES:
        raise ValueError(f"the id of a payment has {ID_BYTES} bytes")


def check_won(won: int, used: bool) -> None:
    """Raise `TenderFailed` for an amount out of the limits, `TenderUnknown` with a `used` id."""
    if not 0 < won <= MAX_WON:
        failed = TenderFailed(f"nothing was paid: {won} won can't be paid at once")
        raise of_used(failed) if used else failed


def no_answer(answer: Answer) -> TypeError:
    """Return the bug that `answer` is, since it answers another question."""
    return TypeError(f"{answer!r} answers another question")


class SerialCardTerminal(ThreadedDriver[TerminalLine]):
    """A `CardTerminal` at a serial port; a context manager with `closed`.

    It comes back by itself after a torn cable. `on_state` hears each change, in the thread of it.
    Calls wait for their turn: there is one exchange at a time.
    """

    def __init__(
        self,
        path: str,
        on_state: Callable[[DeviceState], None] = lambda _: None,
        *,
        baud: int = 115_200,
        open_port: OpenPort = open_serial_port,
        clock: Callable[[], float] = monotonic,
        patience: Patience = PATIENCE,
    ) -> None:
        self._open_port: Callable[[], TerminalLine] = lambda: TerminalLine(
            open_port(path, baud), path, clock, patience
        )
        self._on_state = on_state
        self._clock = clock
        self._longest_s = MAX_JOBS * (patience.payment_s + patience.last_s) + MARGIN_S
        self._lock = Lock()
        self._here = False
        self._jobs: deque[_Job] = deque()
        self._job: _Job | None = None
        self._used = UsedIds()
        self._poll_s = 0.0
        self._thread = DeviceThread("card-terminal", self._open, self._work, self._state_is)

    def status(self) -> TerminalStatus:
        """See `CardTerminal`."""
        match self._have_done(_Job(Purpose.STATUS)):
            case TerminalStatus() as status:
                return status
            case answer:
                raise no_answer(answer)

    def approve(self, payment: bytes, won: int, on_step: OnStep = no_step) -> Approved | Declined:
        """See `CardTerminal`."""
        check(payment)
        with self._lock:
            used = self._is_used(payment)
        check_won(won, used)
        match self._have_done(_Job(Purpose.APPROVE, payment, won, on_step=on_step)):
            case Approved() | Declined() as outcome:
                return outcome
            case answer:
                raise no_answer(answer)

    def ask(self, payment: bytes) -> Approved | Declined | NeverHeard:
        """See `CardTerminal`."""
        check(payment)
        match self._have_done(_Job(Purpose.ASK, payment)):
            case Approved() | Declined() | NeverHeard() as outcome:
                return outcome
            case answer:
                raise no_answer(answer)

    def cancel(self, payment: bytes) -> Cancelled | NotCancelled:
        """See `CardTerminal`."""
        check(payment)
        with self._lock:
            for job in (*self._jobs, *([self._job] if self._job else [])):
                job.withdrawn |= job.purpose is Purpose.APPROVE and job.payment == payment
        match self._have_done(_Job(Purpose.CANCEL, payment)):
            case Cancelled() | NotCancelled() as outcome:
                return outcome
            case answer:
                raise no_answer(answer)

    def close(self) -> None:
        """See `CardTerminal`; whoever waits for an answer is told that there is none."""
        super().close()
        self._gone("the kiosk let go of the card terminal")

    def _is_used(self, payment: bytes) -> bool:
        """Whether money may have been asked for under this id, or be asked for right now."""
        now = (*self._jobs, *([self._job] if self._job else []))
        asked = (job.purpose is Purpose.APPROVE and job.payment == payment for job in now)
        return payment in self._used or any(asked)

    def _have_done(self, job: _Job) -> Answer:
        """Hand the job over and wait for its answer; raises what was an error instead."""
        with self._lock:
            job.used = self._is_used(job.payment)
            if self._here and len(self._jobs) < MAX_JOBS:
                self._jobs.append(job)
            else:
                job.fail("the card terminal is not there, or has too much to do")
        try:
            answer = job.result.get(timeout=self._longest_s)
        except Empty as exc:
            job.withdrawn = True
            raise TenderUnknown("the card terminal's thread does not answer") from exc
        if isinstance(answer, DriverError):
            raise answer
        return answer

    def _open(self) -> TerminalLine:
        line = self._open_port()
        try:
            self._greet(line)
        except DriverError:
            line.close()
            raise
        with self._lock:
            self._here = True
        return line

    def _greet(self, line: TerminalLine) -> None:
        exchange = line.begin(Purpose.STATUS)
        while exchange.result is None:
            if self.closed:
                raise TerminalLost("the kiosk let go of the card terminal")
            line.step()
        line.exchange = None
        self._seen(exchange)

    def _seen(self, exchange: Exchange) -> None:
        """It was asked how it is; raises `TerminalLost` where it did not answer."""
        self._poll_s = self._clock() + POLL_S
        if isinstance(exchange.result, DriverError):
            raise exchange.result

    def _work(self, line: TerminalLine) -> None:
        try:
            self._go_on(line)
        except DeviceLost as exc:
            self._gone(str(exc))
            raise
        except BaseException:  # a bug ends this thread: nobody may wait for it
            self._gone("the card terminal's thread has ended")
            raise

    def _go_on(self, line: TerminalLine) -> None:
        exchange = line.exchange or self._begin(line)
        if exchange is not None and self._job is not None and self._job.withdrawn:
            exchange.withdraw(self._clock())
        try:
            line.step()
        finally:
            self._tell_step(exchange)
            self._hand_over(exchange)
        if exchange is not None and exchange.result is not None:
            line.exchange = None
            if exchange.purpose is Purpose.STATUS:
                self._seen(exchange)

    def _begin(self, line: TerminalLine) -> Exchange | None:
        with self._lock:
            self._job = self._jobs.popleft() if self._jobs else None
        if self._job is not None:
            return line.begin(self._job.purpose, self._job.payment, self._job.won)
        return line.begin(Purpose.STATUS) if self._clock() >= self._poll_s else None

    def _tell_step(self, exchange: Exchange | None) -> None:
        if exchange is not None and self._job is not None:
            self._job.is_at(exchange.step)

    def _hand_over(self, exchange: Exchange | None) -> None:
        """Give its caller the result, where there is one by now."""
        if exchange is None:
            return
        with self._lock:
            if exchange.asks_for_money:
                self._used.add(exchange.payment)
            if exchange.result is None:
                return
            job, self._job = self._job, None
        if job is not None:
            job.end(exchange.result)

    def _state_is(self, state: DeviceState) -> None:
        if state is not DeviceState.FOUND:  # also by a bug
            self._gone("the card terminal is gone")
        tell(self._on_state, state)

    def _gone(self, why: str) -> None:
        """Tell all who wait that there is nobody to ask; the one being served has been told."""
        with self._lock:
            self._here = False
            jobs, job = [*self._jobs], self._job
            self._jobs.clear()
            self._job = None
        for waiting in jobs:
            waiting.fail(why)
        if job is not None:
            asked = Purpose.ASK if job.purpose is Purpose.APPROVE else job.purpose
            job.end(unasked(asked, why))
