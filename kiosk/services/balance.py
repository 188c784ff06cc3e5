"""What somebody has, and what became of it: told on the screen, nothing is bought.

It hangs on the person alone, so nothing is asked before the code; and it needs the node, which has
the books. What a code may be told of is the node's to say: a card is told at its own kiosk only.
"""

from dataclasses import replace
from typing import Literal

from kiosk.services.accounts import Account, Movement
from kiosk.services.asks import AccountCall, Ask, Known, Lookup, Tell
from kiosk.services.contract import SampledAsk, Samples
from kiosk.services.orders import HandOver, Line, Order
from kiosk.services.sections import ServiceSection, Title, Unit
from kiosk.services.usual import FromFile
from kiosk.services.ways import SAMPLE_TIME_S
from protocol.account_call import MAX_MOVES
from protocol.entry import EntryKind
from schemes.money import Coins, Won

ACCOUNT = "account"


class BalanceSection(ServiceSection):
    """A ``[[service]]`` of kind ``balance``; its unit counts a look."""

    kind: Literal["balance"]
    title: Title  # stands over what is told
    unit: Unit


class Balance(FromFile[BalanceSection]):
    """The service of one facility; it asks nothing, and sells nothing.

    Nothing is printed: a balance on paper would lie about in the hall.
    """

    asks = 0
    hand_over = HandOver.SCREEN
    reasons = (
        "node-away",
        "revoked",
        "not-at-home",
        "unknown-credential",
        "kind-not-served",
        "kiosk-retired",
        "declined",
    )

    def ask(self, known: Known) -> Ask | None:
        """Look the account up once the code is known, and tell it."""
        if known.holder is None:
            return None
        if ACCOUNT not in known.facts:
            return Lookup(ACCOUNT, AccountCall())
        return Tell(ACCOUNT, self._section.title, ACCOUNT)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - it takes nothing
        """Return an order of nothing: what stands beside the code while it is asked for."""
        line = Line(ACCOUNT, self.name, 1, Coins(0), Won(0))
        return replace(self._order(line, self.picture), kind=EntryKind.COLLECT)

    def samples(self, ask: SampledAsk, known: Known) -> Samples:  # noqa: ARG002 - it has one
        """Return a new account, and one with as much in it as the node tells."""
        purses = [purse.name for purse in self._terms.scheme.purses]
        coins = Coins(35)
        moves = tuple(
            Movement(SAMPLE_TIME_S - 3600 * at, EntryKind.SPEND, self.name, Coins(-5))
            for at in range(MAX_MOVES)
        )
        nothing = tuple((name, Coins(0)) for name in purses)
        full = tuple((name, coins) for name in purses)
        return (
            Account(Coins(0), Coins(0), nothing, ()),
            Account(coins * len(purses), coins, full, moves),
        )
