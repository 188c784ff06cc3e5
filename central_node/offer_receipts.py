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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select

from central_node.district import District
from central_node.errors import Refused
from central_node.former import issued_by
from central_node.ids import State
from central_node.offers import answer_to, read_answered
from central_node.rekey import EveryKey
from central_node.schema import entry, evidence, intent, reward
from central_node.schema_offers import END_BYTES, evidence_end
from protocol.code import from_text
from protocol.entry import EntryKind
from protocol.errors import WrongScheme
from protocol.keys import KeyRing
from protocol.messages import EntryItem
from protocol.offer import Offer, answered, read_offer
from protocol.problems import ProblemType
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode

MAX_ASKS: Final = 60  # for one answer in a minute: an app that waits asks every other second
MAX_ASKERS: Final = 4096  # answers in all that are asked about in a minute; 64 bytes each
_MINUTE_S: Final = 60
_ENTRIES = (
    select(
        entry.c.number,
        entry.c.id,
        entry.c.kind,
        entry.c.time,
        entry.c.outcome,
        entry.c.bearer,
        entry.c.flag,
        entry.c.coins,
    )
    .join(evidence, evidence.c.entry == entry.c.number)
    .where(evidence_end == bindparam("end"), evidence.c.bytes == bindparam("shown"))
    .order_by(entry.c.number)
)
_INTENTS = (
    select(intent.c.state, intent.c.reason)
    .where(
        intent.c.cti == bindparam("of_cti"),
        intent.c.counter == bindparam("of_counter"),
        intent.c.evidence_hash == bindparam("of_hash"),
    )
    .order_by(intent.c.id)  # which begins with the time
)
_REWARD = select(func.coalesce(func.sum(reward.c.coins), 0)).where(
    reward.c.entry == bindparam("of_entry")
)
_RETURNED = select(func.coalesce(func.sum(entry.c.coins), 0)).where(
    entry.c.ref == bindparam("of_id"),
    entry.c.ref.is_not(None),  # as its index has it
    entry.c.kind == EntryKind.REVERSE,
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

    def note(self, key: bytes, now: int) -> None:
        """Count one. Raises Refused for too many, about the same or in all."""
        with self._lock:
            if now // _MINUTE_S != self._minute:
                self._minute, self._asked = now // _MINUTE_S, Counter()
            full = key not in self._asked and len(self._asked) >= MAX_ASKERS
            if full or self._asked[key] >= MAX_ASKS:
                raise Refused(ProblemType.BUSY, "too-many", "This was asked too often; wait.")
            self._asked[key] += 1


@dataclass(frozen=True)
class Found:
    """What the node has of one answer. ``kept`` is what answers its offer now, if anything does.

    ``also`` is what other entries of the same agreement have earned, ``reward`` what came back for
    ``main``, ``returned`` what was given back of it.
    """

    main: Row[Any] | None = None
    also: int = 0
    reward: int = 0
    returned: int = 0
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
    meter.note(offer.id + code.cti, now)
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
    if found.main is not None:
        return about | _told_entry(found.main, found)
    return about | _told_before(shown, offer, found, now)


def _told_entry(main: Row[Any], found: Found) -> dict[str, object]:
    """Of an entry: what it moved of its owner's coins. What the district bears moved none."""
    if _is_refused(main):
        return {"state": OfferState.REFUSED, "reason": main.flag or State.VOIDED}
    borne = main.bearer == Bearer.DISTRICT
    returned = 0 if borne else found.returned
    more = {"reward": found.reward, "returned": returned, "earned": found.also}
    return {
        "state": OfferState.BOOKED,
        "amount": 0 if borne else main.coins,
        "entry": main.id.hex(),
        "time": main.time,
        **{name: coins for name, coins in more.items() if coins},
        **({} if main.flag is None else {"reason": main.flag}),
    }


def _told_before(shown: bytes, offer: Offer, found: Found, now: int) -> dict[str, object]:
    """Of what is not in the books."""
    states = [state for state, _ in found.intents]
    if State.HELD in states:
        return {"state": OfferState.HELD}
    if State.VOIDED in states or State.DECLINED in states:
        state, reason = found.intents[-1]
        return {"state": OfferState.REFUSED, "reason": reason or state}
    if found.kept == shown:
        return {"state": OfferState.WAITING}
    if now > offer.until:
        return {"state": OfferState.OVER}
    reason = "not-answered" if found.kept is None else "offer-answered"
    return {"state": OfferState.REFUSED, "reason": reason}


def _find(connection: Connection, offer: Offer, code: ResidentCode, now: int) -> Found:
    asked = {"end": code.evidence[-END_BYTES:], "shown": code.evidence}
    entries = list[Row[Any]](connection.execute(_ENTRIES, asked))
    main = _main(entries, offer)
    if main is None:
        about = {"of_cti": code.cti, "of_counter": code.counter}
        digest = hashlib.sha256(code.evidence).digest()
        rows = connection.execute(_INTENTS, {**about, "of_hash": digest})
        intents = tuple((State(row.state), row.reason) for row in rows)
        return Found(intents=intents, kept=answer_to(connection, offer.id, now))
    return Found(
        main=main,
        also=sum(one.coins for one in entries if one is not main and one.kind == EntryKind.EARN),
        reward=connection.execute(_REWARD, {"of_entry": main.number}).scalar_one(),
        returned=connection.execute(_RETURNED, {"of_id": main.id}).scalar_one(),
    )


def _main(entries: Sequence[Row[Any]], offer: Offer) -> Row[Any] | None:
    """The entry that the offer was about: a visit may write others with the same showing.

    A kiosk that writes it twice has the second one refused, and what counts is told.
    """
    ours = [one for one in entries if one.kind == offer.kind]
    return next((one for one in ours if not _is_refused(one)), ours[0] if ours else None)


def _is_refused(one: Row[Any]) -> bool:
    """Whether nothing of it was booked."""
    flagged = one.outcome == Outcome.FLAGGED and one.bearer is None
    return flagged or one.outcome == Outcome.VOIDED


def _credential_keys(connection: Connection, district: District, shown: bytes) -> KeyRing:
    """The district's keys, and a former one for a credential that stands in the books."""
    former: Mapping[bytes, Any] = district.former_credential_keys
    items: Iterable[EntryItem] = (EntryItem(b"", (shown,)),)
    issued = issued_by(connection, former, items)
    return {**former, **district.credential_keys} if issued else district.credential_keys
