"""The shipped fonts: each language's has the ink that its pixel sizes are reckoned from."""

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QRawFont
from pytestqt.qtbot import QtBot

from ui.fonts import FACES, Face
from ui.resources import load_fonts

SIZE = 1000
TALL = {"ko": "가", "en": "가", "ja": "食", "zh": "请"}
JAPANESE_WAY = "直骨令角"  # written otherwise in China
DARK = 128


def font_of(face: Face, *, bold: bool = False) -> QFont:
    load_fonts()
    font = QFont(face.family)
    font.setPixelSize(SIZE)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def drawn(font: QFont, text: str) -> bytes:
    image = QImage(2 * SIZE, 2 * SIZE, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(SIZE // 2, SIZE * 3 // 2, text)
    painter.end()
    return bytes(image.constBits())


def ink(font: QFont, text: str) -> float:
    pixels, width = drawn(font, text), 2 * SIZE
    dark = [y for y in range(width) if min(pixels[y * width : (y + 1) * width]) < DARK]
    return (dark[-1] - dark[0] + 1) / SIZE


@pytest.mark.parametrize("language", FACES)
def test_ink_is_as_high_as_the_sizes_are_reckoned_from(qtbot: QtBot, language: str) -> None:
    face = FACES[language]
    assert ink(font_of(face), TALL[language]) == pytest.approx(face.ink, abs=0.005)


@pytest.mark.parametrize("language", FACES)
def test_a_line_is_as_high_as_the_font_wants_it(qtbot: QtBot, language: str) -> None:
    face = FACES[language]
    assert QFontMetricsF(font_of(face)).height() / SIZE == pytest.approx(face.line, abs=0.005)


@pytest.mark.parametrize("language", FACES)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_both_weights_are_shipped(qtbot: QtBot, language: str, bold: bool) -> None:
    raw = QRawFont.fromFont(font_of(FACES[language], bold=bold))
    assert raw.familyName() == FACES[language].family
    assert (raw.weight() >= QFont.Weight.Bold) is bold


def test_japanese_is_not_drawn_with_chinese_forms(qtbot: QtBot) -> None:
    japanese, chinese = font_of(FACES["ja"]), font_of(FACES["zh"])
    for character in JAPANESE_WAY:
        assert drawn(japanese, character) != drawn(chinese, character)
    assert QRawFont.fromFont(japanese).supportsCharacter(ord("直"))
    assert QRawFont.fromFont(chinese).supportsCharacter(ord("请"))
