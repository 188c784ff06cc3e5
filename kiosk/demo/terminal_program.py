"""The terminal of the demo: its profile, its enrolment, and the window process that is it."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.demo.children import Children, program
from kiosk.demo.control_client import TOKEN_VARIABLE, URL_VARIABLE
from kiosk.demo.messages import Place

PANEL = {"width_px": 1080, "height_px": 1920, "diagonal_inch": 21.5, "lower_edge_mm": 900.0}


@dataclass(frozen=True)
class Devices:
    """What the terminal is connected to. ``camera`` is a number or an address.

    ``player``: what plays its voice, None for a machine without sound.
    """

    node_url: str
    root_key: str
    facility: str
    printer: str
    camera: int | str
    serial: str | None
    player: str | None = None
    beside: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # further sections
    partners: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class Visitor:
    """The scripted resident: whose phone, and where the pictures of the screens go."""

    resident: str
    output: Path
    typed: str = ""  # what is typed where digits are asked for
    service: str = ""  # the id of what is wanted; empty: the first there is


@dataclass(frozen=True)
class TerminalProgram:
    """The program ``kiosk`` with one profile. ``folder`` outlives power cuts, as a disk does."""

    children: Children
    folder: Path
    control_url: str
    control_token: str

    @property
    def profile(self) -> Path:
        """The machine's profile."""
        return self.folder / "profile.toml"

    @property
    def state(self) -> Path:
        """The folder of key, ledger, bundle and log."""
        return self.folder / "state"

    def enrol(self, devices: Devices, code: str) -> None:
        """Write the profile and have the node take the machine in."""
        self.folder.mkdir()
        self.profile.write_text(profile_toml(devices), encoding="utf-8")
        kiosk = program("kiosk")
        self.children.run([kiosk, "enrol", "--profile", self.profile, "--code", code])

    def open_window(
        self, *, place: Place | None, restarted: bool, visitor: Visitor | None
    ) -> "subprocess.Popen[str]":
        """Switch the terminal on."""
        arguments: list[str | Path] = [program("kiosk"), "demo-window", "--profile", self.profile]
        if place is not None:
            arguments += ["--place", place.model_dump_json()]
        if restarted:
            arguments += ["--restarted"]
        if visitor is not None:
            arguments += ["--resident", visitor.resident, "--output", visitor.output]
            arguments += ["--typed", visitor.typed, "--service", visitor.service]
        return self.children.start(arguments, env=self._environment(visitor is not None))

    def _environment(self, headless: bool) -> dict[str, str]:
        """The token goes by the environment: a command line can be read by everybody here."""
        given = {URL_VARIABLE: self.control_url, TOKEN_VARIABLE: self.control_token}
        return {**os.environ, **given, **({"QT_QPA_PLATFORM": "offscreen"} if headless else {})}


def profile_toml(devices: Devices) -> str:
    """The profile as a technician would write it; a JSON string or number is TOML too."""
    serial = {} if devices.serial is None else {"serial": {"path": devices.serial}}
    sound = {} if devices.player is None else {"sound": {"player": devices.player}}
    tables: dict[str, Mapping[str, object]] = {
        "panel": PANEL,
        "node": {"url": devices.node_url, "root_key": devices.root_key},
        "facility": {"id": devices.facility},
        "camera": {"source": devices.camera},
        "printer": {"address": devices.printer},
        **serial,
        **sound,
        **devices.beside,
    }
    lines = ['state = "state"']
    for name, table in tables.items():
        lines += [f"[{name}]", *_rows(table)]
    for partner in devices.partners:
        lines += ["[[partner]]", *_rows(partner)]
    return "\n".join(lines) + "\n"


def _rows(table: Mapping[str, object]) -> list[str]:
    return [f"{key} = {json.dumps(value)}" for key, value in table.items()]
