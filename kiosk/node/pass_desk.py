"""Asks the node what is left of the passes of whoever showed a code. For the lane of the holds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.district import District
from kiosk.node.account_desk import DECLINED
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import CheckedCode
from kiosk.services.asks import PassesLeft
from kiosk.services.passes import OF_CODES
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused
from protocol.pass_call import PassesAnswer, PassesRequest, VisitRight
from schemes.passes import Left


class PassClient(Protocol):
    """The part of the node client that asks for passes."""

    def passes(self, request: PassesRequest) -> PassesAnswer:
        """Return the node's believed answer within 800 ms, or raise that there is none."""


class PassDesk:
    """Looks up passes; nothing of them is kept here. ``district`` returns the one in force."""

    def __init__(
        self, client: PassClient, watch: NodeWatch, district: Callable[[], District]
    ) -> None:
        self._client = client
        self._watch = watch
        self._district = district

    def look(self, code: CheckedCode, service: str, own: PassesLeft) -> PassesLeft | str:
        """Return what the node tells, or why it tells nothing of this code.

        ``own`` is what this kiosk has written; it comes back as it is where the node is away, or
        is of a version that knows no passes.
        """
        if not self._watch.near:
            return own
        district = self._district()
        request = PassesRequest(
            code.resident.evidence,
            district.scheme.id,
            code.scanned_at_s,
            district.facility.id,
            VisitRight(service, own.coming),
            own.voided,
        )
        try:
            answer = self._client.passes(request)
        except NodeRefused:
            return own
        except (NodeAway, BadAnswer):
            self._watch.silent()
            return own
        self._watch.answered()
        if answer.reason is not None:
            return answer.reason if answer.reason in OF_CODES else DECLINED
        told = tuple(Left(one.visits, one.last_day) for one in answer.passes)
        return replace(own, passes=told, told=True)
