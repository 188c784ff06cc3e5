"""A serial scanner that is looked for by its USB ids: found again at another socket, at its pty."""

from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from drivers.device import DeviceState
from drivers.scanner_simulator import PtyScanner
from drivers.serial_scanner import SerialScanner
from drivers.usb_ids import serial_devices
from kiosk.hardware.scanner_families import scanner_device, scanner_family
from kiosk.profile.device_sections import SerialSection
from tests.drivers.machines import Tree

WAIT_S = 10.0  # only ever waited for in full when the test fails
NEWLAND = scanner_family("newland")


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[PtyScanner]:
    simulated = PtyScanner(NEWLAND, tmp_path / "scanner")
    yield simulated
    simulated.close()


def plug(tree: Tree, tty: str, scanner: PtyScanner, ids: str = "1eab:8306") -> None:
    tree.plug_serial(ids, tty)
    (tree.root / "dev" / tty).unlink()
    tree.link(f"dev/{tty}", Path(scanner.path))


def pull(tree: Tree, tty: str, scanner: PtyScanner) -> None:
    (tree.root / "sys/class/tty" / tty).unlink()
    (tree.root / "dev" / tty).unlink()
    scanner.unplug()


def test_a_scanner_moved_to_another_socket_is_found_again(
    tmp_path: Path, scanner: PtyScanner
) -> None:
    tree = Tree(tmp_path / "root")
    scans: Queue[str] = Queue()
    states: Queue[DeviceState] = Queue()
    device = scanner_device(SerialSection(family="newland"), lambda: serial_devices(tree.root))
    with SerialScanner(device, scans.put, states.put, family=NEWLAND):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST  # it is not there yet
        plug(tree, "ttyACM0", scanner)
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        pull(tree, "ttyACM0", scanner)
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        scanner.plug_in()
        plug(tree, "ttyACM7", scanner)
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        scanner.show("CC1:MOVED")
        assert scans.get(timeout=WAIT_S) == "CC1:MOVED"


def test_with_a_second_one_of_its_kind_neither_is_guessed(
    tmp_path: Path, scanner: PtyScanner
) -> None:
    tree = Tree(tmp_path / "root")
    plug(tree, "ttyACM0", scanner)
    plug(tree, "ttyACM1", scanner)
    states: Queue[DeviceState] = Queue()
    device = scanner_device(SerialSection(family="newland"), lambda: serial_devices(tree.root))
    with SerialScanner(device, lambda _: None, states.put, family=NEWLAND):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        (tree.root / "sys/class/tty/ttyACM1").unlink()
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
