"""The dead man's handle of a relay board: a process that owns its port, and outlives the kiosk.

Theory of operation. A gate's contact must not stay closed because a program died or hangs. So the
kiosk does not hold the port: this small process does, started by the kiosk and joined to it by two
pipes. The kiosk can order an opening, never a closing for longer: the time is a setting, and the
clock is the guard's own. However the kiosk ends, the kernel closes its pipe; the guard reads the
end, opens all contacts and ends. Signals that are meant for the kiosk don't end the guard before.

When the guard itself dies, the kiosk reads that end and starts another one; with both gone, the
next start does, or `kiosk board release` when the service stops. Each opening of the port begins
with opening all contacts. What remains is in docs/gates.md.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from queue import Empty, Full, Queue
from threading import Event
from time import monotonic
from typing import Final

from drivers.board.desk import Desk, GateTold
from drivers.board.lights import Switch
from drivers.board.words import (
    ALIVE,
    BUZZ,
    GATE,
    HELLO,
    LAMP,
    STATE,
    STUCK,
    LineReader,
    Settings,
    gate_line,
    read_settings,
)
from drivers.device import DeviceState, DeviceThread
from drivers.errors import BoardLost, DeviceLost, DriverError, GateFailed
from drivers.serial_port import ByteSource, SerialPort

TICK_S: Final = 0.02  # how finely the gate's time is kept
REST_S: Final = 0.1  # how soon an order is carried out, and how soon a kiosk that is gone is missed
READY_S: Final = 3.0  # releasing 16 channels twice, and three questions
BEAT_S: Final = 1.0
MAX_ORDERS: Final = 32  # they are taken every tick; more are of a kiosk that has gone mad
READ_BYTES: Final = 4096

OpenPort = Callable[[str, int], ByteSource]


def open_board_port(path: str, baud: int) -> ByteSource:
    """Open a board's port; raises BoardLost."""
    return SerialPort(path, baud, BoardLost)


class OpenBoard:
    """An open port with its desk. Closing it opens all contacts, whatever happened before."""

    def __init__(self, settings: Settings, desk: Desk, port: ByteSource) -> None:
        self._settings = settings
        self.desk = desk
        self.port = port

    def step(self) -> None:
        """Read for a moment, work, write; raises what the port and the desk raise."""
        data = self.port.read(REST_S if self.desk.is_resting else TICK_S)
        frame = self.desk.step(monotonic(), data)
        if frame:
            self.port.write(frame)

    def close(self) -> None:
        """Open all contacts and let go of the port. Twice is harmless."""
        self.desk.abandon()
        with suppress(DeviceLost):
            self._release()
        self.port.close()

    def _release(self) -> None:
        family, gate = self._settings.family, self._settings.wiring.gate
        first = (family.frame(family.open, gate),) if gate else ()
        pause = Event()
        for frame in (*first, *family.releases(), *first):
            self.port.write(frame)
            pause.wait(family.pause_ms / 1000)


