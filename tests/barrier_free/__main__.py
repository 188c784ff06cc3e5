"""``scripts/barrier-free [--facilities | --all]``: the rows: who checks, how much, the result."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from kiosk.walk import facilities
from tests.barrier_free import judging
from tests.barrier_free.ground import (
    USUAL,
    Stages,
    View,
    all_views,
    facility_views,
    further_looks,
    views,
    walk,
)
from tests.barrier_free.rows import ROWS, Row
from tests.ui.stage import Stage
from ui.contract import Setting
from ui.gallery import PANELS

SHOWN = 5  # problems of a row; a hundred screens with the same fault say no more


@dataclass
class Tally:
    """What is wrong with one row so far, and how many screens were looked at."""

    found: list[str]
    screens: int


Tallies = Mapping[int, Tally]


def main() -> int:
    """Judge all rows; 1 if one fails."""
    parser = argparse.ArgumentParser("scripts/barrier-free", description="The 33 criteria.")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--all", action="store_true", help="every screen in every combination")
    how.add_argument("--facilities", action="store_true", help="each facility in each view, alone")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QApplication(sys.argv[:1])
    QAccessible.setActive(True)
    stages = Stages({letter: Stage.build(panel) for letter, panel in PANELS.items()})
    tallies = _facilities(stages) if wanted.facilities else _everything(stages, wanted.all)
    for stage in stages.by_letter.values():
        stage.window.close_for_good()
    application.quit()
    return _told(tallies)


def _told(tallies: Tallies) -> int:
    for row in ROWS:
        if row.number in tallies:
            sys.stdout.write(_line(row, tallies[row.number]))
    held = sum(1 for tally in tallies.values() if not tally.found)
    sys.stdout.write(f"{held} of {len(tallies)} rows hold\n")
    return 0 if held == len(tallies) else 1


def _facilities(stages: Stages) -> Tallies:
    """Judge what each facility shows in each of the views that pairs of settings make."""
    tallies = {row.number: Tally([], 0) for row in ROWS if row.screens}
    _on_facilities(tallies, stages, [(name, view) for name in facilities() for view in views()])
    return tallies


def _everything(stages: Stages, every: bool) -> Tallies:
    tallies = {row.number: Tally(judging.over_all(row), _walked(row)) for row in ROWS}
    each = [(name, view) for name in facilities() for view in all_views()]
    _on_facilities(tallies, stages, each if every else facility_views())
    _on_views(tallies, stages, all_views() if every else views(), every)
    _on_stages(tallies, stages)
    return tallies


def _walked(row: Row) -> int:
    return len(walk().walked) if row.whole else 0


def _on_views(tallies: Tallies, stages: Stages, chosen: Sequence[View], everything: bool) -> None:
    """Judge one view by all rows before the next is drawn: all pictures at once are too many."""
    for number, view in enumerate(chosen):
        whole = everything or view in USUAL
        for row in (row for row in ROWS if row.screens):
            tallies[row.number].found += judging.on_screens(row, stages, view, number, whole)
            tallies[row.number].screens += len(stages.looks(view, number, whole))
        stages.forget()
        sys.stderr.write(f"{number + 1} of {len(chosen)} views: {view}\n")


def _on_facilities(tallies: Tallies, stages: Stages, chosen: Sequence[tuple[str, View]]) -> None:
    for number, (facility, view) in enumerate(chosen):
        looks = further_looks(stages.by_letter[view.letter], view, facility)
        for row in (row for row in ROWS if row.screens):
            tallies[row.number].found += judging.on_looks(row, view, looks)
            tallies[row.number].screens += len(looks)
        sys.stderr.write(f"{number + 1} of {len(chosen)}: {facility} {view}\n")


def _on_stages(tallies: Tallies, stages: Stages) -> None:
    for row in (row for row in ROWS if row.stages or row.visits):
        for view in USUAL:
            asked = View(view.letter, Setting(voice=row.voice), "voice" if row.voice else "usual")
            tallies[row.number].found += judging.on_stages(row, stages, asked)
            tallies[row.number].screens += len(stages.kinds(asked))


def _line(row: Row, tally: Tally) -> str:
    result = f"{len(tally.found)} problems" if tally.found else "ok"
    manual = f"  (and by hand: {row.manual})" if row.manual else ""
    told = (
        f"{row.number:>2}  {row.by:<7} {tally.screens:>6}  {result:<14} {row.criterion}{manual}\n"
    )
    return told + "".join(f"        {problem}\n" for problem in tally.found[:SHOWN])


if __name__ == "__main__":
    sys.exit(main())
