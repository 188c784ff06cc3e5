"""The text of a resident's QR code: a prefix and Base45 (RFC 9285), for QR's alphanumeric mode."""

import base45

from protocol.errors import BadText, Misuse, NotOurs

PREFIX = "CC1:"
MAX_TEXT_CHARS = 535  # QR version 12-L, the largest that phones show legibly
MAX_CODE_BYTES = (MAX_TEXT_CHARS - len(PREFIX)) // 3 * 2


def to_text(data: bytes) -> str:
    """The text to put into a QR code. Raises Misuse when it would be over the limit."""
    if len(data) > MAX_CODE_BYTES:
        raise Misuse(f"{len(data)} bytes, at most {MAX_CODE_BYTES} in a code")
    return PREFIX + str(base45.b45encode(data).decode("ascii"))


def from_text(text: str) -> bytes:
    """The bytes of a scanned text. Raises NotOurs without the prefix, BadText for the rest."""
    if not text.startswith(PREFIX):
        raise NotOurs("another kind of code")
    if len(text) > MAX_TEXT_CHARS:
        raise BadText(f"{len(text)} characters, at most {MAX_TEXT_CHARS}")
    try:
        # Bytes, not the text: for a text the library overlooks line ends.
        return bytes(base45.b45decode(text[len(PREFIX) :].encode("ascii")))
    except ValueError as exc:
        raise BadText("not Base45") from exc
