"""The one object between Python and QML: what is shown goes in, what is pressed comes out.

Python calls ``show`` on the Qt thread with a finished screen; QML binds to the typed views and
calls ``press``. The bridge holds no rule of a visit. It only keeps a shaking hand from counting
twice and gives the fixed parts (header, leading button, bar) views that outlive a screen.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.contract import Action, Frame, Panel, Screen, Setting, previews
from ui.panel import Metrics, all_settings, measure
from ui.preview import PreviewFeed
from ui.theme import Theme, theme_for
from ui.views import View, register_uncreatable, view_class, view_of

REPEAT_S = 0.5  # presses within this time of one that counted are the same press, shaking
KEY_REPEAT_S = 0.15
"""The same for a key of the keypad, where a digit twice is meant: nobody lifts and sets a finger
down again on purpose within it, and a PIN like 1123 loses no digit."""


@dataclass(frozen=True)
class _Press:
    """A press and when it came, in monotonic seconds."""

    action: Action
    argument: str
    at_s: float

    def repeats(self, before: "_Press") -> bool:
        """Return whether this is ``before`` again, from a shaking hand.

        A key of the keypad leaves its screen standing, so another key after it is meant. After
        any other press the next one may land on a screen that has not been read yet.
        """
        passed_s = self.at_s - before.at_s
        if before.action in (Action.DIGIT, Action.ERASE):
            same = (self.action, self.argument) == (before.action, before.argument)
            return same and passed_s < KEY_REPEAT_S
        return passed_s < REPEAT_S


class KioskBridge(QObject):
    """Shows screens and tells what was pressed.

    ``acted(action, argument)`` carries a value of ``contract.Action`` and, for choices, aids and
    pages, what was chosen. ``clock`` returns monotonic seconds. The camera's frames go to ``feed``.
    QML binds to the bridge: it has to outlive the engine.
    """

    acted = Signal(str, str)
    screenChanged = Signal()  # noqa: N815 - QML's spelling
    frameChanged = Signal()  # noqa: N815 - QML's spelling

    def __init__(
        self,
        panel: Panel,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """Raise PanelError if any setting does not fit on ``panel``."""
        super().__init__(parent)
        self._clock = clock
        self._counted: _Press | None = None
        for each in all_settings(panel):
            measure(panel, each)
        self._measure = cache(partial(measure, panel))
        usual = Setting()
        self._setting = view_of(usual, self)
        self._metrics = view_of(self._measure(usual), self)
        self._theme = view_of(theme_for(usual), self)
        self.feed = PreviewFeed(self)
        self._shown: Screen | None = None
        self._screen: View | None = None
        self._frame: View | None = None

    def show(self, screen: Screen, setting: Setting) -> None:
        """Draw ``screen`` in ``setting``: the same question in place, another one as a new page."""
        self._setting.assign(setting)
        self._metrics.assign(self._measure(setting))
        self._theme.assign(theme_for(setting))
        self._show_frame(screen.frame)
        self.feed.want(previews(screen))
        before, self._shown = self._shown, screen
        if self._screen is not None and before is not None and _same_page(before, screen):
            self._screen.assign(screen)
            return
        old, self._screen = self._screen, view_of(screen, self)
        self.screenChanged.emit()
        if old is not None:
            old.deleteLater()

    def _show_frame(self, frame: Frame) -> None:
        if self._frame is None:
            self._frame = view_of(frame, self)
            self.frameChanged.emit()
        else:
            self._frame.assign(frame)

    @Slot(str, str)
    def press(self, action: str, argument: str) -> None:
        """Pass on a press from QML, unless it repeats one that has just counted."""
        press = _Press(Action(action), argument, self._clock())
        if self._counted is not None and press.repeats(self._counted):
            return
        self._counted = press
        self.acted.emit(press.action.value, argument)

    @property
    def shown(self) -> Screen | None:
        """The screen that was shown last, as Python gave it."""
        return self._shown

    def _get_screen(self) -> View | None:
        return self._screen

    def _get_screen_name(self) -> str:
        return "" if self._shown is None else self._shown.name

    def _get_page(self) -> str:
        return "" if self._shown is None else type(self._shown).__name__

    def _get_frame(self) -> View | None:
        return self._frame

    def _get_metrics(self) -> View:
        return self._metrics

    def _get_theme(self) -> View:
        return self._theme

    def _get_setting(self) -> View:
        return self._setting

    def _get_preview(self) -> PreviewFeed:
        return self.feed

    screen = Property(View, _get_screen, notify=screenChanged)
    screenName = Property(str, _get_screen_name, notify=screenChanged)  # noqa: N815 - QML's spelling
    page = Property(str, _get_page, notify=screenChanged)  # the QML file that draws the screen
    frame = Property(view_class(Frame), _get_frame, notify=frameChanged)
    metrics = Property(view_class(Metrics), _get_metrics, constant=True)
    theme = Property(view_class(Theme), _get_theme, constant=True)
    setting = Property(view_class(Setting), _get_setting, constant=True)
    preview = Property(PreviewFeed, _get_preview, constant=True)


def _same_page(before: Screen, after: Screen) -> bool:
    """Return whether ``after`` only brings ``before`` up to date: its kind and its question."""
    return before.name == after.name and _question(before) == _question(after)


def _question(screen: Screen) -> str:
    return " ".join(screen.frame.title.split())


def register() -> None:
    """Make the bridge and the views of all screens known to QML."""
    for kind in Screen.__args__:
        view_class(kind)
    register_uncreatable(View, "View")
    register_uncreatable(KioskBridge, "KioskBridge")