class Guard:
    """The board's thread and what it tells; ``tell`` gets lines and must not block."""

    def __init__(
        self,
        settings: Settings,
        tell: Callable[[str], None],
        open_port: OpenPort = open_board_port,
    ) -> None:
        self._settings = settings
        self._tell = tell
        self._open_port = open_port
        self._orders: Queue[str] = Queue(MAX_ORDERS)
        self._lamp = Switch(settings.wiring.lamp_pattern)
        self._buzzer = Switch(settings.wiring.buzz_pattern)
        self._lamp_order = 0, False
        self._lamp_done = 0
        self._is_stuck = False
        self._beat_s = 0.0
        self._ending = Event()
        self._thread = DeviceThread("board", self._open, self._work, self._state_is)

    def start(self) -> None:
        """Start the board's thread."""
        self._thread.start()

    def close(self) -> None:
        """Open all contacts, let go of the port, join the thread. Twice is harmless."""
        self._ending.set()
        self._thread.close()

    def order(self, line: str) -> None:
        """Take an order of the kiosk's; what is none is passed over."""
        word, _, rest = line.partition(" ")
        if word == LAMP:
            self._lamp_order = self._lamp_order[0] + 1, rest == "on"
        elif self._thread.state is not DeviceState.FOUND:
            self._refuse(line)
        else:
            try:
                self._orders.put_nowait(line)
            except Full:
                self._refuse(line)

    def _open(self) -> OpenBoard:
        """Open the port and all contacts; raises BoardLost where the board does not answer."""
        self._beat()
        self._drop_orders()
        port = self._open_port(self._settings.path, self._settings.baud)
        self._buzzer.want(monotonic(), wanted=False)
        desk = Desk(self._settings.family, self._settings.wiring, self._lamp, self._buzzer)
        board = OpenBoard(self._settings, desk, port)
        with ExitStack() as if_it_fails:
            if_it_fails.callback(board.close)
            self._make_ready(board)
            if_it_fails.pop_all()
        self._is_stuck = False
        self._drop_orders()
        return board

    def _make_ready(self, board: OpenBoard) -> None:
        until_s = monotonic() + READY_S
        while not board.desk.is_ready:
            if monotonic() >= until_s or self._ending.is_set():
                raise BoardLost("the relay board answers nothing")
            board.step()

    def _work(self, board: OpenBoard) -> None:
        self._beat()
        self._carry_out(board.desk)
        try:
            board.step()
        except DeviceLost:
            board.desk.abandon()
            raise
        finally:
            self._tell_news(board.desk.take_news())
        if board.desk.is_stuck is not self._is_stuck:
            self._is_stuck = board.desk.is_stuck
            self._tell(f"{STATE} {STUCK if self._is_stuck else DeviceState.FOUND}")

    def _carry_out(self, desk: Desk) -> None:
        number, lit = self._lamp_order
        if number != self._lamp_done:
            self._lamp_done = number
            self._lamp.want(monotonic(), wanted=lit)
        while (line := self._next_order()) is not None:
            word, _, rest = line.partition(" ")
            if word == GATE and rest.isdecimal():
                desk.open_gate(int(rest))
            elif word == BUZZ:
                self._buzzer.want(monotonic(), wanted=False)
                self._buzzer.want(monotonic(), wanted=True)

    def _drop_orders(self) -> None:
        """Nothing is kept for later, but the lamp: no gate opens by itself."""
        while (line := self._next_order()) is not None:
            self._refuse(line)

    def _refuse(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == GATE and rest.isdecimal():
            self._tell_news((GateTold(int(rest), GateFailed("the relay board is not there")),))

    def _next_order(self) -> str | None:
        try:
            return self._orders.get_nowait()
        except Empty:
            return None

    def _tell_news(self, news: Sequence[GateTold]) -> None:
        for told in news:
            self._tell(gate_line(told))

    def _state_is(self, state: DeviceState) -> None:
        self._tell(f"{STATE} {state}")

    def _beat(self) -> None:
        if monotonic() - self._beat_s >= BEAT_S:
            self._beat_s = monotonic()
            self._tell(ALIVE)


def guard_pipes(orders: int, news: int, open_port: OpenPort = open_board_port) -> None:
    """Serve a kiosk: read orders from one file descriptor until its end, tell by the other.

    Raises BadAddress where the first line is no settings. Neither descriptor is closed.
    """
    reader = LineReader()
    lines = _first_lines(orders, reader)
    if not lines:
        return
    os.set_blocking(news, False)

    def tell(line: str) -> None:
        """A kiosk that hangs does not read, and one that is dead can't: neither holds the gate."""
        with suppress(BlockingIOError, BrokenPipeError):
            os.write(news, line.encode("ascii", "replace") + b"\n")

    guard = Guard(read_settings(lines[0]), tell, open_port)
    tell(HELLO)
    guard.start()
    try:
        for line in lines[1:]:
            guard.order(line)
        while data := os.read(orders, READ_BYTES):
            for line in reader.step(data):
                guard.order(line)
    finally:
        guard.close()


def _first_lines(orders: int, reader: LineReader) -> tuple[str, ...]:
    """Read until there is a line; nothing where the kiosk has ended before."""
    while data := os.read(orders, READ_BYTES):
        lines = reader.step(data)
        if lines:
            return lines
    return ()


def main(_: Sequence[str] = ()) -> int:
    """Be the guard of one board, between standard input and output; see the theory above."""
    for meant_for_the_kiosk in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(meant_for_the_kiosk, signal.SIG_IGN)
    try:
        guard_pipes(0, 1)
    except DriverError:
        return 2
    return 0
