"""A simulated relay board at a pseudo-terminal: what a real port shows to the kiosk. Ships."""

from __future__ import annotations

import os
import select
import tty
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Final, Self

from drivers.board.simulator import SimulatedBoard

STEP_S: Final = 0.005
READ_BYTES: Final = 4096


class PtyBoard:
    """A board behind a link at ``link``, as /dev/serial/by-id is one; a context manager.

    Tearing the cable closes the far end; with ``powered`` the board keeps its power by a supply of
    its own, and its contacts stay as they are.
    """

    def __init__(self, board: SimulatedBoard, link: Path, *, powered: bool = True) -> None:
        self.board = board
        self.link = link
        self._powered = powered
        self._ends: tuple[int, int] | None = None
        self._thread: Thread | None = None
        self._stopping = False

    def mend(self) -> None:
        """Plug it in."""
        far, near = os.openpty()
        tty.setraw(near)
        os.set_blocking(far, False)
        self._ends = far, near
        self._stopping = False
        self.link.symlink_to(os.ttyname(near))
        self._thread = Thread(target=self._run, args=(far,), name="pty-board", daemon=True)
        self._thread.start()

    def tear(self) -> None:
        """Pull the cable. Twice is harmless."""
        if self._ends is None or self._thread is None:
            return
        self.link.unlink()
        self._stopping = True
        self._thread.join()
        for end in self._ends:
            os.close(end)
        self._ends = None
        if not self._powered:
            self.board.cut_power()

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.tear()

    def _run(self, far: int) -> None:
        said = b""
        while not self._stopping:
            said += self.board.take()
            if select.select([far], [], [], STEP_S)[0]:
                self.board.feed(os.read(far, READ_BYTES))
            if said:
                try:
                    said = said[os.write(far, said) :]
                except BlockingIOError:
                    said = b""  # nobody reads: a line has no memory
