"""``assets/demo.toml`` as frozen objects: the default facility, the residents, all words."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from importlib import resources
from typing import Annotated

from pydantic import Field

from kiosk.config import Section, read_toml
from kiosk.demo.messages import Name
from schemes.money import Won
from schemes.scheme import Scheme

Words = Annotated[str, Field(min_length=1, max_length=120)]


def _dashed(name: str) -> str:
    return name.replace("_", "-")


class _Texts(Section):
    """A table of words; keys are written with dashes, as in the other word files."""

    model_config = Section.model_config | {"alias_generator": _dashed}


class Need(StrEnum):
    """What has to stand beside the machine where a service of a kind is sold."""

    BADGE = "badge"  # staff who approve
    BOARD = "board"  # a gate
    COUNTER = "counter"
    CARD_TERMINAL = "card-terminal"
    PARKING = "parking"  # partners, by their simulators
    COURSES = "courses"
    MALL = "mall"
    POINTS = "points"


class KindSettings(Section):
    """A kind of service: its ``needs``, and the digits that the scripted resident types.

    ``coins``: what the first resident starts with at least, where one sells for more than a lunch.
    ``alone``: it can be had while the node is away. ``plates``: what stands on number plates before
    the digits.
    """

    needs: tuple[Annotated[Need, Field(strict=False)], ...] = ()
    typed: Annotated[str, Field(pattern=r"^[0-9]{0,8}$")] = ""
    coins: int = Field(default=0, ge=0, le=1_000_000)
    alone: bool = True
    plates: tuple[Words, ...] = ()


class ResidentSettings(Section):
    """A resident of the demo, with what the node gives them at the start.

    ``coins``: where the currency is coins, ``won``: where it is won. ``note`` may tell {balance}.
    """

    id: Name
    name: Words
    note: Words
    coins: int = Field(ge=0, le=1_000_000)
    won: int = Field(default=0, ge=0, le=100_000_000)
    photo: bool = False  # shows an old picture of a code, not the app


class LabelTexts(_Texts):
    """Words of the window that never change; see ``ui.demo.contract.Labels``."""

    title: Words
    subtitle: Words
    residents: Words
    show: Words
    shown: Words
    drag: Words
    scan: Words
    drag_here: Words
    reader: Words
    slot: Words
    tickets: Words
    tray: Words
    switches: Words
    full_screen: Words
    leave_full_screen: Words


class CaptionTexts(_Texts):
    """A caption that explains."""

    heading: Words
    words: Words


class PhoneTexts(_Texts):
    """Words on the drawn phone."""

    heading: Words
    heading_photo: Words
    heading_receipt: Words
    heading_scanned: Words
    tail: Words  # of its pseudonym
    fresh: Words
    photo: Words


class ReceiptTexts(_Texts):
    """What the phone tells of a code that it scanned; ``coins`` takes amount and unit.

    ``refused`` is by the node's reason, the one for any other is "else".
    """

    coins: Words
    waiting: Words
    held: Words
    paid: Words
    earned: Words
    done: Words
    over: Words
    refused: Mapping[str, Words]


class SwitchTexts(_Texts):
    """A switch, and how things stand when it is on and off."""

    words: Words
    on: Words
    off: Words


class StaffTexts(_Texts):
    """Words on the card of the staff's badge."""

    name: Words
    note: Words
    heading: Words
    fresh: Words


class StripTexts(_Texts):
    """The live strip; ``counts`` takes recorded, sent and confirmed."""

    counts: Words
    note: Words


class StatusTexts(_Texts):
    """One sentence about how things stand; ``waiting`` takes unsent, ``gate`` its openings."""

    online: Words
    cut: Words
    waiting: Words
    sending: Words
    no_paper: Words
    gate: Words
    restarted: Words


class TicketTexts(_Texts):
    """Words beside the ticket."""

    words: Words
    close: Words


class DemoSettings(_Texts):
    """The whole file."""

    facility: Name
    kind: Mapping[str, KindSettings]
    resident: tuple[ResidentSettings, ...] = Field(min_length=1, max_length=3)
    labels: LabelTexts
    caption: tuple[CaptionTexts, ...] = Field(min_length=1, max_length=3)
    phone: PhoneTexts
    receipt: ReceiptTexts
    network: SwitchTexts
    paper: SwitchTexts
    power: SwitchTexts
    bottles: SwitchTexts
    staff: StaffTexts
    strip: StripTexts
    status: StatusTexts
    ticket: TicketTexts


def at_place(
    settings: DemoSettings, facility: str, scheme: Scheme, on: date, kind: str = ""
) -> DemoSettings:
    """Return the same at a facility, by its name: what residents start with is in its currency.

    ``kind`` is that of the facility's first service.
    """
    in_won = scheme.rate_on(on) == Won(1)

    first = settings.resident[0]
    least = settings.kind[kind].coins if kind in settings.kind else 0

    def told(each: ResidentSettings) -> ResidentSettings:
        units = each.won if in_won else max(each.coins, least if each is first else 0)
        note = each.note.format(balance=f"{units:,}{scheme.unit_name}")
        return each.model_copy(update={"coins": units, "note": note})

    people = tuple(told(each) for each in settings.resident)
    title = settings.labels.title.format(facility=facility)
    labels = settings.labels.model_copy(update={"title": title})
    coins = settings.receipt.coins.replace("{unit}", scheme.unit_name)
    receipt = settings.receipt.model_copy(update={"coins": coins})
    return settings.model_copy(update={"resident": people, "labels": labels, "receipt": receipt})


def load_settings() -> DemoSettings:
    """Read the file that is shipped; ConfigError names what is wrong with it."""
    origin = "demo.toml"
    return read_toml((resources.files("assets") / origin).read_bytes(), origin, DemoSettings)
