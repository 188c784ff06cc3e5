"""Rows that are judged on a living screen catch what they are there for."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from kiosk.visit import Visit
from tests.barrier_free import on_pictures
from tests.barrier_free.ground import stand_at
from tests.barrier_free.rows import row
from tests.ui.stage import Stage
from ui.contract import Screen, Setting, ThanksScreen
from ui.gallery import screens
from ui.presses import REPEAT_S

EXAMPLES = screens(Setting())


class Shaky(Stage):
    """A window that takes the second press of a shaking hand for another one."""

    def tap(self, name: str) -> None:
        self.clock.now_s += 2 * REPEAT_S
        super().tap(name)


class Hasty(Stage):
    """A window that acts as soon as a finger lies on it."""

    def press(self, point: QPoint, finger: int = 0) -> None:
        self.acted.append(("press", ""))
        super().press(point, finger)


class Lost(Stage):
    """A window with a button that the arrows never come to."""

    def buttons(self) -> list[QQuickItem]:
        found = super().buttons()
        return [*found, found[0]]


@pytest.mark.parametrize(
    ("number", "kind"), [(20, Lost), (21, Stage), (22, Shaky), (25, Hasty)], ids=str
)
def test_what_is_broken_on_a_living_screen_is_caught(
    qapp: QApplication, number: int, kind: type[Stage]
) -> None:
    stage = kind.build()
    screen = EXAMPLES["confirm"]
    stage.show_screen(screen, Setting())  # with the voice off the first press does it
    found = [problem for check in row(number).stages for problem in check(stage, screen, Setting())]
    stage.window.close_for_good()
    assert found != []


def test_marks_that_differ_in_colour_alone_are_caught(qapp: QApplication) -> None:
    stage = Stage.build()
    screen = EXAMPLES["thanks"]
    assert isinstance(screen, ThanksScreen)
    painted = on_pictures.marks(stage, screen, Setting())
    stage.window.close_for_good()
    assert on_pictures.alike(painted, on_pictures.LEAST_PART) == []
    one = next(iter(painted.values()))
    paler = np.clip(one + 0.1, 0.0, 1.0)
    assert on_pictures.alike({"one": one, "another": paler}, on_pictures.LEAST_PART) != []


class Restless(Stage):
    """A window that shows another time whenever it is painted."""

    def show_screen(self, screen: Screen, setting: Setting) -> None:
        self.acted.append(("shown", ""))
        frame = replace(screen.frame, clock=f"{len(self.acted)}")
        super().show_screen(replace(screen, frame=frame), setting)


@pytest.mark.parametrize(("kind", "still"), [(Stage, True), (Restless, False)], ids=str)
def test_a_screen_that_changes_by_itself_is_caught(
    qapp: QApplication, kind: type[Stage], still: bool
) -> None:
    stage = kind.build()
    found = on_pictures.stays_still(stage, stand_at("P"), Visit())
    stage.window.close_for_good()
    assert (found == []) is still
