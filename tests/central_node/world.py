"""A small district for tests: a seeded node, enrolled kiosks with real ledgers, residents' phones.

Everything is signed and verified for real; only HTTP is left out. Times are epoch seconds.
"""

import atexit
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol, Self

from sqlalchemy import select

from central_node import schema
from central_node.audit import audit
from central_node.district import District
from central_node.issuing import Random
from central_node.node import Node
from central_node.overview import Overview, overview
from central_node.seed import Seeded, seed
from central_node.store import Store
from protocol.cbor import Value
from protocol.credential import Credential
from protocol.credential import issue as issue_credential
from protocol.credential import read as read_credential
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
from protocol.ids import uuid7
from protocol.keys import Algorithm, MemorySigner, Signer
from protocol.messages import (
    EnrolRequest,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    HoldAnswer,
    HoldRequest,
    LostRange,
    Refusal,
    Request,
    read_answer,
    sign_request,
)
from protocol.presentation import Presentation, present
from protocol.receipt import Receipt, read_receipt

NOW = 1_790_000_000
SCHEME = """
id = "test-coin"
version = 1
name = "Test"
[unit]
name = "coin"
[[rate]]
won = 200
from = 2023-01-01
source = "made for tests"
[rounding]
price = "down"
[[purse]]
id = "general"
name = "General"
[limits]
per_transaction_coins = 60
"""
PEOPLE = """
[[kiosk]]
name = "one"
[[kiosk]]
name = "two"
[[resident]]
id = "rich"
label = "Rich"
balance = 200
homes = ["one", "two"]
[[resident]]
id = "some"
label = "Some"
balance = 35
[[resident]]
id = "poor"
label = "Poor"
balance = 5
"""
PURSE = "general"


@dataclass
class Phone:
    """A resident's phone with its key and credential; each code has a new counter."""

    signer: MemorySigner
    raw: bytes
    credential: Credential
    shown: int = 0

    def code(self, at: int) -> "Code":
        """A fresh presentation, made at that time."""
        self.shown += 1
        counter = self.shown.to_bytes(4)
        shown = Presentation(self.credential.scheme, at, counter)
        return Code(self.credential, counter, present(self.signer, self.raw, shown))


@dataclass(frozen=True)
class Code:
    """One showing of a phone; a card or badge is the same each time, and has no counter."""

    credential: Credential
    counter: bytes | None
    evidence: bytes

    @property
    def payer(self) -> Party:
        """The payer as an entry names them."""
        cti, tag = self.credential.cti, self.credential.limit_tag
        return Party(Role.PAYER, cti, self.counter, tag, hashlib.sha256(self.evidence).digest())

    @property
    def holder(self) -> Party:
        """The same, where it is the credential that an entry is about."""
        return replace(self.payer, role=Role.HOLDER)


