"""Pictures of our codes that one look alone reads.

`python -m tests.drivers.only_one_reads` made them: parts of photographs of
`benchmarks.photographs` (seed 11, 48 of each kind), chosen from those that no other stage of
`drivers.decoder` reads. They are files, so that what is measured stays the same
when photographs are drawn in another way.
"""

from __future__ import annotations

from pathlib import Path

from drivers.looks import LookName

FOLDER = Path(__file__).parent


def picture_path(look: LookName) -> Path:
    """The picture that only `look` reads."""
    return FOLDER / f"{look}.png"
