"""How long to wait after a failure: doubling, capped, and never the same for two kiosks."""

from collections.abc import Callable
from typing import Final

FIRST_S: Final = 0.5
CAP_S: Final = 4.0
"""With the time-outs of an exchange this keeps the promise: an upload within 10 s of the line."""


def delay_s(failures: int, random: Callable[[int], bytes]) -> float:
    """Seconds to wait after so many failures in a row: half to the whole of 0.5, 1, 2, 4, 4, ...

    ``random(n)`` gives n bytes. The jitter keeps a district's kiosks from knocking all at once.
    """
    whole_s = min(CAP_S, FIRST_S * 2.0 ** min(failures - 1, 10))
    share = int.from_bytes(random(2)) / 0xFFFF
    return whole_s * (1 + share) / 2
