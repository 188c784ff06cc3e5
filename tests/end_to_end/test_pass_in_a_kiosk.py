"""A pass that was bought at one kiosk of the gym that is shipped opens the turnstile of another."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.board.simulator import SimulatedBoard
from drivers.device import DeviceState
from drivers.far_end import PtyCable
from kiosk.hardware.board_families import board_family
from offline_queue.show import show
from tests.end_to_end.district import ASSETS, District, Phone
from tests.end_to_end.running import Place, RunningKiosk
from tests.end_to_end.spots import BOARD_FAMILY, GATE, becomes
from tests.end_to_end.weather import Line, Weather
from ui.contract import ChooseScreen, CodeScreen, ConfirmScreen, SorryScreen, StartScreen
from ui.contract import ThanksScreen as Thanks

GYM = ASSETS / "facilities" / "seocho-gym.toml"
SEED = """
[[kiosk]]
name = "hall"
[[kiosk]]
name = "pool"
[[resident]]
id = "kim"
label = "Kim"
balance = 120
homes = ["hall"]
"""


class Gym:
    """Two kiosks, each with its turnstile, and one line to the node."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.district = stack.enter_context(District(folder, seed=SEED, facility=GYM))
        self.line = stack.enter_context(Line(self.district.url))
        self.boards = [SimulatedBoard(board_family(BOARD_FAMILY)) for _ in range(2)]
        self.places = [
            Place(self.district, self.line.url, name, number)
            for number, name in enumerate(("hall", "pool"))
        ]
        for place, board in zip(self.places, self.boards, strict=True):
            stack.callback(place.close)
            link = folder / f"board-{place.profile.stem}"
            cable = stack.enter_context(PtyCable(board, link))
            section = f'family = "{BOARD_FAMILY}"\ngate = {GATE}\ngate_ms = 200\n'
            with place.profile.open("a") as profile:
                profile.write(f'[board]\npath = "{cable.link}"\n{section}')

    def openings(self, number: int) -> int:
        return sum(each.closed and each.channel == GATE for each in self.boards[number].log)


@pytest.fixture
def gym(tmp_path: Path, qapp: QGuiApplication) -> Iterator[Gym]:
    with ExitStack() as stack:
        yield Gym(stack, tmp_path)


def want(kiosk: RunningKiosk, answer: str, phone: Phone) -> None:
    kiosk.see(StartScreen)
    kiosk.touch("choose", "gym")
    kiosk.see(ChooseScreen)
    kiosk.touch("choose", answer)
    kiosk.see(CodeScreen)
    kiosk.scan(phone.text())


def agree(kiosk: RunningKiosk) -> dict[str, str]:
    """What was told beside the price, by its label."""
    screen = kiosk.see(ConfirmScreen)
    told = {each.label: each.amount for each in (*screen.lines, *screen.facts)}
    kiosk.touch("lead")
    kiosk.see(Thanks)
    kiosk.touch("lead")
    return told


def test_a_pass_of_one_kiosk_opens_the_turnstile_of_another(gym: Gym) -> None:
    phone = gym.district.phone("kim")
    with gym.places[0].kiosk() as kiosk:
        becomes(kiosk, "board", DeviceState.FOUND)
        want(kiosk, "ten", phone)
        bought = agree(kiosk)
        assert bought["남는 횟수"] == "10번"
        want(kiosk, "visit", phone)
        assert agree(kiosk)["남는 횟수"] == "9번"
        kiosk.confirmed()
    with gym.places[1].kiosk() as kiosk:
        becomes(kiosk, "board", DeviceState.FOUND)
        want(kiosk, "visit", phone)
        told = agree(kiosk)
        assert (told["남는 횟수"], told["쓸 수 있는 날"]) == ("8번", bought["쓸 수 있는 날"])
        kiosk.confirmed()
        gym.line.weather = Weather.BROKEN
        kiosk.app.backroom.watch.silent()
        want(kiosk, "visit", phone)
        assert kiosk.see(SorryScreen).reason == "pass-unknown"
    assert [gym.openings(number) for number in range(2)] == [1, 1]
    sold = show(gym.places[0].profile.with_suffix("") / "ledger.db")
    assert [it.kind for it in sold if it.kind in {"spend", "admit"}] == ["spend", "admit"]
    books = gym.district.show()
    assert (books["problems"], books["flags"]) == ([], [])
