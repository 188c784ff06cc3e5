"""Every cable of a kiosk, to be torn and put back while it sells: real parts, real bytes."""

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol, Self

import numpy as np

from drivers.board.simulator import SimulatedBoard
from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.counter.simulator import SimulatedMachine
from drivers.errors import DeviceLost
from drivers.far_end import PtyCable
from drivers.headset import SimulatedJack
from drivers.power import SimulatedSupply
from drivers.printer.engine import Switches
from drivers.printer.simulator import PrinterSimulator
from drivers.scanner_family import PLAIN
from drivers.scanner_simulator import PtyScanner
from drivers.wedge import SimulatedWedge
from kiosk.hardware.board_families import board_family
from tests.drivers.mjpeg import MjpegStream
from tests.drivers.pictures import code, coloured, scene

BOARD_FAMILY = "lcus-feedback"
LAMP = 2
BAUD = 115_200  # a profile's own
TOO_NEAR_DOTS = 13  # a module: twice what fits
HALF_A_TICKET_DOTS = 100
FLOOD_STEP_S = 0.005  # a line at full speed brings some hundred bytes in it


class Cable(Protocol):
    """What can be pulled and put back."""

    def tear(self) -> None:
        """Pull it."""

    def mend(self) -> None:
        """Put it back."""


class ScannerCable:
    """The serial scanner's; ``send`` has it read a code."""

    def __init__(self, folder: Path) -> None:
        self.scanner = PtyScanner(PLAIN, folder / "scanner", baud=BAUD)
        self.path = self.scanner.path

    def send(self, text: str) -> None:
        self.scanner.show(text)
        self.scanner.show("")

    def garbage(self) -> None:
        self.scanner.send(bytes(range(128, 256)))

    def tear(self) -> None:
        self.scanner.unplug()

    def mend(self) -> None:
        self.scanner.plug_in()

    def close(self) -> None:
        self.scanner.close()


class WedgeCable(SimulatedWedge):
    """Of the scanner that types."""

    def garbage(self) -> None:
        self.write(self.typed("nonsense" * 8))


class CameraCable:
    """Of a camera that serves a stream; the same address after each plugging in."""

    def __init__(self) -> None:
        self._stream = MjpegStream()
        self._stream.__enter__()
        self.url, self._port = self._stream.url, self._stream.port
        self._there, self._mad = True, False

    def send(self, text: str) -> None:
        self._stream.show(coloured(scene(text)))

    def send_half(self, text: str) -> None:
        """Hold a code so near that it does not fit into the picture."""
        luma = np.full((720, 1280), 120, np.uint8)
        near = code(text, TOO_NEAR_DOTS)[:720, :]
        luma[:, 200 : 200 + near.shape[1]] = near
        self._stream.show(coloured(luma))

    def go_mad(self) -> None:
        """Send what is no picture, without end."""
        self._stream.send(bytes(range(256)) * 8)
        self._mad = True

    def mend_if_mad(self) -> None:
        if self._mad:
            self.tear()

    def tear(self) -> None:
        if self._there:
            self._stream.__exit__(None, None, None)
        self._there = False

    def mend(self) -> None:
        if not self._there:
            self._stream, self._mad = MjpegStream(self._port), False
            self._stream.__enter__()
        self._there = True


class PrinterCable:
    """Of a printer in the network; the same address after each plugging in."""

    def __init__(self) -> None:
        self._simulator = PrinterSimulator().start()
        self.address = self._simulator.address
        self._printed = 0

    @property
    def tickets(self) -> int:
        """How many have come out, since the beginning."""
        return self._printed + len(self._simulator.tickets)

    def stop_half_way(self) -> None:
        """Let the paper end within the next ticket."""
        self._simulator.turn(Switches(paper_left_dots=HALF_A_TICKET_DOTS))

    def tear(self) -> None:
        if not self._simulator.closed:
            self._printed += len(self._simulator.tickets)
            self._simulator.close()

    def mend(self) -> None:
        if self._simulator.closed:
            port = int(self.address.rpartition(":")[2])
            self._simulator = PrinterSimulator(port=port).start()


class ByAnotherHand:
    """A cable that is pulled on a thread of its own: what opens on ours is the kiosk's doing."""

    def __init__(self, cable: Cable) -> None:
        self._cable = cable

    def tear(self) -> None:
        self._do(self._cable.tear)

    def mend(self) -> None:
        self._do(self._cable.mend)

    def _do(self, work: Callable[[], None]) -> None:
        hand = threading.Thread(target=work)
        hand.start()
        hand.join()


class Flood:
    """Lets a device talk nonsense without pause, until it is over."""

    def __init__(self, garbage: Callable[[], None]) -> None:
        self._garbage = garbage
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="flood")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(FLOOD_STEP_S):
            try:
                self._garbage()
            except DeviceLost:
                continue  # nobody listens just now


class Cables:
    """All of one machine, by the names of their devices; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = ExitStack()
        self.scanner = ScannerCable(folder)
        self.wedge = WedgeCable(folder / "wedge")
        self.camera = CameraCable()
        self.printer = PrinterCable()
        self.jack = SimulatedJack(folder / "jack")
        self.supply = SimulatedSupply(folder / "supply")
        self.relays = SimulatedBoard(board_family(BOARD_FAMILY))
        self.bottles = SimulatedMachine()
        self.counter = self._opened.enter_context(PtyCable(self.bottles, folder / "counter"))
        self.terminal = self._opened.enter_context(
            CardTerminalSimulator(folder / "terminal", folder / "terminal-book")
        )
        self.board = self._opened.enter_context(PtyCable(self.relays, folder / "board"))
        for part in (self.camera.tear, self.printer.tear, self.scanner.close):
            self._opened.callback(part)
        for pipe in (self.wedge, self.jack):
            self._opened.callback(pipe.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @property
    def readers(self) -> dict[str, Cable]:
        return {"camera": self.camera, "serial": self.scanner, "wedge": self.wedge}

    @property
    def by_device(self) -> dict[str, Cable]:
        others: dict[str, Cable] = {"headset": self.jack, "board": self.board, "power": self.supply}
        last: dict[str, Cable] = {"counter": self.counter, "card-terminal": self.terminal}
        last |= {"printer": self.printer}
        return {**self.readers, **others, **last}

    def mend_all(self) -> None:
        """Put back whatever a test has left torn."""
        self.camera.mend_if_mad()
        always: tuple[Cable, ...] = (self.camera, self.scanner, self.printer, self.supply)
        for cable in always:
            cable.mend()
        links: dict[str, Cable] = {"wedge": self.wedge, "jack": self.jack}
        links |= {"board": self.board, "counter": self.counter, "terminal": self.terminal}
        for name, cable in links.items():
            if not os.path.lexists(self._folder / name):
                cable.mend()

    def sections(self) -> str:
        """The tables of a profile that names them all but printer and serial scanner."""
        return (
            f'[camera]\nsource = "{self.camera.url}"\n'
            f'[wedge]\npath = "{self.wedge.path}"\n'
            f'[counter]\npath = "{self.counter.link}"\n'
            f'[card_terminal]\npath = "{self._folder / "terminal"}"\n'
            f'[power]\nsupply = "{self.supply.folder}"\n'
            f'[board]\npath = "{self.board.link}"\nfamily = "{BOARD_FAMILY}"\nlamp = {LAMP}\n'
            '[sound]\nplayer = "simulator"\nspeaker = "hall"\nheadset = "ear"\n'
            f'jack = "{self.jack.path}"\n'
        )
