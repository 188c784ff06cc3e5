"""``kiosk devices --profile``: what the profile names against what is plugged in."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kiosk.commands.devices import UNCHANGED, look
from kiosk.hardware.comparison import differences, not_there
from kiosk.hardware.finder import find
from kiosk.profile.machine import load_profile
from tests.drivers.machines import Tree
from tests.kiosk.documents import PROFILE
from tests.kiosk.options import options

NAMED = """
[camera]
source = 0
[serial]
path = "/dev/serial/by-id/old"
[wedge]
path = "/dev/input/by-id/typing"
[sound]
jack = "/dev/input/jack"
jack_mutes = true
[board]
path = "/dev/board"
family = "lcus"
lamp = 1
[counter]
path = "/dev/counter"
[card_terminal]
path = "/dev/terminal"
[power]
supply = "/sys/class/power_supply/AC"
[screen]
backlight = "/sys/class/backlight/panel"
[ledger]
copy = "/media/copy/ledger.db"
"""
FILES = (
    "dev/serial/by-id/old",
    "dev/input/by-id/typing",
    "dev/input/jack",
    "dev/board",
    "dev/counter",
    "dev/terminal",
    "sys/class/power_supply/AC/online",
    "sys/class/backlight/panel/bl_power",
)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "root")


def profile_with(folder: Path, sections: str, printer: str = "tcp://127.0.0.1:9") -> Path:
    path = folder / "machine.toml"
    text = PROFILE.replace("{root}", "00" * 32).replace("tcp://127.0.0.1:9", printer)
    path.write_text(text + sections, "utf-8")
    return path


def gone(tree: Tree, path: Path) -> dict[str, str]:
    return not_there(load_profile(path), find(tree.root), tree.root)


def differ(tree: Tree, path: Path) -> dict[str, str]:
    return differences(tomllib.loads(path.read_text("utf-8")), find(tree.root))


def test_all_that_is_named_and_not_plugged_in_is_told_and_exit_code_1(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = profile_with(tmp_path, NAMED)
    names = ["serial", "wedge", "board", "counter", "card_terminal", "sound", "power", "screen"]
    assert set(gone(tree, path)) == {*names, "camera", "ledger"}
    assert look(options(profile=path), tree.root) == 1
    told = capsys.readouterr().out
    assert "[serial] /dev/serial/by-id/old is not there" in told
    assert "[camera] number 0 is not plugged in" in told
    assert "[ledger] no medium is mounted at /media/copy" in told


def test_what_is_plugged_in_is_not_told(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in FILES:
        tree.write(file, "")
    tree.plug_camera(0, "Camera")
    tree.mount("/dev/sda1 / ext4 rw 0 0", "/dev/sdb1 /media/copy ext4 rw 0 0")
    path = profile_with(tmp_path, NAMED)
    assert gone(tree, path) == {}
    assert look(options(profile=path), tree.root) == 0
    assert "[camera] differs" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("printer", "there"),
    [
        ("tcp://10.0.0.9", True),
        ("usb:04b8:0e15", False),
        ("usb:04b8:0e15:X1", False),
        ("file:/dev/usb/lp0", False),
        ("serial:/dev/printer@9600", False),
    ],
    ids=["net", "usb", "usb-of-two", "file", "serial"],
)
def test_a_printer_is_looked_for_where_it_can_be(
    tree: Tree, tmp_path: Path, printer: str, there: bool
) -> None:
    path = profile_with(tmp_path, "", printer)
    assert ("printer" not in gone(tree, path)) is there
    tree.write("dev/usb/lp0", "")
    tree.write("dev/printer", "")
    tree.plug_printer("04b8:0e15", "TM-T20")
    assert gone(tree, path) == {}
    assert ("printer" in differ(tree, path)) is not printer.startswith("usb:")


def test_a_scanner_that_is_looked_for_by_its_family_is_told_where_there_is_none(
    tree: Tree, tmp_path: Path
) -> None:
    path = profile_with(tmp_path, '[serial]\nfamily = "zebra"\n')
    assert gone(tree, path) == {"serial": "no scanner of the family zebra is plugged in"}
    tree.plug_serial("05e0:1701", "ttyACM3")
    assert gone(tree, path) == differ(tree, path) == {}


def test_what_differs_is_told_with_both_values(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.plug_camera(2, "Camera")
    tree.plug_serial("1eab:8306", "ttyACM0", "usb-Newland", "FM430")
    path = profile_with(tmp_path, NAMED)
    found = differ(tree, path)
    assert found["camera"] == "source = 0 in the profile, 2 was found"
    assert "path = '/dev/serial/by-id/old' in the profile" in found["serial"]
    assert "family is not in the profile, 'newland' was found" in found["serial"]
    assert "camera" not in gone(tree, path)
    look(options(profile=path), tree.root)
    told = capsys.readouterr().out
    assert "[camera] differs: source = 0 in the profile, 2 was found\n" in told
    assert "--replace" not in told  # nothing was to be written


def test_a_file_that_was_not_changed_is_told_only_where_it_was_to_be(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.plug_camera(2, "Camera")
    path = profile_with(tmp_path, "[camera]\nsource = 0\n")
    before = path.read_bytes()
    assert look(options(profile=path), tree.root) == 0
    assert UNCHANGED not in capsys.readouterr().out
    assert look(options(profile=path, write=True), tree.root) == 0
    assert "2 was found; left as it is (--replace)" in (told := capsys.readouterr().out)
    assert UNCHANGED in told
    assert path.read_bytes() == before
    assert look(options(profile=path, write=True, replace=True), tree.root) == 0
    assert "written: [camera];" in (told := capsys.readouterr().out)
    assert UNCHANGED not in told
    assert look(options(profile=path, write=True, replace=True), tree.root) == 0
    assert UNCHANGED in capsys.readouterr().out
