"""Answers of residents' apps to offers of kiosks, kept for minutes until the kiosk takes them.

An app's call is signed by nobody but the two inside it: the kiosk signed the offer, the phone the
presentation made for it. Both are verified before anything is kept, so a stranger can fill no
memory. Nothing here touches the books: what the kiosk makes of an answer comes as a hold and an
entry like any other, and is judged there again.

What is kept lies in memory alone. A node that starts anew has forgotten it; the kiosk's offer ends,
and the person scans again. docs/adr/0019-shown-code.md says what that costs.
"""

import json
import threading
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field
from sqlalchemy import Connection

from central_node.district import District
from central_node.errors import Refused
from central_node.json_body import Body, read_body
from central_node.kiosks import KioskRing, is_retired
from central_node.shown_codes import owner_of
from protocol.code import MAX_TEXT_CHARS, from_text
from protocol.errors import WrongScheme
from protocol.offer import Offer, answered, read_offer
from protocol.problems import ProblemType

MAX_AHEAD_S: Final = 600  # of an offer's end: three minutes, and a clock that staff set by hand
MAX_LIVE: Final = 4096  # offers in all that somebody tried to answer in these minutes
MAX_LIVE_EACH: Final = 32  # of one kiosk, which shows one at a time for three minutes
MAX_TRIES: Final = 8  # for one offer: an app tries again over a bad line, a guesser does not


class _Answer(Body):
    offer: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]
    presentation: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]


@dataclass
class _Kept:
    """What is known of one live offer: its kiosk, its end, and what answered it first."""

    kiosk: int
    until: int
    tries: int = 0
    evidence: bytes | None = None


class OfferBox:
    """The answers of the last minutes. Several threads may use it at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[bytes, _Kept] = {}

    def note(self, kiosk: int, offer: Offer, now: int) -> None:
        """Count a try at a live offer. Raises Refused when there are too many, of it or in all."""
        with self._lock:
            self._forget(now)
            kept = self._kept.get(offer.id)
            if kept is None:
                mine = sum(1 for it in self._kept.values() if it.kiosk == kiosk)
                if len(self._kept) >= MAX_LIVE or mine >= MAX_LIVE_EACH:
                    raise _too_many("Too many offers are open.")
                kept = self._kept[offer.id] = _Kept(kiosk, offer.until)
            if kept.tries >= MAX_TRIES:
                raise _too_many("This offer was tried too often.")
            kept.tries += 1

    def keep(self, offer: Offer, evidence: bytes) -> None:
        """Keep a good answer; the same again is no harm. Raises Refused for a second one."""
        with self._lock:
            kept = self._kept.get(offer.id)
            if kept is None:
                raise _closed("offer-over", "This offer is over.")
            if kept.evidence not in (None, evidence):
                raise _closed("offer-answered", "Somebody else has answered this offer.")
            kept.evidence = evidence

    def take(self, kiosk: int, id_: bytes, now: int) -> bytes | None:
        """What answered an offer of this kiosk; None for one of another's, or not answered yet."""
        with self._lock:
            self._forget(now)
            kept = self._kept.get(id_)
            return None if kept is None or kept.kiosk != kiosk else kept.evidence

    def answer_to(self, id_: bytes, now: int) -> bytes | None:
        """What answered a live offer; None where nothing has yet."""
        with self._lock:
            self._forget(now)
            kept = self._kept.get(id_)
            return None if kept is None else kept.evidence

    def _forget(self, now: int) -> None:
        over = [id_ for id_, kept in self._kept.items() if now > kept.until]
        for id_ in over:
            del self._kept[id_]


def read_answered(body: bytes) -> tuple[str, str]:
    """The offer's text and the presentation's, unverified. Raises Refused for another shape."""
    asked = read_body(_Answer, body)
    return asked.offer, asked.presentation


def answer_offer(
    connection: Connection, district: District, box: OfferBox, body: bytes, now: int
) -> bytes:
    """Take an app's answer, given as JSON; the JSON that tells it so.

    In   {"offer": the text that was scanned, "presentation": the text of a code made for it}
    Out  {"offer": the offer's id in hex, "kind", "amount", "name", "until"}

    Raises ProtocolError for a forged or foreign offer and for an answer that was made for something
    else or is no good; Refused for a late offer, a second answer, too many.
    """
    text, presentation = read_answered(body)
    kiosk, offer = _offer(connection, district, text, now)
    box.note(kiosk, offer, now)
    code = answered(presentation, offer, district.credential_keys, now)
    owner = owner_of(connection, code)
    if isinstance(owner, str):
        raise Refused(ProblemType.MALFORMED, owner, "This code does not count.")
    box.keep(offer, code.evidence)
    return json.dumps(
        {
            "offer": offer.id.hex(),
            "kind": offer.kind,
            "amount": offer.amount,
            "name": offer.name,
            "until": offer.until,
        },
        ensure_ascii=False,
    ).encode()


def _offer(connection: Connection, district: District, text: str, now: int) -> tuple[int, Offer]:
    """A live offer of a kiosk of ours, and that kiosk's number."""
    ring = KioskRing(connection)
    offer = read_offer(from_text(text), ring)
    kiosk = ring.caller(offer.kid).number
    if is_retired(connection, kiosk):
        raise Refused(ProblemType.UNKNOWN_KEY, "kiosk-retired", "This kiosk serves no more.")
    if offer.scheme != district.scheme.id:
        raise WrongScheme(f"{offer.scheme} is not kept here")
    if now > offer.until:
        raise _closed("offer-over", "This offer is over.")
    if offer.until > now + MAX_AHEAD_S:
        raise _closed("offer-too-long", "This offer ends too late.")
    return kiosk, offer


def _closed(reason: str, detail: str) -> Refused:
    return Refused(ProblemType.OFFER_CLOSED, reason, detail)


def _too_many(detail: str) -> Refused:
    return Refused(ProblemType.BUSY, "too-many", detail)
