"""Answers of residents' apps to offers of kiosks, kept for minutes until the kiosk takes them.

An app's call is signed by nobody but the two inside it: the kiosk signed the offer, the phone the
presentation made for it. Both are verified before anything is kept, so a stranger can fill neither
memory nor table, and only the first good answer to an offer takes the write lock. Nothing here
touches the books: what the kiosk makes of an answer comes as a hold and an entry like any other,
and is judged there again.

An answer is a row that goes with its offer's end, so that a restart loses none and any process over
the same books hands it on. Tries are counted in memory, by each process: a limit need not be exact.
docs/adr/0024-receipts-of-shown-codes.md says why.
"""

import json
import threading
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field
from sqlalchemy import Connection, bindparam, delete, insert, select

from central_node.district import District
from central_node.errors import Refused
from central_node.json_body import Body, read_body
from central_node.kiosks import KioskRing, is_retired
from central_node.schema_offers import offer_answer
from central_node.shown_codes import owner_of
from protocol.code import MAX_TEXT_CHARS, from_text
from protocol.errors import WrongScheme
from protocol.offer import Offer, answered, read_offer
from protocol.problems import ProblemType

MAX_AHEAD_S: Final = 600  # of an offer's end: three minutes, and a clock that staff set by hand
MAX_LIVE: Final = 4096  # offers in all that somebody tried to answer in these minutes
MAX_LIVE_EACH: Final = 32  # of one kiosk, which shows one at a time for three minutes
MAX_TRIES: Final = 8  # for one offer: an app tries again over a bad line, a guesser does not
_ANSWER = select(offer_answer.c.evidence).where(
    offer_answer.c.offer == bindparam("of_offer"), offer_answer.c.until >= bindparam("at_time")
)
_OWN_ANSWER = _ANSWER.where(offer_answer.c.kiosk == bindparam("of_kiosk"))
_FORGET = delete(offer_answer).where(offer_answer.c.until < bindparam("at_time"))
_KEEP = insert(offer_answer)


class _Answer(Body):
    offer: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]
    presentation: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]


@dataclass
class _Tried:
    """One live offer that somebody tried to answer here: its kiosk, its end, how often."""

    kiosk: int
    until: int
    tries: int = 0


class TryMeter:
    """Counts tries at live offers. Several threads may use it at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tried: dict[bytes, _Tried] = {}

    def note(self, kiosk: int, offer: Offer, now: int) -> None:
        """Count a try at a live offer. Raises Refused when there are too many, of it or in all."""
        with self._lock:
            self._forget(now)
            tried = self._tried.get(offer.id)
            if tried is None:
                mine = sum(1 for it in self._tried.values() if it.kiosk == kiosk)
                if len(self._tried) >= MAX_LIVE or mine >= MAX_LIVE_EACH:
                    raise _too_many("Too many offers are open.")
                tried = self._tried[offer.id] = _Tried(kiosk, offer.until)
            if tried.tries >= MAX_TRIES:
                raise _too_many("This offer was tried too often.")
            tried.tries += 1

    def _forget(self, now: int) -> None:
        over = [id_ for id_, tried in self._tried.items() if now > tried.until]
        for id_ in over:
            del self._tried[id_]


def read_answered(body: bytes) -> tuple[str, str]:
    """The offer's text and the presentation's, unverified. Raises Refused for another shape."""
    asked = read_body(_Answer, body)
    return asked.offer, asked.presentation


@dataclass(frozen=True)
class GoodAnswer:
    """What answers a live offer of a kiosk, verified; ``known`` where it is kept already."""

    kiosk: int
    offer: Offer
    evidence: bytes
    known: bool

    @property
    def told(self) -> bytes:
        """The JSON that tells the app so."""
        about = {
            "offer": self.offer.id.hex(),
            "kind": self.offer.kind,
            "amount": self.offer.amount,
            "name": self.offer.name,
            "until": self.offer.until,
        }
        return json.dumps(about, ensure_ascii=False).encode()


def read_answer(
    connection: Connection, district: District, meter: TryMeter, body: bytes, now: int
) -> GoodAnswer:
    """An app's answer, given as JSON and verified; `keep_answer` is to follow.

    In   {"offer": the text that was scanned, "presentation": the text of a code made for it}
    Out  {"offer": the offer's id in hex, "kind", "amount", "name", "until"}

    Raises ProtocolError for a forged or foreign offer and for an answer that was made for something
    else or is no good; Refused for a late offer, a second answer, too many.
    """
    text, presentation = read_answered(body)
    kiosk, offer = _offer(connection, district, text, now)
    meter.note(kiosk, offer, now)
    code = answered(presentation, offer, district.credential_keys, now)
    owner = owner_of(connection, code)
    if isinstance(owner, str):
        raise Refused(ProblemType.MALFORMED, owner, "This code does not count.")
    before = answer_to(connection, offer.id, now)
    _require_same(before, code.evidence)
    return GoodAnswer(kiosk, offer, code.evidence, known=before is not None)


def keep_answer(connection: Connection, answer: GoodAnswer, now: int) -> None:
    """Keep a good answer, and let go of those that are over. Raises Refused for a second one."""
    forget_answers(connection, now)
    before = answer_to(connection, answer.offer.id, now)  # somebody may have been quicker
    _require_same(before, answer.evidence)
    if before is None:
        row = {"offer": answer.offer.id, "kiosk": answer.kiosk, "until": answer.offer.until}
        connection.execute(_KEEP, {**row, "evidence": answer.evidence})


def answer_to(connection: Connection, id_: bytes, now: int) -> bytes | None:
    """What answered a live offer; None where nothing has yet."""
    asked = {"of_offer": id_, "at_time": now}
    return connection.execute(_ANSWER, asked).scalar_one_or_none()


def take_answer(connection: Connection, kiosk: int, id_: bytes, now: int) -> bytes | None:
    """The same for the kiosk that asks; None for an offer of another's."""
    asked = {"of_offer": id_, "at_time": now, "of_kiosk": kiosk}
    return connection.execute(_OWN_ANSWER, asked).scalar_one_or_none()


def forget_answers(connection: Connection, now: int) -> None:
    """Delete the answers to offers that are over."""
    connection.execute(_FORGET, {"at_time": now})


def _require_same(before: bytes | None, evidence: bytes) -> None:
    if before not in (None, evidence):
        raise _closed("offer-answered", "Somebody else has answered this offer.")


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
