"""``kiosk staff-pin``: set the PIN of a badge without another one; a kiosk's first needs it."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import Final

from kiosk.backroom import BackRoom
from kiosk.config import ConfigError
from kiosk.desks.cashier import Cashier
from kiosk.desks.lanes import LaneFull
from kiosk.district import load_district
from kiosk.events import CodeRefused, CodeSeen, LedgerFailed
from kiosk.only_one import AlreadyRunning
from kiosk.outside import Outside
from kiosk.profile.machine import Profile, load_profile
from kiosk.speech.words import LANGUAGE, load_words
from kiosk.visit.keypad import BADGE_DIGITS
from offline_queue.clock import Moment
from offline_queue.errors import EnvironmentFault
from protocol.credential import CredentialKind

ABOUT: Final = """
Sets the PIN of a staff badge at this kiosk: of the first one, or when nobody knows theirs any more.
Further badges and all cards get their PIN on the screen, by staff who are logged in. Stop the kiosk
first. The badge's code is what a scanner reads of it; the PIN is asked for twice and not shown.
Exit code: 0 the PIN is set, 1 the badge is not accepted, 2 it could not be done.
"""
LEDGER_WAIT_S: Final = 120.0
"""The ledger is opened as at each start: it may have to be brought back from the second medium."""

AskPin = Callable[[str], str]


class NoSuchBadge(Exception):
    """What was shown is no badge that counts here, or the PIN is none."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")
    parser.add_argument(  # never the code itself: arguments stand in the process list and history
        "--badge-file",
        type=Path,
        help="a file with the text of the badge's QR; without it, the first line of standard input",
    )


def run(arguments: argparse.Namespace, ask: AskPin = getpass) -> int:
    """Set the PIN; 1 when badge or PIN are no good, 2 when profile or ledger are."""
    try:
        profile = load_profile(arguments.profile)
        set_pin(profile, _code(arguments.badge_file), ask)
    except NoSuchBadge as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    except AlreadyRunning as exc:
        sys.stderr.write(f"{exc}. Stop the kiosk, then run this again.\n")
        return 2
    except (ConfigError, EnvironmentFault) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    except (TimeoutError, LaneFull):
        sys.stderr.write("the ledger gave no answer in time\n")
        return 2
    print("The PIN is set.")
    return 0


def _code(path: Path | None) -> str:
    if path is None:
        return sys.stdin.readline().strip()
    try:
        return path.read_text("ascii").strip()
    except OSError as exc:
        raise ConfigError(str(path), "badge", f"can't be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise NoSuchBadge("this is no badge's code") from exc


def set_pin(profile: Profile, text: str, ask: AskPin) -> None:
    """Open the ledger as at each start, look at the badge, then ask and write.

    Nothing else of a kiosk is started. Raises `NoSuchBadge`, ConfigError, `EnvironmentFault`.
    """
    now = datetime.now().astimezone()
    if now.tzinfo is None:
        raise AssertionError("local time has a zone")
    district, outside = load_district(profile, int(now.timestamp())), Outside(_unheard, _unseen)
    room = BackRoom(profile, district, load_words(LANGUAGE), now.tzinfo, outside, lambda it: it)
    try:
        badge = room.at_ledger(lambda cashier, moment: _badge(cashier, text, moment), LEDGER_WAIT_S)
        pin = _asked(ask)
        done = room.at_ledger(
            lambda cashier, _: cashier.pins.set(0, badge.code, badge.code, pin), LEDGER_WAIT_S
        )
    finally:
        room.close()
    if isinstance(done, LedgerFailed):
        raise ConfigError(str(profile.state), "ledger", f"it can't be written: {done.reason}")


def _badge(cashier: Cashier, text: str, moment: Moment) -> CodeSeen:
    failed = cashier.open()
    seen = failed or cashier.read_code(text, moment)
    match seen:
        case CodeSeen(code) if code.kind is CredentialKind.STAFF:
            return seen
        case LedgerFailed(reason):
            raise ConfigError("ledger", "state", f"it can't be opened: {reason}")
        case CodeRefused(reason):
            raise NoSuchBadge(f"this code is refused: {reason}")
        case _:
            raise NoSuchBadge("this is no badge of the staff")


def _asked(ask: AskPin) -> str:
    pin = ask(f"New PIN ({BADGE_DIGITS} digits): ")
    if len(pin) != BADGE_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise NoSuchBadge(f"a badge's PIN has {BADGE_DIGITS} digits")
    if ask("Once more: ") != pin:
        raise NoSuchBadge("the two were different; nothing was set")
    return pin


def _unheard(_event: object) -> None:
    """There is no screen."""


def _unseen(_bgr: bytes, _width: int, _height: int, _stride: int) -> None:
    """There is no camera."""
