"""The QR code of an offer as the screen draws it."""

from functools import lru_cache
from typing import Final

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

QUIET_MODULES: Final = 4  # ISO/IEC 18004: white around it, which whoever draws it adds
Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=4)  # the one that is shown is drawn again with each change of the screen
def modules(text: str) -> Modules:
    """Return the rows of the code for ``text`` (alphanumeric alphabet); True is dark.

    Without the quiet zone. Level M, which a phone still reads with a finger print on the glass.
    """
    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
