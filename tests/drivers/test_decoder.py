"""Codes in still pictures: both engines, real photographs, and files that are no pictures."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
import qrcode
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pyzbar import pyzbar
from qrcode import base, util

from drivers.decoder import decode, decode_picture
from drivers.engines import Engine, Found, read_zbar, read_zxing
from drivers.errors import PictureUnreadable
from drivers.picture import MAX_PIXELS, read_luma
from tests.drivers.pictures import Pixels, code, scene

TEXT = (
    "CC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2 O5 N2FBBRW1*70HS8WY04AC*WIFN0AHCD8KD97TK0F90KECTHGWJC0FDC"
)


def texts(found: tuple[Found, ...]) -> list[str]:
    return [one.text for one in found]


def pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".txt")


def test_a_code_is_read_with_engine_format_time_and_corners() -> None:
    (found,) = decode(scene(TEXT, left=500, top=100, dots=4))
    assert (found.text, found.format, found.engine) == (TEXT, "QRCode", "zxing-cpp")
    assert 0 < found.decode_ms < 1000
    side = code(TEXT, 4).shape[0]
    middle = np.array(found.corners).mean(axis=0)
    assert middle == pytest.approx([500 + side / 2, 100 + side / 2], abs=3)


def test_two_codes_in_one_picture_are_both_read() -> None:
    both = np.hstack([code("ONE"), code("TWO")])
    assert sorted(texts(decode(both))) == ["ONE", "TWO"]


def test_light_on_dark_is_read() -> None:
    assert texts(decode(255 - scene(TEXT))) == [TEXT]


def test_micro_qr_is_not_read() -> None:
    micro = zxingcpp.create_barcode("12345", zxingcpp.BarcodeFormat.MicroQRCode)
    luma = np.array(micro.to_image(scale=8))
    assert zxingcpp.read_barcodes(luma)
    assert decode(luma) == ()


def test_pyzbar_alone_reads_our_kind_of_text_unchanged() -> None:
    (found,) = read_zbar(scene(TEXT))
    assert (found.text, found.engine) == (TEXT, Engine.ZBAR)


def test_a_part_of_a_split_code_is_no_code_and_no_error() -> None:
    part = _structured_append("HALF")
    with pytest.raises(ValueError, match="not a valid ZBarOrientation"):
        pyzbar.decode(part, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert read_zbar(part) == ()


def test_together_the_engines_read_more_photographs_than_each_alone(photographs: Path) -> None:
    pictures = [
        read_luma(path)
        for folder in ("qrcode-2", "qrcode-3")
        for path in pictures_in(photographs / folder)
    ]
    zxing = sum(bool(read_zxing(picture)) for picture in pictures)
    zbar = sum(bool(read_zbar(picture)) for picture in pictures)
    both = sum(bool(decode(picture)) for picture in pictures)
    assert both > max(zxing, zbar)
    assert both / len(pictures) > 0.93


def test_photographs_say_what_is_written_beside_them(photographs: Path) -> None:
    folder = photographs / "qrcode-2"
    compared = 0
    for path in pictures_in(folder):
        expected = path.with_suffix(".txt")
        found = decode_picture(path)
        if found and expected.exists():
            compared += 1
            words = expected.read_text("utf-8").split()
            assert words in [one.text.split() for one in found], path.name
    assert compared > 30


def test_pictures_without_a_code_yield_nothing(photographs: Path) -> None:
    pictures = pictures_in(photographs / "falsepositives-1")
    assert len(pictures) > 10
    assert {path.name: texts(decode_picture(path)) for path in pictures} == {
        path.name: [] for path in pictures
    }


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".bmp", ".gif"])
def test_picture_files_of_each_kind_are_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"code{suffix}"
    Image.fromarray(scene(TEXT)).save(path)
    assert texts(decode_picture(path)) == [TEXT]


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    ink = 255 - code(TEXT)
    Image.merge("LA", (Image.new("L", ink.shape[::-1], 0), Image.fromarray(ink))).save(path)
    assert texts(decode_picture(path)) == [TEXT]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable, match=r"gone\.png: no such file"):
        decode_picture(tmp_path / "gone.png")


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable):
        decode_picture(tmp_path)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.png"
    path.write_text("not a picture")
    with pytest.raises(PictureUnreadable, match="no readable picture"):
        decode_picture(path)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (10_000, MAX_PIXELS // 10_000 + 1)).save(path)
    assert path.stat().st_size < 100_000
    with pytest.raises(PictureUnreadable, match="too large"):
        decode_picture(path)


def test_a_picture_that_only_claims_a_huge_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claim.png"
    path.write_bytes(_png_header(2_000_000_000, 2_000_000_000))
    with pytest.raises(PictureUnreadable):
        decode_picture(path)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_damaged_picture_files_never_leak_a_foreign_error(
    tmp_path: Path, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF"]))
    path = tmp_path / "damaged"
    Image.fromarray(code("FUZZ", 2)).save(path, kind)
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw[: data.draw(st.integers(0, len(raw)))])
    try:
        luma = read_luma(path)
    except PictureUnreadable:
        return
    assert luma.ndim == 2


def _png_header(width: int, height: int) -> bytes:
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    chunk = (13).to_bytes(4, "big") + head + zlib.crc32(head).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk


def _structured_append(text: str) -> Pixels:
    """The first of two parts of a split code (ISO/IEC 18004, structured append)."""
    bits = util.BitBuffer()
    for value, length in ((3, 4), (0, 4), (1, 4), (0x5A, 8), (4, 4), (len(text), 8)):
        bits.put(value, length)
    for byte in text.encode():
        bits.put(byte, 8)
    blocks = base.rs_blocks(2, qrcode.ERROR_CORRECT_M)
    bits.put(0, sum(block.data_count for block in blocks) * 8 - len(bits))
    qr = qrcode.QRCode(version=2, border=4, error_correction=qrcode.ERROR_CORRECT_M)
    qr.data_cache = util.create_bytes(bits, blocks)
    qr.make(fit=False)
    modules = np.where(np.array(qr.get_matrix()), 0, 255).astype(np.uint8)
    return np.kron(modules, np.ones((6, 6), np.uint8))
