"""The component gallery: every page is drawn on both panels, and the window goes through all."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.contract import Panel, Screen, Setting
from ui.gallery import screens, setting_name
from ui.gallery_components import PAGES, draw_components
from ui.gallery_frame import LANDSCAPE, PANELS, PORTRAIT
from ui.gallery_window import GalleryWindow
from ui.panel import all_settings
from ui.resources import qml_folder


def test_each_page_is_drawn_on_both_panels_in_the_settings_asked_for(
    qapp: QApplication, tmp_path: Path
) -> None:
    del qapp
    drawn_settings = (Setting(), Setting(larger=True, contrast=True))
    draw_components(tmp_path, lambda _: drawn_settings)
    drawn = {each.name: QImage(str(each)) for each in tmp_path.iterdir()}
    assert drawn.keys() == {
        f"components-{letter}-{setting_name(setting)}-{page.file.lower()}.png"
        for letter in PANELS
        for setting in drawn_settings
        for page in PAGES
    }
    for name, picture in drawn.items():
        panel = PANELS[name.split("-")[1]]
        assert picture.width() == panel.width_px
        assert picture.height() >= panel.height_px


def test_every_page_of_specimens_is_listed() -> None:
    found = {path.stem for path in (qml_folder() / "specimens").glob("*Page.qml")}
    assert found - {"SpecimenPage"} == {f"{page.file}Page" for page in PAGES}


def _two(setting: Setting, panel: Panel) -> Mapping[str, Screen]:
    shown = screens(setting, panel)
    return {name: shown[name] for name in ("start", "confirm")}


@pytest.fixture
def window(qapp: QApplication) -> Iterator[GalleryWindow]:
    del qapp
    window = GalleryWindow(_two)
    window.show()
    yield window
    window.close()


def test_the_arrows_go_through_screens_then_components_and_round(window: GalleryWindow) -> None:
    seen = [window.shown[2]]
    for _ in range(1 + len(PAGES)):
        QTest.keyClick(window, Qt.Key.Key_Right)
        seen.append(window.shown[2])
    assert seen == ["start", "confirm", *(page.name for page in PAGES)]
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert window.shown[2] == "start"
    QTest.keyClick(window, Qt.Key.Key_Left)
    assert window.shown[2] == PAGES[-1].name


def test_up_and_down_change_the_setting_and_keep_the_screen(window: GalleryWindow) -> None:
    window.turn(1)
    seen = set()
    for _ in all_settings(PORTRAIT):
        seen.add(window.shown)
        QTest.keyClick(window, Qt.Key.Key_Down)
    assert seen == {("P", setting_name(each), "confirm") for each in all_settings(PORTRAIT)}
    QTest.keyClick(window, Qt.Key.Key_Up)
    assert window.shown[1] == setting_name(all_settings(PORTRAIT)[-1])


def test_tab_changes_the_panel_which_is_seen_as_a_whole(window: GalleryWindow) -> None:
    window.resize(700, 700)
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert window.shown == ("L", "100", "start")
    shown = window.rootObject().childItems()[0]
    assert (shown.width(), shown.height()) == (LANDSCAPE.width_px, LANDSCAPE.height_px)
    assert shown.width() * shown.scale() == pytest.approx(700)


def test_a_setting_the_other_panel_has_not_gives_way_to_the_usual(window: GalleryWindow) -> None:
    while "low" not in window.shown[1]:
        window.change_setting(1)
    window.change_panel()
    assert window.shown[:2] == ("L", "100")


def test_escape_closes(window: GalleryWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
