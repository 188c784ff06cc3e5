"""The profile: what this one machine is. Panel, devices, node; never what is sold."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from kiosk.config import ConfigError, Section, read_toml
from kiosk.profile.device_sections import (
    BoardSection,
    CameraSection,
    CardTerminalSection,
    CounterSection,
    PowerSection,
    PrinterSection,
    ScreenSection,
    SerialSection,
    SoundSection,
    WedgeSection,
)
from kiosk.profile.partners import MAX_PARTNERS, PartnerSection, told_apart
from offline_queue.second_medium import Place
from ui.contract import Panel

KEY_FILE: Final = "kiosk.key"
LEDGER_FILE: Final = "ledger.db"

HexKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://")]
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
    wedge: WedgeSection | None = None
    board: BoardSection | None = None
    counter: CounterSection | None = None
    card_terminal: CardTerminalSection | None = None
    power: PowerSection | None = None
    screen: ScreenSection = ScreenSection()
    sound: SoundSection | None = None
    ledger: LedgerSection | None = None
    key: KeySection = KeySection()
    partner: tuple[PartnerSection, ...] = Field(default=(), max_length=MAX_PARTNERS)

    @model_validator(mode="after")
    def _partners_are_told_apart(self) -> Self:
        told_apart(self.partner)
        return self


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
