"""What a technician asks of the light behind the panel: can the kiosk switch it."""

from pathlib import Path
from typing import Final

from drivers.backlight import Light
from drivers.errors import DriverError
from kiosk.health.finding import Finding
from kiosk.health.opening import Hands, not_opened
from kiosk.profile.machine import Profile

BACKLIGHT: Final = "backlight"
HANDS: Final = Hands(
    "screen",
    "check [screen] backlight: 'kiosk devices' tells which there are",
    "let the kiosk's account write its bl_power (packaging/kiosk-machine.rules), then restart the"
    " machine",
    plugs=False,
)


def look_at_light(profile: Profile) -> list[Finding]:
    """Open the switch of the profile's light and leave it as it is; nothing without one.

    A running kiosk is not disturbed by that.
    """
    folder = profile.screen.backlight
    if not folder:
        return []
    try:
        Light(Path(folder)).look()
    except DriverError as exc:
        return [not_opened(BACKLIGHT, folder, exc, HANDS)]
    return [Finding(BACKLIGHT, True, f"{folder} can be switched")]
