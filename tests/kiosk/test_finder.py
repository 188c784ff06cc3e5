"""``kiosk devices``: what is plugged in, in words and as a profile's sections."""

import json
from pathlib import Path

import pytest

from drivers.plugged import KEY_A, KEY_ENTER
from kiosk.__main__ import main
from kiosk.commands.devices import BY_HAND, NOTHING, UNCHANGED, look
from kiosk.config import ConfigError
from kiosk.hardware.finder import ON_BOARD, find
from kiosk.profile.file import replace_profile
from kiosk.profile.machine import load_profile
from tests.drivers.machines import Tree
from tests.kiosk.documents import PROFILE
from tests.kiosk.options import options

KEYBOARD = 1 << KEY_A | 1 << KEY_ENTER
CARD = " 1 [Device         ]: USB-Audio - USB Sound\n"
BY_ID = "usb-Newland_FM430_77-if00"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "root")


@pytest.fixture
def full(tree: Tree) -> Tree:
    """A machine with one of each."""
    tree.plug_camera(2, "Kiosk Camera")
    tree.plug_serial("1eab:8306", "ttyACM0", BY_ID, "FM430")
    tree.plug_serial("1a86:7523", "ttyUSB0")
    tree.plug_input(3, "Symbol Bar Code Scanner", "05e0:1200", key=KEYBOARD)
    tree.plug_input(4, "AT Keyboard", key=KEYBOARD)
    tree.plug_input(5, "HDA Headphone", sw=4)
    tree.plug_printer("04b8:0202", "TM-T88VI")
    tree.plug_sound(CARD)
    tree.plug_supply("AC", "Mains")
    tree.plug_supply("BAT0", "Battery")
    tree.plug_backlight("panel")
    tree.mount("/dev/sda1 / ext4 rw 0 0", "/dev/sdb1 /media/copy ext4 rw 0 0")
    return tree


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "machine.toml"
    path.write_text(PROFILE.replace("{root}", "00" * 32) + "# the end\n", "utf-8")
    return path


def test_one_of_each_is_a_section_of_its_own(full: Tree) -> None:
    finds = find(full.root)
    assert finds.problems == ()
    assert finds.sections == {
        "camera": {"source": 2},
        "serial": {"path": f"/dev/serial/by-id/{BY_ID}", "family": "newland", "baud": 9600},
        "wedge": {"path": "/dev/input/event3"},
        "printer": {"address": "usb:04b8:0202"},
        "sound": {"speaker": "plughw:CARD=Device,DEV=0"},
        "power": {"supply": "/sys/class/power_supply/AC"},
        "screen": {"backlight": "/sys/class/backlight/panel"},
        "ledger": {"copy": "/media/copy/ledger.db"},
    }
    words = " ".join(each.words for each in finds.found)
    assert "relay boards lcus" in words
    assert "AT Keyboard" not in words


def test_a_scanner_without_a_stable_path_is_left_to_its_ids(tree: Tree) -> None:
    tree.plug_serial("05e0:1701", "ttyACM3")
    assert find(tree.root).sections == {"serial": {"family": "zebra", "baud": 9600}}


def test_two_of_the_same_are_a_problem_and_no_section(tree: Tree) -> None:
    tree.plug_serial("05e0:1701", "ttyACM3")
    tree.plug_serial("05e0:1701", "ttyACM4")
    tree.plug_camera(0, "A")
    finds = find(tree.root)
    assert finds.sections == {"camera": {"source": 0}}
    (problem,) = finds.problems
    assert "/dev/ttyACM3" in problem
    assert "/dev/ttyACM4" in problem


def test_a_medium_that_nothing_can_be_written_on_is_no_second_one(tree: Tree) -> None:
    tree.mount("/dev/sdb1 /media/stick vfat ro 0 0")
    assert find(tree.root).sections == {}


