"""What a USB bus can do wrong, and the rules that the simulated one keeps."""

from __future__ import annotations

import errno
from array import array
from collections.abc import Callable
from time import monotonic

import pytest
import usb.core

from drivers.errors import PrinterUnreachable
from drivers.printer.engine import Switches
from drivers.printer.escpos import EscposPrinter
from drivers.printer.usb_descriptors import BACK, OUT, UsbInterface, UsbShape
from drivers.printer.usb_device import Handle, Plugged, UsbPrinter
from drivers.printer.usb_finder import UsbName, find_printer, serial_of
from drivers.printer.usb_simulator import SimulatedUsbBus
from drivers.printer.usb_wire import MAX_HALTS, UsbTransport

NAME = UsbName(0x04B8, 0x0E15)
ASK = b"\x10\x04\x01"


@pytest.fixture
def bus() -> SimulatedUsbBus:
    return SimulatedUsbBus()


@pytest.fixture
def plugged(bus: SimulatedUsbBus) -> UsbPrinter:
    printer = UsbPrinter()
    bus.plug(printer)
    return printer


def over(bus: SimulatedUsbBus) -> EscposPrinter:
    return EscposPrinter(lambda: UsbTransport(NAME, bus))


@pytest.mark.parametrize("pipe", [OUT, BACK])
def test_a_halted_pipe_is_cleared_and_the_question_asked_again(
    bus: SimulatedUsbBus, plugged: UsbPrinter, pipe: int
) -> None:
    with over(bus) as printer:
        plugged.halts[pipe] = 1
        assert printer.status().can_print


