"""A machine that counts ("machine says three bottles") at a serial port, in its own thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic
from typing import Final

from drivers.counter.desk import CounterDesk, Faults
from drivers.counter.protocol import Counted
from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import CounterLost
from drivers.serial_port import ByteSource, SerialPort

READ_WAIT_S: Final = 0.1  # how soon a count is answered, and how long closing may take


def open_counter_port(path: str, baud: int) -> ByteSource:
    """Open the machine's port; raises CounterLost."""
    return SerialPort(path, baud, CounterLost)


class CountingMachine(ThreadedDriver[ByteSource]):
    """Hears what was counted and acknowledges it; a context manager with `closed`.

    ``on_counted`` gets each count in the machine's thread and returns when it is safe; only then is
    it acknowledged. What it raises is told to `threading.excepthook`, and the machine will tell the
    count again. It may get a count that it has taken before, from a machine that was told by a
    kiosk that died: it has to know it by `Counted.key`, and return. None takes nothing: the machine
    keeps what it has counted, and tells it again. ``on_state`` hears FOUND once the machine has
    answered, LOST, and BABBLES.
    """

    def __init__(
        self,
        path: str,
        on_counted: Callable[[Counted], None] | None,
        on_state: Callable[[DeviceState], None] = lambda _: None,
        *,
        baud: int = 9600,
        open_port: Callable[[str, int], ByteSource] = open_counter_port,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._open_port: Callable[[], ByteSource] = lambda: open_port(path, baud)
        self._on_counted = on_counted
        self._clock = clock
        self._desk = CounterDesk(self._take)
        self._thread = DeviceThread("counter", self._open, self._step, on_state)

    @property
    def faults(self) -> Faults:
        """What was wrong since the start."""
        return self._desk.faults

    @property
    def machine(self) -> str:
        """The id of the machine that is there; "" before it has answered."""
        return self._desk.machine

    def _open(self) -> ByteSource:
        """Open the port and wait for the machine's first word: a port alone counts nothing."""
        port = self._open_port()
        with ExitStack() as if_it_fails:
            if_it_fails.callback(port.close)
            self._await_machine(port)
            if_it_fails.pop_all()
        return port

    def _await_machine(self, port: ByteSource) -> None:
        self._desk.plugged_in(self._clock())
        while not self._desk.machine:
            if self.closed:
                raise CounterLost("nobody waits for the counting machine any more")
            self._step(port)

    def _step(self, port: ByteSource) -> None:
        data = port.read(READ_WAIT_S)
        answer = self._desk.step(self._clock(), data)
        if answer:
            port.write(answer)

    def _take(self, counted: Counted) -> bool:
        safe, on_counted = False, self._on_counted
        if on_counted is None:
            return False

        def take(told: Counted) -> None:
            nonlocal safe
            on_counted(told)
            safe = True

        tell(take, counted)
        return safe


def who_is_there(
    path: str, baud: int, open_port: Callable[[str, int], ByteSource] = open_counter_port
) -> str:
    """Return the id of the machine at a port that nobody uses; takes no count.

    Raises CounterLost where none answers within `SILENT_S`, DeviceBabbles for nonsense.
    """
    desk = CounterDesk(lambda _: False)
    port = open_port(path, baud)
    try:
        desk.plugged_in(monotonic())
        while not desk.machine:
            answer = desk.step(monotonic(), port.read(READ_WAIT_S))
            if answer:
                port.write(answer)
    finally:
        port.close()
    return desk.machine
