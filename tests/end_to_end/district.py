"""A district of one kiosk for a test: the real node as its own process, real phones, real bytes."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

from central_node.overview import look
from protocol.code import to_text
from protocol.keys import Algorithm, MemorySigner
from protocol.presentation import Presentation, present
from tests.end_to_end import warm

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
FACILITY = "yangjae-senior-centre"
PATIENCE_S = float(os.environ.get("KIOSK_TEST_PATIENCE_S", "20"))
LOOK_S = 0.05
SEED = """
[[kiosk]]
name = "restaurant"
[[kiosk]]
name = "elsewhere"
[[resident]]
id = "kim"
label = "Kim"
balance = 35
homes = ["restaurant"]
[[resident]]
id = "lee"
label = "Lee"
balance = 8
homes = ["restaurant"]
[[resident]]
id = "away"
label = "Away"
balance = 80
homes = ["elsewhere"]
"""


def run(*command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one of our programs to its end."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, check=False
    )
    if check and done.returncode:
        raise AssertionError(f"{command}: {done.stderr}")
    return done


@dataclass
class Phone:
    """A resident's phone; every showing of its code has a new counter."""

    credential: bytes
    signer: MemorySigner
    scheme: str
    counter: int = 0

    def code(self, at_s: int | None = None) -> bytes:
        """A fresh presentation, or one made at ``at_s``."""
        self.counter += 1
        when = int(time.time()) if at_s is None else at_s
        shown = Presentation(self.scheme, when, self.counter.to_bytes(4, "big"))
        return present(self.signer, self.credential, shown)

    def text(self, at_s: int | None = None) -> str:
        """The same as the text of its QR."""
        return to_text(self.code(at_s))


@dataclass
class District:
    """A seeded node in ``folder``; a context manager that stops what it started."""

    folder: Path
    seeded: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    seed: str = SEED
    heard: Path | None = None  # where the node's log goes; else where the test's own goes
    facility: Path = ASSETS / "facilities" / f"{FACILITY}.toml"
    scheme: Path = ASSETS / "schemes" / "seocho.toml"
    _process: warm.Speaking | None = None

    def __enter__(self) -> Self:
        residents = self.folder / "residents.toml"
        residents.write_text(self.seed, "utf-8")
        rules = ("--scheme", self.scheme, "--facility", self.facility)
        words = ("seed", "--folder", self.node, *rules)
        made = warm.run(warm.NODE, *words, "--residents", residents, "--json")
        self.seeded = json.loads(made.stdout)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def node(self) -> Path:
        return self.folder / "node"

    def start(self) -> None:
        """Start the node; the same port again when it ran before."""
        port = self.url.rpartition(":")[2] or "0"
        words = ("serve", "--folder", self.node, "--port", port)
        with ExitStack() as opened:
            log = opened.enter_context(self.heard.open("ab")).fileno() if self.heard else 2
            self._process = warm.Speaking(warm.NODE, *words, further={2: log})
        self.url = json.loads(self._process.said.readline())["url"]

    def stop(self) -> None:
        """Stop the node as a service manager would."""
        if self._process is None:
            return
        with self._process as process:
            process.terminate()
        self._process = None

    def looks(self) -> None:
        """Wait until the running node goes by what a command did: it looks once a second."""
        done_s = int(time.time())
        while int(time.time()) == done_s:
            time.sleep(LOOK_S)

    def show(self) -> dict[str, Any]:
        """What the node's own audit says."""
        shown: dict[str, Any] = json.loads(json.dumps(look(self.node).to_json()))
        return shown

    def balance(self, resident: str) -> int:
        """A resident's booked balance."""
        (found,) = [one for one in self.show()["residents"] if one["id"] == resident]
        return int(found["balance"])

    def phone(self, resident: str) -> Phone:
        """A phone that has fetched its credential from the node."""
        signer = MemorySigner.generate(Algorithm.ESP256)
        (token,) = [
            one["wallet_token"] for one in self.seeded["residents"] if one["id"] == resident
        ]
        body = {"token": token, "public_key": signer.public_key.raw.hex()}
        answer = httpx.post(f"{self.url}/v1/credentials", json=body).raise_for_status().json()
        return Phone(bytes.fromhex(answer["credential"]), signer, self.seeded["scheme"])

    def profile(self, name: str, node_url: str, printer: str, serial: str | None = None) -> Path:
        """Write a machine's profile; its state lies beside it."""
        path = self.folder / f"{name}.toml"
        scanner = f'[serial]\npath = "{serial}"\n' if serial else ""
        path.write_text(
            f'state = "{name}"\n'
            "[panel]\nwidth_px = 1080\nheight_px = 1920\n"
            "diagonal_inch = 21.5\nlower_edge_mm = 850.0\n"
            f'[node]\nurl = "{node_url}"\nroot_key = "{self.seeded["root_public_key"]}"\n'
            f'[facility]\nid = "{self.facility.stem}"\n'
            f'[printer]\naddress = "{printer}"\n{scanner}',
            "utf-8",
        )
        return path

    def enrol(self, profile: Path, number: int = 0) -> None:
        """Enrol the machine with the kiosk's one-time code, by the command a technician uses."""
        code = self.seeded["kiosks"][number]["enrol_code"]
        warm.run(warm.KIOSK, "enrol", "--profile", profile, "--code", code)


__all__ = ["BIN", "FACILITY", "PATIENCE_S", "District", "ExitStack", "Phone", "os", "run"]
