"""Founds the district of a run: a seeded node, enrolled kiosks, residents with phones and cards.

By the product's own seeding, enrolment and wallet calls, with the shipped scheme and facility.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from central_node.seed import Seeded, seed
from central_node.seed_file import read_seed_file
from kiosk.district import Identity, Papers
from kiosk.papers.bundle_keeper import keep_enrolment
from kiosk.profile.machine import Profile, load_profile
from offline_queue.node_client import NodeClient
from protocol.credential import read as read_credential
from protocol.enrolment import Enrolled
from protocol.keys import Algorithm, KeyRing, MemorySigner
from tests.simulation.cards import Card, of_seed
from tests.simulation.chance import Chance
from tests.simulation.house import House
from tests.simulation.line import Line
from tests.simulation.people import Resident
from tests.simulation.phones import Phone
from tests.simulation.places import facilities, scheme_file
from tests.simulation.timeline import Timeline
from tests.simulation.truth import Truth

_SHARES: Final = (0, 5, 10, 20, 40, 100)  # per cent of the most: some are poor
_CLASSES: Final[tuple[list[int], ...]] = ([], [], [1], [1, 65], [60])  # the scheme's price classes
WITH_CARD: Final = 0.5  # of the residents
WITH_CARER: Final = 0.5  # of those
BADGES: Final = 2
ROGUE_NAME: Final = "rogue"
PROFILE_FILE: Final = "machine.toml"
PEOPLE: Final = "people.toml"
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


def found(home: Path, plan: Plan, timeline: Timeline, chance: Chance) -> Seeded:
    """Seed the node's folder under ``home``."""
    rows = [f'[[kiosk]]\nname = "k{number}"' for number in range(1, plan.kiosks + 1)]
    rows.append(f'[[kiosk]]\nname = "{ROGUE_NAME}"')
    rows += [f'[[badge]]\nname = "Staff {number}"' for number in range(1, BADGES + 1)]
    for number in range(1, plan.residents + 1):
        homes = {chance.between(1, plan.kiosks) for _ in range(chance.between(1, 3))}
        rows += _card_rows(number, chance.pick(sorted(homes)), plan, chance)
        named = ", ".join(f'"k{home_}"' for home_ in sorted(homes))
        coins = plan.coins * chance.pick(_SHARES) // 100
        rows.append(
            f'[[resident]]\nid = "r{number}"\nlabel = "R{number}"\n'
            f"balance = {coins}\nhomes = [{named}]\nclasses = {chance.pick(_CLASSES)}"
        )
    people = home / PEOPLE
    people.write_text("\n".join(rows), "utf-8")
    return seed(
        home / "node",
        scheme_file(),
        list(facilities()),
        people,
        now=timeline.now_s,
        random=chance.bytes,
    )


def enrol(line: Line, seeded: Seeded, number: int, timeline: Timeline, chance: Chance) -> Enrolment:
    """Enrol the kiosk of that number with a key of its own, over a good line."""
    kiosk, signer = seeded.kiosks[number - 1], chance.signer(Algorithm.ESP256)
    client = NodeClient(line, signer, {}, lambda: timeline.now_s, chance.bytes)
    return Enrolment(kiosk.name, signer, client.enrol(kiosk.enrol_code, seeded.root_public_key))


def move_in(folder: Path, seeded: Seeded, one: Enrolment, facility: str) -> Profile:
    """Keep what an enrolment brings in a machine's folder, as the kiosk's command does."""
    folder.mkdir()
    path = folder / PROFILE_FILE
    root = seeded.root_public_key.raw.hex()
    path.write_text(_PROFILE.format(root=root, facility=facility), "utf-8")
    answer, profile = one.enrolled.answer, load_profile(path)
    identity = Identity(
        kiosk=answer.kiosk,
        name=answer.name,
        kid=one.signer.public_key.kid.hex(),
        enrolled_at=one.enrolled.time,
    )
    profile.state.mkdir()
    keep_enrolment(profile.state, identity, Papers(answer.trust_list, answer.bundle))
    return profile


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
    home: Path, house: House, seeded: Seeded, keys: KeyRing, chance: Chance, truth: Truth
) -> tuple[list[Resident], list[Card]]:
    """All residents, each with a phone and some with a card, and the staff's badges."""
    cards, badges = of_seed(seeded.cards, keys, chance, truth)
    people: list[Resident] = []
    for number, one in enumerate(seeded.residents, 1):
        phone = new_phone(house, one.wallet_token, keys, chance, truth)
        homes = tuple(phone.credential.slices)
        people.append(Resident(one.id, number, homes, phone, cards.get(one.id)))
    known = {one.id: one for one in people}
    for pair in read_seed_file(home / PEOPLE).carer:
        known[pair.resident].carer = known[pair.carer]
    return people, badges


def _card_rows(number: int, home: int, plan: Plan, chance: Chance) -> list[str]:
    """A paper card for some, and for some of those the neighbour as a carer."""
    if not chance.happens(WITH_CARD):
        return []
    rows = [f'[[card]]\nresident = "r{number}"\nhome = "k{home}"']
    if chance.happens(WITH_CARER):
        rows.append(f'[[carer]]\nresident = "r{number}"\ncarer = "r{number % plan.residents + 1}"')
    return rows
