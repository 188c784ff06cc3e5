"""The line between one machine and the node: a `Transport` that carries the real signed bytes.

An exchange happens at one moment of simulated time, and what it took is handed to `Spend`: the job
that made it ends so much later. What is delayed longer than the caller waits is delivered by the
timeline, and nobody hears its answer.
"""

from collections.abc import Callable
from enum import Enum
from hashlib import sha256
from typing import Final

from central_node.errors import Refused, StoreBusy
from offline_queue.errors import NodeAway, NodeRefused
from offline_queue.http_transport import Document
from tests.simulation.chance import Chance
from tests.simulation.climate import Climate
from tests.simulation.house import House, NodeDown
from tests.simulation.liar import Liar
from tests.simulation.timeline import Timeline

Spend = Callable[[int], None]

PROBLEM_STATUS: Final = 403
LATEST_MS: Final = 6 * 3600 * 1000
"""A request that was held up arrives at most so much later."""


class Fate(Enum):
    """What becomes of one exchange."""

    FINE = "fine"
    LOST_REQUEST = "lost-request"
    LATE_REQUEST = "late-request"
    LOST_ANSWER = "lost-answer"
    DOUBLED = "doubled"
    LIE = "lie"


class Line:
    """One machine's way to the node."""

    def __init__(
        self, house: House, timeline: Timeline, chance: Chance, climate: Climate, liar: Liar
    ) -> None:
        self._house = house
        self._timeline = timeline
        self._chance = chance
        self.climate = climate
        self._liar = liar
        self.cut = False
        self.spend: Spend = lambda _took_ms: None

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        """See `Transport.post`."""
        timeout_ms = int(timeout_s * 1000)
        fate = self._fate()
        self._liar.truth.met[f"exchange {'cut' if self.cut else fate.value}"] += 1
        if self.cut or not self._house.up or fate is Fate.LOST_REQUEST:
            raise self._silence(timeout_ms)
        if fate is Fate.LATE_REQUEST:
            self._deliver_later(call, body, timeout_ms + int(self._chance.upto(LATEST_MS)))
            raise self._silence(timeout_ms)
        if fate is Fate.LIE:
            return self._lie(call, body)
        answer = self._ask(call, body)
        if fate is Fate.LOST_ANSWER:
            raise self._silence(timeout_ms)
        if fate is Fate.DOUBLED:
            self._deliver_later(call, body, int(self._chance.upto(LATEST_MS)))
        self._liar.heard(call, answer)
        self.spend(self._chance.between(4, 120))
        return answer

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        """See `Transport.get`."""
        timeout_ms, fate = int(timeout_s * 1000), self._fate()
        silent = (Fate.LOST_REQUEST, Fate.LATE_REQUEST, Fate.LOST_ANSWER)
        if self.cut or not self._house.up or fate in silent:
            raise self._silence(timeout_ms)
        self.spend(self._chance.between(4, 300))
        if fate is Fate.LIE:
            return Document(self._liar.document(call), None)
        body = self._ask(call, b"")
        self._liar.heard(call, body)
        tag = f'"{sha256(body).hexdigest()}"'
        return None if tag == etag else Document(body, tag)

    def _fate(self) -> Fate:
        rates = (
            (Fate.LOST_REQUEST, self.climate.lost_request),
            (Fate.LATE_REQUEST, self.climate.late_request),
            (Fate.LOST_ANSWER, self.climate.lost_answer),
            (Fate.DOUBLED, self.climate.doubled),
            (Fate.LIE, self.climate.lies),
        )
        return next((fate for fate, rate in rates if self._chance.happens(rate)), Fate.FINE)

    def _silence(self, timeout_ms: int) -> NodeAway:
        """Refused at once, or nothing until the caller gives up."""
        self.spend(timeout_ms if self._chance.happens(0.5) else self._chance.between(1, 50))
        return NodeAway("no answer")

    def _ask(self, call: str, body: bytes) -> bytes:
        try:
            return self._house.handle(call, body)
        except Refused as exc:
            raise NodeRefused(exc.reason, PROBLEM_STATUS) from exc
        except (NodeDown, StoreBusy) as exc:
            raise NodeAway("the node is down") from exc

    def _deliver_later(self, call: str, body: bytes, delay_ms: int) -> None:
        def deliver() -> None:
            if not self._house.up:
                return
            try:
                self._house.handle(call, body)
            except (Refused, NodeDown, StoreBusy):
                return  # nobody waits for the answer

        self._timeline.after(delay_ms, f"late {call}", deliver)

    def _lie(self, call: str, body: bytes) -> bytes:
        """The node may get it or not; the answer is somebody else's."""
        if self._chance.happens(0.5):
            self._ask(call, body)
        self.spend(self._chance.between(4, 120))
        return self._liar.answer(call, body)
