"""What a relay board answers, out of whatever bytes arrive. Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from drivers.board.family import BoardFamily, check_of, checksum

MAX_HEARD_BYTES: Final = 64  # the longest answer there can be; half of one is all that is kept
BITS: Final = "bits"  # the token of a byte with one bit a channel


class Contact(StrEnum):
    """What a relay's contact is."""

    CLOSED = "closed"
    OPEN = "open"


class Ear:
    """Listens for the state of one channel of one board; see ``BoardFamily``."""

    def __init__(self, family: BoardFamily, channel: int) -> None:
        self._family = family
        self._channel = channel
        self._patterns = _patterns(family, channel)
        self._keep_bytes = _longest(family, channel) - 1
        self._heard = b""
        self._noise_bytes = 0

    def forget(self) -> None:
        """Begin anew with another question: half an answer to the last one is none to this."""
        self._noise_bytes += len(self._heard)
        self._heard = b""

    def take_noise(self) -> int:
        """Return how many bytes were no answer since the last call."""
        noise, self._noise_bytes = self._noise_bytes, 0
        return noise

    def step(self, data: bytes) -> tuple[Contact, ...]:
        """Take ``data`` and return the answers that it completed, in order."""
        self._heard += data
        found = []
        while (answer := self._next()) is not None:
            found.append(answer)
        surplus = len(self._heard) - self._keep_bytes
        if surplus > 0:
            self._noise_bytes += surplus
            self._heard = self._heard[surplus:]
        return tuple(found)

    def _next(self) -> Contact | None:
        """Cut the first answer out of what was heard; None without one."""
        whole = [
            match
            for pattern in self._patterns
            for match in pattern.finditer(self._heard)
            if self._is_good(match[0])
        ]
        if not whole:
            return None
        first = min(whole, key=re.Match.start)
        self._noise_bytes += first.start()
        self._heard = self._heard[first.end() :]
        return self._meaning(first)

    def _is_good(self, answer: bytes) -> bool:
        """Whether its checksum is right; an answer that is wholly known brought it along."""
        if not self._family.bits:
            return True
        check = check_of(self._family.bits)
        end = len(answer) - len(checksum(b"", check))
        return checksum(answer[:end], check) == answer[end:]

    def _meaning(self, match: re.Match[bytes]) -> Contact:
        if self._family.bits:
            closed = match[1][0] >> (self._channel - 1) & 1 == 1
        elif self._family.states:
            closed = match[0][self._channel - 1] == 1
        else:
            closed = match.re is self._patterns[0]
        return Contact.CLOSED if closed else Contact.OPEN


def _patterns(family: BoardFamily, channel: int) -> tuple[re.Pattern[bytes], ...]:
    """What an answer looks like; of two, the first says closed."""
    if not family.answers:
        return ()
    if family.bits:
        return (_bits_pattern(family),)
    if family.states:
        return (re.compile(rb"[\x00\x01]{%d}" % family.channels),)
    said = (family.frame(text, channel) for text in (family.closed, family.opened))
    return tuple(re.compile(re.escape(answer)) for answer in said)


def _longest(family: BoardFamily, channel: int) -> int:
    """How many bytes an answer has; 1 where there is none, so that nothing is kept."""
    if family.bits:
        tokens = [token for token in family.bits.split() if token != check_of(family.bits)]
        return min(len(tokens) + len(checksum(b"", check_of(family.bits))), MAX_HEARD_BYTES)
    if family.states:
        return min(family.channels, MAX_HEARD_BYTES)
    said = (family.frame(text, channel) for text in (family.closed, family.opened) if text)
    return min(max((len(each) for each in said), default=1), MAX_HEARD_BYTES)


def _bits_pattern(family: BoardFamily) -> re.Pattern[bytes]:
    check = check_of(family.bits)
    parts = [
        b"(.)" if token == BITS else re.escape(bytes.fromhex(token))
        for token in family.bits.split()
        if token != check
    ]
    return re.compile(b"".join(parts) + b"." * len(checksum(b"", check)), re.DOTALL)
