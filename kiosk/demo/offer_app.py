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
NODE_AWAY: Final = "node-away"  # nobody can say whether it came


class OfferRefused(DemoError):
    """The node did not take the answer; ``reason`` is its name for that."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The node did not take the answer: {reason}")
        self.reason = reason


class Receipt(BaseModel):
    """What the node tells of an answer; docs/shown-code.md has the fields."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    state: str
    final: bool
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


class _Problem(BaseModel):
    """Why the node refused; a page of something between is none."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    reason: str


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
    """The app's page about the last code that was scanned. Times are epoch seconds, handed in.

    It signs once for a code, however often that is scanned and whatever becomes of the line: the
    same answer again is taken again, and a second one would be somebody else's.
    """

    def __init__(self, node_url: str) -> None:
        self._node_url = node_url
        self._answered: Answered | None = None
        self._came = self._unheard = False  # the answer; whether it came, for all that is known
        self._asks = False
        self._next_s = 0
        self.told: Told | None = None

    def scan(self, text: str, now: int, sign: Callable[[Offer], str]) -> None:
        """Answer a scanned text; ``sign`` makes the code for it. Any other text is left alone."""
        try:
            offer = unverified_offer(text)
        except ProtocolError:
            return
        if self._answered is None or self._answered.offer_text != text:
            self._answered = Answered(offer, text, sign(offer))
            self._came = self._unheard = False
        self.told = Told(state="waiting", kind=offer.kind, amount=offer.amount, name=offer.name)
        self._asks, self._next_s = True, now + ASK_S
        self._post(self._answered)

    def step(self, now: int) -> None:
        """Ask what became of the answer, now and then, until that is final or nobody waits."""
        if self._answered is None or not self._asks or now < self._next_s:
            return
        self._next_s = now + ASK_S
        if not self._came:
            self._post(self._answered)
        if self._came:
            self._ask(self._answered)
        if now > self._answered.offer.until + LATE_S:
            self._asks = False

    def leave(self) -> None:
        """Go back to the wallet."""
        self.told, self._asks = None, False

    def _post(self, answered: Answered) -> None:
        """Send the answer. What is refused after an unheard try may have come with that one."""
        try:
            post_answer(self._node_url, answered.offer_text, answered.presentation_text)
        except OfferRefused as exc:
            if exc.reason == NODE_AWAY:
                self._unheard = True
                self._tell(reason=NODE_AWAY)
                return
            if not self._unheard and not self._came:
                self._asks = False
                self._tell(state="refused", reason=exc.reason)
                return
        self._came = True
        self._tell(reason="")

    def _ask(self, answered: Answered) -> None:
        try:
            receipt = ask_receipt(self._node_url, answered)
        except OfferRefused:
            return  # the node is away: what was told before stands
        self.told = _told(receipt)
        self._asks = not receipt.final

    def _tell(self, **changes: str) -> None:
        if self.told is not None:
            self.told = self.told.model_copy(update=changes)


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
        raise OfferRefused(NODE_AWAY) from exc
    if reply.status_code == httpx.codes.OK:
        return reply
    try:
        problem = _Problem.model_validate_json(reply.content)
    except ValidationError as exc:
        raise OfferRefused(NODE_AWAY) from exc
    raise OfferRefused(problem.reason)
