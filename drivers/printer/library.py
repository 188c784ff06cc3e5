"""python-escpos, imported once, and its side effects undone. Import it from here only.

At import python-escpos 3.1 reads a list of all printers there are (200 ms of a start), gives the
root logger a handler, and leaves a folder with a pickle behind at each start. It gets a list of one
printer, ours, and the rest is undone. Its transports are not used: its network printer tells no
time-out from a closed connection, and it has no bound on a whole status question.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from drivers.printer.contract import PAPER_DOTS

# 80 mm paper at 203 dpi. Without a width the library complains on stdout for each picture.
_PRINTERS = {
    "profiles": {
        "default": {
            "media": {"width": {"mm": 72, "pixels": PAPER_DOTS}},
            "codePages": {"0": "CP437"},
            "features": {"bitImageRaster": True, "paperFullCut": True, "paperPartCut": True},
        }
    },
    "encodings": {"CP437": {"name": "CP437", "python_encode": "cp437"}},
}
_SETTING = "ESCPOS_CAPABILITIES_FILE"


def _import_cleanly() -> None:
    handlers, setting = list(logging.root.handlers), os.environ.get(_SETTING)
    with TemporaryDirectory() as folder:
        printers = Path(folder) / "printers.json"
        printers.write_text(json.dumps(_PRINTERS))
        os.environ[_SETTING] = str(printers)
        from escpos import capabilities  # noqa: PLC0415  it reads the setting at import

    os.environ.pop(_SETTING)
    if setting is not None:
        os.environ[_SETTING] = setting
    logging.root.handlers[:] = handlers
    # Only its import reads the folder; a pickle that others could write has no place in a kiosk.
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)


_import_cleanly()

from escpos.printer import Dummy as CommandWriter  # noqa: E402  after the clean import

__all__ = ["CommandWriter"]
