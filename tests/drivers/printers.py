"""Printers for one suite: the fake, and the real driver over TCP, a serial port, a device file."""

from __future__ import annotations

import os
import select
import tty
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread

from PIL import Image, ImageDraw

from drivers.printer.contract import PrinterStatus, TicketPrinter
from drivers.printer.engine import PrintEngine, Switches
from drivers.printer.escpos import EscposPrinter, open_printer
from drivers.printer.fake import FakePrinter
from drivers.printer.render import render
from drivers.printer.simulator import PrinterSimulator
from drivers.printer.usb_device import UsbPrinter
from drivers.printer.usb_finder import UsbName
from drivers.printer.usb_simulator import SimulatedUsbBus
from drivers.printer.usb_wire import UsbTransport


@dataclass
class Rig:
    """A printer, its switches, and what lies in its tray."""

    printer: TicketPrinter
    turn: Callable[[Switches], None]
    tray: Callable[[], list[Image.Image]]


def picture(height: int = 200) -> Image.Image:
    """A slip's worth of dots that is neither symmetric nor plain."""
    image = Image.new("1", (576, height), 1)
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 4, 200, height // 2), fill=0)
    for x in range(0, 576, 7):
        draw.line((x, height - 20, 575 - x // 2, height - 1), fill=0)
    return image


@contextmanager
def fake_rig() -> Iterator[Rig]:
    with FakePrinter() as fake:
        yield Rig(fake, lambda s: fake.set_status(_status(s)), lambda: list(fake.printed))


@contextmanager
def tcp_rig(*, automatic_status: bool = False, ignores_clear: bool = False) -> Iterator[Rig]:
    simulated = PrinterSimulator(automatic_status=automatic_status, ignores_clear=ignores_clear)
    with (
        simulated as simulator,
        open_printer(simulator.address) as printer,
    ):
        yield Rig(printer, simulator.turn, lambda: [render(t) for t in simulator.tickets])


@contextmanager
def pty_rig(scheme: str) -> Iterator[Rig]:
    """The simulator's engine at the far end of a pty, opened as `scheme`."""
    far, near = os.openpty()
    tty.setraw(near)
    engine, lock, stop = PrintEngine(), Lock(), Event()

    def serve() -> None:
        while not stop.is_set():
            if select.select([far], [], [], 0.02)[0]:
                data = os.read(far, 4096)
                with lock:
                    sent = engine.receive(data)
                os.write(far, sent)

    def turn(switches: Switches) -> None:
        with lock:
            os.write(far, engine.turn(switches))

    thread = Thread(target=serve)
    thread.start()
    try:
        with open_printer(f"{scheme}:{os.ttyname(near)}") as printer:
            yield Rig(printer, turn, lambda: [render(ticket) for ticket in engine.tickets])
    finally:
        stop.set()
        thread.join()
        os.close(near)
        os.close(far)


@contextmanager
def usb_rig(*, automatic_status: bool = False, ignores_clear: bool = False) -> Iterator[Rig]:
    """A printer on a simulated bus, through pyusb and the driver's own USB wire."""
    engine = PrintEngine(automatic_status=automatic_status, ignores_clear=ignores_clear)
    bus, device = SimulatedUsbBus(), UsbPrinter(engine=engine)
    bus.plug(device)
    name = UsbName(device.shape.vendor, device.shape.product)
    with EscposPrinter(lambda: UsbTransport(name, bus)) as printer:
        yield Rig(
            printer,
            lambda switches: bus.turn(device, switches),
            lambda: [render(ticket) for ticket in device.tickets],
        )


RIGS: dict[str, Callable[[], AbstractContextManager[Rig]]] = {
    "fake": fake_rig,
    "tcp": tcp_rig,
    "tcp with automatic status": lambda: tcp_rig(automatic_status=True),
    "tcp without clearing": lambda: tcp_rig(ignores_clear=True),
    "serial": lambda: pty_rig("serial"),
    "file": lambda: pty_rig("file"),
    "usb": usb_rig,
    "usb with automatic status": lambda: usb_rig(automatic_status=True),
    "usb without clearing": lambda: usb_rig(ignores_clear=True),
}


def _status(switches: Switches) -> PrinterStatus:
    return PrinterStatus(
        online=switches.online,
        paper=switches.paper,
        cover_open=switches.cover_open,
        cutter_error=switches.cutter_error,
        broken=switches.broken,
        too_hot=switches.too_hot,
    )
