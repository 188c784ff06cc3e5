"""How much may be paid at once, in a day, in a month, and given to somebody else."""

from dataclasses import dataclass

from schemes.money import Coins


@dataclass(frozen=True)
class Limits:
    """The limits of one person whether the node is there or not; None where there is none."""

    per_transaction: Coins | None = None
    per_day: Coins | None = None
    per_month: Coins | None = None
    per_transfer: Coins | None = None


def over(limits: Limits, amount: Coins, today: Coins, this_month: Coins) -> str:
    """Return which limit a payment of ``amount`` breaks, the narrowest first; empty for none.

    ``today`` and ``this_month`` are what the person paid in them before.
    """
    if limits.per_transaction is not None and amount > limits.per_transaction:
        return "over-limit"
    if limits.per_day is not None and today + amount > limits.per_day:
        return "over-day-limit"
    if limits.per_month is not None and this_month + amount > limits.per_month:
        return "over-month-limit"
    return ""


def over_transfer(limits: Limits, amount: Coins) -> str:
    """Return ``over-limit`` if so much may not be given to another person at once, else empty."""
    most = limits.per_transfer
    return "over-limit" if most is not None and amount > most else ""
