"""The commands about what the district may lose: `retire` and `exposure`."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from central_node.exposure import Exposure, KioskExposure, expose
from central_node.retire import retire


def add_retire(parser: argparse.ArgumentParser) -> None:
    """`central-node retire`."""
    parser.add_argument("kiosk", metavar="KIOSK", help="the kiosk's name; it cannot be undone")
    _add_common(parser)
    parser.set_defaults(run=_retire)


def add_exposure(parser: argparse.ArgumentParser) -> None:
    """`central-node exposure`."""
    _add_common(parser)
    parser.set_defaults(run=_exposure)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, required=True, help="the node's folder")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _retire(options: argparse.Namespace) -> int:
    done = retire(options.folder, options.kiosk, int(time.time()))
    told: dict[str, Any] = {
        "kiosk": done.number,
        "name": done.name,
        "retired": done.at,
        "slices_released": done.slices.units,
        "holds_released": done.held.units,
    }
    text = (
        f"kiosk {done.number} {done.name} is retired; {done.slices.units} set aside and "
        f"{done.held.units} held are the residents' again"
    )
    _tell(told if options.json else text)
    return 0


def _exposure(options: argparse.Namespace) -> int:
    seen = expose(options.folder)
    _tell(seen.to_json() if options.json else exposure_text(seen))
    return 0


def _tell(told: dict[str, Any] | str) -> None:
    text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    sys.stdout.write(f"{text}\n")


def exposure_text(seen: Exposure) -> str:
    """For people: one line for each kiosk, then the sums."""
    lines = [_line(one, seen.unit) for one in seen.kiosks]
    lines += [
        f"revoked, not closed yet: {seen.revoked_open} {seen.unit}",
        f"at most, by all that is known: {seen.at_most} {seen.unit}",
        f"lost so far: {seen.lost} {seen.unit}, {seen.lost_revoked} of it after a report of loss",
        f"forks proven: {seen.forks}",
    ]
    return "\n".join(lines)


def _line(one: KioskExposure, unit: str) -> str:
    signs = [
        f"retired at {one.retired}" if one.retired is not None else "",
        f"{len(one.ledgers_at_risk)} ledgers lost" if one.ledgers_at_risk else "",
        f"{one.forks} forks" if one.forks else "",
        f"{one.holes} entries lost" if one.holes else "",
    ]
    told = ", ".join(sign for sign in signs if sign) or "nothing known against it"
    return (
        f"kiosk {one.number} {one.name}: one copy could cost {one.each} {unit} "
        f"(live slices {one.live}, unsent limit {one.unsent_limit}); {told}; "
        f"at risk {one.at_risk}, lost so far {one.lost}{_came_in(one)}"
    )


def _came_in(one: KioskExposure) -> str:
    """Nothing where no coins come in."""
    if one.makes_day == 0 and not one.charged and not one.converted:
        return ""
    most = "any sum" if one.makes_day is None else str(one.makes_day)
    return (
        f"; its facility owes {one.charged} charged and {one.converted} converted, and its key "
        f"can add {most} a day"
    )
