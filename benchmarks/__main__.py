"""`python -m benchmarks`, or scripts/bench: ratios against floors of the same run."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.append import append_figures
from benchmarks.backlog import backlog_figures
from benchmarks.district import district
from benchmarks.drain import drain_figures
from benchmarks.figures import Figure
from benchmarks.growth import growth_figures
from benchmarks.machine import NoDiskError, facts, folder_on_disk, load_1m
from benchmarks.photo_sets import missing_sets, photos_folder
from benchmarks.processes import ProgramFailedError
from benchmarks.report import Report
from benchmarks.sale import sale_figures, visit_figures
from benchmarks.scan import scan_figures
from benchmarks.second_medium import second_medium_figures
from benchmarks.sizes import FULL, QUICK, Sizes
from benchmarks.slow_line import slow_line_figures
from benchmarks.start import idle_figures, start_figures
from benchmarks.street import Street
from benchmarks.till import NotDrainedError
from kiosk.demo.errors import DemoError

LONG = ("backlog",)  # minutes of their own: only when asked for

Part = Callable[[Sizes, Path], Iterator[Figure]]


def terminal_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """All that is measured at one enrolled kiosk with its camera and its printer."""
    with district(folder / "district", residents=1) as home, Street(home.folder) as street:
        profile = home.enrol(street.printer, street.camera)
        (phone,) = home.phones()
        yield from sale_figures(sizes, home.children, profile, street, phone)
        yield from start_figures(sizes, home.children, profile)
        yield from idle_figures(sizes, home.children, profile, street)


PARTS: dict[str, Part] = {
    "append": append_figures,
    "growth": growth_figures,
    "copy": second_medium_figures,
    "drain": drain_figures,
    "slow": slow_line_figures,
    "backlog": backlog_figures,
    "terminal": terminal_figures,
    "visits": visit_figures,
    "scan": lambda sizes, _folder: scan_figures(sizes),
}


# What a part leaves out here, and why, as sentences.
LACKING: dict[str, Callable[[], list[str]]] = {"scan": lambda: missing_sets(photos_folder())}


def main() -> int:
    """Measure and print; 1 when a measured program fails, 2 where there is no disk."""
    given = _arguments()
    say = (lambda _: None) if given.json else _say
    try:
        report = measure(
            QUICK if given.quick else FULL,
            given.only or [part for part in PARTS if part not in LONG],
            say,
        )
    except NoDiskError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    except (ProgramFailedError, NotDrainedError, DemoError) as exc:
        sys.stderr.write(f"Not measured: {exc}\n")
        return 1
    print(report.as_json() if given.json else report.as_table())
    return 0


def measure(sizes: Sizes, parts: list[str], say: Callable[[str], None]) -> Report:
    """Run the named parts, one after the other."""
    before, started_s = load_1m(), time.perf_counter()
    figures: list[Figure] = []
    with folder_on_disk() as folder:
        machine = facts(folder)
        for part in parts:
            say(f"measuring: {part}")
            for sentence in LACKING.get(part, list)():
                say(sentence)
            (folder / part).mkdir()
            figures += PARTS[part](sizes, folder / part)
    seconds = time.perf_counter() - started_s
    return Report(machine, (before, load_1m()), seconds, sizes is QUICK, figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("scripts/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    parser.add_argument("--quick", action="store_true", help="small sizes, to try that it works")
    parser.add_argument(
        "--only",
        action="append",
        choices=PARTS,
        help=f"measure this part only; may come again. By itself runs all but {LONG[0]}",
    )
    return parser.parse_args()


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
