"""Writing tables into a profile's text, with everything else in it as its technician left it.

Pure. A table that is there already is only changed when that is asked for, and then only in the
keys that are handed in and in those that they stand for. The new text is read again: where anything
else would mean something else than before, nothing is written.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Final

from kiosk.config import ConfigError

Value = str | int
Table = Mapping[str, Value]

# A new value of one key says that others of the table do no longer hold.
STANDS_FOR: Final = {
    "serial": ("path", "baud", "family"),
    "power": ("supply", "input"),
}
_VALUE: Final = re.compile(r"""[^=]+=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'\s]+)(\s*#.*)?""")
_BACKSLASHED: Final = {'"': '\\"', "\\": "\\\\"}


def as_toml(sections: Mapping[str, Table]) -> str:
    """Return tables as TOML text."""
    return "\n".join(
        "\n".join([f"[{name}]", *_lines(table), ""]) for name, table in sections.items()
    )


def with_tables(text: str, origin: str, sections: Mapping[str, Table]) -> str:
    """Return a profile's ``text`` with the keys of ``sections`` set, and nothing else changed.

    ConfigError where a table is written in a way that can't be changed line by line.
    """
    expected = parsed(text, origin)
    for name, table in sections.items():
        before = expected.get(name, {})
        if not isinstance(before, dict):
            raise ConfigError(origin, name, "is no table")
        gone = STANDS_FOR.get(name, ())
        kept = {key: value for key, value in before.items() if key not in gone}
        text = _with_table(text, name, table) if name in expected else _appended(text, name, table)
        expected[name] = {**kept, **table}
        if parsed(text, origin) != expected:
            raise ConfigError(origin, name, "written in a way that has to be changed by hand")
    return text


def parsed(text: str, origin: str) -> dict[str, object]:
    """Return what a TOML text says; ConfigError where it is none."""
    try:
        return tomllib.loads(text)
    except RecursionError as exc:
        raise ConfigError(origin, "file", "nested too deeply") from exc
    except ValueError as exc:
        raise ConfigError(origin, "file", f"not TOML: {exc}") from exc


def _appended(text: str, name: str, table: Table) -> str:
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    return text + gap + as_toml({name: table})


def _with_table(text: str, name: str, table: Table) -> str:
    lines = text.splitlines(keepends=True)
    header = re.compile(rf"\s*\[\s*{re.escape(name)}\s*\]\s*(#.*)?$")
    begin = next((at for at, line in enumerate(lines) if header.match(line)), None)
    if begin is None:
        return text  # the caller sees that nothing changed
    end = next(
        (at for at in range(begin + 1, len(lines)) if lines[at].lstrip().startswith("[")),
        len(lines),
    )
    line_end = lines[begin][len(lines[begin].rstrip("\r\n")) :] or "\n"
    gone, left = {*table, *STANDS_FOR.get(name, ())}, dict(table)
    body = []
    for line in lines[begin + 1 : end]:
        key = _key(line)
        if key in left:
            body.append(f"{key} = {_written(left.pop(key))}{_comment(line)}{line_end}")
        elif key not in gone:
            body.append(line)
    header_line = lines[begin].rstrip("\r\n") + line_end
    new = [f"{line}{line_end}" for line in _lines(left)]
    return "".join([*lines[:begin], header_line, *new, *body, *lines[end:]])


def _key(line: str) -> str:
    """Return the key that a line sets; "" for any other line."""
    found = re.match(r"\s*([A-Za-z0-9_-]+)\s*=", line)
    return found[1] if found else ""


def _comment(line: str) -> str:
    """Return what a line says behind its value, with the space before it."""
    found = _VALUE.fullmatch(line.rstrip("\r\n"))
    return found[1] or "" if found else ""


def _lines(table: Table) -> list[str]:
    return [f"{key} = {_written(value)}" for key, value in table.items()]


def _written(value: Value) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(_BACKSLASHED.get(each, each) for each in value) + '"'
