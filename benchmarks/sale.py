"""accept_ms and qt_late_ms: whole visits at a real kiosk, the code before a real camera stream.

A visit to a car park asks a parking system about a plate and opens a gate; at a toy clinic staff
approve by their badge. How late the Qt thread is in those is told as over the same kiosk at rest.
"""

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.district import district
from benchmarks.figures import Figure, Unit, at_share, median
from benchmarks.processes import ProgramFailedError, environment, our_program
from benchmarks.programs.street import FIRST_PLATE
from benchmarks.sizes import Sizes
from benchmarks.street import Street
from kiosk.demo.children import Children
from kiosk.demo.facilities import facilities
from kiosk.demo.messages import STAFF
from kiosk.demo.phones import Badge, Phone

VISITS = ("parking", "earning")  # the first kind of service of a place that is visited
SHARE = 0.95  # the lateness that 19 of 20 ticks do not exceed: the rest of a visit is thinking


def sale_figures(
    sizes: Sizes, children: Children, profile: Path, street: Street, phone: Phone
) -> Iterator[Figure]:
    """Sell, and look at when it was committed and how late the Qt thread was."""
    seen = _visit(children, profile, (sizes.sales, sizes.idle_s), street, {"code": phone.hold_up})
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
    yield _over_idle("sale", seen)


def visit_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Visit the other places, one after the other, each with a district of its own."""
    for name in VISITS:
        place = next(each for each in facilities() if each.kind == name)
        with (
            district(folder / name, residents=1, stem=place.stem) as home,
            Street(home.folder, home.facility) as street,
        ):
            profile = home.enrol(street.printer, street.camera, street.beside, street.partners)
            (phone,) = home.phones()
            badge = Badge(STAFF, home.seeded.badge)
            shown = {"code": phone.hold_up, "badge": badge.hold_up}
            many = sizes.visits, sizes.idle_s
            yield _over_idle(name, _visit(home.children, profile, many, street, shown))


def _over_idle(name: str, seen: Mapping[str, list[float]]) -> Figure:
    late_ms, idle_ms = seen["sale_late_ms"], seen["idle_late_ms"]
    ours, floor = f"qt_{name}_late", f"qt_{name}_idle_late"
    return Figure(
        f"{ours}_over_idle",
        at_share(late_ms, SHARE) / at_share(idle_ms, SHARE),
        Unit.RATIO,
        f"how late that timer is at p95 during visits ({name}), over the same kiosk at rest",
        {
            f"{ours}_ms": median(late_ms),
            **_worst(ours, late_ms),
            f"{floor}_ms": median(idle_ms),
            **_worst(floor, idle_ms),
        },
    )


def _visit(
    children: Children,
    profile: Path,
    many: tuple[int, float],
    street: Street,
    shown: Mapping[str, Callable[[int], str]],
) -> Mapping[str, list[float]]:
    """Run the till through `many` visits after so many seconds of rest; what it saw."""
    visits, idle_s = many
    command = our_program("programs.till", "--profile", profile, "--sales", str(visits))
    till = children.start(
        [*command, "--idle-s", str(idle_s), "--typed", str(FIRST_PLATE)],
        env=environment(profile.parent),
        stdout=subprocess.PIPE,
    )
    return _carry(till, street, shown)


def _worst(name: str, times_ms: list[float]) -> dict[str, float]:
    return {f"{name}_p95_ms": at_share(times_ms, 0.95), f"{name}_max_ms": max(times_ms)}


def _carry(
    till: "subprocess.Popen[str]", street: Street, shown: Mapping[str, Callable[[int], str]]
) -> Mapping[str, list[float]]:
    """Hold to the camera what the till asks for; what the till saw in the end."""
    if till.stdout is None:
        raise AssertionError("started with a pipe")
    for line in till.stdout:
        told = json.loads(line)
        if "done" in told:
            till.wait()
            return dict(told["done"])
        hold = shown.get(told["hold"])
        street.show(hold(int(time.time())) if hold is not None else "")
    raise ProgramFailedError(f"the till ended with {till.wait()} before its sales were done")
