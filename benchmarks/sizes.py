"""How much of each thing is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Numbers of things, and seconds. Everything at full size takes a quarter of an hour."""

    append_pairs: int = 600
    drain_rounds: int = 5  # each empties one ledger into our node and the same into each floor
    drain_sales: int = 200  # in a round; each is two entries, a spend and its fulfilment
    grown_entries: int = 1_000_000  # a busy kiosk of 500 sales a day after three years
    backlog_sales: int = 50_000  # 100,000 entries: a kiosk alone for three months
    slow_sales: int = 250  # through 5 kB/s: 500 entries
    sales: int = 20
    visits: int = 10  # at each other place: what one resident may earn in a day
    idle_s: float = 8.0  # of the Qt thread before the first sale, and of the process at rest
    idle_turns: int = 2
    rest_s: float = 3.0  # before that: devices are found, the sync has asked once
    warm_up_starts: int = 1  # the first start reads the programs from the disk
    starts: int = 6
    settle_s: float = 2.0  # from the first frame until a program is looked at
    scan_codes: int = 24
    scan_frames: int = 6  # of each code: a phone is held for a moment
    bad_kinds: int = 20  # all
    bad_frames: int = 16  # of each kind of bad photographs, from easy to hopeless
    bad_streams: int = 4  # of each kind
    stream_frames: int = 6  # of each: 0.2 s of a camera with 30 pictures a second
    photos: int = 1000  # of each set at most
    approaches: int = 24  # films of a phone that is brought to the lens
    idle_frames: int = 150  # with nobody there: ten seconds


FULL = Sizes()

# Small enough for a test; the ratios mean nothing.
QUICK = Sizes(
    append_pairs=20,
    drain_rounds=2,
    drain_sales=20,
    grown_entries=2_000,
    backlog_sales=4_000,
    slow_sales=4,
    sales=1,
    visits=1,
    idle_s=0.5,
    idle_turns=1,
    rest_s=0.2,
    warm_up_starts=0,
    starts=1,
    settle_s=0.2,
    scan_codes=6,
    scan_frames=2,
    bad_kinds=4,
    bad_frames=1,
    bad_streams=1,
    stream_frames=2,
    photos=2,
    approaches=1,
    idle_frames=3,
)
