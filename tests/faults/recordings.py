"""Recorded runs of sales: what was in the folder before, every call, and what came of it."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from offline_queue.database import connect_to_write
from tests.faults.days import sell_as_shipped, sell_for_a_while
from tests.faults.disk import Disk
from tests.faults.medium import Call, FolderSynced, How, Medium, Said, Synced, Wrote, replay
from tests.faults.recorder import plugged
from tests.faults.sales import LEDGER, Shop, tell_what_is_there
from tests.faults.survival import lay_out, rows
from tests.offline_queue.version_1 import write_version_1


@dataclass(frozen=True)
class Recording:
    """A run: the folder before, all calls, and the hashes of its entries by seq.

    ``first``: so many calls at the beginning only tell what had been told before.
    """

    start: Mapping[str, bytes]
    calls: Sequence[Call]
    chain: Sequence[bytes]
    first: int = 0

    def boundaries(self) -> Iterator[int]:
        """Just before and just after each sync, as numbers of calls from the start."""
        for at, call in enumerate(self.calls):
            if isinstance(call, Synced | FolderSynced):
                yield from (at, at + 1)

    def at(self, calls: int) -> Medium:
        """The medium after so many calls."""
        return next(medium for at, medium in replay(self.start, self.calls) if at == calls)

    def figures(self) -> dict[str, int]:
        """How much was recorded."""
        kinds = [type(call) for call in self.calls]
        return {
            "entries": len(self.chain),
            "writes": kinds.count(Wrote),
            "syncs": kinds.count(Synced),
            "folder_syncs": kinds.count(FolderSynced),
        }


def record(disk: Disk, sell: Callable[[], object]) -> Recording:
    """Run ``sell`` on ``disk`` and keep what was called."""
    first = len(disk.calls)
    with plugged(disk):
        sell()
    chain = [hash_ for _, hash_, _ in rows(disk.folder / LEDGER)]
    return Recording(disk.start, disk.calls, chain, first)


def record_new(folder: Path) -> Recording:
    """From an empty folder on."""
    disk = Disk(folder)
    return record(disk, lambda: sell_for_a_while(Shop(disk)))


def record_older(folder: Path) -> Recording:
    """On a file of an older version, which is brought forward first."""
    write_version_1(folder / LEDGER)
    disk = Disk(folder)
    tell_what_is_there(disk)
    return record(disk, lambda: sell_for_a_while(Shop(disk), first=200))


def record_shipped(folder: Path) -> Recording:
    """With the log as long as it gets in the field."""
    disk = Disk(folder)
    return record(disk, lambda: sell_as_shipped(Shop(disk, connect_to_write)))


def record_again(folder: Path, before: Recording, seed: int) -> Recording:
    """On what a power cut in the middle of ``before`` left: a second one may come soon."""
    dice = random.Random(seed)  # noqa: S311 - a test's dice, no secret
    at = dice.randrange(len(before.calls) // 2, len(before.calls))
    folder.rmdir()
    lay_out(folder, before.at(at).after_power_cut(How.SECTORS, dice))
    disk = Disk(folder)
    for call in before.calls[:at]:
        if isinstance(call, Said):
            disk.log(call)
    return record(disk, lambda: sell_for_a_while(Shop(disk), first=500))


def record_all(folder: Path, seed: int, *, short: bool = False) -> dict[str, Recording]:
    """All runs by name, each in a folder of its own; ``short``: without the longest."""

    def fresh(name: str) -> Path:
        (folder / name).mkdir()
        return folder / name

    new = record_new(fresh("new"))
    runs = {
        "new": new,
        "older": record_older(fresh("older")),
        "again": record_again(fresh("again"), new, seed),
    }
    return runs if short else {**runs, "shipped": record_shipped(fresh("shipped"))}
