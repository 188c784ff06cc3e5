"""accept_ms and qt_late_ms: whole sales at a real kiosk, the code before a real camera stream."""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.figures import Figure, Unit, at_share, median
from benchmarks.processes import ProgramFailedError, environment, our_program
from benchmarks.sizes import Sizes
from benchmarks.street import Street
from kiosk.demo.children import Children
from kiosk.demo.phones import Phone


def sale_figures(
    sizes: Sizes, children: Children, profile: Path, street: Street, phone: Phone
) -> Iterator[Figure]:
    """Sell, and look at when it was committed and how late the Qt thread was."""
    command = our_program("programs.till", "--profile", profile, "--sales", str(sizes.sales))
    till = children.start(
        [*command, "--idle-s", str(sizes.idle_s)],
        env=environment(profile.parent),
        stdout=subprocess.PIPE,
    )
    seen = _carry(till, street, phone)
    yield Figure(
        "accept_ms",
        median(seen["accept_ms"]),
        Unit.MS,
        "from the agreeing touch to the committed entry, through the cashier's lane",
        _worst("accept", seen["accept_ms"]),
    )
    yield Figure(
        "qt_late_ms",
        median(seen["sale_late_ms"]),
        Unit.MS,
        "how late a 10 ms timer on the Qt thread is during sales, and at rest",
        {
            **_worst("qt_late", seen["sale_late_ms"]),
            "qt_idle_late_ms": median(seen["idle_late_ms"]),
            **_worst("qt_idle_late", seen["idle_late_ms"]),
        },
    )


def _worst(name: str, times_ms: list[float]) -> dict[str, float]:
    return {f"{name}_p95_ms": at_share(times_ms, 0.95), f"{name}_max_ms": max(times_ms)}


def _carry(
    till: "subprocess.Popen[str]", street: Street, phone: Phone
) -> Mapping[str, list[float]]:
    """Hold the phone to the camera when the till asks for it; what the till saw in the end."""
    if till.stdout is None:
        raise AssertionError("started with a pipe")
    for line in till.stdout:
        told = json.loads(line)
        if "done" in told:
            till.wait()
            return dict(told["done"])
        street.show(phone.hold_up(int(time.time())) if told["hold"] == "code" else "")
    raise ProgramFailedError(f"the till ended with {till.wait()} before its sales were done")
