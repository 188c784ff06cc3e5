"""What a partner was told already: a small file in the state folder, old or new after a power cut.

It only ever says less than is true: a sale is noted after the partner took it. So whatever happens,
also when the file is lost, a sale is told again rather than not at all.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kiosk.whole import write_whole

MAX_REFUSED: Final = 100  # kept for staff; there are more only where everything is refused

HexId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class _Text(BaseModel):
    """The file: `Told` as JSON."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    ledger: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    seq: int = Field(ge=0)
    number: int = Field(ge=0)
    time: int = Field(ge=0)
    beyond: list[HexId]
    refused: dict[HexId, str]


@dataclass(frozen=True)
class Told:
    """For one service: every sale below the marks is settled, and those in ``beyond`` above them.

    ``seq`` counts in the ledger of that name, ``number`` in those before it. ``time_s``: of the
    latest sale that was settled. ``refused``: ids that the partner would not take, with its reason.
    """

    ledger: bytes
    seq: int = 0
    number: int = 0
    time_s: int = 0
    beyond: frozenset[bytes] = frozenset()
    refused: tuple[tuple[bytes, str], ...] = ()

    def settled(self, id_: bytes, time_s: int, refused: str = "") -> "Told":
        """Return the same with a sale more that was taken, or refused for this reason."""
        noted = (*self.refused, (id_, refused))[-MAX_REFUSED:] if refused else self.refused
        return replace(
            self,
            beyond=self.beyond | {id_},
            time_s=max(self.time_s, time_s),
            refused=noted,
        )


def file_of(folder: Path, service: str) -> Path:
    """Return where it is kept what was told for a service."""
    return folder / f"partner-{service}.json"


def read_told(path: Path, ledger: bytes) -> Told:
    """Return what was told by a ledger of this name; nothing where no file says so.

    Of another ledger's file only ``time_s`` and what was refused still holds.
    """
    text = _read(path)
    if text is None:
        return Told(ledger)
    refused = _refused(text)
    if text.ledger != ledger.hex():
        return Told(ledger, time_s=text.time, refused=refused)
    beyond = frozenset(map(bytes.fromhex, text.beyond))
    return Told(ledger, text.seq, text.number, text.time, beyond, refused)


def write_told(path: Path, told: Told) -> None:
    """Keep it, whole. ConfigError where the folder can't be written."""
    text = _Text(
        ledger=told.ledger.hex(),
        seq=told.seq,
        number=told.number,
        time=told.time_s,
        beyond=sorted(id_.hex() for id_ in told.beyond),
        refused={id_.hex(): reason for id_, reason in told.refused},
    )
    write_whole(path.parent, {path.name: text.model_dump_json().encode()})


def read_refused(path: Path) -> tuple[tuple[bytes, str], ...]:
    """Return the ids of the sales that the partner would not take, with its reason."""
    text = _read(path)
    return () if text is None else _refused(text)


def _read(path: Path) -> _Text | None:
    try:
        return _Text.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _refused(text: _Text) -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(id_), reason) for id_, reason in text.refused.items())
