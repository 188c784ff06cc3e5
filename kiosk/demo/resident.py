"""The scripted resident: a finger on the glass and a phone in the hand, nothing else.

Touches are real touch events, sent to the same window that a person would touch, at the place of
what is seen there. No presenter and no service is called. Each screen is pictured when it has come
to rest; then the resident does what ``script`` says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QPointF, QSize, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.demo import messages, script
from kiosk.demo.messages import Command, Counts
from ui.bridge import KioskBridge
from ui.contract import Screen, WaitScreen
from ui.presses import REPEAT_S

LOOK_MS = 40  # how often the resident looks at the screen
REST_MS = 1000 * REPEAT_S + 100  # looked at before it is touched: a quicker touch is shaking
PRESS_MS = 80  # how long the finger stays on the glass
SCREEN_MS = 20_000  # a kiosk that shows the same for longer is stuck
RECEIPTS_MS = 60_000  # the node may have been started just now


class _Phase(Enum):
    """How far the resident is with the screen that is shown."""

    LOOKING = auto()
    PICTURING = auto()
    DECIDING = auto()
    DONE = auto()
    LEAVING = auto()  # the visit is over; the ticket and the receipts are waited for


@dataclass(frozen=True)
class Hand:
    """What the resident can reach: the window, the kiosk in it, the demo's control."""

    window: QQuickWindow
    kiosk: QQuickItem
    bridge: KioskBridge
    counts: Callable[[], Counts]
    send: Callable[[Command], None]
    resident: str
    output: Path
    typed: str = ""
    service: str = ""
    other: str = ""  # who gets what is sent


class ScriptedResident(QObject):
    """Goes through one visit, then tells that it is finished. Lives on the Qt thread."""

    def __init__(self, hand: Hand, parent: QObject) -> None:
        super().__init__(parent)
        self._hand = hand
        self._finger = QTest.createTouchDevice()
        self._phase, self._since_ms = _Phase.LOOKING, 0
        self._screens: list[str] = []
        self._told: Counts | None = None
        self._done_with: Screen | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        hand.bridge.screenChanged.connect(self._turn)

    def start(self) -> None:
        """Walk up to the kiosk."""
        self._timer.start()

    def _turn(self) -> None:
        """The kiosk shows another screen."""
        if self._phase is not _Phase.LEAVING:
            self._enter(_Phase.LOOKING)

    def _enter(self, phase: _Phase) -> None:
        self._phase, self._since_ms = phase, 0

    def _look(self) -> None:
        self._since_ms += LOOK_MS
        self._tell(None)
        at_rest = bool(self._hand.kiosk.property("settled")) and self._since_ms >= REST_MS
        match self._phase:
            case _Phase.LEAVING:
                self._wait_for_receipts()
            case _ if self._since_ms > SCREEN_MS:
                self._leave(f"the kiosk shows {self._shown_name()} and does not go on")
            case _Phase.LOOKING if at_rest:
                self._look_closely()
            case _Phase.DECIDING:
                self._decide()
            case _Phase.DONE if self._hand.bridge.shown != self._done_with:
                self._enter(_Phase.LOOKING)  # the same page, with a digit more
            case _:
                pass

    def _look_closely(self) -> None:
        shown = self._hand.bridge.shown
        if isinstance(shown, WaitScreen):
            self._done_with = shown
            self._enter(_Phase.DONE)  # it goes by: how many there are depends on the machine
        elif shown is not None and script.is_half_typed(shown, self._hand.typed):
            self._enter(_Phase.DECIDING)  # one picture of the empty keypad, one of the full
        else:
            self._take_picture()

    def _take_picture(self) -> None:
        """Have the kiosk drawn at its panel's own pixels."""
        kiosk, name = self._hand.kiosk, self._shown_name()
        self._path = self._hand.output / f"{len(self._screens) + 1:02d}-{name}.png"
        self._enter(_Phase.PICTURING)
        size = QSize(round(kiosk.width()), round(kiosk.height()))
        self._drawing = kiosk.grabToImage(size)  # lives until the next one
        self._drawing.data().ready.connect(self._keep_picture)

    def _keep_picture(self) -> None:
        if self._phase is not _Phase.PICTURING:
            return  # the kiosk went on while it was drawn
        if not self._drawing.data().saveToFile(str(self._path)):
            self._leave(f"{self._path.name} could not be written")
            return
        self._screens.append(self._path.stem)
        self._tell(self._path.stem)
        self._enter(_Phase.DECIDING)

    def _decide(self) -> None:
        shown = self._hand.bridge.shown
        if shown is None or isinstance(shown, WaitScreen):
            return
        self._done_with = shown
        names = [item.objectName() for item in self._pressable()]
        match script.next_move(shown, names, self._hand.typed, self._hand.service):
            case script.Touch(name):
                self._touch(name)
            case script.ShowPhone():
                self._hand.send(messages.ShowPhone(resident=self._hand.resident))
            case script.ShowOther():
                self._hand.send(messages.ShowPhone(resident=self._hand.other))
            case script.ShowBadge():
                self._hand.send(messages.ShowPhone(resident=messages.STAFF))
            case script.PutIn(items):
                self._hand.send(messages.PutIn(items=items))
            case script.Leave(problem):
                self._leave(problem)
        if self._phase is _Phase.DECIDING:
            self._enter(_Phase.DONE)

    def _touch(self, name: str) -> None:
        item = next(item for item in self._pressable() if item.objectName() == name)
        middle = QPointF(item.width() / 2, item.height() / 2)
        place = item.mapToScene(middle).toPoint()
        QTest.touchEvent(self._hand.window, self._finger).press(0, place)
        QTimer.singleShot(PRESS_MS, lambda: self._lift(place))

    def _lift(self, place: QPoint) -> None:
        QTest.touchEvent(self._hand.window, self._finger).release(0, place)

    def _pressable(self) -> Iterator[QQuickItem]:
        """Everything with a name that is seen and can be pressed, in the order it is drawn."""
        waiting = [self._hand.kiosk]
        while waiting:
            item = waiting.pop(0)
            if item.isVisible() and item.isEnabled():
                waiting.extend(item.childItems())
                if item.objectName():
                    yield item

    def _leave(self, problem: str) -> None:
        self._hand.send(messages.HidePhone())
        self._enter(_Phase.LEAVING)
        if problem:
            self._finish(problem)

    def _wait_for_receipts(self) -> None:
        if script.is_settled(self._hand.counts()):
            self._finish()
        elif self._since_ms > RECEIPTS_MS:
            self._finish("a receipt did not come")

    def _finish(self, *problems: str) -> None:
        self._timer.stop()
        self._hand.send(messages.Finished(screens=tuple(self._screens), problems=problems))

    def _tell(self, screen: str | None) -> None:
        counts = self._hand.counts()
        if screen is not None or counts != self._told:
            self._told = counts
            self._hand.send(messages.Seen(screen=screen, counts=counts))

    def _shown_name(self) -> str:
        shown = self._hand.bridge.shown
        return "nothing" if shown is None else shown.name
