"""The speaker: a thread that says the newest thing it was told, and gives up on a dead sound card.

Theory of operation. Callers leave an utterance and ring a bell; whatever the thread is doing for an
older one (making sound, playing it) is interrupted by the same bell, and its process killed. What
fails is tried again at once; after `FAILURES_UNTIL_LOST` failures in a row the voice is LOST, which
is told once. Then everything is dropped, and the voice tried again every `RETRY_S` seconds by a
moment of silence, which nobody hears. So it is at the start, too: a technician learns of a missing
sound card before somebody needs it.

A text that the synthesiser can't say, while it can say others, is left out. A card that hangs is
not found by who touches before its time is over: after `INTERRUPTIONS_UNTIL_TRIED` in a row the
moment of silence is played once for itself, and no touch ends that. A thread that ends by a bug is
LOST as well: a voice is a help, and what sells goes on without it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final, Self

from drivers.closing import Started
from drivers.device import DeviceState, tell
from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.child import Interrupted
from drivers.speech.contract import MAX_SPEECHES, Speech
from drivers.speech.espeak import Synthesiser
from drivers.speech.player import Player
from drivers.speech.sound import silence

FAILURES_UNTIL_LOST: Final = 3
INTERRUPTIONS_UNTIL_TRIED: Final = 10  # more than one person makes who listens at all
RETRY_S: Final = 60.0
JOIN_S: Final = 5.0  # longer than a program takes to be killed, or a moment of silence to fail
MAX_KEPT_FAULTS: Final = 8
PROBE_S: Final = 0.05
PROBE_TEXT: Final = "1"  # what every voice can say; it is made and not played


class SpeechThread(Started):
    """A `Speaker`; `start` begins its thread. `on_state` hears FOUND and LOST, in that thread.

    `device` is the one that is tried while nobody says anything.
    """

    def __init__(
        self,
        synthesiser: Synthesiser,
        player: Player,
        device: str,
        on_state: Callable[[DeviceState], None] = lambda _: None,
        *,
        retry_s: float = RETRY_S,
        join_s: float = JOIN_S,
    ) -> None:
        self._synthesiser = synthesiser
        self._player = player
        self._probe = Speech(PROBE_TEXT, device=device)
        self._on_state = on_state
        self._retry_s = retry_s
        self._join_s = join_s
        self._state = DeviceState.STARTING
        self._failures = 0
        self._interruptions = 0  # since anything was played to its end
        self._failed_at_s = float("-inf")
        self._faults: deque[str] = deque(maxlen=MAX_KEPT_FAULTS)
        self._next: tuple[Speech, ...] = ()
        self._lock = Lock()  # of what is next, the bell and the faults: held for moments only
        self._bell = Bell()
        self._silent_bell = Bell()  # that nobody rings
        self._stop = Event()
        self._thread = Thread(target=self._run, name="speaker", daemon=True)

    @property
    def state(self) -> DeviceState:
        """What the thread last knew of its voice."""
        return self._state

    @property
    def closed(self) -> bool:
        """See `Speaker`."""
        return self._stop.is_set()

    @property
    def faults(self) -> tuple[str, ...]:
        """See `Speaker`."""
        with self._lock:
            return tuple(self._faults)

    def say(self, speeches: Sequence[Speech]) -> None:
        """See `Speaker`."""
        with self._lock:
            if not self.closed:
                self._next = tuple(speeches[:MAX_SPEECHES])
                self._bell.ring()

    def stop(self) -> None:
        """See `Speaker`."""
        self.say(())

    def start(self) -> Self:
        """Start the thread; once only."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Fall silent and join the thread; one that hangs in the system is left behind."""
        with self._lock:
            if self.closed:
                return
            self._stop.set()
            self._bell.ring()
        if self._thread.is_alive():
            self._thread.join(self._join_s)
        if not self._thread.is_alive():  # or it would listen to whatever gets the number next
            self._bell.close()
            self._silent_bell.close()

    def _run(self) -> None:
        try:
            while not self.closed:
                self._turn()
        finally:
            if not self.closed:
                self._tell(DeviceState.LOST)  # by a bug, which goes on to `threading.excepthook`

    def _turn(self) -> None:
        if not self._bell.wait(self._until_retry_s()):
            self._attempt(lambda: self._try_out(self._bell))
            return
        speeches = self._take()
        if self._interruptions >= INTERRUPTIONS_UNTIL_TRIED:
            self._attempt(lambda: self._try_out(self._silent_bell))
        if self._may_try():
            self._attempt(lambda: self._say_all(speeches))

    def _take(self) -> tuple[Speech, ...]:
        with self._lock:
            if not self.closed:
                self._bell.hush()
            taken, self._next = self._next, ()
            return () if self.closed else taken

    def _attempt(self, work: Callable[[], None]) -> None:
        """Do `work`; a newer word or a voice that is lost ends it."""
        try:
            work()
        except Interrupted:
            self._interruptions += 1
        except SpeechLost:
            return

    def _say_all(self, speeches: Sequence[Speech]) -> None:
        for speech in speeches:
            self._until_done(lambda: self._say(speech))  # noqa: B023 - done in this turn

    def _say(self, speech: Speech) -> None:
        try:
            sound = self._synthesiser.speak(speech, self._bell)
        except SpeechLost:
            self._say_nothing(replace(speech, text=PROBE_TEXT), self._bell)
        else:
            self._player.play(sound, speech, self._bell)

    def _try_out(self, bell: Bell) -> None:
        self._until_done(lambda: self._say_nothing(self._probe, bell))

    def _say_nothing(self, probe: Speech, bell: Bell) -> None:
        """Try synthesiser and player without being heard; SpeechLost where one of them fails."""
        self._synthesiser.speak(probe, bell)
        self._player.play(silence(PROBE_S), replace(probe, text=""), bell)

    def _until_done(self, work: Callable[[], None]) -> None:
        """Do `work`, again after a failure; SpeechLost once the voice is lost, or closed."""
        while True:
            try:
                work()
            except SpeechLost as exc:
                self._failed(str(exc))
                if self._failures >= FAILURES_UNTIL_LOST or self.closed:
                    raise
            else:
                self._worked()
                return

    def _failed(self, fault: str) -> None:
        self._failures += 1
        self._failed_at_s = monotonic()
        with self._lock:
            self._faults.append(fault)
        if self._failures >= FAILURES_UNTIL_LOST:
            self._tell(DeviceState.LOST)

    def _worked(self) -> None:
        self._failures = self._interruptions = 0
        with self._lock:
            self._faults.clear()
        self._tell(DeviceState.FOUND)

    def _until_retry_s(self) -> float | None:
        """Return how long to wait for a word before trying; None (for ever) where it is known."""
        if self._state is DeviceState.FOUND:
            return None
        if self._state is DeviceState.STARTING:
            return 0.0  # somebody spoke before it was tried
        return max(0.0, self._failed_at_s + self._retry_s - monotonic())

    def _may_try(self) -> bool:
        return self._state is not DeviceState.LOST or self._until_retry_s() == 0.0

    def _tell(self, state: DeviceState) -> None:
        if state is not self._state:
            self._state = state
            tell(self._on_state, state)
