"""The values of a visit: where it is and everything that is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kiosk.announcements import Announcement
from kiosk.events import READERS_LOST
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import (
    Ask,
    Facts,
    Holder,
    Known,
    MachineCount,
    Order,
    Question,
    Service,
)
from kiosk.staff_facts import StaffFacts
from ui.contract import Setting

USUAL_SPEED: Final = 3
USUAL_VOLUME: Final = 3


class Place(StrEnum):
    """Where a visit is."""

    START = "start"
    LANGUAGE = "language"
    ASKING = "asking"
    KEYING = "keying"  # digits a service asks for: of a plate, an amount
    FINDING = "finding"  # something is looked up
    COUNTING = "counting"  # a machine beside the kiosk counts
    SHOWING = "showing"
    APPROVING = "approving"  # staff are asked to show a badge
    PIN = "pin"  # of a card, or of a badge that begins staff mode
    PIN_CHECK = "pin-check"
    CARER = "carer"  # the card's PIN can't be tried here: its carer's code is asked for
    PREPARING = "preparing"
    DECIDING = "deciding"
    CONFIRMING = "confirming"
    TENDERING = "tendering"  # the card terminal takes the rest
    RECORDING = "recording"
    FULFILLING = "fulfilling"
    THANKS = "thanks"
    TOLD = "told"  # what was asked for is on the screen, nothing was bought
    SORRY = "sorry"
    REPRINT = "reprint"
    OUT_OF_ORDER = "out-of-order"
    HANDED_PIN = "handed-pin"  # of the badge that takes a visit over
    HANDED_CHECK = "handed-check"
    HANDED = "handed"  # staff see where the visit stands
    STAFF = "staff"
    STAFF_CARD = "staff-card"  # show a card or a badge
    STAFF_SHOWN = "staff-shown"  # what can be done with it
    STAFF_NEW_PIN = "staff-new-pin"
    STAFF_NEW_PIN_AGAIN = "staff-new-pin-again"
    STAFF_CLOCK = "staff-clock"
    STAFF_OWED = "staff-owed"
    STAFF_STATE = "staff-state"
    STAFF_WAIT = "staff-wait"


class Aside(StrEnum):
    """A page that lies over the place and leaves it as it is."""

    NONE = "none"
    VOICE = "voice"  # how the voice speaks


class CoinsFate(StrEnum):
    """What a refusal has to say about the person's coins."""

    SAFE = "safe"  # none were used
    USED = "used"  # used, and what was paid for is still owed
    UNKNOWN = "unknown"  # the disk did not tell; the ledger will


@dataclass(frozen=True)
class Refusal:
    """Why a person can't go on, and where they can.

    ``unsent``: the coins that were used were used by this machine's word, not yet by the node's.
    ``at_rest``: it came while nobody was there, so there are nobody's coins to speak of.
    ``asked``: the id of the payment of which only the ledger can tell whether it is written.
    """

    reason: str
    coins: CoinsFate
    retry: Place
    unsent: bool = False
    at_rest: bool = False
    asked: bytes = b""


@dataclass(frozen=True)
class Shop:
    """What a visit needs to know of the place: its services, in the order they are shown.

    ``volume`` is how loud the voice usually is there, 1 to 5. ``announcements`` are of today.
    """

    services: Mapping[str, Service]
    volume: int = USUAL_VOLUME
    announcements: tuple[Announcement, ...] = ()


@dataclass(frozen=True)
class StaffMode:
    """Somebody with a badge is here. ``badge`` is theirs, ``shown`` the code they work on.

    ``doing`` names the work that is being written, ``said`` what has just been done.
    """

    badge: CheckedCode
    facts: StaffFacts | None = None
    shown: CheckedCode | None = None
    doing: str = ""
    said: str = ""
    clock: str = ""  # the date and time that were typed last: far ones are typed twice


@dataclass(frozen=True)
class News:
    """An announcement stands where nobody has been for a while."""

    index: int
    since_s: float = field(default=0.0, compare=False)
    paused: bool = False
    touched: bool = False  # by a finger that has pressed nothing yet


@dataclass(frozen=True)
class Handover:
    """A badge that takes a resident's visit over, and what gives it back as it was."""

    badge: CheckedCode
    place: Place  # where the resident is
    setting: Setting  # how they see and hear it
    tries_left: int | None  # of their card's PIN


