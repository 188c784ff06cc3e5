"""The program ``kiosk``: one door for all its commands."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple


class _Command(NamedTuple):
    """A command's module (loaded only when asked for: Qt and OpenCV take their time) and help."""

    module: str
    help: str


COMMANDS = {
    "run": _Command("kiosk.commands.run", "the terminal: full screen, no way out for the public"),
    "enrol": _Command("kiosk.commands.enrol", "have the district's node take this machine in"),
    "seal-key": _Command("kiosk.commands.seal_key", "seal this machine's keys by a passphrase"),
    "rekey": _Command("kiosk.commands.rekey", "give this kiosk another key"),
    "staff-pin": _Command("kiosk.commands.staff_pin", "set the PIN of this kiosk's first badge"),
    "scan": _Command("kiosk.commands.scan", "read the codes in pictures"),
    "ledger": _Command("kiosk.commands.ledger", "check, show, export or recover a ledger"),
    "board": _Command(
        "kiosk.commands.board", "the relay board: release it, or try what hangs on it"
    ),
    "doctor": _Command("kiosk.commands.doctor", "each device, clock, disk, node: what is wrong"),
    "devices": _Command("kiosk.commands.devices", "find hardware; write the profile's sections"),
    "partners": _Command("kiosk.commands.partners", "this kiosk's key; does each partner answer?"),
    "gallery": _Command("kiosk.commands.gallery", "components and screens in all states"),
}
# Commands that read their own arguments: module, function and help.
WHOLE = {
    "demo": ("kiosk.demo.command", "main", "node, network, phones and kiosk on one laptop"),
    "board-guard": ("kiosk.hardware.board_guard", "main", "owns the relay board (started by run)"),
    "demo-window": ("kiosk.demo.window", "main", "the demo's window (started by demo)"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 good, 1 a check failed, 2 unusable input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in WHOLE:
        module, function, _ = WHOLE[given[0]]
        whole: Callable[[Sequence[str]], int] = getattr(import_module(module), function)
        return whole(given[1:])
    parser = argparse.ArgumentParser("kiosk", description="A terminal for community currencies.")
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub = choices.add_parser(name, help=command.help, description=command.help)
        if given and given[0] == name:
            import_module(command.module).add_arguments(sub)
    for name, (_, _, help_) in WHOLE.items():
        choices.add_parser(name, help=help_)
    read = parser.parse_args(given)
    run: Callable[[argparse.Namespace], int] = import_module(COMMANDS[read.command].module).run
    return run(read)


if __name__ == "__main__":
    sys.exit(main())
