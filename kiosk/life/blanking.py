"""When the panel goes dark: after a time without anybody. Pure: the time is handed in.

Only the first screen goes dark, which invites whoever comes; announcements on it are for people in
the hall, and when nobody has come for so long, none are there. A screen that says that the kiosk is
out of order stays lit, as its number is to be read, and so does one that waits for staff.
Somebody is there: a finger, a key, a code that was read, a headset. What machines tell of
themselves wakes nobody, and neither does a ledger that fails at night.
"""

from collections.abc import Callable
from typing import Final

from kiosk import events
from kiosk.events import Event
from kiosk.visit import Place, Visit
from kiosk.visit.leaving import untouched
from kiosk.visit.table import BY_A_PERSON, CODES

STIRS: Final = (*BY_A_PERSON, *CODES, events.HeadsetIn, events.HeadsetOut)


class Blanking:
    """``after_s``: how long nobody has to be there; 0 is never. Monotonic seconds.

    ``shade`` hears when the panel is to go dark (True) and light (False).
    """

    def __init__(self, after_s: float, now_s: float, shade: Callable[[bool], None]) -> None:
        self._after_s = after_s
        self._since_s = now_s
        self._shade = shade
        self._dark = False

    def stirred(self, now_s: float) -> None:
        """Somebody is there."""
        self._since_s = now_s
        self._be(False)

    def happened(self, event: Event, now_s: float) -> None:
        """See whether ``event`` is of somebody who is there."""
        if isinstance(event, STIRS):
            self.stirred(now_s)

    def step(self, visit: Visit, now_s: float) -> None:
        """Let time pass."""
        if not (visit.place is Place.START and untouched(visit)):
            self._since_s = now_s
        elif self._after_s and now_s - self._since_s >= self._after_s:
            self._be(True)

    def _be(self, dark: bool) -> None:
        if dark is not self._dark:
            self._dark = dark
            self._shade(dark)
