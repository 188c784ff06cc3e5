"""All devices of a profile but printer and ledger, opened: readers, sound, signals, counters.

What each tells of itself ends in ``states``, and what matters to the person at the machine goes on
as an event. The printer's lane and the ledger's copy are the back room's; they tell here how they
are.
"""

from contextlib import ExitStack
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState
from drivers.scan_hints import ScanHint
from drivers.serial_scanner import SetUp
from kiosk.desks.slip_layouts import slip_layout_of
from kiosk.events import CodeRefused, Event, HintGiven, PrinterReported
from kiosk.hardware.code_readers import READER_THREADS, CodeReaders, OnText
from kiosk.hardware.device_states import DeviceStates
from kiosk.hardware.devices_file import DevicesFile
from kiosk.hardware.reader_watch import CAMERA, READERS, SERIAL, ReaderWatch
from kiosk.hardware.scanner_families import scanner_family
from kiosk.hardware.service_devices import CARD_TERMINAL, COUNTER, ServiceDevices
from kiosk.hardware.signals import Signals, board_settings
from kiosk.hardware.sound import HELPS as SOUND_HELPS
from kiosk.hardware.sound import Sound
from kiosk.outside import Outside
from kiosk.profile.machine import Profile

PRINTER: Final = "printer"
HELPS: Final = (*SOUND_HELPS, *READER_THREADS, "signal-board", COUNTER, CARD_TERMINAL)
"""Threads by their names: a bug that ends one is logged, and costs no sale."""


class Hardware:
    """Opened with a profile, started and closed by the back room.

    ``on_text`` gets what is scanned, on the readers' threads.
    """

    def __init__(
        self, profile: Profile, outside: Outside, on_text: OnText, log: FilteringBoundLogger
    ) -> None:
        self._outside = outside
        self._log = log
        self._file = DevicesFile(profile.state)
        self.states = DeviceStates(log, self._file.write)
        named = [reader for reader in READERS if getattr(profile, reader) is not None]
        self._reading = ReaderWatch(named, outside.post)
        self._readers = CodeReaders(
            profile, on_text, outside.show_frame, self._reader_is, self._hint
        )
        self.sound = Sound(profile, outside, self.states.tell)
        self._signals = Signals(profile, self.states.tell)
        self.services = ServiceDevices(profile, self.states, self._signals, outside, log)
        self._expected = (PRINTER, *named)
        self.hint = ""  # what would help the camera to read what it sees: a `ScanHint`

    def start(self) -> None:
        """Start all threads."""
        for device in self._expected:
            self.states.expect(device)
        self._reading.start()
        self._readers.start()
        self._signals.start()
        self.services.start()
        self.sound.start()

    def want_preview(self, wanted: bool) -> None:
        """Say whether the screen shows the camera's picture now."""
        self._readers.want_preview(wanted)

    def want_code(self, wanted: bool) -> None:
        """Say whether a code means something now."""
        self._readers.want_code(wanted)

    def step(self) -> None:
        """Let time pass; on the screen's thread, and waits for nothing.

        What would help to read a code is told anew: a page that asks for one may have come since.
        """
        self._reading.step()
        if self.hint:
            self._outside.post(HintGiven(self.hint))

    def told(self, event: Event) -> None:
        """Take in what the lanes tell the visit, as far as it concerns a device."""
        match event:
            case PrinterReported():
                self._printer_is(event)
            case CodeRefused():
                self._readers.refuse()
            case _:
                pass

    def staff_called(self) -> None:
        """Show and sound it where the profile has lamp and buzzer; waits for nothing."""
        self._log.info("staff-called")
        self._signals.staff_called()

    def staff_came(self) -> None:
        """Nobody waits for staff any more."""
        self._signals.staff_came()

    def stop(self) -> None:
        """Fall silent and read no more codes, before the money is closed. Waits for nothing."""
        self._readers.stop()
        self.sound.hush()

    def close(self) -> None:
        """Close all, after what has to do with money: a camera, a sound card or a port may hang."""
        with ExitStack() as last_first:
            last_first.callback(self._file.close)
            for part in (self.sound, self._signals, self.services, self._readers):
                last_first.callback(part.close)

    def _printer_is(self, event: PrinterReported) -> None:
        """Remember what the printer's lane found."""
        self.states.tell(PRINTER, event.problem or event.warning or DeviceState.FOUND)

    def _reader_is(self, device: str, state: DeviceState) -> None:
        self.states.tell(device, state)
        self._reading.tell(device, state)
        if device == CAMERA and state is not DeviceState.FOUND:
            self.hint = ""  # it was of pictures that come no more
        if device == SERIAL and state is DeviceState.FOUND:
            self._note_set_up()

    def _note_set_up(self) -> None:
        """Log what the scanner said: one that took no set-up may read in a way nobody wants."""
        said = self._readers.set_up
        note = self._log.info if said in (SetUp.NOT_ASKED, SetUp.DONE) else self._log.warning
        note("scanner-set-up", said=str(said))

    def _hint(self, hint: ScanHint) -> None:
        self.hint = "" if hint is ScanHint.NONE else hint
        self._outside.post(HintGiven(self.hint))


def check_hardware(profile: Profile) -> None:
    """Raise ConfigError where a device's table is not there, or does not fit what hangs on it."""
    slip_layout_of(profile.printer.layout)
    if profile.serial is not None:
        scanner_family(profile.serial.family)
    if profile.board is not None:
        board_settings(profile.board)
