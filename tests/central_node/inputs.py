"""What a small district is seeded from: its currency, a facility, its people."""

import os
from pathlib import Path

from central_node.seed import Seeded, seed

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
