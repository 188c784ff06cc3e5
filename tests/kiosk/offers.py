"""A kiosk's offer desk beside a node in memory that hands it whatever a test has answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kiosk.node.node_watch import NodeWatch
from kiosk.node.offer_desk import OfferDesk
from kiosk.services.base import Known
from kiosk.services.orders import Order
from offline_queue.clock import Moment
from offline_queue.errors import QueueError
from protocol.credential import issue
from protocol.entry import ClockState
from protocol.keys import Algorithm, KeyRing, MemorySigner
from protocol.offer import Offer
from protocol.offer_call import TakeAnswer, TakeRequest
from protocol.presentation import Presentation, present
from schemes.scheme import Scheme
from tests.kiosk.people import NOON_S, Node, Resident
from tests.kiosk.shops import facility, scheme


@dataclass
class Wire:
    """The part of the node client that the desk uses. ``answers`` are by offer id."""

    answers: dict[bytes, bytes] = field(default_factory=dict)
    broken: QueueError | None = None
    asked: list[bytes] = field(default_factory=list)
    heard: Callable[[], None] = lambda: None

    def take_offer(self, request: TakeRequest) -> TakeAnswer:
        self.asked.append(request.id)
        self.heard()
        if self.broken is not None:
            raise self.broken
        return TakeAnswer(request.id, self.answers.get(request.id))


@dataclass
class _Facts:
    scheme: Scheme
    credential_keys: KeyRing
    facility: Any = field(default_factory=facility)


class Counter:
    """The desk of one kiosk, its clock and a resident's phone."""

    def __init__(self) -> None:
        self.node, self.wire, self.watch = Node(), Wire(), NodeWatch()
        self.signer = MemorySigner.generate(Algorithm.ESP256)
        self.phone = Resident(self.node)
        self.now = Moment(NOON_S, ClockState.TRUSTED)
        self._drawn = 0
        district: Any = _Facts(scheme(), self.node.keys)
        self.desk = OfferDesk(
            self.signer, lambda: district, self.wire, self.watch, lambda: self.now, self._draw
        )

    def answer(self, offer: Offer, **changes: Any) -> bytes:  # noqa: ANN401 - of any field
        """What the resident's app makes of an offer, but for these changes."""
        made = {"challenge": offer.id, "amount": offer.amount, **changes}
        shown = Presentation(offer.scheme, self.now.time_s, bytes(4), **made)
        credential = issue(self.node.signer, self.phone.credential())
        return present(self.phone.phone, credential, shown)

    def _draw(self, size: int) -> bytes:
        self._drawn += 1
        return self._drawn.to_bytes(size)


def meals(quantity: int = 1) -> Order:
    """Some tickets of the test's hall."""
    return facility().services["meals"].order(Known({"meal": "lunch"}), quantity)
