"""What screens are made of: buttons, amounts, lines and the frame around each. No Qt in here.

``ui.contract`` holds the screens and hands on everything from here; import from there.
"""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What a person can do on a screen. The interface sends one with an argument, often empty."""

    CHOOSE = "choose"  # argument: the id of the choice
    LEAD = "lead"  # the one leading button
    MORE = "more"  # one more of the thing
    FEWER = "fewer"  # one fewer of the thing
    PAGE = "page"  # argument: "next" or "previous"
    DIGIT = "digit"  # argument: "0" to "9"
    ERASE = "erase"  # take back the last digit
    BACK = "back"
    START_OVER = "start-over"
    CALL_STAFF = "call-staff"
    AID = "aid"  # argument: the id of the aid
    LANGUAGE = "language"  # to the page where the language is chosen
    REPLAY = "replay"  # say this screen once more
    PAUSE = "pause"  # hold an announcement still, or let it go on


class AidId(StrEnum):
    """The aids of the header. A screen offers those that work on this machine."""

    LARGER = "larger"
    CONTRAST = "contrast"
    LOW = "low"
    VOICE = "voice"


class Certainty(StrEnum):
    """How sure a payment is; each has its own words, shape and colour."""

    CONFIRMED = "confirmed"  # the node holds or has booked it
    RECORDED = "recorded"  # signed and kept here, to be sent
    REFUSED = "refused"  # nothing was used
    UNKNOWN = "unknown"  # the disk did not tell: staff look


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
    """An amount, read and not decoded: coins "15코인" and beside it won "(3,000원)" or empty.

    ``more``: what is to be known of it before it is chosen, below it: "은행 카드로 9,000원".
    ``more_short``: the same where a card is too flat for a line of its own: "+9,000원".
    """

    coins: str
    won: str = ""
    more: str = ""
    more_short: str = ""


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
    """The one button that leads on. ``onward``: to the next page, shown by an arrow."""

    words: str
    enabled: bool = True
    onward: bool = False


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
    replay: str = ""  # beside the aids while the voice is on: "다시 듣기"
    replay_short: str = ""  # the same for the 200 % row: "다시"
    asks: bool = False  # the notice asks for a touch: the next one answers it and presses nothing
    coined: bool = True  # amounts are of coins: the coin stands before them, never before won


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
    """One of now, used, left: a label, an amount and whether it is the one that matters.

    Or how something is; ``mark`` is the picture of a shape before what is not well. ``coin``: the
    coin stands before an amount of coins, and before nothing else.
    """

    label: str
    amount: str
    strong: bool = False
    mark: str = ""
    coin: bool = True


@dataclass(frozen=True)
class Movement:
    """One movement of an account: when, what for, and how much came or went."""

    when: str  # "11월 21일"
    what: str
    amount: str  # "−15코인" or "+10코인"
    came: bool  # it came in: told by its sign, and by a shape
    said: str = ""  # for the voice, which reads no signs: "15코인 나감"


@dataclass(frozen=True)
class Setting:
    """How the panel is drawn for this visit; the end of a visit sets it back."""

    larger: bool = False
    contrast: bool = False
    low: bool = False
    voice: bool = False
    language: str = "ko"  # ko, en, zh or ja


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
