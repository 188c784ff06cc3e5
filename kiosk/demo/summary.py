"""``summary.json``: what a headless run has to show, and the checks it must pass. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median

from kiosk.demo.messages import Counts
from kiosk.services.orders import BRINGS, PAYS
from protocol.entry import EntryKind

SCHEMA = 1


@dataclass(frozen=True)
class Act:
    """What a visit came to, as the ledger holds it: coins in the scheme's unit, price in won.

    ``kind`` is the entry's; ``printed``: a ticket belongs to it.
    """

    id: str
    decided_by: str
    coins: int
    won: int
    kind: EntryKind = EntryKind.SPEND
    printed: bool = True

    @property
    def is_sale(self) -> bool:
        """Whether coins leave the account for it."""
        return self.kind in PAYS


@dataclass(frozen=True)
class Evidence:
    """All that was seen of a run; balances are the node's booked ones.

    What is left out was not seen: a run may end before anything is sold, or before it begins.
    """

    facility: str
    offline: bool
    acts: tuple[Act, ...] = ()
    entries: int = 0
    synced: int = 0
    chain_ok: bool = False
    ledger_problems: tuple[str, ...] = ()
    counts: tuple[Counts, ...] = ()
    resent: int = 0
    same_receipts: bool = True
    duplicates: int = 0
    balance_before: int = 0
    balance_after: int = 0
    rewarded: int = 0
    decode_ms: tuple[float, ...] = ()
    accept_ms: tuple[float, ...] = ()
    ticket_id: str | None = None  # of the entry on the printed ticket, if this kiosk signed it
    tickets: int = 0
    screens: tuple[str, ...] = ()
    resident_problems: tuple[str, ...] = ()

    def units(self, *kinds: EntryKind) -> int:
        """Coins of the acts of these kinds."""
        return sum(act.coins for act in self.acts if act.kind in kinds)


@dataclass(frozen=True)
class Summary:
    """The file's content; its shape is fixed, see the commands and files others rely on."""

    schema: int
    facility: str
    decided_by: list[str]
    entries: int
    synced: int
    unsent_max: int
    resent: int
    duplicates: int
    spent_coins: int
    paid_won: int
    balance_before: int
    balance_after: int
    decode_ms: float | None
    accept_ms: float | None
    chain_ok: bool
    ticket_id: str | None
    screens: list[str]
    acts: list[str]
    earned_coins: int
    rewarded_coins: int
    problems: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """As written to the file."""
        return asdict(self)


def summarise(seen: Evidence) -> Summary:
    """Put the numbers together and name everything that is not as it must be."""
    return Summary(
        schema=SCHEMA,
        facility=seen.facility,
        decided_by=[act.decided_by for act in seen.acts if act.is_sale],
        entries=seen.entries,
        synced=seen.synced,
        unsent_max=_unsent_max(seen.counts),
        resent=seen.resent,
        duplicates=seen.duplicates,
        spent_coins=seen.units(*PAYS),
        paid_won=sum(act.won for act in seen.acts if act.is_sale),
        balance_before=seen.balance_before,
        balance_after=seen.balance_after,
        decode_ms=_median(seen.decode_ms),
        accept_ms=_median(seen.accept_ms),
        chain_ok=seen.chain_ok,
        ticket_id=seen.ticket_id,
        screens=list(seen.screens),
        acts=[act.kind.value for act in seen.acts],
        earned_coins=seen.units(*BRINGS),
        rewarded_coins=seen.rewarded,
        problems=[*seen.resident_problems, *seen.ledger_problems, *_problems(seen)],
    )


def _problems(seen: Evidence) -> list[str]:
    """Each check with the sentence for its failure."""
    spent, earned = seen.units(*PAYS), seen.units(*BRINGS)
    gone = seen.balance_before - seen.balance_after
    wanted = "stand-in" if seen.offline else "hold"
    sales, further = _visit(seen.acts)
    checks: Mapping[str, bool] = {
        f"{sales} acts, {further} earnings beside: one visit is wanted": (
            sales == 1 and further <= 1
        ),
        f"a sale was not decided by {wanted}": all(
            act.decided_by == wanted for act in seen.acts if act.is_sale
        ),
        f"{spent} spent, {earned} earned, {seen.rewarded} given back, but {gone} less are booked": (
            spent - earned - seen.rewarded == gone
        ),
        f"{seen.entries - seen.synced} entries are not confirmed": seen.entries == seen.synced,
        "the ledger's chain is broken": seen.chain_ok,
        f"{seen.duplicates} entries were booked twice": seen.duplicates == 0,
        "the printed ticket does not hold the sale": _is_right_ticket(seen),
        "a batch sent again got other receipts": seen.same_receipts,
        "nothing was unsent while the node was away": not seen.offline
        or _unsent_max(seen.counts) > 0,
        "no time of decoding or accepting was logged": bool(seen.decode_ms and seen.accept_ms),
        "nothing was sent again": not seen.offline or seen.resent > 0,
    }
    return [sentence for sentence, good in checks.items() if not good]


def _visit(acts: Sequence[Act]) -> tuple[int, int]:
    """How many acts there are, and how many earnings beside a sale: both of one agreement."""
    earnings = sum(act.kind is EntryKind.EARN for act in acts)
    others = len(acts) - earnings
    return (others, earnings) if others else (earnings, 0)


def _is_right_ticket(seen: Evidence) -> bool:
    printed = {act.id for act in seen.acts if act.printed}
    return seen.ticket_id in printed if printed else seen.tickets == 0


def _unsent_max(counts: Sequence[Counts]) -> int:
    return max((each.recorded - each.confirmed for each in counts), default=0)


def _median(values: Sequence[float]) -> float | None:
    return round(median(values), 3) if values else None
