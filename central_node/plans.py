"""What is to be done for one entry: a value, made by the planners and carried out by the books."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from central_node.accounts import DISTRICT, AccountKind, Owner
from central_node.booking_rules import NOTHING, Booking, Flag
from central_node.ids import State
from central_node.known_claims import Claim
from central_node.known_passes import PassMove
from central_node.known_past import PastEntry
from central_node.known_rewards import Given
from central_node.known_rights import Right
from protocol.entry import Party
from protocol.receipt import Outcome
from protocol.resident_code import ResidentCode
from schemes.money import Coins

MAX_BOOKED = Coins(10**9)  # of one entry; keeps every sum of the accounts inside 64 bits


@dataclass(frozen=True)
class Flow:
    """Coins of a purse that go from one account to another; the first purse is named too."""

    source: Owner
    target: Owner
    purse: str
    coins: Coins


@dataclass(frozen=True)
class Plan:
    """What to do for one entry. ``ends`` is what becomes of the entry's id.

    ``gives_up`` is another id of the kiosk, of which it knows nothing more: what is held for it
    ends, and its own entry may still come. ``resident`` is whose account it is about, where the
    code is valid and in the books, ``person`` whom the entry names, ``carer`` whose code was shown
    beside, ``payee`` whose was shown to get what the person gives. ``coins`` is what it comes to in
    all, ``flows`` are the postings that it makes.

    ``paid`` are a debit's coins by purse, ``claims`` what was earned, with the number of the
    machine in ``counted``. ``given`` are rewards and what is taken back of them, ``past`` is the
    entry that is reversed, as it stands after that. ``rights`` are those of the day that it uses,
    ``passes`` visits that were bought or made.
    """

    booking: Booking
    ends: State | None = None
    gives_up: bytes | None = None
    resident: int | None = None
    person: Party | None = None
    carer: ResidentCode | None = None
    payee: ResidentCode | None = None
    closes: bytes | None = None
    coins: Coins = NOTHING
    flows: tuple[Flow, ...] = ()
    paid: Mapping[str, Coins] = field(default_factory=dict, hash=False)
    claims: tuple[Claim, ...] = ()
    counted: str | None = None
    given: tuple[Given, ...] = ()
    past: PastEntry | None = None
    rights: tuple[Right, ...] = ()
    passes: tuple[PassMove, ...] = ()

    @property
    def is_booked(self) -> bool:
        """Whether it counts: somebody bears it, or nothing was wrong."""
        return self.booking.outcome is Outcome.BOOKED or self.booking.bearer is not None


def flagged(flag: Flag) -> Plan:
    """Kept and acknowledged, nothing booked."""
    return Plan(Booking(Outcome.FLAGGED, None, flag))


def noted() -> Plan:
    """Kept; there is nothing to book."""
    return Plan(Booking(Outcome.NOTED, None, None))


def gifts(given: Iterable[Given], purse: str) -> tuple[Flow, ...]:
    """Rewards come from where coins are made, into the first purse; taken back, they go there.

    One movement for a resident, however many rules have a part in it.
    """
    sums: defaultdict[int, Coins] = defaultdict(lambda: NOTHING)
    for one in given:
        sums[one.resident] += one.coins
    source = (AccountKind.ISSUED, DISTRICT)
    return tuple(
        Flow(source, (AccountKind.RESIDENT, resident), purse, coins)
        if coins > NOTHING
        else Flow((AccountKind.RESIDENT, resident), source, purse, NOTHING - coins)
        for resident, coins in sums.items()
    )
