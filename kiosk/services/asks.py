"""What a service may want to know before it can name an order: of the person, the world, the staff.

Each ask has an id. What a person answers lies in `Answers` under it, what the world tells in
`Facts`. All are frozen values: the visit carries them, presenters draw them, desks look them up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.services.others import OtherCode
from protocol.credential import CredentialKind
from protocol.entry import EntryKind
from protocol.pass_call import Coming
from schemes.money import Coins, Won
from schemes.passes import Left

Answers = Mapping[str, str]  # ask id -> option id, or the digits that were typed
Fact = object  # a frozen value that the service itself knows how to read
Facts = Mapping[str, Fact]  # ask id -> what was found


@dataclass(frozen=True)
class At:
    """A moment, epoch seconds: presenters tell it as a clock on the wall does."""

    time_s: int


@dataclass(frozen=True)
class Option:
    """One answer that can be touched. ``price`` is absent where an answer costs nothing.

    Coins of ``price`` are worth ``worth``; ``rest`` is what another tender pays beside them.
    ``note`` is a second, smaller word: when a car came in, how many seats are left. ``closed``:
    it is shown, and can't be chosen (sold out); ``note`` says why. ``least``: some
    of it costs more than ``price``.
    """

    id: str
    name: str
    picture: str = ""
    price: Coins | None = None
    worth: Won | None = None
    note: str = ""
    since: At | None = None  # told as a clock beside the note
    closed: bool = False
    rest: Won = Won(0)
    least: bool = False


@dataclass(frozen=True)
class Question:
    """One question; ``title`` is asked on the screen, ``step`` names it in the step bar."""

    id: str
    title: str
    step: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Digits:
    """Digits on a keypad. ``exact``: all ``places`` of them, else a number from 1 on.

    ``unit`` is said behind a number ("원"); ``most`` is the largest that is taken. ``picture`` is
    the file stem of a scene that shows where the digits stand; empty: a plate, or an amount.
    """

    id: str
    title: str
    step: str
    message: str
    places: int
    exact: bool = True
    unit: str = ""
    most: int | None = None
    picture: str = ""


@dataclass(frozen=True)
class Approval:
    """Staff have to show a badge: they have seen what the person brought or did.

    ``won``: money that staff take, told where the words have "{won}".
    """

    id: str
    title: str
    step: str
    message: str
    won: Won | None = None


@dataclass(frozen=True)
class Count:
    """A machine beside the kiosk counts what the person puts in; found as a `MachineCount`."""

    id: str
    title: str
    step: str
    message: str
    unit: str
    picture: str = ""


@dataclass(frozen=True)
class MachineCount:
    """What a counting machine told in one run: ``evidence`` names machine, run and sequence.

    It is unique for ever, a slug of at most 48 characters, and goes into the entry.
    """

    items: int
    evidence: str


@dataclass(frozen=True)
class Tell:
    """Nothing is bought: what was found under ``facts`` is told, and the visit is over."""

    id: str
    title: str
    facts: str


class Period(StrEnum):
    """Since when something is counted, by effective time: the scheme's day or calendar month.

    ``LATELY``: whenever it was sold that a partner may not have heard of yet, in which month ever.
    """

    DAY = "day"
    MONTH = "month"
    LATELY = "lately"


class Whose(StrEnum):
    """Whose entries are counted: of all, of the person by limit tag, of the approving badge."""

    ALL = "all"
    PERSON = "person"
    APPROVER = "approver"


@dataclass(frozen=True)
class Tally:
    """How many things of ``item`` (without the service's id) this ledger knows of in a period.

    Quantities of lines are summed, ``coins`` instead of things; what was reversed is not counted.
    An empty ``item`` counts all of the service. `MachineCount.evidence` used before is asked for by
    ``evidence``: then the number of entries that name it, ever. ``everywhere``: of all services of
    the facility, where a limit is on the thing and not on who sells it.
    """

    kinds: tuple[EntryKind, ...]
    item: str = ""
    whose: Whose = Whose.ALL
    period: Period = Period.DAY
    coins: bool = False
    evidence: str = ""
    everywhere: bool = False


@dataclass(frozen=True)
class Tallies:
    """Counts of this kiosk's ledger; found as a tuple of whole numbers in the same order."""

    of: tuple[Tally, ...]


@dataclass(frozen=True)
class OwnEntries:
    """The person's own entries of a service today at this kiosk, not reversed, newest first.

    ``service``: another one's id, empty for the service itself. Found as a tuple of
    `kiosk.payment.Ticket`.
    """

    kinds: tuple[EntryKind, ...]
    service: str = ""


@dataclass(frozen=True)
class PartnerCall:
    """A question to the service's partner: POST ``path`` with ``body``, a JSON object.

    Found as what `Service.understand` makes of the reply.
    """

    path: str
    body: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class AccountCall:
    """The person's account at the node; found as an `Account`. Needs the network."""


@dataclass(frozen=True)
class PassCall:
    """What is left of the person's passes of the service; found as `PassesLeft`.

    ``visit`` is the line of a visit. ``untold``: visits of passes by item, where the sale's line
    does not say them; such a pass is good to the end of its calendar month, at this kiosk alone.
    """

    visit: str
    untold: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class PassesLeft:
    """Passes that are good today, by their last day, used-up ones too.

    ``told``: by the node, for all kiosks of the facility; else it is what this kiosk knows of the
    code alone. ``here`` are passes that the node knows nothing of. ``coming`` goes with a hold,
    and with the question, like ``voided``: ids of holds that came to nothing.
    """

    passes: tuple[Left, ...]
    told: bool
    here: tuple[Left, ...] = ()
    coming: tuple[Coming, ...] = field(default=(), hash=False)
    voided: tuple[bytes, ...] = field(default=(), hash=False)


@dataclass(frozen=True)
class TerminalCall:
    """Whether the card terminal can take money now; found as a bool. Not there counts as no."""


@dataclass(frozen=True)
class NodeCall:
    """Whether the node answers, for what it alone decides; found as True, else `node-away`."""


Source = Tallies | OwnEntries | PartnerCall | AccountCall | PassCall | TerminalCall | NodeCall


@dataclass(frozen=True)
class Lookup:
    """Something to be looked up before the next ask; nobody is asked anything meanwhile."""

    id: str
    source: Source


Ask = Question | Digits | Lookup | Approval | OtherCode | Count | Tell


class NotFound(Exception):
    """What ends this way of going on; ``reason`` has words of its own on the screen.

    ``who``: whom it is for instead, as the scheme names them; empty where it names nobody.
    """

    def __init__(self, reason: str, who: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.who = reason, who


@dataclass(frozen=True)
class Holder:
    """Of the code that was shown, what a service may know: no name, no balance.

    ``issued_s``, epoch seconds: a phone's limit tag is that of the month in which it was issued.
    ``tail``: as of `Shown`.
    """

    kind: CredentialKind
    limit_tag: bytes
    price_classes: tuple[int, ...]
    issued_s: int
    tail: str = ""


@dataclass(frozen=True)
class Known:
    """All that a visit knows for its service.

    ``approver`` is the cti of the badge that approved. ``at_s`` is effective time, epoch seconds,
    when something was looked up last; None before.
    """

    answers: Answers = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    holder: Holder | None = None
    approver: bytes | None = None
    at_s: int | None = None
