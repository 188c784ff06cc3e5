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
    REVOKED = "revoked"
    CLOCK_UNKNOWN = "clock-unknown"
    AWAY_TOO_LONG = "away-too-long"
    STATUS_TOO_OLD = "status-too-old"
    NOT_AT_HOME = "not-at-home"
    PIN_MISSING = "pin-missing"
    OVER_TRANSACTION_LIMIT = "over-transaction-limit"
    OVER_SLICE = "over-slice"
    OVER_DAY_LIMIT = "over-day-limit"
    TOO_MUCH_UNSENT = "too-much-unsent"


@dataclass(frozen=True)
class StandInRules:
    """What a district allows without the node."""

    per_transaction: Coins
    phone_slice: Coins  # the most that one home terminal gets at issue
    unsent: Coins  # what one terminal may owe the node: bounds a stolen one
    away_s: int
    card_slice: Coins  # what a card's one home terminal gets at issue
    card_day: Coins  # what one card may spend in a day
    status_age_s: int  # how old the list of revoked credentials may be


PROTOCOL_DEFAULTS = StandInRules(
    per_transaction=Coins(40),
    phone_slice=Coins(100),
    unsent=Coins(50_000),
    away_s=168 * 3600,
    card_slice=Coins(100),
    card_day=Coins(20),
    status_age_s=168 * 3600,
)


@dataclass(frozen=True)
class StandInFacts:
    """One sale as the terminal sees it.

    ``home``: the credential names this terminal. ``slice``: what it may spend here, for a card the
    limit of its roster row; ``slice_used``: what this ledger already took of it, holds of unknown
    fate counted whole. ``day_spent``: what a card spent here today. ``unsent``: coins in entries
    without a receipt. ``away_s``: seconds since the node answered. ``status_age_s``: seconds since
    the list of revoked credentials was made, None without any list. ``proved``: the holder of a
    card gave its PIN or came with a carer; a phone proves itself.
    """

    kind: HolderKind
    amount: Coins
    home: bool
    slice: Coins
    slice_used: Coins
    unsent: Coins
    away_s: int
    clock_known: bool
    day_spent: Coins
    status_age_s: int | None
    revoked: bool
    proved: bool


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
    reason = _code_refusal(rules, facts) or _amount_refusal(rules, facts)
    if reason is not None:
        return Refused(reason)
    left = [facts.slice - facts.slice_used, rules.unsent - facts.unsent]
    if facts.kind is HolderKind.CARD:
        left.append(rules.card_day - facts.day_spent)
    return Allowed(min(left))


def _code_refusal(rules: StandInRules, facts: StandInFacts) -> StandInRefusal | None:
    """Whatever the amount: this code, here and now."""
    checks = (
        (
            facts.kind is HolderKind.STAFF,
            StandInRefusal.KIND_NOT_ALLOWED,
        ),  # no badge has an account
        (facts.revoked, StandInRefusal.REVOKED),
        (not facts.clock_known, StandInRefusal.CLOCK_UNKNOWN),
        (facts.away_s > rules.away_s, StandInRefusal.AWAY_TOO_LONG),
        (_status_too_old(rules, facts), StandInRefusal.STATUS_TOO_OLD),
        (not facts.home, StandInRefusal.NOT_AT_HOME),
        (not facts.proved, StandInRefusal.PIN_MISSING),
    )
    return next((reason for applies, reason in checks if applies), None)


def _status_too_old(rules: StandInRules, facts: StandInFacts) -> bool:
    return facts.status_age_s is None or facts.status_age_s > rules.status_age_s


def _amount_refusal(rules: StandInRules, facts: StandInFacts) -> StandInRefusal | None:
    if facts.amount > rules.per_transaction:
        return StandInRefusal.OVER_TRANSACTION_LIMIT
    if facts.slice_used + facts.amount > facts.slice:
        return StandInRefusal.OVER_SLICE
    if facts.kind is HolderKind.CARD and facts.day_spent + facts.amount > rules.card_day:
        return StandInRefusal.OVER_DAY_LIMIT
    if facts.unsent + facts.amount > rules.unsent:
        return StandInRefusal.TOO_MUCH_UNSENT
    return None
