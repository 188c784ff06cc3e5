"""What becomes of a spend that is already in a kiosk's chain? Facts in, a booking out.

It is booked in every case: the lunch was eaten. What should not have happened is flagged, and
somebody bears it: the resident if they provably showed their code and their coins cover it, or else
the district. A resident's account never goes below what is set aside for other kiosks.

Who has provably shown a code? A phone signs each showing. A card is the same bytes for years, so
that who copied it can show it as well: what speaks for its holder is the PIN, or a carer's phone.
Hence a sale on a card that nobody proved is the district's, and what the holder proved is theirs,
also where the kiosk should have refused it (over the day's limit, say).

**Revoked before the sale: the district.** Whoever reports a card or phone as lost has done all that
they can; it is the kiosk that could not know yet. What was sold before the report, or on a hold
that the node granted before it, is the resident's. The loss ends where the kiosk's own count does:
at what was still set aside there when the report came (docs/exposure.md). A credential that was
ended for another reason, because its holder has a newer one, say, is still in their hands: they
bear it, or the old card would be a free lunch.

Whoever bears it, a slice shrinks by what the kiosk took out of it: the kiosk has counted that, and
will not sell it again.

An earning is a claim, and nothing was handed out for it: where something is wrong with the claim,
nothing of it is booked. What goes over a cap or over the rules is cut to them.
"""

from dataclasses import dataclass
from enum import StrEnum

from protocol.receipt import Bearer, Outcome
from schemes.money import Coins


class Flag(StrEnum):
    """Why staff should look at an entry. A receipt has room for the first one, in this order."""

    # nothing is booked
    UNREADABLE = "unreadable"  # signed and in the chain, but not of a shape we know
    UNKNOWN_KIND = "unknown-kind"
    KIND_NOT_BOOKED = "kind-not-booked"  # a known kind that the scheme does not have
    MISPLACED_OPENING = "misplaced-opening"
    LEDGER_BEFORE_NOT_NAMED = "ledger-before-not-named"  # begun anew, and silent on what was before
    ID_REUSED = "id-reused"  # the id belongs to another entry or to another kiosk
    IMPLAUSIBLE_AMOUNT = "implausible-amount"
    PIN_TRIES = "pin-tries"  # tried or found right after it should have been blocked
    RIGHT_USED_TWICE = "right-used-twice"  # had once more in a day than there is
    VISITS_USED_UP = "pass-used-up"  # a visit that no pass pays for
    # a claim that is not booked, besides those below
    NOT_APPROVED = "not-approved"  # no good badge, or no number of a machine, beside it
    COUNT_USED = "count-used"  # the machine's number was claimed before, somewhere
    UNKNOWN_FIELD = "unknown-field"  # or one that is not in force
    NOT_ENTITLED = "not-entitled"  # too young for the field, by the credential
    NO_ACCOUNT = "no-account"  # a staff badge, shown as if it could earn
    # what comes in and is not booked, besides those below
    OVER_KIOSK_DAY = "over-kiosk-day"  # more than one kiosk may charge and convert in a day
    # a transfer that is not booked, besides those below: its coins stay where they are
    PAYEE_REFUSED = "payee-refused"  # no good code of whom it should go to
    SAME_PERSON = "same-person"
    NOT_AT_HOME = "not-at-home"  # a card, at another kiosk than its own
    # a reversal that is not booked
    NOTHING_TO_REVERSE = "nothing-to-reverse"  # no such entry, or nothing of it is left
    NOT_SOLD_HERE = "not-sold-here"
    NOT_REVERSIBLE = "not-reversible"  # charged, given or converted: a desk's to put right
    # the district bears it
    EVIDENCE_MISSING = "evidence-missing"
    EVIDENCE_REFUSED = "evidence-refused"  # stranger, other scheme, damaged, or of another party
    UNKNOWN_CREDENTIAL = "unknown-credential"
    VOIDED_BEFORE = "voided-before"  # the kiosk itself had told that this id came to nothing
    UNKNOWN_PURSE = "unknown-purse"
    BADGE_PAID = "badge-paid"  # a staff badge has no account
    REVOKED = "revoked"  # sold after its holder reported it, and on no hold from before
    CARER_NOT_REGISTERED = "carer-not-registered"  # or no more: the resident bears it
    VISITS_SOLD_ELSEWHERE = "pass-sold-elsewhere"  # than the kiosk stands: it opens nothing
    PIN_NOT_PROVED = "pin-not-proved"  # a card without its PIN and without a carer's code
    KIOSK_RETIRED = "kiosk-retired"  # the resident bears it while their coins last, like the next
    CREDENTIAL_ENDED = "credential-ended"  # revoked too, but its holder has it still
    CREDENTIAL_CLOSED = "credential-closed"  # the kiosk itself had closed it for good
    NOT_COVERED = "not-covered"
    # the resident bears it where their coins cover it
    NO_OPENING = "no-opening"  # the ledger's first entry is no opening
    NO_HOLD = "no-hold"
    OTHER_ORDER = "other-order"
    CODE_USED_TWICE = "code-used-twice"
    SCAN_TIME = "scan-time-implausible"  # code and entry are too far apart for one visit
    OVER_LIMIT = "over-limit"
    OVER_DAY_LIMIT = "over-day-limit"  # more on one card, or by one person, than a day allows
    OVER_MONTH_LIMIT = "over-month-limit"
    PURSE_NOT_ALLOWED = "purse-not-allowed"  # money for a purpose, paid where it may not pay
    OTHER_PLACE = "other-place"  # named another facility than the register has; by its rules
    STAND_IN_BROKEN = "stand-in-rules-broken"
    NOT_AS_DECIDED = "not-as-decided"  # taken from other parts than the kiosk counted with
    REVERSED_BEFORE = "reversed-before"  # what came before it in the books had given it back
    # cut to what is right; the resident goes without the rest
    NOT_AS_RULED = "not-as-ruled"  # more claimed than the field gives
    OVER_EARNING_CAP = "over-earning-cap"
    REVERSED_TOO_MUCH = "reversed-too-much"
    OTHER_PAYEE = "other-payee"  # given back to who paid, whoever showed a code
    # booked whole: the money was paid
    OVER_CHARGE_LIMIT = "over-charge-limit"


