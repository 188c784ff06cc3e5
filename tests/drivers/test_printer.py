"""One suite over the fake printer and the real driver on each kind of wire."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image

from drivers.errors import PrinterFault, PrinterUnreachable, PrintFailed, SlipUnprintable
from drivers.printer.contract import Paper, PrinterStatus
from drivers.printer.engine import Switches
from tests.drivers.printers import RIGS, Rig, picture


@pytest.fixture(params=list(RIGS))
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    with RIGS[request.param]() as rig:
        yield rig


def test_a_printer_in_order_says_so(rig: Rig) -> None:
    status = rig.printer.status()
    assert status == PrinterStatus()
    assert status.can_print


@pytest.mark.parametrize(
    ("switches", "reason"),
    [
        (Switches(paper=Paper.OUT), PrinterFault.PAPER_OUT),
        (Switches(cover_open=True), PrinterFault.COVER_OPEN),
        (Switches(offline=True), PrinterFault.OFFLINE),
        (Switches(cutter_error=True), PrinterFault.CUTTER),
        (Switches(broken=True), PrinterFault.BROKEN),
        (Switches(too_hot=True), PrinterFault.TOO_HOT),
        (Switches(cover_open=True, paper=Paper.OUT), PrinterFault.COVER_OPEN),
    ],
)
def test_each_fault_is_named_and_nothing_is_printed_or_kept(
    rig: Rig, switches: Switches, reason: PrinterFault
) -> None:
    rig.turn(switches)
    assert rig.printer.status().reason is reason
    with pytest.raises(PrintFailed) as failed:
        rig.printer.print_slip(picture())
    assert failed.value.reason is reason
    rig.turn(Switches())
    assert rig.printer.status().can_print
    assert rig.tray() == []


def test_paper_near_its_end_is_told_and_still_prints(rig: Rig) -> None:
    rig.turn(Switches(paper=Paper.NEAR_END))
    assert rig.printer.status().paper is Paper.NEAR_END
    rig.printer.print_slip(picture())
    assert len(rig.tray()) == 1


def test_a_slip_comes_out_dot_for_dot_before_printing_returns(rig: Rig) -> None:
    rig.printer.print_slip(picture())
    (slip,) = rig.tray()
    assert slip.size == picture().size
    assert slip.tobytes() == picture().tobytes()


def test_slips_come_out_one_by_one_in_order(rig: Rig) -> None:
    heights = [100, 300, 128, 1]
    for height in heights:
        rig.printer.print_slip(Image.new("1", (576, height), 0))
    assert [slip.height for slip in rig.tray()] == heights


@pytest.mark.parametrize("size", [(577, 10), (576, 8001)])
def test_a_slip_that_does_not_fit_the_paper_is_refused(rig: Rig, size: tuple[int, int]) -> None:
    with pytest.raises(SlipUnprintable):
        rig.printer.print_slip(Image.new("1", size, 1))
    assert rig.tray() == []


def test_a_closed_printer_is_unreachable(rig: Rig) -> None:
    rig.printer.close()
    rig.printer.close()
    assert rig.printer.closed
    with pytest.raises(PrinterUnreachable):
        rig.printer.status()
    with pytest.raises(PrinterUnreachable):
        rig.printer.print_slip(picture())
