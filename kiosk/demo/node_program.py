"""The node of the demo: the program ``central-node``, seeded, served, stopped and asked.

The terminal never imports the node, and neither does its demo: it runs what is installed beside it.
"""

import json
import selectors
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.demo.children import Children, program
from kiosk.demo.errors import FailedProgramError
from kiosk.demo.settings import ResidentSettings

LISTEN_S = 20.0  # a node that does not listen by then never will
KIOSK_NAME = "demo"
BADGE_NAME = "staff"
RESIDENTS_FILE = "residents.toml"


class _Answer(BaseModel):
    """A JSON answer of the program; what we do not need may be there too."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SeededKiosk(_Answer):
    """A terminal to be enrolled."""

    enrol_code: str


class SeededResident(_Answer):
    """A resident whose phone may ask for a credential."""

    id: str
    wallet_token: str


class SeededCard(_Answer):
    """A card or badge with the text of its printed code."""

    kind: str
    code: str


class Seeded(_Answer):
    """What seeding gave: codes for the terminal and the phones, the root to pin."""

    root_public_key: str
    kiosks: tuple[SeededKiosk, ...] = Field(min_length=1)
    residents: tuple[SeededResident, ...]
    cards: tuple[SeededCard, ...] = ()

    @property
    def badge(self) -> str:
        """The code on the badge of the demo's staff."""
        return next(each.code for each in self.cards if each.kind == "badge")


class Balance(_Answer):
    """What a resident owns, as booked, in the scheme's unit."""

    id: str
    balance: int


class Books(_Answer):
    """What the node's books say. ``duplicates`` are entries booked more than once."""

    residents: tuple[Balance, ...]
    duplicates: int
    rewarded: int = 0

    def balance_of(self, resident: str) -> int:
        """The booked balance of a resident who was seeded."""
        return next(each.balance for each in self.residents if each.id == resident)


class _Listening(_Answer):
    url: str


AnswerT = TypeVar("AnswerT", bound=_Answer)


@dataclass
class NodeProgram:
    """One node in one folder, which seeding makes. Each start may give it another port."""

    children: Children
    folder: Path
    _process: "subprocess.Popen[str] | None" = None

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._process is not None

    def seed(self, scheme: Path, facility: Path, residents: Sequence[ResidentSettings]) -> Seeded:
        """Make the district's keys, its residents, and one terminal that may enrol."""
        people = self.folder.parent / RESIDENTS_FILE
        people.write_text(_residents_toml(residents), encoding="utf-8")
        files = ("--scheme", scheme, "--facility", facility, "--residents", people)
        return _read(self._run("seed", *files), Seeded)

    def start(self) -> str:
        """Serve on a free port of loopback; returns the address when it listens."""
        self._process = self.children.start(
            [program("central-node"), "serve", "--folder", self.folder, "--port", "0"],
            stdout=subprocess.PIPE,
        )
        return _read(_first_line(self._process), _Listening).url

    def stop(self) -> None:
        """End the node as its service manager would. Twice is harmless."""
        if self._process is not None:
            self.children.stop(self._process)
            self._process = None

    def books(self) -> Books:
        """What the node has booked; it may be serving meanwhile."""
        return _read(self._run("show"), Books)

    def _run(self, command: str, *arguments: str | Path) -> str:
        fixed = (program("central-node"), command, "--folder", self.folder, "--json")
        return self.children.run([*fixed, *arguments])


def _read(text: str, model: type[AnswerT]) -> AnswerT:
    try:
        return model.model_validate_json(text)
    except ValidationError as exc:
        raise FailedProgramError(f"central-node answered something else: {exc}") from exc


def _first_line(process: "subprocess.Popen[str]") -> str:
    """The first line a program writes; FailedProgramError if it ends or says nothing."""
    if process.stdout is None:
        raise AssertionError("started without a pipe")
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        line = process.stdout.readline() if selector.select(LISTEN_S) else ""
    if not line:
        raise FailedProgramError(f"central-node does not listen after {LISTEN_S:.0f} s.")
    return line


def _residents_toml(residents: Sequence[ResidentSettings]) -> str:
    """The seed file; a JSON string is a TOML string too."""
    kiosk = f"[[kiosk]]\nname = {json.dumps(KIOSK_NAME)}\n"
    people = (
        f"\n[[resident]]\nid = {json.dumps(each.id)}\nlabel = {json.dumps(each.name)}\n"
        f"balance = {each.coins}\n"
        for each in residents
    )
    return kiosk + "".join(people) + f"\n[[badge]]\nname = {json.dumps(BADGE_NAME)}\n"
