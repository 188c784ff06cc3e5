"""A kiosk whose owner is a thief: enrolled, with a good key, and no program of ours on it.

It signs what it likes and calls the node with it: charges without evidence or with the code of
somebody who trusted it, higher sums, spends after a void, double entries, ids of others, two
entries for one place; earnings that nobody made, donations that nobody gave, the same coins given
back more than once. The node books every chain-valid entry, and somebody has to bear it; the
books must add up, and nobody may pay who never showed a code.
"""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Final

from central_node.errors import Refused, StoreBusy
from protocol.code import MAX_CODE_BYTES, from_text
from protocol.entry import (
    GENESIS,
    ClockState,
    DecidedBy,
    Decision,
    Entry,
    EntryKind,
    Opening,
    OrderLine,
    Party,
    Role,
    entry_hash,
    order_hash,
    sign_entry,
)
from protocol.envelope import sign_request
from protocol.ids import uuid7
from protocol.keys import Signer
from protocol.messages import ENTRIES, HOLDS, EntriesRequest, EntryItem, HoldRequest, Request
from tests.simulation.cards import Card
from tests.simulation.chance import Chance
from tests.simulation.house import House, NodeDown
from tests.simulation.people import Resident
from tests.simulation.timeline import Timeline
from tests.simulation.truth import Signed, Truth

_SUMS: Final = (1, 15, 39, 40, 41, 100, 2_000, 10**12)
_BATCH: Final = 40


