"""The running kiosk's word on its devices: news is kept, and nothing in the file is believed."""

import json
import os
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.config import ConfigError
from kiosk.hardware.devices_file import DEVICES_FILE, MAX_BYTES, DevicesFile, Told, read_devices

WAIT_S = 10.0  # only ever waited for in full when the test fails


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def tell(file: DevicesFile, states: dict[str, str]) -> None:
    file.write(states)
    assert file.wait(WAIT_S)


def test_each_device_is_told_with_its_state_and_for_how_long(tmp_path: Path) -> None:
    clock = Hands()
    file = DevicesFile(tmp_path, clock)
    tell(file, {"camera": "found", "serial": "found"})
    clock.now_s += 7
    tell(file, {"serial": "lost"})
    clock.now_s += 3
    tell(file, {"serial": "lost", "camera": "found"})
    told = read_devices(tmp_path, clock)
    assert told == {"camera": Told("found", 10), "serial": Told("lost", 3)}


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert read_devices(tmp_path) is None
    assert read_devices(tmp_path / "none") is None


def test_a_closed_one_is_taken_away(tmp_path: Path) -> None:
    file = DevicesFile(tmp_path)
    tell(file, {"camera": "found"})
    file.close()
    file.close()
    assert list(tmp_path.iterdir()) == []


def test_a_medium_that_takes_no_bytes_stops_nobody_and_leaves_nothing_old(tmp_path: Path) -> None:
    file = DevicesFile(tmp_path)
    tell(file, {"camera": "found"})
    (tmp_path / f"{DEVICES_FILE}.new").mkdir()
    tell(file, {"camera": "lost"})
    assert read_devices(tmp_path) is None
    (tmp_path / f"{DEVICES_FILE}.new").rmdir()
    tell(file, {})
    assert read_devices(tmp_path) == {"camera": Told("lost", 0)}


def test_a_name_that_no_reader_would_believe_harms_nobody(tmp_path: Path) -> None:
    file = DevicesFile(tmp_path)
    tell(file, {"camera": "found"})
    tell(file, {"camera": "Broken\n"})
    assert read_devices(tmp_path) is None
    tell(file, {"camera": "lost"})
    assert read_devices(tmp_path) == {"camera": Told("lost", 0)}


def test_news_of_many_threads_at_once_is_all_kept(tmp_path: Path) -> None:
    file = DevicesFile(tmp_path)
    names = [f"device-{number}" for number in range(20)]
    threads = [threading.Thread(target=file.write, args=({name: "found"},)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.wait(WAIT_S)
    assert sorted(read_devices(tmp_path) or ()) == sorted(names)


def written(tmp_path: Path, **changes: object) -> None:
    tell(DevicesFile(tmp_path), {"camera": "found"})
    path = tmp_path / DEVICES_FILE
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def test_a_disk_that_hangs_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A pipe nobody reads is what never comes back from being opened for writing."""
    os.mkfifo(tmp_path / f"{DEVICES_FILE}.new")
    file = DevicesFile(tmp_path)
    file.write({"camera": "found"})
    file.write({"camera": "lost"})
    assert not file.wait(0.05)
    reader = os.open(tmp_path / f"{DEVICES_FILE}.new", os.O_RDONLY | os.O_NONBLOCK)
    assert file.wait(WAIT_S)
    os.close(reader)


def test_one_that_was_left_by_a_dead_kiosk_is_not_believed(tmp_path: Path) -> None:
    with subprocess.Popen(["/bin/true"]) as ended:
        ended.wait()
    written(tmp_path, pid=ended.pid)
    with pytest.raises(ConfigError, match="runs no more"):
        read_devices(tmp_path)


def test_nor_is_one_whose_number_another_process_has_now(tmp_path: Path) -> None:
    written(tmp_path, pid=os.getpid(), began=1)
    with pytest.raises(ConfigError, match="runs no more"):
        read_devices(tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": 2}, "damaged"),
        ({"pid": 0}, "damaged"),
        ({"pid": "1"}, "damaged"),
        ({"more": 1}, "damaged"),
        ({"devices": {"x\n": {"state": "found", "since_s": 1}}}, "damaged"),
        ({"devices": {"x": {"state": "a\x1b[2J", "since_s": 1}}}, "damaged"),
        ({"devices": {"x": {"state": "found\n", "since_s": 1}}}, "damaged"),
        ({"devices": {"x": {"state": "found", "since_s": float("nan")}}}, "damaged"),
        ({"devices": {f"x{n}": {"state": "a", "since_s": 1} for n in range(33)}}, "damaged"),
        ({"devices": {"x": {"state": "found", "since_s": 1e300}}}, "has not been yet"),
        ({"devices": {"x": {"state": "found" * MAX_BYTES, "since_s": 1}}}, "larger than"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_no_kiosk_writes_is_told_and_not_believed(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    written(tmp_path, **changes)
    with pytest.raises(ConfigError, match=said):
        read_devices(tmp_path)


def test_neither_a_link_nor_a_pipe_nor_a_folder_is_followed_or_waited_for(tmp_path: Path) -> None:
    path = tmp_path / DEVICES_FILE
    path.symlink_to("/etc/hostname")
    with pytest.raises(ConfigError, match="can't be read"):
        read_devices(tmp_path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(ConfigError, match="no plain file"):
        read_devices(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(ConfigError):
        read_devices(tmp_path)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=200,
)
@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: json.dumps(text).encode()))
def test_whatever_lies_there_is_an_error_and_never_a_device(tmp_path: Path, data: bytes) -> None:
    (tmp_path / DEVICES_FILE).write_bytes(data)
    with pytest.raises(ConfigError):
        read_devices(tmp_path)
