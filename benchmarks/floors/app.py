"""The floor of a kiosk's start: a QML program with one line of text, on the same software backend.

A program, `python -m benchmarks.floors.app`, full screen, until it is ended.
"""

import signal
import sys

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickView

_QML = b"""
import QtQuick
Rectangle { color: "white"; Text { anchors.centerIn: parent; text: "Ready" } }
"""


def main() -> int:
    """Show the window."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QGuiApplication(sys.argv)
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    component = QQmlComponent(view.engine())
    component.setData(_QML, QUrl())
    view.setContent(QUrl(), component, component.create())
    view.showFullScreen()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
