"""The call `account`: what the node has booked for the person whose code is shown.

It moves nothing, and a showing that was looked at may still pay. For a code that does not count
the answer holds a reason and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from protocol import entry_parts, shape
from protocol.cbor import Key, Value
from protocol.code import MAX_CODE_BYTES
from protocol.credential import MAX_SCHEME_CHARS
from protocol.entries_call import MAX_REASON_CHARS
from protocol.entry_parts import MAX_NAME_CHARS
from protocol.errors import BadShape

ACCOUNT = "account"

MAX_MOVES = 20  # four screens of five; who wants more asks at a desk
MAX_COINS = 10**12  # of one movement, either way: more than a district has


@dataclass(frozen=True)
class AccountRequest:
    """What does this person have? ``scanned_at`` in epoch seconds.

    ``place`` is the facility's id: which purses may pay hangs on who sells.
    """

    evidence: bytes
    scheme: str
    scanned_at: int
    place: str | None = None

    def to_body(self) -> Value:
        """For a Request."""
        body: dict[Key, Value] = {1: self.evidence, 2: self.scheme, 3: self.scanned_at}
        return body if self.place is None else body | {4: self.place}

    @classmethod
    def from_body(cls, value: Value) -> "AccountRequest":
        """Raises BadShape."""
        body = shape.fields(value, required=(1, 2, 3), optional=(4,))
        return cls(
            evidence=shape.octets(body[1], 1, MAX_CODE_BYTES),
            scheme=shape.slug(body[2], MAX_SCHEME_CHARS),
            scanned_at=shape.whole(body[3]),
            place=shape.slug(body[4], entry_parts.MAX_SLUG_CHARS) if 4 in body else None,
        )


@dataclass(frozen=True)
class BookedMove:
    """What one entry did to an account: ``coins`` below 0 left it. ``time`` is the entry's own.

    ``kind`` as in entries; ``name`` is what its first line calls the thing, empty without lines.
    """

    time: int
    kind: str
    name: str
    coins: int


@dataclass(frozen=True)
class AccountAnswer:
    """Booked coins by purse id in the scheme's order, and the newest moves, newest first.

    ``spendable``: what can be spent at the asking kiosk now. With a ``reason`` nothing else is
    told.
    """

    spendable: int = 0
    purses: Mapping[str, int] = field(default_factory=dict, hash=False)
    moves: tuple[BookedMove, ...] = ()
    reason: str | None = None

    @property
    def balance(self) -> int:
        """Booked coins of all purses."""
        return sum(self.purses.values())

    def to_body(self) -> Value:
        """For an Answer."""
        if self.reason is not None:
            return {4: self.reason}
        purses: list[Value] = [[purse, coins] for purse, coins in self.purses.items()]
        moves: list[Value] = [[it.time, it.kind, it.name, it.coins] for it in self.moves]
        return {1: self.spendable, 2: purses, 3: moves}

    @classmethod
    def from_body(cls, value: Value) -> "AccountAnswer":
        """Raises BadShape, also for a purse named twice."""
        body = shape.fields(value, required=(), optional=range(1, 5))
        if 4 in body:
            return cls(reason=_declined(body))
        whole = shape.fields(value, required=range(1, 4))
        told = shape.sequence(whole[2], entry_parts.MAX_PURSES)
        purses = dict(_purse(it) for it in told)
        if len(purses) < len(told):
            raise BadShape("one purse is named twice")
        return cls(
            spendable=shape.whole(whole[1], most=MAX_COINS),
            purses=purses,
            moves=tuple(_move(it) for it in shape.sequence(whole[3], MAX_MOVES)),
        )


def _declined(body: Mapping[Key, Value]) -> str:
    if len(body) > 1:
        raise BadShape("what is declined tells nothing else")
    return shape.slug(body[4], MAX_REASON_CHARS)


def _purse(value: Value) -> tuple[str, int]:
    purse, coins = shape.sequence(value, 2, 2)
    return entry_parts.name(purse), shape.whole(coins, most=MAX_COINS)


def _move(value: Value) -> BookedMove:
    time, kind, name, coins = shape.sequence(value, 4, 4)
    return BookedMove(
        time=shape.whole(time),
        kind=entry_parts.name(kind),
        name=shape.text(name, MAX_NAME_CHARS, 0),
        coins=shape.whole(coins, -MAX_COINS, MAX_COINS),
    )
