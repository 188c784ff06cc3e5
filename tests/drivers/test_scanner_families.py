"""Serial scanners by family: one suite over the fake port and the pty, for every shipped family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from queue import Empty, Queue
from time import monotonic

import pytest

from drivers.device import DeviceState
from drivers.errors import ScannerLost
from drivers.scan import MAX_SCANS
from drivers.scanner_family import ScannerFamily
from drivers.scanner_simulator import FakeScanner, PtyScanner
from drivers.serial_port import ByteSource, FakeSerialPort, SerialPort
from drivers.serial_scanner import MAX_NOISE, SerialScanner, SetUp
from kiosk.hardware.scanner_families import scanner_families

WAIT_S = 10.0  # only ever waited for in full when the test fails
FAMILIES = scanner_families()
DRILLED = ScannerFamily("drilled", prefix=b"\x02K", suffix=b"\x03")  # as a technician may set one
Scanner = FakeScanner | PtyScanner
MadeT = Callable[..., Scanner]


@pytest.fixture(params=["fake", "pty"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MadeT]:
    made: list[Scanner] = []

    def build(family: ScannerFamily, **how: object) -> Scanner:
        kind = FakeScanner if request.param == "fake" else PtyScanner
        where = () if request.param == "fake" else (tmp_path / "scanner",)
        made.append(kind(family, *where, **how))  # type: ignore[arg-type]  # two kinds, one way
        return made[-1]

    yield build
    for each in made:
        each.close()


@dataclass
class Desk:
    """What a kiosk hears of its scanner."""

    scanner: Scanner
    family: ScannerFamily
    baud: int = 0
    scans: Queue[str] = field(default_factory=Queue)
    states: Queue[DeviceState] = field(default_factory=Queue)

    def driver(self, **changes: object) -> SerialScanner:
        return SerialScanner(
            self.scanner.path,
            self.scans.put,
            self.states.put,
            baud=self.baud or self.family.baud,
            family=self.family,
            open_port=SerialPort if isinstance(self.scanner, PtyScanner) else self.scanner.open,
        )

    def state_is(self, state: DeviceState) -> None:
        assert self.states.get(timeout=WAIT_S) is state

    def reads(self, code: str) -> None:
        self.scanner.show(code)
        assert self.scans.get(timeout=WAIT_S) == code
        self.scanner.show("")


def until(is_so: Callable[[], bool]) -> None:
    """Wait until another thread has made it so."""
    end_s = monotonic() + WAIT_S
    nothing: Queue[None] = Queue()
    while not is_so():
        assert monotonic() < end_s, "it never came"
        with pytest.raises(Empty):
            nothing.get(timeout=0.01)


@pytest.mark.parametrize("name", FAMILIES)
def test_each_family_is_set_up_and_reads(make: MadeT, name: str) -> None:
    desk = Desk(make(FAMILIES[name]), FAMILIES[name])
    with desk.driver() as driver:
        desk.state_is(DeviceState.FOUND)
        assert driver.set_up is (SetUp.DONE if FAMILIES[name].set_up else SetUp.NOT_ASKED)
        desk.reads("CC1:ONE")
        desk.reads("CC1:TWO")
        assert desk.scans.empty()
        assert driver.dropped_bytes == 0


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("how", ["mute", "refuses"])
def test_a_scanner_of_another_make_or_that_refuses_is_read_all_the_same(
    make: MadeT, name: str, how: str
) -> None:
    desk = Desk(make(FAMILIES[name], **{how: True}), FAMILIES[name])
    with desk.driver() as driver:
        desk.state_is(DeviceState.FOUND)
        if FAMILIES[name].set_up:
            assert driver.set_up is (SetUp.SILENT if how == "mute" else SetUp.REFUSED)
        desk.reads("CC1:ONE")
        assert driver.dropped_bytes == 0


@pytest.mark.parametrize(("told", "is_one"), list(permutations(FAMILIES, 2)))
def test_the_wrong_family_blocks_nothing(make: MadeT, told: str, is_one: str) -> None:
    desk = Desk(make(FAMILIES[is_one], baud=FAMILIES[told].baud), FAMILIES[told])
    with desk.driver():
        desk.state_is(DeviceState.FOUND)
        desk.reads("CC1:ONE")


@pytest.mark.parametrize("name", [name for name in FAMILIES if FAMILIES[name].trigger_on])
def test_the_light_is_on_while_a_code_is_wanted_and_a_held_code_is_one_scan(
    make: MadeT, name: str
) -> None:
    desk = Desk(make(FAMILIES[name]), FAMILIES[name])
    with desk.driver() as driver:
        desk.state_is(DeviceState.FOUND)
        until(lambda: desk.scanner.rules.waits_for_trigger and desk.scanner.rules.reading)
        driver.want(False)
        until(lambda: not desk.scanner.rules.reading)
        assert not desk.scanner.rules.aiming
        desk.scanner.show("CC1:HELD")
        driver.want(True)
        assert desk.scans.get(timeout=WAIT_S) == "CC1:HELD"
        desk.scanner.show("CC1:NEXT")
        assert desk.scans.get(timeout=WAIT_S) == "CC1:NEXT"


@pytest.mark.parametrize("name", [name for name in FAMILIES if FAMILIES[name].beep_bad])
def test_a_refused_code_beeps_once(make: MadeT, name: str) -> None:
    desk = Desk(make(FAMILIES[name]), FAMILIES[name])
    with desk.driver() as driver:
        desk.state_is(DeviceState.FOUND)
        driver.refuse()
        until(lambda: desk.scanner.rules.beeps == 1)
        desk.reads("CC1:ONE")
        assert desk.scanner.rules.beeps == 1


@pytest.mark.parametrize("name", FAMILIES)
def test_a_scanner_put_in_again_is_set_up_again(make: MadeT, name: str) -> None:
    desk = Desk(make(FAMILIES[name]), FAMILIES[name])
    with desk.driver():
        desk.state_is(DeviceState.FOUND)
        desk.scanner.send(b"CC1:HAL")
        desk.scanner.unplug()
        desk.state_is(DeviceState.LOST)
        desk.scanner.plug_in()
        desk.state_is(DeviceState.FOUND)
        desk.reads("CC1:BACK")
        assert desk.scanner.rules.waits_for_trigger is bool(FAMILIES[name].trigger_on)


def test_a_prefix_is_demanded_and_cut_off(make: MadeT) -> None:
    desk = Desk(make(DRILLED), DRILLED)
    with desk.driver() as driver:
        desk.state_is(DeviceState.FOUND)
        desk.scanner.send(b"CC1:NO\x03\x02CC1:NO\x03\x02K\x03\x02KCC1:YES\x03")
        assert desk.scans.get(timeout=WAIT_S) == "CC1:YES"
        assert driver.dropped_bytes == len(b"CC1:NO" + b"\x02CC1:NO")


def test_a_wrong_speed_is_named_left_alone_and_over_within_5_s(make: MadeT) -> None:
    family = FAMILIES["plain"]
    desk = Desk(make(family, baud=19_200), family)
    with desk.driver() as driver:
        desk.state_is(DeviceState.FOUND)
        until(lambda: feed(desk) or not desk.states.empty())
        desk.state_is(DeviceState.BABBLES)
        quiet_s = monotonic()
        assert driver.state is DeviceState.BABBLES
        desk.state_is(DeviceState.FOUND)
        assert monotonic() - quiet_s < 5.0
        assert desk.scans.empty()


def feed(desk: Desk) -> bool:
    """Let a long code arrive; never what one waits for."""
    desk.scanner.send(b"X" * (MAX_NOISE // 2))
    return False


def test_noise_that_goes_on_never_counts_as_found(make: MadeT) -> None:
    family = FAMILIES["plain"]
    desk = Desk(make(family, baud=19_200), family)
    with desk.driver():
        desk.state_is(DeviceState.FOUND)
        until(lambda: feed(desk) or not desk.states.empty())
        desk.state_is(DeviceState.BABBLES)
        end_s = monotonic() + 4.8  # beyond one opening; every look at it hears noise
        until(lambda: feed(desk) or monotonic() > end_s)
        assert desk.states.empty()


def test_a_flood_of_codes_is_noise_and_reaches_nobody(make: MadeT) -> None:
    family = FAMILIES["plain"]
    desk = Desk(make(family), family)
    with desk.driver():
        desk.state_is(DeviceState.FOUND)
        desk.scanner.send(b"".join(b"CC1:%d\r" % number for number in range(400)))
        desk.state_is(DeviceState.BABBLES)
        assert desk.scans.qsize() <= MAX_SCANS


@pytest.mark.parametrize("name", FAMILIES)
def test_codes_in_pieces_and_in_one_piece_are_read(make: MadeT, name: str) -> None:
    desk = Desk(make(FAMILIES[name]), FAMILIES[name])
    with desk.driver() as driver:
        desk.state_is(DeviceState.FOUND)
        for piece in (b"CC1:", b"IN-PIE", b"CES\r", b"\nCC1:ONE\r\nCC1:TWO\r\n"):
            desk.scanner.send(piece)
        heard = [desk.scans.get(timeout=WAIT_S) for _ in range(3)]
        assert heard == ["CC1:IN-PIECES", "CC1:ONE", "CC1:TWO"]
        assert driver.dropped_bytes == 0


def test_a_scanner_that_takes_no_bytes_is_read_at_last() -> None:
    class Deaf(FakeSerialPort):
        def write(self, data: bytes) -> None:
            raise ScannerLost("the serial port takes no bytes")

    ports: list[Deaf] = []

    def open_deaf(path: str, baud: int) -> ByteSource:
        ports.append(Deaf())
        return ports[-1]

    scans: Queue[str] = Queue()
    states: Queue[DeviceState] = Queue()
    family = FAMILIES["zebra"]
    with SerialScanner("x", scans.put, states.put, family=family, open_port=open_deaf):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        ports[-1].type_in(b"CC1:ONE\r")
        assert scans.get(timeout=WAIT_S) == "CC1:ONE"


def test_the_device_is_looked_for_at_each_opening(make: MadeT) -> None:
    family = FAMILIES["plain"]
    scanner = make(family)
    asked: Queue[None] = Queue()

    def find() -> str:
        asked.put(None)
        return scanner.path

    opened = SerialPort if isinstance(scanner, PtyScanner) else scanner.open
    states: Queue[DeviceState] = Queue()
    with SerialScanner(find, lambda _: None, states.put, open_port=opened):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        scanner.unplug()
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        scanner.plug_in()
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
    assert asked.qsize() >= 2
