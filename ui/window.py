"""The kiosk's own window: full screen, without a frame, and with no way out for the public.

The demo does not use it; it puts the same Kiosk.qml into its own scene.
"""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtQuick import QQuickView

from ui.bridge import KioskBridge
from ui.resources import ResourceError, kiosk_qml, prepare


class KioskWindow(QQuickView):
    """Shows the bridge's screens; scaled to fit where the screen is not the panel (a laptop)."""

    def __init__(
        self, bridge: KioskBridge, *, hide_cursor: bool = True, motion: bool = True
    ) -> None:
        """Load Kiosk.qml; raises ResourceError if it can't be loaded."""
        super().__init__()
        self._bridge = bridge  # QML binds to it: it has to outlive the window
        self._may_close = False
        self.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setColor(Qt.GlobalColor.black)
        if hide_cursor:
            self.setCursor(Qt.CursorShape.BlankCursor)
        prepare(self.engine())
        self.setInitialProperties({"bridge": bridge, "motion": motion})
        self.setSource(kiosk_qml())
        if self.status() is not QQuickView.Status.Ready:
            raise ResourceError("; ".join(error.toString() for error in self.errors()))
        self._fit()

    def close_for_good(self) -> None:
        """Close the window: only the application may, so Alt+F4 and the like do nothing."""
        self._may_close = True
        self.close()
        self.setSource(QUrl())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ignore whoever else asks to close."""
        event.setAccepted(self._may_close)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the whole kiosk in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        kiosk = self.rootObject()
        if kiosk is None or self.width() < 1 or self.height() < 1:
            return
        scale = min(self.width() / kiosk.width(), self.height() / kiosk.height())
        kiosk.setTransformOrigin(kiosk.TransformOrigin.TopLeft)
        kiosk.setScale(scale)
        kiosk.setX((self.width() - kiosk.width() * scale) / 2)
        kiosk.setY((self.height() - kiosk.height() * scale) / 2)
