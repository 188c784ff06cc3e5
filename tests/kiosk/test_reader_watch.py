"""Whether anything reads codes: told once for each change, whichever device told it."""

import pytest

from drivers.device import DeviceState
from kiosk.events import NO_CAMERA, READERS_LOST, Event, ReadersReported
from kiosk.hardware.reader_watch import READERS, ReaderWatch

FOUND, LOST, BABBLES = DeviceState.FOUND, DeviceState.LOST, DeviceState.BABBLES


def watch_of(*names: str) -> tuple[ReaderWatch, list[Event]]:
    told: list[Event] = []
    watch = ReaderWatch(names, told.append)
    watch.start()
    return watch, told


def problems(*tellings: tuple[str, DeviceState]) -> list[str]:
    watch, told = watch_of("camera", "serial")
    for device, state in tellings:
        watch.tell(device, state)
    return [one.problem for one in told if isinstance(one, ReadersReported)]


def test_one_of_two_that_is_left_goes_on_reading() -> None:
    assert problems(("serial", LOST), ("serial", FOUND)) == []
    assert problems(("camera", LOST), ("camera", FOUND)) == [NO_CAMERA, ""]


def test_nothing_reads_when_the_last_is_lost() -> None:
    lost = ("camera", LOST), ("serial", LOST)
    assert problems(*lost) == [NO_CAMERA, READERS_LOST]
    assert problems(*lost, ("serial", FOUND), ("camera", FOUND)) == [
        *(NO_CAMERA, READERS_LOST, NO_CAMERA, ""),
    ]


def test_one_that_babbles_reads_nothing() -> None:
    assert problems(("serial", BABBLES), ("camera", BABBLES)) == [READERS_LOST]


def test_what_is_still_being_opened_is_not_missed() -> None:
    assert problems(("serial", LOST), ("serial", LOST)) == []


@pytest.mark.parametrize("name", [name for name in READERS if name != "camera"])
def test_a_machine_without_a_camera_shows_no_picture_from_the_start(name: str) -> None:
    _, told = watch_of(name)
    assert told == [ReadersReported(NO_CAMERA)]


def test_a_machine_without_readers_and_other_devices_tell_nothing() -> None:
    watch, told = watch_of()
    watch.tell("printer", LOST)
    watch.tell("camera", LOST)
    assert told == []
