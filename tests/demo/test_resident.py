"""The scripted resident never waits for ever, whatever the kiosk shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.demo import resident
from kiosk.demo.messages import Finished
from kiosk.demo.resident import Hand, ScriptedResident
from tests.demo.stage import DemoStage
from ui.bridge import KioskBridge
from ui.gallery import PANEL


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[DemoStage]:
    made = DemoStage.build()
    yield made
    made.close()


def test_a_kiosk_that_shows_nothing_to_decide_on_is_left_and_told(
    stage: DemoStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resident, "REST_MS", resident.LOOK_MS)
    monkeypatch.setattr(resident, "SCREEN_MS", 10 * resident.LOOK_MS)
    hand = Hand(
        window=stage.shown.window,
        kiosk=stage.shown.kiosk_item(),
        bridge=KioskBridge(PANEL, parent=stage.kiosk),
        counts=stage.shown.counts,
        send=stage.pressed.append,
        resident="enough",
        output=tmp_path,
    )
    ScriptedResident(hand, stage.shown).start()
    left = Finished(
        screens=("01-nothing",), problems=("the kiosk shows nothing and does not go on",)
    )
    stage.wait_for(lambda: left in stage.pressed)
