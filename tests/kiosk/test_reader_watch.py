"""Whether anything reads codes: told once for each change, whichever device told it."""

import pytest

from drivers.device import DeviceState
from kiosk.events import NO_CAMERA, READERS_LOST, Event, ReadersReported
from kiosk.hardware.reader_watch import CALM_S, LONGEST_HOLD_S, READERS, ReaderWatch

FOUND, LOST, BABBLES = DeviceState.FOUND, DeviceState.LOST, DeviceState.BABBLES


class Clock:
    """Stands still until it is pushed on."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def watch_of(*names: str, clock: Clock | None = None) -> tuple[ReaderWatch, list[Event]]:
    told: list[Event] = []
    watch = ReaderWatch(names, told.append, clock or Clock())
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


def flap(times: int, every_s: float) -> list[float]:
    """Pull the only reader's plug and put it in again; return after how long each was believed."""
    clock, waits = Clock(), []
    watch, told = watch_of("camera", clock=clock)
    for _ in range(times):
        watch.tell("camera", LOST)
        assert told[-1] == ReadersReported(READERS_LOST)
        watch.tell("camera", FOUND)
        back_s = clock.now_s
        while told[-1] != ReadersReported(""):
            clock.now_s += 0.25
            watch.step()
        waits.append(clock.now_s - back_s)
        clock.now_s += every_s
    return waits


def test_a_loose_plug_is_believed_when_it_has_held() -> None:
    assert flap(5, every_s=1.0) == [0.0, 0.75, 1.5, 1.5, 1.5]


def test_a_cable_that_is_pulled_now_and_then_is_believed_at_once() -> None:
    assert flap(3, every_s=CALM_S + 1) == [0.0, 0.0, 0.0]


def test_a_plug_that_flaps_without_a_rest_changes_the_screen_once() -> None:
    clock = Clock()
    watch, told = watch_of("camera", clock=clock)
    for _ in range(50):
        watch.tell("camera", LOST)
        clock.now_s += 0.3
        watch.tell("camera", FOUND)
        clock.now_s += 0.2
        watch.step()
    # Once lost, once believed, lost again: from then on it is not believed before it holds.
    assert told == [ReadersReported(it) for it in (READERS_LOST, "", READERS_LOST)]
    clock.now_s += LONGEST_HOLD_S
    watch.step()
    assert told[-1] == ReadersReported("")
