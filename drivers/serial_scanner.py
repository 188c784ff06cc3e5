"""A hand-free barcode scanner at a serial port (RS-232 or USB-CDC), in its own thread.

Serial, not keyboard emulation: keystrokes would go to whatever has the focus.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.scan import ScanGate
from drivers.serial_framing import Framer
from drivers.serial_port import ByteSource, SerialPort


class SerialScanner(ThreadedDriver[ByteSource]):
    """Reads codes without pause and comes back after a torn cable; a context manager with `closed`.

    `on_scan` gets the text of each code, `on_state` FOUND and LOST, both in the scanner's thread.
    What they raise is told to `threading.excepthook`; that scan is lost, the scanner goes on.
    A scanner that repeats a code held before it sends one scan until the code was away.
    """

    def __init__(
        self,
        device: str,
        on_scan: Callable[[str], None],
        on_state: Callable[[DeviceState], None] = lambda _: None,
        *,
        baud: int = 9600,
        open_port: Callable[[str, int], ByteSource] = SerialPort,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._open_port: Callable[[], ByteSource] = lambda: open_port(device, baud)
        self._on_scan = on_scan
        self._clock = clock
        self._framer = Framer()
        self._gate = ScanGate()
        self._thread = DeviceThread("serial-scanner", self._open, self._read, on_state)

    @property
    def dropped_bytes(self) -> int:
        """How many bytes were no code; see `Framer`."""
        return self._framer.dropped_bytes

    def _open(self) -> ByteSource:
        self._framer.drop_half()
        return self._open_port()

    def _read(self, port: ByteSource) -> None:
        data = port.read()
        now_s = self._clock()
        codes = self._framer.step(now_s, data)
        for code in self._gate.step(now_s, codes):
            tell(self._on_scan, code)
