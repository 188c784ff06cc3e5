"""The file of scanner families: whole, in the format that its sources tell, errors named."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import ScannerLost
from drivers.scanner_family import ANY, Answers, Step, UsbId, ssi_checksum
from drivers.usb_ids import SerialDevice, UsbDevice
from kiosk.config import ConfigError
from kiosk.hardware.scanner_families import (
    family_of,
    found_scanner,
    read_families,
    scanner_device,
    scanner_families,
    scanner_family,
)
from kiosk.profile.device_sections import SerialSection

NEWLAND = UsbDevice(0x1EAB, 0x8306, "Newland")
ZEBRA = UsbDevice(0x05E0, 0x1701)


def test_the_shipped_families_are_there() -> None:
    assert list(scanner_families()) == ["plain", "newland", "honeywell", "zebra"]
    assert scanner_family("plain").set_up == ()


def test_newlands_commands_and_answers_are_framed_as_its_manuals_tell() -> None:
    family = scanner_family("newland")
    commands = [step.send for step in family.set_up] + [family.trigger_on, family.trigger_off]
    assert all(each[:7] == b"~\x010000#" and each[-2:] == b";\x03" for each in commands)
    for step in family.set_up:
        assert step.expect == b"\x02" + step.send[1:-2] + b"\x06;\x03"


def test_honeywells_commands_are_volatile_and_echoed() -> None:
    for step in scanner_family("honeywell").set_up:
        assert step.send[:3] == b"\x16M\r"
        assert step.send[-1:] == b"!"
        assert step.expect == step.send[3:-1] + b"\x06!"


def test_zebras_packets_have_their_length_and_checksum() -> None:
    family = scanner_family("zebra")
    packets = [step.send for step in family.set_up]
    packets += [family.trigger_on, family.trigger_off, family.aim_on, family.beep_bad]
    for packet in packets:
        assert packet[0] == len(packet) - 2
        assert packet[-2:] == ssi_checksum(packet[:-2])
        assert packet[2] == 4  # from the host
    assert packets[1] == bytes.fromhex("04e40400ff14")


def read(text: str) -> None:
    read_families(text.encode(), "scanners.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x]\nbaud = 1", "x.baud"),
        ('[x]\nusb = ["1EAB:1"]', "x.usb.0"),
        ('[x]\ntrigger_on = "zz"', "x.trigger_on"),
        (f'[x]\ntrigger_on = "{"00" * 97}"', "x.trigger_on"),
        ('[x]\ntrigger_on = "00"', "trigger_on goes with trigger_off"),
        ('[x]\nsuffix = ""', "suffix: at least one byte"),
        ('[x]\nsuffix = "41"', "none that a code may hold"),
        ('[x]\nprefix = "02"\nanswers = "framed"', "prefix: only where"),
        ('[x]\nanswers = "spoken"', "x.answers"),
        ('[x]\nanswers = "ssi"\nbeep_bad = "05e6040006 ff0c"', "SSI checksum is wrong"),
        ('[x]\nlaser = "00"', "x.laser"),
        ("[[x.set_up]]\nsend = ''", "x.set_up.0.send"),
        ("[Xy]", "Xy"),
        ("x = 1", "x"),
    ],
    ids=lambda value: value.replace("\n", " ")[:40],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read(text)


def test_a_whole_table_is_read() -> None:
    table = """
[own]
usb = ["0403:6001", "1a86:*"]
prefix = "02"
suffix = "03"
[[own.set_up]]
send = "41 42"
"""
    family = read_families(table.encode(), "x")["own"]
    assert family.usb == (UsbId(0x0403, 0x6001), UsbId(0x1A86, ANY))
    assert (family.prefix, family.suffix, family.answers) == (b"\x02", b"\x03", Answers.NONE)
    assert family.set_up == (Step(b"AB"),)


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    with suppress(ConfigError):
        assert all(family.suffix for family in read_families(data, "x").values())


def test_a_family_that_there_is_not_is_named_with_those_that_are() -> None:
    with pytest.raises(ConfigError, match=r"datalogic.*plain, newland, honeywell, zebra"):
        scanner_family("datalogic")


def test_a_scanner_is_found_wherever_it_is_plugged_in() -> None:
    ports = [SerialDevice("/dev/ttyS0"), SerialDevice("/dev/serial/by-id/a", NEWLAND)]
    find = scanner_device(SerialSection(family="newland"), lambda: ports)
    assert callable(find)
    assert find() == "/dev/serial/by-id/a"
    ports[1] = SerialDevice("/dev/ttyACM7", NEWLAND)
    assert find() == "/dev/ttyACM7"
    ports.pop()
    with pytest.raises(ScannerLost, match="no scanner of the family newland"):
        find()


def test_two_of_the_same_have_to_be_told_apart_by_path() -> None:
    ports = [SerialDevice("/dev/a", NEWLAND), SerialDevice("/dev/b", NEWLAND)]
    with pytest.raises(ScannerLost, match="name one as \\[serial\\] path, of /dev/a, /dev/b"):
        found_scanner(scanner_family("newland"), ports)


def test_a_path_is_taken_as_it_is() -> None:
    assert scanner_device(SerialSection(path="/dev/x", family="zebra")) == "/dev/x"


def test_a_port_is_known_by_its_usb_ids() -> None:
    zebra = family_of(SerialDevice("/dev/x", ZEBRA))
    assert zebra is scanner_family("zebra")
    assert family_of(SerialDevice("/dev/x")) is None
    assert family_of(SerialDevice("/dev/x", UsbDevice(0x0403, 0x6001))) is None
