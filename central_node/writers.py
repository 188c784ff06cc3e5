"""Who wrote some entries, and when the node looks at them."""

from dataclasses import dataclass, field

from central_node.places import Places


@dataclass(frozen=True)
class Writer:
    """Whose entries they are: a kiosk, perhaps retired at a time, and its ledger's number.

    ``size`` is how long the ledger was before, ``trusted`` the latest time in it that a good clock
    told, in epoch seconds. ``lost_from`` is the first place that was told as lost with these.
    ``now`` is the node's time, ``places`` where the register has the kiosk.
    """

    kiosk: int
    ledger: int
    size: int
    trusted: int | None = None
    lost_from: int | None = None
    retired_at: int | None = None
    now: int = 0
    places: Places = field(default_factory=Places)

    @property
    def retired(self) -> bool:
        """Whether the kiosk is none of the district's any more."""
        return self.retired_at is not None
