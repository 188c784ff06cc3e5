"""The files that a bundle carries: a scheme's rules and what facilities sell."""

from collections.abc import Sequence
from pathlib import Path

from central_node.errors import FolderError
from central_node.seed_file import parse_toml, read_limited
from schemes.errors import SchemeError
from schemes.scheme import Scheme, load_scheme
from schemes.text import MAX_SCHEME_BYTES

MAX_FACILITY_BYTES = 256 * 1024


def read_facilities(paths: Sequence[Path]) -> dict[str, bytes]:
    """Facilities' texts as they are, by file stem. Raises FolderError."""
    found = {path.stem: _toml(path) for path in paths}
    if len(found) != len(paths):
        raise FolderError("Two facility files have the same name.")
    return found


def parse_scheme(text: bytes, path: Path) -> Scheme:
    """A scheme's rules. Raises FolderError."""
    try:
        return load_scheme(text, str(path))
    except SchemeError as exc:
        raise FolderError(f"{exc}.") from exc


def read_scheme(path: Path, before: Scheme) -> bytes:
    """The text of the scheme that is to follow the one in force. Raises FolderError.

    Entries name the version that they were sold by, so other rules need another version.
    """
    text = read_limited(path, MAX_SCHEME_BYTES)
    scheme = parse_scheme(text, path)
    if scheme.id != before.id:
        raise FolderError(f"{path} is the scheme {scheme.id}, not {before.id}.")
    if scheme.version <= before.version and scheme != before:
        raise FolderError(f"{path} has other rules: give it a version above {before.version}.")
    if scheme.purses[0].id != before.purses[0].id:
        raise FolderError(f"{path} has another first purse: the books are kept in the old one.")
    return text


def _toml(path: Path) -> bytes:
    """A facility's text; kiosks read it, the node only looks that it is TOML."""
    data = read_limited(path, MAX_FACILITY_BYTES)
    parse_toml(data, path)
    return data
