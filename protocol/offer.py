"""An offer: a code of the terminal's own, which a resident's app scans and answers.

The kiosk signs what it is about: kind, coins, the thing's name, where, until when. Its QR code has
the text of every code here. The app answers with a presentation made for this offer alone: its
challenge is the offer's id, its amount the offer's. So what a person signed for one offer is no
good for another one, for another kiosk, or for a camera, and no ordinary showing answers an offer.

The id is the kid of the kiosk's key, a byte that tells whether coins are taken, and seven bytes of
the kiosk's own. Whoever meets an answered offer later, as evidence of an entry, sees by the id
alone whose it was, and that nobody is charged by what they signed for an earning; nobody has to
keep it. An offer whose kind does not fit its id is none. On the wire the kid stands once, in the
header.

docs/adr/0019-shown-code.md says why it is made this way.
"""

from collections.abc import Container
from dataclasses import dataclass

from protocol import cbor, code, cose, presentation, resident_code, shape
from protocol.cbor import Key, Value
from protocol.cose import MessageType
from protocol.credential import MAX_SCHEME_CHARS
from protocol.errors import BadShape, Misuse, WrongChallenge, building
from protocol.keys import KID_BYTES, KeyRing, Signer
from protocol.resident_code import ResidentCode

OWN_BYTES = 8  # of an id: the kiosk's part
RANDOM_BYTES = OWN_BYTES - 1
OFFER_ID_BYTES = KID_BYTES + OWN_BYTES
MAX_OFFER_COINS = 10**9  # as of one entry
MAX_KIND_CHARS = 16
MAX_NAME_CHARS = (
    20  # Korean takes three bytes a letter, and a code has to stay large in its modules
)
_TAKES, _TAKES_NOT = b"-", b"+"
_TAKING = frozenset({"spend", "donate", "transfer"})  # kinds of entries
_OWN, _SCHEME, _KIND, _AMOUNT, _NAME, _UNTIL, _PLACE = range(1, 8)
_REQUIRED = (_OWN, _SCHEME, _KIND, _AMOUNT, _NAME, _UNTIL)


@dataclass(frozen=True)
class Offer:
    """What the terminal offers: ``amount`` coins by an entry of ``kind``, for the thing ``name``.

    ``until`` in epoch seconds: later answers are refused. ``place`` is the facility's name.
    """

    id: bytes
    scheme: str
    kind: str
    amount: int
    name: str
    until: int
    place: str | None = None

    @property
    def kid(self) -> bytes:
        """The key of the kiosk that made it."""
        return self.id[:KID_BYTES]


def offer_id(signer: Signer, kind: str, random: bytes) -> bytes:
    """The id of an offer of a kind that this key will sign; `RANDOM_BYTES` nobody can guess."""
    return signer.public_key.kid + _direction(kind) + random


def sign_offer(signer: Signer, offer: Offer) -> bytes:
    """Sign with the kiosk's key. Raises Misuse for an offer out of shape or of another's id, and
    for a kind that does not fit the id."""
    body: dict[Key, Value] = {
        _OWN: offer.id[KID_BYTES:],
        _SCHEME: offer.scheme,
        _KIND: offer.kind,
        _AMOUNT: offer.amount,
        _NAME: offer.name,
        _UNTIL: offer.until,
    }
    if offer.place is not None:
        body[_PLACE] = offer.place
    kid = signer.public_key.kid
    with building():
        read = _from_body(body, kid)
    if read.id != offer.id:
        raise Misuse("the id of an offer begins with its signer's kid")
    return cose.sign1(signer, MessageType.OFFER, cbor.encode(body))


def read_offer(data: bytes, keys: KeyRing) -> Offer:
    """The offer, if a key of the ring signed it. That it is not over is the caller's check."""
    signed = cose.verify1(data, MessageType.OFFER, keys)
    return _from_body(cbor.decode(signed.payload), signed.kid)


def unverified_offer(text: str) -> Offer:
    """What a scanned text offers, for an app, which knows no kiosk's key.

    An app shows it and signs for it alone; the node verifies it before anything comes of that.
    """
    message = cose.parse(code.from_text(text), MessageType.OFFER)
    return _from_body(cbor.decode(message.payload), message.kid or b"")


def answered(
    answer: str | bytes, offer: Offer, keys: KeyRing, at: int, *, judge_age: bool = True
) -> ResidentCode:
    """The code that answers exactly this offer; raises as `resident_code.check` does.

    WrongChallenge also for a card, which can sign for nothing, and for another amount.
    """
    found = resident_code.check(
        answer, keys, offer.scheme, at, judge_age=judge_age, challenge=offer.id
    )
    if found.presentation is None or found.presentation.amount != offer.amount:
        raise WrongChallenge("signed for something else")
    return found


def check_shown(
    shown: bytes,
    keys: KeyRing,
    scheme: str,
    at: int,
    kids: Container[bytes],
    *,
    judge_age: bool = True,
) -> ResidentCode:
    """A code that a kiosk with one of these keys was shown: as it is, or made for its offer.

    For those who meet it as evidence; raises as `resident_code.check` does.
    """
    asked = _challenge(shown)
    if asked is not None and asked[:KID_BYTES] not in kids:
        raise WrongChallenge("made for another kiosk")
    return resident_code.check(shown, keys, scheme, at, judge_age=judge_age, challenge=asked)


def signed_for(shown: ResidentCode, coins: int) -> bool:
    """Whether a code may pay so much: one made for an offer names its coins, and by the offer's id
    that they are taken; others name none."""
    made = shown.presentation
    if made is None or made.challenge is None:
        return True
    return made.amount == coins and made.challenge[KID_BYTES:][:1] == _TAKES


def _challenge(shown: bytes) -> bytes | None:
    """The challenge that a code says it answers; its signature is for `resident_code.check`."""
    message = cose.parse(shown, MessageType.PRESENTATION, MessageType.CREDENTIAL)
    if message.type is MessageType.CREDENTIAL:
        return None
    return presentation.unverified(message).challenge


def _direction(kind: str) -> bytes:
    return _TAKES if kind in _TAKING else _TAKES_NOT


def _from_body(value: Value, kid: bytes) -> Offer:
    body = shape.fields(value, required=_REQUIRED, optional=(_PLACE,))
    offer = Offer(
        id=kid + shape.octets(body[_OWN], OWN_BYTES),
        scheme=shape.slug(body[_SCHEME], MAX_SCHEME_CHARS),
        kind=shape.slug(body[_KIND], MAX_KIND_CHARS),
        amount=shape.whole(body[_AMOUNT], most=MAX_OFFER_COINS),
        name=shape.text(body[_NAME], MAX_NAME_CHARS),
        until=shape.whole(body[_UNTIL]),
        place=shape.text(body[_PLACE], MAX_NAME_CHARS) if _PLACE in body else None,
    )
    if offer.id[KID_BYTES:][:1] != _direction(offer.kind):
        raise BadShape("an id of another kind's")
    return offer
