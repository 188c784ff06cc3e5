"""Takes one's own words out of what a line gives back: an RS-485 adapter may repeat them. Pure.

Some boards answer with the very bytes of a command, so a line is taken for one that echoes only
where it gave back two different commands of those that open all contacts: nobody has asked anything
by then. From there on each frame that goes out is taken off once where it comes back in its order.
"""

from __future__ import annotations

from collections import deque
from typing import Final

ECHO_S: Final = 0.25  # an echo comes at once, an adapter hands it over within some 20 ms
PROOF_FRAMES: Final = 2
MAX_FRAMES: Final = 16  # of 20 ms each, and more: what `ECHO_S` can hold
MAX_HEARD_BYTES: Final = 512  # the releases of 16 channels, twice


class EchoFilter:
    """Passes on what a line gives back, without its echo where it has one."""

    def __init__(self) -> None:
        self._sent: deque[tuple[float, bytes]] = deque(maxlen=MAX_FRAMES)
        self._proof: tuple[bytes, ...] = ()
        self._heard = b""
        self._half = b""
        self._is_learning = True
        self._echoes = False

    def sent(self, now_s: float, frame: bytes, *, asks: bool) -> None:
        """`frame` goes out now (monotonic seconds); with the first question all is learnt."""
        self._is_learning = self._is_learning and not asks
        if len(self._proof) < PROOF_FRAMES:
            self._proof = (*self._proof, frame)
        self._sent.append((now_s + ECHO_S, frame))

    def step(self, now_s: float, data: bytes) -> bytes:
        """Return what of `data` is no echo; half an echo is kept until its other half is late."""
        if self._is_learning:
            return self._learn(now_s, data)
        return self._strip(now_s, data) if self._echoes else data

    def _learn(self, now_s: float, data: bytes) -> bytes:
        self._heard = (self._heard + data)[-MAX_HEARD_BYTES:]
        whole = len(self._proof) == PROOF_FRAMES and self._proof[0] != self._proof[1]
        if not whole or b"".join(self._proof) not in self._heard:
            return data
        self._is_learning, self._echoes = False, True
        self._strip(now_s, self._heard)
        return b""  # nobody has asked yet

    def _strip(self, now_s: float, data: bytes) -> bytes:
        rest, self._half = self._half + data, b""
        passed = b""
        while (sent := self._first_in(rest)) is not None:
            before, _, rest = rest.partition(self._sent[sent][1])
            passed += before
            for _ in range(sent + 1):  # the echo of what went before it is lost
                self._sent.popleft()
        while self._sent and self._sent[0][0] <= now_s:
            self._sent.popleft()
        half = max((_half_of(frame, rest) for _, frame in self._sent), default=0)
        self._half = rest[len(rest) - half :]
        return passed + rest[: len(rest) - half]

    def _first_in(self, heard: bytes) -> int | None:
        """Return which of the frames that went out is the first to be found in `heard`."""
        return next((at for at, (_, frame) in enumerate(self._sent) if frame in heard), None)


def _half_of(frame: bytes, heard: bytes) -> int:
    """Return how many of the last bytes heard are the beginning of `frame`."""
    return next((size for size in range(len(frame) - 1, 0, -1) if heard.endswith(frame[:size])), 0)
