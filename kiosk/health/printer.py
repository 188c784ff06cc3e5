"""What a technician asks of the printer: it is asked for its status, and its layout is read."""

from contextlib import closing

from drivers.errors import BadAddress, DriverError, PrinterBabbles
from drivers.printer.escpos import open_printer
from kiosk.config import ConfigError
from kiosk.hardware.slip_layouts import slip_layout_of
from kiosk.health.finding import Finding, stopping
from kiosk.health.running import BABBLES, CABLE, WRONG
from kiosk.health.troubles import PRINTER_ADDRESS, SETUP, TROUBLES
from kiosk.profile.machine import Profile

PRINTER = "printer"
NO_LAYOUT = "correct [printer] layout in the machine's profile"
SOON = "its paper is near the end: have a roll at hand"


def try_printer(profile: Profile) -> Finding:
    """Ask the printer, and let go of it again."""
    address = profile.printer.address
    try:
        slip_layout_of(profile.printer.layout)
        with closing(open_printer(address)) as printer:
            status = printer.status()
    except ConfigError as exc:
        return Finding(PRINTER, False, str(exc), NO_LAYOUT, TROUBLES[SETUP].code)
    except BadAddress as exc:
        return stopping(PRINTER, PRINTER_ADDRESS, str(exc))
    except DriverError as exc:
        advice = BABBLES if isinstance(exc, PrinterBabbles) else CABLE
        return Finding(PRINTER, False, f"{address}: {exc}", advice)
    if status.reason is not None:
        return Finding(PRINTER, False, f"{address}: {status.reason}", WRONG[status.reason])
    warned = f"; {SOON}" if status.warning else ""
    return Finding(PRINTER, True, f"{address} can print{warned}")
