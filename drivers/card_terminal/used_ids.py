"""Which ids money was asked for: of those nobody may be told that nothing was paid. Pure."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from drivers.errors import DriverError, TenderFailed, TenderUnknown

MAX_IDS: Final = 10_000  # months of a busy kiosk, a megabyte; the caller's journal has them all


class UsedIds:
    """The last `MAX_IDS` ids under which a request for money may have gone out."""

    def __init__(self) -> None:
        self._ids: OrderedDict[bytes, None] = OrderedDict()

    def __contains__(self, payment: bytes) -> bool:
        return payment in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, payment: bytes) -> None:
        """Remember an id; the one that was not used for the longest time may be forgotten."""
        self._ids[payment] = None
        self._ids.move_to_end(payment)
        if len(self._ids) > MAX_IDS:
            self._ids.popitem(last=False)


def of_used(error: DriverError) -> DriverError:
    """Return what `error` says of a used id: what failed now tells nothing of what was before."""
    if not isinstance(error, TenderFailed):
        return error
    return TenderUnknown(f"it is not known whether it was paid before: {error}")
