"""The live camera picture on the code screen: newest frame only, mirrored, drawn at its own pace.

Frames come from the camera's thread and are only put down there; the Qt thread paints the newest
one when it draws the screen. Nothing queues up: a frame that was not painted in time is replaced.
A frame shows a person's face, so it is forgotten as soon as the code screen is left.
"""

import threading
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import qmlRegisterType
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.views import QML_MODULE, register_uncreatable


@dataclass(frozen=True)
class _Frame:
    """One picture: rows of ``stride`` bytes, grey (1 byte a pixel) or BGR (3 bytes a pixel)."""

    data: bytes
    width: int
    height: int
    stride: int

    def image(self) -> QImage:
        """Return the picture without copying it; valid while this frame is referenced."""
        coloured = self.stride >= 3 * self.width
        format_ = QImage.Format.Format_BGR888 if coloured else QImage.Format.Format_Grayscale8
        return QImage(self.data, self.width, self.height, self.stride, format_)


class PreviewFeed(QObject):
    """Where the camera's thread puts its frames and the preview takes the newest."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._newest: _Frame | None = None
        self._wanted = False
        self._told = False

    def show_frame(self, data: bytes, width: int, height: int, stride: int) -> None:
        """Put down a frame, from any thread. Grey, or BGR if ``stride`` holds 3 bytes a pixel.

        A frame that comes while none is wanted is not kept. Raises ValueError if the bytes do not
        hold the picture.
        """
        if min(width, height) < 1 or stride < width or len(data) < stride * height:
            raise ValueError(
                f"{len(data)} bytes are no picture of {width}x{height}, {stride} a row"
            )
        with self._lock:
            if not self._wanted:
                return
            self._newest = _Frame(data, width, height, stride)
            tell, self._told = not self._told, True
        if tell:
            self.arrived.emit()

    def want(self, wanted: bool) -> None:
        """Begin or end keeping the newest frame; at the end it is forgotten, the preview dark."""
        with self._lock:
            self._wanted = wanted
            if wanted or self._newest is None:
                return
            self._newest = None
            tell, self._told = not self._told, True
        if tell:
            self.arrived.emit()

    @property
    def dark(self) -> bool:
        """Whether there is no frame to draw."""
        with self._lock:
            return self._newest is None

    def newest(self) -> _Frame | None:
        """Return the newest frame, if any, and ask to be told of the next."""
        with self._lock:
            self._told = False
            return self._newest


class CameraPreview(QQuickPaintedItem):
    """Draws the middle of the feed's newest frame, mirrored as people expect of themselves."""

    feed_changed = Signal()
    dark_changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setOpaquePainting(True)
        self._feed: PreviewFeed | None = None
        self._dark = True

    def _get_feed(self) -> PreviewFeed | None:
        return self._feed

    def _set_feed(self, feed: PreviewFeed | None) -> None:
        if self._feed is not None:
            self._feed.arrived.disconnect(self._refresh)
        self._feed = feed
        if feed is not None:
            feed.arrived.connect(self._refresh)
        self.feed_changed.emit()
        self._refresh()

    feed = Property(PreviewFeed, _get_feed, _set_feed, notify=feed_changed)

    def _get_dark(self) -> bool:
        return self._dark

    dark = Property(bool, _get_dark, notify=dark_changed)  # no picture has come

    @Slot()
    def _refresh(self) -> None:
        dark = self._feed is None or self._feed.dark
        if dark is not self._dark:
            self._dark = dark
            self.dark_changed.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw the newest frame over the whole item, cut to the item's proportions."""
        frame = None if self._feed is None else self._feed.newest()
        area = QRect(0, 0, round(self.width()), round(self.height()))
        if frame is None or area.isEmpty():
            painter.fillRect(area, self.fillColor())
            return
        cut = frame.image().copy(_middle(frame.width, frame.height, area))
        small = cut.scaled(area.size(), mode=Qt.TransformationMode.FastTransformation)
        painter.drawImage(area, small.flipped(Qt.Orientation.Horizontal))


def _middle(width: int, height: int, area: QRect) -> QRect:
    """Return the largest middle part of a width x height picture with the area's proportions."""
    used_width = min(width, height * area.width() // area.height())
    used_height = min(height, width * area.height() // area.width())
    return QRect((width - used_width) // 2, (height - used_height) // 2, used_width, used_height)


def register() -> None:
    """Make the preview known to QML."""
    qmlRegisterType(CameraPreview, QML_MODULE, 1, 0, "CameraPreview")  # type: ignore[call-overload] # the stub says bytes, the library takes str only
    register_uncreatable(PreviewFeed, "PreviewFeed")
