"""One real kiosk window for the tests of the interface: shown, touched and looked at."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from ui.bridge import KioskBridge
from ui.contract import Panel, Screen, Setting
from ui.gallery import PORTRAIT, screens
from ui.presses import REPEAT_S
from ui.window import KioskWindow

FINGER = 0
PATIENCE_MS = 20_000  # for what takes a moment: other tests may have the processor meanwhile


@dataclass
class Clock:
    """Monotonic seconds that move only when told.

    They begin where all tests of a run pass no power of two, in whichever order one worker comes to
    them: there half a second added to a fraction comes to a little less than half a second.
    """

    now_s: float = 1_048_576.0

    def __call__(self) -> float:
        return self.now_s


@dataclass(eq=False)
class Stage:
    """The window with its bridge, what was pressed, and the QML warnings so far."""

    panel: Panel
    clock: Clock
    bridge: KioskBridge
    window: KioskWindow
    device: QPointingDevice
    acted: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    language: str = "ko"  # of what is shown
    down: dict[int, QPoint] = field(default_factory=dict)

    @classmethod
    def build(cls, panel: Panel = PORTRAIT) -> "Stage":
        clock = Clock()
        bridge = KioskBridge(panel, clock)
        window = KioskWindow(bridge, motion=False)
        window.resize(panel.width_px, panel.height_px)
        window.show()
        stage = cls(panel, clock, bridge, window, QTest.createTouchDevice())
        bridge.acted.connect(lambda action, argument: stage.acted.append((action, argument)))
        window.engine().warnings.connect(
            lambda found: stage.warnings.extend(each.toString() for each in found)
        )
        return stage

    def to_front(self) -> None:
        """Be the window that keys go to: other tests, and other panels, have theirs."""
        self.window.requestActivate()
        QCoreApplication.processEvents()

    def show(self, name: str, setting: Setting | None = None) -> Screen:
        """Show an example of the gallery, laid out and painted; forget earlier presses."""
        wanted = Setting() if setting is None else setting
        screen = screens(wanted, self.panel)[name]
        self.show_screen(screen, wanted)
        self.acted.clear()
        self.clock.now_s += REPEAT_S
        return screen

    def show_screen(self, screen: Screen, setting: Setting) -> None:
        self.language = setting.language
        self.bridge.show(screen, setting)
        QCoreApplication.processEvents()
        self.window.grabWindow()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as a loop does

    def items(self) -> Iterator[QQuickItem]:
        """Yield every item that can be seen."""
        return _visible(self.window.rootObject())

    def find(self, name: str) -> QQuickItem:
        return next(item for item in self.items() if item.objectName() == name)

    def buttons(self) -> list[QQuickItem]:
        return [item for item in self.items() if is_button(item)]

    def middle(self, name: str) -> QPoint:
        item = self.find(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def press(self, point: QPoint, finger: int = FINGER) -> None:
        self._touch(finger).press(finger, point).commit()
        self.down[finger] = point

    def move(self, point: QPoint) -> None:
        self._touch(FINGER).move(FINGER, point).commit()

    def release(self, point: QPoint, finger: int = FINGER) -> None:
        self._touch(finger).release(finger, point).commit()
        self.down.pop(finger, None)

    def _touch(self, finger: int) -> QTest.QTouchEventSequence:
        """Begin an event of one finger: as on a panel, it names the others that lie still."""
        touch = QTest.touchEvent(self.window, self.device)
        for other in self.down:
            if other != finger:
                touch.stationary(other)
        return touch

    def tap(self, name: str) -> None:
        point = self.middle(name)
        self.press(point)
        self.release(point)


def is_button(item: QQuickItem) -> bool:
    """Return whether it can be pressed, or could if it were enabled."""
    return item.inherits("QQuickAbstractButton")


def place(item: QQuickItem) -> QRectF:
    """Return where an item is on the panel."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _visible(root: QQuickItem) -> Iterator[QQuickItem]:
    """Yield what can be seen, each item before its children."""
    left = [root]
    while left:
        item = left.pop()
        if item.isVisible() and item.opacity() != 0:
            yield item
            left += reversed(item.childItems())
