"""The kiosk's window: nobody closes it, whatever the screen it fits, and the font is our own."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.stage import PATIENCE_MS, Clock, Stage
from ui.bridge import KioskBridge
from ui.contract import Setting
from ui.gallery import PANEL, screens
from ui.window import KioskWindow


def test_only_the_application_can_close_it(stage: Stage) -> None:
    stage.window.close()
    QTest.keyClick(stage.window, Qt.Key.Key_Escape)
    QTest.keyClick(stage.window, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.Close))
    assert stage.window.isVisible()


def test_the_public_sees_neither_a_frame_nor_a_pointer(stage: Stage) -> None:
    assert stage.window.flags() & Qt.WindowType.FramelessWindowHint
    assert stage.window.cursor().shape() == Qt.CursorShape.BlankCursor


def test_all_text_is_set_in_the_shipped_font(stage: Stage) -> None:
    stage.show("confirm")
    texts = [item for item in stage.items() if item.inherits("QQuickText")]
    assert texts
    for text in texts:
        font = QFontInfo(text.property("font"))
        assert font.family() == "Pretendard GOV"
        assert font.exactMatch()


def test_a_small_screen_shows_the_whole_kiosk_in_the_middle(qtbot: QtBot) -> None:
    del qtbot
    bridge = KioskBridge(PANEL, Clock())
    window = KioskWindow(bridge, hide_cursor=False, motion=False)
    window.resize(1280, 960)
    window.show()
    QCoreApplication.processEvents()
    kiosk = window.rootObject()
    assert isinstance(kiosk, QQuickItem)
    assert (kiosk.width(), kiosk.height()) == (1080, 1920)
    assert kiosk.scale() == 0.5
    assert (kiosk.x(), kiosk.y()) == (370, 0)
    window.close_for_good()
    assert not window.isVisible()


def test_a_new_screen_slides_in_and_takes_no_press_before_it_stands(qtbot: QtBot) -> None:
    bridge = KioskBridge(PANEL, Clock())
    window = KioskWindow(bridge, motion=True)
    window.resize(1080, 1920)
    window.show()
    kiosk = window.rootObject()
    bridge.show(screens(Setting())["start"], Setting())
    assert kiosk.property("settled") is False
    assert not _find(kiosk, "choose:meal").isEnabled()
    qtbot.waitUntil(lambda: bool(kiosk.property("settled")), timeout=PATIENCE_MS)
    assert _find(kiosk, "choose:meal").isEnabled()
    window.close_for_good()


def _find(item: QQuickItem, name: str) -> QQuickItem:
    todo = [item]
    while todo[0].objectName() != name:
        todo += todo.pop(0).childItems()
    return todo[0]
