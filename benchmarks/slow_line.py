"""slow_line_over_floor: a day's entries through a line of 5 kB/s, against what the line allows."""

import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.district import district
from benchmarks.figures import Figure, Unit
from benchmarks.sizes import Sizes
from benchmarks.throttle import Throttle
from benchmarks.till import NOWHERE, NotDrainedError, open_till

BYTES_PER_S = 5_000
SALES_OF_A_SLICE = 50  # a stand-in sale takes one coin of a resident's slice, and that has 100


def slow_line_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Record sales with the node away, then send them."""
    with district(folder / "district", sizes.slow_sales // SALES_OF_A_SLICE + 1) as home:
        profile, node = home.enrol(NOWHERE, NOWHERE), urlsplit(home.url)
        with (
            Throttle((str(node.hostname), int(node.port or 0)), BYTES_PER_S) as line,
            open_till(profile, line.url) as till,
        ):
            till.sell(islice(cycle(home.phones()), sizes.slow_sales))
            entries, start_s = till.reader.counts().entries, time.perf_counter()
            till.empty()
            took_s = time.perf_counter() - start_s
            if till.sync.status.resent or home.spent() != sizes.slow_sales:
                raise NotDrainedError(f"{till.sync.status.resent} entries were sent twice")
            up_bytes, down_bytes = line.carried_bytes
    yield Figure(
        "slow_line_over_floor",
        took_s / ((up_bytes + down_bytes) / BYTES_PER_S),
        Unit.RATIO,
        "entries through 5 kB/s into our node / the line's time for as many bytes, up and down",
        {
            "slow_line_s": took_s,
            "slow_line_entries": entries,
            "slow_line_up_bytes": up_bytes,
            "slow_line_down_bytes": down_bytes,
        },
    )
