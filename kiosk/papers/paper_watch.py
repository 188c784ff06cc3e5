"""When to look for a newer document of the node: by the hour, and sooner when there is a reason."""

from typing import Final

from offline_queue.errors import BadAnswer, NodeRefused

LOOK_S: Final = 3600.0  # prices and keys change by the day, revoked credentials by the hour
SOON_S: Final = 60.0  # with a reason; a node that tells of what it does not have costs no more
FAILED_S: Final = (60.0, 300.0, 3600.0)
"""How long a document rests after its fetch has failed once, twice, more often. On a line that is
too slow for it, a fetch takes its whole time-out, and all that while no entry goes."""
UNBELIEVED: Final = frozenset({BadAnswer.reason, NodeRefused.reason})


class PaperWatch:
    """Says whether it is time to ask. For one thread; times are in seconds that only ever go on."""

    def __init__(self) -> None:
        self._asked_at_s = float("-inf")
        self._rests_until_s = float("-inf")
        self._failures = 0
        self._told = False

    def told(self) -> None:
        """The node has said that there is a newer one."""
        self._told = True

    def is_due(self, now_s: float, *, near: bool, unbelieved: bool = False) -> bool:
        """Whether to ask now; whoever hears True asks.

        ``unbelieved``: the node's answers are not believed. Its keys may have changed while this
        kiosk was away, and only a bundle can help, for it brings the keys along. After a fetch that
        failed it rests all the same.
        """
        if not (near or unbelieved) or now_s < self._rests_until_s:
            return False
        if now_s - self._asked_at_s < (SOON_S if unbelieved or self._told else LOOK_S):
            return False
        self._asked_at_s = now_s
        self._told = False
        return True

    def ended(self, now_s: float, *, well: bool) -> None:
        """The fetch is over; one that failed is tried again later and later, from its end."""
        self._failures = 0 if well else self._failures + 1
        if not well:
            rest_s = FAILED_S[min(self._failures, len(FAILED_S)) - 1]
            self._rests_until_s = now_s + rest_s
            self._asked_at_s = float("-inf")  # then it is time, whatever the hour says
