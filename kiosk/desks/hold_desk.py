"""Asks the node for holds. Lives on its own lane with its own connection."""

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Final, Protocol

from structlog.typing import FilteringBoundLogger

from kiosk.desks.records import Begun
from kiosk.events import Declined, Event, Granted, Held, NoAnswer
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import Payment
from kiosk.services.base import HELD_ONLY
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused
from protocol.entry import DecidedBy, EntryKind
from protocol.messages import HoldAnswer, HoldRequest
from schemes.money import Coins

OTHER_PLACE: Final = "other-place"  # the district has this kiosk at another facility

# The words a person gets for a decline; a reason this version doesn't know is told as "declined".
KNOWN_REASONS = frozenset(
    {
        "not-enough",
        "not-accepted-here",
        "over-month-limit",
        "revoked",
        "over-limit",
        "over-day-limit",
        "not-at-home",
        "unknown-credential",
        "kind-not-served",
        "already-used",
        "payee-refused",
        "same-person",
        "kiosk-retired",
        OTHER_PLACE,
    }
)


VISIT_REASONS = KNOWN_REASONS | {"no-pass", "pass-used-up"}
"""The same of a visit by a pass."""


class HoldClient(Protocol):
    """The part of the node client that asks for holds."""

    def hold(self, request: HoldRequest) -> HoldAnswer:
        """Return the node's believed answer within 800 ms, or raise that there is none."""


class HoldDesk:
    """Turns the node's answers, and its silence, into events of the visit."""

    def __init__(
        self, client: HoldClient, watch: NodeWatch, log: FilteringBoundLogger | None = None
    ) -> None:
        self._client = client
        self._watch = watch
        self._log = log

    def ask(self, begun: Begun, scheme: str) -> Event:
        """Ask once. A refusal without a signed decline is no answer: the stand-in rules decide."""
        payment = begun.payment
        try:
            answer = self._client.hold(_request(begun, scheme))
        except (NodeAway, NodeRefused, BadAnswer):
            self._watch.silent()
            return NoAnswer(payment)
        self._watch.answered()
        if not answer.held:
            return self._declined(payment, answer, KNOWN_REASONS)
        parts = _parts(answer, begun)
        short = payment.order.pays and answer.spendable < payment.order.total.units
        sliced = payment.order.kind in HELD_ONLY and answer.from_slice > 0
        if short or sliced or parts is None:
            return NoAnswer(payment)  # it can't both hold the coins and say that they are not there
        return Held(
            replace(
                payment,
                decided_by=DecidedBy.HOLD,
                spendable=Coins(answer.spendable),
                from_slice=Coins(answer.from_slice),
                amounts=parts,
                reward=_reward(answer, payment),
            )
        )

    def keep(self, begun: Begun, scheme: str) -> Event:
        """Have a visit by a pass held. Without an answer what the node told before is enough.

        It was told that there is a visit left seconds ago; what goes wrong since, it flags.
        """
        payment = begun.payment
        try:
            answer = self._client.hold(_request(begun, scheme))
        except (NodeAway, NodeRefused, BadAnswer):
            self._watch.silent()
            return Granted(payment)
        self._watch.answered()
        if answer.held:
            return Granted(payment)
        return self._declined(payment, answer, VISIT_REASONS)

    def _declined(self, payment: Payment, answer: HoldAnswer, known: Set[str]) -> Declined:
        """Declined in words; what is no matter of the person's is logged by its own name."""
        reason = answer.reason or ""
        if self._log is not None and (reason == OTHER_PLACE or reason not in known):
            self._log.warning("hold-declined", reason=reason)
        return Declined(payment, reason if reason in known else "declined")


def _parts(answer: HoldAnswer, begun: Begun) -> Mapping[str, int] | None:
    """Return the coins held by purse; None where they are not what was asked for."""
    total = begun.payment.order.total.units
    parts = answer.parts or {begun.first: total}
    fits = set(parts) <= set(begun.purses) and sum(parts.values()) == total
    return parts if fits else None


def _reward(answer: HoldAnswer, payment: Payment) -> Coins | None:
    """Return what the node will give back for a sale; None where nobody speaks of any."""
    if payment.order.kind is not EntryKind.SPEND:
        return None
    told = answer.reward or payment.order.reward is not None
    return Coins(answer.reward) if told else None


def _request(begun: Begun, scheme: str) -> HoldRequest:
    payment = begun.payment
    return HoldRequest(
        id=payment.id,
        evidence=payment.code.resident.evidence,
        order_hash=begun.order_hash,
        amount=payment.order.total.units,
        scheme=scheme,
        scanned_at=payment.code.scanned_at_s,
        voided=begun.voided,
        place=begun.place,
        ref=payment.also_id or payment.ref,
        purses=begun.purses,
        kind=None if payment.order.kind is EntryKind.SPEND else str(payment.order.kind),
        right=payment.order.right,
        payee=None if payment.payee is None else payment.payee.resident.evidence,
    )
