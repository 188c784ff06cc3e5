"""Makes codes of the machine's own, and asks the node who has answered one.

An offer is for one order and three minutes. Nothing is shown before the node has answered to it: a
code that nobody could answer would only keep people standing there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.district import District
from kiosk.node.node_watch import NodeWatch
from kiosk.services.orders import Order
from offline_queue.clock import Moment
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused
from protocol.code import to_text
from protocol.entry import ClockState
from protocol.errors import ProtocolError
from protocol.keys import Signer
from protocol.offer import (
    MAX_NAME_CHARS,
    RANDOM_BYTES,
    Offer,
    answered,
    offer_id,
    sign_offer,
)
from protocol.offer_call import TakeAnswer, TakeRequest

OFFER_S: Final = 180  # to take the phone out, scan, read and agree; as long as a code may be old
OFFER_AWAY: Final = "offer-away"


class OfferClient(Protocol):
    """The part of the node client that asks for answered offers."""

    def take_offer(self, request: TakeRequest) -> TakeAnswer:
        """Return the node's believed answer, or raise that there is none."""


@dataclass(frozen=True)
class ShownOffer:
    """An offer and the text of its QR code."""

    offer: Offer
    text: str


class OfferDesk:
    """For one thread. ``district`` returns the one in force, ``random(n)`` n bytes."""

    def __init__(
        self,
        signer: Signer,
        district: Callable[[], District],
        client: OfferClient,
        watch: NodeWatch,
        clock: Callable[[], Moment],
        random: Callable[[int], bytes],
    ) -> None:
        self._signer = signer
        self._district = district
        self._client = client
        self._watch = watch
        self._clock = clock
        self._random = random

    def offer(self, order: Order) -> ShownOffer | str:
        """Return an offer of ``order`` that the node can take answers to, or why there is none."""
        now = self._clock()
        if not self._watch.near or now.state is ClockState.UNKNOWN:
            return OFFER_AWAY
        made = self._made(order, now.time_s)
        try:
            self.poll(made)
        except (NodeAway, NodeRefused, BadAnswer):
            return OFFER_AWAY
        return made

    def poll(self, shown: ShownOffer) -> bytes | None:
        """Return what answers exactly this offer; None as long as nobody has.

        How old it is, and whether it is revoked, is looked at where every scanned code is. Raises
        NodeAway, NodeRefused or BadAnswer.
        """
        try:
            taken = self._client.take_offer(TakeRequest(shown.offer.id))
            evidence = self._believed(taken, shown.offer)
        except (NodeAway, NodeRefused, BadAnswer):
            self._watch.silent()
            raise
        self._watch.answered()
        return evidence

    def left_s(self, shown: ShownOffer) -> int:
        """Return for how many seconds more it can be answered; 0 or less when it is over."""
        return shown.offer.until - self._clock().time_s

    def _made(self, order: Order, now_s: int) -> ShownOffer:
        district = self._district()
        offer = Offer(
            id=offer_id(self._signer, order.kind.value, self._random(RANDOM_BYTES)),
            scheme=district.scheme.id,
            kind=order.kind.value,
            amount=order.total.units,
            name=thing(order),
            until=now_s + OFFER_S,
            place=district.facility.name[:MAX_NAME_CHARS],
        )
        return ShownOffer(offer, to_text(sign_offer(self._signer, offer)))

    def _believed(self, taken: TakeAnswer, offer: Offer) -> bytes | None:
        if taken.evidence is None:
            return None
        keys, now_s = self._district().credential_keys, self._clock().time_s
        try:
            return answered(taken.evidence, offer, keys, now_s, judge_age=False).evidence
        except ProtocolError as exc:
            raise BadAnswer(f"{exc.reason}: {exc}") from exc


def thing(order: Order) -> str:
    """Return what an app calls the order: its first line, and how many; short enough for a code."""
    many = f" {order.quantity}{order.unit}" if order.quantity > 1 else ""
    return order.lines[0].name[: MAX_NAME_CHARS - len(many)].rstrip() + many
