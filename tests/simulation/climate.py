"""How often things go wrong. A run has one climate; half of all faults are absent from each.

Leaving faults out finds more than having all of them at once ("swarm testing"): a district that
crashes all day never comes to the states that only a long quiet partition leads to.
"""

from dataclasses import dataclass, fields, replace
from typing import Final

from tests.simulation.chance import Chance


@dataclass(frozen=True)
class Climate:
    """Rates: of one exchange with the node, of one machine's day, of the district's day."""

    # probability for one exchange
    lost_request: float = 0.0
    late_request: float = 0.0  # the kiosk gives up, and the node gets it minutes or hours later
    lost_answer: float = 0.0
    doubled: float = 0.0  # the node gets it twice, now and later
    lies: float = 0.0  # somebody on the line answers instead of the node
    # times for one machine and day
    partitions: float = 0.0
    crashes: float = 0.0  # between two jobs
    broken_writes: float = 0.0  # a crash between two statements
    medium_errors: float = 0.0  # a statement fails, done or not
    clock_faults: float = 0.0
    paper_faults: float = 0.0
    rollbacks: float = 0.0  # the ledger file is put back to an older copy
    deletions: float = 0.0  # the ledger file is gone
    clones: float = 0.0  # a second machine with this one's disk
    # times for the district's day
    node_crashes: float = 0.0
    node_restores: float = 0.0
    strangers: float = 0.0  # unsigned and foreign requests
    renewals: float = 0.0  # a resident has a new phone
    losses: float = 0.0  # a card is reported as lost, or all that a resident holds as stolen
    retirements: float = 0.0  # a kiosk is retired, and goes on until it hears of it
    # probability for one visit
    cheats: float = 0.0
    hasty: float = 0.1  # touches anything
    # a kiosk of the district belongs to a thief, who acts so often a day
    rogue: float = 0.0
    longest_partition_h: float = 10.0


ROUGH: Final = Climate(
    lost_request=0.06,
    late_request=0.06,
    lost_answer=0.08,
    doubled=0.1,
    lies=0.06,
    partitions=3.0,
    crashes=4.0,
    broken_writes=6.0,
    medium_errors=3.0,
    clock_faults=1.0,
    paper_faults=2.0,
    rollbacks=0.5,
    deletions=0.1,
    clones=0.4,
    node_crashes=8.0,
    node_restores=1.0,
    strangers=6.0,
    renewals=3.0,
    losses=4.0,
    retirements=0.3,
    cheats=0.3,
    hasty=0.25,
    rogue=12.0,
)
"""For a few kiosks and days: every fault many times a day."""

USUAL: Final = Climate(
    lost_request=0.002,
    late_request=0.002,
    lost_answer=0.003,
    doubled=0.005,
    lies=0.0005,
    partitions=0.2,
    crashes=0.05,
    broken_writes=0.02,
    medium_errors=0.01,
    clock_faults=0.01,
    paper_faults=0.1,
    rollbacks=0.0002,
    deletions=0.0001,
    clones=0.0001,
    node_crashes=0.5,
    node_restores=0.03,
    strangers=20.0,
    renewals=100.0,
    losses=20.0,
    retirements=0.05,
    cheats=0.02,
    hasty=0.03,
    rogue=4.0,
)
"""For a district: bad, but as a bad month might be."""

CALM: Final = Climate()
LOSSY: Final = Climate(
    lost_request=0.15, late_request=0.15, lost_answer=0.15, doubled=0.2, lies=0.1, partitions=2.0
)
CRASHING: Final = Climate(
    crashes=10.0, broken_writes=20.0, medium_errors=6.0, paper_faults=4.0, partitions=3.0
)
CLOCKS: Final = Climate(clock_faults=12.0, crashes=6.0, partitions=3.0)
CHEATING: Final = Climate(cheats=0.8, partitions=3.0, rogue=20.0, hasty=0.3)
PAPER: Final = Climate(paper_faults=25.0)
LOSING: Final = Climate(cheats=0.5, partitions=4.0, losses=10.0, retirements=0.8, renewals=5.0)
COPIED: Final = Climate(rollbacks=2.0, deletions=0.3, clones=2.0, partitions=2.0)
NODE: Final = Climate(
    node_crashes=20.0,
    node_restores=4.0,
    strangers=10.0,
    renewals=10.0,
    lost_answer=0.1,
    doubled=0.1,
)
"""One kind of trouble each, and much of it."""

NAMED: Final = {
    "calm": CALM,
    "usual": USUAL,
    "rough": ROUGH,
    "lossy": LOSSY,
    "crashing": CRASHING,
    "clocks": CLOCKS,
    "cheating": CHEATING,
    "copied": COPIED,
    "losing": LOSING,
    "paper": PAPER,
    "node": NODE,
}
_KEPT = ("hasty", "longest_partition_h")


def swarm(chance: Chance) -> Climate:
    """ROUGH, with each fault left out or made rarer by chance."""
    changes: dict[str, float] = {}
    for one in fields(Climate):
        if one.name not in _KEPT:
            share = chance.pick((0.0, 0.0, 0.4, 1.0))
            changes[one.name] = getattr(ROUGH, one.name) * share
    return replace(ROUGH, **changes)
