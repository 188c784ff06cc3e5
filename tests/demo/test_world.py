"""Each switch does in the world what the window says it does."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from drivers.printer.contract import Paper
from drivers.printer.simulator import PrinterSimulator
from kiosk.demo.control import Board
from kiosk.demo.equipment import Equipment
from kiosk.demo.messages import (
    Counts,
    CutNetwork,
    CutPower,
    Finished,
    HidePhone,
    KeepPlace,
    Place,
    ScanOffer,
    Seen,
    ShowPhone,
    TakePaper,
)
from kiosk.demo.phones import FRESH_S
from kiosk.demo.proxy import NetworkSwitch
from kiosk.demo.stream import Showing, View
from kiosk.demo.world import World
from protocol.keys import Algorithm, MemorySigner
from tests.demo.test_phones import NOW, phone


@dataclass
class Setting:
    world: World
    view: View
    network: NetworkSwitch
    printer: PrinterSimulator
    cuts: list[int] = field(default_factory=list)


@pytest.fixture
def setting() -> Iterator[Setting]:
    mine, view, cuts = phone(MemorySigner.generate(Algorithm.ED25519)), View(), list[int]()

    def cut() -> None:
        cuts.append(1)

    with NetworkSwitch() as network, PrinterSimulator() as printer:
        world = World(Board(), {mine.id: mine}, view, network, printer, Equipment(), cut)
        world.step(NOW)
        yield Setting(world, view, network, printer, cuts)


def test_a_phone_is_held_to_the_camera_and_moved(setting: Setting) -> None:
    setting.world.do(ShowPhone(resident="enough", x=0.5, y=0.2), NOW)
    first = setting.view.now()
    assert first is not None
    assert setting.world.board.state.shown == "enough"
    setting.world.do(ShowPhone(resident="enough"), NOW)
    assert setting.view.now() == Showing(first.text, 0.0, 0.0)
    assert [each.code for each in setting.world.board.state.phones] == [first.text]


def test_a_phone_that_comes_again_shows_another_code(setting: Setting) -> None:
    shown = []
    for _ in range(2):
        setting.world.do(ShowPhone(resident="enough"), NOW)
        shown.append(setting.view.now())
        setting.world.do(HidePhone(), NOW)
    assert setting.view.now() is None
    assert setting.world.board.state.shown is None
    assert shown[0] != shown[1]


def test_what_nobody_or_a_photograph_scans_is_left_alone(setting: Setting) -> None:
    setting.world.do(ScanOffer(resident="nobody", text="CC1:"), NOW)
    setting.world.do(ScanOffer(resident="enough", text="CC1:"), NOW)  # has no app: it is a fake
    assert [phone.told for phone in setting.world.board.state.phones] == [None]


def test_nobodys_phone_is_not_shown(setting: Setting) -> None:
    setting.world.do(ShowPhone(resident="nobody"), NOW)
    assert setting.view.now() is None


def test_time_renews_the_codes_that_the_window_draws(setting: Setting) -> None:
    before = setting.world.board.state
    setting.world.step(NOW + FRESH_S)
    assert setting.world.board.state.phones != before.phones


def test_the_network_switch_is_the_network(setting: Setting) -> None:
    for cut in (True, False):
        setting.world.do(CutNetwork(cut=cut), NOW)
        assert setting.network.cut is cut
        assert setting.world.board.state.network_cut is cut


def test_the_paper_switch_is_the_printers(setting: Setting) -> None:
    setting.world.do(TakePaper(out=True), NOW)
    papers = [setting.printer.switches.paper]
    assert setting.world.board.state.paper_out
    setting.world.do(TakePaper(out=False), NOW)
    papers.append(setting.printer.switches.paper)
    assert not setting.world.board.state.paper_out
    assert papers == [Paper.OUT, Paper.OK]


def test_the_power_switch_cuts_the_power(setting: Setting) -> None:
    setting.world.do(CutPower(), NOW)
    assert setting.cuts == [1]
    assert setting.world.board.state.power_cuts == 1


def test_what_the_window_tells_is_kept(setting: Setting) -> None:
    place = Place(x=1, y=2, width=3, height=4)
    counts = Counts(recorded=2, sent=1, confirmed=1)
    finished = Finished(screens=("01-thanks",), problems=())
    for command in (KeepPlace(place=place), Seen(screen="01-thanks", counts=counts), finished):
        setting.world.do(command, NOW)
    told = setting.world.told
    assert (told.place, told.counts, told.finished) == (place, [counts], finished)
    assert told.sold_unsent


def test_a_sale_that_the_node_has_is_not_unsent(setting: Setting) -> None:
    counts = Counts(recorded=2, sent=2, confirmed=2)
    assert not setting.world.told.sold_unsent
    setting.world.do(Seen(screen="01-thanks", counts=counts), NOW)
    assert not setting.world.told.sold_unsent
