"""The translations as Qt Linguist's files: brought up to the Korean words, and compiled.

For people who write words and translations; a kiosk in operation reads the compiled files only.
A message has the key of ``ko.toml`` as its id and the Korean text as its source. An update keeps
what is translated, marks it unfinished where the Korean changed, and drops what is gone.
"""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from kiosk.speech.words import LANGUAGE, TRANSLATED, to_translate

FOLDER: Final = Path(str(resources.files("assets"))) / "translations"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
SAYS_FINISHED = {True: "", False: ' type="unfinished"'}


class LinguistError(Exception):
    """Qt's compiler of translations is missing or refuses a file."""


@dataclass(frozen=True)
class Message:
    """One text to translate. ``before`` is the Korean that ``translation`` was made from."""

    source: str
    translation: str = ""
    finished: bool = False
    before: str = ""


Messages = Mapping[str, Message]


def read(path: Path) -> dict[str, Message]:
    """Return the messages of a ``.ts`` file by their keys; none if there is no such file."""
    if not path.exists():
        return {}
    root = ElementTree.parse(path).getroot()  # noqa: S314  a file of our own checkout
    return {str(node.get("id")): _message(node) for node in root.iter("message")}


def _message(node: ElementTree.Element) -> Message:
    said = node.find("translation")
    finished = said is not None and said.get("type") is None
    text = (said.text or "") if said is not None else ""
    return Message(
        node.findtext("source", ""), text, finished and bool(text), node.findtext("oldsource", "")
    )


def updated(old: Messages, sources: Mapping[str, str]) -> dict[str, Message]:
    """Return ``old`` for the Korean texts as they are now."""
    return {key: _updated(old.get(key), source) for key, source in sources.items()}


def _updated(old: Message | None, source: str) -> Message:
    if old is None:
        return Message(source)
    if old.source == source:
        return old
    return Message(source, old.translation, finished=False, before=old.source)


def written(language: str, messages: Messages) -> str:
    """Return the text of a ``.ts`` file, laid out as Linguist does it."""
    lines = [
        f'<TS version="2.1" language="{language}" sourcelanguage="{LANGUAGE}">',
        "<context>",
        "    <name></name>",
    ]
    for key, message in messages.items():
        lines += [f'    <message id="{escape(key)}">', _tag("source", message.source)]
        if message.before:
            lines.append(_tag("oldsource", message.before))
        state = SAYS_FINISHED[message.finished]
        lines += [_tag("translation", message.translation, state), "    </message>"]
    return HEAD + "\n".join([*lines, "</context>", "</TS>", ""])


def _tag(name: str, text: str, state: str = "") -> str:
    quoted = escape(text, {'"': "&quot;", "'": "&apos;"})
    return f"        <{name}{state}>{quoted}</{name}>"


def compiled(source: Path, target: Path) -> None:
    """Compile a ``.ts`` file with the wheel's own compiler; LinguistError if it can't."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise LinguistError("Qt is not installed")
    compiler = Path(spec.origin).parent / "lrelease"
    command = (compiler, "-silent", "-idbased", "-nounfinished", source, "-qm", target)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr:
        raise LinguistError(f"{source.name}: {done.stderr or done.stdout}".strip())


def update(folder: Path = FOLDER) -> dict[str, int]:
    """Bring every language's files up to date; return how many texts each still lacks."""
    lacking: dict[str, int] = {}
    for language in TRANSLATED:
        source = folder / f"kiosk_{language}.ts"
        messages = updated(read(source), to_translate())
        source.write_text(written(language, messages), encoding="utf-8")
        compiled(source, source.with_suffix(".qm"))
        lacking[language] = sum(not message.finished for message in messages.values())
    return lacking


def main() -> int:
    """Update, and say what is left to translate; 1 if anything is."""
    lacking = update()
    for language, count in lacking.items():
        sys.stdout.write(f"{language}: {count} to translate\n")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
