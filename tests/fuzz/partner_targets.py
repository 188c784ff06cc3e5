"""What partners reply: the envelope that they sign, and what the services read of it."""

from collections.abc import Callable, Iterator
from functools import partial

from kiosk.partners import wire
from kiosk.partners.errors import PartnerBabbles, PartnerFault
from kiosk.services.asks import NotFound
from kiosk.services.course_replies import read_fills, read_reservation
from kiosk.services.parking_replies import read_cars, read_quote
from protocol.keys import Algorithm, MemorySigner
from tests.fuzz.engine import Taken, Target

_KIOSK = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x07", deterministic=True)
_PARTNER = MemorySigner.from_secret(Algorithm.ED25519, b"park" * 8)
_NONCE = bytes(range(16))
_ASKED = wire.ask(_KIOSK, _PARTNER.public_key, "/v1/cars", {"digits": "3456"}, _NONCE)

_CAR = b'{"stay":"stay-1","shown":"1*A 3456","kind":"car","entered":1795229400}'
_OTHER = _CAR.replace(b'"stay-1"', b'"stay-other"')
_CARS = b'{"cars":[' + _CAR + b"," + _OTHER + b"]}"
_QUOTE = (
    b'{"stay":"stay-1","kind":"car","entered":1795229400,"at":1795235100,"until":1795235280,'
    b'"rights":["small"],"paid":0,"paid_until":null,"won":4000}'
)
_COURSES = b'{"open":[{"course":"brush","won":30000,"seats":3,"waiting":null}]}'
_RESERVATION = b'{"reservation":"r1","course":"brush","won":30000,"until":1795230000,"place":0}'
_ODD = (b"[" * 3000, b'{"cars":[{"stay":"\\ud800"}]}', b'{"open":' + b"9" * 5000 + b"}")


def partner_targets() -> Iterator[Target]:
    """All of them."""
    envelopes = (b'{"answer":' + _CARS + b"}", b'{"refused":"unknown-plate"}', *_ODD)
    yield Target("partner.reply", _reply, (PartnerFault,), envelopes, 8192)
    readers: dict[str, tuple[Callable[[object], object], bytes]] = {
        "cars": (read_cars, _CARS),
        "quote": (read_quote, _QUOTE),
        "courses": (read_fills, _COURSES),
        "reservation": (read_reservation, _RESERVATION),
    }
    for name, (read, seed) in readers.items():
        feed = partial(_answer, read)
        yield Target(f"partner.{name}", feed, (PartnerBabbles, NotFound), (seed, *_ODD), 8192)


def _reply(data: bytes) -> Taken:
    """Truly signed, so that what lies behind the signature is reached."""
    signature = wire.reply(_PARTNER, _ASKED.path, _NONCE, data)
    value = wire.believe(_PARTNER.public_key, _ASKED, signature, data)
    assert wire.read(wire.written(value)) == value
    return Taken()


def _answer(read: Callable[[object], object], data: bytes) -> Taken:
    hash(str(read(wire.read(data))))
    return Taken()
