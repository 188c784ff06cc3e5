"""Which refused codes leave a `refuse` entry, and how often: where it helps to find fraud.

An entry says when somebody tried a forged, copied, revoked or guessed code. Of a stranger's code it
holds nothing but the reason; a genuine one is named. A neighbour's resident or an old screenshot is
no fraud and leaves nothing.
"""

from typing import Final

NOTED: Final = frozenset(
    {
        "bad-signature",
        "unknown-key",
        "wrong-type",
        "already-used",
        "revoked",
        "pin-blocked",
        "credential-closed",
    }
)
"""The reasons that are worth an entry."""

APART_S: Final = 600
"""Between two entries of one reason: at most 6 an hour of each, 42 in all. A code that is held
before the camera all night writes 3,000 entries of about 100 bytes, and fills no disk."""
