"""``assets/demo.toml`` as frozen objects: the default facility, the residents, all words."""

from importlib import resources
from typing import Annotated

from pydantic import Field

from kiosk.config import Section, read_toml
from kiosk.demo.messages import Name

Words = Annotated[str, Field(min_length=1, max_length=120)]


def _dashed(name: str) -> str:
    return name.replace("_", "-")


class _Texts(Section):
    """A table of words; keys are written with dashes, as in the other word files."""

    model_config = Section.model_config | {"alias_generator": _dashed}


class ResidentSettings(Section):
    """A resident of the demo, with the coins the node gives them at the start."""

    id: Name
    name: Words
    note: Words
    coins: int = Field(ge=0, le=1_000_000)
    photo: bool = False  # shows an old picture of a code, not the app


class LabelTexts(_Texts):
    """Words of the window that never change; see ``ui.demo.contract.Labels``."""

    title: Words
    subtitle: Words
    residents: Words
    show: Words
    shown: Words
    drag: Words
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
    fresh: Words
    photo: Words


class SwitchTexts(_Texts):
    """A switch, and how things stand when it is on and off."""

    words: Words
    on: Words
    off: Words


class StripTexts(_Texts):
    """The live strip; ``counts`` takes recorded, sent and confirmed."""

    counts: Words
    note: Words


class StatusTexts(_Texts):
    """One sentence about how things stand; ``waiting`` takes unsent."""

    online: Words
    cut: Words
    waiting: Words
    sending: Words
    no_paper: Words
    restarted: Words


class TicketTexts(_Texts):
    """Words beside the ticket."""

    words: Words
    close: Words


class DemoSettings(_Texts):
    """The whole file."""

    facility: Name
    resident: tuple[ResidentSettings, ...] = Field(min_length=1, max_length=3)
    labels: LabelTexts
    caption: tuple[CaptionTexts, ...] = Field(min_length=1, max_length=3)
    phone: PhoneTexts
    network: SwitchTexts
    paper: SwitchTexts
    power: SwitchTexts
    strip: StripTexts
    status: StatusTexts
    ticket: TicketTexts


def load_settings() -> DemoSettings:
    """Read the file that is shipped; ConfigError names what is wrong with it."""
    origin = "demo.toml"
    return read_toml((resources.files("assets") / origin).read_bytes(), origin, DemoSettings)
