"""Cables that are torn at a byte and mended: TCP, a serial port, a device file, USB; one driver."""

from __future__ import annotations

import errno
import os
import select
import socket
import tty
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

import usb.core

from drivers.printer.engine import PrintEngine
from drivers.printer.escpos import EscposPrinter, open_printer
from drivers.printer.usb_device import Handle, UsbPrinter
from drivers.printer.usb_finder import UsbName
from drivers.printer.usb_simulator import SimulatedUsbBus
from drivers.printer.usb_wire import UsbTransport

LOOK_S = 0.01  # how often a far end looks whether its cable is torn


class Cable(ABC):
    """A driver, an engine, and a cable between them."""

    driver: EscposPrinter

    def __init__(self) -> None:
        self.engine = PrintEngine()
        self.torn = False
        self._left: int | None = None

    def cut_after(self, size: int) -> None:
        """Tear the cable once `size` bytes more have arrived; what they are answered is lost."""
        self._left = size

    def arrive(self, data: bytes) -> bytes | None:
        """Let bytes arrive; returns the answer, or None when the cable was torn by then."""
        taken = data if self._left is None else data[: self._left]
        answer = self.engine.receive(taken)
        if self._left is None:
            return answer
        self._left -= len(taken)
        if self._left > 0:
            return answer
        self._left, self.torn = None, True
        return None

    @abstractmethod
    def cut(self) -> None:
        """Tear it now."""

    @abstractmethod
    def mend(self) -> None:
        """Put it back."""

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.driver.close()
        self.cut()


class Served(Cable):
    """One whose far end is a thread; it ends when the cable is torn."""

    _thread: Thread | None = None

    def cut(self) -> None:
        self.torn = True
        if self._thread is not None:
            self._thread.join()

    def mend(self) -> None:
        self.cut()
        self.torn = False
        self._thread = Thread(target=self._serve, args=(self._plug(),))
        self._thread.start()

    @abstractmethod
    def _plug(self) -> int:
        """Put the near end where the driver looks for it; returns the far one's descriptor."""

    @abstractmethod
    def _serve(self, far: int) -> None:
        """Carry bytes until the cable is torn, then close it."""

    def _carry(self, far: int) -> None:
        """Carry bytes until the cable is torn, or the caller has hung up."""
        with suppress(OSError):
            while not self.torn:
                if not select.select([far], [], [], LOOK_S)[0]:
                    continue
                answer = self.arrive(os.read(far, 4096))
                if answer:
                    os.write(far, answer)


class TtyCable(Served):
    """A serial port or a device file that vanishes with its plug."""

    def __init__(self, scheme: str, folder: Path) -> None:
        super().__init__()
        self._path = folder / "printer"
        self.driver = open_printer(f"{scheme}:{self._path}")

    def _plug(self) -> int:
        far, near = os.openpty()
        tty.setraw(near)
        self._path.symlink_to(os.ttyname(near))
        self._near = near  # until the driver has opened it, nobody else has
        return far

    def _serve(self, far: int) -> None:
        self._carry(far)
        self._path.unlink()
        os.close(self._near)
        os.close(far)


class TcpCable(Served):
    """A network printer that nobody can call while the cable is torn.

    `silent`: bytes vanish on the way and nobody hangs up, as when a switch in between is off.
    """

    silent = False
    falls_silent = False  # instead of being torn

    def __init__(self) -> None:
        super().__init__()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self._port = int(listener.getsockname()[1])
        self.driver = open_printer(f"tcp://127.0.0.1:{self._port}")

    def _plug(self) -> int:
        return socket.create_server(("127.0.0.1", self._port)).detach()

    def _serve(self, far: int) -> None:
        with socket.socket(fileno=far) as listener:
            while not self.torn:
                if select.select([listener], [], [], LOOK_S)[0]:
                    caller, _ = listener.accept()
                    with caller:
                        self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        with suppress(OSError):
            while not self.torn:
                if select.select([caller], [], [], LOOK_S)[0]:
                    data = caller.recv(4096)
                    if not data:
                        return
                    caller.sendall(b"" if self.silent else self._answer(data))

    def _answer(self, data: bytes) -> bytes:
        answer = self.arrive(data)
        if answer is None and self.falls_silent:
            self.torn, self.silent = False, True
        return answer or b""


class UsbCable(Cable):
    """A plug that is pulled."""

    def __init__(self) -> None:
        super().__init__()
        self._printer = UsbPrinter(engine=self.engine)
        self._bus = TornBus(self.arrive, self.cut)
        name = UsbName(self._printer.shape.vendor, self._printer.shape.product)
        self.driver = EscposPrinter(lambda: UsbTransport(name, self._bus))

    def cut(self) -> None:
        self.torn = True
        self._bus.unplug(self._printer)

    def mend(self) -> None:
        self.torn = False
        self._bus.plug(self._printer)


class TornBus(SimulatedUsbBus):
    """Hands what is written to `arrive`, in the bus's packets, until that says that it is torn."""

    def __init__(self, arrive: Callable[[bytes], bytes | None], cut: Callable[[], None]) -> None:
        super().__init__()
        self._arrive, self._cut = arrive, cut

    def bulk_write(
        self, handle: Handle, address: int, number: int, data: array[int], timeout_ms: int
    ) -> int:
        super().bulk_write(handle, address, number, array("B"), timeout_ms)  # by its rules
        for at in range(0, len(data), 64):
            answer = self._arrive(data[at : at + 64].tobytes())
            if answer is None:
                self._cut()
                raise usb.core.USBError("torn", None, errno.ENODEV)
            handle.plugged.printer.back += answer
        return len(data)


CABLES: dict[str, Callable[[Path], Cable]] = {
    "tcp": lambda _: TcpCable(),
    "serial": lambda folder: TtyCable("serial", folder),
    "file": lambda folder: TtyCable("file", folder),
    "usb": lambda _: UsbCable(),
}
