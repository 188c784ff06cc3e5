"""Why credentials are revoked, and for which of these reasons nobody should pay."""

from enum import StrEnum


class RevokeReason(StrEnum):
    """Why a credential does not count any more."""

    LOST = "lost"
    STOLEN = "stolen"
    REPLACED = "replaced"  # its holder has a newer one
    LEFT = "left"  # its holder is no resident, or no staff, any more
    MISTAKE = "mistake"


REPORTED = frozenset({RevokeReason.LOST, RevokeReason.STOLEN, RevokeReason.MISTAKE})
"""Reasons for which nobody should pay who shows the code no more: its holder reported it, or the
office was wrong. Who has a newer one, or has left, can still show the old one, and pays for it."""
