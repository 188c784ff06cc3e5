"""The arguments of ``kiosk devices`` as its parser would hand them over."""

import argparse
from pathlib import Path


def options(
    profile: Path | None = None, *, write: bool = False, replace: bool = False, json: bool = False
) -> argparse.Namespace:
    return argparse.Namespace(profile=profile, write=write, replace=replace, json=json)
