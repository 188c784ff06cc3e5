"""A resident code as the modules a phone draws. Shared by the drawn phone and the camera scene."""

from functools import lru_cache

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_L
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

_MODULE_PX = 4  # of a module as the phone's camera sees it
QUIET_MODULES = 4  # ISO/IEC 18004: light border on each side


@lru_cache(maxsize=8)  # three phones, drawn in two places
def modules(text: str) -> NDArray[np.bool_]:
    """The QR code of ``text`` (alphanumeric alphabet), True is dark, with its quiet border."""
    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_L, border=QUIET_MODULES)
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    drawn = np.array(code.get_matrix(), dtype=np.bool_)
    drawn.setflags(write=False)
    return drawn


@lru_cache(maxsize=2)  # the code on the kiosk's screen is looked at again and again
def read(rows: tuple[str, ...]) -> str:
    """What a camera reads off drawn modules, "1" is dark; empty where there is no code."""
    if not rows:
        return ""
    light = np.array([[255 * (module == "0") for module in row] for row in rows], dtype=np.uint8)
    framed = np.pad(light, QUIET_MODULES, constant_values=255)
    large = np.kron(framed, np.ones((_MODULE_PX, _MODULE_PX), dtype=np.uint8))
    found = zxingcpp.read_barcodes(large)
    return str(found[0].text) if found else ""
