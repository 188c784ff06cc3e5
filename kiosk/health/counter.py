"""What a technician asks of a counting machine: is it there, and who is it."""

from typing import Final

from drivers.counter.machine import who_is_there
from drivers.errors import DriverError
from kiosk.health.finding import Finding
from kiosk.health.opening import Hands, not_opened
from kiosk.profile.machine import Profile

COUNTER: Final = "counter"  # the device, as the log, the doctor and the node know it
HANDS: Final = Hands(
    "counter", "check its cable and power, and [counter] baud; use the path under by-id"
)


def look_at_counter(profile: Profile) -> Finding:
    """Ask the profile's machine who it is; what it has counted stays with it."""
    section = profile.counter
    if section is None:
        raise AssertionError("asked only where the profile has one")
    try:
        machine = who_is_there(section.path, section.baud)
    except DriverError as exc:
        return not_opened(COUNTER, section.path, exc, HANDS)
    return Finding(COUNTER, True, f"{section.path}: {machine} answers")
