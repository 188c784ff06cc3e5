"""A resident code as the modules a phone draws. Shared by the drawn phone and the camera scene."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_L
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

QUIET_MODULES = 4  # ISO/IEC 18004: light border on each side


@lru_cache(maxsize=8)  # three phones, drawn in two places
def modules(text: str) -> NDArray[np.bool_]:
    """The QR code of ``text`` (alphanumeric alphabet), True is dark, with its quiet border."""
    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_L, border=QUIET_MODULES)
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    drawn = np.array(code.get_matrix(), dtype=np.bool_)
    drawn.setflags(write=False)
    return drawn
