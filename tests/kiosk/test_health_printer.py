"""What the doctor says of a printer that no kiosk holds."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
import serial

from drivers.errors import PrinterFault
from drivers.printer.contract import Paper
from drivers.printer.engine import Switches
from drivers.printer.simulator import PrinterSimulator
from kiosk.desks.print_desk import problem_word
from kiosk.health.finding import Finding
from kiosk.health.printer import SOON, try_printer
from kiosk.health.running import CABLE, WRONG
from kiosk.profile.device_sections import PrinterSection
from kiosk.profile.machine import Profile
from kiosk.troubles import PRINTER_ADDRESS, SETUP, TROUBLES
from tests.kiosk.documents import Authority


class Flood(Thread):
    """Answers whoever calls with good answers, without end."""

    def __init__(self, listening: socket.socket) -> None:
        super().__init__()
        self._listening = listening

    def run(self) -> None:
        caller, _ = self._listening.accept()
        with caller, suppress(OSError):
            while True:
                caller.sendall(b"\x12" * 4096)


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as running:
        yield running


def look(folder: Path, address: str, **more: str) -> Finding:
    profile: Profile = Authority().enrolled(folder)
    section = PrinterSection.model_validate({"address": address, **more})
    return try_printer(profile.model_copy(update={"printer": section}))


def test_a_printer_in_order_can_print(simulator: PrinterSimulator, tmp_path: Path) -> None:
    found = look(tmp_path, simulator.address)
    assert found == Finding("printer", True, f"{simulator.address} can print")


def test_low_paper_is_well_and_said(simulator: PrinterSimulator, tmp_path: Path) -> None:
    simulator.turn(Switches(paper=Paper.NEAR_END))
    found = look(tmp_path, simulator.address)
    assert found.ok
    assert found.found.endswith(SOON)


@pytest.mark.parametrize(
    ("switches", "fault"),
    [
        (Switches(paper=Paper.OUT), PrinterFault.PAPER_OUT),
        (Switches(cover_open=True), PrinterFault.COVER_OPEN),
        (Switches(cutter_error=True), PrinterFault.CUTTER),
        (Switches(offline=True), PrinterFault.OFFLINE),
    ],
    ids=["paper", "cover", "cutter", "offline"],
)
def test_each_fault_has_its_own_advice(
    simulator: PrinterSimulator, tmp_path: Path, switches: Switches, fault: PrinterFault
) -> None:
    simulator.turn(switches)
    found = look(tmp_path, simulator.address)
    assert (found.ok, found.advice) == (False, WRONG[problem_word(fault)])
    assert found.found.endswith(fault)


@pytest.mark.parametrize("address", ["usb:ffff:fffe", "tcp://127.0.0.1:1"])
def test_one_that_is_not_there_is_a_matter_of_its_cable(tmp_path: Path, address: str) -> None:
    found = look(tmp_path, address)
    assert (found.ok, found.advice) == (False, CABLE)
    assert found.found.startswith(address)


def test_one_that_talks_nonsense_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        listening.settimeout(10)
        flood = Flood(listening)
        flood.start()
        found = look(tmp_path, address)
        flood.join()
    assert not found.ok
    assert "nobody asked for" in found.found
    assert "nonsense" in found.advice


def test_an_address_that_makes_no_sense_stops_a_kiosk(tmp_path: Path) -> None:
    found = look(tmp_path, "usb:printer")
    assert found.code == TROUBLES[PRINTER_ADDRESS].code
    assert "four hexadecimal digits" in found.found


def test_a_layout_that_does_not_ship_stops_a_kiosk(tmp_path: Path) -> None:
    found = look(tmp_path, "tcp://127.0.0.1:1", layout="huge")
    assert found.code == TROUBLES[SETUP].code
    assert "huge is none of large, ticket" in found.found


def test_a_printer_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    found = look(tmp_path, f"file:{tmp_path / 'lp0'}")
    assert found.found.endswith("does not open: No such file or directory")
    assert "kiosk devices" in found.advice


def test_a_printer_port_that_another_program_holds_says_so(tmp_path: Path) -> None:
    far, near = os.openpty()
    with os.fdopen(far), os.fdopen(near), serial.Serial(os.ttyname(near), exclusive=True):
        found = look(tmp_path, f"serial:{os.ttyname(near)}")
    assert found.found.endswith("does not open: Device or resource busy")
    assert "CUPS" in found.advice
