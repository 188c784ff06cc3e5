"""The ring around what has the focus: 1 mm wide, 3:1 on both sides, on every control, never cut."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.stage import Stage, place
from tests.ui.test_theme import ratio
from ui.contract import Panel, Setting
from ui.gallery import LANDSCAPE, PORTRAIT
from ui.panel import measure
from ui.theme import theme_for

NAMES = ("start", "choose", "code", "confirm", "keypad", "staff", "voice")
LOOKS = [Setting(), Setting(contrast=True), Setting(larger=True)]
NEAR = 16  # of 255, in each channel: edges are smoothed


def _along(image: QImage, area: QRectF, side: str, reach_px: int) -> list[QColor]:
    """Colours from the edge of a control outwards, at the middle of one side."""
    x, y = int(area.center().x()), int(area.center().y())
    ways = {
        "left": [(int(area.left()) - step, y) for step in range(reach_px)],
        "right": [(int(area.right()) - 1 + step, y) for step in range(reach_px)],
        "top": [(x, int(area.top()) - step) for step in range(reach_px)],
        "bottom": [(x, int(area.bottom()) - 1 + step) for step in range(reach_px)],
    }
    return [image.pixelColor(*at) for at in ways[side]]


def _same(one: QColor, other: QColor) -> bool:
    channels = (QColor.red, QColor.green, QColor.blue)
    return all(abs(each(one) - each(other)) <= NEAR for each in channels)


def _faults(stage: Stage, item: QQuickItem, image: QImage, setting: Setting) -> list[str]:
    metrics, ring = measure(stage.panel, setting), QColor(theme_for(setting).ring)
    reach = metrics.ring + metrics.edge_chosen + 3
    found = []
    for side in ("left", "right", "top", "bottom"):
        colours = _along(image, place(item), side, reach)[1:]  # without the control's own edge
        ringed = [at for at, colour in enumerate(colours) if _same(colour, ring)]
        width_mm = len(ringed) / stage.panel.px_per_mm
        around = [colours[ringed[0] - 1], colours[ringed[-1] + 1]] if ringed else []
        weak = [each.name() for each in around if ratio(each.name(), ring.name()) < 3]
        if width_mm < 1 or weak:
            found.append(f"{item.objectName()} {side}: {width_mm:.2f} mm, weak against {weak}")
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("setting", LOOKS, ids=("light", "contrast", "200"))
@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE], ids="PL")
def test_the_ring_is_wide_and_strong_around_every_control(
    stages: dict[Panel, Stage], panel: Panel, setting: Setting, name: str
) -> None:
    stage = stages[panel]
    stage.to_front()
    stage.show(name, setting)
    faults = []
    for _ in [each for each in stage.buttons() if each.isEnabled()]:
        QTest.keyClick(stage.window, Qt.Key.Key_Right)
        faults += _faults(stage, stage.window.activeFocusItem(), stage.window.grabWindow(), setting)
    assert faults == []


@pytest.mark.parametrize("setting", [Setting(voice=True), Setting(voice=True, contrast=True)])
def test_words_stay_readable_on_what_was_pointed_at(stage: Stage, setting: Setting) -> None:
    stage.show("wait", setting)
    stage.show("confirm", setting)
    before = _face(stage)
    stage.tap("lead")
    assert stage.find("lead").property("pointed") is True
    assert _face(stage) == before  # the leading words are for this colour only


def _face(stage: Stage) -> QColor:
    area, gap = place(stage.find("lead")), measure(stage.panel, Setting()).gap
    return stage.window.grabWindow().pixelColor(int(area.left()) + gap, int(area.top()) + gap)
