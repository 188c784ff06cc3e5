"""Finding hardware in the kernel's tree: stable paths, the right node, no trust in its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sized
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers import plugged
from drivers.plugged import Camera, Mount, SoundCard, Supply
from drivers.usb_ids import MAX_TEXT, SerialDevice, UsbDevice, serial_devices, text_of
from tests.drivers.machines import Tree

KEYBOARD = 1 << plugged.KEY_A | 1 << plugged.KEY_ENTER | 1 << 116
CARDS = """ 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xf7d10000 irq 31
 1 [Headset        ]: USB-Audio - Kiosk Headset
                      C-Media at usb-0000:00:14.0-2
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "root")


def test_an_empty_machine_has_nothing(tmp_path: Path) -> None:
    root = tmp_path / "nothing"
    looks: tuple[Callable[[Path], Sized], ...] = (
        serial_devices,
        plugged.cameras,
        plugged.usb_printers,
        plugged.event_devices,
        plugged.supplies,
        plugged.backlights,
        plugged.sound_cards,
        plugged.mounts,
    )
    assert [len(look(root)) for look in looks] == [0] * len(looks)


def test_a_serial_port_is_known_by_its_usb_ids_and_its_stable_path(tree: Tree) -> None:
    tree.plug_serial("1eab:8306", "ttyACM0", "usb-Newland_1-if00", "Newland FM430")
    tree.plug_serial("0403:6001", "ttyUSB0")
    tree.link("sys/class/tty/tty1", tree.root / "sys/devices/virtual/tty1")
    by_id = str(tree.root / "dev/serial/by-id/usb-Newland_1-if00")
    assert serial_devices(tree.root) == [
        SerialDevice(by_id, UsbDevice(0x1EAB, 0x8306, "Newland FM430")),
        SerialDevice(str(tree.root / "dev/ttyUSB0"), UsbDevice(0x0403, 0x6001)),
    ]


def test_a_port_without_a_name_of_its_own_is_known_by_its_socket(tree: Tree) -> None:
    tree.plug_serial("1a86:7523", "ttyUSB0")
    tree.link("dev/serial/by-path/pci-0-usb-0:2:1.0-port0", Path("../../ttyUSB0"))
    (port,) = serial_devices(tree.root)
    assert port.path == str(tree.root / "dev/serial/by-path/pci-0-usb-0:2:1.0-port0")


def test_a_mainboards_port_counts_only_with_a_chip_behind_it(tree: Tree) -> None:
    for name, kind in (("ttyS0", "4"), ("ttyS1", "0")):
        (tree.root / "sys/devices/platform" / name).mkdir(parents=True)
        tree.link(f"sys/class/tty/{name}/device", tree.root / "sys/devices/platform" / name)
        tree.write(f"sys/class/tty/{name}/type", kind + "\n")
    assert serial_devices(tree.root) == [SerialDevice(str(tree.root / "dev/ttyS0"))]


def test_of_a_cameras_nodes_the_one_with_pictures_is_taken(tree: Tree) -> None:
    tree.plug_camera(2, "USB Camera")
    tree.plug_camera(3, "USB Camera", index=1)
    tree.plug_camera(10, "Other")
    assert plugged.cameras(tree.root) == [Camera(2, "USB Camera"), Camera(10, "Other")]


def test_a_printer_is_known_by_its_class_once(tree: Tree) -> None:
    tree.plug_printer("04b8:0202", "TM-T88")
    tree.usb("1eab:8306")
    assert plugged.usb_printers(tree.root) == [UsbDevice(0x04B8, 0x0202, "TM-T88")]


def test_inputs_tell_what_they_can(tree: Tree) -> None:
    tree.plug_input(0, "Power Button", key=1 << plugged.KEY_POWER)
    tree.plug_input(1, "USB Barcode Scanner", "05e0:1200", key=KEYBOARD)
    tree.plug_input(2, "HDA Intel Headphone", sw=1 << 2)
    tree.link("dev/input/by-id/usb-Scanner-event-kbd", Path("../event1"))
    power, scanner, jack = plugged.event_devices(tree.root)
    assert (power.types, power.tells_power, power.tells_headset) == (False, True, False)
    assert (scanner.types, scanner.usb, scanner.tells_power) == (True, (0x05E0, 0x1200), False)
    assert scanner.path == "/dev/input/by-id/usb-Scanner-event-kbd"
    assert (jack.tells_headset, jack.path) == (True, "/dev/input/event2")


def test_supplies_backlights_and_cards_are_told(tree: Tree) -> None:
    tree.plug_supply("AC", "Mains")
    tree.plug_backlight("intel_backlight")
    tree.plug_sound(CARDS)
    assert plugged.supplies(tree.root) == [Supply("/sys/class/power_supply/AC", "Mains")]
    assert plugged.backlights(tree.root) == ["/sys/class/backlight/intel_backlight"]
    assert plugged.sound_cards(tree.root) == [
        SoundCard(0, "PCH", "HDA-Intel - HDA Intel PCH"),
        SoundCard(1, "Headset", "USB-Audio - Kiosk Headset"),
    ]


def test_mounts_of_devices_are_told_and_others_are_not(tree: Tree) -> None:
    tree.mount(
        "proc /proc proc rw,nosuid 0 0",
        "/dev/sda1 / ext4 rw,relatime 0 0",
        r"/dev/sdb1 /media/a\040b vfat ro 0 0",
        "/dev/half",
    )
    assert plugged.mounts(tree.root) == [
        Mount("/dev/sda1", "/", "ext4", writable=True),
        Mount("/dev/sdb1", "/media/a b", "vfat", writable=False),
    ]


def test_what_a_device_says_of_itself_is_bounded_and_printable(tmp_path: Path) -> None:
    (tmp_path / "name").write_bytes(b"\x1b[2J" + b"x" * 10_000 + b"\n")
    assert text_of(tmp_path / "name") == "[2J" + "x" * (MAX_TEXT - 4)


def test_links_that_go_in_circles_or_nowhere_are_no_device(tree: Tree) -> None:
    tree.plug_serial("1eab:8306", "ttyACM0")
    device = tree.root / "sys/class/tty/ttyACM0/device"
    target = device.resolve()
    device.unlink()
    device.symlink_to(device)
    assert serial_devices(tree.root) == []
    device.unlink()
    device.symlink_to(target)
    os.mkfifo(tree.root / "sys/devices/pci0/usb1/x")
    assert len(serial_devices(tree.root)) == 1


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
@given(data=st.binary(max_size=400))
def test_whatever_stands_in_the_files_nothing_is_raised(tmp_path: Path, data: bytes) -> None:
    tree = Tree(tmp_path / "any")
    if not tree.root.exists():
        tree.plug_serial("1eab:8306")
        tree.plug_camera(0, "x")
        tree.plug_printer("04b8:0202")
        tree.plug_input(0, "x", key=KEYBOARD)
        tree.plug_supply("AC", "Mains")
        tree.plug_sound(CARDS)
        tree.mount("/dev/sda1 / ext4 rw 0 0")
    for file in tree.root.rglob("*"):
        if file.is_file() and not file.is_symlink():
            file.write_bytes(data)
    serial_devices(tree.root)
    plugged.cameras(tree.root)
    plugged.usb_printers(tree.root)
    plugged.event_devices(tree.root)
    plugged.supplies(tree.root)
    assert all(card.number < 100 for card in plugged.sound_cards(tree.root))
    assert all(mount.folder.isprintable() for mount in plugged.mounts(tree.root))
