"""The gallery command: draws the examples that are named in every setting."""

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from tests.ui.stage import Stage
from ui.contract import Screen
from ui.gallery import LANDSCAPE, PANELS, draw, screens
from ui.gallery_sheets import (
    CAPTION,
    COLUMNS,
    COLUMNS_WIDE,
    GAP,
    THUMB_HEIGHT,
    THUMB_WIDTH,
    sheet,
    thumbnail,
)
from ui.panel import all_settings


def test_it_holds_every_screen_of_the_contract() -> None:
    for panel in PANELS.values():
        for setting in all_settings(panel):
            kinds = {type(screen) for screen in screens(setting, panel).values()}
            assert kinds == set(Screen.__args__)


def test_it_draws_the_named_examples_in_every_setting(stage: Stage, tmp_path: Path) -> None:
    del stage
    draw(tmp_path, ("wait",))
    sheets = set(tmp_path.glob("sheet-*.png"))
    drawn = sorted(set(tmp_path.iterdir()) - sheets)
    sizes = [QImage(str(each)).size().toTuple() for each in drawn]
    settings = {panel: len(all_settings(panel)) for panel in PANELS.values()}
    assert len(sheets) == sum(settings.values())
    for panel, count in settings.items():
        assert sizes.count((panel.width_px, panel.height_px)) == count
    assert len({each.read_bytes() for each in drawn}) == len(drawn)


def test_a_contact_sheet_shows_each_picture_with_its_name_in_its_own_place() -> None:
    red, blue = (QImage(THUMB_WIDTH, THUMB_HEIGHT, QImage.Format.Format_RGB32) for _ in range(2))
    red.fill(QColor("red"))
    blue.fill(QColor("blue"))
    drawn = sheet([("first", red), *[("other", red)] * (COLUMNS - 1), ("last", blue)])
    middle = GAP + THUMB_WIDTH // 2
    assert drawn.pixelColor(middle, GAP + CAPTION + 5) == QColor("red")
    second_row = GAP + THUMB_HEIGHT + CAPTION + GAP
    assert drawn.pixelColor(middle, second_row + CAPTION + 5) == QColor("blue")
    assert drawn.width() == GAP + COLUMNS * (THUMB_WIDTH + GAP)


def test_a_contact_sheet_of_wide_pictures_wastes_no_room() -> None:
    picture = QImage(LANDSCAPE.width_px, LANDSCAPE.height_px, QImage.Format.Format_RGB32)
    small = thumbnail(picture)
    assert small.width() > THUMB_WIDTH
    drawn = sheet([("one", small)] * (COLUMNS_WIDE + 1))
    assert drawn.width() == GAP + COLUMNS_WIDE * (small.width() + GAP)
    assert drawn.height() == GAP + 2 * (small.height() + CAPTION + GAP)
