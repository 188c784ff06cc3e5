"""What stands around a kiosk, in a process of its own: a camera's stream and a ticket printer.

A program, `python -m benchmarks.programs.street`. It prints one JSON line with the addresses; each
line on its standard input is a code held to the lens, an empty one takes it away; it ends with it.
"""

import json
import sys
from time import monotonic

from drivers.printer.simulator import PrinterSimulator
from kiosk.demo.stream import CameraStream, Showing, View

SEED = 1  # the camera's noise is the same in every run


def main() -> None:
    """Serve until the standard input ends."""
    view = View()
    with PrinterSimulator() as printer, CameraStream(view, seed=SEED, monotonic_s=monotonic) as it:
        print(json.dumps({"camera": it.url, "printer": printer.address}), flush=True)
        for line in sys.stdin:
            text = line.rstrip("\n")
            view.show(Showing(text) if text else None)


if __name__ == "__main__":
    main()
