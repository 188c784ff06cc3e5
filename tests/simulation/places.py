"""The facilities of a run: the one that the demo opens with, and others of its scheme.

A facility whose every sale needs the answer of another system is left out: none is simulated.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from kiosk.services.admission_sections import VISIT
from tests.simulation.chance import Chance

__all__ = ["VISIT", "Place", "drawn", "facilities", "place_of", "scheme_file"]

SELLS_AND_EARNS: Final = "shop-sale"
_NEEDS_ANOTHER: Final = frozenset({"parking", "collect"})
_ASSETS: Final = Path(str(resources.files("assets")))


@dataclass(frozen=True)
class Place:
    """What a check must know of a facility: services where earning comes with a sale, by id, and
    the visits of each pass."""

    sellers: frozenset[str]
    passes: dict[str, int]


@cache
def facilities() -> tuple[Path, ...]:
    """The demo's first, then those where something is earned beside a sale, then the others."""
    first = _ASSETS / "facilities" / f"{_toml(_ASSETS / 'demo.toml')['facility']}.toml"
    scheme = _toml(first)["scheme"]
    others = [
        path
        for path in sorted((_ASSETS / "facilities").glob("*.toml"))
        if path != first and _toml(path)["scheme"] == scheme and not _kinds(path) & _NEEDS_ANOTHER
    ]
    return first, *sorted(others, key=lambda path: not _earns_beside(path))


def scheme_file() -> Path:
    """The file of their scheme."""
    wanted = _toml(facilities()[0])["scheme"]
    found = sorted((_ASSETS / "schemes").glob("*.toml"))
    return next(path for path in found if _toml(path)["id"] == wanted)


def drawn(kiosks: int, chance: Chance) -> tuple[Path, ...]:
    """Which facility each kiosk has: the second earns beside sales, the third often has passes."""
    first, second, *_ = every = facilities()
    passes = tuple(path for path in every if place_of(path.stem).passes)
    third = chance.pick(passes if kiosks > 2 and chance.happens(0.5) else every[2:])
    others = [chance.pick((first, *every)) for _ in range(kiosks)]
    return (first, second, third, *others)[:kiosks]


@cache
def place_of(facility: str) -> Place:
    """What a check must know of the facility with this id."""
    services = _toml(_ASSETS / "facilities" / f"{facility}.toml")["service"]
    passes = {one["id"]: one["visits"] for it in services for one in it.get("pass", ())}
    sellers = frozenset(it["id"] for it in services if it["kind"] == SELLS_AND_EARNS)
    return Place(sellers, passes)


def _kinds(path: Path) -> set[str]:
    return {it["kind"] for it in _toml(path)["service"]}


def _earns_beside(path: Path) -> bool:
    return any(it.get("earn") for it in _toml(path)["service"])


@cache
def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
