"""What the demo's window shows around the kiosk: frozen dataclasses with finished texts. No Qt."""

from dataclasses import dataclass, field
from enum import StrEnum


class SwitchId(StrEnum):
    """The plain switches of the demo."""

    NETWORK = "network"
    PAPER = "paper"
    POWER = "power"
    BOTTLES = "bottles"


@dataclass(frozen=True)
class Caption:
    """One of the short captions that explain: a number, a heading, a sentence."""

    number: str
    heading: str
    words: str


@dataclass(frozen=True)
class Resident:
    """Somebody whose phone can be held to the camera."""

    id: str
    name: str
    note: str
    chosen: bool


@dataclass(frozen=True)
class Receipt:
    """What the phone tells of a code that it scanned. ``heading`` is empty while it tells none."""

    heading: str = ""
    thing: str = ""
    amount: str = ""
    words: str = ""
    good: bool = True  # not refused


@dataclass(frozen=True)
class Phone:
    """The drawn phone. ``code`` is the source of its picture, empty until there is one."""

    heading: str
    owner: str
    code: str
    note: str
    stale: bool  # an old picture of a code
    receipt: Receipt = field(default_factory=Receipt)


@dataclass(frozen=True)
class Switch:
    """A switch: what it does, how things stand, and whether it is on."""

    id: str
    words: str
    state: str
    on: bool


@dataclass(frozen=True)
class Ticket:
    """The last ticket. ``picture`` is its source, empty while there is none."""

    just_cut: bool  # comes out of the slot before one's eyes; before ``picture``, which it is for
    picture: str
    words: str  # what can be done with it
    close: str


@dataclass(frozen=True)
class Labels:
    """Words that never change."""

    title: str
    subtitle: str
    residents: str
    show: str  # the button for those who can't drag
    shown: str  # the same while the phone is at the camera
    drag: str  # above the button
    scan: str  # the button for a code that the kiosk shows
    drag_here: str  # on the phone
    reader: str
    slot: str
    tickets: str
    tray: str
    switches: str
    full_screen: str
    leave_full_screen: str


@dataclass(frozen=True)
class DemoScreen:
    """The whole window but for the kiosk itself."""

    labels: Labels
    captions: tuple[Caption, ...]
    residents: tuple[Resident, ...]
    phone: Phone
    scannable: bool  # the kiosk shows a code, and this phone has the app for it
    switches: tuple[Switch, ...]
    ticket: Ticket
    strip: str  # "기록 3 · 보냄 1 · 확인 1"
    strip_note: str
    status: str
    warning: bool  # whether the status is about something that is cut or missing
