"""The command about where kiosks stand: `place`."""

import argparse
import json
import sys
import time
from pathlib import Path

from central_node.places import set_place


def add_place(parser: argparse.ArgumentParser) -> None:
    """`central-node place`."""
    parser.add_argument("kiosk", metavar="KIOSK", help="the kiosk's name")
    parser.add_argument("facility", metavar="FACILITY", help="where it stands from now on, by id")
    parser.add_argument("--folder", type=Path, required=True, help="the node's folder")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=_place)


def _place(options: argparse.Namespace) -> int:
    now = int(time.time())
    place = set_place(options.folder, options.kiosk, options.facility, now)
    told = {"name": options.kiosk, "place": place, "since": now}
    text = f"kiosk {options.kiosk} stands at {place}"
    sys.stdout.write(f"{json.dumps(told, ensure_ascii=False) if options.json else text}\n")
    return 0
