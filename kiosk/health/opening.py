"""What the doctor says of a device that did not open: missing, forbidden and busy need other hands.

Pure: the driver's error knows what the system said.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from errno import EACCES, EAGAIN, EBUSY, ENODEV, ENOENT, ENOTDIR, ENXIO, EPERM
from typing import Final

from drivers.errors import DriverError
from kiosk.health.finding import Finding

MISSING: Final = frozenset({ENOENT, ENODEV, ENXIO, ENOTDIR})
FORBIDDEN: Final = frozenset({EACCES, EPERM})
BUSY: Final = frozenset({EBUSY, EAGAIN})  # EAGAIN: somebody else has locked the port
MUTE: Final = "does not open"  # where a driver says no more, the system's own word is added
DIALOUT: Final = "put the kiosk's account into the group dialout, then restart the kiosk"


@dataclass(frozen=True)
class Hands:
    """What to do about a device of the profile's ``section``, by why it did not open.

    ``otherwise``: it opens and fails later. ``plugs``: it hangs on a cable of its own; what does
    not is missing only where the profile names another.
    """

    section: str
    otherwise: str
    forbidden: str = DIALOUT
    busy: str = "end the other program that holds it, as a terminal program or ModemManager"
    plugs: bool = True

    def advice(self, error: DriverError) -> str:
        """Return what to do first about ``error``."""
        number = _number(error)
        if number in MISSING and self.plugs:
            return (
                f"plug it in and switch it on, or correct [{self.section}]: 'kiosk devices' tells"
                " what is plugged in, under the path that stays"
            )
        if number in FORBIDDEN:
            return self.forbidden
        if number in BUSY:
            return self.busy
        return self.otherwise


def not_opened(part: str, path: str, error: DriverError, hands: Hands) -> Finding:
    """Return what is wrong with ``part`` at ``path``, which is named once, and what to do."""
    words, number = str(error), _number(error)
    if words.endswith(MUTE) and number is not None:
        words = f"{words}: {os.strerror(EBUSY if number in BUSY else number)}"
    where = "" if path in words else f"{path}: "
    return Finding(part, False, f"{where}{words}", hands.advice(error))


def _number(error: DriverError) -> int | None:
    """Return what the system's error below it is called; None where it said nothing."""
    return next((each.errno for each in _below(error) if isinstance(each, OSError)), None)


def _below(error: BaseException) -> Iterator[BaseException]:
    below = error.__cause__
    while below is not None:
        yield below
        below = below.__cause__
