"""What to simulate: everything that a run depends on."""

from dataclasses import dataclass
from typing import Final

from tests.simulation.chance import Chance
from tests.simulation.climate import CALM, ROUGH, USUAL, Climate, swarm

LARGE: Final = 20
"""From so many kiosks on a run is a district, with a district's weather."""

VISITS: Final = 26.0
"""Visits of one kiosk's day: 440 kiosks write about 23,000 entries."""

WEATHERS: Final = ("calm", "usual", "rough", "swarm")


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
        fixed = {"calm": CALM, "usual": USUAL, "rough": ROUGH}
        name = self.climate_name
        return fixed[name] if name in fixed else swarm(chance)
