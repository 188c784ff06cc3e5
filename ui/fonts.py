"""Which font writes each language, and how high its ink is. Pure.

The look names sizes by the height of ink, so each font needs its own pixel size for the same ink.
``resources.load_fonts`` loads the files behind these families.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Face:
    """A font family. ``ink`` and ``line`` are parts of its pixel size, measured.

    ``ink`` is the height of an inked syllable (Hangul, Hanzi or kana), ``line`` the height of a
    line as the font itself wants it, and ``middle`` how far below the top of that line the middle
    of the ink lies.
    """

    family: str
    ink: float
    line: float
    middle: float


PRETENDARD: Final = Face("Pretendard GOV", ink=0.864, line=1.193, middle=0.598)
JAPANESE: Final = Face("Pretendard GOV", ink=0.8, line=1.193, middle=0.598)  # low kanji
CHINESE: Final = Face("Noto Sans SC", ink=0.92, line=1.448, middle=0.785)
FACES: Final = {"ko": PRETENDARD, "en": PRETENDARD, "ja": JAPANESE, "zh": CHINESE}


def face_of(language: str) -> Face:
    """Return the font of ``language``; one without its own is written in Pretendard GOV."""
    return FACES.get(language, PRETENDARD)
