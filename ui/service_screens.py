"""Screens of the services beside buying: digits, a count, waits, what was asked for. No Qt in here.

``ui.contract`` hands on everything from here; import from there.
"""

from dataclasses import dataclass, field

from ui.parts import BalanceLine, Frame, Movement

HIDDEN = "●"
"""What a cell holds instead of a digit that nobody behind may read."""


@dataclass(frozen=True)
class KeypadScreen:
    """Digits, one after another: a PIN, or a date and a time. The leading button confirms.

    A hidden digit reaches this screen as ``HIDDEN`` already: no digit of a PIN is held, drawn or
    spoken here. ``groups`` adds up to the number of ``cells``; ``labels`` is empty or as long as
    ``groups``, e.g. ("년", "월", "일", "시", "분"). At 200 % a title of one line leaves room for
    message and hint at their own size; with two they are set smaller. ``plain``: anybody may read
    what is typed, though its places have no names: a number plate.

    An amount has no cells: ``amount`` is what was typed as it is read ("12,500원"), or what stands
    there before (``begun`` false). ``full``: it takes no more digits.
    """

    frame: Frame
    message: str
    cells: tuple[str, ...]  # one for each place: "" empty, HIDDEN, or the digit itself
    groups: tuple[int, ...]  # cells in each group, e.g. (4,) or (4, 2, 2, 2, 2)
    labels: tuple[str, ...]
    hint: str
    erase: str  # word on the key that takes back the last digit
    entered: str  # how far one is, for a screen reader: "4자리 가운데 2자리 누름"; no PIN digits
    picture: str = ""
    plain: bool = False
    amount: str = ""
    begun: bool = True
    full: bool = False
    name: str = field(default="keypad", init=False)


@dataclass(frozen=True)
class CountScreen:
    """A machine beside this one counts what somebody puts in. The leading button ends it."""

    frame: Frame
    picture: str
    message: str  # what to do: "한 개씩 넣어 주세요"
    label: str  # over the number: "지금까지"
    count: str  # "12개"
    hint: str  # what to press at the end
    name: str = field(default="count", init=False)


@dataclass(frozen=True)
class TellScreen:
    """What a person asked for: their balance and what it is made of, or what has moved it.

    The first page has the balance and its purses, the others have movements.
    """

    frame: Frame
    label: str  # "지금 남은 코인"; empty on a page of movements
    amount: str  # "35코인"
    lines: tuple[BalanceLine, ...]  # purses, where there are several
    moves: tuple[Movement, ...]
    note: str = ""  # where there is nothing to list
    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""
    name: str = field(default="tell", init=False)


@dataclass(frozen=True)
class WaitScreen:
    """Something is being done that takes a moment: asking the node, writing, printing.

    ``amount`` is what a machine beside this one waits to be paid, below the message.
    """

    frame: Frame
    message: str
    picture: str = ""
    amount: str = ""
    name: str = field(default="wait", init=False)
