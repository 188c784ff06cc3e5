"""Towns for the threat tests, each in a folder of its own."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.simulation.threats.town import Folk, Town

MakeTown = Callable[..., Town]


@pytest.fixture
def make_town(tmp_path: Path) -> Iterator[MakeTown]:
    """Makes towns, and closes them."""
    towns: list[Town] = []

    def make(
        kiosks: int, folk: Mapping[str, Folk], rules: str = "", kind: type[Town] = Town
    ) -> Town:
        home = tmp_path / f"town-{len(towns)}"
        home.mkdir()
        towns.append(kind(home, kiosks, folk, rules))
        return towns[-1]

    yield make
    for town in towns:
        town.close()
