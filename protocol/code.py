"""The text of a QR code: a prefix and Base45 (RFC 9285), for QR's alphanumeric mode.

A resident's phone or card shows a code, a printed ticket holds its entry. Both are written the same
way: the message type inside says which is which, so each is refused by name where the other is due.
"""

import base45

from protocol.errors import BadText, Misuse, NotOurs

PREFIX = "CC1:"
MAX_TEXT_CHARS = 535  # QR version 12-L, the largest that phones show legibly
MAX_CODE_BYTES = (MAX_TEXT_CHARS - len(PREFIX)) // 3 * 2

# Paper holds more: QR version 21-M, 101 modules, at three dots each the 38 mm that a slip gives its
# code. One order line with every field at its limit needs 467 bytes.
MAX_TICKET_CHARS = 1024
MAX_TICKET_BYTES = (MAX_TICKET_CHARS - len(PREFIX)) // 3 * 2


def to_text(data: bytes) -> str:
    """The text of a resident's QR code. Raises Misuse when it would be over the limit."""
    return _text(data, MAX_CODE_BYTES, "a code")


def ticket_text(entry: bytes) -> str:
    """The text of a ticket's QR code. Raises Misuse when it would be over the limit."""
    return _text(entry, MAX_TICKET_BYTES, "a ticket")


def from_text(text: str) -> bytes:
    """The bytes of a scanned code or ticket.

    Raises NotOurs without the prefix, BadText for the rest. That a code is no larger than a phone
    shows is for `resident_code.check` to see, which knows the message type.
    """
    if not text.startswith(PREFIX):
        raise NotOurs("another kind of code")
    if len(text) > MAX_TICKET_CHARS:
        raise BadText(f"{len(text)} characters, at most {MAX_TICKET_CHARS}")
    try:
        # Bytes, not the text: for a text the library overlooks line ends.
        return bytes(base45.b45decode(text[len(PREFIX) :].encode("ascii")))
    except ValueError as exc:
        raise BadText("not Base45") from exc


def _text(data: bytes, most_bytes: int, holder: str) -> str:
    if len(data) > most_bytes:
        raise Misuse(f"{len(data)} bytes, at most {most_bytes} in {holder}")
    return PREFIX + str(base45.b45encode(data).decode("ascii"))
