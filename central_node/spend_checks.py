"""What about a spend should not have happened? Facts in, flags out; no database, no clock.

The freshness of a code is the kiosk's to judge, at the scan. Here it is only asked whether code and
entry can belong to one visit, whenever the entry arrives.
"""

from dataclasses import dataclass, field

from central_node.booking_rules import Flag
from central_node.card_checks import CardCase, card_flags
from central_node.holders import Holder
from central_node.ids import KnownId, State
from central_node.sale_times import CLOCK_SLACK_S, MAX_VISIT_S, is_after
from central_node.showings import HELD_ONLY, Visit
from protocol.credential import CredentialKind
from protocol.entry import ClockState, DecidedBy, Entry, EntryKind, order_hash
from protocol.resident_code import MAX_AGE_S, MAX_AHEAD_S, ResidentCode
from schemes.limits import over
from schemes.money import Coins
from schemes.scheme import Scheme
from schemes.stand_in import Allowed, HolderKind, StandInFacts, decide

_DAYS = (Flag.OVER_DAY_LIMIT, Flag.OVER_MONTH_LIMIT)


@dataclass(frozen=True)
class SpendCase:
    """One spend with what the node knows about it.

    ``code`` is the verified evidence, or the flag that says why there is none. ``slice`` is what is
    left of this kiosk's slice, None away from home. ``visit`` tells what else the same showing of
    the code, or of the carer's, has paid or vouched for. ``holder`` says whose the credential is,
    and from when it does not count; ``closed``: this kiosk had closed it before; ``card`` is there
    for a card. ``allowed`` are the purses that may pay there, ``purse`` is the first one. ``spent``
    is what the person spent in this day and this month before, None without such limits.
    """

    entry: Entry
    purse: str
    amount: Coins
    code: ResidentCode | Flag
    holder: Holder | None
    known: KnownId | None
    slice: Coins | None
    visit: Visit = field(default_factory=Visit)
    allowed: frozenset[str] = frozenset()
    spent: tuple[Coins, Coins] | None = None
    closed: bool = False
    retired: bool = False
    card: CardCase | None = None

    @property
    def resident(self) -> int | None:
        """Whose coins it would take, where the code is valid and in the books."""
        return None if self.holder is None else self.holder.resident


def flags_of(case: SpendCase, scheme: Scheme) -> frozenset[Flag]:
    """All that is wrong, by the rules of the scheme version that the entry names."""
    reported = _sold_after(case, None if case.holder is None else case.holder.reported)
    ended = _sold_after(case, None if case.holder is None else case.holder.revoked)
    checks = {
        Flag.UNKNOWN_PURSE: bool(set(case.entry.amounts) - {it.id for it in scheme.purses}),
        Flag.NO_OPENING: case.entry.seq == 0,
        Flag.VOIDED_BEFORE: case.known is not None and case.known.state is State.VOIDED,
        Flag.CODE_USED_TWICE: bool(case.visit.others),
        Flag.REVOKED: reported,
        Flag.CREDENTIAL_ENDED: ended and not reported,
        Flag.CREDENTIAL_CLOSED: case.closed,
        Flag.KIOSK_RETIRED: case.retired,
    }
    found = frozenset(flag for flag, applies in checks.items() if applies)
    if case.card is not None:
        found |= card_flags(case.entry, case.amount, case.card, scheme)
    return found | _code_flags(case) | _decision_flags(case, scheme) | _limit_flags(case, scheme)


def _sold_after(case: SpendCase, at: int | None) -> bool:
    """Whether it was sold after the code ended.

    A hold of this very order is the node's own word, from before that.
    """
    hold = case.known if case.known is not None and case.known.held else None
    return (hold is None or not same_order(case, hold)) and is_after(case.entry, at)


def _code_flags(case: SpendCase) -> frozenset[Flag]:
    if isinstance(case.code, Flag):
        return frozenset({case.code})
    if case.code.credential.kind is CredentialKind.STAFF:
        return frozenset({Flag.BADGE_PAID})
    if case.resident is None:
        return frozenset({Flag.UNKNOWN_CREDENTIAL})
    return frozenset() if one_visit(case.entry, case.code) else frozenset({Flag.SCAN_TIME})