def test_a_job_that_meets_a_halted_pipe_is_not_sent_again(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    wire = UsbTransport(NAME, bus)
    plugged.halts[OUT] = 1
    with pytest.raises(PrinterUnreachable, match="stopped in the middle"):
        wire.send(bytes(1000), 1.0)
    wire.send(ASK, 1.0)
    assert wire.receive(1.0) == b"\x12"


@pytest.mark.parametrize("pipe", [OUT, BACK])
def test_one_that_halts_for_ever_is_given_up(
    bus: SimulatedUsbBus, plugged: UsbPrinter, pipe: int
) -> None:
    plugged.halts[pipe] = 10**6
    with over(bus) as printer, pytest.raises(PrinterUnreachable, match="again and again"):
        printer.status()
    assert plugged.halts[pipe] == 10**6 - MAX_HALTS - 1


def test_a_full_printer_lets_the_sender_wait_and_no_longer_than_the_limit(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    bus.turn(plugged, Switches(offline=True))
    wire, start_s = UsbTransport(NAME, bus), monotonic()
    with pytest.raises(PrinterUnreachable, match="takes no more bytes"):
        wire.send(bytes(1 << 20), 0.3)
    assert monotonic() - start_s < 3


def test_a_question_nobody_answers_is_silence_within_the_limit(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    wire, start_s = UsbTransport(NAME, bus), monotonic()
    assert wire.receive(0.0) == b""
    assert wire.receive(0.1) == b""
    assert monotonic() - start_s < 2


class Denied(SimulatedUsbBus):
    """A bus whose ``verb`` fails with ``error``."""

    def __init__(self, verb: str, error: Exception) -> None:
        super().__init__()
        self._verb, self._error = verb, error

    def __getattribute__(self, name: str) -> object:
        if name == "_verb" or name != self._verb:
            return super().__getattribute__(name)

        def fail(*_: object) -> None:
            raise self._error

        return fail


@pytest.mark.parametrize(
    ("verb", "error", "words"),
    [
        ("open_device", usb.core.USBError("", None, errno.EACCES), "kiosk-printer.rules"),
        ("claim_interface", usb.core.USBError("", None, errno.EBUSY), "another program"),
        ("claim_interface", usb.core.USBError("", None, errno.ENODEV), "unplugged"),
        ("get_configuration", usb.core.USBError("", None, errno.EIO), "broke off"),
        ("get_configuration_descriptor", IndexError("garbage"), "broke off"),
        ("enumerate_devices", usb.core.USBError("", None, None), "looked through"),
        ("bulk_write", usb.core.USBError("", None, errno.EIO), "broke off"),
        ("bulk_read", usb.core.USBError("", None, errno.EOVERFLOW), "broke off"),
    ],
)
def test_whatever_goes_wrong_on_the_bus_is_one_plain_sentence(
    verb: str, error: Exception, words: str
) -> None:
    bus = Denied(verb, error)
    bus.plug(UsbPrinter())
    with over(bus) as printer, pytest.raises(PrinterUnreachable, match=words):
        printer.status()


class Watched(SimulatedUsbBus):
    """A bus that remembers whom it was opened for, and may refuse one verb after that."""

    def __init__(self, refused: str = "") -> None:
        super().__init__()
        self.handles: list[Handle] = []
        self.refused = refused

    def open_device(self, plugged: Plugged) -> Handle:
        self.handles.append(super().open_device(plugged))
        return self.handles[-1]

    def claim_interface(self, handle: Handle, number: int) -> None:
        self._refuse("claim")
        super().claim_interface(handle, number)

    def set_interface_altsetting(self, handle: Handle, number: int, alternate: int) -> None:
        self._refuse("choose")
        super().set_interface_altsetting(handle, number, alternate)

    def ctrl_transfer(
        self, handle: Handle, kind: int, request: int, value: int, index: int,
        data: array[int], timeout_ms: int,
    ) -> int:  # fmt: skip
        self._refuse("tell")
        return super().ctrl_transfer(handle, kind, request, value, index, data, timeout_ms)

    def _refuse(self, verb: str) -> None:
        if verb == self.refused:
            raise usb.core.USBError("", None, errno.EBUSY)


@pytest.mark.parametrize("refused", ["claim", "choose"])
def test_a_printer_that_is_refused_goes_back_to_the_systems_driver(refused: str) -> None:
    bus = Watched(refused)
    printer = UsbPrinter(UsbShape(interfaces=(UsbInterface(alternate=1),)))
    bus.plug(printer)
    for _ in range(2):
        with pytest.raises(PrinterUnreachable, match="another program"):
            UsbTransport(NAME, bus)
        assert printer.drivers == {0}
        assert not any(handle.is_open for handle in bus.handles)
    bus.refused = ""
    UsbTransport(NAME, bus).close()
    assert printer.drivers == {0}


@pytest.mark.parametrize(
    ("serials", "name", "refused"),
    [
        (("A", "A"), UsbName(0x04B8, 0x0E15, "A"), ""),
        (("A", "B"), UsbName(0x04B8, 0x0E15, "C"), ""),
        (("A", "B"), NAME, ""),
        (("A", "B"), UsbName(0x04B8, 0x0E15, "A"), "tell"),
    ],
    ids=["two of one name", "none of that name", "two without a name", "no name told"],
)
def test_no_printer_that_was_only_asked_stays_open(
    serials: tuple[str, ...], name: UsbName, refused: str
) -> None:
    bus = Watched(refused)
    for serial in serials:
        bus.plug(UsbPrinter(UsbShape(serial=serial)))
    with pytest.raises(PrinterUnreachable):
        find_printer(name, bus)
    assert bus.handles
    assert not any(handle.is_open for handle in bus.handles)


def test_a_system_without_drivers_of_its_own_is_no_fault() -> None:
    bus = Denied("is_kernel_driver_active", NotImplementedError())
    printer = UsbPrinter(UsbShape(interfaces=(UsbInterface(kind=(0xFF, 0, 0)),)))
    bus.plug(printer)
    with over(bus) as driver:
        assert driver.status().can_print


@pytest.mark.parametrize(
    "told",
    [b"", b"\x02", b"\x04\x03\x09", b"\x05\x03\x00\xd8\x00", b"\xff\x03" + b"\x00\xd8" * 126],
)
def test_a_serial_number_of_garbage_is_none(told: bytes) -> None:
    class Garbage(SimulatedUsbBus):
        def ctrl_transfer(
            self, handle: object, kind: int, request: int, value: int, index: int,
            data: array[int], timeout_ms: int,
        ) -> int:  # fmt: skip
            data[: len(told)] = array("B", told)
            return len(told)

    bus = Garbage()
    bus.plug(UsbPrinter(UsbShape(serial="A")))
    assert len(serial_of(find_printer(NAME, bus))) <= 64


USE_BEFORE_CLAIMING: list[Callable[[SimulatedUsbBus, object], object]] = [
    lambda bus, handle: bus.bulk_write(handle, OUT, 0, array("B", ASK), 10),  # type: ignore[arg-type]  # no handle of its own type
    lambda bus, handle: bus.bulk_read(handle, BACK, 0, array("B", ASK), 10),  # type: ignore[arg-type]  # no handle of its own type
    lambda bus, handle: bus.claim_interface(handle, 0),  # type: ignore[arg-type]  # no handle of its own type
    lambda bus, handle: bus.release_interface(handle, 0),  # type: ignore[arg-type]  # no handle of its own type
]


@pytest.mark.parametrize("use", USE_BEFORE_CLAIMING, ids=["write", "read", "claim", "release"])
def test_the_simulated_bus_wants_its_driver_gone_and_its_interface_claimed(
    bus: SimulatedUsbBus, plugged: UsbPrinter, use: Callable[[SimulatedUsbBus, object], object]
) -> None:
    (port,) = bus.enumerate_devices()
    handle = bus.open_device(port)
    with pytest.raises(usb.core.USBError):
        use(bus, handle)


def test_the_simulated_bus_loses_packets_that_do_not_fit_and_old_handles(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    (port,) = bus.enumerate_devices()
    handle = bus.open_device(port)
    bus.detach_kernel_driver(handle, 0)
    bus.claim_interface(handle, 0)
    bus.bulk_write(handle, OUT, 0, array("B", ASK * 3), 100)
    with pytest.raises(usb.core.USBError):
        bus.bulk_read(handle, BACK, 0, array("B", bytes(2)), 100)
    bus.unplug(plugged)
    bus.plug(plugged)
    with pytest.raises(usb.core.USBError):
        bus.bulk_read(handle, BACK, 0, array("B", bytes(64)), 100)
