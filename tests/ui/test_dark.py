"""A dark panel: nothing is seen, and what wakes it does nothing else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.stage import PATIENCE_MS, Stage
from ui.presses import REPEAT_S


class Told:
    """What the bridge tells beside presses."""

    def __init__(self, stage: Stage) -> None:
        self.woken = 0
        self.touched = 0
        stage.bridge.woken.connect(self._wake)
        stage.bridge.touched.connect(self._touch)

    def _wake(self) -> None:
        self.woken += 1

    def _touch(self) -> None:
        self.touched += 1


@pytest.fixture
def told(stage: Stage) -> Told:
    return Told(stage)


@pytest.fixture
def dark(stage: Stage, qtbot: QtBot) -> Stage:
    """A first screen on a panel that has gone dark; it is light again at the end."""
    stage.show("start")
    qtbot.waitUntil(lambda: stage.find("choose:meal").isEnabled(), timeout=PATIENCE_MS)
    stage.bridge.shade(True)
    QCoreApplication.processEvents()
    return stage


@pytest.fixture(autouse=True)
def light_again(stage: Stage, qtbot: QtBot) -> Iterator[None]:
    """The window is that of other tests, too."""
    yield
    stage.bridge.shade(False)
    qtbot.waitUntil(lambda: any(each.isEnabled() for each in stage.buttons()), timeout=PATIENCE_MS)


def colours(stage: Stage) -> set[str]:
    picture = stage.window.grabWindow()
    spots = [(x, y) for x in range(5, picture.width(), 67) for y in range(5, picture.height(), 67)]
    return {QColor(picture.pixel(*spot)).name() for spot in spots}


def settle(stage: Stage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: stage.find("choose:meal").isEnabled(), timeout=PATIENCE_MS)


def test_every_pixel_is_black_and_as_before_when_it_wakes(dark: Stage, qtbot: QtBot) -> None:
    assert colours(dark) == {"#000000"}
    dark.bridge.shade(False)
    settle(dark, qtbot)
    assert len(colours(dark)) > 3


def test_the_touch_that_wakes_presses_nothing_beneath(
    dark: Stage, told: Told, qtbot: QtBot
) -> None:
    dark.tap("choose:meal")
    assert dark.bridge.property("dark") is False
    assert (told.woken, told.touched, dark.acted) == (1, 0, [])
    settle(dark, qtbot)
    assert dark.acted == []


def test_nor_does_it_when_the_finger_stays_until_the_screen_is_there(
    dark: Stage, told: Told, qtbot: QtBot
) -> None:
    point = dark.middle("choose:meal")
    dark.press(point)
    settle(dark, qtbot)
    dark.clock.now_s += 2 * REPEAT_S
    dark.move(point)
    dark.release(point)
    QCoreApplication.processEvents()
    assert (told.woken, dark.acted) == (1, [])


def test_a_shaking_hand_that_wakes_presses_nothing_either(
    dark: Stage, told: Told, qtbot: QtBot
) -> None:
    dark.tap("choose:meal")
    settle(dark, qtbot)
    dark.clock.now_s += REPEAT_S / 2
    dark.tap("choose:meal")
    assert dark.acted == []
    dark.clock.now_s += REPEAT_S
    dark.tap("choose:meal")
    assert dark.acted == [("choose", "meal")]
    assert told.woken == 1


def test_a_second_finger_that_lies_on_a_button_presses_nothing(
    dark: Stage, told: Told, qtbot: QtBot
) -> None:
    point = dark.middle("choose:meal")
    dark.press(dark.window.rootObject().boundingRect().center().toPoint())
    dark.press(point, finger=1)
    settle(dark, qtbot)
    dark.clock.now_s += 2 * REPEAT_S
    dark.release(point, finger=1)
    dark.release(dark.window.rootObject().boundingRect().center().toPoint())
    assert (told.woken, dark.acted) == (1, [])


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_5, Qt.Key.Key_F1]
)
def test_the_key_that_wakes_does_nothing_else(
    dark: Stage, told: Told, qtbot: QtBot, key: Qt.Key
) -> None:
    QTest.keyPress(dark.window, key)
    settle(dark, qtbot)
    dark.clock.now_s += 2 * REPEAT_S
    QTest.keyRelease(dark.window, key)
    assert (told.woken, told.touched, dark.acted) == (1, 0, [])


def test_a_button_that_had_the_focus_is_not_pressed_by_the_key_that_wakes(
    stage: Stage, told: Told, qtbot: QtBot
) -> None:
    stage.show("start")
    settle(stage, qtbot)
    QTest.keyClick(stage.window, Qt.Key.Key_Down)
    assert stage.window.activeFocusItem().inherits("QQuickAbstractButton")
    stage.acted.clear()
    stage.bridge.shade(True)
    QCoreApplication.processEvents()
    QTest.keyClick(stage.window, Qt.Key.Key_Space)
    settle(stage, qtbot)
    assert (told.woken, stage.acted) == (1, [])
    QTest.keyClick(stage.window, Qt.Key.Key_Down)
    assert stage.window.activeFocusItem().inherits("QQuickAbstractButton"), "keys work again"


def test_a_page_that_comes_in_the_dark_stays_dark_and_takes_no_press(
    dark: Stage, told: Told, qtbot: QtBot
) -> None:
    dark.show("choose")
    QCoreApplication.processEvents()
    assert colours(dark) == {"#000000"}
    dark.tap("choose:lunch")
    assert (told.woken, dark.acted) == (1, [])
    qtbot.waitUntil(lambda: dark.find("choose:lunch").isEnabled(), timeout=PATIENCE_MS)


def test_what_comes_to_the_bridge_in_the_dark_acts_on_nothing(dark: Stage, told: Told) -> None:
    dark.bridge.press("choose", "meal")
    assert (told.woken, dark.acted) == (1, [])
