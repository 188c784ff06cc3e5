"""Debounce: one code is one scan until it has left the view; and no reader sends them without end.

A resident holds the phone still for seconds; the decoder reads the same code in each picture. The
gate lets a text through once, then locks it until it has not been seen for `away_s`. Pure: the time
is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from drivers.noise import NoiseMeter

MAX_CHARS = 2953  # the most bytes that a QR code (version 40-L, byte mode) holds
MAX_LOCKED = 32  # more codes in view than hands can hold; the longest unseen is forgotten first
AWAY_S = 1.5  # pictures missed in a row are a shaking hand; longer, and the phone was taken away

MAX_SCANS: Final = 20  # in the window: no hand shows so many different codes
SCANS_WINDOW_S: Final = 2.0


class ScanBudget:
    """How many scans one reader may tell in two seconds: each is a line in the log and a job.

    Pure: the time is handed in.
    """

    def __init__(self) -> None:
        self._told = NoiseMeter(MAX_SCANS, SCANS_WINDOW_S)

    def step(self, now_s: float, scans: int) -> bool:
        """Count `scans` by `now_s` (monotonic seconds); True where these are to be told to nobody.

        Then the reader shows codes as no hand does: it babbles.
        """
        return self._told.step(now_s, scans)

    def clear(self) -> None:
        """Begin anew, with another device or after a pause."""
        self._told.clear()


class ScanGate:
    """Turns texts seen in pictures into scans. One gate serves one camera."""

    def __init__(self, away_s: float = AWAY_S, max_chars: int = MAX_CHARS) -> None:
        self._away_s = away_s
        self._max_chars = max_chars
        self._last_seen_s: dict[str, float] = {}

    def keep(self, now_s: float, texts: Iterable[str]) -> None:
        """Hear that codes locked before are in view at `now_s`, though they were not read."""
        self._forget_what_left(now_s)
        for text in texts:
            if text in self._last_seen_s:
                self._last_seen_s[text] = now_s

    def step(self, now_s: float, texts: Iterable[str]) -> tuple[str, ...]:
        """Tell what was seen at `now_s` (monotonic seconds, never going back).

        Returns the texts that are scans of their own, in the order given. Call it for each picture,
        also with no texts. Empty and overlong texts are never scans.
        """
        self._forget_what_left(now_s)
        scans = []
        for text in texts:
            if not 0 < len(text) <= self._max_chars:
                continue
            if text not in self._last_seen_s:
                scans.append(text)
            self._see(text, now_s)
        return tuple(scans)

    def _forget_what_left(self, now_s: float) -> None:
        kept = {t: s for t, s in self._last_seen_s.items() if now_s - s < self._away_s}
        self._last_seen_s = kept

    def _see(self, text: str, now_s: float) -> None:
        self._last_seen_s.pop(text, None)
        self._last_seen_s[text] = now_s
        if len(self._last_seen_s) > MAX_LOCKED:
            del self._last_seen_s[next(iter(self._last_seen_s))]
