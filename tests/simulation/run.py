"""One run from its seed, and what came of it."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from tests.simulation.bugs import planted
from tests.simulation.chance import Chance
from tests.simulation.founding import Plan
from tests.simulation.order import Order
from tests.simulation.troubles import Day, technician
from tests.simulation.world import DAY_MS, Violated, World, beginning_ms

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
"""Files in memory, where there are such: the node waits for its medium, and none is lost here."""

RESIDENTS_PER_KIOSK: Final = 8
COINS: Final = 400


@dataclass(frozen=True)
class Outcome:
    """What a run found: the violations of the first step that had one."""

    order: Order
    steps: int
    entries: int
    digest: str
    violations: tuple[str, ...]
    number: int | None = None  # of the invariant that was broken
    met: Mapping[str, int] = field(default_factory=dict)


def simulate(order: Order, home: Path | None = None) -> Outcome:
    """Run it in ``home``, or in a new folder that is removed afterwards."""
    chance = Chance(order.seed)
    plan = Plan(order.kiosks, order.kiosks * RESIDENTS_PER_KIOSK, COINS * max(1, order.days // 2))
    with _folder(home) as folder, planted(order.bug) as bug:
        begins_ms = beginning_ms(order.days)
        world = World(folder, chance, order.climate(chance), plan, begins_ms)
        if bug is not None:
            world.house.mutate, world.house.mutate_restore = bug.at_node, bug.at_restore
        broken: Violated | None = None
        try:
            _carry(world, order)
        except Violated as exc:
            broken = exc
        finally:
            world.close()
        found = () if broken is None else (f"{broken} (step {world.steps})",)
        number = None if broken is None else broken.number
        return Outcome(
            order, world.steps, world.entries, world.digest, found, number, world.truth.met
        )


def _carry(world: World, order: Order) -> None:
    for day in range(order.days):
        begins_ms = world.begins_ms + day * DAY_MS
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
    fast = MEMORY if MEMORY.is_dir() else None
    folder = Path(mkdtemp(prefix="district-", dir=fast))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
