"""The facilities that are shipped, by the stems of their files, and each one's scheme."""

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kiosk.demo.errors import DemoError
from schemes.scheme import Scheme, load_scheme


@dataclass(frozen=True)
class ShippedFacility:
    """A facility file and the file of the scheme that it sells by."""

    stem: str
    name: str
    file: Path
    scheme: Path

    @property
    def kind(self) -> str:
        """The kind of its first service."""
        return first_kind(self.file.read_bytes())

    def currency(self) -> Scheme:
        """Return the scheme. SchemeError where a shipped file is no good."""
        return load_scheme(self.scheme.read_bytes(), self.scheme.name)


def facilities() -> Iterator[ShippedFacility]:
    """All of them, in the order of their stems."""
    folder = Path(str(resources.files("assets")))
    for file in sorted((folder / "facilities").glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        scheme = folder / "schemes" / f"{data['scheme']}.toml"
        yield ShippedFacility(file.stem, str(data["name"]), file, scheme)


def kind_of(facility: ShippedFacility, service: str) -> str:
    """Return the kind of the service with this id; DemoError names those that there are."""
    tables = tomllib.loads(facility.file.read_text(encoding="utf-8"))["service"]
    kinds = {str(each["id"]): str(each["kind"]) for each in tables}
    if service not in kinds:
        raise DemoError(f"There is no service {service}. There are: {', '.join(kinds)}.")
    return kinds[service]


def first_alone(facility: ShippedFacility, with_node: Collection[str]) -> str:
    """Return the id of the first service that is none of the kinds ``with_node``."""
    tables = tomllib.loads(facility.file.read_text(encoding="utf-8"))["service"]
    found = (str(each["id"]) for each in tables if each["kind"] not in with_node)
    return next(found, "")


def first_kind(facility: bytes) -> str:
    """Return the kind of the first service in a facility file: what the place is there for."""
    return str(tomllib.loads(facility.decode("utf-8"))["service"][0]["kind"])


def find(stem: str) -> ShippedFacility:
    """The facility with this file stem; DemoError names those that there are."""
    known = {each.stem: each for each in facilities()}
    if stem not in known:
        raise DemoError(f"There is no facility {stem}. There are: {', '.join(known)}.")
    return known[stem]
