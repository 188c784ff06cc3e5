"""Runs of the simulator: fixed seeds, one fresh seed, and that a seed repeats itself."""

import json
import os
import secrets
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.simulation.command import again, main
from tests.simulation.order import Order
from tests.simulation.run import Outcome, simulate

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(600)  # a busy machine; alone the longest takes some 20 s
SWARM = [Order(seed, kiosks=3, days=1, visits=14.0) for seed in (3,)]
WEATHERS = ("lossy", "crashing", "clocks", "copied", "node", "losing")
FIXED = [
    *SWARM,
    *(Order(1, kiosks=2, days=1, visits=10.0, weather=name) for name in WEATHERS),
    Order(1, kiosks=2, days=1, visits=14.0, weather="rough"),
    Order(9, kiosks=3, days=1, visits=50.0, weather="cheating"),
    Order(2, kiosks=3, days=1, visits=50.0, weather="cheating"),
]
CALM = Order(5, kiosks=2, days=2, visits=6.0, weather="calm")

# What the fixed seeds must come to between them: a simulator that never gets there proves nothing.
SOMETIMES = (
    "close_credential asked",
    "exchange cut",
    "exchange doubled",
    "exchange late-request",
    "exchange lie",
    "exchange lost-answer",
    "exchange lost-request",
    "fulfil done",
    "fulfil failed",
    "id None -> voided",
    "id held -> booked",
    "id held -> voided",
    "kiosk adopted newer rules",
    "kiosk stopped by a fork",
    "kiosk told that it is retired",
    "pin right",
    "pin set",
    "pin try",
    "pin unblocked",
    "refuse pin-blocked",
    "screen keypad",
    "screen reprint",
    "screen staff",
    "slice given back",
    "spend beside a carer",
    "spend by card",
    "spend by hold",
    "spend by stand-in",
    "two entries for one place",
    "void already-used",
    "void changed",
    "void interrupted",
    "void walked-away",
    "coins earned",
    "coins given back",
    "admit free",
    "donate",
    "earn",
    "earned and spent in one agreement",
    "earned by a machine's count",
    "pass sold",
    "rest by card",
    "reverse",
    "small rest given away",
    "visit by a pass",
    "void card-declined",
)


@cache
def fixed(order: Order) -> Outcome:
    """One fixed run, made once for all tests that look at it."""
    return simulate(order)


def told(outcome: Outcome) -> str:
    """What a failing test says: the violation and the command that repeats it."""
    return f"{outcome.violations} again: {again(outcome.order)}"


@pytest.mark.parametrize("order", FIXED, ids=lambda order: f"{order.climate_name}-{order.seed}")
def test_every_invariant_holds_in_all_weathers(order: Order) -> None:
    outcome = fixed(order)
    assert not outcome.violations, told(outcome)
    assert outcome.entries > 0


def test_the_fixed_seeds_come_to_what_they_are_for() -> None:
    met = sum((Counter(fixed(order).met) for order in FIXED), Counter[str]())
    missing = [name for name in SOMETIMES if not met[name]]
    assert not missing


def test_every_invariant_holds_for_a_fresh_seed() -> None:
    outcome = simulate(Order(secrets.randbits(32), kiosks=3, days=1, visits=14.0))
    assert not outcome.violations, told(outcome)


def test_in_calm_weather_all_is_booked_and_nothing_is_flagged() -> None:
    outcome = simulate(CALM)
    assert not outcome.violations, told(outcome)
    assert outcome.met["spend by hold"] > 0
    assert [name for name in outcome.met if "flagged" in name or "loss" in name] == []


def test_one_seed_has_one_history_in_every_process() -> None:
    """Every step, id, key, signature and receipt: also where Python orders its sets otherwise."""
    runs = [in_a_process("3", hash_seed) for hash_seed in ("1", "2")]
    assert runs[0] == runs[1]
    assert runs[0]["steps"] != in_a_process("4", "1")["steps"]


def in_a_process(seed: str, hash_seed: str) -> dict[str, object]:
    words = ("--kiosks", "2", "--days", "1", "--visits", "8", "--seed", seed, "--json")
    done = subprocess.run(
        (sys.executable, "-m", "tests.simulation", *words),
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    outcome: dict[str, object] = json.loads(done.stdout)
    return outcome


def test_the_command_tells_a_good_run(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--kiosks", "1", "--days", "1", "--visits", "2", "--seed", "9", "--json"])
    outcome = json.loads(capsys.readouterr().out)
    assert code == 0
    assert outcome["seed"] == 9
    assert outcome["violations"] == []
    assert outcome["steps"] > 0
    assert outcome["entries"] > 0


def test_the_command_prints_the_fresh_seed_that_it_took(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--kiosks", "1", "--days", "1", "--visits", "1", "--weather", "calm"]) == 0
    assert capsys.readouterr().out.startswith("seed ")


@pytest.mark.parametrize(
    "words",
    [
        ["--kiosks", "0"],
        ["--days", "31"],
        ["--seed", "-1"],
        ["--seed", "x"],
        ["--visits", "-1"],
        ["--bug", "none"],
    ],
    ids=" ".join,
)
def test_unusable_input_ends_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_the_command_to_repeat_a_run_names_all_of_it() -> None:
    order = Order(8, 2, 1, 12.5, "swarm", "dropped-void")
    assert again(order) == (
        "scripts/simulate --kiosks 2 --days 1 --seed 8 --visits 12.5 --weather swarm "
        "--bug dropped-void"
    )
