"""What goes to a relay board and what comes back: one command after the other, one question. Pure.

Commands of the gate go before all others and wait for no answer. The others wait while a question
is open: some boards share one pair of wires for both ways.
"""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

from drivers.board.ear import Contact, Ear
from drivers.board.family import BoardFamily
from drivers.errors import DeviceBabbles
from drivers.noise import NoiseMeter

MAX_WAITING: Final = 128  # twice the channels of the largest board, and what a pattern may add
MAX_NOISE: Final = 400  # bytes in 2 s: at 9600 baud a fifth of what can arrive at all
UNASKED: Final = 4  # an answer to no question counts as so much noise


class _Question(NamedTuple):
    frame: bytes
    tag: str


class Line:
    """The traffic with one board. ``tag`` of a question comes back with its answer."""

    def __init__(self, family: BoardFamily, asked_channel: int) -> None:
        self._family = family
        self._question = family.frame(family.ask, asked_channel) if family.answers else b""
        self._ear = Ear(family, asked_channel)
        self._noise = NoiseMeter(MAX_NOISE)
        self._chatter = 0
        self._urgent: deque[bytes | _Question] = deque()
        self._calm: deque[bytes | _Question] = deque()
        self._open_question: tuple[str, float] | None = None
        self._free_at_s = 0.0
        self.unanswered = 0

    @property
    def is_asking(self) -> bool:
        """Whether a question is open, or on its way out."""
        waiting = (*self._urgent, *self._calm)
        return self._open_question is not None or any(isinstance(it, _Question) for it in waiting)

    @property
    def is_idle(self) -> bool:
        """Whether everything has gone out."""
        return not self._urgent and not self._calm

    def say(self, frame: bytes, *, urgent: bool = False) -> None:
        """Send a command as soon as it is its turn; dropped where far too many wait."""
        queue = self._urgent if urgent else self._calm
        if len(queue) < MAX_WAITING:
            queue.append(frame)

    def ask(self, tag: str, *, urgent: bool = False) -> None:
        """Ask for the channel's contact, unless a question is open; nothing on a mute board."""
        if self._question and not self.is_asking:
            (self._urgent if urgent else self._calm).append(_Question(self._question, tag))

    def hear(self, now_s: float, data: bytes) -> tuple[tuple[Contact, str], ...]:
        """Take what arrived; returns the answer with its question's tag.

        Raises DeviceBabbles where too much of it was no answer.
        """
        found = []
        noise = 0
        for contact in self._ear.step(data):
            if self._open_question is None:
                noise += UNASKED
                continue
            found.append((contact, self._open_question[0]))
            self._open_question = None
            self.unanswered = 0
        self._forget_late(now_s)
        self._count(now_s, noise + self._ear.take_noise())
        return tuple(found)

    def due(self, now_s: float) -> bytes:
        """Return what has to be written now, b"" for nothing."""
        if now_s < self._free_at_s:
            return b""
        if self._urgent:
            return self._send(now_s, self._urgent.popleft())
        if self._calm and self._open_question is None:
            return self._send(now_s, self._calm.popleft())
        return b""

    def _send(self, now_s: float, what: bytes | _Question) -> bytes:
        self._free_at_s = now_s + self._family.pause_ms / 1000
        self._chatter = min(self._chatter + self._family.chatter, MAX_NOISE)
        if isinstance(what, bytes):
            return what
        self._ear.forget()
        self._open_question = (what.tag, now_s)
        return what.frame

    def _forget_late(self, now_s: float) -> None:
        asked = self._open_question
        if asked is not None and now_s - asked[1] >= self._family.answer_ms / 1000:
            self._open_question = None
            self.unanswered += 1

    def _count(self, now_s: float, noise: int) -> None:
        """Count noise, but for what commands may cause."""
        allowed = min(noise, self._chatter)
        self._chatter -= allowed
        if self._noise.step(now_s, noise - allowed):
            raise DeviceBabbles("the relay board talks nonsense")
