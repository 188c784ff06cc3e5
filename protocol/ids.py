"""Names for things that happen: UUID version 7 (RFC 9562), time and randomness handed in."""

from collections.abc import Callable

ID_BYTES = 16
_RANDOM_BYTES = 10


def uuid7(now_ms: int, random: Callable[[int], bytes]) -> bytes:
    """16 bytes that sort by time: 48 bits of milliseconds since 1970, then 74 random bits."""
    tail = bytearray(random(_RANDOM_BYTES))
    tail[0] = 0x70 | tail[0] & 0x0F  # version 7
    tail[2] = 0x80 | tail[2] & 0x3F  # variant of RFC 9562
    return now_ms.to_bytes(6) + bytes(tail)
