"""What a screen shows: frozen dataclasses that presenters build and QML draws. No Qt in here.

Every text is finished: QML neither formats numbers nor chooses words. Names of pictures are
file stems in ``assets/pictures``. A new service adds its screens' dataclasses here.
"""

from dataclasses import dataclass, field

from ui.parts import (
    Action,
    Aid,
    AidId,
    BalanceLine,
    BarButton,
    Certainty,
    Choice,
    Chosen,
    Frame,
    Lead,
    Movement,
    Panel,
    Price,
    Quantity,
    Setting,
    Step,
)
from ui.service_screens import HIDDEN, CountScreen, KeypadScreen, TellScreen, WaitScreen

__all__ = [
    "HIDDEN",
    "Action",
    "Aid",
    "AidId",
    "BalanceLine",
    "BarButton",
    "CardScreen",
    "Certainty",
    "Choice",
    "ChooseScreen",
    "Chosen",
    "CodeScreen",
    "ConfirmScreen",
    "CountScreen",
    "Frame",
    "KeypadScreen",
    "Lead",
    "Movement",
    "NewsScreen",
    "OutOfOrderScreen",
    "Panel",
    "Price",
    "Quantity",
    "ReprintScreen",
    "Screen",
    "Setting",
    "SorryScreen",
    "StaffScreen",
    "StartScreen",
    "Step",
    "TellScreen",
    "ThanksScreen",
    "VoiceScreen",
    "WaitScreen",
    "previews",
]


@dataclass(frozen=True)
class StartScreen:
    """Nobody is here yet: a picture that teaches, and the services. Both ways in are open."""

    frame: Frame
    guide: str  # a word about the picture
    picture: str
    services: tuple[Choice, ...]
    language: str = ""  # on the button to the page of languages: "English 中文 日本語"
    language_short: str = ""  # the same where it is narrow: "EN 中 日"
    name: str = field(default="start", init=False)


@dataclass(frozen=True)
class NewsScreen:
    """Nobody has been here for a while: an announcement of the district, one at a time.

    The leading button begins a visit; ``pause`` holds the announcement still, ``next`` turns on.
    """

    frame: Frame
    text: str
    picture: str
    number: str  # "1 / 3", empty where there is one
    pause: str  # words of the button: "멈춤", or "계속" while it is held
    paused: bool
    next: str
    name: str = field(default="news", init=False)


@dataclass(frozen=True)
class VoiceScreen:
    """How the voice speaks: how it is set, two lines, and at most six choices.

    The first two choices change the first line, the next two the second. Ids name their icons.
    """

    frame: Frame
    choices: tuple[Choice, ...]
    lines: tuple[BalanceLine, ...]  # "빠르기 · 보통"
    levels: tuple[int, ...] = ()  # 1 to 5 for each line, drawn as bars beside its words
    name: str = field(default="voice", init=False)


@dataclass(frozen=True)
class ChooseScreen:
    """One question, at most six choices a page. ``pages`` is 1 where all fit.

    ``per_page``: how many share a page's room; 0 for as many as the panel usually holds.
    """

    frame: Frame
    choices: tuple[Choice, ...]
    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""
    per_page: int = 0
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
    price: Price | None
    quantity: Quantity | None = None
    preview_label: str = ""  # below the camera picture: "카메라 화면"
    tip: str = ""  # what would help now, in the guide's place: "기계에서 조금 멀리"
    asked: bool = True  # no code yet: its place is kept, also where no camera sees it
    offer: tuple[str, ...] = ()  # the machine's own code: rows of modules, "1" is dark
    name: str = field(default="code", init=False)


@dataclass(frozen=True)
class ConfirmScreen:
    """Item, price and what is left, read back before coins go.

    ``facts`` are rows below the price. Where not all have room (see ``ui.pages``), the first page
    has those that matter most, and pages behind it have facts and no lines. ``readback`` tells all
    of them. No price where it costs nothing.
    """

    frame: Frame
    item: str
    picture: str
    price: Price | None
    lines: tuple[BalanceLine, ...]
    readback: str  # the whole as one sentence, for voice and for the reader
    note: str
    facts: tuple[BalanceLine, ...] = ()
    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""
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
    more: Choice | None = None  # one thing more that can be done by one touch: give a rest away
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
    certainty: Certainty = Certainty.REFUSED
    certainty_words: str = ""  # beside the mark; without words there is no mark
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
    certainty: Certainty = Certainty.UNKNOWN
    certainty_words: str = ""  # beside the mark; without words there is no mark
    name: str = field(default="out-of-order", init=False)


@dataclass(frozen=True)
class CardScreen:
    """Show a card or a badge here: scene, camera preview and a hint; nothing is bought."""

    frame: Frame
    picture: str
    guide: str
    hint: str
    preview: bool  # draw the live camera picture
    preview_label: str = ""  # below it: "카메라 화면"
    tip: str = ""  # as on the code screen
    of_cards: bool = True  # else the phone of who helps belongs before the camera
    name: str = field(default="card", init=False)


@dataclass(frozen=True)
class StaffScreen:
    """What staff can do here, at most six choices, and how the machine is, at most four lines.

    With more than four choices there is room for two lines; lines alone may fill several pages.
    """

    frame: Frame
    choices: tuple[Choice, ...]
    lines: tuple[BalanceLine, ...]  # any state, not only coins: "보낼 것 · 3건"
    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""
    name: str = field(default="staff", init=False)


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
    | CardScreen
    | KeypadScreen
    | StaffScreen
    | NewsScreen
    | VoiceScreen
    | CountScreen
    | TellScreen
)


def previews(screen: Screen) -> bool:
    """Return whether ``screen`` shows the live camera picture."""
    return isinstance(screen, CodeScreen | CardScreen) and screen.preview
