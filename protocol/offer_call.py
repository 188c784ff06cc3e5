"""The call `offers.take`: has somebody answered the offer that this kiosk shows?

A dot in a call's name is a slash in its path. The answers come by another call, which phones make
in JSON. Taking is no end: an answer that got lost on the line is had by asking again.
"""

from dataclasses import dataclass

from protocol import shape
from protocol.cbor import Value
from protocol.code import MAX_CODE_BYTES
from protocol.offer import OFFER_ID_BYTES

OFFERS_TAKE = "offers.take"


@dataclass(frozen=True)
class TakeRequest:
    """Which offer it is about."""

    id: bytes

    def to_body(self) -> Value:
        """For a Request."""
        return {1: self.id}

    @classmethod
    def from_body(cls, value: Value) -> "TakeRequest":
        """Raises BadShape."""
        body = shape.fields(value, required=(1,))
        return cls(shape.octets(body[1], OFFER_ID_BYTES))


@dataclass(frozen=True)
class TakeAnswer:
    """The presentation that answers it; None where there is none yet."""

    id: bytes
    evidence: bytes | None = None

    def to_body(self) -> Value:
        """For an Answer."""
        return {1: self.id} if self.evidence is None else {1: self.id, 2: self.evidence}

    @classmethod
    def from_body(cls, value: Value) -> "TakeAnswer":
        """Raises BadShape. That the evidence answers the offer is the kiosk's check."""
        body = shape.fields(value, required=(1,), optional=(2,))
        return cls(
            id=shape.octets(body[1], OFFER_ID_BYTES),
            evidence=shape.octets(body[2], 1, MAX_CODE_BYTES) if 2 in body else None,
        )
