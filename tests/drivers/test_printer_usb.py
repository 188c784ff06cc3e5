"""A printer at a USB port: found by its ids, told from its like, unplugged, held by others."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usb.backend import libusb1

from drivers.errors import PrinterUnreachable
from drivers.printer.engine import Switches
from drivers.printer.escpos import EscposPrinter, open_printer
from drivers.printer.usb_descriptors import BACK, OUT, UsbInterface, UsbPipe, UsbShape
from drivers.printer.usb_device import UsbPrinter
from drivers.printer.usb_finder import UsbName, find_printer, usb_name
from drivers.printer.usb_shape import find_pipes
from drivers.printer.usb_simulator import SimulatedUsbBus
from drivers.printer.usb_wire import UsbTransport
from tests.drivers.printers import picture

NAME = UsbName(0x04B8, 0x0E15)
ASK = b"\x10\x04\x01"
SCANNER = UsbInterface(0, 0, (3, 0, 0), (UsbPipe(0x83, kind=3),))


@pytest.fixture
def bus() -> SimulatedUsbBus:
    return SimulatedUsbBus()


@pytest.fixture
def plugged(bus: SimulatedUsbBus) -> UsbPrinter:
    printer = UsbPrinter()
    bus.plug(printer)
    return printer


def over(bus: SimulatedUsbBus, name: UsbName = NAME) -> EscposPrinter:
    return EscposPrinter(lambda: UsbTransport(name, bus))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("04b8:0e15", NAME),
        ("04B8:0E15", NAME),
        ("0519:0003:A-17", UsbName(0x0519, 0x0003, "A-17")),
        ("04b8:0e15:X:Y", UsbName(0x04B8, 0x0E15, "X:Y")),
    ],
)
def test_an_address_names_vendor_product_and_serial_number(text: str, name: UsbName) -> None:
    assert usb_name(text) == name
    assert usb_name(str(name)) == name


def test_a_machine_without_libusb_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libusb1, "get_backend", lambda: None)
    with (
        open_printer("usb:04b8:0e15") as printer,
        pytest.raises(PrinterUnreachable, match=r"libusb-1\.0-0"),
    ):
        printer.status()


def test_the_machines_own_usb_has_no_printer_of_ids_that_nobody_uses() -> None:
    if libusb1.get_backend() is None:
        pytest.skip("this machine has no libusb")
    with (
        open_printer("usb:ffff:fffe") as printer,
        pytest.raises(PrinterUnreachable, match="ffff:fffe is plugged in"),
    ):
        printer.status()


def test_the_systems_driver_is_sent_away_and_called_back(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    assert plugged.drivers == {0}
    with over(bus) as printer:
        assert printer.status().can_print
        assert plugged.drivers == set()
    assert plugged.drivers == {0}


def test_closing_twice_is_harmless_and_lets_others_in(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    wire = UsbTransport(NAME, bus)
    with pytest.raises(PrinterUnreachable, match="in use by another program"):
        UsbTransport(NAME, bus)
    wire.close()
    wire.close()
    UsbTransport(NAME, bus).close()


def test_an_unplugged_printer_is_named_and_found_again_at_another_port(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    with over(bus) as printer:
        assert printer.status().can_print
        bus.unplug(plugged)
        with pytest.raises(PrinterUnreachable, match="no printer 04b8:0e15 is plugged in"):
            printer.status()
        bus.plug(plugged)
        assert printer.status().can_print
        printer.print_slip(picture())
    assert len(plugged.tickets) == 1


def test_a_cable_that_is_back_before_the_next_question_costs_nothing(
    bus: SimulatedUsbBus, plugged: UsbPrinter
) -> None:
    with over(bus) as printer:
        assert printer.status().can_print
        bus.unplug(plugged)
        bus.plug(plugged)
        assert printer.status().can_print


def test_two_of_a_kind_need_a_serial_number_and_the_sentence_names_them(
    bus: SimulatedUsbBus,
) -> None:
    first, second = UsbPrinter(UsbShape(serial="A1")), UsbPrinter(UsbShape(serial="B\n2"))
    bus.plug(first)
    bus.plug(second)
    bus.turn(first, Switches(offline=True))
    with over(bus) as printer, pytest.raises(PrinterUnreachable, match=r"there are: A1, B\?2"):
        printer.status()
    with over(bus, UsbName(0x04B8, 0x0E15, "A1")) as printer:
        assert not printer.status().can_print
    with (
        over(bus, UsbName(0x04B8, 0x0E15, "C3")) as printer,
        pytest.raises(PrinterUnreachable, match="no printer 04b8:0e15:C3"),
    ):
        printer.status()


def test_two_that_call_themselves_the_same_are_not_guessed_between(bus: SimulatedUsbBus) -> None:
    for _ in range(2):
        bus.plug(UsbPrinter(UsbShape(serial="0001")))
    name = UsbName(0x04B8, 0x0E15, "0001")
    with over(bus, name) as printer, pytest.raises(PrinterUnreachable, match="only one of them"):
        printer.status()


def test_the_printers_interface_is_taken_not_its_neighbours(bus: SimulatedUsbBus) -> None:
    packets = UsbInterface(1, 0, (7, 1, 3), (UsbPipe(0x04), UsbPipe(0x85)))
    plain = UsbInterface(1, 1, (7, 1, 2), (UsbPipe(0x06, packet_bytes=512), UsbPipe(0x87)))
    own = UsbInterface(2, 0, (0xFF, 0, 0), (UsbPipe(0x08), UsbPipe(0x89)))
    bus.plug(printer := UsbPrinter(UsbShape(interfaces=(SCANNER, packets, plain, own))))
    pipes = find_pipes(find_printer(NAME, bus))
    assert (pipes.interface, pipes.alternate, pipes.out, pipes.back) == (1, 1, 0x06, 0x87)
    with over(bus) as driver:
        driver.print_slip(picture())
    assert len(printer.tickets) == 1


def test_one_set_to_a_class_of_its_makers_own_prints_too(bus: SimulatedUsbBus) -> None:
    shape = UsbShape(interfaces=(UsbInterface(kind=(0xFF, 0, 0)),))
    bus.plug(printer := UsbPrinter(shape))
    with over(bus) as driver:
        driver.print_slip(picture())
    assert len(printer.tickets) == 1


@pytest.mark.parametrize(
    "interface",
    [
        SCANNER,
        UsbInterface(kind=(7, 1, 1), pipes=(UsbPipe(OUT),)),
        UsbInterface(kind=(7, 1, 2), pipes=(UsbPipe(OUT), UsbPipe(BACK, kind=3))),
        UsbInterface(kind=(7, 1, 2), pipes=()),
    ],
    ids=["a scanner", "one way only", "no bulk back", "no pipes"],
)
def test_what_can_not_answer_is_no_printer(bus: SimulatedUsbBus, interface: UsbInterface) -> None:
    bus.plug(UsbPrinter(UsbShape(interfaces=(interface,))))
    with over(bus) as printer, pytest.raises(PrinterUnreachable, match="no printer that answers"):
        printer.status()


@pytest.mark.parametrize("packet_bytes", [0, 1, 7, 64, 512, 0xFFFF])
def test_any_size_of_packets_is_read_whole(bus: SimulatedUsbBus, packet_bytes: int) -> None:
    pipes = (UsbPipe(OUT, packet_bytes=64), UsbPipe(BACK, packet_bytes=packet_bytes))
    bus.plug(UsbPrinter(UsbShape(interfaces=(UsbInterface(pipes=pipes),))))
    found = find_pipes(find_printer(NAME, bus))
    assert 256 <= found.whole_packets(256) <= 1024


def test_empty_packets_are_no_answer_and_no_end(bus: SimulatedUsbBus, plugged: UsbPrinter) -> None:
    with over(bus) as printer:
        plugged.empty_packets = 5
        assert printer.status().can_print
        plugged.empty_packets = 5
        printer.print_slip(picture())


def test_empty_packets_without_end_are_silence(bus: SimulatedUsbBus, plugged: UsbPrinter) -> None:
    plugged.empty_packets = 10**6
    wire, start_s = UsbTransport(NAME, bus), monotonic()
    assert wire.receive(0.2) == b""
    assert 0.2 <= monotonic() - start_s < 2
    assert 10**6 - plugged.empty_packets < 100  # it was not asked without rest


PIPES = st.builds(UsbPipe, st.integers(0, 255), st.integers(0, 255), st.integers(0, 0xFFFF))
SHAPES = st.lists(
    st.builds(
        UsbInterface,
        st.integers(0, 3),
        st.integers(0, 3),
        st.tuples(st.sampled_from([3, 7, 255]), st.integers(0, 2), st.integers(0, 4)),
        st.lists(PIPES, max_size=5).map(tuple),
    ),
    max_size=6,
).map(lambda interfaces: UsbShape(interfaces=tuple(interfaces)))


@settings(deadline=None)
@given(SHAPES)
def test_whatever_is_plugged_in_is_a_printer_or_one_plain_sentence(shape: UsbShape) -> None:
    bus = SimulatedUsbBus()
    bus.plug(UsbPrinter(shape))
    with suppress(PrinterUnreachable):
        UsbTransport(NAME, bus).close()