def one_visit(entry: Entry, code: ResidentCode) -> bool:
    """Whether some scan time fits code, entry and credential. Without a clock nothing is judged.

    A clock that staff set may be minutes off, and the kiosk has judged by that too. A phone signs
    what time it likes: none is older than its credential.
    """
    if entry.clock is ClockState.UNKNOWN:
        return True
    slack_s = CLOCK_SLACK_S if entry.clock is ClockState.STAFF_SET else 0
    earliest, latest = entry.time - MAX_VISIT_S, entry.time
    issued = code.credential.issued
    if code.presentation is not None:
        latest = min(latest, code.presentation.issued + MAX_AGE_S + slack_s)
        issued = max(issued, code.presentation.issued)
    earliest = max(earliest, issued - MAX_AHEAD_S - slack_s)
    return earliest <= latest and earliest < code.credential.expires


def _decision_flags(case: SpendCase, scheme: Scheme) -> frozenset[Flag]:
    decided, known = case.entry.decided, case.known
    held = known is not None and known.held
    found: set[Flag] = set()
    alone = decided is not None and decided.by is DecidedBy.STAND_IN
    if held and known is not None and not (same_order if alone else as_held)(case, known):
        found.add(Flag.OTHER_ORDER)
    if decided is not None and alone:
        by_first_alone = case.entry.amounts.get(case.purse, 0) == case.amount.units
        if (
            decided.from_slice != case.amount.units
            or not by_first_alone
            or not _stand_in_allowed(case, scheme)
        ):
            found.add(Flag.STAND_IN_BROKEN)
        return frozenset(found)
    if not held:
        found.add(Flag.NO_HOLD)
    return frozenset(found)


def _limit_flags(case: SpendCase, scheme: Scheme) -> frozenset[Flag]:
    """What a visit, a day, a month may cost, and which money may pay it.

    A hold is the node's own word on days and places; of a visit it knows what it held itself.
    """
    found: set[Flag] = set()
    if case.visit.paid + case.amount > scheme.per_transaction:
        found.add(Flag.OVER_LIMIT)
    hold = case.known if case.known is not None and case.known.held else None
    paying = {purse for purse, units in case.entry.amounts.items() if units}
    by_word = hold is not None and as_held(case, hold) and case.entry.kind is EntryKind.SPEND
    if not by_word and paying - case.allowed:
        found.add(Flag.PURSE_NOT_ALLOWED)
    if case.spent is not None and (hold is None or not same_order(case, hold)):
        broken = over(scheme.limits, case.amount, *case.spent)
        found |= {flag for flag in _DAYS if flag.value == broken}
    return frozenset(found)


def as_held(case: SpendCase, known: KnownId) -> bool:
    """Whether it is what the hold was about, and paid as that was split."""
    paid = {purse: Coins(units) for purse, units in case.entry.amounts.items() if units}
    split = known.parts or ({case.purse: case.amount} if case.amount.units else {})
    return same_order(case, known) and split == paid


def same_order(case: SpendCase, known: KnownId) -> bool:
    """Whether it is what the hold was about: the same order and showing, however it was paid.

    A kiosk that stood in has not heard of the split, and takes all from the first purse. The
    order's hash tells its total as if that had paid all: it is made before the split. What was held
    to be given to somebody was not asked whether it may be paid.
    """
    shown = (None, None) if isinstance(case.code, Flag) else (case.code.cti, case.code.counter)
    ordered = order_hash(case.entry.lines, {case.purse: case.amount.units})
    held = known.order_hash, known.amount, (known.cti, known.counter)
    return held == (ordered, case.amount, shown) and known.kind not in HELD_ONLY


def _stand_in_allowed(case: SpendCase, scheme: Scheme) -> bool:
    """The terminal's own rules over again, as far as the node can see: not how long it was away."""
    if isinstance(case.code, Flag):
        return False
    facts = StandInFacts(
        kind=HolderKind(case.code.credential.kind),
        amount=case.amount,
        home=case.slice is not None,
        slice=case.slice or Coins(0),
        slice_used=Coins(0),
        unsent=Coins(0),
        away_s=0,
        clock_known=case.entry.clock is not ClockState.UNKNOWN,
        day_spent=Coins(0),
        status_age_s=0,
        revoked=False,
        proved=True,
    )
    return isinstance(decide(scheme.stand_in, facts), Allowed)
