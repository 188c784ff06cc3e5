"""``kiosk doctor``: each device, clock, disk and node: found, wrong, what to do."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from kiosk.config import ConfigError
from kiosk.health.examination import examine
from kiosk.profile.machine import load_profile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Examine this machine; 1 when something is wrong, 2 when the profile is no good."""
    try:
        profile = load_profile(arguments.profile)
    except ConfigError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    findings = examine(profile)
    if arguments.json:
        print(json.dumps({"parts": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.ok else 'BAD'}  {finding.part:<13} {finding.found}")
            if not finding.ok:
                print(f"     what to do: {finding.advice}")
                if finding.code:
                    print(f"     code on the screen: {finding.code} (docs/technician.md)")
    return 0 if all(finding.ok for finding in findings) else 1
