"""``kiosk devices``: which hardware is plugged in, and what a profile would say of it."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from drivers.usb_ids import ROOT
from kiosk.config import ConfigError
from kiosk.hardware.comparison import differences, not_there
from kiosk.hardware.finder import Finds, find
from kiosk.profile.file import replace_profile
from kiosk.profile.machine import load_profile
from kiosk.profile.text import as_toml, parsed, with_tables

ABOUT: Final = """
Looks for cameras, code scanners, printers, sound cards, jacks, relay boards, power supplies,
backlights and second media, without opening any, and prints the profile's sections for them.
A printer in the network is not looked for: its address is known to who set it up. With --profile
it tells which of the profile's sections differ and what they name that is not plugged in. With
--write the sections that it lacks go into the profile; its other text stays as it is, and the file
as it was is kept beside it. Exit code: 0 good, 1 something has to be chosen by hand or is not
plugged in, 2 the profile is no good.
"""
NOTHING: Final = "nothing was found that a profile would name"
BY_HAND: Final = "none of these tells by itself what it is for: name it in the profile by hand"
UNCHANGED: Final = "nothing was written: the profile is as it was"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("--profile", type=Path, help="the machine's profile")
    parser.add_argument("--write", action="store_true", help="put what was found into the profile")
    parser.add_argument(
        "--replace", action="store_true", help="also into sections that the profile has already"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Look at this machine."""
    return look(arguments, ROOT)


def look(arguments: argparse.Namespace, root: Path) -> int:
    """Look at the machine whose files are below ``root``; see `ABOUT` for what is returned."""
    if (arguments.write or arguments.replace) and arguments.profile is None:
        sys.stderr.write("--write needs --profile FILE, --replace needs both\n")
        return 2
    finds = find(root)
    told: list[str] = []
    gone: dict[str, str] = {}
    try:
        if arguments.profile is not None:
            profile = load_profile(arguments.profile)
            gone = not_there(profile, finds, root)
            told = [f"[{name}] {words}" for name, words in gone.items()]
            told += _put_in(arguments, finds)
    except ConfigError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    print(_as_json(finds, told) if arguments.json else _in_words(finds, told))
    return 1 if finds.problems or gone else 0


def _put_in(arguments: argparse.Namespace, finds: Finds) -> list[str]:
    """Compare with the profile, and write where that is asked for; return what was done, told."""
    path: Path = arguments.profile
    text = path.read_bytes().decode("utf-8")  # with its own line ends
    there = parsed(text, str(path))
    differ = differences(there, finds)
    kept = "; left as it is (--replace)" if arguments.write and not arguments.replace else ""
    told = [f"[{name}] differs: {words}{kept}" for name, words in differ.items()]
    if not arguments.write:
        return told
    names = [each for each in finds.sections if each not in there]
    names += differ if arguments.replace else []
    changed = with_tables(text, str(path), {name: finds.sections[name] for name in names})
    if changed == text:
        return [*told, UNCHANGED]
    backup = replace_profile(path, changed)
    written = ", ".join(f"[{name}]" for name in names)
    return [*told, f"written: {written}; as it was: {backup}; restart the kiosk for it"]


def _in_words(finds: Finds, told: list[str]) -> str:
    lines = [f"{each.kind:<14} {each.words}" for each in finds.found]
    if not any(each.section for each in finds.found):
        lines.append(BY_HAND if finds.found else NOTHING)
    lines += [f"PROBLEM: {problem}" for problem in finds.problems]
    if finds.sections:
        lines += ["", as_toml(finds.sections).rstrip("\n")]
    return "\n".join([*lines, *([""] if told else []), *told])


def _as_json(finds: Finds, told: list[str]) -> str:
    found = [asdict(each) for each in finds.found]
    data = {"found": found, "problems": finds.problems, "sections": finds.sections, "told": told}
    return json.dumps(data, ensure_ascii=False)
