"""What a screen shows: frozen dataclasses that presenters build and QML draws. No Qt in here.

Every text is finished: QML neither formats numbers nor chooses words. Names of pictures are
file stems in ``assets/pictures``. A new service adds its screens' dataclasses here.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Action(StrEnum):
    """What a person can do on a screen. The interface sends one with an argument, often empty."""

    CHOOSE = "choose"  # argument: the id of the choice
    LEAD = "lead"  # the one leading button
    MORE = "more"  # one more of the thing
    FEWER = "fewer"  # one fewer of the thing
    PAGE = "page"  # argument: "next" or "previous"
    BACK = "back"
    START_OVER = "start-over"
    CALL_STAFF = "call-staff"
    AID = "aid"  # argument: the id of the aid


class AidId(StrEnum):
    """The aids of the header. A screen offers those that work on this machine."""

    LARGER = "larger"
    CONTRAST = "contrast"
    LOW = "low"


class Certainty(StrEnum):
    """How sure a payment is; each has its own words, shape and colour."""

    CONFIRMED = "confirmed"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Aid:
    """One aid button: ``words`` for the usual size, ``short`` for the 200 % row."""

    id: str
    words: str
    short: str
    on: bool


@dataclass(frozen=True)
class BarButton:
    """One of the three fixed buttons at the bottom; an absent action is drawn disabled."""

    action: str
    words: str
    enabled: bool = True


@dataclass(frozen=True)
class Step:
    """Where one is: "1 / 4  식사 고르기"."""

    number: int
    count: int
    name: str


@dataclass(frozen=True)
class Price:
    """An amount, read and not decoded: coins "15코인" and beside it won "(3,000원)" or empty."""

    coins: str
    won: str = ""


@dataclass(frozen=True)
class Choice:
    """A big card to touch. ``note`` says why it can't be chosen when ``enabled`` is false."""

    id: str
    name: str
    picture: str = ""
    price: Price | None = None
    note: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class Lead:
    """The one button that leads on."""

    words: str
    enabled: bool = True


@dataclass(frozen=True)
class Chosen:
    """Left of the leading button: what has been chosen so far."""

    label: str
    value: str


@dataclass(frozen=True)
class Frame:
    """What every screen has around its content. ``title`` may hold one line break."""

    facility: str
    clock: str
    title: str
    aids: tuple[Aid, ...]
    bar: tuple[BarButton, BarButton, BarButton]
    step: Step | None = None
    lead: Lead | None = None
    chosen: Chosen | None = None
    notice: str = ""  # a quiet line, e.g. that staff have been called


@dataclass(frozen=True)
class Quantity:
    """How many: "1장" between a fewer and a more button; each may be at its end."""

    words: str
    label: str
    can_fewer: bool
    can_more: bool
    fewer: str  # accessible words of the buttons
    more: str


@dataclass(frozen=True)
class BalanceLine:
    """One of now, used, left: a label, an amount and whether it is the one that matters."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True)
class StartScreen:
    """Nobody is here yet: a picture that teaches, and the services. Both ways in are open."""

    frame: Frame
    guide: str  # a word about the picture
    picture: str
    services: tuple[Choice, ...]
    name: str = field(default="start", init=False)


@dataclass(frozen=True)
class ChooseScreen:
    """One question, at most six choices a page. ``pages`` is 1 where all fit."""

    frame: Frame
    choices: tuple[Choice, ...]
    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""
    name: str = field(default="choose", init=False)


@dataclass(frozen=True)
class CodeScreen:
    """Show your code here: scene, camera preview, a hint, and the number that is wanted."""

    frame: Frame
    picture: str
    guide: str
    hint: str
    preview: bool  # draw the live camera picture
    item: str
    price: Price
    quantity: Quantity | None = None
    name: str = field(default="code", init=False)


@dataclass(frozen=True)
class WaitScreen:
    """Something is being done that takes a moment: asking the node, writing, printing."""

    frame: Frame
    message: str
    picture: str = ""
    name: str = field(default="wait", init=False)


@dataclass(frozen=True)
class ConfirmScreen:
    """Item, price and what is left, read back before coins go."""

    frame: Frame
    item: str
    picture: str
    price: Price
    lines: tuple[BalanceLine, ...]
    readback: str  # the whole as one sentence, for voice and for the reader
    note: str
    name: str = field(default="confirm", init=False)


@dataclass(frozen=True)
class ThanksScreen:
    """It is done: where the ticket is, what was used, how sure it is."""

    frame: Frame
    message: str
    where: str
    picture: str
    certainty: Certainty
    certainty_words: str
    lines: tuple[BalanceLine, ...]
    name: str = field(default="thanks", init=False)


@dataclass(frozen=True)
class SorryScreen:
    """What happened, that no coins were lost (or where they are), what to do now."""

    frame: Frame
    what: str
    coins: str
    todo: str
    reason: str  # the named reason, for the log and tests; never shown
    picture: str = ""
    name: str = field(default="sorry", init=False)


@dataclass(frozen=True)
class ReprintScreen:
    """A ticket that was paid and not taken is offered again to the one who paid."""

    frame: Frame
    message: str
    item: str
    picture: str
    bought: str
    name: str = field(default="reprint", init=False)


@dataclass(frozen=True)
class OutOfOrderScreen:
    """The machine can't serve: what is wrong and where to go. Nothing to press but staff.

    ``note`` is small: what somebody reads out to a technician on the phone.
    """

    frame: Frame
    what: str
    todo: str
    reason: str
    picture: str = ""
    note: str = ""
    name: str = field(default="out-of-order", init=False)


Screen = (
    StartScreen
    | ChooseScreen
    | CodeScreen
    | WaitScreen
    | ConfirmScreen
    | ThanksScreen
    | SorryScreen
    | ReprintScreen
    | OutOfOrderScreen
)


@dataclass(frozen=True)
class Setting:
    """How the panel is drawn for this visit; the end of a visit sets it back."""

    larger: bool = False
    contrast: bool = False
    low: bool = False


@dataclass(frozen=True)
class Panel:
    """The configured panel. Millimetres come from here, never from the screen driver."""

    width_px: int
    height_px: int
    diagonal_inch: float
    lower_edge_mm: float

    @property
    def px_per_mm(self) -> float:
        """Pixels in a millimetre of this panel."""
        diagonal_px = (self.width_px**2 + self.height_px**2) ** 0.5
        return float(diagonal_px / (self.diagonal_inch * 25.4))
