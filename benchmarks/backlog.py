"""backlog_accept_ms: selling while a long offline time drains, and what the draining takes."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from benchmarks.district import district
from benchmarks.figures import Figure, Unit
from benchmarks.processes import resident_mb
from benchmarks.sale import sale_figures
from benchmarks.sizes import Sizes
from benchmarks.slow_line import SALES_OF_A_SLICE
from benchmarks.street import Street
from benchmarks.till import NotDrainedError, Till, open_till


def backlog_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Record sales that nobody fetches; then let a whole kiosk sell and send at once."""
    residents = sizes.backlog_sales // SALES_OF_A_SLICE + 2
    with district(folder / "district", residents) as home, Street(home.folder) as street:
        profile = home.enrol(street.printer, street.camera)
        *phones, customer = home.phones()
        with open_till(profile, home.url) as till:
            till.sell(islice(cycle(phones), sizes.backlog_sales))
        for figure in sale_figures(sizes, home.children, profile, street, customer):
            yield renamed(figure)
        with open_till(profile, home.url) as till:
            yield _drain(till)


def renamed(figure: Figure) -> Figure:
    """The same figure of a kiosk with a backlog."""
    beside = {f"backlog_{key}": value for key, value in figure.beside.items()}
    told = f"{figure.told}, while a backlog drains"
    return replace(figure, key=f"backlog_{figure.key}", told=told, beside=beside)


def _drain(till: Till) -> Figure:
    """Empty what the selling kiosk has left. Raises NotDrainedError if it left nothing."""
    counts = till.reader.counts()
    left = counts.entries - counts.receipts
    if not left:
        raise NotDrainedError("the backlog was drained before the last sale: it was too small")
    megabytes, start_s = [resident_mb()], time.perf_counter()
    for _ in till.emptying():
        megabytes.append(resident_mb())
    took_s = time.perf_counter() - start_s
    return Figure(
        "backlog_memory_growth_mb",
        max(megabytes) - megabytes[0],
        Unit.MB,
        "resident memory of a process that sends a backlog: the most, less that at the start",
        {
            "backlog_entries": counts.entries,
            "backlog_left_after_sales": left,
            "backlog_drain_entries_per_s": left / took_s,
            "backlog_resent": till.sync.status.resent,
        },
    )
