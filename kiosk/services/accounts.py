"""A person's account as the node tells it. Frozen values; presenters draw them."""

from dataclasses import dataclass

from schemes.money import Coins


@dataclass(frozen=True)
class Movement:
    """One booked movement of an account: ``coins`` below 0 left it. ``kind`` as in entries."""

    time_s: int
    kind: str
    name: str  # what it was for, empty where nothing is known
    coins: Coins


@dataclass(frozen=True)
class Account:
    """What the node has booked for the person. ``purses`` are (name, coins) in the scheme's order.

    ``spendable``: what can be spent at this kiosk now. ``moves``: newest first.
    """

    balance: Coins
    spendable: Coins
    purses: tuple[tuple[str, Coins], ...]
    moves: tuple[Movement, ...]
