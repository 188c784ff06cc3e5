"""A speaker without thread and sound that obeys the contract, for tests of what is said."""

from __future__ import annotations

from collections.abc import Sequence

from drivers.closing import Closing
from drivers.speech.contract import MAX_SPEECHES, Speech

MAX_KEPT = 1000


class FakeSpeaker(Closing):
    """Keeps what it was told in `said`, and what it is saying in `saying` until it is stopped."""

    def __init__(self) -> None:
        self.said: list[Speech] = []
        self.saying: tuple[Speech, ...] = ()
        self._closed = False

    @property
    def closed(self) -> bool:
        """See `Speaker`."""
        return self._closed

    @property
    def faults(self) -> tuple[str, ...]:
        """See `Speaker`."""
        return ()

    def say(self, speeches: Sequence[Speech]) -> None:
        """See `Speaker`."""
        if not self._closed:
            self.saying = tuple(speeches[:MAX_SPEECHES])
            self.said = [*self.said, *self.saying][-MAX_KEPT:]

    def stop(self) -> None:
        """See `Speaker`."""
        self.say(())

    def close(self) -> None:
        """See `Speaker`."""
        self.stop()
        self._closed = True
