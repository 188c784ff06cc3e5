"""One real demo window around a real bridge, for tests: shown, touched, dragged and looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.demo.bridge import DemoBridge
from kiosk.demo.messages import Command, KeepPlace, Phone, Place, State
from kiosk.demo.settings import load_settings
from kiosk.demo.window import DemoWindow
from kiosk.outside import Strip
from ui.bridge import KioskBridge
from ui.contract import Setting
from ui.gallery import PANEL, screens

LOOK_MS = 10
HOLD_MS = 60  # how long the phone stays at the camera; people get 2.5 s
CODE = "CC1:" + "".join(chr(ord("A") + number * 7 % 26) for number in range(464))


class StillKiosk(QObject):
    """A kiosk that shows what it is told, and counts what it is told."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bridge = KioskBridge(PANEL, parent=self)
        self.strip = Strip(0, 0, 0)

    def counts(self) -> Strip:
        return self.strip


@dataclass
class DemoStage:
    """The window, what was pressed in it, and QML's warnings so far."""

    kiosk: StillKiosk
    demo: DemoBridge
    shown: DemoWindow
    pressed: list[Command] = field(default_factory=list)
    acted: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @classmethod
    def build(cls, place: Place | None = None, *, told: bool = True) -> "DemoStage":
        """``told``: the first news of how things stand have come."""
        kiosk, demo = StillKiosk(), DemoBridge(load_settings())
        kiosk.bridge.show(screens(Setting())["choose"], Setting())
        shown = DemoWindow(kiosk, demo, place)
        stage = cls(kiosk, demo, shown)
        shown.window.setProperty("motion", False)
        demo.pressed.connect(stage.pressed.append)
        kiosk.bridge.acted.connect(lambda action, what: stage.acted.append((action, what)))
        shown.engine.warnings.connect(
            lambda found: stage.warnings.extend(each.toString() for each in found)
        )
        if told:
            stage.tell(State(version=1, phones=phones()))
        stage.find("handset").setProperty("holdMs", HOLD_MS)
        stage.wait_for(lambda: bool(stage.find("kiosk").property("settled")))
        return stage

    def switched(self) -> list[Command]:
        """What was pressed, without the window's telling where it is."""
        return [command for command in self.pressed if not isinstance(command, KeepPlace)]

    def close(self) -> None:
        self.shown.close()
        for each in (self.shown, self.demo, self.kiosk):
            each.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def tell(self, state: State) -> None:
        """Have news arrive as the link brings them, and be drawn."""
        self.demo.state_came.emit(state)
        self.draw()

    def draw(self) -> None:
        QCoreApplication.processEvents()
        self.shown.window.grabWindow()

    def items(self) -> Iterator[QQuickItem]:
        """Every item that can be seen."""
        waiting = [self.shown.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                waiting.extend(item.childItems())
                yield item

    def find(self, name: str) -> QQuickItem:
        return next(item for item in self.items() if item.objectName() == name)

    def middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def click(self, name: str) -> None:
        QTest.mouseClick(
            self.shown.window, Qt.MouseButton.LeftButton, pos=self.middle(self.find(name))
        )
        self.draw()

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Drag with the mouse, in steps as a hand does, and let go at the end."""
        window, left = self.shown.window, Qt.MouseButton.LeftButton
        QTest.mousePress(window, left, pos=start)
        for step in range(1, 11):
            QTest.mouseMove(window, start + (end - start) * step / 10)
        QTest.mouseRelease(window, left, pos=end)
        self.draw()

    def drag_by_touch(self, start: QPoint, end: QPoint) -> None:
        """The same with a finger."""
        window, finger = self.shown.window, QTest.createTouchDevice()
        QTest.touchEvent(window, finger).press(0, start)
        for step in range(1, 11):
            QTest.touchEvent(window, finger).move(0, start + (end - start) * step / 10)
            QTest.qWait(LOOK_MS)  # touches that come at once are taken as one
        QTest.touchEvent(window, finger).release(0, end)
        self.draw()

    def wait_for(self, condition: Callable[[], bool], limit_ms: int = 5000) -> None:
        """Let the window live until the condition holds."""
        for _ in range(limit_ms // LOOK_MS):
            if condition():
                return
            QTest.qWait(LOOK_MS)
        raise AssertionError(f"not within {limit_ms} ms")


def phones(code: str = CODE) -> tuple[Phone, ...]:
    """A code on each resident's phone."""
    return tuple(
        Phone(id=each.id, code=code, fresh=not each.photo) for each in load_settings().resident
    )
