"""What somebody has, and what became of it: told on the screen, nothing is bought.

It hangs on the person alone, so nothing is asked before the code; and it needs the node, which has
the books. What a code may be told of is the node's to say: a card is told at its own kiosk only.
"""

from typing import Literal

from pydantic import Field

from kiosk.config import Printed, Section, Slug
from kiosk.services.base import (
    SAMPLE_TIME_S,
    Account,
    AccountCall,
    Ask,
    Count,
    Digits,
    Fact,
    HandOver,
    Known,
    Line,
    Lookup,
    Movement,
    Order,
    Tell,
    Terms,
    TicketWords,
    Usual,
)
from protocol.account_call import MAX_MOVES
from protocol.entry import EntryKind
from schemes.money import Coins, Won

ACCOUNT = "account"


class BalanceSection(Section):
    """A ``[[service]]`` of kind ``balance`` in a facility file."""

    kind: Literal["balance"]
    id: Slug
    name: Printed = Field(min_length=1, max_length=12)
    picture: str = ""
    title: Printed = Field(min_length=1, max_length=40)  # stands over what is told
    unit: Printed = Field(min_length=1, max_length=4)  # counts a look


class Balance(Usual):
    """The service of one facility; it asks nothing, and sells nothing."""

    reasons = (
        "node-away",
        "revoked",
        "not-at-home",
        "unknown-credential",
        "kind-not-served",
        "kiosk-retired",
        "declined",
    )

    def __init__(self, section: BalanceSection, terms: Terms) -> None:
        """Take a section; ``terms`` name the purses of what a walk through it may find."""
        self._section, self._terms = section, terms

    @property
    def id(self) -> str:
        """Its id in the facility file."""
        return self._section.id

    @property
    def name(self) -> str:
        """What the start screen calls it."""
        return self._section.name

    @property
    def picture(self) -> str:
        """File stem of its picture."""
        return self._section.picture

    @property
    def unit(self) -> str:
        """What counts a look."""
        return self._section.unit

    def questions(self) -> int:
        """Return 0: the code alone says whose it is."""
        return 0

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
        return Order(
            self.id,
            (line,),
            self.unit,
            self.picture,
            max_quantity=1,
            kind=EntryKind.COLLECT,
            hand_over=HandOver.SCREEN,
        )

    def samples(
        self,
        ask: Lookup | Digits | Count,  # noqa: ARG002 - it has one
        known: Known,  # noqa: ARG002 - nothing leads elsewhere
    ) -> tuple[Fact | str, ...]:
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

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - none is printed
        """Nothing is printed: a balance on paper would lie about in the hall."""
        return TicketWords(self.name, f"{quantity}{self.unit}", ())

    def hands_over(self, item: str) -> HandOver:  # noqa: ARG002 - as the contract has it
        """The screen tells it, and nothing is owed."""
        return HandOver.SCREEN