@dataclass
class KioskSim:
    """A kiosk's key and ledger, and the calls it makes."""

    world: "World"
    number: int
    signer: MemorySigner
    ledger: bytes
    raws: list[bytes] = field(default_factory=list)
    evidence: list[tuple[bytes, ...]] = field(default_factory=list)

    def ask(self, call: str, body: Value, signed_for: str | None = None) -> Value:
        """One signed call; the verified answer's body."""
        raw = self.request(signed_for or call, body)
        data = self.world.node.handle(call, raw, self.world.now)
        return read_answer(data, self.world.node.district.receipt_keys, raw).body

    def request(self, call: str, body: Value) -> bytes:
        """A signed request of this kiosk."""
        nonce = self.world.random(16)
        return sign_request(self.signer, Request(call, self.world.now, nonce, body))

    def hold(
        self,
        code: Code,
        amount: int,
        id_: bytes | None = None,
        voided: tuple[bytes, ...] = (),
        scanned_at: int | None = None,
    ) -> HoldAnswer:
        """Ask for a hold of a one-line order."""
        request = HoldRequest(
            id=id_ or self.world.id(),
            evidence=code.evidence,
            order_hash=order_hash(lines(amount), {PURSE: amount}),
            amount=amount,
            scheme="test-coin",
            scanned_at=self.world.now if scanned_at is None else scanned_at,
            voided=voided,
        )
        return HoldAnswer.from_body(self.ask("holds", request.to_body()))

    def open(self) -> bytes:
        """Write the ledger's first entry."""
        return self.write(replace(self.draft(EntryKind.OPEN), opening=Opening()))

    def spend(self, code: Code, amount: int, decision: Decision, id_: bytes | None = None) -> bytes:
        """Write a spend; the signed bytes."""
        return self.write(self.spend_draft(code, amount, decision, id_), (code.evidence,))

    def spend_draft(
        self, code: Code, amount: int, decision: Decision, id_: bytes | None = None
    ) -> Entry:
        """A spend that would come next in the ledger."""
        return replace(
            self.draft(EntryKind.SPEND, id_),
            parties=(code.payer,),
            lines=lines(amount),
            amounts={PURSE: amount},
            decided=decision,
        )

    def void(self, id_: bytes) -> bytes:
        """Write that an id came to nothing."""
        return self.write(replace(self.draft(EntryKind.VOID, id_), result="refused"))

    def write(self, entry: Entry, evidence: tuple[bytes, ...] = ()) -> bytes:
        """Append an entry to this kiosk's own ledger; the signed bytes."""
        raw = sign_entry(self.signer, entry)
        self.raws.append(raw)
        self.evidence.append(evidence)
        return raw

    def draft(self, kind: EntryKind | str, id_: bytes | None = None) -> Entry:
        """What would come next in the ledger, bare."""
        return Entry(
            ledger=self.ledger,
            seq=len(self.raws),
            previous=entry_hash(self.raws[-1]) if self.raws else GENESIS,
            id=id_ or self.world.id(),
            kind=kind,
            time=self.world.now,
            clock=ClockState.TRUSTED,
            scheme_version=1,
            bundle_version=1,
        )

    def send(self, first: int = 0, last: int | None = None) -> list[Receipt | str]:
        """Send entries first..last of the ledger; receipts, or reasons of refusal."""
        items = [
            EntryItem(raw, codes)
            for raw, codes in zip(self.raws[first:last], self.evidence[first:last], strict=True)
        ]
        return self.deliver(items)

    def deliver(
        self, items: list[EntryItem], lost: tuple[LostRange, ...] = ()
    ) -> list[Receipt | str]:
        """Send these items; receipts verified, refusals by reason."""
        keys = self.world.node.district.receipt_keys
        answer = self.answer(items, lost)
        return [
            one.reason if isinstance(one, Refusal) else read_receipt(one, keys)
            for one in answer.receipts
        ]

    def answer(self, items: list[EntryItem], lost: tuple[LostRange, ...] = ()) -> EntriesAnswer:
        """The node's whole answer to these items."""
        request = EntriesRequest(self.ledger, tuple(items), lost)
        return EntriesAnswer.from_body(self.ask("entries", request.to_body()))

    def item(self, seq: int) -> EntryItem:
        """An entry of the ledger with its evidence, as it is sent."""
        return EntryItem(self.raws[seq], self.evidence[seq])

    def last(self) -> Receipt:
        """Send what was written last; its receipt."""
        receipt = self.send(len(self.raws) - 1)[0]
        assert isinstance(receipt, Receipt), receipt
        return receipt


class Answering(Protocol):
    """A node, here or behind HTTP."""

    @property
    def district(self) -> District:
        """What it works by."""

    def handle(self, call: str, body: bytes, now: int) -> bytes:
        """As Node.handle."""

    def close(self) -> None:
        """Let go of it."""


@dataclass
class World:
    """A district with two kiosks and three residents: rich (200), some (35), poor (5)."""

    folder: Path
    node: Answering
    random: Random
    kiosks: list[KioskSim] = field(default_factory=list)
    phones: dict[str, Phone] = field(default_factory=dict)
    now: int = NOW
    ids: int = 0

    _store: Store | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        shutil.rmtree(self.folder)

    def close(self) -> None:
        """Let go of the node and of its books."""
        self.node.close()
        if self._store is not None:
            self._store.close()
            self._store = None

    def id(self) -> bytes:
        """A new id."""
        self.ids += 1
        return uuid7(self.now * 1000 + self.ids, self.random)

    def audit(self) -> tuple[str, ...]:
        """What the audit finds."""
        with self.books.read() as connection:
            return audit(connection, self.node.district)

    def look(self) -> Overview:
        """What `central-node show` would tell."""
        with self.books.read() as connection:
            return overview(connection, self.node.district)

    @property
    def books(self) -> Store:
        """The node's database, for looking into it from beside."""
        if self._store is None:
            self._store = Store.open(self.folder)
        return self._store

    def balance(self, resident: str) -> int:
        """A resident's booked balance."""
        return {one.id: one.balance for one in self.look().residents}[resident]

    def free(self, resident: str) -> int:
        """What any kiosk may take of it."""
        return {one.id: one.free for one in self.look().residents}[resident]

    def dump(self) -> Mapping[str, list[tuple[object, ...]]]:
        """Every row of every table."""
        with self.books.read() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table))]
                for table in schema.metadata.sorted_tables
            }


