"""A small district for tests: a seeded node, enrolled kiosks with real ledgers, residents' phones.

Everything is signed and verified for real; only HTTP is left out. Times are epoch seconds.
"""

import atexit
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
from central_node.seed import Seeded
from central_node.store import Store
from protocol.credential import issue as issue_credential
from protocol.credential import read as read_credential
from protocol.ids import uuid7
from protocol.keys import Algorithm, MemorySigner, Signer
from protocol.messages import EnrolRequest
from tests.central_node.inputs import NOW, PURSE, SCHEME, seed_district, write_inputs
from tests.central_node.kiosk_sim import Code, KioskSim, Phone, held, lines, stood_in, twin

__all__ = [
    "NOW",
    "PURSE",
    "SCHEME",
    "Code",
    "KioskSim",
    "Phone",
    "World",
    "copy_of",
    "enrol",
    "held",
    "issue",
    "lines",
    "make_world",
    "populate",
    "seed_district",
    "stood_in",
    "twin",
    "unbooked_phone",
    "write_inputs",
]


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
