"""The stage is built once: starting a window costs more than showing two hundred screens."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.ui.stage import Stage


@pytest.fixture(scope="session")
def one_stage(qapp: QApplication) -> Iterator[Stage]:
    QAccessible.setActive(True)
    stage = Stage.build()
    yield stage
    stage.window.close_for_good()
    assert stage.warnings == []


@pytest.fixture
def stage(one_stage: Stage) -> Iterator[Stage]:
    """The window; a test in which QML warned fails."""
    one_stage.warnings.clear()
    yield one_stage
    assert one_stage.warnings == []