def unbooked_phone(world: World, signer: Signer) -> Phone:
    """A phone whose credential was signed by this key, and which stands in no books."""
    known, key = world.phones["some"].credential, MemorySigner.generate(Algorithm.ESP256)
    credential = replace(known, cti=world.random(8), holder=key.public_key)
    return Phone(key, issue_credential(signer, credential), credential)


def twin(raw: bytes) -> bytes:
    """The same signed message with the other signature that ECDSA over P-256 allows."""
    r, s = raw[-64:-32], int.from_bytes(raw[-32:])
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    return raw[:-64] + r + (order - s).to_bytes(32)


def lines(amount: int) -> tuple[OrderLine, ...]:
    """An order that costs that many coins of 200 won."""
    return (OrderLine("meal-lunch", "Lunch", 1, amount * 200),)


def held(from_slice: int = 0) -> Decision:
    """Decided by the node."""
    return Decision(DecidedBy.HOLD, from_slice)


def stood_in(from_slice: int) -> Decision:
    """Decided by the kiosk alone."""
    return Decision(DecidedBy.STAND_IN, from_slice)


@cache
def _template(opened: bool) -> "World":
    """One district, seeded and enrolled once for all tests of a run; each gets a copy."""
    folder = Path(mkdtemp(prefix="node-template-"))
    atexit.register(shutil.rmtree, folder)
    seeded = seed_district(folder / "node", folder)
    world = World(folder / "node", Node.open(folder / "node"), os.urandom)
    populate(world, seeded)
    for sim in world.kiosks if opened else ():
        sim.open()
        sim.last()
    world.close()
    return world


def populate(world: World, seeded: Seeded) -> None:
    """Enrol all kiosks and give all residents their phones."""
    for kiosk in seeded.kiosks:
        signer = MemorySigner.generate(Algorithm.ESP256)
        world.kiosks.append(enrol(world, kiosk.enrol_code, signer))
    for resident in seeded.residents:
        signer = MemorySigner.generate(Algorithm.ESP256)
        world.phones[resident.id] = issue(world, resident.wallet_token, signer)


def seed_district(node: Path, inputs: Path) -> Seeded:
    """Seed a node from files written into a folder."""
    given = write_inputs(inputs)
    return seed(
        node, given["scheme"], [given["facility"]], given["people"], now=NOW, random=os.urandom
    )


def write_inputs(folder: Path) -> dict[str, Path]:
    """Scheme, facility and people as files, by these names."""
    paths = {}
    for name, text in (("scheme", SCHEME), ("facility", "id = 'x'"), ("people", PEOPLE)):
        paths[name] = folder / f"{name}.toml"
        paths[name].write_text(text, encoding="utf-8")
    return paths


def make_world(*, opened: bool = True) -> World:
    """A fresh copy of the template; with ``opened`` each kiosk's ledger has its opening sent."""
    return copy_of(_template(opened))


def copy_of(template: "World") -> "World":
    """A copy of a district that nobody works in any more."""
    folder = Path(mkdtemp(prefix="node-"))
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    world = World(folder, Node.open(folder), os.urandom, ids=template.ids)
    world.phones = {name: replace(phone) for name, phone in template.phones.items()}
    for sim in template.kiosks:
        raws, evidence = list(sim.raws), list(sim.evidence)
        world.kiosks.append(replace(sim, world=world, raws=raws, evidence=evidence))
    return world


def enrol(world: World, code: str, signer: MemorySigner) -> KioskSim:
    """Enrol a kiosk's key."""
    sim = KioskSim(world, 0, signer, world.random(8))
    body = sim.ask("enrol", EnrolRequest(code, signer.public_key).to_body())
    assert isinstance(body, Mapping)
    number = body[1]
    assert isinstance(number, int)
    sim.number = number
    return sim


def issue(world: World, token: str, signer: MemorySigner) -> Phone:
    """Get a phone its credential."""
    asked = {"token": token, "public_key": signer.public_key.raw.hex()}
    answer = world.node.handle("credentials", json.dumps(asked).encode(), world.now)
    raw = bytes.fromhex(json.loads(answer)["credential"])
    credential = read_credential(raw, world.node.district.credential_keys)
    return Phone(signer, raw, credential)
