"""Tills that follow the stand-in rules by sums of their own ledger, over the node's real calls.

A till is honest: it decides by `schemes.stand_in.decide`, keeps its sums, remembers codes that it
has served, and closes what the node asks it to close. What may be wrong with it is its disk: there
is a copy of it, or it is an older one.
"""

from copy import deepcopy
from dataclasses import dataclass, field, replace

from protocol.credential import CredentialKind, read
from protocol.entry import ClockState, EntryKind, Opening, entry_hash
from protocol.errors import ProtocolError
from protocol.receipt import Receipt
from protocol.resident_code import check
from schemes.money import Coins
from schemes.scheme import Scheme
from schemes.stand_in import Allowed, HolderKind, StandInFacts, decide
from tests.central_node.paper import beat, close, vouched
from tests.central_node.world import Code, KioskSim, held, stood_in

DAY_S = 24 * 3600


@dataclass
class Sums:
    """What a ledger says: coins by credential, by card and day, and in entries without receipt."""

    slice_used: dict[bytes, int] = field(default_factory=dict)
    day_spent: dict[tuple[bytes, int], int] = field(default_factory=dict)
    served: set[tuple[bytes, bytes]] = field(default_factory=set)
    closed: set[bytes] = field(default_factory=set)
    unsent: int = 0


