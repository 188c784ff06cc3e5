"""Founds the district of a run: a seeded node, enrolled kiosks, residents with phones.

By the product's own seeding, enrolment and wallet calls, with the shipped scheme and facility.
"""

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from central_node.seed import Seeded, seed
from kiosk.district import District, Identity, Papers, judge, local_day
from kiosk.machine import load_profile
from offline_queue.node_client import NodeClient
from protocol.credential import read as read_credential
from protocol.enrolment import Enrolled
from protocol.keys import Algorithm, KeyRing, MemorySigner
from tests.simulation.chance import Chance
from tests.simulation.house import House
from tests.simulation.line import Line
from tests.simulation.people import Resident
from tests.simulation.phones import Phone
from tests.simulation.timeline import Timeline
from tests.simulation.truth import Truth

_SHARES: Final = (0, 5, 10, 20, 40, 100)  # per cent of the most: some are poor
ROGUE_NAME: Final = "rogue"
_PROFILE: Final = """
state = "state"
[panel]
width_px = 1080
height_px = 1920
diagonal_inch = 21.5
lower_edge_mm = 850.0
[node]
url = "http://127.0.0.1:9"
root_key = "{root}"
[facility]
id = "{facility}"
[printer]
address = "tcp://127.0.0.1:9"
"""


@dataclass(frozen=True)
class Plan:
    """How large the district is. ``coins``: what a resident may begin with, at most."""

    kiosks: int
    residents: int
    coins: int


@dataclass(frozen=True)
class Enrolment:
    """One kiosk's key and what the node answered it."""

    name: str
    signer: MemorySigner
    enrolled: Enrolled


def shipped(folder: str) -> Path:
    """The first TOML file of an assets folder."""
    found = Path(str(resources.files("assets") / folder))
    return sorted(found.glob("*.toml"))[0]


def found(home: Path, plan: Plan, timeline: Timeline, chance: Chance) -> Seeded:
    """Seed the node's folder under ``home``."""
    rows = [f'[[kiosk]]\nname = "k{number}"' for number in range(1, plan.kiosks + 1)]
    rows.append(f'[[kiosk]]\nname = "{ROGUE_NAME}"')
    for number in range(1, plan.residents + 1):
        homes = {chance.between(1, plan.kiosks) for _ in range(chance.between(1, 3))}
        named = ", ".join(f'"k{home_}"' for home_ in sorted(homes))
        coins = plan.coins * chance.pick(_SHARES) // 100
        rows.append(
            f'[[resident]]\nid = "r{number}"\nlabel = "R{number}"\n'
            f"balance = {coins}\nhomes = [{named}]"
        )
    people = home / "people.toml"
    people.write_text("\n".join(rows), "utf-8")
    return seed(
        home / "node",
        shipped("schemes"),
        [shipped("facilities")],
        people,
        now=timeline.now_s,
        random=chance.bytes,
    )


def enrol(line: Line, seeded: Seeded, number: int, timeline: Timeline, chance: Chance) -> Enrolment:
    """Enrol the kiosk of that number with a key of its own, over a good line."""
    kiosk, signer = seeded.kiosks[number - 1], chance.signer(Algorithm.ESP256)
    client = NodeClient(line, signer, {}, lambda: timeline.now_s, chance.bytes)
    return Enrolment(kiosk.name, signer, client.enrol(kiosk.enrol_code, seeded.root_public_key))


def rules_of(home: Path, seeded: Seeded, one: Enrolment) -> District:
    """The district as this kiosk reads it from its papers."""
    path, facility = home / "machine.toml", shipped("facilities").stem
    root = seeded.root_public_key.raw.hex()
    path.write_text(_PROFILE.format(root=root, facility=facility), "utf-8")
    answer = one.enrolled.answer
    identity = Identity(
        kiosk=answer.kiosk,
        name=answer.name,
        kid=one.signer.public_key.kid.hex(),
        enrolled_at=one.enrolled.time,
    )
    papers = Papers(answer.trust_list, answer.bundle)
    on = local_day(one.enrolled.time)
    return judge(load_profile(path), identity, papers, on)


def new_phone(house: House, token: str, keys: KeyRing, chance: Chance, truth: Truth) -> Phone:
    """Fetch a credential for a new phone; what is reserved for it is noted."""
    signer = chance.signer(Algorithm.ESP256)
    asked = {"token": token, "public_key": signer.public_key.raw.hex()}
    answer = house.handle("credentials", json.dumps(asked).encode())
    raw = bytes.fromhex(json.loads(answer)["credential"])
    credential = read_credential(raw, keys)
    for kiosk, coins in credential.slices.items():
        truth.slices[credential.cti, kiosk] = coins
    return Phone(signer, raw, credential, chance.between(-20, 20))


def residents_of(
    house: House, seeded: Seeded, keys: KeyRing, chance: Chance, truth: Truth
) -> list[Resident]:
    """All residents, each with a phone."""
    people: list[Resident] = []
    for number, one in enumerate(seeded.residents, 1):
        phone = new_phone(house, one.wallet_token, keys, chance, truth)
        people.append(Resident(one.id, number, tuple(phone.credential.slices), phone))
    return people
