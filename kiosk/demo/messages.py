"""What the demo's window and its supervisor tell each other, as JSON over the control channel."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from kiosk.config import Section
from protocol.code import MAX_TEXT_CHARS

Across = Annotated[float, Field(ge=-2.0, le=2.0)]  # -1..1 is in view, a little more is just outside
Pixels = Annotated[int, Field(ge=-100_000, le=100_000)]
Count = Annotated[int, Field(ge=0)]
STAFF = "staff"  # whose badge it is, where somebody has to approve

Name = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,48}$")]
Slug = Name
CodeText = Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]


class Told(Section):
    """What a resident's app knows of the last code that it scanned, in the node's words."""

    state: Slug
    kind: Slug
    amount: Annotated[int, Field(ge=0)]
    name: str
    reason: str = ""


class Phone(Section):
    """A resident's phone: whose it is, the code on its screen, what it knows of a scanned one."""

    id: Name
    code: str
    fresh: bool  # false: an old picture of a code, never renewed
    told: Told | None = None
    tail: str = ""  # of its pseudonym, as the terminal tells it


class State(Section):
    """How the demo's world stands. ``version`` rises with every change."""

    version: Count = 0
    phones: tuple[Phone, ...] = ()
    shown: Name | None = None  # whose phone is before the camera
    network_cut: bool = False
    paper_out: bool = False
    node_up: bool = False
    power_cuts: Count = 0
    tickets: Count = 0  # printed since the start; each can be asked for as a picture
    gate_openings: Count = 0
    machine: bool = False  # a counting machine stands beside the terminal
    closing: bool = False  # the supervisor ends: the window closes itself


class Place(Section):
    """Where the window is on the screen, so that it comes back there after a power cut."""

    x: Pixels
    y: Pixels
    width: Annotated[int, Field(ge=1, le=20_000)]
    height: Annotated[int, Field(ge=1, le=20_000)]
    full_screen: bool = False


class Counts(Section):
    """Entries of the terminal's ledger: written, sent, confirmed by a receipt."""

    recorded: Count
    sent: Count
    confirmed: Count


class ShowPhone(Section):
    """Hold a phone to the camera, at this place of its picture (0, 0 is the middle)."""

    do: Literal["show-phone"] = "show-phone"
    resident: Name
    x: Across = 0.0
    y: Across = 0.0


class ScanOffer(Section):
    """Scan the code that the terminal shows, with this resident's phone."""

    do: Literal["scan-offer"] = "scan-offer"
    resident: Name
    text: CodeText


class PutIn(Section):
    """Put so many things into the counting machine."""

    do: Literal["put-in"] = "put-in"
    items: Annotated[int, Field(ge=1, le=20)]


class HidePhone(Section):
    """Take the phone away from the camera."""

    do: Literal["hide-phone"] = "hide-phone"


class CutNetwork(Section):
    """Pull the network cable, or put it back."""

    do: Literal["cut-network"] = "cut-network"
    cut: bool


class TakePaper(Section):
    """Take the printer's paper out, or put a roll in."""

    do: Literal["take-paper"] = "take-paper"
    out: bool


class CutPower(Section):
    """Kill the terminal as a power cut does, and switch it on again."""

    do: Literal["cut-power"] = "cut-power"


class KeepPlace(Section):
    """Remember where the window is."""

    do: Literal["keep-place"] = "keep-place"
    place: Place


class Seen(Section):
    """The scripted resident saw this: a screen that has come to rest, and the counts by then."""

    do: Literal["seen"] = "seen"
    screen: str | None = None
    counts: Counts


class Finished(Section):
    """The scripted resident has left; ``problems`` are sentences, empty if all went well."""

    do: Literal["finished"] = "finished"
    screens: tuple[str, ...]
    problems: tuple[str, ...]


Command = Annotated[
    ShowPhone
    | ScanOffer
    | PutIn
    | HidePhone
    | CutNetwork
    | TakePaper
    | CutPower
    | KeepPlace
    | Seen
    | Finished,
    Field(discriminator="do"),
]
COMMAND: TypeAdapter[Command] = TypeAdapter(Command)
