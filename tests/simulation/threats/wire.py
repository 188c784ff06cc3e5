"""One machine's line to the node, in this process: cut, or with somebody on it who answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from central_node.errors import Refused
from offline_queue.errors import NodeAway, NodeRefused
from offline_queue.http_transport import Document
from tests.central_node.world import World

PROBLEM_STATUS: Final = 403
Twist = Callable[[str, bytes, bytes], bytes]
"""From the call, the request and the node's true answer to what is heard instead."""


@dataclass
class Wire:
    """A `Transport` to the node of ``world``. ``heard`` keeps its first true answer by call."""

    world: World
    cut: bool = False
    twist: Twist | None = None
    heard: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        """See `Transport.post`."""
        return self._carry(call, body)

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        """See `Transport.get`."""
        return Document(self._carry(call, b""), None)

    @contextmanager
    def twisted(self, twist: Twist) -> Iterator[None]:
        """Somebody answers in the node's place."""
        self.twist = twist
        try:
            yield
        finally:
            self.twist = None

    def _carry(self, call: str, body: bytes) -> bytes:
        if self.cut:
            raise NodeAway("cut")
        self.calls.append(call)
        try:
            answer = self.world.node.handle(call, body, self.world.now)
        except Refused as exc:
            raise NodeRefused(exc.reason, PROBLEM_STATUS) from exc
        if self.twist is not None:
            return self.twist(call, body, answer)
        self.heard.setdefault(call, (body, answer))
        return answer
