"""What the kiosk knows of a voice: it says the newest thing it was told, and falls silent at once.

Synthesiser and sound card can hang for tens of seconds, so nobody who wants something said waits
for them: `say` and `stop` only leave a word with the speaker's own thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Protocol, Self

MAX_CHARACTERS: Final = 600  # of one speech: longer than any line of a screen, two minutes of sound
MAX_SPEECHES: Final = 48  # of one utterance: a screen with six choices has about twenty
USUAL: Final = 3  # the middle of five steps
STEPS: Final = range(1, 6)


@dataclass(frozen=True, slots=True)
class Speech:
    """One thing to say: `text` in `language` (ko, en, zh, ja), on a sound card's `device`.

    `speed` and `volume` are steps from 1 (slowest, quietest) to 5; ValueError for others.
    """

    text: str
    language: str = "ko"
    speed: int = USUAL
    volume: int = USUAL
    device: str = "default"

    def __post_init__(self) -> None:
        if self.speed not in STEPS or self.volume not in STEPS:
            raise ValueError(f"a step from 1 to 5, not {self.speed} and {self.volume}")


class Speaker(Protocol):
    """A voice: a context manager whose members may be called from any thread and never block."""

    @property
    def closed(self) -> bool:
        """True after `close`."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What went wrong lately, a sentence each, the newest last; empty once it speaks again."""

    def say(self, speeches: Sequence[Speech]) -> None:
        """Say these one after another, instead of whatever is being said. After `close`: nothing.

        Of more than `MAX_SPEECHES` the first are said.
        """

    def stop(self) -> None:
        """Fall silent; what was still to be said is forgotten."""

    def close(self) -> None:
        """Fall silent for good. Twice is harmless."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
