"""What a resident's app does with a code that a terminal shows: read it, sign for it, answer it.

The person sees what they sign for before they agree: thing, coins and place are in the code. The
app knows no kiosk's key; the node does, and refuses an answer to a code that no kiosk made.
"""

from typing import Final

import httpx

from kiosk.demo.errors import DemoError
from protocol.code import to_text
from protocol.keys import Signer
from protocol.offer import Offer, unverified_offer
from protocol.presentation import COUNTER_BYTES, Presentation, present

ANSWER_S: Final = 5.0


class OfferRefused(DemoError):
    """The node did not take the answer; ``reason`` is its name for that."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The node did not take the answer: {reason}")
        self.reason = reason


def sign_for(offer: Offer, signer: Signer, credential: bytes, counter: int, issued_s: int) -> str:
    """Return the text of a code that is good for this offer alone."""
    shown = Presentation(
        offer.scheme, issued_s, counter.to_bytes(COUNTER_BYTES), offer.id, offer.amount
    )
    return to_text(present(signer, credential, shown))


def post_answer(node_url: str, offer_text: str, presentation_text: str) -> None:
    """Send what was signed; OfferRefused when the node does not take it or can't be reached."""
    asked = {"offer": offer_text, "presentation": presentation_text}
    try:
        reply = httpx.post(f"{node_url}/v1/offers/answer", json=asked, timeout=ANSWER_S)
    except httpx.HTTPError as exc:
        raise OfferRefused("node-away") from exc
    if reply.status_code != httpx.codes.OK:
        raise OfferRefused(str(reply.json().get("reason", "refused")))


def scan_and_answer(
    node_url: str, text: str, signer: Signer, credential: bytes, counter: int, issued_s: int
) -> Offer:
    """Do all that the app does once its owner has agreed; return what it was about.

    Raises OfferRefused, and ProtocolError for a text that is no offer.
    """
    offer = unverified_offer(text)
    post_answer(node_url, text, sign_for(offer, signer, credential, counter, issued_s))
    return offer
