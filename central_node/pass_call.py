"""Answers what is left of a person's passes, and whether a visit may be held. Changes nothing.

A kiosk can ask for nobody but who has just stood there. A card is answered at every kiosk of the
place, unlike for coins: what it opens is a turnstile, and the kiosk has had its PIN or a carer.

What the asking kiosk has written and the node has not booked goes along (`protocol.pass_call`) and
counts as if it were: entries of one ledger come in their order, so a sale is booked before the
visits by it. Where a hole keeps a sale away, what was flagged for it counts of what is told. A
visit that is held and told is one visit.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, select

from central_node.booking_rules import Flag
from central_node.days import day_number
from central_node.district import District
from central_node.hold_rules import SCAN_TOLERANCE_S, Decline
from central_node.ids import State
from central_node.known_passes import Key, PassBook
from central_node.places import places_of
from central_node.schema import entry, intent
from central_node.shown_codes import Shown, read_shown
from protocol.messages import HoldRequest
from protocol.pass_call import MAX_LEFT, Coming, PassesAnswer, PassesRequest, PassLeft
from schemes.passes import MAX_VALID_DAYS, left_of
from schemes.scheme import Scheme

_BOOKED: Final = select(entry.c.id, entry.c.flag).where(
    entry.c.id.in_(bindparam("ids", expanding=True))
)
_HELD: Final = select(intent.c.id, intent.c.scanned).where(
    intent.c.resident == bindparam("of_resident"),
    intent.c.state == State.HELD,
    intent.c.visit_to == bindparam("visit_to"),
)
_OWN: Final = select(intent.c.id).where(
    intent.c.id.in_(bindparam("ids", expanding=True)),
    intent.c.kiosk == bindparam("at_kiosk"),
    intent.c.state == State.HELD,
)


def answer_passes(
    connection: Connection, district: District, kiosk: int, request: PassesRequest, now: int
) -> PassesAnswer:
    """Passes that are good on the day of the scan, or why they are not told. Never raises."""
    if abs(now - request.scanned_at) > SCAN_TOLERANCE_S:
        return PassesAnswer(reason=Decline.SCAN_TIME)
    if places_of(connection, kiosk).denies(request.place, now):
        return PassesAnswer(reason=Decline.OTHER_PLACE)
    about = request.evidence, request.scheme, request.scanned_at
    shown = read_shown(connection, district, kiosk, *about)
    if isinstance(shown, str):
        return PassesAnswer(reason=shown)
    key = shown.resident, request.place, request.right.service
    book = book_of(connection, district.scheme, key, request.right.coming)
    book.forget(_given_up(connection, kiosk, request.voided))
    today = day_number(district.scheme, request.scanned_at)
    left = left_of(book.passes, book.visits.values(), today)
    good = tuple(it for it in left if it.visits) or left[:1]  # of what is used up one tells it
    return PassesAnswer(tuple(PassLeft(it.visits, it.last_day) for it in good[:MAX_LEFT]))


def visit_refusal(
    connection: Connection, district: District, request: HoldRequest, shown: Shown
) -> Decline | None:
    """Why a visit is not held; None where a pass pays for it, with all that is held counted."""
    if request.right is None or request.place is None:
        return Decline.NONE_BOUGHT
    key = shown.resident, request.place, request.right.service
    book = book_of(connection, district.scheme, key, request.right.coming)
    today = day_number(district.scheme, request.scanned_at)
    if book.pays_for(today):
        return None
    had = left_of(book.passes, book.visits.values(), today)
    return Decline.VISITS_USED_UP if had else Decline.NONE_BOUGHT


def book_of(
    connection: Connection, scheme: Scheme, key: Key, coming: tuple[Coming, ...]
) -> PassBook:
    """What is booked, held, and on its way from the asking kiosk."""
    book = PassBook.load(connection, key)
    names = {"of_resident": key[0], "visit_to": visit_to(*key[1:])}
    for row in connection.execute(_HELD, names):
        book.add(row.id, day_number(scheme, row.scanned or 0), -1, None)
    for one in _uncounted(coming, _booked(connection, coming)):
        if one.last_day <= one.day + MAX_VALID_DAYS:
            book.add(one.id, one.day, one.visits, one.last_day if one.visits else None)
    return book


def _uncounted(coming: tuple[Coming, ...], booked: Mapping[bytes, str | None]) -> Iterator[Coming]:
    """What the books don't count yet, newest first: what is not there, and what came before the
    sale that pays for it, and was flagged."""
    waiting = [at for at, one in enumerate(coming) if one.visits and one.id not in booked]
    oldest = max(waiting, default=-1)
    for at, one in enumerate(coming):
        early = at < oldest and not one.visits and booked.get(one.id) == Flag.VISITS_USED_UP
        if early or one.id not in booked:
            yield one


def _given_up(connection: Connection, kiosk: int, voided: tuple[bytes, ...]) -> frozenset[bytes]:
    """Of what a kiosk says it has given up, what it held itself: so nobody frees another's."""
    if not voided:
        return frozenset()
    own = {"ids": list(voided), "at_kiosk": kiosk}
    return frozenset(connection.execute(_OWN, own).scalars())


def visit_to(place: str, service: str) -> str:
    """How a held visit names what it is to."""
    return f"{place} {service}"


def _booked(connection: Connection, coming: tuple[Coming, ...]) -> Mapping[bytes, str | None]:
    """Of these entries, those that are in the books, with the flags of what became of them."""
    if not coming:
        return {}
    rows = connection.execute(_BOOKED, {"ids": [one.id for one in coming]})
    return {row.id: row.flag for row in rows}
