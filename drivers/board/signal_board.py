"""A relay board as the kiosk sees it: orders, and what became of them; the guard does the rest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

from drivers.board.desk import GateTold
from drivers.board.gate import LET_GO_S, GateOutcome
from drivers.board.guard_link import GuardLink
from drivers.board.words import (
    BUZZ,
    GATE,
    HELLO,
    LAMP,
    STATE,
    Settings,
    read_gate,
)
from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import BoardLost, GateFailed, GateUnknown

START_S: Final = 15.0  # a program of Python starts in half a second, on a machine that just started
SILENT_S: Final = 10.0  # the guard beats every second, and waits 4 s at most for a board
LATE_S: Final = 3.0  # how late the guard may tell what became of a gate

OnGate = Callable[[GateOutcome], None]


@dataclass(frozen=True)
class _Pending:
    """An opening whose outcome is not known yet."""

    order: int
    on_result: OnGate
    until_s: float


class SignalBoard(ThreadedDriver[GuardLink]):
    """A relay board behind its guard; a context manager with `closed`.

    ``start_guard`` starts a guard, usually `GuardProcess` of a command. ``on_state`` hears "found",
    "lost", "babbles" and "stuck" (the gate's contact does not open any more), in the board's
    thread. Orders come from any thread and never block. While the board is lost they are dropped,
    but for the lamp, which is lit again when the board is back.
    """

    def __init__(
        self,
        settings: Settings,
        start_guard: Callable[[Settings], GuardLink],
        on_state: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._settings = settings.check()
        self._start_guard = start_guard
        self._on_state = on_state
        self._lock = Lock()
        self._guard: GuardLink | None = None
        self._pending: _Pending | None = None
        self._orders = 0
        self._lit_until_s = 0.0
        self._told: str = DeviceState.STARTING
        self._heard_s = 0.0
        self._thread = DeviceThread("signal-board", self._start, self._listen, self._thread_is)

    @property
    def board_state(self) -> str:
        """How the board is, as the guard last told it; `state` is the guard's own."""
        return self._told

    @property
    def guard_pid(self) -> int | None:
        """The process that owns the port; None where none runs, or it is this one."""
        guard = self._guard
        return None if guard is None else guard.pid

    def lamp(self, on: bool) -> None:
        """Light the lamp by its pattern, until its limit; or switch it off."""
        limit_s = self._settings.wiring.lamp_pattern.limit_ms / 1000
        self._lit_until_s = monotonic() + limit_s if on else 0.0
        self._send(f"{LAMP} {'on' if on else 'off'}")

    def buzz(self) -> None:
        """Sound the buzzer by its pattern, once."""
        self._send(BUZZ)

    def open_gate(self, on_result: OnGate) -> None:
        """Open the gate once; ``on_result`` gets what became of it, exactly once.

        It is called in the board's thread, or at once where the order is refused: while a gate is
        being opened, without a board, with a contact that is stuck. Nothing is kept for later.
        """
        with self._lock:
            refused = self._order_gate(on_result)
        if refused:
            tell(on_result, GateFailed(refused))

    def close(self) -> None:
        """Let go of the board with all contacts open. Twice is harmless."""
        super().close()
        self._ended("the board was let go")

    def _order_gate(self, on_result: OnGate) -> str:
        """Send the order; returns why not, or ""."""
        if self._pending is not None:
            return "the gate is being opened"
        if self._told != DeviceState.FOUND:
            return f"the relay board is {self._told}"
        self._orders += 1
        limit_s = self._settings.wiring.gate_ms / 1000 + LET_GO_S + LATE_S
        self._pending = _Pending(self._orders, on_result, monotonic() + limit_s)
        if not self._send(f"{GATE} {self._orders}"):
            self._pending = None
            return "the board's guard takes no orders"
        return ""

    def _send(self, line: str) -> bool:
        guard = self._guard
        return guard is not None and guard.send(line)

    def _start(self) -> GuardLink:
        """Start a guard and wait for its first word; raises BoardLost without one."""
        guard = self._start_guard(self._settings)
        with ExitStack() as if_it_fails:
            if_it_fails.callback(guard.close)
            self._greet(guard)
            if_it_fails.pop_all()
        self._guard = guard
        self._heard_s = monotonic()
        if self._heard_s < self._lit_until_s:  # a call of hours ago is nobody's any more
            guard.send(f"{LAMP} on")
        return guard

    def _greet(self, guard: GuardLink) -> None:
        until_s = monotonic() + START_S
        lines: tuple[str, ...] = ()
        while HELLO not in lines:
            if self.closed or monotonic() >= until_s:
                raise BoardLost("the board's guard says nothing")
            lines = guard.read()
        for line in lines:
            self._hear(line)

    def _listen(self, guard: GuardLink) -> None:
        try:
            self._listen_once(guard)
        except BoardLost:
            self._gone()
            raise

    def _listen_once(self, guard: GuardLink) -> None:
        lines = guard.read()
        now_s = monotonic()
        if lines:
            self._heard_s = now_s
        for line in lines:
            self._hear(line)
        pending = self._pending
        if now_s - self._heard_s >= SILENT_S or (pending and now_s >= pending.until_s):
            guard.kill()  # waiting for it would only hold the contact longer
            raise BoardLost("the board's guard hangs")

    def _hear(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == STATE:
            self._is(rest)
        elif word == GATE and (told := read_gate(rest)) is not None:
            self._gate_is(told)

    def _gate_is(self, told: GateTold) -> None:
        with self._lock:
            pending = self._pending
            if pending is None or pending.order != told.order:
                return
            self._pending = None
        tell(pending.on_result, told.outcome)

    def _thread_is(self, state: DeviceState) -> None:
        """Of the guard's process; that it runs says nothing of the board."""
        if state is not DeviceState.FOUND:
            self._gone()

    def _gone(self) -> None:
        self._guard = None
        self._ended("the board's guard has ended")
        self._is(DeviceState.LOST)

    def _ended(self, why: str) -> None:
        with self._lock:
            pending, self._pending = self._pending, None
        if pending is not None:
            tell(pending.on_result, GateUnknown(why))

    def _is(self, state: str) -> None:
        if state != self._told:
            self._told = state
            tell(self._on_state, state)
