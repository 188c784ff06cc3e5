"""Bugs planted on purpose: each is caught by the invariant that it breaks."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulation.bugs import BUGS, Bug
from tests.simulation.command import main
from tests.simulation.run import simulate

pytestmark = pytest.mark.timeout(600)  # a busy machine

ROW = re.compile(r"^\| `([a-z-]+)` \|.*\| ([0-9, ]+) \| (\d+) \| [\d,]+ \|$", re.M)
PAGE = Path(__file__).parents[2] / "docs" / "simulation.md"


TRIES = 25
"""A seed has another history after each change of the product: then the next ones are tried."""


@pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)
def test_a_planted_bug_is_caught_by_its_invariant(bug: Bug) -> None:
    for seed in range(bug.seed, bug.seed + TRIES):
        outcome = simulate(replace(bug.order, seed=seed))
        if outcome.number is not None:
            break
    assert outcome.number in bug.caught_by, outcome.violations


def test_a_caught_bug_ends_the_command_with_1_and_says_how_to_see_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bug = BUGS["another-receipt"]  # found within a few steps of every seed
    words = ["--kiosks", f"{bug.kiosks}", "--days", "1", "--visits", f"{bug.visits:g}"]
    words += ["--weather", bug.weather, "--seed", f"{bug.seed}", "--bug", bug.name]
    assert main(words) == 1
    assert f"again: scripts/simulate {' '.join(words[:4])} --seed {bug.seed}" in (
        capsys.readouterr().err
    )


def test_the_page_lists_each_bug_with_its_invariants_and_seed() -> None:
    listed = {name: (numbers, int(seed)) for name, numbers, seed in ROW.findall(PAGE.read_text())}
    assert listed == {
        name: (", ".join(map(str, bug.caught_by)), bug.seed) for name, bug in BUGS.items()
    }
