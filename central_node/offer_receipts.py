"""What became of an answer to a shown code: the receipt of the resident whose app gave it.

The app asks with what it answered by: the kiosk's offer, and the presentation that its own key
made for it. Nobody else can make that one, so it needs no token beside it, and it tells nothing
but what was signed with it. At first it is a row beside the books and an intent in them, a year
later the evidence of an entry. No date is judged, and revoked codes and former keys count: it is
about what has been, and gives nothing.
"""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from central_node.district import District
from central_node.errors import Refused
from central_node.former import issued_by
from central_node.ids import State
from central_node.offer_books import Became, became, is_refused
from central_node.offers import answer_to, read_answered
from central_node.rekey import EveryKey
from central_node.schema import intent
from protocol.code import from_text
from protocol.errors import WrongScheme
from protocol.keys import KeyRing
from protocol.messages import EntryItem
from protocol.offer import Offer, answered, read_offer
from protocol.problems import ProblemType
from protocol.resident_code import ResidentCode

MAX_ASKS: Final = 60  # for one answer in a minute: an app that waits asks every other second
MAX_ASKERS: Final = 4096  # answers in all that are asked about in a minute; 64 bytes each
# Of one kiosk's key, which shows a few in a minute: one that is stolen signs as many offers as it
# likes, and must take no receipt from who was at another kiosk.
MAX_ASKERS_EACH: Final = 128
OTHER_ACCOUNT: Final = "other-account"  # it was about coins of somebody else's
_MINUTE_S: Final = 60
_INTENTS = (
    select(intent.c.state, intent.c.reason)
    .where(
        intent.c.cti == bindparam("of_cti"),
        intent.c.counter == bindparam("of_counter"),
        intent.c.evidence_hash == bindparam("of_hash"),
    )
    .order_by(intent.c.id)  # which begins with the time
)


class OfferState(StrEnum):
    """How an answer stands."""

    WAITING = "waiting"  # the kiosk has not asked for the coins yet
    HELD = "held"  # the coins are kept for it; nothing is booked
    REFUSED = "refused"
    BOOKED = "booked"
    OVER = "over"  # the code has ended and nothing is booked; a kiosk that lost its line may yet


class AskMeter:
    """Counts askings by the minute. Several threads may use it at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._asked: Counter[bytes] = Counter()
        self._askers: Counter[bytes] = Counter()

    def note(self, offer: Offer, cti: bytes, now: int) -> None:
        """Count one. Raises Refused for too many, about the same, of one kiosk or in all."""
        key = offer.id + cti
        with self._lock:
            if now // _MINUTE_S != self._minute:
                self._minute, self._asked, self._askers = now // _MINUTE_S, Counter(), Counter()
            full = self._askers[offer.kid] >= MAX_ASKERS_EACH or len(self._asked) >= MAX_ASKERS
            if (full and key not in self._asked) or self._asked[key] >= MAX_ASKS:
                raise Refused(ProblemType.BUSY, "too-many", "This was asked too often; wait.")
            self._askers[offer.kid] += key not in self._asked
            self._asked[key] += 1


@dataclass(frozen=True)
class Found:
    """What the node has of one answer. ``kept`` is what answers its offer now, if anything does."""

    booked: Became | None = None
    intents: tuple[tuple[State, str | None], ...] = ()
    kept: bytes | None = None


def tell_receipt(
    connection: Connection, district: District, meter: AskMeter, body: bytes, now: int
) -> bytes:
    """Tell an app what became of its answer, both as JSON; docs/shown-code.md has the fields.

    Raises ProtocolError for a forged or foreign offer and for a presentation that was not made for
    it; Refused for too many.
    """
    text, presentation = read_answered(body)
    offer = read_offer(from_text(text), EveryKey(connection))
    if offer.scheme != district.scheme.id:
        raise WrongScheme(f"{offer.scheme} is not kept here")
    shown = from_text(presentation)
    keys = _credential_keys(connection, district, shown)
    code = answered(shown, offer, keys, now, judge_age=False)
    meter.note(offer, code.cti, now)
    found = _find(connection, offer, code, now)
    return json.dumps(told(offer, code.evidence, found, now), ensure_ascii=False).encode()


def told(offer: Offer, shown: bytes, found: Found, now: int) -> dict[str, object]:
    """The answer to an app. What is booked outranks what was promised, and that what waits."""
    about = {
        "offer": offer.id.hex(),
        "kind": offer.kind,
        "amount": offer.amount,
        "name": offer.name,
        "until": offer.until,
        **({} if offer.place is None else {"place": offer.place}),
    }
    if found.booked is not None:
        return about | _told_entry(found.booked)
    return about | _told_before(shown, offer, found, now)


def _told_entry(booked: Became) -> dict[str, object]:
    """Of an entry: what it moved of its owner's coins. What the district bears moved none."""
    main = booked.main
    if is_refused(main):
        return {"state": OfferState.REFUSED, "final": True, "reason": main.flag or State.VOIDED}
    if not booked.mine:
        told = {"state": OfferState.BOOKED, "final": True, "amount": 0, "time": main.time}
        return {**told, "reason": main.flag or OTHER_ACCOUNT}
    more = {"reward": booked.reward, "returned": booked.returned, "earned": booked.also}
    return {
        "state": OfferState.BOOKED,
        "final": True,
        "amount": booked.amount,
        "entry": main.id.hex(),
        "time": main.time,
        **{name: coins for name, coins in more.items() if coins},
        **({} if main.flag is None else {"reason": main.flag}),
    }


def _told_before(shown: bytes, offer: Offer, found: Found, now: int) -> dict[str, object]:
    """Of what is not in the books.

    A hold that was declined is no last word: a kiosk that did not hear it in time may sell under
    the same id by its own rules. It is one once the kiosk has told that the id came to nothing.
    """
    states = [state for state, _ in found.intents]
    if State.HELD in states:
        return {"state": OfferState.HELD, "final": False}
    if State.VOIDED in states or State.DECLINED in states:
        state, reason = found.intents[-1]
        final = State.DECLINED not in states
        return {"state": OfferState.REFUSED, "final": final, "reason": reason or state}
    if found.kept == shown:
        return {"state": OfferState.WAITING, "final": False}
    if now > offer.until:
        return {"state": OfferState.OVER, "final": False}
    if found.kept is None:
        return {"state": OfferState.REFUSED, "final": False, "reason": "not-answered"}
    return {"state": OfferState.REFUSED, "final": True, "reason": "offer-answered"}


def _find(connection: Connection, offer: Offer, code: ResidentCode, now: int) -> Found:
    booked = became(connection, code, offer.kind)
    if booked is not None:
        return Found(booked)
    about = {"of_cti": code.cti, "of_counter": code.counter}
    digest = hashlib.sha256(code.evidence).digest()
    rows = connection.execute(_INTENTS, {**about, "of_hash": digest})
    intents = tuple((State(row.state), row.reason) for row in rows)
    return Found(intents=intents, kept=answer_to(connection, offer.id, now))


def _credential_keys(connection: Connection, district: District, shown: bytes) -> KeyRing:
    """The district's keys, and a former one for a credential that stands in the books."""
    former: Mapping[bytes, Any] = district.former_credential_keys
    items: Iterable[EntryItem] = (EntryItem(b"", (shown,)),)
    issued = issued_by(connection, former, items)
    return {**former, **district.credential_keys} if issued else district.credential_keys
