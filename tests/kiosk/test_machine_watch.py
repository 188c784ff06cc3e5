"""Heat and room: told by name before they stop anything, from sensors that may say anything."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.health.machine import STUCK_SYNC_MS, look_at_disk, look_at_heat
from kiosk.life.machine_watch import (
    COOL_C,
    HOT_C,
    LEAST_FREE_BYTES,
    LEAST_FREE_FILES,
    MachineWatch,
    Room,
    hottest_c,
    room_in,
)
from kiosk.troubles import TROUBLES

WAIT_S = 10.0
PLENTY = Room(LEAST_FREE_BYTES * 10, LEAST_FREE_FILES * 10)


class Sensors:
    """A folder like /sys/class/thermal, with what each zone says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def say(self, *zones: bytes) -> None:
        for number, said in enumerate(zones):
            zone = self.folder / f"thermal_zone{number}"
            zone.mkdir(exist_ok=True)
            (zone / "temp").write_bytes(said)

    def are(self, now_c: float) -> None:
        self.say(str(int(now_c * 1000)).encode() + b"\n")


@pytest.fixture
def sensors(tmp_path: Path) -> Sensors:
    folder = tmp_path / "thermal"
    folder.mkdir()
    return Sensors(folder)


class Machine:
    """A watch that looks when told; ``told`` is what it said."""

    def __init__(self, folder: Path, sensors: Sensors) -> None:
        self.room = PLENTY
        self.told: list[tuple[str, str]] = []
        self.watch = MachineWatch(
            folder, self._hear, sensors=sensors.folder, room=lambda _: self._free()
        )

    def _hear(self, what: str, state: str) -> None:
        self.told.append((what, state))

    def _free(self) -> Room:
        if self.room.bytes < 0:
            raise OSError("the disk is gone")
        return self.room

    def news(self) -> list[tuple[str, str]]:
        self.told.clear()
        self.watch.look()
        return self.told


@pytest.fixture
def machine(tmp_path: Path, sensors: Sensors) -> Machine:
    return Machine(tmp_path, sensors)


def test_it_is_told_once_that_all_is_well(machine: Machine, sensors: Sensors) -> None:
    sensors.are(45)
    assert machine.news() == [("temperature", "found"), ("disk", "found")]
    assert machine.news() == []


def test_heat_is_told_at_its_limit_and_its_end_only_well_below(
    machine: Machine, sensors: Sensors
) -> None:
    sensors.are(HOT_C - 1)
    machine.news()
    sensors.are(HOT_C)
    assert machine.news() == [("temperature", "hot")]
    sensors.are(COOL_C)
    assert machine.news() == []
    sensors.are(COOL_C - 1)
    assert machine.news() == [("temperature", "found")]


def test_the_hottest_sensor_counts_and_one_that_is_none_does_not(sensors: Sensors) -> None:
    sensors.say(b"41000\n", b"88000", b"-273000", b"999999", b"", b"warm", b"\xff" * 5000)
    assert hottest_c(sensors.folder) == 88


def test_a_sensor_that_blocks_or_is_a_folder_keeps_nobody_waiting(sensors: Sensors) -> None:
    sensors.say(b"41000")
    (sensors.folder / "thermal_zone8").mkdir()
    os.mkfifo(sensors.folder / "thermal_zone8" / "temp")
    (sensors.folder / "thermal_zone9" / "temp").mkdir(parents=True)
    assert hottest_c(sensors.folder) == 41


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(said=st.binary(max_size=64))
def test_whatever_a_sensor_says_raises_nothing(sensors: Sensors, said: bytes) -> None:
    sensors.say(said)
    found = hottest_c(sensors.folder)
    assert found is None or -40 <= found <= 125


def test_a_machine_without_sensors_tells_nothing_and_one_that_lost_them_does(
    machine: Machine, sensors: Sensors
) -> None:
    assert machine.news() == [("disk", "found")]
    sensors.are(40)
    assert machine.news() == [("temperature", "found")]
    sensors.say(b"")
    assert machine.news() == [("temperature", "lost")]


