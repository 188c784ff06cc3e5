"""How much may be paid, given to somebody else or charged: at once, in a day, in a month."""

from dataclasses import dataclass

from schemes.money import Coins


@dataclass(frozen=True)
class Limits:
    """The limits of one person whether the node is there or not; None where there is none.

    ``charges_kiosk_day`` alone is not a person's: it is the most that comes in at one kiosk.
    """

    per_transaction: Coins | None = None
    per_day: Coins | None = None
    per_month: Coins | None = None
    per_transfer: Coins | None = None
    transfers_day: Coins | None = None
    transfers_month: Coins | None = None
    per_charge: Coins | None = None
    charges_day: Coins | None = None
    charges_month: Coins | None = None
    charges_kiosk_day: Coins | None = None


def over(limits: Limits, amount: Coins, today: Coins, this_month: Coins) -> str:
    """Return which limit a payment of ``amount`` breaks, the narrowest first; empty for none.

    ``today`` and ``this_month`` are what the person paid in them before.
    """
    most = (limits.per_transaction, limits.per_day, limits.per_month)
    return _broken(most, amount, today, this_month)


def over_transfer(limits: Limits, amount: Coins, today: Coins, this_month: Coins) -> str:
    """Return the same of what is given to other people; only transfers count."""
    most = (limits.per_transfer, limits.transfers_day, limits.transfers_month)
    return _broken(most, amount, today, this_month)


def over_charge(limits: Limits, amount: Coins, today: Coins, this_month: Coins) -> str:
    """Return the same of what is charged; a bonus on top does not count."""
    most = (limits.per_charge, limits.charges_day, limits.charges_month)
    return _broken(most, amount, today, this_month)


def over_kiosk_day(limits: Limits, amount: Coins, today: Coins) -> bool:
    """Whether more would come in than one kiosk may charge and convert in a day.

    ``today`` is what came in there before, for whomever; a bonus on top does not count.
    """
    most = limits.charges_kiosk_day
    return most is not None and today + amount > most


def _broken(most: tuple[Coins | None, ...], amount: Coins, today: Coins, this_month: Coins) -> str:
    sums = (amount, today + amount, this_month + amount)
    reasons = ("over-limit", "over-day-limit", "over-month-limit")
    broken = (
        reason
        for limit, sum_, reason in zip(most, sums, reasons, strict=True)
        if limit is not None and sum_ > limit
    )
    return next(broken, "")
