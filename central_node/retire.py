"""Ends a kiosk: stolen, broken, or given back. It cannot be undone; a new kiosk gets a new number.

What the node had promised through this kiosk is the residents' again: its slices, and what it held.
Its entries are taken as ever, since the lunches were eaten; each sale among them is flagged. What a
resident's free coins do not cover then, the district bears. So this is the one step that can cost
the district something through an honest kiosk, and `central-node exposure` tells beforehand how
much at most.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, update

from central_node import intents
from central_node.errors import FolderError
from central_node.hold_rules import Decline
from central_node.schema import home, kiosk, slice_
from central_node.store import Store
from schemes.money import Coins


@dataclass(frozen=True)
class Retired:
    """A kiosk that was retired at ``at`` (epoch seconds), and what went back to residents then."""

    number: int
    name: str
    at: int
    slices: Coins
    held: Coins


def retire(folder: Path, name: str, now: int) -> Retired:
    """Retire a kiosk by its name, also while the node serves. Raises FolderError, StoreBusy."""
    store = Store.open(folder)
    try:
        with store.write() as connection:
            return retire_kiosk(connection, name, now)
    finally:
        store.close()


def retire_kiosk(connection: Connection, name: str, now: int) -> Retired:
    """The same inside one transaction. Raises FolderError for a name unknown or retired before."""
    found = select(kiosk.c.number, kiosk.c.retired).where(kiosk.c.name == name)
    row = connection.execute(found).one_or_none()
    if row is None:
        raise FolderError(f"There is no kiosk {name}.")
    if row.retired is not None:
        raise FolderError(f"Kiosk {name} was retired before, at {row.retired}.")
    # An enrolment code that nobody has used ends with it.
    ended = {"retired": now, "code_expires": 0}
    connection.execute(update(kiosk).where(kiosk.c.number == row.number).values(ended))
    connection.execute(delete(home).where(home.c.kiosk == row.number))
    held = intents.let_go(connection, row.number, Decline.KIOSK_RETIRED)
    return Retired(row.number, name, now, _release(connection, row.number, now), held)


def _release(connection: Connection, number: int, now: int) -> Coins:
    """Give back what is left of a kiosk's slices; how much that is."""
    open_here = (slice_.c.kiosk == number) & slice_.c.closed.is_(None)
    left = select(func.coalesce(func.sum(slice_.c.left), 0)).where(open_here)
    coins = Coins(connection.execute(left).scalar_one())
    given_back = {"left": 0, "released": slice_.c.left, "closed": now}
    connection.execute(update(slice_).where(open_here).values(given_back))
    return coins
