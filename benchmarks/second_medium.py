"""copy_over_alone: what a copy on the same disk costs a sale, when sales come back to back.

The worst case: on a medium of its own the copy shares no disk, and at a kiosk a sale comes seconds
after the one before, when its copy has long been made.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from benchmarks.append import AMOUNTS, LINE
from benchmarks.codes import SCHEME, Codes
from benchmarks.figures import Cost, Figure, Pairs, Unit, at_share, costed, in_turns, median
from benchmarks.seller import Seller
from benchmarks.sizes import Sizes
from kiosk.ledger.copy_thread import CopyThread
from kiosk.profile.machine import own_ms
from offline_queue.clock import KioskClock
from offline_queue.copy_keeper import CopyKeeper
from offline_queue.kept import KeptReader
from offline_queue.ledger import Ledger
from offline_queue.second_medium import Place
from protocol.keys import Algorithm, MemorySigner, key_ring

RUN_SALES = 20  # back to back; then the copy catches up, and the other ledger has its turn
REST_S = 0.02  # before each run: on a busy machine who has just rested gets the processor sooner
WARM_UP_RUNS = 1
RESIDENTS = 16


def second_medium_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Sell the same codes into a ledger with a copy and into one alone, in turns of a run each."""
    ours, alone = _measure(sizes.append_pairs, folder)
    sold = Pairs(tuple(it.ms for it in ours), tuple(it.ms for it in alone))
    worked = Pairs(tuple(it.cpu_ms for it in ours), tuple(it.cpu_ms for it in alone))
    yield Figure(
        "copy_over_alone",
        sold.ratio,
        Unit.RATIO,
        "a sale with its copy being made on the same disk / without, back to back",
        {
            "with_copy_ms": median(sold.ours),
            "alone_ms": median(sold.floor),
            "with_copy_p95_ms": at_share(sold.ours, 0.95),
            "alone_p95_ms": at_share(sold.floor, 0.95),
            "copy_cpu_over_alone": worked.ratio,
        },
    )


def _measure(count: int, folder: Path) -> tuple[list[Cost], list[Cost]]:
    """The cost of each sale, with a copy and without."""
    now_s = int(time.time())
    codes = Codes.make(RESIDENTS, now_s)
    keys, clock = key_ring(codes.issuer.public_key), KioskClock(own_ms, now_s)
    signer = MemorySigner.generate(Algorithm.ESP256)
    followed, alone = folder / "followed.db", folder / "alone.db"
    with (
        Ledger.open(followed, signer, clock, os.urandom) as with_copy,
        Ledger.open(alone, signer, clock, os.urandom) as without,
        _Copy(followed, folder / "copy.db") as copy,
    ):
        ours = Seller(with_copy, clock, keys, SCHEME, LINE, AMOUNTS)
        floor = Seller(without, clock, keys, SCHEME, LINE, AMOUNTS)
        runs = max(1, count // RUN_SALES) + WARM_UP_RUNS
        shown = iter(codes.show(runs * RUN_SALES, now_s))
        copied, single = in_turns(
            lambda run: copy.sell(ours, run),
            lambda run: _sell(floor, run, lambda: None),
            [[next(shown) for _ in range(RUN_SALES)] for _ in range(runs)],
        )
    return list(chain(*copied[WARM_UP_RUNS:])), list(chain(*single[WARM_UP_RUNS:]))


class _Copy:
    """The copy of one ledger, kept by the thread that a kiosk has for it."""

    def __init__(self, primary: Path, path: Path) -> None:
        place = Place(path, same_disk=True)
        self._primary, self._path = primary, path
        self._thread = CopyThread(
            place, lambda: CopyKeeper(primary, place), time.monotonic, lambda _: None, _fail
        )

    def __enter__(self) -> "_Copy":
        self._thread.keep()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.close()

    def sell(self, seller: Seller, run: Sequence[bytes]) -> list[Cost]:
        """Sell back to back, waking the copy as the kiosk does; then let it get level, untimed."""
        costs = _sell(seller, run, self._thread.wake)
        self._get_level()
        return costs

    def _get_level(self) -> None:
        with KeptReader.open(self._primary) as ours:
            size = ours.marks().size
        while self._thread.call(self._size) < size:
            self._thread.wake()

    def _size(self) -> int:
        with KeptReader.open(self._path) as copy:
            return copy.marks().size


def _sell(seller: Seller, run: Sequence[bytes], sold: Callable[[], None]) -> list[Cost]:
    time.sleep(REST_S)
    sell, costs = costed(seller.sell), []
    for code in run:
        costs.append(sell(code))
        sold()
    return costs


def _fail(error: BaseException) -> None:
    raise error
