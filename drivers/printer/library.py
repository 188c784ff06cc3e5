"""python-escpos, imported once, and its side effects undone. Import it from here only.

At import python-escpos 3.1 gives the root logger a handler and leaves a folder with a pickle
behind, one for each start of the program. Its transports are not used: its network printer tells
no time-out from a closed connection, and it has no bound on a whole status question.
"""

from __future__ import annotations

import logging
import shutil


def _import_cleanly() -> None:
    handlers = list(logging.root.handlers)
    from escpos import capabilities  # noqa: PLC0415  the handlers must be noted first

    logging.root.handlers[:] = handlers
    # Only its import reads the folder; a pickle that others could write has no place in a kiosk.
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)


_import_cleanly()

from escpos.printer import Dummy as CommandWriter  # noqa: E402  after the clean import

# 80 mm paper, 203 dpi, 576 dots. With a profile that lacks the width the library prints a complaint
# to stdout for each picture.
PROFILE = "TM-T20II"

__all__ = ["PROFILE", "CommandWriter"]
