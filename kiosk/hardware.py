"""All devices of a profile that have nothing to do with money, opened: readers, sound, signals.

What each tells of itself ends in ``states``, and what matters to the person at the machine goes on
as an event. The printer's lane and the ledger's copy are the back room's; they tell here how they
are.
"""

from contextlib import ExitStack
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState
from kiosk.device_states import DeviceStates
from kiosk.devices import CodeReaders, OnText
from kiosk.events import PrinterReported
from kiosk.machine import Profile
from kiosk.outside import Outside
from kiosk.sound import Sound

PRINTER: Final = "printer"


class Hardware:
    """Opened with a profile, started and closed by the back room.

    ``on_text`` gets what is scanned, on the readers' threads.
    """

    def __init__(
        self, profile: Profile, outside: Outside, on_text: OnText, log: FilteringBoundLogger
    ) -> None:
        self.states = DeviceStates(log)
        self.states.expect(PRINTER)
        self._readers = CodeReaders(profile, on_text, outside.show_frame, self.states.tell)
        self.sound = Sound(profile, outside, self.states.tell)

    def start(self) -> None:
        """Start all threads."""
        self._readers.start()
        self.sound.start()

    def want_preview(self, wanted: bool) -> None:
        """Say whether the screen shows the camera's picture now."""
        self._readers.want_preview(wanted)

    def printer_is(self, event: PrinterReported) -> None:
        """Remember what the printer's lane found."""
        self.states.tell(PRINTER, event.problem or event.warning or DeviceState.FOUND)

    def stop(self) -> None:
        """Fall silent and read no more codes: what comes before the money is closed."""
        with ExitStack() as last_first:
            last_first.callback(self._readers.close)
            last_first.callback(self.sound.hush)

    def close(self) -> None:
        """Close the rest, after all that has to do with money: a sound card may hang."""
        self.sound.close()
