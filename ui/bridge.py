"""The one object between Python and QML: what is shown goes in, what is pressed comes out.

Python calls ``show`` on the Qt thread with a finished screen; QML binds to the typed views and
calls ``press``. The bridge holds no rule of a visit. It only keeps a shaking hand from counting
twice, lets the voice name a control before it does anything (``ui.presses``), and gives the fixed
parts (header, leading button, bar) views that outlive a screen.
"""

import time
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.contract import Action, Frame, Panel, Screen, Setting, previews
from ui.focus import Spot, following
from ui.keys import Keyboard, meaning
from ui.panel import Metrics, all_settings, measure
from ui.phrases import in_whole_phrases
from ui.presses import Outcome, Presses
from ui.preview import PreviewFeed
from ui.theme import Theme, theme_for
from ui.views import View, register_uncreatable, view_class, view_of


class KioskBridge(QObject):
    """Shows screens and tells what was pressed.

    ``acted(action, argument)`` carries a value of ``contract.Action`` and, for choices, aids and
    pages, what was chosen. ``pointed(action, argument)`` comes while the voice is on, of what is to
    be named and not done yet; ``touched`` comes first of all, with any finger and any key, as it
    interrupts the voice. ``digits_at_once`` lets the keypad's keys act at once even then.
    While ``dark`` nothing is seen, and the first finger or key does nothing but tell ``woken``.
    ``clock`` returns monotonic seconds. The camera's frames go to ``feed``. QML binds to the
    bridge: it has to outlive the engine.
    """

    acted = Signal(str, str)
    pointed = Signal(str, str)
    touched = Signal()
    woken = Signal()
    darkChanged = Signal()  # noqa: N815 - QML's spelling
    pointedAtChanged = Signal()  # noqa: N815 - QML's spelling
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
        self._presses = Presses()
        self._keyboard = Keyboard()
        for each in all_settings(panel):
            measure(panel, each)
        self._measure = cache(partial(measure, panel))
        usual = Setting()
        self._setting = view_of(usual, self)
        self._metrics = view_of(self._measure(usual), self)
        self._theme = view_of(theme_for(usual), self)
        self.feed = PreviewFeed(self)
        self._dark = False
        self._shown: Screen | None = None
        self._screen: View | None = None
        self._frame: View | None = None

    def show(self, screen: Screen, setting: Setting) -> None:
        """Draw ``screen`` in ``setting``: the same question in place, another one as a new page."""
        screen = in_whole_phrases(screen, setting.language)
        self._presses.voiced(setting.voice)
        self._setting.assign(setting)
        self._metrics.assign(self._measure(setting))
        self._theme.assign(theme_for(setting))
        self._show_frame(screen.frame)
        self.feed.want(previews(screen))
        before, self._shown = self._shown, screen
        same = before is not None and _same_page(before, screen)
        self._take_note(before.frame if before is not None and same else None, screen.frame)
        if self._screen is not None and same:
            self._screen.assign(screen)
            return
        old, self._screen = self._screen, view_of(screen, self)
        self.screenChanged.emit()
        if old is not None:
            old.deleteLater()

    def _take_note(self, before: Frame | None, frame: Frame) -> None:
        """Tell the presses of a new page (there is no frame before it), or of a new notice."""
        if before is None:
            self._presses.came(self._clock())
        if frame.notice != (before.notice if before else "") and frame.notice:
            self._presses.noticed(asks=frame.asks)
        self.pointedAtChanged.emit()

    def _show_frame(self, frame: Frame) -> None:
        if self._frame is None:
            self._frame = view_of(frame, self)
            self.frameChanged.emit()
        else:
            self._frame.assign(frame)

    @Slot(str, str)
    def press(self, action: str, argument: str) -> None:
        """Pass on a press from QML, unless it repeats one that has just counted."""
        if self._dark:
            self.wake()
            return
        outcome = self._presses.press(Action(action), argument, self._clock())
        self.pointedAtChanged.emit()
        if outcome is Outcome.POINT:
            self.pointed.emit(action, argument)
        elif outcome is Outcome.ACT:
            self.acted.emit(action, argument)

    @Slot(str, str)
    def point(self, action: str, argument: str) -> None:
        """Take note of what an arrow has come to; without the voice nothing is to be said."""
        if not self._dark and self._presses.point(Action(action), argument, self._clock()):
            self.pointedAtChanged.emit()
            self.pointed.emit(action, argument)

    @Slot()
    def touch(self) -> None:
        """Tell that a finger or a key came down, wherever; in the dark it only wakes."""
        if self._dark:
            self.wake()
            return
        self._presses.began(self._clock())
        self.touched.emit()

    @Slot()
    def wake(self) -> None:
        """Let there be light; what was pressed for it counts for nothing, nor does its bouncing."""
        self._presses.woke(self._clock())
        self.shade(False)
        self.woken.emit()

    def shade(self, dark: bool) -> None:
        """Make the panel dark, or light."""
        if dark is not self._dark:
            self._dark = dark
            self.darkChanged.emit()

    @Slot(int, str, result=str)
    def keyDown(self, key: int, text: str) -> str:  # noqa: N802 - QML's spelling
        """Return what a key that went down does, as ``ui.keys.Keyboard.down``."""
        return self._keyboard.down(key, text, self._clock())

    @Slot(int, result=str)
    def meaning(self, key: int) -> str:
        """Return what a key does, as ``ui.keys.meaning``."""
        return meaning(key)

    @Slot("QVariantList", int, str, result=int)
    def following(self, spots: list[list[Any]], at: int, way: str) -> int:
        """Return what ``ui.focus.following`` says; a spot is [action, x, y, width, height]."""
        return following([Spot(*each) for each in spots], at, way)

    @property
    def digits_at_once(self) -> bool:
        """Whether keys of the keypad act at once though the voice is on."""
        return self._presses.digits_at_once

    @digits_at_once.setter
    def digits_at_once(self, at_once: bool) -> None:
        self._presses.digits_at_once = at_once

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

    def _get_dark(self) -> bool:
        return self._dark

    def _get_pointed_at(self) -> str:
        return self._presses.pointed_at

    def _get_preview(self) -> PreviewFeed:
        return self.feed

    screen = Property(View, _get_screen, notify=screenChanged)
    screenName = Property(str, _get_screen_name, notify=screenChanged)  # noqa: N815 - QML's spelling
    page = Property(str, _get_page, notify=screenChanged)  # the QML file that draws the screen
    frame = Property(view_class(Frame), _get_frame, notify=frameChanged)
    metrics = Property(view_class(Metrics), _get_metrics, constant=True)
    theme = Property(view_class(Theme), _get_theme, constant=True)
    setting = Property(view_class(Setting), _get_setting, constant=True)
    dark = Property(bool, _get_dark, notify=darkChanged)
    pointedAt = Property(str, _get_pointed_at, notify=pointedAtChanged)  # noqa: N815 - QML's spelling
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
