"""Runs before the packaged programs: lets ctypes find the libraries that lie in our folder.

pyzbar and pyusb ask ``ctypes.util.find_library``, which knows the system's libraries only; those
we bring must be found on a machine that has none.
"""

import ctypes.util
import sys
from collections.abc import Callable
from pathlib import Path

_FOLDER = Path(sys._MEIPASS)  # type: ignore[attr-defined]  # only a packaged program has it


def _ours_first(find: Callable[[str], str | None]) -> Callable[[str], str | None]:
    def find_library(name: str) -> str | None:
        ours = sorted(_FOLDER.glob(f"lib{name}.so*"))
        return str(ours[0]) if ours else find(name)

    return find_library


ctypes.util.find_library = _ours_first(ctypes.util.find_library)