def test_a_machine_without_hardware_says_so(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert look(options(), tree.root) == 0
    assert capsys.readouterr().out == f"{NOTHING}\n"


def test_a_port_of_the_mainboard_is_named_and_left_to_a_person(
    tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.write("sys/class/tty/ttyS0/type", "4")
    tree.write("sys/class/tty/ttyS0/device/uevent", "")
    assert look(options(), tree.root) == 0
    told = capsys.readouterr().out
    assert f"/dev/ttyS0: {ON_BOARD}" in told
    assert told.endswith(f"{BY_HAND}\n")
    assert NOTHING not in told


def test_this_machine_is_looked_at_without_harm(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "--json"]) in {0, 1}
    assert set(json.loads(capsys.readouterr().out)) == {"found", "problems", "sections", "told"}


def test_what_was_found_goes_into_the_profile_and_its_text_stays(
    full: Tree, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = profile.read_text("utf-8")
    assert look(options(profile=profile, write=True), full.root) == 0
    after = profile.read_text("utf-8")
    assert after.startswith(before)
    assert profile.with_name("machine.toml.bak").read_text("utf-8") == before
    read = load_profile(profile)
    assert read.camera is not None
    assert (read.camera.source, read.printer.address) == (2, "tcp://127.0.0.1:9")
    told = capsys.readouterr().out
    assert (
        "[printer] differs: address = 'tcp://127.0.0.1:9' in the profile, 'usb:04b8:0202' was found"
        "; left as it is (--replace)"
    ) in told
    assert "written: [camera], [serial]" in told
    assert look(options(profile=profile, write=True), full.root) == 0
    assert profile.read_text("utf-8") == after
    told = capsys.readouterr().out
    assert told.rstrip().endswith(UNCHANGED)
    assert "written" not in told.replace(UNCHANGED, "")


def test_a_section_that_is_there_is_replaced_only_when_asked(full: Tree, profile: Path) -> None:
    text = profile.read_text("utf-8")
    old = text + '[serial]  # mine\npath = "/dev/old"\n# keep\n[sound]\nvolume = 5\n'
    profile.write_text(old, "utf-8")
    assert look(options(profile=profile, write=True, replace=True), full.root) == 0
    read = load_profile(profile)
    assert read.serial is not None
    assert read.sound is not None
    assert (read.serial.family, read.serial.path[:7]) == ("newland", "/dev/se")
    assert (read.sound.volume, read.printer.address) == (5, "usb:04b8:0202")
    after = profile.read_text("utf-8")
    assert "[serial]  # mine\n" in after
    assert "# keep\n" in after
    assert "# the end\n" in after


def test_only_told_without_write(full: Tree, profile: Path) -> None:
    before = profile.read_bytes()
    assert look(options(profile=profile), full.root) == 0
    assert profile.read_bytes() == before
    assert not profile.with_name("machine.toml.bak").exists()


def test_what_has_to_be_chosen_is_exit_code_1_and_the_rest_is_written(
    tree: Tree, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.plug_camera(0, "A")
    tree.plug_camera(4, "B")
    tree.plug_supply("AC", "Mains")
    assert look(options(profile=profile, write=True), tree.root) == 1
    assert "PROBLEM: more than one for [camera]" in capsys.readouterr().out
    read = load_profile(profile)
    assert (read.camera, read.power is None) == (None, False)


@pytest.mark.parametrize("write", [True, False])
def test_writing_needs_a_profile(
    tree: Tree, write: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert look(options(write=write, replace=not write), tree.root) == 2
    assert "--write needs --profile" in capsys.readouterr().err


def test_a_profile_that_is_none_is_exit_code_2(
    full: Tree, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile.write_text("state = 1", "utf-8")
    assert look(options(profile=profile, write=True), full.root) == 2
    assert "machine.toml: " in capsys.readouterr().err
    assert look(options(profile=profile.with_name("none")), full.root) == 2


def test_a_new_text_that_is_no_profile_leaves_the_old_one(profile: Path) -> None:
    before = profile.read_bytes()
    with pytest.raises(ConfigError, match=r"machine\.toml: camera"):
        replace_profile(profile, profile.read_text("utf-8") + "[camera]\nnumber = 1\n")
    assert profile.read_bytes() == before
    assert sorted(profile.parent.glob("machine.toml*")) == [profile]


def test_a_profile_behind_a_link_stays_behind_it(profile: Path) -> None:
    link = profile.with_name("link.toml")
    link.symlink_to(profile)
    replace_profile(link, profile.read_text("utf-8") + "[camera]\nsource = 1\n")
    assert link.is_symlink()
    assert load_profile(profile).camera is not None
