"""What kiosks ask of the node and what it truly answers: the ground for 17, 19 and 22.

The simulator reads the bytes that pass, without believing or verifying anything: it stands on both
sides. Lies never come by here.
"""

from dataclasses import dataclass
from typing import Final

from protocol.entry import entry_hash
from protocol.envelope import unverified_answer, unverified_request
from protocol.errors import ProtocolError
from protocol.messages import (
    ENTRIES,
    HOLDS,
    EntriesAnswer,
    EntriesRequest,
    HoldAnswer,
    HoldRequest,
    Refusal,
)
from tests.simulation.books import Books
from tests.simulation.truth import Truth, demand

_NOTHING: Final[frozenset[bytes]] = frozenset()


@dataclass(frozen=True)
class Asked:
    """What a call speaks of: ids, those that it may end, and credentials."""

    ids: frozenset[bytes] = _NOTHING
    ends: frozenset[bytes] = _NOTHING
    ctis: frozenset[bytes] = _NOTHING


def asked(call: str, body: bytes, truth: Truth) -> Asked:
    """What a call speaks of; nothing if its shape is bad, as then it does nothing."""
    try:
        return _asked(call, body, truth)
    except ProtocolError:
        return Asked()


def _asked(call: str, body: bytes, truth: Truth) -> Asked:
    if call == HOLDS:
        hold = HoldRequest.from_body(unverified_request(body)[0].body)
        return Asked(ids=frozenset({hold.id, *hold.voided}), ends=frozenset(hold.voided))
    if call == ENTRIES:
        items = EntriesRequest.from_body(unverified_request(body)[0].body).items
        found = (truth.signed.get(entry_hash(item.entry)) for item in items)
        known = [it for it in found if it is not None]
        given_up = (it.gives_up for it in known if it.gives_up is not None)
        ids = frozenset((*(it.id for it in known), *given_up))
        return Asked(ids, ids, frozenset(it.cti for it in known if it.cti is not None))
    return Asked()


def hear(call: str, body: bytes, answer: bytes, truth: Truth, books: Books) -> None:
    """Keep what the node has signed, and compare it with what it signed before."""
    if call == HOLDS:
        held = HoldAnswer.from_body(unverified_answer(answer)[0].body)
        if held.held:
            truth.holds[held.id] = held
    elif call == ENTRIES:
        items = EntriesRequest.from_body(unverified_request(body)[0].body).items
        said = EntriesAnswer.from_body(unverified_answer(answer)[0].body)
        for item, receipt in zip(items, said.receipts, strict=True):
            if not isinstance(receipt, Refusal):
                _receipt(entry_hash(item.entry), receipt, truth, books)


def _receipt(hash_: bytes, receipt: bytes, truth: Truth, books: Books) -> None:
    it = truth.signed[hash_]
    place = (it.ledger, it.seq)
    if truth.delivered.setdefault(place, hash_) != hash_:
        flagged = place in books.forks()
        demand(flagged, 19, f"kiosk {it.kiosk}: two entries at {it.seq}, both delivered, no flag")
        return
    first = truth.receipts.setdefault(hash_, receipt)
    demand(first == receipt, 17, f"kiosk {it.kiosk}: entry {it.seq} has another receipt now")
