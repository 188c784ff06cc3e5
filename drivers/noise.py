"""How much nonsense is too much: a device that talks garbage is named, not listened to for ever.

A wiggling plug makes a few wrong bytes a day; a wrong speed, a broken cable or an attack makes them
without end. Pure: the time is handed in.
"""

from __future__ import annotations

from collections import deque

WINDOW_S = 2.0
MAX_NOISE = 4096  # bytes a window: a long code at a wrong speed is no babbling, two in a row are
_SLICES = 64  # of the window: what came within one is remembered as one


class NoiseMeter:
    """Counts what was no good, by the bytes, over the last seconds."""

    def __init__(self, most: int = MAX_NOISE, window_s: float = WINDOW_S) -> None:
        self._most = most
        self._window_s = window_s
        self._seen: deque[tuple[float, int]] = deque()

    def step(self, now_s: float, noise_bytes: int) -> bool:
        """Tell what came by `now_s` (monotonic seconds); True where it is too much by now."""
        while self._seen and now_s - self._seen[0][0] > self._window_s:
            self._seen.popleft()
        if noise_bytes:
            self._add(now_s, noise_bytes)
        return sum(size for _, size in self._seen) > self._most

    def clear(self) -> None:
        """Begin anew, with another device or after a pause."""
        self._seen.clear()

    def _add(self, now_s: float, noise_bytes: int) -> None:
        if self._seen and now_s - self._seen[-1][0] < self._window_s / _SLICES:
            since_s, before = self._seen.pop()
            self._seen.append((since_s, before + noise_bytes))
        else:
            self._seen.append((now_s, noise_bytes))
