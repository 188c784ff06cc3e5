"""What services ask for and tell beside buying: digits, counts, an own code, what comes back."""

import re
from collections.abc import Mapping

import numpy as np
import pytest
from PySide6.QtQuick import QQuickItem

from tests.barrier_free.looking import pixels
from tests.ui.stage import Stage, place
from ui.contract import CodeScreen, KeypadScreen, Panel, Setting
from ui.gallery import PANELS, setting_name
from ui.panel import REACH_TOP_MM, all_settings
from ui.shown_code import QUIET_MODULES

Stages = Mapping[Panel, Stage]
CODE_MM, WHITE, BLACK = 40.0, 255, 0
every_view = pytest.mark.parametrize(
    ("panel", "setting"),
    [
        pytest.param(panel, setting, id=f"{letter}-{setting_name(setting)}")
        for letter, panel in PANELS.items()
        for setting in all_settings(panel)
    ],
)
each_code = pytest.mark.parametrize("name", ["code-offer", "code-offer-large"])


def _painted(stage: Stage) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The place of the code on the panel, one byte a pixel."""
    area = place(stage.find("shown-code")).toRect()
    picture = pixels(stage.window.grabWindow())
    part = picture[area.top() : area.bottom() + 1, area.left() : area.right() + 1, 1]
    return np.asarray(part, dtype=np.uint8)


@each_code
@every_view
def test_the_own_code_is_black_on_white_of_whole_pixels_and_large_enough(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    stage = stages[panel]
    screen = stage.show(name, setting)
    assert isinstance(screen, CodeScreen)
    part = _painted(stage)
    assert set(np.unique(part)) == {BLACK, WHITE}
    rows, columns = (np.flatnonzero((part == BLACK).any(axis=axis)) for axis in (1, 0))
    count = len(screen.offer)
    side = (rows[-1] - rows[0] + 1) // count
    assert side * count / panel.px_per_mm >= CODE_MM
    quiet = min(rows[0], columns[0], len(part) - 1 - rows[-1], len(part[0]) - 1 - columns[-1])
    assert quiet >= QUIET_MODULES * side
    middles = part[rows[0] + side // 2 :: side, columns[0] + side // 2 :: side][:count, :count]
    assert ["".join("1" if it == BLACK else "0" for it in row) for row in middles] == [
        *screen.offer
    ]


@each_code
@every_view
def test_the_own_code_is_in_reach_where_all_else_is(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    stage = stages[panel]
    stage.show(name, setting)
    top_mm = (panel.height_px - place(stage.find("shown-code")).top()) / panel.px_per_mm
    if setting.low:
        assert panel.lower_edge_mm + top_mm <= REACH_TOP_MM


@every_view
def test_an_amount_is_read_as_a_whole_and_its_keys_stay(
    stages: Stages, panel: Panel, setting: Setting
) -> None:
    stage = stages[panel]
    screen = stage.show("keypad-amount", setting)
    assert isinstance(screen, KeypadScreen)
    assert stage.find("amount").property("text") == screen.amount
    assert stage.find("digit:1").isEnabled()
    assert stage.find("erase").isEnabled()
    stage.show("keypad-amount-none", setting)
    assert not stage.find("erase").isEnabled()
    assert not stage.find("lead").isEnabled()


@pytest.mark.parametrize(
    ("name", "coins"),
    [("confirm-facts", 4), ("confirm-won", 0), ("confirm-admit", 0), ("confirm-collect", 0)],
)
def test_the_coin_stands_before_coins_and_nothing_else(stage: Stage, name: str, coins: int) -> None:
    stage.show(name)
    drawn = [it for it in stage.items() if it.inherits("QQuickImage") and _is_coin(it)]
    assert len(drawn) == coins


def _is_coin(item: QQuickItem) -> bool:
    return re.search(r"/coin$", str(item.property("source").toString())) is not None


@every_view
def test_one_more_touch_names_what_and_to_whom(
    stages: Stages, panel: Panel, setting: Setting
) -> None:
    stage = stages[panel]
    stage.show("thanks-leftover", setting)
    button = next(it for it in stage.buttons() if it.objectName() == "choose:leftover")
    words = [it.property("text") for it in _texts(button)]
    assert words[0] == "원하시면 2코인 기부"
    assert "어린이 병원" in words or (setting.larger and panel.width_px > panel.height_px)


def _texts(item: QQuickItem) -> list[QQuickItem]:
    found = [item] if item.inherits("QQuickText") and item.isVisible() else []
    return found + [each for child in item.childItems() for each in _texts(child)]
