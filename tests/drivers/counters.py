"""Whoever takes counts, for these tests."""

from __future__ import annotations

from queue import Queue

from drivers.counter.protocol import Counted


class Ledger:
    """Takes each count once, by its key, also over restarts of the kiosk; and may fail."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, str, int], Counted] = {}
        self.asked: Queue[Counted] = Queue()
        self.fails = 0

    def take(self, counted: Counted) -> None:
        self.asked.put(counted)
        if self.fails:
            self.fails -= 1
            raise OSError("the disk is full")
        self.taken.setdefault(counted.key, counted)

    @property
    def items(self) -> int:
        return sum(each.items for each in self.taken.values())
