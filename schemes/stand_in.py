"""Stand-in processing: may this terminal sell while the node is away, and up to how much?

The rules come from the signed bundle, the facts from the terminal's own ledger. The same function
serves the terminal to decide and the node to flag what should not have been decided.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from schemes.money import Coins


class HolderKind(IntEnum):
    """Whose code it is; the numbers are those of the credential."""

    PHONE = 1
    CARD = 2
    STAFF = 3


class StandInRefusal(StrEnum):
    """Why a terminal may not decide alone."""

    KIND_NOT_ALLOWED = "kind-not-allowed"
    CLOCK_UNKNOWN = "clock-unknown"
    AWAY_TOO_LONG = "away-too-long"
    NOT_AT_HOME = "not-at-home"
    OVER_TRANSACTION_LIMIT = "over-transaction-limit"
    OVER_SLICE = "over-slice"
    TOO_MUCH_UNSENT = "too-much-unsent"


@dataclass(frozen=True)
class StandInRules:
    """What a district allows without the node."""

    per_transaction: Coins
    phone_slice: Coins  # the most that one home terminal gets at issue
    unsent: Coins  # what one terminal may owe the node: bounds a stolen one
    away_s: int


PROTOCOL_DEFAULTS = StandInRules(
    per_transaction=Coins(40), phone_slice=Coins(100), unsent=Coins(50_000), away_s=168 * 3600
)


@dataclass(frozen=True)
class StandInFacts:
    """One sale as the terminal sees it.

    ``home``: the credential names this terminal. ``slice``: what it may spend here;
    ``slice_used``: what this ledger already took of it, holds of unknown fate counted whole.
    ``unsent``: coins in entries without a receipt. ``away_s``: seconds since the node answered.
    """

    kind: HolderKind
    amount: Coins
    home: bool
    slice: Coins
    slice_used: Coins
    unsent: Coins
    away_s: int
    clock_known: bool


@dataclass(frozen=True)
class Allowed:
    """The sale may go on; ``spendable`` is what this code can still spend here, this sale included.

    The limit of a single transaction is no part of it: a second sale may follow.
    """

    spendable: Coins


@dataclass(frozen=True)
class Refused:
    """The sale may not go on without the node."""

    reason: StandInRefusal


def decide(rules: StandInRules, facts: StandInFacts) -> Allowed | Refused:
    """Decide one sale; of several reasons the first in the order of ``StandInRefusal`` is given."""
    reason = _terminal_refusal(rules, facts) or _amount_refusal(rules, facts)
    if reason is not None:
        return Refused(reason)
    left_of_slice = facts.slice - facts.slice_used
    left_of_terminal = rules.unsent - facts.unsent
    return Allowed(min(left_of_slice, left_of_terminal))


def _terminal_refusal(rules: StandInRules, facts: StandInFacts) -> StandInRefusal | None:
    if (
        facts.kind is not HolderKind.PHONE
    ):  # a card needs a PIN and a roster; a badge spends nothing
        return StandInRefusal.KIND_NOT_ALLOWED
    if not facts.clock_known:
        return StandInRefusal.CLOCK_UNKNOWN
    if facts.away_s > rules.away_s:
        return StandInRefusal.AWAY_TOO_LONG
    if not facts.home:
        return StandInRefusal.NOT_AT_HOME
    return None


def _amount_refusal(rules: StandInRules, facts: StandInFacts) -> StandInRefusal | None:
    if facts.amount > rules.per_transaction:
        return StandInRefusal.OVER_TRANSACTION_LIMIT
    if facts.slice_used + facts.amount > facts.slice:
        return StandInRefusal.OVER_SLICE
    if facts.unsent + facts.amount > rules.unsent:
        return StandInRefusal.TOO_MUCH_UNSENT
    return None
