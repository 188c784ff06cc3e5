"""The values of a visit: where it is and everything that is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kiosk.announcements import Announcement
from kiosk.events import READERS_LOST
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import Facts, MachineCount, Service
from kiosk.staff_facts import StaffFacts
from schemes.money import Won
from ui.contract import Setting

USUAL_SPEED: Final = 3
USUAL_VOLUME: Final = 3


class Place(StrEnum):
    """Where a visit is."""

    START = "start"
    LANGUAGE = "language"
    ASKING = "asking"
    RECEIVING = "receiving"  # somebody else's code: of whom something is for
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
    ``keeps``: it was not the code that was no good: it is kept, with all that is known.
    ``who``: whom it is for instead, as the scheme names them. ``cash``: staff had taken some.
    """

    reason: str
    coins: CoinsFate
    retry: Place
    unsent: bool = False
    at_rest: bool = False
    asked: bytes = b""
    keeps: bool = False
    who: tuple[str, ...] = ()
    cash: bool = False


@dataclass(frozen=True)
class Shop:
    """What a visit needs to know of the place: its services, in the order they are shown.

    ``volume`` is how loud the voice usually is there, 1 to 5. ``announcements`` are of today.
    ``shown_code``: the machine shows a code of its own for the resident's app. ``prints``: whatever
    is done here is printed, so it closes with its printer; else ``needs_paper`` has the ids of the
    services that end on paper alone, and only these are closed.
    """

    services: Mapping[str, Service]
    volume: int = USUAL_VOLUME
    announcements: tuple[Announcement, ...] = ()
    shown_code: bool = False
    prints: bool = True
    needs_paper: frozenset[str] = frozenset()


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
    trail: tuple[str, ...] = ()  # ids of all that was learned for the service, in order
    count: MachineCount | None = None  # while a machine counts
    counting: int = 0  # the question that a machine is counting for
    offer: str = ""  # text of the machine's own code, while it shows one
    offering: int = 0  # the question that this code is shown for
    unoffered: bool = False  # what an app signed for it was no good for this person's own order
    tender_step: str = ""  # what the card terminal is doing
    giving_up: str = ""  # which button was pressed while the card terminal was at work
    first: Ticket | None = None  # of the sale whose small rest is being given away, or was
    rest_over: bool = False  # nobody touched the thanks for a while: a rest is given away no more
    doubted: str = ""  # the button that would lose what was counted; pressed again it does
    quantity: int = 1
    page: int = 1  # of the choices; how many fit on one is the presenter's to know
    code: CheckedCode | None = None
    payment: Payment | None = None
    ticket: Ticket | None = None
    refusal: Refusal | None = None
    printer_problem: str = ""  # of the machine, not of the person: survives the visit
    paper_problem: str = ""  # the same where it closes some services alone: survives, too
    readers_problem: str = ""  # of what reads codes: survives, too
    hint: str = ""  # what would help the camera to read what is shown; goes with the place
    checks: int = 0  # questions asked of this machine, so that no old answer counts: survives too
    other: CheckedCode | None = None  # the code of whom something is for, who is not the one served
    cash: Won | None = None  # that staff took by their badge's word, and that is in no entry yet
    just_served: frozenset[bytes] = frozenset()  # their codes are still in view: no new visit
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
