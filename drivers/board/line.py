"""What goes to a relay board and what comes back: one command after the other, one question. Pure.

Commands of the gate go before all others and wait for no answer. The others wait while a question
is open: some boards share one pair of wires for both ways.

A question without an answer in time is asked again, and the first one's answer stays owed: a slow
board may give it now, and what comes could be either. So an answer comes with the tags of all the
questions that it may belong to; what it means is certain only where that is the same for all. What
is owed for `LATEST_S` never comes.
"""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

from drivers.board.ear import Contact, Ear
from drivers.board.echo import EchoFilter
from drivers.board.family import BoardFamily
from drivers.errors import DeviceBabbles
from drivers.noise import NoiseMeter

MAX_WAITING: Final = 128  # twice the channels of the largest board, and what a pattern may add
MAX_NOISE: Final = 400  # bytes in 2 s: at 9600 baud a fifth of what can arrive at all
UNASKED: Final = 4  # an answer to no question counts as so much noise
LATEST_S: Final = 2.0  # of an answer; makers promise hundredths, USB and a busy machine add to that
MAX_OWED: Final = 16  # four times what can be asked within `LATEST_S`


class _Question(NamedTuple):
    frame: bytes
    tag: str


class _Owed(NamedTuple):
    tag: str
    asked_s: float


class Heard(NamedTuple):
    """An answer, and the tags of the questions that it may answer; one of them it does."""

    contact: Contact
    tags: frozenset[str]


class Line:
    """The traffic with one board. ``tag`` of a question comes back with its answer."""

    def __init__(self, family: BoardFamily, asked_channel: int) -> None:
        self._family = family
        self._question = family.frame(family.ask, asked_channel) if family.answers else b""
        self._ear = Ear(family, asked_channel)
        self._echo = EchoFilter()
        self._noise = NoiseMeter(MAX_NOISE)
        self._chatter = 0
        self._urgent: deque[bytes | _Question] = deque()
        self._calm: deque[bytes | _Question] = deque()
        self._owed: deque[_Owed] = deque(maxlen=MAX_OWED)
        self._is_waiting = False  # for the answer to the last question
        self._silent_since_s: float | None = None
        self._free_at_s = 0.0
        self.unanswered = 0

    @property
    def is_asking(self) -> bool:
        """Whether a question is open, or on its way out."""
        waiting = (*self._urgent, *self._calm)
        return self._is_waiting or any(isinstance(it, _Question) for it in waiting)

    @property
    def is_owed(self) -> bool:
        """Whether an answer may still come."""
        return bool(self._owed)

    @property
    def is_idle(self) -> bool:
        """Whether everything has gone out."""
        return not self._urgent and not self._calm

    def silent_s(self, now_s: float) -> float:
        """How long nothing has come, since the first question that waits for it."""
        return 0.0 if self._silent_since_s is None else now_s - self._silent_since_s

    def say(self, frame: bytes, *, urgent: bool = False) -> None:
        """Send a command as soon as it is its turn; dropped where far too many wait."""
        queue = self._urgent if urgent else self._calm
        if len(queue) < MAX_WAITING:
            queue.append(frame)

    def ask(self, tag: str, *, urgent: bool = False) -> None:
        """Ask for the channel's contact, unless a question is open; nothing on a mute board."""
        if self._question and not self.is_asking:
            (self._urgent if urgent else self._calm).append(_Question(self._question, tag))

    def hear(self, now_s: float, data: bytes) -> tuple[Heard, ...]:
        """Take what arrived; returns the answers in it.

        Raises DeviceBabbles where too much of it was no answer.
        """
        found = []
        noise = 0
        for contact in self._ear.step(self._without_echo(now_s, data)):
            if not self._owed:
                noise += UNASKED
                continue
            found.append(Heard(contact, frozenset(owed.tag for owed in self._owed)))
            self._owed.popleft()
            self._answered(now_s)
        self._forget_late(now_s)
        self._count(now_s, noise + self._ear.take_noise())
        return tuple(found)

    def due(self, now_s: float) -> bytes:
        """Return what has to be written now, b"" for nothing."""
        if now_s < self._free_at_s:
            return b""
        if self._urgent:
            return self._send(now_s, self._urgent.popleft())
        if self._calm and not self._is_waiting:
            return self._send(now_s, self._calm.popleft())
        return b""

    def _without_echo(self, now_s: float, data: bytes) -> bytes:
        """A board that repeats commands by itself has an ear that knows the difference."""
        return data if self._family.chatter else self._echo.step(now_s, data)

    def _send(self, now_s: float, what: bytes | _Question) -> bytes:
        self._free_at_s = now_s + self._family.pause_ms / 1000
        self._chatter = min(self._chatter + self._family.chatter, MAX_NOISE)
        frame = what if isinstance(what, bytes) else what.frame
        self._echo.sent(now_s, frame, asks=isinstance(what, _Question))
        if isinstance(what, _Question):
            self._asked(now_s, what.tag)
        return frame

    def _asked(self, now_s: float, tag: str) -> None:
        if not self._owed:  # half an answer may be of one that is owed
            self._ear.forget()
        self._owed.append(_Owed(tag, now_s))
        self._is_waiting = True
        if self._silent_since_s is None:
            self._silent_since_s = now_s

    def _answered(self, now_s: float) -> None:
        self.unanswered = 0
        self._is_waiting = self._is_waiting and bool(self._owed)
        self._silent_since_s = now_s if self._owed else None

    def _forget_late(self, now_s: float) -> None:
        """Wait no longer for the last question's answer, and give up what is far too late."""
        if self._is_waiting and now_s - self._owed[-1].asked_s >= self._family.answer_ms / 1000:
            self._is_waiting = False
            is_silent = (
                self._silent_since_s is None or self._silent_since_s <= self._owed[-1].asked_s
            )
            self.unanswered += is_silent
        while self._owed and now_s - self._owed[0].asked_s >= LATEST_S:
            self._owed.popleft()

    def _count(self, now_s: float, noise: int) -> None:
        """Count noise, but for what commands may cause."""
        allowed = min(noise, self._chatter)
        self._chatter -= allowed
        if self._noise.step(now_s, noise - allowed):
            raise DeviceBabbles("the relay board talks nonsense")
