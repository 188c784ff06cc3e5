"""Each planted bug with the invariants that may catch it and a small run that does."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.simulation.bugs import cards, kiosk, node, visits
from tests.simulation.house import House
from tests.simulation.order import Order

InKiosk = Callable[[], kiosk.Patches]
AtNode = Callable[[House, str, bytes, node.Ask], bytes]
AtRestore = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Bug:
    """``caught_by``: numbers of invariants; ``order``: a run that finds it."""

    name: str
    caught_by: tuple[int, ...]
    weather: str
    seed: int
    kiosks: int = 2
    visits: float = 12.0
    in_kiosk: InKiosk = lambda: ()
    at_node: AtNode | None = None
    at_restore: AtRestore | None = None

    @property
    def order(self) -> Order:
        """The run that finds it."""
        return Order(self.seed, self.kiosks, 1, self.visits, self.weather, self.name)


_ALL: Final = (
    Bug("dropped-void", (4,), "lossy", 5, in_kiosk=kiosk.dropped_void),
    Bug(
        "codes-by-bytes",
        (12,),
        "cheating",
        38,
        visits=20.0,
        in_kiosk=kiosk.codes_told_apart_by_bytes,
    ),
    Bug("sent-is-confirmed", (18,), "lossy", 1, in_kiosk=kiosk.sent_counts_as_confirmed),
    Bug("new-id-after-silence", (4,), "lossy", 5, in_kiosk=kiosk.new_id_after_silence),
    Bug(
        "slices-forgotten",
        (8,),
        "crashing",
        14,
        kiosks=1,
        visits=60.0,
        in_kiosk=kiosk.slices_forgotten_at_restart,
    ),
    Bug("answers-unverified", (22,), "lossy", 4, in_kiosk=kiosk.answers_not_verified),
    Bug("tidied-at-recovery", (4, 7), "crashing", 9, in_kiosk=kiosk.tidied_at_recovery),
    Bug(
        "clock-floor-forgotten",
        (16,),
        "clocks",
        6,
        kiosks=1,
        visits=40.0,
        in_kiosk=kiosk.clock_floor_forgotten,
    ),
    Bug("shown-before-commit", (6,), "calm", 11, in_kiosk=kiosk.shown_before_commit),
    Bug("released-before-booking", (10, 11), "calm", 8, at_node=node.released_before_booking),
    Bug(
        "compared-before-try",
        (14,),
        "crashing",
        7,
        kiosks=1,
        visits=60.0,
        in_kiosk=cards.compared_before_the_try,
    ),
    Bug(
        "day-forgotten",
        (15,),
        "crashing",
        13,
        kiosks=1,
        visits=60.0,
        in_kiosk=cards.day_forgotten_at_restart,
    ),
    Bug("closed-spends", (10,), "losing", 8, visits=30.0, in_kiosk=cards.closed_spends_again),
    Bug("released-at-revocation", (10, 11), "losing", 1, at_node=node.released_at_revocation),
    Bug("booked-again", (2,), "lossy", 4, at_node=node.booked_again),
    Bug("given-back-twice", (13,), "cheating", 3, at_node=node.given_back_twice),
    Bug("earned-unapproved", (20,), "cheating", 2, at_node=node.earned_unapproved),
    Bug("released-by-time", (10, 11), "calm", 5, at_node=node.released_by_time),
    Bug("held-again", (5,), "lossy", 10, at_node=node.held_again),
    Bug("another-receipt", (17,), "lossy", 2, at_node=node.another_receipt),
    Bug("fork-not-flagged", (19,), "copied", 6, at_node=node.fork_not_flagged),
    Bug(
        "booked-again-after-restore",
        (1, 2),
        "node",
        9,
        at_restore=node.postings_kept_over_a_restore,
    ),
    Bug("given-back-again", (13,), "calm", 1, visits=40.0, in_kiosk=visits.given_back_again),
    Bug("counted-again", (20,), "crashing", 5, visits=40.0, in_kiosk=visits.counted_again),
    Bug("charges-forgotten", (3,), "crashing", 4, visits=40.0, in_kiosk=visits.charges_forgotten),
    Bug("agreed-apart", (12,), "crashing", 10, visits=40.0, in_kiosk=visits.agreed_apart),
    Bug(
        "tallies-forgotten", (15, 20), "crashing", 1, visits=40.0, in_kiosk=visits.tallies_forgotten
    ),
)
BUGS: Final = {bug.name: bug for bug in _ALL}


@contextmanager
def planted(name: str) -> Iterator[Bug | None]:
    """Switch on the bug of that name while the block lasts; none for an empty name."""
    bug = BUGS[name] if name else None
    with ExitStack() as patches:
        for one in bug.in_kiosk() if bug is not None else ():
            patches.enter_context(one)
        yield bug
