"""A hand-free barcode scanner at a serial port (RS-232 or USB-CDC), in its own thread.

Serial, not keyboard emulation: keystrokes would go to whatever has the focus.

At each opening the scanner is set up by its family's commands. One that does not answer them, as of
another make, is read all the same. One that took no bytes at two openings in a row is not told
anything at the next. Noise without end is told as BABBLES; after that, FOUND comes only when it has
ended.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum
from time import monotonic
from typing import Final

from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import DeviceBabbles, ScannerLost
from drivers.noise import NoiseMeter
from drivers.scan import ScanBudget, ScanGate
from drivers.scanner_family import PLAIN, ScannerFamily, Step
from drivers.scanner_orders import Orders
from drivers.serial_framing import Framer
from drivers.serial_port import READ_WAIT_S, ByteSource, SerialPort

ANSWER_WAIT_S: Final = 0.3  # scanners answer within some tens of milliseconds
ANSWER_READ_S: Final = 0.05
MAX_NOISE: Final = 600  # bytes: one long code at a wrong speed is an accident, two are not
NOISE_WINDOW_S: Final = 10.0  # how soon a person holds the phone there again
MAX_IDLE: Final = 400  # in 2 s, of what can be read and says nothing new: see `_idle`
PROBATION_S: Final = 0.3  # of silence after noise; with the wait before it, back within 5 s
PROBATION_NOISE: Final = 16  # bytes
DEAF_AFTER: Final = 2  # openings in a row at which it took no bytes


class SetUp(StrEnum):
    """What the scanner said to its set-up; it is read in any case."""

    NOT_ASKED = "not-asked"
    DONE = "done"
    REFUSED = "refused"
    SILENT = "silent"


def try_scanner(
    device: str | Callable[[], str], baud: int, family: ScannerFamily = PLAIN
) -> tuple[str, SetUp]:
    """Open a scanner, set it up, let go of it; return its path and what it said.

    Raises `ScannerLost` where it is not there, `DeviceBabbles` where it talks nonsense.
    """
    path = device() if callable(device) else device
    scanner = SerialScanner(path, lambda _: None, baud=baud, family=family)
    scanner._open().close()
    return path, scanner.set_up


class SerialScanner(ThreadedDriver[ByteSource]):
    """Reads codes without pause and comes back after a torn cable; a context manager with `closed`.

    `device` is a path, or what finds one at each opening (ScannerLost if it can't). `on_scan` gets
    the text of each code, `on_state` FOUND, LOST and BABBLES, both in the scanner's thread. What
    they raise is told to `threading.excepthook`; that scan is lost, the scanner goes on. A scanner
    that repeats a code held before it sends one scan until the code was away. `is_awaited` knows
    texts of the form awaited here, as for `Framer`.
    """

    def __init__(
        self,
        device: str | Callable[[], str],
        on_scan: Callable[[str], None],
        on_state: Callable[[DeviceState], None] = lambda _: None,
        *,
        baud: int = 9600,
        family: ScannerFamily = PLAIN,
        open_port: Callable[[str, int], ByteSource] = SerialPort,
        clock: Callable[[], float] = monotonic,
        is_awaited: Callable[[str], bool] = lambda _: False,
    ) -> None:
        find = device if callable(device) else lambda: device
        self._open_port: Callable[[], ByteSource] = lambda: open_port(find(), baud)
        self._on_scan = on_scan
        self._clock = clock
        self._family = family
        self._framer = Framer(family, is_awaited=is_awaited)
        self._noise = NoiseMeter(MAX_NOISE, NOISE_WINDOW_S)
        self._budget = ScanBudget()
        self._idling = NoiseMeter(MAX_IDLE)
        self._idled = 0
        self._gate = ScanGate()
        self._set_up = SetUp.NOT_ASKED
        self._on_probation = False
        self._deaf = 0  # openings in a row
        self._hears = True
        self._orders = Orders(family)
        self._thread = DeviceThread("serial-scanner", self._open, self._read, on_state)

    @property
    def dropped_bytes(self) -> int:
        """How many bytes were no code; see `Framer`."""
        return self._framer.dropped_bytes

    @property
    def set_up(self) -> SetUp:
        """What the scanner said to its set-up at the last opening."""
        return self._set_up

    def want(self, wanted: bool) -> None:
        """Say whether a code is wanted; it is until told otherwise. For any thread.

        Only a scanner that obeys its trigger is quiet while none is: what comes is told anyway.
        """
        self._orders.want(wanted)

    def refuse(self) -> None:
        """Let the scanner beep for a code that was refused, where its family can. Any thread."""
        self._orders.refuse()

    def _open(self) -> ByteSource:
        self._framer.drop_half()
        self._noise.clear()
        self._budget.clear()
        self._idling.clear()
        port = self._open_port()
        self._orders.begin()
        self._hears = self._deaf < DEAF_AFTER
        self._deaf = self._deaf if self._hears else 0  # the next one may be another scanner
        with ExitStack() as unless_set_up:
            unless_set_up.callback(port.close)
            self._set_up = self._ask(port) if self._hears else SetUp.NOT_ASKED
            unless_set_up.pop_all()
        return port

    def _ask(self, port: ByteSource) -> SetUp:
        said = SetUp.NOT_ASKED
        for step in self._family.set_up:
            self._write(port, step.send)
            if said is not SetUp.SILENT:  # who is silent once is not waited for again
                now = self._await(port, step)
                said = now if said is not SetUp.REFUSED else said
        return said

    def _await(self, port: ByteSource, step: Step) -> SetUp:
        until_s = self._clock() + ANSWER_WAIT_S
        while step.expect and self._clock() < until_s:
            self._take(port.read(ANSWER_READ_S))
            answers = self._framer.answers()
            if step.expect in answers:
                return SetUp.DONE
            if answers:
                return SetUp.REFUSED
        return SetUp.SILENT if step.expect else SetUp.DONE

    def _read(self, port: ByteSource) -> None:
        if self._hears:
            for command in self._orders.due(self._clock()):
                self._write(port, command)
        if self._on_probation:
            self._listen(port)
        else:
            self._hear(port, READ_WAIT_S)

    def _hear(self, port: ByteSource, timeout_s: float) -> None:
        self._take(port.read(timeout_s))
        self._idle(len(self._framer.answers()))  # nobody waits for them

    def _listen(self, port: ByteSource) -> None:
        until_s, before = self._clock() + PROBATION_S, self._framer.dropped_bytes + self._idled
        while self._clock() < until_s:
            self._hear(port, ANSWER_READ_S)
            if self._framer.dropped_bytes + self._idled - before > PROBATION_NOISE:
                raise DeviceBabbles("the scanner still sends noise")
        self._on_probation = False

    def _take(self, data: bytes) -> None:
        """Tell the codes in `data`; DeviceBabbles where there is too much else."""
        now_s, before = self._clock(), self._framer.noise_bytes
        empty_before = self._framer.empty_lines
        codes = self._framer.step(now_s, data)
        if codes:
            self._orders.read_one(now_s)
        scans = self._gate.step(now_s, codes)
        too_many = self._budget.step(now_s, len(scans))
        if self._noise.step(now_s, self._framer.noise_bytes - before) or too_many:
            raise self._babbling()
        self._idle(self._framer.empty_lines - empty_before + len(codes) - len(scans))
        for code in scans:
            tell(self._on_scan, code)

    def _idle(self, number: int) -> None:
        """Count ends behind nothing, codes told before, answers to nobody: without end, a fault."""
        self._idled += number
        if self._idling.step(self._clock(), number):
            raise self._babbling()

    def _babbling(self) -> DeviceBabbles:
        self._on_probation = True
        return DeviceBabbles("the scanner sends noise: its speed, cable or kind is wrong")

    def _write(self, port: ByteSource, command: bytes) -> None:
        try:
            port.write(command)
        except ScannerLost:
            self._deaf += 1
            raise
        self._deaf = 0
