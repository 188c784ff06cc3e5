"""Photographs from outside: the exact text beside each, and a sentence where they are missing."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.photo_sets import WITH_CODES, WITHOUT, missing_sets, photos, photos_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / WITH_CODES[0]
    made.mkdir()
    for number, text in enumerate((b"one\r\n two ", b"\x01\x10AD", None)):
        Image.fromarray(np.full((4, 6), 10 * number, np.uint8)).save(made / f"{number}.png")
        if text is not None:
            (made / f"{number}.txt").write_bytes(text)
    return tmp_path


def test_a_text_is_taken_to_the_last_byte(folder: Path) -> None:
    found = list(photos(folder / WITH_CODES[0], 10))
    assert [picture.wanted for picture in found] == ["one\r\n two ", "\x01\x10AD", None]
    assert [int(picture.luma[0, 0]) for picture in found] == [0, 10, 20]
    assert found[0].luma.shape == (4, 6)


def test_no_more_are_read_than_wanted(folder: Path) -> None:
    assert len(list(photos(folder / WITH_CODES[0], 2))) == 2


def test_a_missing_set_is_told_and_gives_nothing(folder: Path) -> None:
    told = missing_sets(folder)
    assert len(told) == 2
    assert all("is missing; set KIOSK_SHARED_DATA" in sentence for sentence in told)
    assert list(photos(folder / WITHOUT, 10)) == []


def test_the_folder_is_where_the_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_SHARED_DATA", "/somewhere")
    assert photos_folder() == Path("/somewhere/qr-photos")
    monkeypatch.delenv("KIOSK_SHARED_DATA")
    assert photos_folder().parts[-3:] == ("shared", "data", "qr-photos")
