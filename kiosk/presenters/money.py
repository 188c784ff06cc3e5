"""Amounts as they are read: "15코인" and "(3,000원)", never a bare number."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.words import Words
from schemes.money import Coins, Won
from ui.contract import Price

NOON_HOUR = 12


@dataclass(frozen=True)
class Reader:
    """Reads amounts and times aloud in one language and one currency's unit."""

    words: Words
    unit: str

    def coins(self, amount: Coins) -> str:
        """Return "15코인"."""
        return f"{amount.units:,}{self.unit}"

    def used(self, amount: Coins) -> str:
        """Return "-15코인", with a minus sign and not a hyphen."""
        return f"\N{MINUS SIGN}{self.coins(amount)}"

    def price(self, coins: Coins, worth: Won) -> Price:
        """Return both; the won are left out where a coin is a won."""
        won = "" if coins.units == worth.units else self.words("amount.won", won=worth.units)
        return Price(self.coins(coins), won)

    def clock(self, now: datetime) -> str:
        """Return "오전 11:42"; noon and midnight read 12."""
        half = "clock.morning" if now.hour < NOON_HOUR else "clock.afternoon"
        return self.words(half, hour=now.hour % NOON_HOUR or NOON_HOUR, minute=now.minute)
