"""What a technician asks of the printer: it is asked for its status, and its layout is read."""

from contextlib import closing

from drivers.errors import BadAddress, DriverError, PrinterBabbles
from drivers.printer.escpos import open_printer
from kiosk.config import ConfigError
from kiosk.desks.print_desk import problem_word
from kiosk.desks.slip_layouts import slip_layout_of
from kiosk.health.finding import Finding, stopping
from kiosk.health.opening import Hands, not_opened
from kiosk.health.running import BABBLES, CABLE, WRONG
from kiosk.profile.machine import Profile
from kiosk.troubles import PRINTER_ADDRESS, SETUP, TROUBLES

PRINTER = "printer"
NO_LAYOUT = "correct [printer] layout in the machine's profile"
HANDS = Hands(
    "printer",
    CABLE,
    "put the kiosk's account into the group lp, or dialout for a serial port, then restart the"
    " kiosk; docs/printers.md has the rule for printers of a class of their own",
    "end the other program that holds it: CUPS with a queue for it, or ipp-usb (docs/printers.md)",
)
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
    except PrinterBabbles as exc:
        return Finding(PRINTER, False, f"{address}: {exc}", BABBLES)
    except DriverError as exc:
        return not_opened(PRINTER, address, exc, HANDS)
    if status.reason is not None:
        advice = WRONG[problem_word(status.reason)]
        return Finding(PRINTER, False, f"{address}: {status.reason}", advice)
    warned = f"; {SOON}" if status.warning else ""
    return Finding(PRINTER, True, f"{address} can print{warned}")
