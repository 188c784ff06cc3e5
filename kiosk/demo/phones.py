"""The residents' phones: a P-256 key each, a credential from the node, a fresh code every 30 s.

A phone renews its code with the time, and when it is held up again after it has been shown. One
resident shows no app but an old picture: a code made once, some minutes before the demo began.
"""

from dataclasses import dataclass, field
from typing import Protocol

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.demo.errors import FailedProgramError
from kiosk.demo.messages import Phone as PhoneState
from kiosk.demo.offer_app import OfferApp, sign_for
from kiosk.payment import TAIL_CHARS
from protocol.code import to_text
from protocol.credential import claimed
from protocol.keys import Algorithm, MemorySigner
from protocol.offer import Offer
from protocol.presentation import COUNTER_BYTES, Presentation, present

FRESH_S = 30
PHOTO_AGE_S = 600  # a photograph of this morning's code: far over the three minutes that count
FETCH_S = 5.0


class _Issued(BaseModel):
    """What we need of the node's answer."""

    model_config = ConfigDict(frozen=True, strict=True)

    credential: str
    scheme: str


class Shown(Protocol):
    """Something with a code that a hand holds to the camera. Times are epoch seconds."""

    def step(self, now: int) -> None:
        """Let time pass."""

    def hold_up(self, now: int) -> str:
        """Return the code that is shown now."""

    def scan(self, text: str, now: int) -> None:
        """Point its camera at a code."""

    def state(self) -> PhoneState:
        """Return what can be seen of it."""


@dataclass(frozen=True)
class Badge:
    """The badge of somebody of the staff: paper, the same code every time."""

    id: str
    text: str = field(repr=False)

    def step(self, now: int) -> None:
        """Paper does not change."""

    def hold_up(self, now: int) -> str:  # noqa: ARG002 - as `Shown` has it
        """The code that is printed on it."""
        return self.text

    def scan(self, text: str, now: int) -> None:
        """Paper sees nothing."""

    def state(self) -> PhoneState:
        """What is on it."""
        return PhoneState(id=self.id, code=self.text, fresh=True)


@dataclass
class Phone:
    """One resident's phone. Times are epoch seconds, handed in."""

    id: str
    signer: MemorySigner
    credential: bytes
    scheme: str
    photo: bool
    app: OfferApp | None = None
    _counter: int = 0
    _made: int = 0
    _text: str = field(default="", repr=False)
    _was_shown: bool = False

    def step(self, now: int) -> None:
        """Renew the code when its time is over."""
        if not self._text:
            self._renew(now - PHOTO_AGE_S if self.photo else now)
        elif not self.photo and now - self._made >= FRESH_S:
            self._renew(now)
        if self.app is not None:
            self.app.step(now)

    def hold_up(self, now: int) -> str:
        """The code that is shown now; one that was shown before has been renewed meanwhile."""
        if self.app is not None:
            self.app.leave()
        self.step(now)
        if self._was_shown and not self.photo:
            self._renew(now)
        self._was_shown = True
        return self._text

    def scan(self, text: str, now: int) -> None:
        """Answer a terminal's own code: its owner has pressed to do so."""
        if self.app is not None:
            self.app.scan(text, now, lambda offer: self._sign(offer, now))

    def state(self) -> PhoneState:
        """What is on its screen."""
        told = None if self.app is None else self.app.told
        return PhoneState(
            id=self.id, code=self._text, fresh=not self.photo, told=told, tail=self._tail
        )

    @property
    def _tail(self) -> str:
        """The app's own word for its holder, who compares it with what the terminal says."""
        return claimed(self.credential).pseudonym[-TAIL_CHARS:].upper()

    def _sign(self, offer: Offer, now: int) -> str:
        return sign_for(offer, self.signer, self.credential, self._count(now), now)

    def _count(self, issued: int) -> int:
        self._counter = max(self._counter + 1, issued)  # rises also after a restart of the demo
        return self._counter

    def _renew(self, issued: int) -> None:
        counter = self._count(issued).to_bytes(COUNTER_BYTES)
        shown = Presentation(self.scheme, issued, counter)
        self._text = to_text(present(self.signer, self.credential, shown))
        self._made = issued
        self._was_shown = False


def fetch_phone(node_url: str, id_: str, token: str, *, photo: bool) -> Phone:
    """Make a key and have the node issue its credential; raises FailedProgramError."""
    signer = MemorySigner.generate(Algorithm.ESP256)
    asked = {"token": token, "public_key": signer.public_key.raw.hex()}
    try:
        answer = httpx.post(f"{node_url}/v1/credentials", json=asked, timeout=FETCH_S)
        issued = _Issued.model_validate_json(answer.raise_for_status().content)
        credential = bytes.fromhex(issued.credential)
    except (httpx.HTTPError, ValidationError, ValueError) as exc:
        raise FailedProgramError(f"The node gave {id_} no credential: {exc}") from exc
    app = None if photo else OfferApp(node_url)
    return Phone(id_, signer, credential, issued.scheme, photo, app)
