"""One row judged in one view, or over the whole: sentences about what is wrong."""

from tests.barrier_free.ground import Stages, View, stand_at
from tests.barrier_free.looking import Look
from tests.barrier_free.on_walk import decides
from tests.barrier_free.rows import Row, fixed_places
from tests.ui.stage import Stage

FIXED = 26


def on_screens(row: Row, stages: Stages, view: View, number: int, whole: bool) -> list[str]:
    """Judge the screens of one view; its name stands before each sentence."""
    return on_looks(row, view, stages.looks(view, number, whole))


def on_looks(row: Row, view: View, looks: list[Look]) -> list[str]:
    """Judge what was seen in one view."""
    found = [
        f"{view} {look.name}: {problem}"
        for look in looks
        for check in row.screens
        for problem in check(look)
    ]
    fixed = fixed_places(looks) if row.number == FIXED else []
    return found + [f"{view} {problem}" for problem in fixed]


def on_stages(row: Row, stages: Stages, view: View) -> list[str]:
    """Judge one screen of each kind under keys and fingers."""
    stage: Stage = stages.by_letter[view.letter]
    found = []
    for name, visit, screen in stages.kinds(view):
        stage.show_screen(screen, visit.setting)
        problems = [it for check in row.stages for it in check(stage, screen, visit.setting)]
        if decides(visit):
            stand = stand_at(view.letter)
            problems += [it for check in row.visits for it in check(stage, stand, visit)]
        found += [f"{view} {name}: {problem}" for problem in problems]
    return found


def over_all(row: Row) -> list[str]:
    """Judge the walk, the words, the files."""
    return [problem for check in row.whole for problem in check()]