@dataclass(frozen=True)
class Visit:
    """Everything that is known of one visit; ``Visit()`` is nobody at the machine."""

    place: Place = Place.START
    service: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    known_at_s: int | None = None  # effective time when something was found last
    approval: CheckedCode | None = None  # the badge that approved
    count: MachineCount | None = None  # while a machine counts
    offer: str = ""  # text of the machine's own code, while it shows one
    tender_step: str = ""  # what the card terminal is doing
    quantity: int = 1
    page: int = 1  # of the choices; how many fit on one is the presenter's to know
    code: CheckedCode | None = None
    payment: Payment | None = None
    ticket: Ticket | None = None
    refusal: Refusal | None = None
    printer_problem: str = ""  # of the machine, not of the person: survives the visit
    readers_problem: str = ""  # of what reads codes: survives, too
    hint: str = ""  # what would help the camera to read what is shown; goes with the place
    checks: int = 0  # questions asked of this machine, so that no old answer counts: survives too
    paid_by: bytes = b""  # whose code has just paid: still in view, it begins no new visit
    typed: str = field(default="", repr=False)  # on the keypad; leaving its place wipes it
    typed_before: str = field(default="", repr=False)  # a new PIN, until it was typed again
    tries_left: int | None = None  # after a wrong PIN
    carers: frozenset[bytes] = frozenset()  # of the cards shown in this visit: who may help
    staff: StaffMode | None = None
    handover: Handover | None = None
    setting: Setting = Setting()
    aside: Aside = Aside.NONE
    news: News | None = None  # only at a first screen that nobody has touched
    voice_speed: int = USUAL_SPEED  # 1 to 5
    voice_volume: int | None = None  # 1 to 5; None is the place's usual one
    voice_problem: str = ""  # of the machine: survives the visit
    staff_called: bool = False
    call_is_old: bool = False  # made at the first screen, and nobody touched anything for a while
    told: str = ""  # names what a quiet line says until the next touch
    warned: bool = False
    # When, not what: two visits that differ in nothing else are the same.
    touched_at_s: float = field(default=0.0, compare=False)
    # Since when it is at this place, whatever is touched meanwhile.
    entered_at_s: float = field(default=0.0, compare=False)
    touched: bool = False  # since the code came first: then its owner is still here


HANDED_PLACES: Final = (Place.HANDED_PIN, Place.HANDED_CHECK, Place.HANDED)
"""Where staff have the visit; elsewhere the panel is the resident's."""


def cant_serve(visit: Visit) -> str:
    """Return what keeps this machine from serving anybody, empty while it can.

    All that is sold is paid with a code, and printed.
    """
    unread = visit.readers_problem if visit.readers_problem == READERS_LOST else ""
    return visit.printer_problem or unread


def own_setting(visit: Visit) -> Setting:
    """Return how the resident sees and hears it, also while staff have the visit."""
    if visit.handover is not None and visit.place in HANDED_PLACES:
        return visit.handover.setting
    return visit.setting


def known(visit: Visit) -> Known:
    """Return what the visit's service may know of it."""
    return Known(
        visit.answers,
        visit.facts,
        None if visit.code is None else _holder(visit.code),
        None if visit.approval is None else visit.approval.resident.cti,
        visit.known_at_s,
    )


def _holder(code: CheckedCode) -> Holder:
    credential = code.resident.credential
    return Holder(credential.kind, credential.limit_tag, tuple(credential.price_classes))


def next_ask(shop: Shop, visit: Visit) -> Ask | None:
    """Return what has to be known next, or None when the order is."""
    return shop.services[visit.service].ask(known(visit))


def question(shop: Shop, visit: Visit) -> Question | None:
    """Return the question that is to be asked now, if it is one."""
    ask = next_ask(shop, visit)
    return ask if isinstance(ask, Question) else None


def order(shop: Shop, visit: Visit) -> Order:
    """Return the order as answered so far; every question must have been answered."""
    return shop.services[visit.service].order(known(visit), visit.quantity)


def place_before(shop: Shop, visit: Visit) -> Place:
    """Return where a person was who showed a code: what was asked, or that it may be shown."""
    if not visit.service:
        return Place.START
    return Place.SHOWING if question(shop, visit) is None else Place.ASKING
