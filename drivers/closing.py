"""What is let go of at the end of a `with` block: the two lines of it that are always the same."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Closing(ABC):
    """A context manager that is closed at its end."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held. Twice is harmless."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Started(Closing):
    """One that is started at its beginning."""

    @abstractmethod
    def start(self) -> Self:
        """Start it; once only."""

    def __enter__(self) -> Self:
        return self.start()
