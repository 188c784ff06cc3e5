"""Who guesses at numbers is slowed down: after some wrong ones in a row a partner is asked nothing.

It is kept in memory, so a power cut forgives. A partner counts for itself as well: it knows of all
kiosks, and may know who stands behind a number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MAX_WRONG: Final = 3
"""So many wrong numbers in a row are typed by somebody with weak eyes and a long number."""

REST_S: Final = 60.0
"""And so long is waited then: some thousand guesses a day, of a hundred million numbers."""

What = tuple[str, str]  # a service, and the path of a question


@dataclass
class _Tried:
    wrong: int = 0
    rests_until_s: float = float("-inf")


class Guesses:
    """Wrong numbers by what was asked. ``monotonic`` tells seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._tried: dict[What, _Tried] = {}

    def rests(self, what: What) -> bool:
        """Whether nobody may ask now."""
        tried = self._tried.get(what)
        return tried is not None and self._monotonic() < tried.rests_until_s

    def wrong(self, what: What) -> None:
        """A number stood for nothing."""
        tried = self._tried.setdefault(what, _Tried())
        tried.wrong += 1
        if tried.wrong >= MAX_WRONG:
            tried.wrong, tried.rests_until_s = 0, self._monotonic() + REST_S

    def right(self, what: What) -> None:
        """A number stood for something."""
        self._tried.pop(what, None)
