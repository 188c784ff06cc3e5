"""What a resident's app does with a code that a terminal shows: read it, sign for it, answer it.

The person sees what they sign for before they agree: thing, coins and place are in the code. The
app knows no kiosk's key; the node does, and refuses an answer to a code that no kiosk made. What
became of it the app asks the node, by what it answered with: that is its owner's receipt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.demo.errors import DemoError
from kiosk.demo.messages import Told
from protocol.code import to_text
from protocol.errors import ProtocolError
from protocol.keys import Signer
from protocol.offer import Offer, unverified_offer
from protocol.presentation import COUNTER_BYTES, Presentation, present

ANSWER_S: Final = 5.0
ASK_S: Final = 2  # between two askings; the node takes 60 a minute
LATE_S: Final = 120  # after the code's end somebody may still stand at the kiosk
_FINAL: Final = ("booked", "refused")


class OfferRefused(DemoError):
    """The node did not take the answer; ``reason`` is its name for that."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The node did not take the answer: {reason}")
        self.reason = reason


class Receipt(BaseModel):
    """What the node tells of an answer; docs/shown-code.md has the fields."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    state: str
    kind: str
    amount: int = Field(ge=0)
    name: str
    place: str | None = None
    entry: str | None = None
    time: int | None = None
    reason: str | None = None
    reward: int = 0
    earned: int = 0
    returned: int = 0


@dataclass(frozen=True)
class Answered:
    """What an app keeps of an answer, as long as its owner wants to know of it."""

    offer: Offer
    offer_text: str
    presentation_text: str


def sign_for(offer: Offer, signer: Signer, credential: bytes, counter: int, issued_s: int) -> str:
    """Return the text of a code that is good for this offer alone."""
    shown = Presentation(
        offer.scheme, issued_s, counter.to_bytes(COUNTER_BYTES), offer.id, offer.amount
    )
    return to_text(present(signer, credential, shown))


def post_answer(node_url: str, offer_text: str, presentation_text: str) -> None:
    """Send what was signed; OfferRefused when the node does not take it or can't be reached."""
    _post(f"{node_url}/v1/offers/answer", offer_text, presentation_text)


def ask_receipt(node_url: str, answered: Answered) -> Receipt:
    """Ask what became of it; OfferRefused when the node does not tell."""
    url = f"{node_url}/v1/offers/receipt"
    reply = _post(url, answered.offer_text, answered.presentation_text)
    try:
        return Receipt.model_validate_json(reply.content)
    except ValidationError as exc:
        raise OfferRefused("bad-answer") from exc


def scan_and_answer(
    node_url: str, text: str, signer: Signer, credential: bytes, counter: int, issued_s: int
) -> Answered:
    """Do all that the app does once its owner has agreed; return what it was about.

    Raises OfferRefused, and ProtocolError for a text that is no offer.
    """
    offer = unverified_offer(text)
    made = sign_for(offer, signer, credential, counter, issued_s)
    post_answer(node_url, text, made)
    return Answered(offer, text, made)


class OfferApp:
    """The app's page about the last code that was scanned. Times are epoch seconds, handed in."""

    def __init__(self, node_url: str) -> None:
        self._node_url = node_url
        self._answered: Answered | None = None
        self._next_s = 0
        self.told: Told | None = None

    def scan(self, text: str, now: int, sign: Callable[[Offer], str]) -> None:
        """Answer a scanned text; ``sign`` makes the code for it. Any other text is left alone."""
        try:
            offer = unverified_offer(text)
        except ProtocolError:
            return
        answered = Answered(offer, text, sign(offer))
        self.told = Told(state="waiting", kind=offer.kind, amount=offer.amount, name=offer.name)
        try:
            post_answer(self._node_url, text, answered.presentation_text)
        except OfferRefused as exc:
            self.told = self.told.model_copy(update={"state": "refused", "reason": exc.reason})
            return
        self._answered, self._next_s = answered, now + ASK_S

    def step(self, now: int) -> None:
        """Ask what became of the answer, now and then, until it is known or nobody waits."""
        if self._answered is None or now < self._next_s:
            return
        self._next_s = now + ASK_S
        try:
            receipt = ask_receipt(self._node_url, self._answered)
        except OfferRefused:
            receipt = None  # the node is away: what was told before stands
        if receipt is not None:
            self.told = _told(receipt)
        known = receipt is not None and receipt.state in _FINAL
        if known or now > self._answered.offer.until + LATE_S:
            self._answered = None

    def leave(self) -> None:
        """Go back to the wallet."""
        self._answered = self.told = None


def _told(receipt: Receipt) -> Told:
    return Told(
        state=receipt.state,
        kind=receipt.kind,
        amount=receipt.amount,
        name=receipt.name,
        reason=receipt.reason or "",
    )


def _post(url: str, offer_text: str, presentation_text: str) -> httpx.Response:
    asked = {"offer": offer_text, "presentation": presentation_text}
    try:
        reply = httpx.post(url, json=asked, timeout=ANSWER_S)
    except httpx.HTTPError as exc:
        raise OfferRefused("node-away") from exc
    if reply.status_code != httpx.codes.OK:
        raise OfferRefused(str(reply.json().get("reason", "refused")))
    return reply
