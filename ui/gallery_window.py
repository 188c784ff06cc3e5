"""The gallery on a designer's screen: all screens and components, turned by the arrow keys.

Right and Left go through the screens and then the components, Down and Up through the settings,
Tab to the other panel, Escape closes. The window's title says what is shown.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtQuick import QQuickView

from ui.bridge import KioskBridge
from ui.contract import Panel, Screen, Setting
from ui.gallery_components import PAGES, example_views, page_properties, page_url
from ui.gallery_examples import screens, setting_name
from ui.gallery_frame import PANELS
from ui.panel import all_settings
from ui.resources import ResourceError, kiosk_qml, prepare, qml_folder

Examples = Callable[[Setting, Panel], Mapping[str, Screen]]


class GalleryWindow(QQuickView):
    """Shows what ``examples`` gives for a setting and a panel, then the components."""

    def __init__(self, examples: Examples = screens) -> None:
        """Show the first screen; raises ResourceError if QML can't be loaded."""
        super().__init__()
        self._examples = examples
        self._letter = next(iter(PANELS))
        self._setting = Setting()
        self._at = 0
        self._bridge = KioskBridge(PANELS[self._letter])
        self._views = QObject(self)
        self.setColor(Qt.GlobalColor.darkGray)
        self.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        prepare(self.engine())
        self.resize(900, 900)
        self._draw()

    @property
    def shown(self) -> tuple[str, str, str]:
        """The panel's letter, the setting's name and what is shown."""
        return self._letter, setting_name(self._setting), self._names()[self._at]

    def turn(self, by: int) -> None:
        """Go ``by`` screens or components on; behind the last comes the first."""
        self._at = (self._at + by) % len(self._names())
        self._draw()

    def change_setting(self, by: int) -> None:
        """Go ``by`` settings on, with the same screen."""
        settings = all_settings(self._panel)
        at = settings.index(self._setting)
        self._move(self._letter, settings[(at + by) % len(settings)])

    def change_panel(self) -> None:
        """Go to the other panel, with the same screen."""
        letters = list(PANELS)
        letter = letters[(letters.index(self._letter) + 1) % len(letters)]
        known = self._setting in all_settings(PANELS[letter])
        self.setSource(QUrl())
        self._bridge = KioskBridge(PANELS[letter])
        self._move(letter, self._setting if known else Setting())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn by the arrows; no key reaches what is shown."""
        match event.key():
            case Qt.Key.Key_Right:
                self.turn(1)
            case Qt.Key.Key_Left:
                self.turn(-1)
            case Qt.Key.Key_Down:
                self.change_setting(1)
            case Qt.Key.Key_Up:
                self.change_setting(-1)
            case Qt.Key.Key_Tab:
                self.change_panel()
            case Qt.Key.Key_Escape:
                self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of what is shown before the bridge does."""
        super().closeEvent(event)
        self.setSource(QUrl())

    @property
    def _panel(self) -> Panel:
        return PANELS[self._letter]

    def _names(self) -> list[str]:
        return [*self._examples(self._setting, self._panel), *(page.name for page in PAGES)]

    def _move(self, letter: str, setting: Setting) -> None:
        """Show the same there; a screen that is not there gives way to the first."""
        before = self._names()[self._at]
        self._letter, self._setting = letter, setting
        names = self._names()
        self._at = names.index(before) if before in names else 0
        self._draw()

    def _draw(self) -> None:
        found = self._examples(self._setting, self._panel)
        if self._at < len(found):
            self._bridge.show(list(found.values())[self._at], self._setting)
            self._load(kiosk_qml(), {"bridge": self._bridge, "motion": False})
        else:
            page = PAGES[self._at - len(found)]
            self.setSource(QUrl())
            self._views.deleteLater()
            self._views = QObject(self)
            views = example_views(self._bridge, self._panel, self._setting, self._views)
            self._load(page_url(page), page_properties(page, self._bridge, views))
        self.setTitle(" · ".join(self.shown))

    def _load(self, url: QUrl, given: dict[str, object]) -> None:
        self.setInitialProperties({"source": url, "given": given})
        self.setSource(QUrl.fromLocalFile(str(qml_folder() / "specimens" / "Shell.qml")))
        if self.status() is not QQuickView.Status.Ready:
            raise ResourceError("; ".join(error.toString() for error in self.errors()))
