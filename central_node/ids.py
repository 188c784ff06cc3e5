"""One id's way: none -> held or declined -> booked | voided. The last two are final; no database.

Kiosks make ids before they ask or sign anything, so the same id may reach the node by a hold, by an
entry and by a list of voids, in any order. When a kiosk is retired, what it holds becomes declined.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schemes.money import Coins


class State(StrEnum):
    """Where an id stands; no row means that nobody spoke of it yet."""

    HELD = "held"
    DECLINED = "declined"
    BOOKED = "booked"
    VOIDED = "voided"


OPEN = (State.HELD, State.DECLINED)


@dataclass(frozen=True)
class KnownId:
    """What a kiosk asked or told under an id before; all but the first two only with a hold.

    ``parts`` are the coins that it keeps by purse, empty where all are of the first; ``rewards``
    what was promised to be given back, by rule, and counted at ``scanned``, in epoch seconds.
    ``visit_to`` is what it lets in to by a pass: such a hold keeps no coins. ``kind`` is what it
    was for, None for a sale, ``payee`` who was to get a transfer, by cti and counter. ``let_go``:
    it was held until its kiosk was retired.
    """

    kiosk: int
    state: State
    resident: int | None = None
    order_hash: bytes | None = None
    amount: Coins = Coins(0)
    cti: bytes | None = None
    counter: bytes | None = None
    from_free: Coins = Coins(0)
    parts: Mapping[str, Coins] = field(default_factory=dict, hash=False)
    rewards: Mapping[str, Coins] = field(default_factory=dict, hash=False)
    scanned: int | None = None
    visit_to: str | None = None
    kind: str | None = None
    payee: tuple[bytes | None, bytes | None] = (None, None)
    let_go: bool = False

    @property
    def held(self) -> bool:
        """Whether coins are kept for it."""
        return self.state is State.HELD and self.visit_to is None

    def kept_for(self, resident: int) -> Coins:
        """What the hold keeps of this resident's free balance: it is theirs to spend here."""
        return self.from_free if self.held and self.resident == resident else Coins(0)
