"""The relay boards that are known, and the patterns of lamp and buzzer: from assets/devices."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Final, Self

from pydantic import Field, RootModel, StringConstraints, model_validator

from drivers.board.family import BoardFamily
from drivers.board.lights import Pattern
from drivers.errors import BadAddress
from kiosk.config import ConfigError, Printed, Section, Slug, read_toml
from kiosk.profile.device_sections import Baud

BOARDS: Final = "devices/boards.toml"
SIGNALS: Final = "devices/signals.toml"

# Commands: a carriage return is part of some.
Command = Annotated[str, StringConstraints(max_length=60)]
UsbId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{4}:[0-9a-f]{4}$")]


class FamilyTable(Section):
    """One kind of board, as `BoardFamily` tells."""

    title: Printed
    baud: Baud
    channels: int = Field(ge=1, le=64)
    first: int = Field(ge=0, le=1)
    close: Command
    open: Command
    ask: Command = ""
    closed: Command = ""
    opened: Command = ""
    bits: Command = ""
    states: bool = False
    pulse: Command = ""
    chatter: int = Field(default=0, ge=0, le=400)
    pause_ms: int = Field(default=20, ge=5, le=500)
    answer_ms: int = Field(default=500, ge=50, le=500)
    usb: tuple[UsbId, ...] = ()

    @model_validator(mode="after")
    def _can_be_understood(self) -> Self:
        """A question without an answer would make every board a lost one."""
        answers = (bool(self.closed and self.opened), bool(self.bits), self.states)
        if sum(answers) != bool(self.ask) or bool(self.closed) is not bool(self.opened):
            raise ValueError("ask goes with one of: closed and opened, bits, states")
        if self.bits and ("bits" not in self.bits.split() or self.channels > 8):
            raise ValueError("bits is a frame with the byte 'bits' in it, of up to 8 channels")
        return self

    @model_validator(mode="after")
    def _can_be_written(self) -> Self:
        family = self.family("table")
        bits = self.bits.replace("bits", "00")
        try:
            for command in (self.close, self.open, self.ask, self.closed, self.opened, bits):
                family.frame(command, self.channels)
            family.frame(self.pulse, self.channels, 1)
        except BadAddress as exc:
            raise ValueError(str(exc)) from exc
        if family.frame(self.close, 1) == family.frame(self.open, 1):
            raise ValueError("close and open are the same")
        return self

    def family(self, name: str) -> BoardFamily:
        """Return the same as the driver's value."""
        return BoardFamily(name=name, **self.model_dump())


class PatternTable(Section):
    """On and off again, until the limit; ``off_ms`` 0 is steady."""

    on_ms: int = Field(ge=50, le=60_000)
    off_ms: int = Field(ge=0, le=60_000)
    limit_ms: int = Field(ge=50, le=3_600_000)

    def pattern(self) -> Pattern:
        """Return the same as the driver's value."""
        return Pattern(self.on_ms, self.off_ms, self.limit_ms)


class CallTable(Section):
    """What a call for staff does."""

    lamp: PatternTable
    buzzer: PatternTable


class SignalsFile(Section):
    """All of signals.toml."""

    staff_called: CallTable


def read_families(data: bytes, origin: str) -> Mapping[str, BoardFamily]:
    """Return the boards of a TOML file by name; ConfigError names what is wrong."""
    tables = read_toml(data, origin, RootModel[dict[Slug, FamilyTable]]).root
    return {name: table.family(name) for name, table in tables.items()}


def read_signals(data: bytes, origin: str) -> SignalsFile:
    """Return the patterns of a TOML file; ConfigError names what is wrong."""
    return read_toml(data, origin, SignalsFile)


@cache
def board_families() -> Mapping[str, BoardFamily]:
    """Return the boards that ship."""
    return read_families(_shipped(BOARDS), BOARDS)


@cache
def staff_called() -> CallTable:
    """Return what a call for staff does."""
    return read_signals(_shipped(SIGNALS), SIGNALS).staff_called


def board_family(name: str) -> BoardFamily:
    """Return a board by its name; ConfigError names those that there are."""
    families = board_families()
    if name not in families:
        known = ", ".join(sorted(families))
        raise ConfigError("profile", "board.family", f"{name!r} is none of: {known}")
    return families[name]


def _shipped(name: str) -> bytes:
    return (resources.files("assets") / name).read_bytes()
