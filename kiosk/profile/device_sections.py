"""The devices of a profile: one table each, as a technician writes them."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kiosk.config import Printed, Section, Slug

SIMULATED: Final = "simulator"  # a player that writes what would be heard

PrinterAddress = Annotated[str, StringConstraints(pattern=r"^(tcp://|serial:|file:|usb:)")]
Device = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_:,=.-]{0,99}$")]
EventDevice = Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9_:,=./-]{1,250}$")]
Baud = Annotated[int, Field(ge=1_200, le=921_600)]
Channel = Annotated[int, Field(ge=0, le=64)]


class CameraSection(Section):
    """A device index or the address of an MJPEG stream."""

    source: int | Printed


class SerialSection(Section):
    """A serial code scanner; use the stable path under /dev/serial/by-id.

    ``path`` may be left out where the family is known by its USB ids: the one that is plugged in is
    taken. ``family`` names a table of assets/devices/scanners.toml.
    """

    path: Printed = ""
    baud: Baud = 115_200
    family: Slug = "plain"

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if not self.path and self.family == "plain":
            raise ValueError("without a path the family has to be named, to look for it")
        return self


class WedgeSection(Section):
    """A code scanner that types: its event device, as /dev/input/by-id/...-event-kbd."""

    path: EventDevice


class PrinterSection(Section):
    """The ticket printer: tcp://host:port, serial:/dev/..., file:..., usb:VENDOR:PRODUCT.

    ``paper_mm``: how wide its paper is. ``layout`` names a file of assets/slips.
    """

    address: PrinterAddress
    paper_mm: Literal[80, 58] = 80
    layout: Slug = "ticket"


class BoardSection(Section):
    """A serial relay board: what hangs on which of its channels, counted from 1; 0 is nothing.

    ``family`` names a table of assets/devices/boards.toml. ``gate_ms``: how long the gate's contact
    is closed, no longer, whatever happens.
    """

    path: Printed = Field(min_length=1)
    baud: Baud = 9_600
    family: Slug
    gate: Channel = 0
    gate_ms: int = Field(default=1_000, ge=100, le=10_000)
    lamp: Channel = 0
    buzzer: Channel = 0

    @model_validator(mode="after")
    def _has_one_thing_a_channel(self) -> Self:
        used = [each for each in (self.gate, self.lamp, self.buzzer) if each]
        if not used or len(set(used)) < len(used):
            raise ValueError("gate, lamp, buzzer: at least one, each on a channel of its own")
        return self


class CounterSection(Section):
    """A machine that counts what is put into it, at a serial port (docs/counter.md)."""

    path: Printed = Field(min_length=1)
    baud: Baud = 9_600


class CardTerminalSection(Section):
    """A terminal for bank cards at a serial port (docs/card-terminal.md)."""

    path: Printed = Field(min_length=1)
    baud: Baud = 115_200


class PowerSection(Section):
    """What tells that mains power has gone while a battery still feeds the machine; one of them.

    ``supply``: the folder of a supply below /sys/class/power_supply, whose ``online`` is 0 or 1.
    ``input``: an event device that sends KEY_POWER for it.
    """

    supply: Printed = ""
    input: EventDevice | Literal[""] = ""

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if bool(self.supply) is bool(self.input):
            raise ValueError("supply or input, one of them")
        return self


class ScreenSection(Section):
    """When the panel goes dark: after so many minutes without anybody; 0 is never.

    ``backlight``: a folder below /sys/class/backlight whose ``bl_power`` the account may write.
    """

    blank_after_min: int = Field(default=0, ge=0, le=1_440)
    backlight: Printed = ""


class SoundSection(Section):
    """Loudspeaker and headset, as a player of sound names them; without it nothing is said.

    ``headset``: the device of its own that a headset has. ``jack``: the event device that tells
    whether one is in. ``jack_mutes``: somebody has heard that the jack switches the speaker off by
    itself, so that a headset needs no device of its own. ``volume``: the usual step, 1 to 5.
    ``prompts``: results and errors are said aloud also while the voice is off. ``player``: a
    program with the arguments of aplay, or "simulator".
    """

    speaker: Device = "default"
    headset: Device | Literal[""] = ""
    jack: Printed = ""
    jack_mutes: bool = False
    volume: int = Field(default=3, ge=1, le=5)
    prompts: bool = True
    player: Printed = Field(default="aplay", min_length=1)

    @model_validator(mode="after")
    def _knows_when_a_headset_is_in(self) -> Self:
        """A headset nobody is told of would never be spoken into."""
        if self.headset and not self.jack:
            raise ValueError("headset goes with jack, which tells when one is in")
        return self

    @model_validator(mode="after")
    def _keeps_the_hall_from_hearing(self) -> Self:
        """With a headset in, balances and the keys of a PIN are said: never into the speaker."""
        if self.jack and bool(self.headset) is self.jack_mutes:
            raise ValueError(
                "jack goes with headset, the device that only a headset plays, or with"
                " jack_mutes = true where the jack switches the speaker off by itself"
            )
        if self.jack_mutes and not self.jack:
            raise ValueError("jack_mutes goes with jack")
        return self
