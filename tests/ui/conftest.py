"""A stage is built once for each panel: a window costs more than showing two hundred screens."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.ui.stage import Stage
from ui.contract import Panel
from ui.gallery import LANDSCAPE, PORTRAIT


def _one(panel: Panel) -> Iterator[Stage]:
    QAccessible.setActive(True)
    stage = Stage.build(panel)
    yield stage
    stage.window.close_for_good()
    assert stage.warnings == []


def _quiet(stage: Stage) -> Iterator[Stage]:
    """Lend a stage in front of the other one: keys go to the item that has the active focus."""
    stage.warnings.clear()
    stage.to_front()
    yield stage
    assert stage.warnings == []


@pytest.fixture(scope="session")
def one_stage(qapp: QApplication) -> Iterator[Stage]:
    del qapp
    yield from _one(PORTRAIT)


@pytest.fixture(scope="session")
def one_lying_stage(qapp: QApplication) -> Iterator[Stage]:
    del qapp
    yield from _one(LANDSCAPE)


@pytest.fixture
def stage(one_stage: Stage) -> Iterator[Stage]:
    """The window of the portrait panel; a test in which QML warned fails."""
    yield from _quiet(one_stage)


@pytest.fixture
def lying_stage(one_lying_stage: Stage) -> Iterator[Stage]:
    """The same on the landscape panel."""
    yield from _quiet(one_lying_stage)


@pytest.fixture
def stages(stage: Stage, lying_stage: Stage) -> dict[Panel, Stage]:
    """Both, for tests of every screen on every panel."""
    return {each.panel: each for each in (stage, lying_stage)}