@dataclass
class Rogue:
    """The thief's machine. ``act`` does one misdeed and sends some of its ledger."""

    house: House
    timeline: Timeline
    chance: Chance
    truth: Truth
    residents: list[Resident]
    signer: Signer
    kiosk: int
    purse: str
    scheme: str
    ledger: bytes
    badges: list[Card]
    fields: list[str]
    items: list[EntryItem] = field(default_factory=list)
    ids: list[bytes] = field(default_factory=list)
    codes: list[tuple[Resident, bytes]] = field(default_factory=list)
    charged: list[tuple[bytes, int]] = field(default_factory=list)

    def act(self) -> None:
        """One misdeed."""
        if not self.items:
            self._write(replace(self._draft(EntryKind.OPEN), opening=Opening()))
        self._trap()
        match self.chance.between(0, 9):
            case 0:
                self._write(replace(self._draft(EntryKind.VOID, self._id()), result="refused"))
            case 1:
                self._hold()
            case 2:
                self._fork()
            case 3 | 4:
                self._claim()
            case 5 | 6 if self.charged:
                self._give_back()
            case 7:
                self._charge(EntryKind.DONATE)
            case _:
                self._charge(EntryKind.SPEND)
        self._send(self.chance.between(0, len(self.items) - 1))

    def settle(self) -> None:
        """Send all of it, so that the books are whole at the end."""
        for start in range(0, len(self.items), _BATCH):
            self._send(start)

    def _trap(self) -> None:
        """Somebody shows their phone here."""
        victim = self.chance.pick(self.residents)
        self.codes.append((victim, victim.phone.code(self.timeline.now_ms)))
        del self.codes[:-8]

    def _id(self) -> bytes:
        """A new id, an old one, or that of an honest kiosk's entry."""
        fresh = uuid7(self.timeline.now_ms, self.chance.bytes)
        strange = next(iter(self.truth.holds), fresh)
        return self.chance.pick(
            [fresh, fresh, fresh, self.chance.pick([*self.ids, fresh]), strange]
        )

    def _claim(self) -> None:
        """Somebody has earned, says a badge: a real one, somebody's phone, or none."""
        whose, code = self.chance.pick(self.codes)
        badge = self.chance.pick(self.badges)
        shown, by = whose.phone.credential, self.chance.pick([badge.credential, None])
        counter = whose.phone.counter.to_bytes(4)
        hash_ = hashlib.sha256(code).digest()
        payee = Party(Role.PAYEE, shown.cti, counter, shown.limit_tag, hash_, self.timeline.now_s)
        approved = from_text(badge.text)
        staff = () if by is None else (
            Party(Role.STAFF, by.cti, None, by.limit_tag, hashlib.sha256(approved).digest()),
        )  # fmt: skip
        field_, items = self.chance.pick([*self.fields, "gold"]), self.chance.pick([1, 3, 500])
        draft = replace(
            self._draft(EntryKind.EARN),
            parties=(payee, *staff),
            lines=(OrderLine(f"desk:{field_}", "Toys", items, 200),),
            amounts={self.purse: self.chance.pick([items, 10 * items])},
            result=self.chance.pick([None, "machine:1", f"machine:{len(self.items)}"]),
        )
        self._write(draft, (code, approved) if self.chance.between(0, 3) else (code,))

    def _give_back(self) -> None:
        """Coins of a sale, more often than it took them."""
        id_, coins = self.chance.pick(self.charged)
        whose, code = self.chance.pick(self.codes)
        shown, hash_ = whose.phone.credential, hashlib.sha256(code).digest()
        counter = whose.phone.counter.to_bytes(4)
        payee = Party(Role.PAYEE, shown.cti, counter, shown.limit_tag, hash_, self.timeline.now_s)
        draft = replace(self._draft(EntryKind.REVERSE), parties=(payee,), ref=id_)
        self._write(replace(draft, amounts={self.purse: self.chance.pick([coins, 1])}), (code,))

    def _charge(self, kind: EntryKind) -> None:
        victim, code = self.chance.pick(self.codes)
        coins = self.chance.pick(_SUMS)
        shown = victim.phone.credential
        hash_ = hashlib.sha256(code).digest()
        counter = victim.phone.counter.to_bytes(4)
        payer = Party(Role.PAYER, shown.cti, counter, shown.limit_tag, hash_, self.timeline.now_s)
        by = self.chance.pick([DecidedBy.HOLD, DecidedBy.STAND_IN])
        draft = replace(
            self._draft(kind, self._id()),
            parties=(payer,),
            lines=self._lines(coins),
            amounts={self.purse: coins},
            decided=Decision(by, self.chance.pick([0, coins, coins // 2])),
        )
        evidence = self.chance.pick([code, code, b"", self.chance.bytes(MAX_CODE_BYTES // 2)])
        self._write(draft, (evidence,) if evidence else ())
        self.charged.append((draft.id, coins))
        del self.charged[:-3]

    def _hold(self) -> None:
        _, code = self.chance.pick(self.codes)
        coins = self.chance.pick(_SUMS)
        id_ = self._id()
        self.ids.append(id_)
        request = HoldRequest(
            id=id_,
            evidence=code,
            order_hash=order_hash(self._lines(coins), {self.purse: coins}),
            amount=coins,
            scheme=self.scheme,
            scanned_at=self.timeline.now_s,
            voided=tuple(self.chance.pick(self.ids) for _ in range(self.chance.between(0, 2))),
        )
        self._call(HOLDS, Request(HOLDS, self.timeline.now_s, self._nonce(), request.to_body()))

    def _fork(self) -> None:
        """Another entry for the place that was written last."""
        last = len(self.items) - 1
        draft = replace(self._draft(EntryKind.VOID, self._id()), result="refused")
        previous = entry_hash(self.items[last - 1].entry) if last else GENESIS
        twin = replace(draft, seq=last, previous=previous)
        self._deliver([self._sign(twin)])

    def _draft(self, kind: EntryKind, id_: bytes | None = None) -> Entry:
        return Entry(
            ledger=self.ledger,
            seq=len(self.items),
            previous=entry_hash(self.items[-1].entry) if self.items else GENESIS,
            id=id_ or uuid7(self.timeline.now_ms, self.chance.bytes),
            kind=kind,
            time=self.timeline.now_s + self.chance.pick([0, 0, -7200, 7200]),
            clock=self.chance.pick(list(ClockState)),
            scheme_version=1,
            bundle_version=1,
        )

    def _write(self, entry: Entry, evidence: tuple[bytes, ...] = ()) -> None:
        self.ids.append(entry.id)
        self.items.append(self._sign(entry, evidence))

    def _sign(self, entry: Entry, evidence: tuple[bytes, ...] = ()) -> EntryItem:
        raw = sign_entry(self.signer, entry)
        payer = entry.parties[0] if entry.parties else None
        it = Signed(
            ledger=entry.ledger,
            seq=entry.seq,
            id=entry.id,
            kind=str(entry.kind),
            coins=sum(entry.amounts.values()),
            from_slice=entry.decided.from_slice if entry.decided else 0,
            cti=payer.cti if payer else None,
            counter=payer.counter if payer else None,
            kiosk=self.kiosk,
            honest=False,
            ref=entry.ref,
            badge=next((it.cti for it in entry.parties if it.role is Role.STAFF), None),
            earned=entry.lines[0].item.rpartition(":")[2] if entry.lines else "",
            time=entry.time,
            counted=entry.result or "",
        )
        self.truth.sign(entry_hash(raw), it)
        return EntryItem(raw, evidence)

    def _send(self, start: int) -> None:
        self._deliver(self.items[start : start + _BATCH])

    def _deliver(self, items: list[EntryItem]) -> None:
        body = EntriesRequest(self.ledger, tuple(items)).to_body()
        self._call(ENTRIES, Request(ENTRIES, self.timeline.now_s, self._nonce(), body))

    def _nonce(self) -> bytes:
        return self.chance.bytes(16)

    def _call(self, call: str, request: Request) -> None:
        try:
            self.house.handle(call, sign_request(self.signer, request))
        except (Refused, NodeDown, StoreBusy):
            return  # a thief's call may fail as everybody's

    def _lines(self, coins: int) -> tuple[OrderLine, ...]:
        return (OrderLine("meals:lunch", "Lunch", 1, coins),)
