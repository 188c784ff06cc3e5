"""What a person could do so that a code which is held up, but not read, becomes readable."""

from __future__ import annotations

from enum import StrEnum


class ScanHint(StrEnum):
    """One piece of advice, or none."""

    NONE = "none"
    FARTHER = "farther"  # too large, or cut off by the edge of the picture
    NEARER = "nearer"  # too small: too few pixels for each module
    BRIGHTER = "brighter"  # too dark, or too little contrast
    STEADY = "steady"  # blurred by movement
