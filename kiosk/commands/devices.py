"""``kiosk devices``: which hardware is plugged in, and what a profile would say of it."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from drivers.usb_ids import ROOT
from kiosk.config import ConfigError
from kiosk.hardware.finder import Finds, find
from kiosk.profile.file import replace_profile
from kiosk.profile.machine import load_profile
from kiosk.profile.text import as_toml, table_names, with_tables

ABOUT: Final = """
Looks for cameras, code scanners, printers, sound cards, jacks, relay boards, power supplies,
backlights and second media, without opening any, and prints the profile's sections for them.
A printer in the network is not looked for: its address is known to who set it up. With --write the
sections go into the profile; its other text stays as it is, and the file as it was is kept beside
it. Exit code: 0 good, 1 something has to be chosen by hand, 2 the profile is no good.
"""
NOTHING: Final = "nothing was found that a profile would name"


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
    try:
        told = _put_in(arguments, finds) if arguments.profile else []
    except ConfigError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    print(_as_json(finds, told) if arguments.json else _in_words(finds, told))
    return 1 if finds.problems else 0


def _put_in(arguments: argparse.Namespace, finds: Finds) -> list[str]:
    """Compare with the profile, and write where that is asked for; return what was done, told."""
    path: Path = arguments.profile
    load_profile(path)
    text = path.read_bytes().decode("utf-8")  # with its own line ends
    there = table_names(text, str(path))
    left = [] if arguments.replace else [name for name in finds.sections if name in there]
    new = {name: table for name, table in finds.sections.items() if name not in left}
    told = [f"[{name}] is in the profile and was left as it is (--replace)" for name in left]
    changed = with_tables(text, str(path), new)
    if not arguments.write or changed == text:
        return told
    backup = replace_profile(path, changed)
    written = ", ".join(f"[{name}]" for name in new)
    return [*told, f"written: {written}; as it was: {backup}; restart the kiosk for it"]


def _in_words(finds: Finds, told: list[str]) -> str:
    lines = [f"{each.kind:<14} {each.words}" for each in finds.found]
    lines += [] if any(each.section for each in finds.found) else [NOTHING]
    lines += [f"PROBLEM: {problem}" for problem in finds.problems]
    if finds.sections:
        lines += ["", as_toml(finds.sections).rstrip("\n")]
    return "\n".join([*lines, *([""] if told else []), *told])


def _as_json(finds: Finds, told: list[str]) -> str:
    found = [asdict(each) for each in finds.found]
    data = {"found": found, "problems": finds.problems, "sections": finds.sections, "told": told}
    return json.dumps(data, ensure_ascii=False)
