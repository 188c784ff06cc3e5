"""What the back room and the screen tell each other, as plain values."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.events import Event


@dataclass(frozen=True)
class Outside:
    """What the back room tells: events of the visit, camera pictures, that counts changed, and
    that a newer bundle lies ready for the next start."""

    post: Callable[[Event], None]
    show_frame: Callable[[bytes, int, int, int], None]
    counted: Callable[[], None] = lambda: None
    renewed: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Strip:
    """What has become of the entries: recorded here, sent to the node, confirmed by it."""

    recorded: int
    sent: int
    confirmed: int
