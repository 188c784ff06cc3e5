"""What Python does by itself, set so that the screen's thread seldom waits for it."""

import gc
import sys
from typing import Final

TURN_S: Final = 0.0005
"""How long a thread may compute while another one waits. Python's own 5 ms are for programs without
a screen: a transition gives Python's lock away several times, and while a slip was laid out on the
printer's thread it took 40 ms to get through. Three threads that only compute take a tenth more
processor time for it; with 0.1 ms it would be half as much again."""


def take_turns() -> None:
    """Have threads that compute pass Python's lock on sooner; call it before they are started."""
    sys.setswitchinterval(TURN_S)


def keep_for_good() -> None:
    """Take all that is there now as kept until the process ends; call it once, when it is started.

    The collector of cycles now and then goes through everything that it knows, with all threads
    standing: 120,000 objects of a started kiosk take 40 to 60 ms, in the middle of a visit as
    likely as not. Nearly all of them are modules, classes, words and rules that are never let go.
    What comes later is collected as always. A cycle that is garbage already stays, too.
    """
    gc.freeze()
