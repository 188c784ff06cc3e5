"""Fonts by language: each is our own, holds what it has to write, and has the ink that it says."""

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont, QTextLayout

from tests.ui.stage import Stage
from ui.contract import Setting
from ui.fonts import FACES, face_of
from ui.gallery import screens
from ui.resources import load_fonts

SIZE_PX = 1000
WRITTEN = {"ko": "한국어", "en": "한국어", "ja": "日本語食券", "zh": "中文语餐券"}
MIXED = "餐 语 식권 券 あ Lunch 15 · ‘’ ●"
OURS = {face.family for face in FACES.values()}

pytestmark = pytest.mark.usefixtures("qapp")


def _font(language: str, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    load_fonts()
    font = QFont(face_of(language).family)
    font.setPixelSize(SIZE_PX)
    font.setWeight(weight)
    return font


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Bold])
@pytest.mark.parametrize("language", FACES)
def test_a_language_is_written_in_a_font_of_ours(language: str, weight: QFont.Weight) -> None:
    font = _font(language, weight)
    assert QFontInfo(font).family() == face_of(language).family
    assert QFontInfo(font).weight() == weight
    drawn = QRawFont.fromFont(font)
    assert all(drawn.supportsCharacter(ord(each)) for each in WRITTEN[language])


@pytest.mark.parametrize("language", FACES)
def test_its_ink_is_as_high_as_it_says(language: str) -> None:
    drawn = QRawFont.fromFont(_font(language))
    glyphs = drawn.glyphIndexesForString(WRITTEN[language])
    heights = [drawn.boundingRect(glyph).height() / SIZE_PX for glyph in glyphs]
    assert max(heights) == pytest.approx(face_of(language).ink, abs=0.02)
    line = (drawn.ascent() + drawn.descent()) / SIZE_PX
    assert line == pytest.approx(face_of(language).line, abs=0.01)
    digit = drawn.boundingRect(drawn.glyphIndexesForString("1")[0])
    middle = (drawn.ascent() + digit.center().y()) / SIZE_PX
    assert middle == pytest.approx(face_of(language).middle, abs=0.01)


@pytest.mark.parametrize("language", FACES)
def test_what_one_font_lacks_another_of_ours_writes(language: str) -> None:
    layout = QTextLayout(MIXED, _font(language))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert {run.rawFont().familyName() for run in runs} <= OURS
    assert all(glyph != 0 for run in runs for glyph in run.glyphIndexes())


@pytest.mark.parametrize("language", FACES)
def test_all_words_of_the_panel_follow_the_language(stage: Stage, language: str) -> None:
    stage.show_screen(screens(Setting())["confirm"], Setting(language=language))
    texts = [item for item in stage.items() if item.inherits("QQuickText")]
    assert {each.property("font").family() for each in texts} == {face_of(language).family}
    stage.show("confirm")
    assert {each.property("font").family() for each in texts} == {face_of("ko").family}
