"""The profile: what this one machine is. Panel, devices, node; never what is sold."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kiosk.config import ConfigError, Printed, Section, read_toml
from offline_queue.second_medium import Place
from ui.contract import Panel

KEY_FILE: Final = "kiosk.key"
LEDGER_FILE: Final = "ledger.db"
SIMULATED: Final = "simulator"  # a player that writes what would be heard

HexKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://")]
PrinterAddress = Annotated[str, StringConstraints(pattern=r"^(tcp://|serial:|file:)")]
Device = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_:,=.-]{0,99}$")]
CredentialName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


class PanelSection(Section):
    """The screen: millimetres come from here, not from what the screen driver reports."""

    width_px: int = Field(ge=480, le=8000)
    height_px: int = Field(ge=480, le=8000)
    diagonal_inch: float = Field(ge=7, le=100)
    lower_edge_mm: float = Field(ge=0, le=2000)

    def panel(self) -> Panel:
        """Return the same as the interface's value."""
        return Panel(self.width_px, self.height_px, self.diagonal_inch, self.lower_edge_mm)


class NodeSection(Section):
    """The central node, and the district root whose signature everything hangs on."""

    url: WebAddress
    root_key: HexKey  # Ed25519, 32 bytes


class FacilitySection(Section):
    """Which facility of the bundle this machine stands in."""

    id: str


class CameraSection(Section):
    """A device index or the address of an MJPEG stream."""

    source: int | Printed


class SerialSection(Section):
    """A serial code scanner; use the stable path under /dev/serial/by-id."""

    path: Printed
    baud: int = Field(default=115_200, ge=1_200, le=921_600)


class PrinterSection(Section):
    """The ticket printer: tcp://host:port, serial:/dev/..., file:..."""

    address: PrinterAddress


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


class LedgerSection(Section):
    """The second medium: a file on another disk than ``state``, which follows the ledger.

    ``same_disk``: it may lie on the same disk after all, as on a bench that has one only.
    """

    copy_path: Path = Field(alias="copy", strict=False)
    same_disk: bool = False

    def place(self) -> Place:
        """Return the same as the ledger's value."""
        return Place(self.copy_path, self.same_disk)


class Sealing(StrEnum):
    """Where the passphrase comes from that seals the kiosk's keys."""

    NO = "no"  # nowhere: plain files that only their owner reads
    FROM_FILE = "passphrase-file"
    FROM_SYSTEMD = "systemd-creds"  # the service manager decrypts it for this service alone


class KeySection(Section):
    """How the keys lie in ``state``: plain, or sealed by a passphrase from elsewhere.

    ``passphrase_file``: on another medium than ``state``, or it guards nothing. ``credential``: the
    name in the unit's LoadCredentialEncrypted= line.
    """

    sealed: Sealing = Field(default=Sealing.NO, strict=False)
    passphrase_file: Path | None = Field(default=None, strict=False)
    credential: CredentialName | None = None

    @model_validator(mode="after")
    def _names_its_own_source(self) -> Self:
        """Nobody should believe in a passphrase that is never read."""
        if (self.passphrase_file is not None) is not (self.sealed is Sealing.FROM_FILE):
            raise ValueError("passphrase_file goes with sealed = 'passphrase-file', and only there")
        if (self.credential is not None) is not (self.sealed is Sealing.FROM_SYSTEMD):
            raise ValueError("credential goes with sealed = 'systemd-creds', and only there")
        return self


class Profile(Section):
    """One machine, as its technician described it."""

    state: Path = Field(strict=False)  # folder of key, ledger, bundle and log
    panel: PanelSection
    node: NodeSection
    facility: FacilitySection
    printer: PrinterSection
    camera: CameraSection | None = None
    serial: SerialSection | None = None
    sound: SoundSection | None = None
    ledger: LedgerSection | None = None
    key: KeySection = KeySection()


def own_ms() -> int:
    """Return this machine's clock, milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def load_profile(path: Path) -> Profile:
    """Read a profile; a relative path in it is beside the file. ConfigError says what is wrong."""
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise ConfigError(str(path), "file", f"can't be read: {exc.strerror}") from exc
    profile = read_toml(data, str(path), Profile)
    changes: dict[str, object] = {"state": path.parent / profile.state}
    if profile.ledger is not None:
        copy = path.parent / profile.ledger.copy_path
        changes["ledger"] = profile.ledger.model_copy(update={"copy_path": copy})
    if profile.key.passphrase_file is not None:
        file = path.parent / profile.key.passphrase_file
        changes["key"] = profile.key.model_copy(update={"passphrase_file": file})
    return profile.model_copy(update=changes)


def with_devices(profile: Profile, camera: str | None, serial: str | None) -> Profile:
    """Return ``profile`` with other code readers: a camera's number or address, a serial path."""
    changes: dict[str, Section] = {}
    if camera is not None:
        changes["camera"] = CameraSection(source=int(camera) if camera.isdecimal() else camera)
    if serial is not None:
        changes["serial"] = SerialSection(path=serial)
    return profile.model_copy(update=changes)
