"""A machine on which one language's file is damaged: it sells, in that language by Korean words."""

import shutil
from pathlib import Path

import pytest

from kiosk.journal import LOG_FILE
from tests.end_to_end.running import Place, buy_lunch
from tests.rails.source import ROOT
from ui import translations
from ui.contract import ChooseScreen, ConfirmScreen, StartScreen


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of what is installed, with one file spoilt; what looks for it finds the copy."""
    shutil.copytree(ROOT / "assets" / "translations", tmp_path / "assets" / "translations")
    (tmp_path / "assets" / "translations" / "kiosk_zh.qm").write_bytes(b"spoilt")
    monkeypatch.setattr(translations, "files", tmp_path.joinpath)
    return "zh"


def test_a_damaged_language_is_told_in_the_log_and_in_korean(place: Place, damaged: str) -> None:
    with place.profile.open("a", encoding="utf-8") as profile:
        profile.write('[sound]\nplayer = "simulator"\n')
    with place.kiosk() as kiosk:
        korean = kiosk.see(StartScreen).frame.title
        kiosk.touch("language")
        kiosk.see(ChooseScreen)
        kiosk.touch("choose", damaged)
        kiosk.touch("aid", "voice")
        assert kiosk.see(StartScreen).frame.title == korean
        assert kiosk.app.voice is not None
        assert {said.language for said in kiosk.app.voice.log} == {"ko"}
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
    written = (place.profile.with_suffix("") / LOG_FILE).read_text("utf-8")
    told = [line for line in written.splitlines() if "language-damaged" in line]
    assert len(told) == 1
    assert f'"{damaged}"' in told[0]
