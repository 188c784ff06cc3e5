"""Announcements: held still and turned by hand; what they say never gives way to a picture."""

import pytest

from tests.ui.stage import Stage
from ui.contract import NewsScreen, Panel, Setting
from ui.gallery import PANELS

Stages = dict[Panel, Stage]
every_panel = pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)


@every_panel
@pytest.mark.parametrize(
    ("name", "action", "argument"),
    [("pause", "pause", ""), ("page:next", "page", "next"), ("lead", "lead", "")],
)
def test_each_button_sends_its_action(
    stages: Stages, panel: Panel, name: str, action: str, argument: str
) -> None:
    stage = stages[panel]
    stage.show("news", Setting(larger=True))
    stage.tap(name)
    assert stage.acted == [(action, argument)]


def test_the_button_that_holds_it_still_lets_it_go_on(stage: Stage) -> None:
    stage.show("news")
    assert stage.find("pause").property("sign") == "icon-pause"
    stage.show("news-paused")
    assert stage.find("pause").property("sign") == "icon-play"
    assert stage.find("pause").property("text") == "계속"


@every_panel
def test_a_single_announcement_has_nothing_to_turn(stages: Stages, panel: Panel) -> None:
    stage = stages[panel]
    stage.show("news-only-one")
    names = {button.objectName() for button in stage.buttons()}
    assert not {"pause", "page:next"} & names
    assert "lead" in names


def test_a_long_text_of_large_type_takes_the_place_of_the_picture(lying_stage: Stage) -> None:
    for setting, pictured in ((Setting(), True), (Setting(larger=True), False)):
        screen = lying_stage.show("news-long", setting)
        assert isinstance(screen, NewsScreen)
        texts = {item.property("text") for item in lying_stage.items()}
        assert screen.text in texts
        drawn = {item.property("name") for item in lying_stage.items()}
        assert ("scene-news" in drawn) is pictured
