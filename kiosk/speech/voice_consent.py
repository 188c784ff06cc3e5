"""Whether the hall may hear what is private: only by a resident's own, fresh choice."""

from collections.abc import Callable
from typing import Final

from kiosk.visit import Visit
from kiosk.visit.state import HANDED_PLACES, own_setting

LEFT_S: Final = 60.0  # who has not touched for so long may be gone, and a code somebody else's


class Consent:
    """That the resident switched the voice on themselves, by its button and not by a headset.

    The button of a voice that is on leads to its page and says nothing about the hall. Staff who
    have the visit speak for nobody. A code that is shown long after the last touch may be the next
    person's, who has chosen nothing.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._visit = Visit()
        self._given = False
        self._touched_at_s = float("-inf")

    @property
    def holds(self) -> bool:
        """Whether private words may be said aloud now."""
        return self._given and self._visit.place not in HANDED_PLACES

    def touched(self) -> None:
        """Somebody is here."""
        self._touched_at_s = self._clock()

    def voice_pressed(self) -> None:
        """Somebody pressed the button of the voice; what it does is not done yet."""
        if not self._visit.setting.voice and self._visit.place not in HANDED_PLACES:
            self._given = True

    def seen(self, visit: Visit) -> bool:
        """Take note of how the visit stands; return whether what was said is to be forgotten.

        That is so where the person at the machine is no more whose code was there.
        """
        before, self._visit = _whose(self._visit), visit
        now = _whose(visit)
        alone = self._clock() - self._touched_at_s > LEFT_S
        if not own_setting(visit).voice or (now not in (None, before) and alone):
            self._given = False
        return before is not None and now != before


def _whose(visit: Visit) -> bytes | None:
    return None if visit.code is None else visit.code.resident.cti
