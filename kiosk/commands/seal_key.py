"""``kiosk seal-key``: seal this machine's keys by the passphrase that its profile names."""

import argparse
import sys
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError
from kiosk.key_opening import NEXT_FILE, has_pins, key_path, passphrase_of
from kiosk.only_one import AlreadyRunning, only_one
from kiosk.profile.machine import Profile, load_profile
from offline_queue.errors import KeyFileError
from offline_queue.key_store import seal_store

ABOUT: Final = """
Seals the kiosk's keys, which lay in plain files. First name the passphrase in the profile:
[key] sealed = "passphrase-file" or "systemd-creds". Stop the kiosk, run this, start it again.
It may be run again at any time, also after a power cut. There is no way back. What lay on the
medium in plain can often still be read from it: 'kiosk rekey' afterwards makes that worthless.
Exit code: 0 the keys are sealed, 2 it could not be done and the keys are as they were.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")


def run(arguments: argparse.Namespace) -> int:
    """Seal; 2 when profile, passphrase, key or folder is no good."""
    try:
        profile = load_profile(arguments.profile)
        with only_one(profile.state):
            told = _seal(profile)
    except AlreadyRunning as exc:
        sys.stderr.write(f"{exc}. Stop the kiosk, then run this again.\n")
        return 2
    except (ConfigError, KeyFileError) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    print(told)
    return 0


def _seal(profile: Profile) -> str:
    passphrase = passphrase_of(profile.key)
    if passphrase is None:
        reason = "is 'no': name a passphrase in the profile first"
        raise ConfigError("profile", "key.sealed", reason)
    if (profile.state / NEXT_FILE).exists():
        raise ConfigError(
            str(profile.state / NEXT_FILE), "key", "run 'kiosk rekey' to its end first"
        )
    if not seal_store(key_path(profile), passphrase, has_pins=lambda: has_pins(profile)):
        return "The keys were sealed already, and the passphrase opens them."
    return (
        "The keys are sealed. The medium may still hold what lay there in plain: run 'kiosk rekey'."
    )
