"""``kiosk rekey``: give this kiosk another key, and go on with all that it has sold."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import structlog

from kiosk.config import ConfigError
from kiosk.only_one import AlreadyRunning, only_one
from kiosk.profile.machine import load_profile
from kiosk.rekeying import Rekeyed, rekey
from offline_queue.errors import EnvironmentFault, PeerFault

ABOUT: Final = """
Gives the kiosk a new signing key and has the node take it in. The ledger ends; the next one
begins with all that it knew: what was not sent yet is sent by the new key, codes stay used, PINs
stay good. Stop the kiosk, run this, start it again: a second or two for each thousand entries. It
may be run again at any time; if it was interrupted it goes on. Who finds a former key on an old
medium can do nothing with it.
A kiosk that was stolen is retired at the node instead.
Exit code: 0 the key is another one, 1 the node did not confirm it, 2 it could not be done.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")


def run(arguments: argparse.Namespace) -> int:
    """Change the key; 1 when the node says no or is away, 2 when something here is no good."""
    log = structlog.wrap_logger(structlog.PrintLogger(sys.stderr))
    try:
        profile = load_profile(arguments.profile)
        with only_one(profile.state):
            done = rekey(profile, log)
    except AlreadyRunning as exc:
        sys.stderr.write(f"{exc}. Stop the kiosk, then run this again.\n")
        return 2
    except PeerFault as exc:
        sys.stderr.write(f"not changed: {exc}\nStart the kiosk; it goes on with the key it has.\n")
        return 1
    except (ConfigError, EnvironmentFault) as exc:
        away = isinstance(exc, EnvironmentFault) and exc.reason == "node-away"
        sys.stderr.write(f"{exc}\nNothing is lost by this: mend it and run this again.\n")
        return 1 if away else 2
    print("\n".join(_words(done)))
    return 0


def _words(done: Rekeyed) -> Iterator[str]:
    if done.went_on:
        yield "A change that had been interrupted was brought to its end."
    yield f"The kiosk signs with key {done.kid} from now on."
    if done.changed is not None:
        yield (
            f"The new ledger {done.changed.name.hex()} remembers {done.changed.remembered} entries;"
            f" {done.changed.unsent} of them are still to be sent, and will be by itself."
        )
        names = ", ".join(path.name for path in done.changed.aside)
        yield (
            f"The old files are kept as {names}. They hold codes of residents: destroy them when"
            " the district says that all is settled."
        )
    yield "Start the kiosk."
