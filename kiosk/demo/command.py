"""``kiosk demo``: shows the product on one laptop, or checks it without a screen."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import FrameType

from kiosk.config import ConfigError
from kiosk.demo.errors import DemoError, FailedProgramError
from kiosk.demo.facilities import ShippedFacility, facilities, find, first_alone, kind_of
from kiosk.demo.headless import run_headless
from kiosk.demo.settings import DemoSettings, at_place, load_settings
from kiosk.demo.setup import Options
from kiosk.demo.supervisor import Demo
from kiosk.demo.terminal_program import Visitor

GOOD, FAILED, UNUSABLE = 0, 1, 2
OUTPUT = Path("demo-output")


def main(argv: Sequence[str]) -> int:
    """Run the demo; 0 good or closed by a person, 1 a check failed, 2 it can't be started."""
    try:
        settings = load_settings()
        arguments = _parser(settings.facility).parse_args(argv)
        if arguments.list_facilities:
            return _list()
        return _run(settings, arguments)
    except FailedProgramError as exc:
        sys.stderr.write(f"{exc}\n")
        return FAILED
    except (DemoError, ConfigError) as exc:
        sys.stderr.write(f"{exc}\n")
        return UNUSABLE


def _parser(facility: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("kiosk demo", description="Node, network, phones and kiosk.")
    add = parser.add_argument
    add("--headless", action="store_true", help="no window to see: a scripted resident buys")
    add("--offline", action="store_true", help="the node is away while the resident buys")
    add("--facility", default=facility, metavar="NAME", help=f"default: {facility}")
    add(
        "--service",
        default="",
        metavar="ID",
        help="what the scripted resident wants, if not the first",
    )
    add("--list-facilities", action="store_true", help="list the names for --facility")
    add("--output", type=Path, default=OUTPUT, metavar="DIR", help=f"default: {OUTPUT}")
    add("--seed", type=int, default=0, metavar="N", help="of the drawn camera picture's noise")
    add("--camera", type=int, metavar="N", help="this camera instead of the drawn one")
    add("--serial", metavar="PATH", help="a serial code scanner as well")
    return parser


def _list() -> int:
    for each in facilities():
        sys.stdout.write(f"{each.stem}\t{each.name}\n")
    return GOOD


class Ending:
    """What a person who wants the demo to end has said, by Ctrl-C or a signal: it ends in order.

    The exception alone can be lost: Python drops one that comes while it clears something away.
    """

    def __init__(self) -> None:
        self._wanted = False

    def listen(self) -> None:
        """Take the signals that end it from now on."""
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, self.take)

    def take(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember it, and end what is under way: raises KeyboardInterrupt."""
        self._wanted = True
        raise KeyboardInterrupt

    def goes_on(self) -> None:
        """Raise KeyboardInterrupt if somebody wanted the end and it goes on all the same."""
        if self._wanted:
            raise KeyboardInterrupt


def _alone(settings: DemoSettings, facility: ShippedFacility) -> str:
    """Return the service that a resident wants without the node; empty for the first there is."""
    with_node = {kind for kind, each in settings.kind.items() if not each.alone}
    return first_alone(facility, with_node) if facility.kind in with_node else ""


def _run(settings: DemoSettings, arguments: argparse.Namespace) -> int:
    ending = Ending()
    ending.listen()
    facility = find(arguments.facility)
    resident = settings.resident[0].id
    kind = facility.kind  # the resident wants what the place is there for
    service = arguments.service or (_alone(settings, facility) if arguments.offline else "")
    wanted = kind_of(facility, service) if service else kind
    typed = settings.kind[wanted].typed if wanted in settings.kind else ""
    output = arguments.output.absolute()
    visitor = Visitor(resident, output, typed, service) if arguments.headless else None
    options = Options(
        facility=facility.file,
        scheme=facility.scheme,
        settings=at_place(settings, facility.name, facility.currency(), _today(), kind),
        seed=arguments.seed,
        offline=arguments.offline,
        visitor=visitor,
        camera=arguments.camera,
        serial=arguments.serial,
        say=_say,
        goes_on=ending.goes_on,
    )
    try:
        return _show(options) if visitor is None else _check(options, visitor)
    except KeyboardInterrupt:
        return _interrupted(visitor)


def _today() -> date:
    """The local day, by whose rates the facility is priced."""
    return datetime.now().astimezone().date()


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _show(options: Options) -> int:
    if not any(name in os.environ for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise DemoError("There is no display here. Use --headless.")
    with Demo(options) as demo:
        demo.run()
    return GOOD


def _interrupted(visitor: Visitor | None) -> int:
    """A person may close the demo at any time; a check that was cut short has not passed."""
    if visitor is None:
        return GOOD
    _say("The run was interrupted: nothing is checked.")
    return FAILED


def _check(options: Options, visitor: Visitor) -> int:
    summary = run_headless(options, visitor, _today())
    for problem in summary.problems:
        sys.stderr.write(f"{problem}\n")
    return FAILED if summary.problems else GOOD
