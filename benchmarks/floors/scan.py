"""The floor of reading a camera's picture: zxing-cpp alone."""

import numpy as np
import zxingcpp
from numpy.typing import NDArray

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])


def read(luma: NDArray[np.uint8]) -> list[str]:
    """Texts of the QR codes in a grey picture (uint8, shape (height, width))."""
    plain = zxingcpp.TextMode.Plain
    return [code.text for code in zxingcpp.read_barcodes(luma, formats=_FORMATS, text_mode=plain)]
