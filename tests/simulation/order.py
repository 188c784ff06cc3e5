"""What to simulate: everything that a run depends on."""

from dataclasses import dataclass
from typing import Final

from tests.simulation.chance import Chance
from tests.simulation.climate import NAMED, Climate, swarm

LARGE: Final = 20
"""From so many kiosks on a run is a district, with a district's weather."""

VISITS: Final = 36.0
"""Visits of one kiosk's day: 440 kiosks write about 23,000 entries."""

WEATHERS: Final = (*NAMED, "swarm")


@dataclass(frozen=True)
class Order:
    """What to simulate. ``visits``: of one kiosk and day."""

    seed: int
    kiosks: int
    days: int
    visits: float = VISITS
    weather: str = ""
    bug: str = ""  # planted on purpose: see `bugs`

    @property
    def climate_name(self) -> str:
        """The weather asked for, or that of a run of this size."""
        return self.weather or ("usual" if self.kiosks >= LARGE else "swarm")

    def climate(self, chance: Chance) -> Climate:
        """The climate, drawn if it is to be drawn."""
        named = NAMED.get(self.climate_name)
        return swarm(chance) if named is None else named
