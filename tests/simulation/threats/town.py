"""The stage's node side: a real node over a real folder, residents with phones and cards.

Time stands still unless `Town.wait` lets it go on. The node's world is that of its own tests.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import select

from central_node import schema
from central_node.cards import CardDesk, RevokeReason
from central_node.exposure import Exposure, KioskExposure
from central_node.node import Node
from central_node.publishing import publish
from central_node.retire import Retired, retire
from central_node.seed import seed
from protocol.code import from_text, to_text
from protocol.credential import Credential
from protocol.credential import read as read_credential
from protocol.keys import Algorithm, MemorySigner
from tests.central_node.paper import exposed
from tests.central_node.world import NOW, SCHEME, KioskSim, World, enrol, issue
from tests.kiosk.shops import MEALS
from tests.simulation.chance import Chance
from tests.simulation.phones import Phone
from tests.simulation.threats.stall import Stall

DAY_S: Final = 24 * 3600
LUNCH: Final = 15  # coins
PER_TRANSACTION: Final = 60  # the scheme's own limit
ALONE: Final = 40  # the limit of one sale without the node
CARD_DAY: Final = 20


@dataclass(frozen=True)
class Folk:
    """A resident to be: coins and the numbers of their home kiosks."""

    coins: int
    homes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Flagged:
    """An entry of the books that was flagged, and who bears it."""

    flag: str
    bearer: str | None


@dataclass
class Town:
    """A district under ``home`` with ``kiosks`` machines; ``rules`` are further lines of TOML."""

    home: Path
    kiosks: int
    folk: Mapping[str, Folk]
    rules: str = ""
    chance: Chance = field(default_factory=lambda: Chance(1))
    stalls: list[Stall] = field(default_factory=list)

    def __post_init__(self) -> None:
        folder = self.home / "node"
        self.seeded = seed(folder, *self._inputs(), now=NOW, random=os.urandom)
        self.world = World(folder, Node.open(folder), os.urandom)
        self.tokens = {one.id: one.wallet_token for one in self.seeded.residents}

    @property
    def now_s(self) -> int:
        """The true time, epoch seconds."""
        return self.world.now

    def wait(self, seconds: int) -> None:
        """Let time go on for everybody."""
        self.world.now += seconds

    def stall(self, number: int, passphrase: bytes | None = None) -> Stall:
        """An honest machine, enrolled as that kiosk and switched on."""
        folder = self.home / f"kiosk-{number}"
        code = self.seeded.kiosks[number - 1].enrol_code
        stall = Stall(folder, self.world, self.seeded.root_public_key, self.chance, passphrase)
        self.stalls.append(stall)
        stall.enrol(code)
        stall.start()
        return stall

    def rogue(self, number: int) -> KioskSim:
        """A thief's machine: enrolled, with a good key, and no program of ours on it."""
        signer = MemorySigner.generate(Algorithm.ESP256)
        rogue = enrol(self.world, self.seeded.kiosks[number - 1].enrol_code, signer)
        rogue.open()
        rogue.last()
        return rogue

    def phone(self, resident: str) -> Phone:
        """A resident's first phone."""
        signer = MemorySigner.generate(Algorithm.ESP256)
        got = issue(self.world, self.tokens[resident], signer)
        return Phone(signer, got.raw, got.credential, 0)

    def show(self, phone: Phone) -> str:
        """What a phone's screen shows now, as a QR code's text; a new showing each time."""
        phone.codes.clear()
        return phone.text(self.now_s * 1000)

    def card(self, resident: str, home: int) -> str:
        """A paper card, as its QR code's text."""
        name = self.seeded.kiosks[home - 1].name
        with self.world.books.write() as connection:
            desk = CardDesk(connection, self.world.node.district, os.urandom)
            return desk.issue_card(resident, name, None, self.now_s).code

    def badge(self) -> str:
        """A badge of staff, as its QR code's text."""
        with self.world.books.write() as connection:
            desk = CardDesk(connection, self.world.node.district, os.urandom)
            return desk.issue_badge("Staff", self.now_s).code

    def credential(self, text: str) -> Credential:
        """What is on a card."""
        return read_credential(from_text(text), self.world.node.district.credential_keys)

    def report(self, resident: str) -> None:
        """All that a resident holds is lost, they say."""
        with self.world.books.write() as connection:
            desk = CardDesk(connection, self.world.node.district, os.urandom)
            desk.revoke_all(resident, RevokeReason.LOST, self.now_s)

    def publish(self) -> int:
        """A newer bundle, with the roster of today, if that is another; the newest version."""
        with self.world.books.write() as connection:
            made = publish(connection, self.world.node.district, self.now_s)
        return made.published.version

    def retire(self, number: int) -> Retired:
        """End a kiosk."""
        return retire(self.world.folder, self.seeded.kiosks[number - 1].name, self.now_s)

    def told(self) -> Exposure:
        """What `central-node exposure` tells."""
        return exposed(self.world)

    def told_of(self, number: int) -> KioskExposure:
        """The same of one kiosk."""
        return next(one for one in self.told().kiosks if one.number == number)

    def settle(self) -> None:
        """The line is good again, and everybody sends.

        The books must add up, and what was lost is within what the node tells. (That holds for
        kiosks that run our program: a `rogue` writes what it likes.)
        """
        for stall in self.stalls:
            stall.line.cut = False
            if stall.on:
                stall.send()
        assert self.world.audit() == ()
        told = self.told()
        assert told.lost <= told.at_most

    def paid(self, resident: str) -> int:
        """Coins that were booked from a resident's account so far."""
        return self.folk[resident].coins - self.world.balance(resident)

    def flags(self) -> list[Flagged]:
        """All flagged entries, in the order of the books."""
        with self.world.books.read() as connection:
            rows = connection.execute(
                select(schema.entry.c.flag, schema.entry.c.bearer)
                .where(schema.entry.c.flag.is_not(None))
                .order_by(schema.entry.c.number)
            )
            return [Flagged(*row) for row in rows]

    def close(self) -> None:
        """Let go of every file."""
        for stall in self.stalls:
            stall.stop()
        self.world.close()

    def _inputs(self) -> tuple[Path, Sequence[Path], Path]:
        rows = [f'[[kiosk]]\nname = "k{number}"' for number in range(1, self.kiosks + 1)]
        for name, one in self.folk.items():
            homes = ", ".join(f'"k{number}"' for number in one.homes)
            rows.append(
                f'[[resident]]\nid = "{name}"\nlabel = "{name}"\n'
                f"balance = {one.coins}\nhomes = [{homes}]"
            )
        hall = MEALS.replace("max_quantity = 3", "max_quantity = 9")
        texts = {"scheme": SCHEME + self.rules, "hall": hall, "people": "\n".join(rows)}
        paths = {name: self.home / f"{name}.toml" for name in texts}
        for name, text in texts.items():
            paths[name].write_text(text, encoding="utf-8")
        return paths["scheme"], [paths["hall"]], paths["people"]


def text_of(code: bytes) -> str:
    """Bytes of a code as the text of its QR code."""
    return to_text(code)
