"""One run from its seed, and what came of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from tests.simulation.chance import Chance
from tests.simulation.climate import CALM, USUAL, Climate, swarm
from tests.simulation.founding import Plan
from tests.simulation.troubles import Day, technician
from tests.simulation.world import BEGINNING_S, DAY_MS, Violated, World

LARGE: Final = 20
"""From so many kiosks on a run is a district, with a district's weather."""

VISITS: Final = 26.0
"""Visits of one kiosk's day: 440 kiosks write about 23,000 entries."""

RESIDENTS_PER_KIOSK: Final = 8
COINS: Final = 400
WEATHERS: Final = ("calm", "usual", "swarm")


@dataclass(frozen=True)
class Order:
    """What to simulate. ``visits``: of one kiosk and day."""

    seed: int
    kiosks: int
    days: int
    visits: float = VISITS
    weather: str = ""

    @property
    def climate_name(self) -> str:
        """The weather asked for, or that of a run of this size."""
        return self.weather or ("usual" if self.kiosks >= LARGE else "swarm")

    def climate(self, chance: Chance) -> Climate:
        """The climate, drawn if it is to be drawn."""
        fixed = {"calm": CALM, "usual": USUAL}
        name = self.climate_name
        return fixed[name] if name in fixed else swarm(chance)


@dataclass(frozen=True)
class Outcome:
    """What a run found: the violations of the first step that had one."""

    order: Order
    steps: int
    entries: int
    digest: str
    violations: tuple[str, ...]
    number: int | None = None  # of the invariant that was broken
    residents: int = 0


def simulate(order: Order, home: Path | None = None) -> Outcome:
    """Run it in ``home``, or in a new folder that is removed afterwards."""
    chance = Chance(order.seed)
    plan = Plan(order.kiosks, order.kiosks * RESIDENTS_PER_KIOSK, COINS * max(1, order.days // 2))
    with _folder(home) as folder:
        world = World(folder, chance, order.climate(chance), plan)
        broken: Violated | None = None
        try:
            _carry(world, order)
        except Violated as exc:
            broken = exc
        finally:
            world.close()
        found = () if broken is None else (f"{broken} (step {world.steps})",)
        number = None if broken is None else broken.number
        return Outcome(order, world.steps, world.entries, world.digest, found, number)


def _carry(world: World, order: Order) -> None:
    for day in range(order.days):
        begins_ms = BEGINNING_S * 1000 + day * DAY_MS
        Day(world, begins_ms, order.visits).plan()
        world.run_until(begins_ms + DAY_MS)
        world.check_day()
        technician(world)
    world.settle()


@contextmanager
def _folder(home: Path | None) -> Iterator[Path]:
    if home is not None:
        yield home
        return
    folder = Path(mkdtemp(prefix="district-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
