"""A notice comes while one reads and reaches out: nothing moves, and the step stays in sight."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.ui.looking import Look, cut_off, look_at, on_each_other
from tests.ui.stage import Stage
from ui.contract import Panel, Screen, Setting
from ui.gallery import LANDSCAPE, PANELS, screens, setting_name
from ui.panel import all_settings

Stages = Mapping[Panel, Stage]
SETTINGS = [
    pytest.param(panel, setting, id=f"{letter}-{setting_name(setting)}")
    for letter, panel in PANELS.items()
    for setting in all_settings(panel)
    if not setting.contrast
]
every_setting = pytest.mark.parametrize(("panel", "setting"), SETTINGS)
SHORT = "직원을 불렀습니다"
BROKEN = "시간이 더 필요하세요?\n화면을 만져 주세요."
LONG = "시간이 더 필요하세요? 천천히 하셔도 됩니다. 화면을 만져 주세요."


def _noticed(screen: Screen, notice: str) -> Screen:
    return replace(screen, frame=replace(screen.frame, notice=notice))


def _look(stage: Stage, setting: Setting, name: str, notice: str) -> Look:
    stage.show_screen(_noticed(screens(setting, stage.panel)[name], notice), setting)
    return look_at(stage)


@every_setting
@pytest.mark.parametrize("name", ["choose", "choose-long-names", "confirm"])
@pytest.mark.parametrize("notice", [SHORT, BROKEN, LONG])
def test_a_notice_moves_no_button_and_leaves_the_step(
    stages: Stages, panel: Panel, setting: Setting, name: str, notice: str
) -> None:
    quiet, noticed = (_look(stages[panel], setting, name, each) for each in ("", notice))
    assert [(it.name, it.area) for it in quiet.buttons] == [
        (it.name, it.area) for it in noticed.buttons
    ]
    step = next(it for it in quiet.words if " / " in it.text)
    assert step in noticed.words
    assert {" ".join(notice.split())} <= {" ".join(it.text.split()) for it in noticed.words}
    assert cut_off(noticed) == []
    assert on_each_other(noticed) == []


@every_setting
def test_a_short_notice_leaves_the_title_where_there_is_room(
    stages: Stages, panel: Panel, setting: Setting
) -> None:
    look = _look(stages[panel], setting, "choose", SHORT)
    assert (look.title_y >= 0) != (panel == LANDSCAPE and setting.larger)


@every_setting
def test_a_notice_is_as_large_as_what_one_reads_there(
    stages: Stages, panel: Panel, setting: Setting
) -> None:
    look = _look(stages[panel], setting, "choose", SHORT)
    least_mm = (
        (14.4 if setting.larger else 7.2)
        if panel == LANDSCAPE
        else (17.9 if setting.larger else 8.9)
    )
    assert next(it for it in look.words if it.text == SHORT).ink_mm >= least_mm
