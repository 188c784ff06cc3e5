"""200 kills lose nothing and double nothing; a planted bug is found."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from tests.end_to_end.district import ROOT
from tests.storm.bugs import Bug
from tests.storm.told import Moment

KILLS = 200
KILLS_TO_FIND_A_BUG = 40


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """In a process of its own: pytest has threads, which no fork may take along."""
    return subprocess.run(
        (sys.executable, "-m", "tests.storm", *arguments),
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def figures(done: "subprocess.CompletedProcess[str]") -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.timeout(600)  # 200 lives of some 60 ms each, on a machine that may have other work
def test_two_hundred_kills_lose_nothing_and_double_nothing() -> None:
    done = run("--kills", str(KILLS), "--seed", "1", "--json")
    assert done.returncode == 0, done.stderr
    found = figures(done)
    assert list(found)[:5] == ["kills", "committed", "shown", "lost", "doubled"]
    assert (found["kills"], found["lost"], found["doubled"]) == (KILLS, 0, 0)
    assert (found["torn"], found["problems"]) == (0, 0)
    assert found["committed"] >= found["shown"] > KILLS / 3
    moments = {Moment[name.upper()] for name in found["moments"]}
    assert sum(found["moments"].values()) == KILLS
    assert {Moment.OPENING, Moment.HOLD, Moment.COMMITTING, Moment.SYNCING} <= moments


# A late commit goes with the next one in milliseconds: a kill seldom hits a sale that was shown,
# but always some void in between, whose hold then stays in the node's books: a problem by name.
@pytest.mark.timeout(600)  # as above
@pytest.mark.parametrize(
    ("bug", "figure"),
    [
        (Bug.SHOWN_EARLY, "lost"),
        (Bug.COMMITTED_LATER, "problems"),
        (Bug.CODE_FORGOTTEN, "doubled"),
        (Bug.BACK_AGAIN, "doubled"),
    ],
)
def test_a_planted_bug_is_found(bug: Bug, figure: str) -> None:
    done = run("--kills", str(KILLS_TO_FIND_A_BUG), "--seed", "1", "--json", "--bug", bug)
    assert done.returncode == 1, done.stderr
    assert figures(done)[figure] > 0


@pytest.mark.parametrize(
    "words",
    [("--kills", "0"), ("--kills", "many"), ("--folder", "/nowhere"), ("--bug", "unheard-of")],
)
def test_unusable_input_ends_with_2_and_a_sentence(words: tuple[str, str]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert words[1] in done.stderr


def test_help_tells_what_is_counted_and_how_it_ends() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "lost" in done.stdout
    assert "Exit codes" in done.stdout
