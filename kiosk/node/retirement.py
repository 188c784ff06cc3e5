"""That the district has retired this kiosk: remembered beside the ledger, so a restart knows it.

A retired kiosk sells nothing more, also while the node is away, and still delivers what it has. The
mark names the key that was retired: after an enrolment with another key it says nothing.
"""

from pathlib import Path
from typing import Final

from kiosk.whole import write_whole

RETIRED: Final = "kiosk-retired"  # the reason: for log, screen, doctor, and the node's declines
RETIRED_FILE: Final = "retired.mark"


def mark_retired(folder: Path, kid: bytes) -> None:
    """Remember it; ConfigError when the folder can't be written."""
    write_whole(folder, {RETIRED_FILE: kid.hex().encode()})


def is_retired(folder: Path, kid: bytes) -> bool:
    """Whether the kiosk with the key ``kid`` was retired here.

    A mark that can't be read is none: the node says it again within a minute.
    """
    try:
        return (folder / RETIRED_FILE).read_bytes() == kid.hex().encode()
    except OSError:
        return False
