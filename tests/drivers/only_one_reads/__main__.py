"""Draws the pictures anew."""

from __future__ import annotations

from itertools import islice

from PIL import Image

from benchmarks.photographs.kinds import Kind
from benchmarks.photographs.series import our_texts, photographs
from drivers.looks import LookName
from drivers.regions import Box
from tests.drivers.only_one_reads import picture_path

SEED, COUNT, TEXTS = 11, 48, 8

CHOSEN: dict[LookName, tuple[Kind, int, Box]] = {
    LookName.SHARPENED: (Kind.PX_3, 23, Box(584, 152, 888, 456)),
    LookName.CRISP: (Kind.BLURRED, 43, Box(248, 120, 584, 472)),
    LookName.ONE_LEVEL: (Kind.MOVING, 29, Box(456, 200, 808, 552)),
    LookName.ZBAR: (Kind.TILTED, 26, Box(648, 136, 936, 424)),
    LookName.EVENED: (Kind.NOISY, 46, Box(616, 216, 952, 536)),
    LookName.HISTOGRAM: (Kind.TILTED, 41, Box(568, 296, 904, 520)),
}


def main() -> None:
    texts = our_texts(TEXTS)
    for look, (kind, number, box) in CHOSEN.items():
        taken = photographs(texts, kind, COUNT, SEED)
        luma = next(islice(taken, number, None)).luma
        Image.fromarray(box.of(luma)).save(picture_path(look), optimize=True)


if __name__ == "__main__":
    main()
