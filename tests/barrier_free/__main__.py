"""``scripts/barrier-free [--all]``: the table of rows: who checks, how much, and the result."""

import argparse
import os
import sys
from collections.abc import Iterable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.barrier_free import judging
from tests.barrier_free.ground import USUAL, Stages, View, all_views, views, walk
from tests.barrier_free.rows import ROWS, Row
from tests.ui.stage import Stage
from ui.contract import Setting
from ui.gallery import PANELS

SHOWN = 5  # problems of a row; a hundred screens with the same fault say no more


def main() -> int:
    """Judge all rows; 1 if one fails."""
    parser = argparse.ArgumentParser("scripts/barrier-free", description="The 33 criteria.")
    parser.add_argument("--all", action="store_true", help="every screen in every combination")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QApplication(sys.argv[:1])
    QAccessible.setActive(True)
    stages = Stages({letter: Stage.build(panel) for letter, panel in PANELS.items()})
    chosen = all_views() if wanted.all else views()
    failed = [row for row in ROWS if not _judged(row, stages, chosen, wanted.all)]
    for stage in stages.by_letter.values():
        stage.window.close_for_good()
    application.quit()
    sys.stdout.write(f"{len(ROWS) - len(failed)} of {len(ROWS)} rows hold\n")
    return 1 if failed else 0


def _judged(row: Row, stages: Stages, chosen: Iterable[View], everything: bool) -> bool:
    found, screens = judging.over_all(row), len(walk().walked) if row.whole else 0
    for number, view in enumerate(chosen):
        if row.screens:
            whole = everything or view in USUAL
            found += judging.on_screens(row, stages, view, number, whole)
            screens += len(stages.looks(view, number, whole))
    if row.stages:
        for view in USUAL:
            asked = View(view.letter, Setting(voice=row.voice), "voice" if row.voice else "usual")
            found += judging.on_stages(row, stages, asked)
            screens += len(stages.kinds(asked))
    result = "ok" if not found else f"{len(found)} problems"
    manual = f"  (and by hand: {row.manual})" if row.manual else ""
    sys.stdout.write(
        f"{row.number:>2}  {row.by:<7} {screens:>6}  {result:<14} {row.criterion}{manual}\n"
    )
    for problem in found[:SHOWN]:
        sys.stdout.write(f"        {problem}\n")
    sys.stdout.flush()
    return not found


if __name__ == "__main__":
    sys.exit(main())
