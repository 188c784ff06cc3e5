"""Whether the node is thought to be near. Learnt from the node's own answers, nothing else.

A network card that says it is up proves nothing: the router may be up and the line down.
"""

import threading


class NodeWatch:
    """One flag that the sync and the hold desk set and a sale reads; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._near = True  # the first sale after a start asks, and learns

    @property
    def near(self) -> bool:
        """Whether the node answered when it was last spoken to."""
        with self._lock:
            return self._near

    def answered(self) -> None:
        """Its signed answer came."""
        self._set(near=True)

    def silent(self) -> None:
        """No answer, or none that can be believed."""
        self._set(near=False)

    def _set(self, *, near: bool) -> None:
        with self._lock:
            self._near = near
