"""The fixed list of problem types (RFC 9457) that the node answers when it cannot answer signed.

A problem is unsigned: it changes no state at a kiosk.
"""

from enum import StrEnum


class ProblemType(StrEnum):
    """The `type` of a problem document."""

    MALFORMED = "urn:cc:problem:malformed"  # the body is no message of ours
    TOO_LARGE = "urn:cc:problem:too-large"
    UNKNOWN_KEY = "urn:cc:problem:unknown-key"  # signed by a stranger, or by a retired kiosk
    BAD_SIGNATURE = "urn:cc:problem:bad-signature"
    WRONG_CALL = "urn:cc:problem:wrong-call"  # a request signed for another call
    UNKNOWN_TOKEN = "urn:cc:problem:unknown-token"  # noqa: S105 - a type's name, no secret
    TOKEN_USED = "urn:cc:problem:token-used"  # noqa: S105 - a type's name, no secret
    UNKNOWN_SCHEME = "urn:cc:problem:unknown-scheme"
    BAD_KEY = "urn:cc:problem:bad-key"
    NOT_FOUND = "urn:cc:problem:not-found"
    OFFER_CLOSED = "urn:cc:problem:offer-closed"  # a shown code is over, or answered already
    BUSY = "urn:cc:problem:busy"  # try again later
    INTERNAL = "urn:cc:problem:internal"
