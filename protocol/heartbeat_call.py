"""The call `heartbeat`: how a kiosk does, and what the node would have it do.

It moves no coins. What it asks for, a kiosk does by entries of its own: the node goes by those.
"""

from dataclasses import dataclass

from protocol import shape
from protocol.cbor import Key, Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.entry_fields import ClockState
from protocol.errors import BadShape

HEARTBEAT = "heartbeat"

MAX_PROGRAM_CHARS = 32
MAX_DEVICES = 16
MAX_DEVICE_CHARS = 32
MAX_CLOSE = 16  # for one beat; a minute later come the next
_MAX_CREDENTIAL_BYTES = MAX_MESSAGE_BYTES[MessageType.CREDENTIAL]
_PROGRAM, _SCHEME, _BUNDLE, _STATUS, _CLOCK, _DEVICES, _UNSENT, _OLDEST = range(1, 9)
_ASKED = frozenset({_PROGRAM, _SCHEME, _BUNDLE, _CLOCK, _DEVICES, _UNSENT})


@dataclass(frozen=True)
class HeartbeatRequest:
    """What a kiosk runs and works by, and what it still has to send.

    `program` is its version. `status_issued`: when its status list was made, epoch seconds, None
    without one. `devices` are names and states, both slugs. `unsent` counts entries;
    `oldest_unsent` is the time that the oldest of them tells, epoch seconds, None where there is
    none or it can't be read.
    """

    program: str
    scheme_version: int
    bundle_version: int
    status_issued: int | None
    clock: ClockState
    devices: tuple[tuple[str, str], ...]
    unsent: int
    oldest_unsent: int | None

    def to_body(self) -> Value:
        """For a Request."""
        body: dict[Key, Value] = {
            _PROGRAM: self.program,
            _SCHEME: self.scheme_version,
            _BUNDLE: self.bundle_version,
            _CLOCK: self.clock.value,
            _DEVICES: [list(device) for device in self.devices],
            _UNSENT: self.unsent,
        }
        if self.status_issued is not None:
            body[_STATUS] = self.status_issued
        if self.oldest_unsent is not None:
            body[_OLDEST] = self.oldest_unsent
        return body

    @classmethod
    def from_body(cls, value: Value) -> "HeartbeatRequest":
        """Raises BadShape, also for a device named twice or an oldest among no unsent entries."""
        body = shape.fields(value, required=_ASKED, optional=(_STATUS, _OLDEST))
        request = cls(
            program=shape.text(body[_PROGRAM], MAX_PROGRAM_CHARS),
            scheme_version=shape.whole(body[_SCHEME]),
            bundle_version=shape.whole(body[_BUNDLE]),
            status_issued=shape.optional(shape.whole, body.get(_STATUS)),
            clock=shape.member(ClockState, body[_CLOCK]),
            devices=tuple(map(_device, shape.sequence(body[_DEVICES], MAX_DEVICES))),
            unsent=shape.whole(body[_UNSENT]),
            oldest_unsent=shape.optional(shape.whole, body.get(_OLDEST)),
        )
        if len({name for name, _ in request.devices}) < len(request.devices):
            raise BadShape("one device is named twice")
        if request.oldest_unsent is not None and request.unsent == 0:
            raise BadShape("the oldest of no entries")
        return request


@dataclass(frozen=True)
class HeartbeatAnswer:
    """What the node has for this kiosk.

    `bundle_version` and `status_issued` (epoch seconds, 0 for none) are the newest that can be
    fetched. For each of `close`, credentials as they were signed, the kiosk shall write a
    `close_credential` entry. A `retired` kiosk shall sell no more and send what it has.
    """

    bundle_version: int
    status_issued: int
    close: tuple[bytes, ...] = ()
    retired: bool = False

    def to_body(self) -> Value:
        """For an Answer."""
        return {
            1: self.bundle_version,
            2: self.status_issued,
            3: list(self.close),
            4: self.retired,
        }

    @classmethod
    def from_body(cls, value: Value) -> "HeartbeatAnswer":
        """Raises BadShape. That the credentials are signed is the kiosk's check."""
        body = shape.fields(value, required=range(1, 5))
        close = shape.sequence(body[3], MAX_CLOSE)
        return cls(
            bundle_version=shape.whole(body[1]),
            status_issued=shape.whole(body[2]),
            close=tuple(shape.octets(it, 1, _MAX_CREDENTIAL_BYTES) for it in close),
            retired=shape.flag(body[4]),
        )


def _device(value: Value) -> tuple[str, str]:
    name, state = shape.sequence(value, 2, 2)
    return shape.slug(name, MAX_DEVICE_CHARS), shape.slug(state, MAX_DEVICE_CHARS)
