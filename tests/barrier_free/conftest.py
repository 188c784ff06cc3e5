"""Both panels are built once: starting a window costs more than showing many screens."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.barrier_free.ground import Stages
from tests.ui.stage import Stage
from ui.gallery import PANELS


@pytest.fixture(scope="session")
def stages(qapp: QApplication) -> Iterator[Stages]:
    QAccessible.setActive(True)
    both = {letter: Stage.build(panel) for letter, panel in PANELS.items()}
    yield Stages(both)
    for stage in both.values():
        stage.window.close_for_good()
    assert [warning for stage in both.values() for warning in stage.warnings] == []
