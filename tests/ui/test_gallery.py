"""The gallery command: draws the examples that are named in every setting."""

from pathlib import Path

from PySide6.QtGui import QImage

from tests.ui.stage import Stage
from ui.bridge import all_settings
from ui.contract import Screen
from ui.gallery import draw, screens


def test_it_holds_every_screen_of_the_contract() -> None:
    for setting in all_settings():
        kinds = {type(screen) for screen in screens(setting).values()}
        assert kinds == set(Screen.__args__)


def test_it_draws_the_named_examples_in_every_setting(stage: Stage, tmp_path: Path) -> None:
    del stage
    draw(tmp_path, ("wait",))
    drawn = sorted(tmp_path.iterdir())
    assert len(drawn) == len(all_settings())
    assert all(QImage(str(each)).size().toTuple() == (1080, 1920) for each in drawn)
    assert len({each.read_bytes() for each in drawn}) == len(drawn)
