"""What the back room and the screen tell each other, as plain values."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.district import District
from kiosk.events import Event


@dataclass(frozen=True)
class Outside:
    """What the back room tells: events of the visit, camera pictures, that counts changed, that
    newer rules are to be adopted at rest, that the district has retired this kiosk, that a
    headset was put in or pulled out, and that something was scanned, whatever comes of it.

    Called on any thread.
    """

    post: Callable[[Event], None]
    show_frame: Callable[[bytes, int, int, int], None]
    counted: Callable[[], None] = lambda: None
    renewed: Callable[[District], None] = lambda _: None
    retired: Callable[[], None] = lambda: None
    headset: Callable[[bool], None] = lambda _: None
    scanned: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Strip:
    """What has become of the entries: recorded here, sent to the node, confirmed by it."""

    recorded: int
    sent: int
    confirmed: int
