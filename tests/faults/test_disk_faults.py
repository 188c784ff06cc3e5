"""Each call on the disk fails, in every way: what was told is so, and asking again settles it.

`tests/offline_queue/test_ledger_faults.py` fails statements; here the calls below them fail:
single writes, syncs, truncations, opens, deletions, and commits with them. All of the table takes
minutes (`scripts/power-loss --faults`); here long runs of like calls are tried every few calls,
beginning anywhere.
"""

import random
from pathlib import Path

import pytest

from tests.faults.disk import Kind
from tests.faults.fault_table import SCENES, WAYS, strike

STEPS = {
    Kind.WRITE: 17,
    Kind.READ: 47,
    Kind.SIZE: 9,
    Kind.OPEN: 3,
    Kind.LOCK: 5,
    Kind.SHARED: 5,
    Kind.SYNC: 2,
}
"""Of these calls there are many in one act."""


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("scene", SCENES)
def test_a_failing_call_leaves_what_was_told_and_asking_again_settles_it(
    tmp_path: Path, scene: str, way: str, lasting: bool
) -> None:
    step = max(STEPS.get(kind, 1) for kind in WAYS[way].kinds)
    first = random.SystemRandom().randint(1, step)
    strike(scene, way, lasting, tmp_path, first, step)
