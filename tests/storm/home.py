"""The district of a storm: the real node as a program, one enrolled kiosk, people with phones."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.demo.children import Children, program
from kiosk.demo.node_program import NodeProgram
from kiosk.demo.phones import Phone, fetch_phone
from kiosk.demo.settings import ResidentSettings
from kiosk.demo.terminal_program import Devices, profile_toml
from kiosk.profile.machine import Profile, load_profile

COINS: Final = 100_000
"""Of each person: nobody runs out while the node is near."""

SALES_OF_A_SLICE: Final = 40
"""A slice has 100 coins, and a sale without the node takes one or two of them."""

NOWHERE: Final = "tcp://127.0.0.1:9"
HALL: Final = "storm-hall"
SCHEME: Final = """
id = "storm-coin"
version = 1
name = "Storm"
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
per_transaction_coins = 40
[[earning]]
id = "bottles"
name = "Bottles"
unit = "x"
rate_coins = 1
per = 10
evidence = "machine"
person_day_coins = 1_000_000
kiosk_day_coins = 1_000_000
status = "set-here"
from = 2023-01-01
source = "made for tests"
"""
COUNTED: Final = """name = "Bottles"
unit = "x"
count_title = "Put them in"
count_step = "Count"
count_message = "One by one."
count_unit = "x"
"""
FACILITY: Final = f"""
id = "{HALL}"
name = "Hall"
scheme = "storm-coin"
staff_desk = "Desk"
[[service]]
kind = "meal-tickets"
id = "meals"
name = "Meals"
question = "Which?"
step = "Meal"
unit = "x"
slip_title = "Meal"
slip_help = "Show this."
served_label = "Served"
max_quantity = 3
[[service.meal]]
id = "lunch"
name = "Lunch"
price_won = 200
served = "11:30"
[[service]]
kind = "shop-sale"
id = "shop"
name = "Shop"
title = "How much?"
step = "Amount"
message = "Key it in."
amount_unit = "won"
most_won = 8_000
rest = true
item = "Goods"
slip_title = "Slip"
slip_word = "Paid"
earn_question = "Bottles?"
earn_step = "Bottles"
earn_no = "No"
[[service.earn]]
id = "bottles"
answer = "Yes"
{COUNTED}[[service]]
kind = "earning"
id = "earn"
name = "Earn"
[[service.field]]
id = "bottles"
{COUNTED}[[service]]
kind = "meal-cancel"
id = "cancel"
of = "meals"
name = "Cancel"
question = "Which?"
step = "Ticket"
unit = "x"
until = "24:00"
"""


@dataclass(frozen=True)
class Home:
    """A served node and an enrolled kiosk. ``people``: a phone each, with a fresh credential."""

    children: Children
    node: NodeProgram
    url: str
    profile: Profile
    people: tuple[Phone, ...]

    def code(self, person: int) -> str:
        """A code that this person's phone has never shown."""
        return self.people[person].hold_up(int(time.time()))

    def show(self) -> Mapping[str, Any]:
        """What the node's own audit says."""
        command = (program("central-node"), "show", "--folder", self.node.folder, "--json")
        shown: Mapping[str, Any] = json.loads(self.children.run(command))
        return shown


def people_for(kills: int) -> int:
    """How many people it takes so that their slices last for a storm of that many kills."""
    return kills // SALES_OF_A_SLICE + 5


@contextmanager
def home(folder: Path, people: int) -> Iterator[Home]:
    """Seed and serve a district below ``folder``. Raises the demo's DemoError."""
    scheme, facility = folder / "storm-coin.toml", folder / f"{HALL}.toml"
    scheme.write_text(SCHEME, "utf-8")
    facility.write_text(FACILITY, "utf-8")
    residents = [
        ResidentSettings(id=f"person-{number}", name=f"{number}", note="-", coins=COINS)
        for number in range(people)
    ]
    with Children() as children:
        node = NodeProgram(children, folder / "node")
        seeded = node.seed(scheme, facility, residents)
        url = node.start()
        (kiosk,) = seeded.kiosks
        profile = folder / "profile.toml"
        devices = Devices(url, seeded.root_public_key, HALL, NOWHERE, NOWHERE, None)
        profile.write_text(profile_toml(devices), "utf-8")
        enrol = (program("kiosk"), "enrol", "--profile", profile, "--code", kiosk.enrol_code)
        children.run(enrol)
        phones = [fetch_phone(url, it.id, it.wallet_token, photo=False) for it in seeded.residents]
        yield Home(children, node, url, load_profile(profile), tuple(phones))