NOTHING = Coins(0)
DISTRICT_BEARS = frozenset(
    {
        Flag.EVIDENCE_MISSING,
        Flag.EVIDENCE_REFUSED,
        Flag.UNKNOWN_CREDENTIAL,
        Flag.VOIDED_BEFORE,
        Flag.UNKNOWN_PURSE,
        Flag.BADGE_PAID,
        Flag.REVOKED,
        Flag.VISITS_SOLD_ELSEWHERE,
        Flag.PIN_NOT_PROVED,
        Flag.NOT_COVERED,
    }
)
_ORDER = {flag: number for number, flag in enumerate(Flag)}


@dataclass(frozen=True)
class SpendFacts:
    """One spend or donation, as far as the first purse pays it: ``amount`` of it.

    ``free`` counts after this id's own hold was released; ``flags`` found so far.
    """

    amount: Coins
    told_from_slice: Coins
    free: Coins
    slice: Coins
    flags: frozenset[Flag]


@dataclass(frozen=True)
class Booking:
    """What to write. Where the district bears it, the slice alone shrinks."""

    outcome: Outcome
    bearer: Bearer | None
    flag: Flag | None
    from_free: Coins = NOTHING
    from_slice: Coins = NOTHING


def decide_spend(facts: SpendFacts) -> Booking:
    """Book one spend."""
    parts, further = _parts(facts)
    flags = facts.flags | further
    if not flags:
        return Booking(Outcome.BOOKED, None, None, *parts)
    first = first_flag(flags)
    if flags & DISTRICT_BEARS:
        counted = min(parts[1], facts.told_from_slice)
        return Booking(Outcome.FLAGGED, Bearer.DISTRICT, first, from_slice=counted)
    return Booking(Outcome.FLAGGED, Bearer.RESIDENT, first, *parts)


def first_flag(flags: frozenset[Flag]) -> Flag:
    """The one flag that a receipt has room for."""
    return min(flags, key=lambda flag: _ORDER[flag])


def _parts(facts: SpendFacts) -> tuple[tuple[Coins, Coins], frozenset[Flag]]:
    """From free and from slice: as the kiosk told, or in another way that is flagged."""
    told_from_free = facts.amount - facts.told_from_slice
    as_told = NOTHING <= told_from_free <= facts.free and facts.told_from_slice <= facts.slice
    if as_told:
        return (told_from_free, facts.told_from_slice), frozenset()
    from_slice = min(facts.amount, facts.slice)
    from_free = facts.amount - from_slice
    if from_free <= facts.free:
        return (from_free, from_slice), frozenset({Flag.NOT_AS_DECIDED})
    return (NOTHING, NOTHING), frozenset({Flag.NOT_COVERED})
