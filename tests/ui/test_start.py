"""The first screen: the way to the other languages, in the row of the leading button."""

import pytest

from tests.ui.stage import Stage, place
from ui.contract import Panel, Setting
from ui.gallery import LANDSCAPE, PANELS

Stages = dict[Panel, Stage]
USUAL, LARGER = Setting(), Setting(larger=True)
every_panel = pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
every_size = pytest.mark.parametrize("setting", [USUAL, LARGER], ids=["100", "200"])


@every_panel
@every_size
def test_one_touch_leads_to_the_languages(stages: Stages, panel: Panel, setting: Setting) -> None:
    stage = stages[panel]
    stage.show("start", setting)
    stage.tap("language")
    assert stage.acted == [("language", "")]


@every_panel
@every_size
def test_its_button_stands_in_the_row_of_the_leading_one(
    stages: Stages, panel: Panel, setting: Setting
) -> None:
    stage = stages[panel]
    stage.show("news", setting)
    lead = place(stage.find("lead"))
    stage.show("start", setting)
    language = place(stage.find("language"))
    assert (language.top(), language.bottom()) == (lead.top(), lead.bottom())
    assert language.right() == lead.right()


def test_only_large_type_on_a_landscape_panel_needs_the_short_words(stages: Stages) -> None:
    for panel, stage in stages.items():
        for setting in (USUAL, LARGER):
            stage.show("start", setting)
            short = panel == LANDSCAPE and setting.larger
            words = "EN 中 日" if short else "English 中文 日本語"
            assert stage.find("language").property("text") == words


@every_panel
def test_a_machine_of_one_language_has_no_such_button(stages: Stages, panel: Panel) -> None:
    stage = stages[panel]
    stage.show("start-one-language")
    names = {button.objectName() for button in stage.buttons()}
    assert "language" not in names
    assert "choose:meal" in names
