"""The demo's window as a person meets it: a phone to drag, switches to press, a ticket to read."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from drivers.slip import Slip, render_slip
from kiosk.backroom import fonts
from kiosk.demo.messages import (
    CutNetwork,
    CutPower,
    HidePhone,
    KeepPlace,
    Place,
    ScanOffer,
    ShowPhone,
    State,
    TakePaper,
    Told,
)
from kiosk.demo.settings import load_settings
from kiosk.desks.slip_layouts import slip_layout_of
from kiosk.node.offer_code import modules
from kiosk.outside import Strip
from tests.demo.stage import CODE, DemoStage, phones
from ui.contract import CodeScreen, Setting
from ui.gallery import screens


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[DemoStage]:
    made = DemoStage.build()
    yield made
    warnings = made.warnings
    made.close()
    assert warnings == []


def slip_picture() -> bytes:
    held = BytesIO()
    slip = Slip("Facility", "title", "1", (("label", "value"),), CODE, "help")
    render_slip(slip, fonts(), slip_layout_of("ticket")).save(held, "PNG")
    return held.getvalue()


def luma_of(stage: DemoStage) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    image = stage.shown.window.grabWindow().convertToFormat(
        stage.shown.window.grabWindow().Format.Format_Grayscale8
    )
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width()].copy()


def test_the_code_on_the_phone_can_be_scanned_from_the_screen(stage: DemoStage) -> None:
    found = zxingcpp.read_barcodes(luma_of(stage))
    assert CODE in [each.text for each in found]


def test_a_renewed_code_is_drawn(stage: DemoStage) -> None:
    renewed = CODE[:-1] + "0"
    stage.tell(State(version=2, phones=phones(renewed)))
    assert renewed in [each.text for each in zxingcpp.read_barcodes(luma_of(stage))]


def test_touching_the_kiosk_in_the_window_reaches_the_kiosk(stage: DemoStage) -> None:
    device = QTest.createTouchDevice()
    place = stage.middle(stage.find("choose:bibimbap"))
    QTest.touchEvent(stage.shown.window, device).press(0, place)
    QTest.touchEvent(stage.shown.window, device).release(0, place)
    assert stage.acted == [("choose", "bibimbap")]


@pytest.mark.parametrize("how", ["drag", "drag_by_touch"])
def test_a_phone_that_is_dragged_to_the_camera_is_shown_to_it(stage: DemoStage, how: str) -> None:
    phone = stage.find("handset")
    home = (phone.x(), phone.y())
    getattr(stage, how)(stage.middle(phone), stage.middle(stage.find("reader")))
    stage.wait_for(lambda: ShowPhone(resident="enough") in stage.pressed)
    stage.wait_for(lambda: HidePhone() in stage.pressed)
    stage.wait_for(lambda: (phone.x(), phone.y()) == home)


def test_on_its_way_the_camera_sees_where_the_phone_is(stage: DemoStage) -> None:
    reader, window = stage.middle(stage.find("reader")), stage.shown.window
    start = stage.middle(stage.find("handset"))
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 0.9):
        QTest.mouseMove(window, start + (reader + QPoint(60, 0) - start) * share)
    stage.wait_for(lambda: any(isinstance(command, ShowPhone) for command in stage.pressed))
    shown = next(command for command in stage.pressed if isinstance(command, ShowPhone))
    assert shown.x < -0.2  # right of the camera as we see it is left as the camera sees it
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=reader)


def test_a_phone_that_is_dropped_elsewhere_goes_back_unseen(stage: DemoStage) -> None:
    phone = stage.find("handset")
    home = (phone.x(), phone.y())
    stage.drag(stage.middle(phone), stage.middle(phone) + QPoint(60, -40))
    stage.wait_for(lambda: (phone.x(), phone.y()) == home)
    assert not any(isinstance(command, ShowPhone) for command in stage.pressed)


def test_who_can_not_drag_presses_a_button(stage: DemoStage) -> None:
    stage.click("show-code")
    stage.wait_for(lambda: ShowPhone(resident="enough") in stage.pressed)
    assert not stage.find("show-code").isEnabled()
    stage.wait_for(lambda: HidePhone() in stage.pressed)
    stage.wait_for(lambda: stage.find("show-code").isEnabled())


def offered(stage: DemoStage, text: str) -> None:
    """Have the kiosk show a code of its own beside the place for the resident's, or none."""
    setting = Setting()
    screen = screens(setting)["code"]
    assert isinstance(screen, CodeScreen)
    drawn = tuple("".join("01"[dark] for dark in row) for row in modules(text)) if text else ()
    stage.kiosk.bridge.show(replace(screen, offer=drawn), setting)


def test_the_code_that_the_kiosk_shows_is_scanned_with_a_button_that_comes_and_goes(
    stage: DemoStage,
) -> None:
    def is_there() -> bool:
        return any(item.objectName() == "scan-offer" for item in stage.items())

    assert not is_there()
    offered(stage, CODE)
    stage.wait_for(is_there)
    stage.click("scan-offer")
    assert ScanOffer(resident="enough", text=CODE) in stage.pressed
    offered(stage, "")
    stage.wait_for(lambda: not is_there())


