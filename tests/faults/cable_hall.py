"""A hall with one kiosk whose every cable can be pulled; residents come one after another."""

import time
from collections.abc import Callable

from drivers.device import DeviceState
from kiosk.health.devices import find_devices
from kiosk.health.finding import Finding
from kiosk.journal import LOG_FILE
from kiosk.profile.machine import load_profile
from tests.end_to_end.district import District, Phone
from tests.end_to_end.running import RunningKiosk
from tests.faults.cables import Cable, Cables
from ui.contract import CodeScreen, ConfirmScreen, StartScreen, ThanksScreen

BACK_S = 5.0
RESIDENTS = tuple(f"resident-{number}" for number in range(16))
SEED = '[[kiosk]]\nname = "restaurant"\n' + "".join(
    f'[[resident]]\nid = "{name}"\nlabel = "{name}"\nbalance = 35\nhomes = ["restaurant"]\n'
    for name in RESIDENTS
)
LUNCH, LEFT = 15, 20
FOUND, LOST, BABBLES = DeviceState.FOUND, DeviceState.LOST, DeviceState.BABBLES


class Hall:
    """The running kiosk with all its cables, and the residents who come one after another."""

    def __init__(self, district: District, cables: Cables, kiosk: RunningKiosk) -> None:
        self.district, self.cables, self.kiosk = district, cables, kiosk
        self._coming = iter(RESIDENTS)

    def phone(self) -> tuple[str, Phone]:
        name = next(self._coming)
        return name, self.district.phone(name)

    def state(self, device: str) -> str:
        return self.kiosk.app.backroom.devices.get(device, "")

    @property
    def log(self) -> str:
        """What the machine has written down."""
        return (self.kiosk.state / LOG_FILE).read_text("utf-8")

    def becomes(self, device: str, state: str) -> None:
        self.kiosk.until(lambda: self.state(device) == state)

    def doctor_says(self, device: str, word: str) -> bool:
        """Wait for the doctor's word while the kiosk runs; return whether it calls that well."""
        profile = load_profile(self.kiosk.state.with_suffix(".toml"))

        def row() -> Finding:
            return {row.part: row for row in find_devices(profile)}[device]

        self.kiosk.until(lambda: row().found.startswith(word))
        return row().ok

    def back(self, cable: Cable, true: Callable[[], bool]) -> None:
        """Put a cable back: within 5 s it is as it was."""
        cable.mend()
        began_s = time.monotonic()
        self.kiosk.until(true)
        assert time.monotonic() - began_s <= BACK_S

    @property
    def paper(self) -> str:
        """What keeps the machine from printing."""
        return self.kiosk.app.terminal.visit.paper_problem

    def at_code_screen(self) -> CodeScreen:
        self.kiosk.touch("choose", "meals")
        self.kiosk.touch("choose", "lunch")
        return self.kiosk.see(CodeScreen)

    def sells(self, read: Callable[[str], None]) -> None:
        """Sell a lunch to the next resident, the code read by ``read``."""
        name, phone = self.phone()
        self.at_code_screen()
        read(phone.text())
        self.pays(name)

    def pays(self, name: str) -> None:
        """From the confirm screen on: one charge, one ticket, one entry."""
        before = self.cables.printer.tickets
        self.kiosk.see(ConfirmScreen)
        self.kiosk.touch("lead")
        self.kiosk.see(ThanksScreen)
        assert self.cables.printer.tickets == before + 1
        self.kiosk.touch("lead")
        self.kiosk.see(StartScreen)
        self.kiosk.confirmed()
        assert self.district.balance(name) == LEFT

    def rests(self) -> None:
        """Put back what a test has left; wait until nobody is there and everything works."""
        self.kiosk.touch("start-over")
        self.kiosk.see(StartScreen)
        for device in self.cables.by_device:
            self.becomes(device, FOUND)