@dataclass
class Till:
    """One machine. ``roster`` is what its bundle allows each card in all, ``sent`` how many of its
    entries have receipts, and ``acknowledged`` what its sums were then."""

    sim: KioskSim
    scheme: Scheme
    sums: Sums = field(default_factory=Sums)
    acknowledged: Sums = field(default_factory=Sums)
    sent: int = 0
    roster: dict[bytes, int] = field(default_factory=dict)
    flags: list[str | None] = field(default_factory=list)

    def sell_alone(
        self, code: Code, amount: int, id_: bytes | None = None, carer: Code | None = None
    ) -> bool:
        """A sale without the node; whether the rules allow it. A card is proved by its PIN, or by
        a carer's phone."""
        if not (self._welcome(code) and self._allowed(code, amount)):
            return False
        if carer is not None and not self._welcome(carer):
            return False
        self._spend(code, amount, amount, id_, alone=True, carer=carer)
        return True

    def sell_by_hold(self, code: Code, amount: int, heard: bool) -> None:
        """Ask the node first. Where its answer is not heard, the rules decide."""
        if not self._welcome(code):
            return
        id_ = self.sim.world.id()
        answer = self.sim.hold(code, amount, id_)
        if not heard:
            if not self.sell_alone(code, amount, id_):
                self.sim.void(id_)
        elif answer.held and self._fits(code, amount, answer.from_slice):
            self._spend(code, amount, answer.from_slice, id_, alone=False)
        else:
            self.sim.void(id_)

    def beat(self) -> None:
        """Close for good what the node asks for."""
        for raw in beat(self.sim).close:
            credential = read(raw, self.sim.world.node.district.credential_keys)
            if credential.cti not in self.sums.closed:
                close(self.sim, Code(credential, None, raw))
                self.sums.closed.add(credential.cti)

    def send(self) -> None:
        """Send all that has no receipt yet."""
        receipts = self.sim.send(self.sent) if self.sent < len(self.sim.raws) else []
        for receipt in receipts:
            assert isinstance(receipt, Receipt), receipt
            self.flags.append(receipt.flag)
        self.sent = len(self.sim.raws)
        self.sums.unsent = 0
        self.acknowledged = deepcopy(self.sums)

    def send_a_fork(self) -> None:
        """Send what another machine has sent other entries for: nothing of it is booked."""
        assert all(isinstance(one, Receipt | str) for one in self.sim.send(self.sent))

    def copy(self) -> "Till":
        """The same disk in another machine."""
        sim = replace(self.sim, raws=list(self.sim.raws), evidence=list(self.sim.evidence))
        sums = deepcopy(self.sums), deepcopy(self.acknowledged)
        return Till(sim, self.scheme, *sums, self.sent, dict(self.roster))

    def rolled_back(self) -> "Till":
        """A machine that knows what the node acknowledged, and begins a ledger after that."""
        new = replace(self.sim, ledger=self.sim.world.random(8), raws=[], evidence=[])
        last = self.sent - 1
        opening = Opening(self.sim.ledger, last, entry_hash(self.sim.raws[last]))
        new.write(replace(new.draft(EntryKind.OPEN), opening=opening))
        known = deepcopy(self.acknowledged)
        return Till(new, self.scheme, known, deepcopy(known), 0, dict(self.roster))

    def _welcome(self, code: Code) -> bool:
        """Whether it counts now, and was neither served here nor closed."""
        cti, counter = code.credential.cti, code.counter
        served = counter is not None and (cti, counter) in self.sums.served
        if served or cti in self.sums.closed:
            return False
        world = self.sim.world
        try:
            check(code.evidence, world.node.district.credential_keys, self.scheme.id, world.now)
        except ProtocolError:
            return False
        return True

    def _allowed(self, code: Code, amount: int) -> bool:
        home = self.sim.number in code.credential.slices
        facts = StandInFacts(
            kind=HolderKind(code.credential.kind),
            amount=Coins(amount),
            home=home,
            slice=Coins(self._limit(code)),
            slice_used=Coins(self.sums.slice_used.get(code.credential.cti, 0)),
            unsent=Coins(self.sums.unsent),
            away_s=0,
            clock_known=True,
            day_spent=Coins(self.sums.day_spent.get(self._day(code), 0)),
            status_age_s=0,
            revoked=False,
            proved=True,
        )
        return isinstance(decide(self.scheme.stand_in, facts), Allowed)

    def _fits(self, code: Code, amount: int, from_slice: int) -> bool:
        """Whether what the node granted fits what this ledger knows and has not sent yet."""
        used = self.sums.slice_used.get(code.credential.cti, 0)
        spent = self.sums.day_spent.get(self._day(code), 0)
        card = code.credential.kind is CredentialKind.CARD
        in_day = not card or spent + amount <= self.scheme.stand_in.card_day.units
        return in_day and used + from_slice <= self._limit(code)

    def _limit(self, code: Code) -> int:
        at_issue = code.credential.slices.get(self.sim.number, 0)
        return self.roster.get(code.credential.cti, at_issue)

    def _day(self, code: Code) -> tuple[bytes, int]:
        return code.credential.cti, self.scheme.day_start(self.sim.world.now)

    def _prove(self, card: Code) -> None:
        """The right PIN; now and then by a clock that lay days behind until the sale."""
        late_s = 3 * DAY_S if len(self.sim.raws) % 3 == 0 else 0
        clock = ClockState.UNKNOWN if late_s else ClockState.TRUSTED
        for result in ("try", "right"):
            draft = replace(self.sim.draft(EntryKind.PIN), parties=(card.holder,), result=result)
            at = self.sim.world.now - late_s
            self.sim.write(replace(draft, time=at, clock=clock), (card.evidence,))

    def _spend(
        self,
        code: Code,
        amount: int,
        from_slice: int,
        id_: bytes | None,
        *,
        alone: bool,
        carer: Code | None = None,
    ) -> None:
        if carer is not None and carer.counter is not None:
            vouched(self.sim, code, carer, amount)
            self.sums.served.add((carer.credential.cti, carer.counter))
        else:
            if code.credential.kind is CredentialKind.CARD:
                self._prove(code)
            self.sim.spend(code, amount, stood_in(amount) if alone else held(from_slice), id_)
        cti, sums = code.credential.cti, self.sums
        sums.slice_used[cti] = sums.slice_used.get(cti, 0) + from_slice
        sums.day_spent[self._day(code)] = sums.day_spent.get(self._day(code), 0) + amount
        sums.unsent += amount
        if code.counter is not None:
            sums.served.add((cti, code.counter))
