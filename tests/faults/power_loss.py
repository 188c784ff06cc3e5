"""Cuts the power everywhere in recorded runs of sales, and counts what was lost.

``python -m tests.faults.power_loss [--states N] [--seed S] [--json] [--state NAME | --faults]``. A
state is a run, a place in it and what the cut does there: half of them at syncs, just before and
just after, half anywhere. Exit code 1 when anything was lost, doubled or wrong. Each such state is
told with the command that makes it again (the calls are the same then; the signatures are new).
``--faults`` goes through the whole table of faults instead, where calls on the disk fail.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final, Self

from tests.faults.fault_table import SCENES, WAYS, strike
from tests.faults.medium import How, replay
from tests.faults.recorder import NO_LIBRARY, recorder
from tests.faults.recordings import Recording, record_all
from tests.faults.sales import fast_folder
from tests.faults.survival import Told, Verdict, judge, lay_out

HOWS: Final = tuple(how for how in How if how is not How.GARBLED)
"""What SQLite expects of a medium; a garbled block is more than that."""

MOST_TOLD: Final = 20
"""Failures told in full; the rest is counted."""

DEFAULT_STATES: Final = 2000


@dataclass(frozen=True, order=True)
class State:
    """The power goes after ``at`` calls of the run. ``number`` makes its dice its own."""

    run: str
    at: int
    how: str
    number: int

    def __str__(self) -> str:
        return f"{self.run}:{self.at}:{self.how}:{self.number}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The state that `str` wrote. Raises ValueError."""
        run, at, how, number = text.split(":")
        if how not in How.__members__:
            raise ValueError(f"no such power cut: {how}")
        return cls(run, int(at), how, int(number))

    def dice(self, seed: int) -> random.Random:
        """This state's own dice."""
        return random.Random(f"{seed}/{self}")  # noqa: S311 - a test's dice, no secret


@dataclass
class Tally:
    """What was tried and what was found."""

    states: int = 0
    hows: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    wrong: int = 0
    failures: list[tuple[State, Verdict]] = field(default_factory=list)

    def add(self, state: State, verdict: Verdict) -> None:
        """Count one state."""
        self.states += 1
        self.hows[state.how] += 1
        self.lost += bool(verdict.lost)
        self.doubled += bool(verdict.doubled)
        self.torn += bool(verdict.torn)
        self.wrong += bool(verdict.wrong)
        if verdict.sentences:
            self.failures.append((state, verdict))


def plan(
    runs: Mapping[str, Recording], count: int, seed: int, hows: Sequence[How] = HOWS
) -> list[State]:
    """``count`` states: half at syncs, as many different ones as there are, half anywhere."""
    dice = random.Random(seed)  # noqa: S311 - a test's dice, no secret
    edges = [
        (name, at, how.name)
        for name, run in runs.items()
        for at in run.boundaries()
        for how in hows
    ]
    dice.shuffle(edges)
    chosen = edges[: (count + 1) // 2]
    names = list(runs)
    while len(chosen) < count:
        name = dice.choice(names)
        chosen.append(
            (name, dice.randint(runs[name].first, len(runs[name].calls)), dice.choice(hows).name)
        )
    return [State(*it, number) for number, it in enumerate(chosen)]


def try_states(
    runs: Mapping[str, Recording], states: Iterable[State], seed: int, folder: Path
) -> Tally:
    """Make each state in ``folder``, start on it, and judge."""
    tally = Tally()
    wanted: dict[tuple[str, int], list[State]] = {}
    for state in states:
        wanted.setdefault((state.run, state.at), []).append(state)
    for name, run in runs.items():
        for at, medium in replay(run.start, run.calls):
            for state in wanted.get((name, at), ()):
                dice = state.dice(seed)
                files = medium.after_power_cut(How[state.how], dice)
                path = lay_out(folder / "cut", files, dice)
                tally.add(state, judge(path, Told.before(run.calls[:at], run.chain)))
                shutil.rmtree(path.parent)
    return tally


def report(runs: Mapping[str, Recording], tally: Tally, seed: int) -> dict[str, Any]:
    """The figures as JSON takes them."""
    return {
        "seed": seed,
        "states": tally.states,
        "lost": tally.lost,
        "doubled": tally.doubled,
        "torn": tally.torn,
        "wrong": tally.wrong,
        "by_cut": dict(sorted(tally.hows.items())),
        "runs": {name: run.figures() for name, run in runs.items()},
        "failures": [
            {"state": str(state), "found": list(verdict.sentences[:MOST_TOLD])}
            for state, verdict in tally.failures[:MOST_TOLD]
        ],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The program."""
    asked = _parser().parse_args(arguments)
    if recorder() is None:
        sys.stderr.write(f"{NO_LIBRARY}.\n")
        return 2
    seed = random.SystemRandom().randrange(2**32) if asked.seed is None else asked.seed
    with tempfile.TemporaryDirectory(dir=fast_folder(), prefix="power-loss-") as name:
        told = _fail_calls(Path(name)) if asked.faults else _cut(Path(name), asked, seed)
    lines = [json.dumps(told, indent=2)] if asked.json else _sentences(told)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if told["failures"] else 0


def _cut(folder: Path, asked: argparse.Namespace, seed: int) -> dict[str, Any]:
    runs = record_all(folder, seed)
    states = plan(runs, asked.states, seed) if asked.state is None else [asked.state]
    return report(runs, try_states(runs, states, seed, folder), seed)


def _fail_calls(folder: Path) -> dict[str, Any]:
    """Every scene of the table in every way; how many trials each way took, and what failed."""
    trials, failures = Counter[str](), list[str]()
    for at, (scene, way, lasting) in enumerate(product(SCENES, WAYS, (False, True))):
        place = folder / str(at)
        place.mkdir()
        try:
            trials[way] += strike(scene, way, lasting, place)
        except AssertionError as exc:  # what a trial found: told, and the next one tried
            failures.append(f"{scene}, {way}, {'for good' if lasting else 'once'}: {exc}")
    return {"trials": trials.total(), "by_way": dict(trials), "failures": failures}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/power-loss", description="Cut the power everywhere in recorded sales."
    )
    parser.add_argument("--states", type=int, default=DEFAULT_STATES, metavar="N")
    parser.add_argument("--seed", type=int, metavar="S", help="default: a fresh one, told")
    parser.add_argument("--json", action="store_true", help="figures as JSON on stdout")
    parser.add_argument("--faults", action="store_true", help="fail calls instead: the whole table")
    parser.add_argument("--state", type=State.read, metavar="NAME", help="this one state only")
    return parser


def _sentences(told: Mapping[str, Any]) -> Iterator[str]:
    if "trials" in told:
        yield from (f"{way}: {count}" for way, count in told["by_way"].items())
        yield f"{told['trials']} failing calls: {len(told['failures'])} of them with consequences"
        yield from told["failures"]
        return
    for name, it in told["runs"].items():
        yield f"{name}: {', '.join(f'{count} {what}' for what, count in it.items())}"
    yield (
        f"{told['states']} power cuts (seed {told['seed']}): "
        + ", ".join(f"{what} {told[what]}" for what in ("lost", "doubled", "torn", "wrong"))
    )
    for failure in told["failures"]:
        yield f"scripts/power-loss --seed {told['seed']} --state {failure['state']}"
        yield from (f"  {sentence}" for sentence in failure["found"])


if __name__ == "__main__":
    sys.exit(main())
