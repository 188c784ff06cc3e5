"""Two processes never work on one state folder, and a dead one never keeps it."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.only_one import LOCK_FILE, AlreadyRunning, only_one

HOLD = """
import sys
from pathlib import Path
from kiosk.only_one import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    """Another process that holds the folder until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_that_a_kiosk_runs_there(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        told = pytest.raises(AlreadyRunning, match="another kiosk runs on this state folder")
        with told, only_one(tmp_path):
            pass
        other.communicate()
    with only_one(tmp_path):
        pass


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.kill()
    with only_one(tmp_path):
        assert (tmp_path / LOCK_FILE).exists()


def test_a_second_hold_of_the_same_process_is_refused_too(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(AlreadyRunning), only_one(tmp_path):
        pass


def test_a_refused_second_leaves_the_first_its_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        for _ in range(2):
            with pytest.raises(AlreadyRunning), only_one(tmp_path):
                pass
        other.communicate()


def test_what_goes_wrong_inside_lets_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_one(tmp_path):
        raise ZeroDivisionError
    with only_one(tmp_path):
        pass


def test_a_child_does_not_inherit_the_lock(tmp_path: Path) -> None:
    with only_one(tmp_path):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with child, only_one(tmp_path):
        child.communicate(b"\n")


def test_a_missing_folder_says_to_enrol_first(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="enrol this kiosk first"), only_one(tmp_path / "none"):
        pass


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    told = pytest.raises(ConfigError, match="can't be locked: Not a directory")
    with told, only_one(tmp_path / "state"):
        pass
