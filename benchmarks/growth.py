"""growth_1m: what a sale, and opening, cost in a ledger of a million entries against a new one."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.append import AMOUNTS, LINE, WARM_UP_PAIRS
from benchmarks.bulk import fill
from benchmarks.codes import SCHEME, Codes
from benchmarks.figures import Cost, Figure, Pairs, Unit, at_share, costed, in_turns, median
from benchmarks.seller import Seller
from benchmarks.sizes import Sizes
from kiosk.profile.machine import own_ms
from offline_queue.clock import KioskClock
from offline_queue.ledger import Ledger
from offline_queue.verify import verify
from protocol.keys import Algorithm, KeyRing, MemorySigner, key_ring

RESIDENTS = 16
OPENINGS = 11


def growth_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Fill one ledger, then sell the same codes with it and with a new one, in turns."""
    kiosk = _Kiosk(MemorySigner.generate(Algorithm.ESP256))
    old, new = folder / "old.db", folder / "new.db"
    filled_s = _seconds(lambda: fill(old, kiosk.signer, kiosk.clock, sizes.grown_entries))
    old_costs, new_costs = _sales(kiosk, old, new, sizes.append_pairs)
    sold = Pairs(tuple(it.ms for it in old_costs), tuple(it.ms for it in new_costs))
    worked = Pairs(tuple(it.cpu_ms for it in old_costs), tuple(it.cpu_ms for it in new_costs))
    opened = Pairs(_openings_ms(kiosk, old), _openings_ms(kiosk, new))
    verified_s = _seconds(lambda: _verify(old))
    yield Figure(
        "growth_1m",
        sold.ratio,
        Unit.RATIO,
        f"a sale into a ledger of {sizes.grown_entries:,} entries / into a new one",
        {
            "growth_old_ms": median(sold.ours),
            "growth_new_ms": median(sold.floor),
            "growth_old_p95_ms": at_share(sold.ours, 0.95),
            "growth_new_p95_ms": at_share(sold.floor, 0.95),
            **sold.spread("growth_1m"),
            "growth_cpu_1m": worked.ratio,
            "open_1m_ms": median(opened.ours),
            "open_1m_max_ms": max(opened.ours),
            "open_new_ms": median(opened.floor),
            "verify_1m_s": verified_s,
            "verify_entries_per_s": sizes.grown_entries / verified_s,
            "fill_1m_s": filled_s,
            "ledger_1m_mb": old.stat().st_size / 1e6,
        },
    )


class _Kiosk:
    """One kiosk's key and clock, for two ledgers."""

    def __init__(self, signer: MemorySigner) -> None:
        self.signer = signer
        self.clock = KioskClock(own_ms, int(time.time()))

    def open(self, path: Path) -> Ledger:
        return Ledger.open(path, self.signer, self.clock, os.urandom)

    def seller(self, ledger: Ledger, keys: KeyRing) -> Seller:
        return Seller(ledger, self.clock, keys, SCHEME, LINE, AMOUNTS)


def _sales(kiosk: _Kiosk, old: Path, new: Path, count: int) -> tuple[list[Cost], list[Cost]]:
    now_s = int(time.time())
    codes = Codes.make(RESIDENTS, now_s)
    keys = key_ring(codes.issuer.public_key)
    with kiosk.open(old) as old_ledger, kiosk.open(new) as new_ledger:
        old_costs, new_costs = in_turns(
            costed(kiosk.seller(old_ledger, keys).sell),
            costed(kiosk.seller(new_ledger, keys).sell),
            codes.show(WARM_UP_PAIRS + count, now_s),
        )
    return old_costs[WARM_UP_PAIRS:], new_costs[WARM_UP_PAIRS:]


def _openings_ms(kiosk: _Kiosk, path: Path) -> tuple[float, ...]:
    """Each from a closed file to a ledger that has voided what a crash left."""
    return tuple(_seconds(lambda: _open(kiosk, path)) * 1000 for _ in range(OPENINGS))


def _open(kiosk: _Kiosk, path: Path) -> None:
    with kiosk.open(path) as ledger:
        ledger.recover()


def _verify(path: Path) -> None:
    report = verify(path)
    if report.problems or not report.chain_ok:
        raise AssertionError(f"the filled ledger is not whole: {report.problems[:3]}")


def _seconds(work: Callable[[], object]) -> float:
    start_s = time.perf_counter()
    work()
    return time.perf_counter() - start_s