@pytest.mark.parametrize(
    "room",
    [
        Room(LEAST_FREE_BYTES - 1, None),
        Room(LEAST_FREE_BYTES * 9, LEAST_FREE_FILES - 1),
        Room(0, 0),
    ],
    ids=["bytes", "files", "nothing"],
)
def test_too_little_room_is_told_and_its_end_only_with_some_to_spare(
    machine: Machine, room: Room
) -> None:
    machine.news()
    machine.room = room
    assert machine.news() == [("disk", "low")]
    machine.room = Room(LEAST_FREE_BYTES + 1, LEAST_FREE_FILES + 1)
    assert machine.news() == []
    machine.room = PLENTY
    assert machine.news() == [("disk", "found")]


def test_a_file_system_that_counts_no_files_is_not_low_on_them() -> None:
    assert not Room(LEAST_FREE_BYTES, None).is_low()


def test_a_disk_that_is_gone_is_told(machine: Machine) -> None:
    machine.news()
    machine.room = Room(-1, None)
    assert machine.news() == [("disk", "lost")]


def test_the_room_of_a_real_folder_is_counted(tmp_path: Path) -> None:
    assert room_in(tmp_path).bytes > 0


@contextmanager
def running(watch: MachineWatch) -> Iterator[MachineWatch]:
    watch.start()
    try:
        yield watch
    finally:
        watch.close()


def test_its_thread_looks_again_and_again_until_it_is_closed(tmp_path: Path) -> None:
    looked = threading.Semaphore(0)

    def room(_: Path) -> Room:
        looked.release()
        return PLENTY

    watch = MachineWatch(tmp_path, lambda *_: None, sensors=tmp_path, room=room, look_s=0.001)
    with running(watch):
        assert all(looked.acquire(timeout=WAIT_S) for _ in range(3))
    assert watch.closed


def test_a_disk_that_hangs_keeps_nobody_from_closing(tmp_path: Path) -> None:
    hangs, let_go = threading.Event(), threading.Event()

    def room(_: Path) -> Room:
        hangs.set()
        assert let_go.wait(WAIT_S)
        return PLENTY

    told: list[str] = []
    watch = MachineWatch(tmp_path, lambda what, _: told.append(what), sensors=tmp_path, room=room)
    with running(watch):
        assert hangs.wait(WAIT_S)
        watch.close()
    let_go.set()
    assert told == []


def test_the_doctor_says_how_fast_the_disk_is_and_its_worst(tmp_path: Path) -> None:
    found = look_at_disk(tmp_path, lambda _: PLENTY, lambda _: [1.0, 2.0, 30.0])
    assert found.ok
    assert found.found.endswith("2.0 ms until a write is on the medium, 30.0 ms at worst")
    measured = look_at_disk(tmp_path, lambda _: PLENTY)
    assert measured.found.endswith("ms at worst")


@pytest.mark.parametrize(
    ("room", "times_ms", "reason"),
    [
        (Room(1, 9_999), [1.0], "disk-full"),
        (PLENTY, [300.0] * 3, "ledger"),
        (PLENTY, [1.0, 1.0, STUCK_SYNC_MS + 1], "ledger"),
    ],
    ids=["full", "slow", "pauses"],
)
def test_the_doctor_names_a_disk_in_trouble(
    tmp_path: Path, room: Room, times_ms: list[float], reason: str
) -> None:
    found = look_at_disk(tmp_path, lambda _: room, lambda _: times_ms)
    assert not found.ok
    assert found.code == TROUBLES[reason].code


def test_the_doctor_tells_the_heat_and_what_to_do_about_it(sensors: Sensors) -> None:
    assert look_at_heat(sensors.folder).found == "no sensor tells it"
    sensors.are(41)
    assert look_at_heat(sensors.folder).ok
    sensors.are(90)
    hot = look_at_heat(sensors.folder)
    assert not hot.ok
    assert "90" in hot.found
    assert "vents" in hot.advice
