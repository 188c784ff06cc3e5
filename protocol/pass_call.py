"""The call `passes`: what is left of a person's passes at a place, for the code that is shown.

It moves nothing. What this kiosk has written of the person and the node may not have yet goes
along, so that nothing is counted twice or not at all: the node knows entries by their ids. The same
list goes with the hold of a visit. An older node knows no such call, and the kiosk counts alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from protocol import shape
from protocol.cbor import Key, Value
from protocol.code import MAX_CODE_BYTES
from protocol.credential import MAX_SCHEME_CHARS
from protocol.entries_call import MAX_REASON_CHARS
from protocol.entry_parts import MAX_SLUG_CHARS
from protocol.errors import BadShape
from protocol.ids import ID_BYTES

PASSES = "passes"

MAX_COMING = 64  # a month of two visits a day, without the node all the while
MAX_VOIDED = 256  # as with a hold
MAX_LEFT = 32  # passes of one person at one place that are good on one day
MAX_DAY = 2_932_896  # the last day of the year 9999, as a date can name it
MAX_PASS_VISITS = 100_000  # of what is told and counted; far beyond any file's


@dataclass(frozen=True)
class Coming:
    """An entry of this kiosk that may be on its way: ``visits`` bought, or 0 for one made.

    ``day`` is the scheme's day since 1970, ``last_day`` a pass's last one, 0 for a visit.
    """

    id: bytes
    day: int
    visits: int = 0
    last_day: int = 0


@dataclass(frozen=True)
class VisitRight:
    """What a hold of a visit is asked for: ``service`` is its id at the place."""

    service: str
    coming: tuple[Coming, ...] = ()

    def to_value(self) -> Value:
        """For a body."""
        told: list[Value] = [[it.id, it.day, it.visits, it.last_day] for it in self.coming]
        return [self.service, told]

    @classmethod
    def from_value(cls, value: Value) -> "VisitRight":
        """Raises BadShape, also for an entry told twice."""
        service, told = shape.sequence(value, 2, 2)
        coming = tuple(map(_coming, shape.sequence(told, MAX_COMING)))
        if len({one.id for one in coming}) < len(coming):
            raise BadShape("one entry is told twice")
        return cls(shape.slug(service, MAX_SLUG_CHARS), coming)


@dataclass(frozen=True)
class PassesRequest:
    """What is left for this person? ``scanned_at`` in epoch seconds, ``place`` a facility's id.

    ``voided`` are ids of this kiosk that came to nothing, as in a HoldRequest: they hold no visit.
    """

    evidence: bytes
    scheme: str
    scanned_at: int
    place: str
    right: VisitRight
    voided: tuple[bytes, ...] = ()

    def to_body(self) -> Value:
        """For a Request."""
        return {
            1: self.evidence,
            2: self.scheme,
            3: self.scanned_at,
            4: self.place,
            5: self.right.to_value(),
            6: list(self.voided),
        }

    @classmethod
    def from_body(cls, value: Value) -> "PassesRequest":
        """Raises BadShape."""
        body = shape.fields(value, required=range(1, 7))
        voided = shape.sequence(body[6], MAX_VOIDED)
        return cls(
            evidence=shape.octets(body[1], 1, MAX_CODE_BYTES),
            scheme=shape.slug(body[2], MAX_SCHEME_CHARS),
            scanned_at=shape.whole(body[3]),
            place=shape.slug(body[4], MAX_SLUG_CHARS),
            right=VisitRight.from_value(body[5]),
            voided=tuple(shape.octets(one, ID_BYTES) for one in voided),
        )


@dataclass(frozen=True)
class PassLeft:
    """A pass that is good today: visits that are left of it, and its last day since 1970."""

    visits: int
    last_day: int


@dataclass(frozen=True)
class PassesAnswer:
    """Passes by their last day, used-up ones too. With a ``reason`` nothing else is told."""

    passes: tuple[PassLeft, ...] = ()
    reason: str | None = None

    def to_body(self) -> Value:
        """For an Answer."""
        if self.reason is not None:
            return {2: self.reason}
        return {1: [[one.visits, one.last_day] for one in self.passes]}

    @classmethod
    def from_body(cls, value: Value) -> "PassesAnswer":
        """Raises BadShape."""
        body = shape.fields(value, required=(), optional=(1, 2))
        if 2 in body:
            return cls(reason=_declined(body))
        told = shape.sequence(shape.fields(body, required=(1,))[1], MAX_LEFT)
        return cls(tuple(map(_left, told)))


def _declined(body: Mapping[Key, Value]) -> str:
    if len(body) > 1:
        raise BadShape("what is declined tells nothing else")
    return shape.slug(body[2], MAX_REASON_CHARS)


def _left(value: Value) -> PassLeft:
    visits, last_day = shape.sequence(value, 2, 2)
    return PassLeft(
        visits=shape.whole(visits, most=MAX_PASS_VISITS),
        last_day=shape.whole(last_day, most=MAX_DAY),
    )


def _coming(value: Value) -> Coming:
    id_, day, visits, last_day = shape.sequence(value, 4, 4)
    return Coming(
        id=shape.octets(id_, ID_BYTES),
        day=shape.whole(day, most=MAX_DAY),
        visits=shape.whole(visits, most=MAX_PASS_VISITS),
        last_day=shape.whole(last_day, most=MAX_DAY),
    )
