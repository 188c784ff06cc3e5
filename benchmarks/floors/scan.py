"""The floors of reading a camera's picture: each decoder alone, as its own manual calls it."""

from functools import lru_cache

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

Luma = NDArray[np.uint8]  # grey, shape (height, width)


_Detector = cv2.QRCodeDetector | cv2.QRCodeDetectorAruco
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])


def read(luma: Luma) -> list[str]:
    """Texts of the QR codes that zxing-cpp alone reads."""
    plain = zxingcpp.TextMode.Plain
    return [code.text for code in zxingcpp.read_barcodes(luma, formats=_FORMATS, text_mode=plain)]


def read_pyzbar(luma: Luma) -> list[str]:
    """Texts that pyzbar alone reads; it raises ValueError on a lone part of a split code."""
    try:
        codes = pyzbar.decode(luma, symbols=[pyzbar.ZBarSymbol.QRCODE])
    except ValueError:
        return []
    return [code.data.decode("utf-8", "replace") for code in codes]


def read_cv2(luma: Luma) -> list[str]:
    """Texts that OpenCV's detector reads."""
    return _detected(_detector(aruco=False), luma)


def read_aruco(luma: Luma) -> list[str]:
    """Texts that OpenCV's other detector reads."""
    return _detected(_detector(aruco=True), luma)


@lru_cache(maxsize=2)
def _detector(*, aruco: bool) -> _Detector:
    return cv2.QRCodeDetectorAruco() if aruco else cv2.QRCodeDetector()


def _detected(detector: _Detector, luma: Luma) -> list[str]:
    try:
        _, texts, _, _ = detector.detectAndDecodeMulti(luma)
    except (cv2.error, UnicodeDecodeError):  # a modern code it can't name, bytes that are no text
        return []
    return [text for text in texts if text]
