"""What stands around a kiosk, in a process of its own: a camera's stream, a ticket printer.

A program, `python -m benchmarks.programs.street`. It prints one JSON line with the addresses; each
line on its standard input is a code held to the lens, an empty one takes it away; it ends with it.
With `--facility FILE` and `--folder DIR` there also stands what that facility's services need: a
gate's board, a card terminal, a parking system with a car for each visit.
"""

import argparse
import json
import sys
import time
import tomllib
from contextlib import ExitStack
from pathlib import Path

from drivers.printer.simulator import PrinterSimulator
from kiosk.demo.equipment import Equipment, set_up
from kiosk.demo.partners import Wanted
from kiosk.demo.settings import load_settings
from kiosk.demo.stream import CameraStream, Showing, View
from kiosk.partners.simulate import Car, ParkingSystem

SEED = 1  # the camera's noise is the same in every run
CARS = 100  # one for each visit: nobody pays twice for a stay
FIRST_PLATE = 1000  # the last four digits on the plate of the first of them
INSIDE_S = 130 * 60


def main() -> None:
    """Serve until the standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facility", type=Path)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    view = View()
    with ExitStack() as stack:
        beside = equipment(stack, given.facility, given.folder)
        printer = stack.enter_context(PrinterSimulator())
        camera = stack.enter_context(CameraStream(view, seed=SEED, monotonic_s=time.monotonic))
        partners = [dict(each.section) for each in beside.partners]
        tell = {"camera": camera.url, "printer": printer.address}
        print(json.dumps({**tell, "beside": beside.tables, "partners": partners}), flush=True)
        for line in sys.stdin:
            text = line.rstrip("\n")
            view.show(Showing(text) if text else None)


def equipment(stack: ExitStack, facility: Path | None, folder: Path | None) -> Equipment:
    """Set up what the services of ``facility`` need; nothing where none is named."""
    if facility is None or folder is None:
        return Equipment()
    text, kinds = facility.read_bytes(), load_settings().kind
    tables = tomllib.loads(text.decode("utf-8"))["service"]
    wanted = [Wanted(it, kinds[it["kind"]], text) for it in tables if it["kind"] in kinds]
    made = set_up(stack, folder, wanted, int(time.time()))
    for partner in made.partners:
        if isinstance(partner.server, ParkingSystem):
            park(partner.server, str(tables[0]["car"][0]["id"]))
    return made


def park(system: ParkingSystem, kind: str) -> None:
    """A car for each visit has been here for two hours."""
    entered_s = int(time.time()) - INSIDE_S
    for number in range(CARS):
        system.enter(Car(f"visit-{number}", f"12가{FIRST_PLATE + number}", kind, entered_s))


if __name__ == "__main__":
    main()
