"""``kiosk scan IMAGE...``: a JSON line for each code found, one with nulls where there is none."""

import argparse
import json
import sys
from pathlib import Path

from drivers.decoder import decode_picture
from drivers.errors import PictureUnreadable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("images", nargs="+", metavar="IMAGE", help="picture files")


def run(arguments: argparse.Namespace) -> int:
    """Read each picture; 2 if one of them is no picture, after the others were read."""
    code = 0
    for name in arguments.images:
        try:
            _print_codes(name)
        except PictureUnreadable as exc:
            sys.stderr.write(f"{exc}\n")
            code = 2
    return code


def _print_codes(name: str) -> None:
    result = decode_picture(Path(name))
    rows: list[dict[str, object]] = [
        {"text": found.text, "format": found.format, "engine": found.engine}
        | {"decode_ms": round(found.decode_ms, 3)}
        for found in result
    ]
    nothing: dict[str, object] = dict.fromkeys(("text", "format", "engine", "decode_ms"))
    for row in rows or [nothing]:
        print(json.dumps({"file": name} | row, ensure_ascii=False))
