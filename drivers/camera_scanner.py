"""From a camera's pictures to scans: decode the newest picture, let each code through once.

Runs in a thread of its own, so that neither the camera nor the screen waits for a decoder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Thread
from time import monotonic
from typing import Self

from drivers.agreement import Agreement
from drivers.camera_thread import CameraThread
from drivers.closing import Started
from drivers.device import JOIN_S, DeviceState, tell
from drivers.engines import Found, Sight
from drivers.errors import PictureUnreadable
from drivers.frame import Frame
from drivers.hint_watch import HintWatch
from drivers.live_decoder import LiveDecoder
from drivers.scan import MAX_LOCKED, ScanBudget, ScanGate
from drivers.scan_hints import ScanHint

FRAME_WAIT_S = 0.2  # how long closing may take
REST_S = 0.15  # between looks at a scene in which nothing moves: no phone comes faster


class CameraScanner(Started):
    """Watches a running `CameraThread`; a context manager with `closed`.

    `on_scan` gets each code that came into view, in the scanner's thread. What it raises is told to
    `threading.excepthook`; that scan is lost, the scanner goes on. `on_hint` gets what the person
    could do, on each change only, in the same thread. `is_awaited` knows texts of the form awaited
    here (`agreement`). Close it before the camera.

    Codes that change faster than hands can show them (a video of codes) are dropped; `on_state`
    hears BABBLES when that begins, FOUND when it is over. What is still in view then is a scan. It
    hears LOST where a bug ended the thread; the camera is stopped then.

    `decoder` and `hints` are used by this scanner alone.
    """

    def __init__(
        self,
        camera: CameraThread,
        on_scan: Callable[[Found], None],
        on_hint: Callable[[ScanHint], None] = lambda _: None,
        clock: Callable[[], float] = monotonic,
        *,
        is_awaited: Callable[[str], bool] = lambda _: False,
        on_state: Callable[[DeviceState], None] = lambda _: None,
        decoder: LiveDecoder | None = None,
        hints: HintWatch | None = None,
    ) -> None:
        self._camera = camera
        self._on_scan = on_scan
        self._on_hint = on_hint
        self._clock = clock
        self._decoder = decoder or LiveDecoder()
        self._agreement = Agreement(is_awaited)
        self._on_state = on_state
        self._gate = ScanGate()
        self._budget = ScanBudget()
        self._floods = False
        self._dropped: tuple[str, ...] = ()
        self._hints = hints or HintWatch()
        self._hint = ScanHint.NONE
        self._closed = False
        self._thread = Thread(target=self._run, name="camera-scanner", daemon=True)

    @property
    def closed(self) -> bool:
        """True once `stop` or `close` was called."""
        return self._closed

    def step(self, frame: Frame, now_s: float) -> tuple[Found, ...]:
        """Look at one picture seen at `now_s` (monotonic seconds); returns the new scans in it."""
        sight = self._decoder.step(frame.luma)
        self._advise(frame, now_s, sight)
        self._gate.keep(now_s, sight.held)
        found = {one.text: one for one in self._agreement.step(now_s, sight.found)}
        return tuple(found[text] for text in self._scans_of(now_s, found))

    def _scans_of(self, now_s: float, texts: Collection[str]) -> tuple[str, ...]:
        fresh = self._gate.step(now_s, texts)
        floods = self._budget.step(now_s, len(fresh))
        if floods is not self._floods:
            self._floods = floods
            tell(self._on_state, DeviceState.BABBLES if floods else DeviceState.FOUND)
        scans = tuple(it for it in texts if it in fresh or it in self._dropped)
        dropped = tuple(it for it in self._dropped if it not in scans)
        self._dropped = (dropped + scans)[-MAX_LOCKED:] if floods else dropped
        return () if floods else scans

    def _advise(self, frame: Frame, now_s: float, sight: Sight) -> None:
        hint = self._hints.step(now_s, frame.luma, sight, at_rest=self._decoder.at_rest)
        if hint is not self._hint:
            self._hint = hint
            tell(self._on_hint, hint)

    def start(self) -> Self:
        """Start watching; once only."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ask the thread to end, without waiting for it."""
        self._closed = True

    def close(self) -> None:
        """Stop and join the thread, or leave one behind that hangs. Twice is harmless."""
        self.stop()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)

    def _run(self) -> None:
        try:
            self._watch()
        finally:
            if not self._closed and not self._camera.closed:
                self._end_by_a_bug()

    def _end_by_a_bug(self) -> None:
        """Let go of the camera: it would be found, and read nothing. The bug is told elsewhere."""
        self._camera.stop()
        tell(self._on_state, DeviceState.LOST)

    def _watch(self) -> None:
        number, looked_s = 0, 0.0
        while not self._closed and not self._camera.closed:
            frame = self._camera.wait_newer(number, FRAME_WAIT_S)
            if frame is None:
                continue
            number, now_s = frame.number, self._clock()
            if self._decoder.at_rest and now_s - looked_s < REST_S:
                continue  # not even unpacked
            looked_s = now_s
            for found in self._look_at(frame, now_s):
                tell(self._on_scan, found)

    def _look_at(self, frame: Frame, now_s: float) -> tuple[Found, ...]:
        try:
            return self.step(frame, now_s)
        except PictureUnreadable:
            return ()  # the camera's own thread tells of it when there are more
