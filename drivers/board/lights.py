"""When a lamp is lit and a buzzer sounds: patterns, as a function of time. Pure."""

from __future__ import annotations

from dataclasses import dataclass

STEADY_MS = 0  # as off_ms: no pause


@dataclass(frozen=True)
class Pattern:
    """``on_ms`` switched on, ``off_ms`` off, again and again until ``limit_ms`` are over.

    ``off_ms`` 0 is steady. The limit is the pattern's own: a contact that nobody switches off
    switches itself off.
    """

    on_ms: int
    off_ms: int
    limit_ms: int

    def is_on(self, since_ms: float) -> bool:
        """Whether it is switched on ``since_ms`` after its beginning."""
        if not 0 <= since_ms < self.limit_ms:
            return False
        return self.off_ms == STEADY_MS or since_ms % (self.on_ms + self.off_ms) < self.on_ms


class Switch:
    """One contact that follows a pattern while it is wanted; tells when it has to be moved."""

    def __init__(self, pattern: Pattern) -> None:
        self._pattern = pattern
        self._since_s: float | None = None
        self._is_closed = False

    def want(self, now_s: float, wanted: bool) -> None:
        """Begin the pattern, or end it; wanted again, it goes on as it was."""
        if not wanted:
            self._since_s = None
        elif self._is_over(now_s):
            self._since_s = now_s

    @property
    def is_wanted(self) -> bool:
        """Whether its pattern runs."""
        return self._since_s is not None

    def released(self) -> None:
        """Its contact is open, by a command that it did not ask for."""
        self._is_closed = False

    def step(self, now_s: float) -> bool | None:
        """Return what the contact has to become now: closed or not; None where it is that."""
        if self._is_over(now_s):
            self._since_s = None
        since_s = self._since_s
        closed = since_s is not None and self._pattern.is_on((now_s - since_s) * 1000)
        if closed is self._is_closed:
            return None
        self._is_closed = closed
        return closed

    def _is_over(self, now_s: float) -> bool:
        since_s = self._since_s
        return since_s is None or (now_s - since_s) * 1000 >= self._pattern.limit_ms
