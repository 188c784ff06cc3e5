"""The file that a node is seeded from: its kiosks, its residents and what they own at the start.

[[kiosk]]
name = "Restaurant"
facility = "restaurant"   # where it stands, by the facility's id; left out: as its profile says

[[resident]]
id = "kim"                # stays at the node
label = "Kim"             # for staff
balance = 35              # coins of the scheme's first purse, in its unit
purses = { policy = 20 }  # coins of further purses, by the scheme's ids; left out: none
homes = ["Restaurant"]    # where slices are set aside; left out: the first kiosk
classes = [1, 65]         # price classes, by the scheme's numbers; left out: none

[[card]]                  # a paper card
resident = "kim"
home = "Restaurant"
name = "K*m"              # masked, for staff; left out: masked from the label

[[badge]]
name = "Cook"             # on the badge, and for staff

[[carer]]                 # may vouch for the resident beside the card
resident = "kim"
carer = "lee"
"""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from central_node.errors import FolderError
from protocol.bundle import MAX_MASKED_NAME_CHARS, MAX_ROSTER
from protocol.credential import MAX_HOME_KIOSKS, MAX_PRICE_CLASSES
from protocol.entry_parts import MAX_SLUG_CHARS
from protocol.messages import MAX_NAME_CHARS

MAX_FILE_BYTES = 4 * 1024 * 1024  # 100,000 residents at 40 bytes; a larger district imports
MAX_KIOSKS = 10_000
MAX_RESIDENTS = 100_000
_MAX_BALANCE = 10**9

Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)]
FacilityName = Annotated[str, Field(min_length=1, max_length=MAX_SLUG_CHARS)]
CardName = Annotated[str, Field(min_length=1, max_length=MAX_MASKED_NAME_CHARS)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class KioskSeed(_Table):
    """One ``[[kiosk]]``; kiosks are numbered from 1 in the order of the file."""

    name: Name
    facility: FacilityName | None = None


class ResidentSeed(_Table):
    """One ``[[resident]]``."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    label: Name
    balance: Annotated[int, Field(ge=0, le=_MAX_BALANCE)]
    purses: dict[str, Annotated[int, Field(ge=0, le=_MAX_BALANCE)]] = {}
    homes: Annotated[tuple[Name, ...] | None, Field(max_length=MAX_HOME_KIOSKS, strict=False)] = (
        None
    )
    classes: Annotated[tuple[int, ...], Field(max_length=MAX_PRICE_CLASSES, strict=False)] = ()


class CardSeed(_Table):
    """One ``[[card]]``."""

    resident: str
    home: Name
    name: CardName | None = None


class BadgeSeed(_Table):
    """One ``[[badge]]``."""

    name: CardName


class CarerSeed(_Table):
    """One ``[[carer]]``."""

    resident: str
    carer: str


class SeedFile(_Table):
    """The whole file."""

    kiosk: Annotated[
        tuple[KioskSeed, ...], Field(min_length=1, max_length=MAX_KIOSKS, strict=False)
    ]
    resident: Annotated[
        tuple[ResidentSeed, ...], Field(max_length=MAX_RESIDENTS, strict=False)
    ] = ()
    card: Annotated[tuple[CardSeed, ...], Field(max_length=MAX_ROSTER, strict=False)] = ()
    badge: Annotated[tuple[BadgeSeed, ...], Field(max_length=MAX_KIOSKS, strict=False)] = ()
    carer: Annotated[tuple[CarerSeed, ...], Field(max_length=MAX_RESIDENTS, strict=False)] = ()

    @model_validator(mode="after")
    def _names_are_single_and_known(self) -> Self:
        kiosks = [kiosk.name for kiosk in self.kiosk]
        residents = [resident.id for resident in self.resident]
        if len(set(kiosks)) != len(kiosks) or len(set(residents)) != len(residents):
            raise ValueError("two kiosks or two residents have the same name")
        for resident in self.resident:
            unknown = set(resident.homes or ()) - set(kiosks)
            if unknown:
                raise ValueError(f"{resident.id} has an unknown home kiosk: {min(unknown)}")
        return self

    @model_validator(mode="after")
    def _cards_are_of_known_people(self) -> Self:
        kiosks = {kiosk.name for kiosk in self.kiosk}
        residents = {resident.id for resident in self.resident}
        holders = [card.resident for card in self.card]
        if len(set(holders)) != len(holders):
            raise ValueError("a resident has one card")
        named = {*holders, *(pair.resident for pair in self.carer)}
        unknown = (named | {pair.carer for pair in self.carer}) - residents
        unknown |= {card.home for card in self.card} - kiosks
        if unknown:
            raise ValueError(f"a card or carer names somebody unknown: {min(unknown)}")
        return self

    def homes_of(self, resident: ResidentSeed) -> list[int]:
        """Numbers of a resident's home kiosks."""
        if resident.homes is None:
            return [1]
        return [at for at, kiosk in enumerate(self.kiosk, 1) if kiosk.name in resident.homes]


def read_seed_file(path: Path) -> SeedFile:
    """Read and check the file; FolderError names file, key and reason."""
    data = read_limited(path, MAX_FILE_BYTES)
    parsed = parse_toml(data, path)
    try:
        return SeedFile.model_validate(parsed)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise FolderError(f"{path}: {key or 'file'}: {first['msg']}.") from exc


def parse_toml(data: bytes, path: Path) -> dict[str, Any]:
    """A file's tables. Raises FolderError for bytes that are no TOML."""
    try:
        return tomllib.loads(data.decode("utf-8"))
    except RecursionError as exc:
        raise FolderError(f"{path} is nested too deeply.") from exc
    except ValueError as exc:  # also for a number of thousands of digits, which is no TOML error
        raise FolderError(f"{path} is not TOML in UTF-8: {exc}.") from exc


def read_limited(path: Path, max_bytes: int) -> bytes:
    """A file's bytes. Raises FolderError when it is not there or larger than its limit."""
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as exc:
        raise FolderError(f"{path} cannot be read: {exc.strerror}.") from exc
    if len(data) > max_bytes:
        raise FolderError(f"{path} is larger than {max_bytes} bytes.")
    return data