def test_the_phone_tells_what_became_of_it_in_the_place_of_its_code(stage: DemoStage) -> None:
    told = Told(state="booked", kind="spend", amount=15, name="Lunch")
    mine = tuple(each.model_copy(update={"told": told}) for each in phones())
    stage.tell(State(version=2, phones=mine))
    assert stage.find("receipt-words").property("text") == load_settings().receipt.paid
    assert CODE not in [each.text for each in zxingcpp.read_barcodes(luma_of(stage))]


def test_the_chosen_residents_phone_is_the_one_that_is_shown(stage: DemoStage) -> None:
    stage.click("resident:too-few")
    stage.click("show-code")
    stage.wait_for(lambda: ShowPhone(resident="too-few") in stage.pressed)


def test_switches_do_what_is_written_on_them(stage: DemoStage) -> None:
    for name in ("switch:network", "switch:paper", "switch:power"):
        stage.click(name)
    assert stage.switched() == [CutNetwork(cut=True), TakePaper(out=True), CutPower()]


def test_a_switch_that_is_on_is_switched_off(stage: DemoStage) -> None:
    stage.tell(State(version=2, phones=phones(), network_cut=True, paper_out=True))
    stage.click("switch:network")
    stage.click("switch:paper")
    assert stage.switched() == [CutNetwork(cut=False), TakePaper(out=False)]


def test_the_strip_tells_the_ledgers_counts(stage: DemoStage) -> None:
    stage.kiosk.strip = Strip(3, 2, 1)
    stage.kiosk.changed.emit()
    stage.draw()
    assert stage.find("strip").property("text") == "기록 3 · 보냄 2 · 확인 1"


def test_the_printed_ticket_is_laid_out_as_it_was_printed(stage: DemoStage) -> None:
    stage.demo.ticket_came.emit(1, slip_picture())
    stage.draw()
    ticket = stage.find("ticket")
    printed = Image.open(BytesIO(slip_picture()))
    assert ticket.height() / ticket.width() == pytest.approx(printed.height / printed.width, 0.01)
    QTest.mouseClick(stage.shown.window, Qt.MouseButton.LeftButton, pos=stage.middle(ticket))
    stage.draw()
    assert stage.find("ticket-sheet").isVisible()


@pytest.mark.parametrize("just_cut", [True, False])
def test_only_a_ticket_that_was_just_cut_comes_out_of_the_slot(
    qapp: QApplication, just_cut: bool
) -> None:
    stage = DemoStage.build(told=just_cut)
    stage.shown.window.setProperty("motion", True)
    stage.demo.ticket_came.emit(1, slip_picture())
    stage.draw()
    ticket = stage.shown.window.findChild(QQuickItem, "ticket")
    assert ticket is not None
    first_seen = ticket.property("carried")
    stage.wait_for(lambda: ticket.property("carried") == 1)
    stage.close()
    assert first_seen == (0 if just_cut else 1)


def test_f11_shows_the_kiosk_alone_and_f11_brings_the_rest_back(stage: DemoStage) -> None:
    window, kiosk = stage.shown.window, stage.find("kiosk")
    QTest.keyClick(window, Qt.Key.Key_F11)
    stage.draw()
    fitting = min(window.width() / kiosk.width(), window.height() / kiosk.height())
    assert kiosk.scale() == pytest.approx(fitting)
    assert "handset" not in [item.objectName() for item in stage.items()]
    QTest.keyClick(window, Qt.Key.Key_F11)
    stage.draw()
    assert stage.find("handset").isVisible()


def test_the_window_tells_where_it_is(stage: DemoStage) -> None:
    stage.shown.window.setGeometry(40, 30, 1200, 800)
    wanted = KeepPlace(place=Place(x=40, y=30, width=1200, height=800))
    stage.wait_for(lambda: wanted in stage.pressed)


def test_the_window_comes_back_where_it_was(qapp: QApplication) -> None:
    stage = DemoStage.build(Place(x=50, y=60, width=1100, height=700))
    geometry = stage.shown.window.geometry()
    stage.close()
    assert (geometry.x(), geometry.y(), geometry.width(), geometry.height()) == (50, 60, 1100, 700)


def test_it_closes_when_the_demo_ends(stage: DemoStage) -> None:
    ended: list[bool] = []
    stage.demo.closing.connect(lambda: ended.append(True))
    stage.tell(State(version=2, closing=True))
    assert ended == [True]


def test_no_words_are_wider_than_their_place(stage: DemoStage) -> None:
    too_wide = [
        (item.property("text"), item.property("contentWidth"), room)
        for item in stage.items()
        if item.property("contentWidth") is not None
        for room in [_room(item)]
        if item.property("contentWidth") > room + 0.5
    ]
    assert too_wide == []


def _room(words: QQuickItem) -> float:
    """The width of the nearest box around the words: a button, a card, the stage."""
    box = words.parentItem()
    while box is not None and not (box.property("radius") or box.inherits("QQuickAbstractButton")):
        box = box.parentItem()
    return 1440.0 if box is None else box.width()
