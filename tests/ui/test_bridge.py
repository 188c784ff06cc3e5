"""The bridge: typed values in, closed actions out; the same question stays, another is a page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from tests.ui.stage import Clock
from ui.bridge import KioskBridge
from ui.contract import CodeScreen, Panel, Setting
from ui.gallery import PANEL, screens
from ui.panel import PanelError, measure

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def bridge(qapp: QApplication) -> KioskBridge:
    return KioskBridge(PANEL, Clock())


def _property(view: QObject, path: str) -> object:
    value: object = view
    for name in path.split("."):
        value = getattr(value, name)
    return value


def test_a_screen_arrives_as_typed_values(bridge: KioskBridge) -> None:
    bridge.show(screens(Setting())["code"], Setting())
    assert _property(bridge, "screenName") == "code"
    assert _property(bridge, "page") == "CodeScreen"
    assert _property(bridge, "screen.quantity.canFewer") is False
    assert _property(bridge, "screen.price.coins") == "15코인"
    assert _property(bridge, "frame.step.number") == 2
    assert _property(bridge, "frame.lead") is None


def test_a_setting_changes_metrics_and_theme_in_place(bridge: KioskBridge) -> None:
    metrics, theme = _property(bridge, "metrics"), _property(bridge, "theme")
    usual = _property(bridge, "metrics.body")
    setting = Setting(larger=True, contrast=True, low=True)
    bridge.show(screens(setting)["start"], setting)
    assert _property(bridge, "metrics") is metrics
    assert _property(bridge, "theme") is theme
    assert _property(bridge, "metrics.body") == 2 * int(str(usual))
    assert _property(bridge, "theme.page").name() == "#000000"  # type: ignore[attr-defined] # a QColor
    assert _property(bridge, "setting.low") is True


def test_the_same_question_is_brought_up_to_date_without_a_new_page(bridge: KioskBridge) -> None:
    pages: list[object] = []
    bridge.screenChanged.connect(lambda: pages.append(bridge.shown))
    code = screens(Setting())["code"]
    assert isinstance(code, CodeScreen)
    assert code.price is not None
    bridge.show(code, Setting())
    bridge.show(replace(code, price=replace(code.price, coins="30코인")), Setting())
    assert len(pages) == 1
    assert _property(bridge, "screen.price.coins") == "30코인"


def test_a_title_broken_in_another_place_is_the_same_question(bridge: KioskBridge) -> None:
    pages: list[str] = []
    bridge.screenChanged.connect(lambda: pages.append(str(bridge.property("screenName"))))
    code = screens(Setting())["code"]
    assert "\n" in code.frame.title
    joined = replace(code, frame=replace(code.frame, title=code.frame.title.replace("\n", " ")))
    bridge.show(code, Setting())
    bridge.show(joined, Setting())
    assert pages == ["code"]


def test_another_question_of_the_same_kind_is_a_new_page(bridge: KioskBridge) -> None:
    pages: list[str] = []
    bridge.screenChanged.connect(lambda: pages.append(str(bridge.property("screenName"))))
    first = screens(Setting())["choose"]
    bridge.show(first, Setting())
    bridge.show(replace(first, frame=replace(first.frame, title="몇 시에 드실까요?")), Setting())
    assert pages == ["choose", "choose"]


def test_an_unknown_action_is_our_bug(bridge: KioskBridge) -> None:
    with pytest.raises(ValueError, match="dance"):
        bridge.press("dance", "")


@pytest.mark.parametrize("name", ["code", "card"])
def test_leaving_a_screen_with_a_preview_forgets_the_face(bridge: KioskBridge, name: str) -> None:
    bridge.show(screens(Setting())[name], Setting())
    bridge.feed.show_frame(bytes(16), 4, 4, 4)
    assert bridge.feed.newest() is not None
    bridge.show(screens(Setting())["wait"], Setting())
    assert bridge.feed.newest() is None


def test_a_panel_that_cant_hold_a_setting_is_refused_at_the_start() -> None:
    with pytest.raises(PanelError, match="ends above 1220"):
        KioskBridge(Panel(1366, 768, 15.6, 1100))


def test_voice_and_language_are_shown_in_the_measures_of_their_setting(bridge: KioskBridge) -> None:
    setting = Setting(larger=True, voice=True, language="en")
    usual = measure(PANEL, Setting(larger=True)).body
    bridge.show(screens(setting)["start"], setting)
    assert _property(bridge, "metrics.body") == measure(PANEL, setting).body < usual
