"""Checks that touch a living screen: keys, presses, and what a shaking hand does."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from tests.barrier_free.looking import greys, pixels, ratio
from tests.ui.stage import Stage, place
from ui.contract import Screen, Setting
from ui.panel import measure
from ui.presses import REPEAT_S

KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Right)
RING_MM, RING_RATIO = 1.0, 3.0

Problems = list[str]


def show(stage: Stage, screen: Screen, setting: Setting) -> None:
    stage.show_screen(screen, setting)
    stage.acted.clear()
    stage.clock.now_s += 2 * REPEAT_S


def focus(stage: Stage, screen: Screen, setting: Setting) -> Problems:
    """Arrows reach exactly what can be pressed, each once around."""
    found = []
    wanted = sorted(it.objectName() for it in stage.buttons() if it.isEnabled())
    for key in KEYS:
        show(stage, screen, setting)
        stage.to_front()
        reached = []
        for _ in wanted:
            QTest.keyClick(stage.window, key)
            item = stage.window.activeFocusItem()
            reached.append(item.objectName() if item else "nothing")
        if sorted(reached) != wanted:
            lost = set(wanted) ^ set(reached)
            found.append(f"{key.name} does not reach exactly {', '.join(sorted(lost))}")
    return found + _ring(stage, setting)


def _ring(stage: Stage, setting: Setting) -> Problems:
    item = stage.window.activeFocusItem()
    if item is None or not item.objectName():
        return ["nothing has the focus"]
    ring = measure(stage.panel, setting).ring
    found = []
    if ring < RING_MM * stage.panel.px_per_mm:
        found.append(f"the ring is {ring / stage.panel.px_per_mm:.2f} mm wide")
    QCoreApplication.processEvents()
    grey = greys(pixels(stage.window.grabWindow()))
    area = place(item)
    y = min(int(area.center().y()), grey.shape[0] - 1)
    left = max(int(area.left()) - 16, 0)
    row = grey[y, left : int(area.left()) + 10]
    if max(ratio(float(row[0]), float(one)) for one in row) < RING_RATIO:
        found.append(f"the ring around {item.objectName()} is hardly seen")
    return found


def acts_on_release(stage: Stage, screen: Screen, setting: Setting) -> Problems:
    """A press acts when the finger is lifted; a finger that slides off takes it back."""
    found = []
    for name in [it.objectName() for it in stage.buttons() if it.isEnabled()]:
        show(stage, screen, setting)
        point = stage.middle(name)
        stage.press(point)
        if stage.acted:
            found.append(f"{name} acts before the finger is lifted")
        away = (
            QPoint(point.x(), 2)
            if point.y() > stage.panel.height_px / 2
            else QPoint(point.x(), stage.panel.height_px - 2)
        )
        stage.move(away)
        stage.release(away)
        if stage.acted:
            found.append(f"{name} acts though the finger slid off")
    return found


def counts_once(stage: Stage, screen: Screen, setting: Setting) -> Problems:
    """A shaking hand presses twice within half a second: it counts once."""
    show(stage, screen, setting)
    stage.tap("call-staff")
    stage.clock.now_s += REPEAT_S - 0.05
    stage.tap("call-staff")
    count = len(stage.acted)
    return [] if count == 1 else [f"two hasty presses count {count} times"]


def choosing_is_not_doing(stage: Stage, screen: Screen, setting: Setting) -> Problems:
    """In voice mode the first press says what would be done, the second does it."""
    pointed: list[str] = []
    stage.bridge.pointed.connect(lambda action, _argument: pointed.append(action))
    show(stage, screen, setting)
    stage.tap("call-staff")
    found = [] if pointed and not stage.acted else ["the first press does it already"]
    stage.clock.now_s += 2 * REPEAT_S
    stage.tap("call-staff")
    return found if stage.acted else [*found, "the second press does nothing"]
