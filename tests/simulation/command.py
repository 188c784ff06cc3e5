"""The command: options in, one line of JSON or sentences out, and the exit code."""

import argparse
import json
import secrets
import sys
from typing import Final

from tests.simulation.bugs import BUGS
from tests.simulation.order import VISITS, WEATHERS, Order
from tests.simulation.run import Outcome, simulate

MOST_KIOSKS: Final = 2_000  # one process; far beyond a district
MOST_DAYS: Final = 29  # codes end on the 30th day of their month, and nobody renews them here
MOST_VISITS: Final = 1_000  # of one kiosk and day
SEED_BITS: Final = 32


def main(arguments: list[str]) -> int:
    """Run; 0 when all invariants held, 1 when one did not, 2 for input that can't be used."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    seed = secrets.randbits(SEED_BITS) if asked.seed is None else asked.seed
    weather, bug = asked.weather or "", asked.bug or ""
    order = Order(seed, asked.kiosks, asked.days, asked.visits, weather, bug)
    if not asked.json:
        _say(f"seed {seed}: {order.kiosks} kiosks, {order.days} days, {order.climate_name}")
    outcome = simulate(order)
    _say(json.dumps(as_json(outcome)) if asked.json else in_words(outcome))
    for violation in outcome.violations:
        sys.stderr.write(f"{violation}\nagain: {again(order)}\n")
    return 1 if outcome.violations else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def again(order: Order) -> str:
    """The command that repeats a run."""
    words = f"scripts/simulate --kiosks {order.kiosks} --days {order.days} --seed {order.seed}"
    words += f" --visits {order.visits:g}" if order.visits != VISITS else ""
    words += f" --weather {order.weather}" if order.weather else ""
    return words + (f" --bug {order.bug}" if order.bug else "")


def as_json(outcome: Outcome) -> dict[str, object]:
    """The outcome as the command prints it."""
    return {
        "seed": outcome.order.seed,
        "steps": outcome.steps,
        "entries": outcome.entries,
        "violations": list(outcome.violations),
        "digest": outcome.digest,
    }


def in_words(outcome: Outcome) -> str:
    """The same for people."""
    held = "one invariant is broken" if outcome.violations else "every invariant held"
    return f"{outcome.steps} steps, {outcome.entries} entries: {held}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("scripts/simulate", description="Simulate a district.")
    parser.add_argument("--kiosks", type=_upto(MOST_KIOSKS), default=3, help="how many (3)")
    parser.add_argument("--days", type=_upto(MOST_DAYS), default=2, help="how many (2)")
    parser.add_argument("--seed", type=_seed, help="what decides everything; else a fresh one")
    parser.add_argument("--json", action="store_true", help="print the outcome as one JSON object")
    parser.add_argument(
        "--visits", type=_visits, default=VISITS, help=f"of one kiosk and day ({VISITS:g})"
    )
    parser.add_argument("--weather", choices=WEATHERS, help="swarm below 20 kiosks, else usual")
    parser.add_argument("--bug", choices=BUGS, help="plant a bug, to see it caught")
    return parser


def _upto(most: int) -> "type[int]":
    def read(text: str) -> int:
        number = int(text)
        if not 1 <= number <= most:
            raise argparse.ArgumentTypeError(f"1 to {most}")
        return number

    return read  # type: ignore[return-value] # argparse takes any function of a text


def _visits(text: str) -> float:
    visits = float(text)
    if not 0 <= visits <= MOST_VISITS:
        raise argparse.ArgumentTypeError(f"0 to {MOST_VISITS}")
    return visits


def _seed(text: str) -> int:
    seed = int(text)
    if seed < 0:
        raise argparse.ArgumentTypeError("a whole number, not below 0")
    return seed
