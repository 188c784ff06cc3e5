"""Each device's last word, once: for the log, staff, the node and the doctor."""

from collections.abc import Mapping

import structlog

from drivers.device import DeviceState
from kiosk.hardware.device_states import MOST_LINES, DeviceStates


def test_a_state_is_told_once_and_everybody_who_asks_knows_it() -> None:
    told: list[Mapping[str, str]] = []
    states = DeviceStates(structlog.get_logger(), told.append)
    states.expect("serial")
    assert states.now == {"serial": "starting"}
    with structlog.testing.capture_logs() as logged:
        for state in (DeviceState.LOST, DeviceState.LOST, DeviceState.BABBLES):
            states.tell("serial", state)
    assert told == [{"serial": "starting"}, {"serial": "lost"}, {"serial": "babbles"}]
    assert [(it["device"], it["state"]) for it in logged] == [
        ("serial", "lost"),
        ("serial", "babbles"),
    ]


def test_what_was_told_is_not_forgotten_by_naming_it_again() -> None:
    states = DeviceStates(structlog.get_logger())
    states.tell("camera", DeviceState.FOUND)
    states.expect("camera")
    assert states.now == {"camera": "found"}


def test_a_loose_plug_does_not_fill_the_log() -> None:
    now_s = 0.0
    states = DeviceStates(structlog.get_logger(), clock=lambda: now_s)
    with structlog.testing.capture_logs() as logged:
        for number in range(600):
            now_s = number * 0.5
            states.tell("serial", DeviceState.LOST if number % 2 else DeviceState.FOUND)
    assert len(logged) == 5 * MOST_LINES  # five minutes
    assert [it["left_out"] for it in logged if "left_out" in it] == [110] * 4
    assert states.now == {"serial": "lost"}
