"""A card terminal in software at a pseudo-terminal: for demonstrations and tests without hardware.

It obeys a real one's rules (see `engine`): it goes on while nobody listens, and after a power cut
its book, a file, says what had become of each payment; of one that was at the bank the bank says
it, as `Scene` has it.
"""

from __future__ import annotations

import os
import select
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Condition, Event, Thread
from time import monotonic
from typing import Final, Self

from drivers.card_terminal.book import Book
from drivers.card_terminal.engine import Scene, TerminalEngine
from drivers.card_terminal.wire import FROM_KIOSK, FrameReader
from drivers.closing import Started

TICK_S: Final = 0.02
READ_BYTES: Final = 4096


class CardTerminalSimulator(Started):
    """A terminal at `link`, which leads to its port while the cable is whole; a context manager.

    `book` is the file in which it writes down what becomes of each id.
    """

    def __init__(self, link: Path, book: Path, scene: Scene | None = None) -> None:
        self.link = link
        self._book_path = book
        self._scene = scene or Scene()
        self._changed = Condition()
        self._book = Book(book)
        self._engine: TerminalEngine | None = None
        self._reader = FrameReader(FROM_KIOSK)
        self._ends: tuple[int, int] | None = None
        self._stop = Event()
        self._thread = Thread(target=self._run, name="card-terminal-simulator", daemon=True)
        self.mend()
        self.power_on()

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return self._stop.is_set()

    @property
    def book(self) -> Book:
        """What it has written down by now, read anew."""
        with self._changed:
            return Book(self._book_path)

    def turn(self, scene: Scene) -> None:
        """Change what persons and bank do."""
        with self._changed:
            self._scene = scene
            if self._engine is not None:
                self._engine.scene = scene

    def wait_for_book(self, holds: Callable[[Book], bool], timeout_s: float) -> bool:
        """Wait until its book is such that `holds`."""
        with self._changed:
            return self._changed.wait_for(lambda: holds(self._book), timeout_s)

    def power_cut(self) -> None:
        """Switch it off in the middle of whatever it does; its port stays, and is silent."""
        with self._changed:
            self._engine = None

    def power_on(self) -> None:
        """Switch it on; it reads its book."""
        with self._changed:
            self._book = Book(self._book_path)
            self._engine = TerminalEngine(self._book, self._scene)
            self._reader = FrameReader(FROM_KIOSK)

    def tear(self) -> None:
        """Pull its cable: the port is gone. It goes on by itself. Twice is harmless."""
        with self._changed:
            if self._ends is not None:
                self.link.unlink()
                for end in self._ends:
                    os.close(end)
                self._ends = None

    def mend(self) -> None:
        """Plug its cable in."""
        with self._changed:
            far, near = os.openpty()
            tty.setraw(near)
            os.set_blocking(far, False)
            self.link.symlink_to(os.ttyname(near))
            self._ends = (far, near)  # the near end is kept, or the far one ends with each caller

    def babble(self, data: bytes) -> None:
        """Send `data`, whatever it is."""
        with self._changed:
            self._send(data)

    def start(self) -> Self:
        """Start it; once only."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Switch it off, pull its cable, and join its thread. Twice is harmless."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        self.tear()

    def _run(self) -> None:
        while not self._stop.wait(TICK_S):
            with self._changed:
                self._turn(monotonic(), self._received())
                self._changed.notify_all()

    def _turn(self, now_s: float, data: bytes) -> None:
        if self._engine is None:
            return
        for frame in self._reader.step(now_s, data):
            self._engine.receive(now_s, frame)
        if self._reader.damaged:
            self._engine.damaged()
        self._engine.tick(now_s)
        self._send(b"".join(frame.encoded for frame in self._engine.frames()))

    def _received(self) -> bytes:
        if self._ends is None or not select.select([self._ends[0]], [], [], 0.0)[0]:
            return b""
        with suppress(OSError):
            return os.read(self._ends[0], READ_BYTES)
        return b""

    def _send(self, data: bytes) -> None:
        if self._ends is not None and data:
            with suppress(OSError):  # nobody listens: lost, as on any line
                os.write(self._ends[0], data)
