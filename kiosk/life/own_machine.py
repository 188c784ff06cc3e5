"""The machine itself, watched and switched: its power, heat, disk and panel light. No Qt."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from drivers.backlight import Backlight
from drivers.device import DeviceState
from drivers.power import KeyLine, PowerLine, PowerWatch, SupplyLine
from kiosk.life.machine_watch import WATCH, MachineWatch
from kiosk.profile.device_sections import PowerSection
from kiosk.profile.machine import Profile

POWER: Final = "power"
BACKLIGHT: Final = "backlight"
WATCHES: Final = (POWER, BACKLIGHT, WATCH)
"""Threads by their names: a bug that ends one costs a warning, and no sale."""
BATTERY: Final = "battery"  # the line is there, and says that the mains are not


class OwnMachine:
    """What a profile says of the machine, opened. ``tell`` hears states by name on any thread.

    ``on_power`` hears that the mains went (False) and that they are back, on the watch's thread.
    """

    def __init__(
        self,
        profile: Profile,
        tell: Callable[[str, str], None],
        on_power: Callable[[bool], None],
    ) -> None:
        self._tell = tell
        self._on_power = on_power
        self._away = False
        self._watch = MachineWatch(profile.state, tell)
        self._power: PowerWatch | None = None
        self._light: Backlight | None = None
        if profile.power is not None:
            open_line = partial(_line, profile.power)
            self._power = PowerWatch(open_line, self._power_moved, self._power_is)
        if profile.screen.backlight:
            self._light = Backlight(Path(profile.screen.backlight), partial(tell, BACKLIGHT))

    def start(self) -> None:
        """Start all threads."""
        self._watch.start()
        for part in (self._power, self._light):
            if part is not None:
                part.start()

    def light(self, lit: bool) -> None:
        """Switch the panel's light, where that can be done. Never waits."""
        if self._light is not None:
            self._light.light(lit)

    def close(self) -> None:
        """Switch the light on and end the threads, within seconds. Twice is harmless."""
        self._watch.close()
        for part in (self._power, self._light):
            if part is not None:
                part.close()

    def _power_moved(self, there: bool) -> None:
        self._away = not there
        if self._power is not None:
            self._power_is(self._power.state)
        self._on_power(there)

    def _power_is(self, state: DeviceState) -> None:
        on_battery = self._away and state is DeviceState.FOUND
        self._tell(POWER, BATTERY if on_battery else state)


def _line(section: PowerSection) -> PowerLine:
    return KeyLine(section.input) if section.input else SupplyLine(Path(section.supply))
