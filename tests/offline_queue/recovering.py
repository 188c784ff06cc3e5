"""For the tests of recovery: a node in memory that hands ledgers back, and a kiosk's folder."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from offline_queue.clock import KioskClock
from offline_queue.errors import NodeAway
from offline_queue.http_transport import Document
from offline_queue.ledger import Ledger, Recorded
from offline_queue.node_client import NodeClient
from offline_queue.receipts import check_receipt
from offline_queue.records import Draft
from offline_queue.recover import Job, Report, recover
from offline_queue.recover_build import Maker
from protocol.code import ticket_text
from protocol.entry import read_entry
from protocol.keys import Signer, key_ring
from protocol.messages import (
    ENTRIES,
    LEDGER,
    Answer,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    KnownEntry,
    KnownLedger,
    LedgerAnswer,
    LedgerRequest,
    Refusal,
    read_request,
    sign_answer,
)
from tests.offline_queue.making import (
    KIOSK,
    LINES,
    NODE,
    NODE_KEYS,
    NOON_S,
    Dice,
    HandTime,
    open_ledger,
    receipt_for,
    spend,
)
from tests.protocol import samples

KEYS = key_ring(KIOSK.public_key)
CODE = samples.CODE_BYTES
CODE_HASH = hashlib.sha256(CODE).digest()


@dataclass
class MemoryNode:
    """Keeps what it was sent, by ledger and place; a transport of its own. Holes need `lost`."""

    entries: dict[bytes, dict[int, tuple[EntryItem, bytes]]] = field(default_factory=dict)
    held: tuple[bytes, ...] = ()
    away: bool = False
    time_s: int = NOON_S
    page_entries: int = 3
    requests: list[EntriesRequest | LedgerRequest] = field(default_factory=list)
    refuse: dict[int, str] = field(default_factory=dict)

    def post(self, call: str, body: bytes, _timeout_s: float) -> bytes:
        if self.away:
            raise NodeAway("nobody answers")
        signed = read_request(body, KEYS)
        assert signed.request.call == call
        if call == ENTRIES:
            answer = self._take(EntriesRequest.from_body(signed.request.body)).to_body()
        else:
            assert call == LEDGER
            answer = self._hand_back(LedgerRequest.from_body(signed.request.body)).to_body()
        return sign_answer(NODE, Answer(signed.hash, self.time_s, answer))

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError(f"nobody asks for {call} here ({timeout_s}, {etag})")

    def size(self, ledger: bytes) -> int:
        return max(self.entries.get(ledger, {}), default=-1) + 1

    def forget(self, ledger: bytes, size: int) -> None:
        """A node that was restored from an older backup."""
        for seq in [seq for seq in self.entries[ledger] if seq >= size]:
            del self.entries[ledger][seq]

    def ids(self) -> list[bytes]:
        """The ids of all entries, ledger by ledger."""
        items = (item for places in self.entries.values() for item, _ in places.values())
        return [read_entry(item.entry, KEYS).entry.id for item in items]

    def _take(self, request: EntriesRequest) -> EntriesAnswer:
        self.requests.append(request)
        there = self.entries.setdefault(request.ledger, {})
        lost = {seq for first, last in request.lost for seq in range(first, last + 1)}
        answers = [self._answer(request.ledger, item, lost) for item in request.items]
        size = self.size(request.ledger)
        head = read_entry(there[size - 1][0].entry, KEYS).hash if size else None
        if not size:
            del self.entries[request.ledger]
        return EntriesAnswer(tuple(answers), size, head)

    def _answer(self, ledger: bytes, item: EntryItem, lost: set[int]) -> bytes | Refusal:
        signed, there = read_entry(item.entry, KEYS), self.entries[ledger]
        seq = signed.entry.seq
        if seq in self.refuse:
            return Refusal(self.refuse[seq])
        if seq not in there and not set(range(self.size(ledger), seq)) <= lost:
            return Refusal("gap")
        if seq not in there:
            there[seq] = (item, receipt_for(ledger, seq, signed.hash, time_s=self.time_s))
        return there[seq][1]

    def _hand_back(self, request: LedgerRequest) -> LedgerAnswer:
        self.requests.append(request)
        ledgers = tuple(
            KnownLedger(name, size, read_entry(places[size - 1][0].entry, KEYS).hash)
            for name, places in self.entries.items()
            if (size := self.size(name))
        )
        if request.ledger is None:
            return LedgerAnswer(ledgers, held=self.held)
        places = sorted(self.entries.get(request.ledger, {}).items())
        wanted = [known for seq, known in places if seq >= request.from_seq][: self.page_entries]
        return LedgerAnswer(ledgers, tuple(KnownEntry(*known) for known in wanted))


@dataclass
class Kiosk:
    """A state folder with a ledger, a second medium, a node, and every ticket it ever printed."""

    folder: Path
    node: MemoryNode = field(default_factory=MemoryNode)
    time: HandTime = field(default_factory=HandTime)
    sold: list[Recorded] = field(default_factory=list)
    seed: int = 1
    marked: bytes | None = None  # the ledger that was opened last, as a machine remembers it
    at_node: int = 0  # and how much of it the node has signed to have

    @property
    def path(self) -> Path:
        return self.folder / "ledger.db"

    @property
    def copy(self) -> Path:
        return self.folder / "medium" / "copy.db"

    @property
    def fork_proof(self) -> Path:
        return self.folder / "fork.cose"

    @property
    def client(self) -> NodeClient:
        return NodeClient(self.node, KIOSK, NODE_KEYS, lambda: NOON_S, Dice(self.seed))

    def open(self) -> Ledger:
        ledger = open_ledger(self.path, self.time, seed=self.seed)
        self.marked = ledger.name
        return ledger

    def sell(self, *numbers: int) -> list[Recorded]:
        """Sales with a code that is signed, as a real one is."""
        with self.open() as ledger:
            entries = [ledger.append(coded(number), (CODE,)) for number in numbers]
        self.sold += entries
        return entries

    def send(self, below: int | None = None) -> None:
        """Deliver what has no receipt yet, up to a place, and keep the receipts."""
        with self.open() as ledger:
            run = ledger.unsent(200, 10**6)
            items = [
                EntryItem(it.raw, it.evidence) for it in run if below is None or it.seq < below
            ]
            answer = self.client.send_entries(EntriesRequest(ledger.name, tuple(items)), 1.0)
            receipts = [
                check_receipt(raw, NODE_KEYS) for raw in answer.receipts if isinstance(raw, bytes)
            ]
            ledger.store_receipts(receipts, self.node.time_s)

    def back_up(self) -> None:
        """Make the second medium level with the ledger."""
        self.copy.parent.mkdir(exist_ok=True)
        self.copy.write_bytes(self.path.read_bytes())

    def tickets(self, *entries: Recorded) -> list[str]:
        return [ticket_text(it.raw) for it in entries]

    def recover(
        self,
        *,
        tickets: Iterable[str] = (),
        copy: bool = True,
        node: bool = True,
        signer: Signer = KIOSK,
    ) -> Report:
        self.seed += 1
        clock = KioskClock(lambda: self.time.time_s * 1000, 0, lambda: 0.0)
        copies = (self.copy,) if copy and self.copy.exists() else ()
        client = self.client if node else None
        maker = Maker(signer, clock, Dice(self.seed))
        marked = None if self.marked is None else (self.marked, self.at_node)
        return recover(
            Job(self.path, self.fork_proof, maker, NODE_KEYS, copies, tickets, client, marked)
        )


def coded(number: int) -> Draft:
    """A spend of 15 coins by a showing of its own, whose code is always the same bytes."""
    draft = spend(number)
    party = replace(draft.parties[0], evidence_hash=CODE_HASH)
    return replace(draft, parties=(party,), lines=LINES)
